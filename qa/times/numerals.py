"""Numbers as dates write them: 2021, ２０２１, 二〇二一, 十一, 三十一."""

from __future__ import annotations

from qa.patterns import regex

_WIDE = regex(r"[０-９]")
_PLAIN = str.maketrans("０１２３４５６７８９", "0123456789")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "Ｏ": 0, "两": 2, "首": 1, "元": 1}


def plain(text: str) -> str:
    """The text with full-width digits made half-width; as long as before."""
    return text.translate(_PLAIN) if _WIDE.search(text) else text


def number(written: str) -> int:
    """The value of digits, of Chinese digits in a row, or of a Chinese number below 100. ValueError for anything else."""
    if written.isascii():
        return int(written)
    tens, ten, ones = written.partition("十")
    if ten:
        return 10 * (_digit(tens) if tens else 1) + (_digit(ones) if ones else 0)
    value = 0
    for character in written:
        value = 10 * value + _digit(character)
    return value


def _digit(character: str) -> int:
    if character not in _DIGITS:
        raise ValueError(f"{character!r} is no digit of a date.")
    return _DIGITS[character]
