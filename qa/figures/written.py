"""A number as it is written, with its unit, and what the words of it are worth."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from qa.figures.numerals import approximate, arabic, chinese, scale
from qa.figures.units import UNIT
from qa.patterns import regex

HAN = "零〇一二两三四五六七八九十百千万亿"
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_SCALE = r"(?:[十百千]?万?亿|[十百千]?万|百(?![分帕])|千(?![克米瓦伏帕]))"
_NUMBER = rf"(?:{ARABIC}\s?{_SCALE}?|[几数][十百千万亿]+|十几|[{HAN}]+)"
_TO = r"\s?(?:——|[—–\-~]|至|到)\s?"
_FIRST, _UPTO, _UNIT = regex(_NUMBER), regex(rf"{_TO}(?P<last>{_NUMBER})"), regex(UNIT)
_MORE = regex(r"(?P<mid>[余多]|来(?=[个名位户人家万亿]))?(?P<scale>[万亿]+)?\s?")
_DIGITS = regex(rf"({ARABIC})\s?([十百千万亿]*)")
_LAST_SCALE = regex("[十百千万亿]+$")


class Written(NamedTuple):
    """A number as it stands: `first` with its `own` unit right behind it, which ends at `own_end`; the `last` of a range; the words
    before its `unit`; "" for each that is missing. All of it is `[start, end)`."""

    start: int
    first: str
    own: str
    last: str
    mid: str
    scale: str
    unit: str
    own_end: int
    end: int


def written(text: str, start: int) -> Written | None:
    """What begins at `start`. A part that may be missing is never given back for what follows it, so that each is read by itself."""
    number = _FIRST.match(text, start)
    if number is None:
        return None
    own_end = _unit_end(text, number.end())
    upto = _UPTO.match(text, own_end)
    more = _MORE.match(text, upto.end() if upto else own_end)
    mid, scales, at = (more["mid"] or "", more["scale"] or "", more.end()) if more else ("", "", own_end)
    end = per_end(text, _unit_end(text, at), at)
    own, last = text[number.end() : own_end], upto["last"] if upto else ""
    return Written(start, number.group(), own, last, mid, scales, text[at:end], own_end, end)


def _unit_end(text: str, at: int) -> int:
    """Where the unit ends that begins at `at`; `at` where none does."""
    match = _UNIT.match(text, at)
    return at if match is None else match.end()


def per_end(text: str, end: int, start: int) -> int:
    """Where a unit `[start, end)` ends with what it counts by (元/吨), if there is one."""
    if end == start or not text.startswith("/", end):
        return end
    by = _unit_end(text, end + 1)
    return by if by > end + 1 else end + 2 if text[end + 1 : end + 2] in ("日", "月", "时") else end


def value(word: str, other: str | None = None) -> Decimal | None:
    """The value of a number as written; the first of a range takes the scale of the last (5至10万)."""
    if not word:
        return None
    match = _DIGITS.fullmatch(word)
    if match is None:
        word = word.replace("几", "").replace("数", "")
        return chinese(word)
    shared = _LAST_SCALE.search(other) if other and not match.group(2) else None
    return arabic(match.group(1), match.group(2) or (shared.group() if shared else ""))


@lru_cache(maxsize=4096)
def ends(first: str, last: str, own: bool, behind: str) -> tuple[Decimal, Decimal | None, bool] | None:
    """Both ends of what is written, with the scale behind them, and whether they are two digits side by side (三四); `own`: each end
    has its own unit, and its own scale. Kept, for the same few numbers are written again and again."""
    pair = approximate(first) if not first[0].isdigit() else None
    low = pair[0] if pair else value(first, last if last and not own else None)
    high = pair[1] if pair else value(last) if last else None
    if low is None or (last and high is None):
        return None
    return low * scale(behind), None if high is None else high * scale(behind), pair is not None


def percent(word: str) -> Decimal:
    """The value of what stands behind 百分之: 30, 三十, 三点五."""
    if word[0].isdigit():
        return arabic(word)
    whole, _, part = word.partition("点")
    digits = "".join(str(chinese(digit) or 0) for digit in part)
    return Decimal(f"{chinese(whole) or 0}.{digits or 0}").normalize() if part else chinese(whole) or Decimal(0)
