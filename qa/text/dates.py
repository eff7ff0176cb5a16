"""When a text appeared: printed beside it, or inferred from what it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from qa.patterns import regex
from qa.times.table import named

_LINE = regex(r"((?:19|20)\d{2})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_YEAR = regex(r"(?<!\d)((?:19|20)\d{2})(?=年)")
_NUMBERS = {16: "十六", 17: "十七", 18: "十八", 19: "十九", 20: "二十"}
_PLENARY = "零一二三四五六七八九"


@cache
def _events() -> dict[str, int]:
    """Years of what Chinese newspapers name without one: party congresses and their plenary sessions."""
    table = named()
    years = {f"{word}大": table.congress[term].first.year for term, word in _NUMBERS.items()}
    for (term, session), period in table.session.items():
        if term in _NUMBERS:
            years[f"{_NUMBERS[term]}届{_PLENARY[session]}中全会"] = period.first.year
    return years


_GOAL = regex(r"(?:到|至|力争|争取|预计|计划|目标|于)$|[—\-–至到]$")
_PRESENT = regex(r"今年|本年度|年初以来")
_PAST = regex(r"去年|上年")
_MONTH = regex(r"今年(?:的)?\s*(\d{1,2})月")


def printed_date(furniture: Sequence[str]) -> str | None:
    """The first whole date of the lines beside the text, as ISO 8601."""
    for line in furniture:
        if (match := _LINE.search(line)) and 1 <= int(match.group(2)) <= 12 and 1 <= int(match.group(3)) <= 31:
            return f"{match.group(1)}-{int(match.group(2)):02d}-{int(match.group(3)):02d}"
    return None


def inferred_date(texts: Sequence[str]) -> tuple[str | None, str | None]:
    """A year and from what it was inferred: the latest year that the text speaks of as present or past.

    A text that looks back on a 去年 and never says 今年 was written in the year after the last one it names; so was one that
    knows how a year's assessment (年度考核) came out. Never taken from a clock.
    """
    whole = "\n".join(texts)
    years = [int(m.group(1)) for m in _YEAR.finditer(whole) if not _GOAL.search(whole[max(0, m.start() - 3) : m.start()])]
    reports = [int(m.group(1)) for m in re.finditer(r"(?<!\d)((?:19|20)\d{2})年?度[^。，]{0,10}(?:考核|考评|评价)", whole)]
    if not years and not reports:
        return None, None
    events = _events()
    event = max((event for event in events if event in whole), key=lambda event: events[event], default="")
    named = max(years + reports)
    latest = max(named, events.get(event, 0))
    ground = f"文中最晚提到{latest}年" if latest == named else f"文中提到{event}（{latest}年）"
    if _PRESENT.search(whole):
        month = max((int(m.group(1)) for m in _MONTH.finditer(whole)), default=0)
        told = f"，并称“今年{month}月”" if 1 <= month <= 12 else "，并称“今年”"
        return str(latest), f"{ground}{told}"
    if latest in reports:
        return str(latest + 1), f"文中已有{latest}年度考核的结果"
    if _PAST.search(whole):
        return str(latest + 1), f"{ground}，只称“去年”而不称“今年”"
    return str(latest), ground
