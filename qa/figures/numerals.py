"""Written numbers to values: 1.03亿, 2,306, 二百一十三, 两百, 三千五, 十一.

A library does this (cn2an 0.5.24); it was not taken because it rejects 百 (上百家), 2,306, and 三四, and returns floats.
"""

from __future__ import annotations

from decimal import Decimal

DIGITS = {digit: value for value, digits in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for digit in digits}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
_SCALES = TENS | MYRIADS


def scale(word: str) -> int:
    """What a run of 十百千万亿 multiplies by; 1 for an empty one."""
    factor = 1
    for character in word:
        factor *= _SCALES[character]
    return factor


def arabic(digits: str, behind: str = "") -> Decimal:
    """The value of `2,306` or `1.03` with the scale behind it (`亿`, `千万`)."""
    return Decimal(digits.replace(",", "")) * scale(behind)


def chinese(word: str) -> Decimal | None:
    """The value of a Chinese numeral; None where the characters are no number (`三四`, `零十`)."""
    value = _integer(word)
    return None if value is None else Decimal(value)


def _integer(word: str) -> int | None:
    """一亿三千万 is cut at its greatest scale; 三千五 and 两万三 leave the last scale unsaid."""
    for mark, factor in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        left, found, right = word.rpartition(mark)
        if not found:
            continue
        times = _integer(left) if left else 1
        rest = _integer(right) if right else 0
        if times is None or rest is None or rest >= factor:
            return None
        unsaid = right in DIGITS and factor > 10 and right not in "零〇"
        return times * factor + rest * (factor // 10 if unsaid else 1)
    word = word.lstrip("零〇") if len(word) > 1 else word
    return DIGITS.get(word)


def approximate(word: str) -> tuple[Decimal, Decimal] | None:
    """Both ends of two neighbouring digits that stand for a range: 三四, 七八十, 十七八; None where it is none."""
    head = "十" if word.startswith("十") else ""
    pair, tail = word[len(head) : len(head) + 2], word[len(head) + 2 :]
    if len(pair) < 2 or not all(character in DIGITS for character in pair) or not all(character in _SCALES for character in tail):
        return None
    first, second = (DIGITS[character] for character in pair)
    if second != first + 1 or first == 0:
        return None
    base = 10 if head else 0
    return Decimal((base + first) * scale(tail)), Decimal((base + second) * scale(tail))
