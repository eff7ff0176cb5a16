"""Text to time expressions, none of them counted yet: matches, joined where two of them are the ends of one (3月5日至4月2日)."""

from __future__ import annotations

from qa.annotations import Dating
from qa.patterns import regex
from qa.times.fixed import BY_DIGITS, COME, FIXED, SINCE
from qa.times.grammar import DATED, START, UNDATED
from qa.times.numerals import plain
from qa.times.read import dated, fixed
from qa.times.told import Told

_PART_OF_DAY = r"(?:上午|下午|晚上?|晚间|夜间|夜里|凌晨|早晨|早上|傍晚|白天|中午)"
_HOUR = rf"(?:[ \u00a0]?{_PART_OF_DAY}?[ \u00a0]?(?:\d{{1,2}}(?:[时点](?:\d{{1,2}}分|半|许)?|:\d\d))?)"
_BETWEEN = regex(rf"{_HOUR}[ \u00a0]?(?:至|到|[-－–—~～]{{1,2}})[ \u00a0]?")
"""Between the two ends of one time; the hour of the first may stand there."""
_EVERY = regex(r"(?:每年|每月|每季度?|每周|每逢|逐年|历年|每个|每)的?(?:在|于)?[ \u00a0]?$")
"""Before 3月 it makes a frequency of it."""
_LISTED = ("、", "和", "及", "或", "至", "到", "-", "—")
"""Between two days of one frequency: 每月5日、15日."""


def expressions(text: str) -> tuple[Told, ...]:
    """Every time expression of a text, in order, none overlapping another."""
    text = plain(text)
    found: list[Told] = []
    end = every = 0
    for start in START.finditer(text):
        if start.start() < end:
            continue
        told = _at(text, start.start())
        if told is None:
            continue
        end = told.end
        if told.dating is not Dating.VAGUE:
            told = _run(text, told)
            if _EVERY.search(text[max(0, told.start - 5) : told.start]) or text[every : told.start].strip() in _LISTED:
                every = told.end
                continue
            if found and (joined := _join(text, found[-1], told)):
                found[-1] = joined
                continue
        found.append(told)
    return tuple(found)


def _at(text: str, start: int) -> Told | None:
    """What begins at a start that `START` has found; of the two patterns, one that cannot begin with its character is not tried."""
    first = text[start]
    if (not first.isdigit() or BY_DIGITS.match(text, start)) and (match := FIXED.match(text, start)):
        return fixed(match)
    match = None if first in UNDATED else DATED.match(text, start)
    return dated(match) if match else None


def _run(text: str, told: Told) -> Told:
    """To the day of publication, where 以来 follows."""
    match = SINCE.match(text, told.end)
    if match and not any(_at(text, start.start()) for start in START.finditer(text, told.end, match.end())):  # 今年上世纪以来: two times
        whole = match.end() if match.end() - told.end <= 5 else told.end  # the words between are no part of the time
        return told._replace(end=whole, since=True)
    if text[told.end - 1] == "年" and told.dating is Dating.RELATIVE and (match := COME.match(text, told.end)):
        return told._replace(end=match.end(), since=True)
    return told


def _join(text: str, left: Told, right: Told) -> Told | None:
    if left.point is None or left.upto or left.since or right.upto or right.since or left.dating is Dating.NAMED:
        return None
    if right.start - left.end > 12 or not _BETWEEN.fullmatch(text, left.end, right.start):
        return None
    dating = left.dating if left.dating is not Dating.PARTIAL else right.dating
    return Told(left.start, right.end, dating, left.point, right.point)
