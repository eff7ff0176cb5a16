"""What a match of `DATED` or `FIXED` says: a `Point`, before anything is counted."""

from __future__ import annotations

import re

from qa.annotations import Dating, Period
from qa.times.numerals import number
from qa.times.table import named
from qa.times.told import Anchor, Point, Told, Unit

Pair = tuple[int, int]

_COUNTED = {  # for each group what the year is counted from, and by how much
    "now": (Anchor.PUBLISHED, 0),
    "last": (Anchor.PUBLISHED, -1),
    "prior": (Anchor.STORY, -1),
    "prior2": (Anchor.PUBLISHED, -2),
    "next": (Anchor.PUBLISHED, 1),
    "next2": (Anchor.PUBLISHED, 2),
    "same": (Anchor.BEFORE, 0),
    "after": (Anchor.BEFORE, 1),
    "before": (Anchor.BEFORE, -1),
}
_COUNTED_MONTHS = {
    "month0": (Anchor.PUBLISHED, 0),
    "month1": (Anchor.STORY, -1),
    "month2": (Anchor.PUBLISHED, 1),
    "month3": (Anchor.BEFORE, 0),
    "month4": (Anchor.BEFORE, 1),
}
_COUNTED_DAYS = {
    "today": (Anchor.PUBLISHED, 0),
    "day1": (Anchor.PUBLISHED, -1),
    "day2": (Anchor.PUBLISHED, -2),
    "day3": (Anchor.PUBLISHED, 1),
    "day4": (Anchor.PUBLISHED, 2),
    "sameday": (Anchor.BEFORE, 0),
    "nextday": (Anchor.BEFORE, 1),
}
_PARTS = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "上中旬": (1, 20),
    "中上旬": (1, 20),
    "中下旬": (11, 31),
    "初": (1, 10),
    "底": (21, 31),
    "末": (21, 31),
}
_EDGES = {"初": (1, 1), "底": (12, 12), "末": (12, 12), "中": (6, 7)}
_SEASONS = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 14)}
_FIRST_HALF, _SECOND_HALF = (1, 6), (7, 12)


def dated(match: re.Match[str]) -> Told | None:
    """A date in a calendar; None where the match is empty, or no date by itself (第一季, 2022初)."""
    head, sub, edge, season, half = match.group("head", "sub", "edge2", "season", "half")
    if not head and (not sub or edge or season or (half or "上")[0] in "半中" or _loose_quarter(match)):
        return None
    if (edge or season) and not head.endswith("年"):
        return _told(match, Dating.ABSOLUTE, _headed(match), end=match.end("head"))
    if sub and match["y0"]:
        last = Point(years=_pair(match["y"]), months=_months(match), days=_days(match))
        return Told(match.start(), match.end(), Dating.ABSOLUTE, Point(years=_pair(match["y0"])), last)
    point = _headed(match) if head else _headless(match)
    if point.years:
        return _told(match, Dating.ABSOLUTE, point)
    return _told(match, Dating.RELATIVE if head or any(match.group(*_COUNTED_MONTHS)) else Dating.PARTIAL, point)


def fixed(match: re.Match[str]) -> Told | None:
    """What stands by itself; None where the table does not hold the name."""
    if match["vague"]:
        return _told(match, Dating.VAGUE, None)
    if counted := _counted(match, _COUNTED_DAYS):
        return _told(match, Dating.RELATIVE, Point(anchor=counted[0], unit=Unit.DAY, shift=counted[1]))
    if match["season"]:
        return _told(match, Dating.RELATIVE, Point(anchor=Anchor.PUBLISHED, months=_SEASONS[match["season"]]))
    if match["iy"]:
        point = Point(years=_pair(match["iy"]), months=_pair(match["im"]), days=_pair(match["id"]))
        return _told(match, Dating.ABSOLUTE, point)
    if match["century"] or match["ten"] or match["lone"]:
        return _told(match, Dating.ABSOLUTE, Point(years=_decade(match)))
    period = _named(match)
    return _told(match, Dating.NAMED, Point(fixed=period)) if period else None


def _told(match: re.Match[str], dating: Dating, point: Point | None, end: int | None = None) -> Told:
    start, end = match.start(), match.end() if end is None else end
    while match.string[start].isspace():
        start += 1
    return Told(start, end, dating, point)


def _counted(match: re.Match[str], groups: dict[str, tuple[Anchor, int]]) -> tuple[Anchor, int] | None:
    """What the group that matched is counted from and by how much; None where none did."""
    return next((told for written, told in zip(match.group(*groups), groups.values(), strict=True) if written), None)


def _headed(match: re.Match[str]) -> Point:
    months, days = (_months(match), _days(match)) if match["sub"] else (None, None)
    if year := match["y"]:
        return Point(years=(number(match["y0"] or year), number(year)), months=months, days=days)
    if match["y2"]:
        short = int(match["y2"])
        year = short + (2000 if short < 40 else 1900)  # 98年3月 is 1998, 23年8月 is 2023; nobody writes of 2040 so
        return Point(years=(year, year), months=months, days=days)
    anchor, shift = _counted(match, _COUNTED) or (Anchor.PUBLISHED, 0)
    if match["prior2"] and match["prior2"].startswith("大"):
        shift -= 1
    return Point(anchor=anchor, shift=shift, months=months, days=days)


def _headless(match: re.Match[str]) -> Point:
    days = _days(match)
    if counted := _counted(match, _COUNTED_MONTHS):
        return Point(anchor=counted[0], unit=Unit.MONTH, shift=counted[1], days=days)
    if match["mx"]:
        return Point(anchor=Anchor.STORY, unit=Unit.MONTH, days=_PARTS[match["mx"]])
    if match["b"]:
        return Point(anchor=Anchor.LATEST, unit=Unit.MONTH, days=days)
    anchor = Anchor.STORY if match["edge"] or match["mid"] or match["half"] or match["fm"] else Anchor.LATEST
    return Point(anchor=anchor, months=_months(match), days=days)


def _loose_quarter(match: re.Match[str]) -> bool:
    """第一季 of a series, 一季报 and a bare Q3 (a car) are no quarter without a year before them."""
    return bool(match["qq"]) or (bool(match["q"]) and match["qd"] != "度")


def _months(match: re.Match[str]) -> Pair | None:
    if match["m"]:
        first, last = number(match["m0"] or match["mm"] or match["m"]), number(match["m"])
        return first, last if last >= first else last + 12
    if quarter := match["q"] or match["qq"]:
        return 3 * number(match["q0"] or quarter) - 2, 3 * number(quarter)
    if match["fq"]:
        return 1, 3 * number(match["fq"])
    if match["fm"]:
        return 1, number(match["fm"])
    if half := match["half"]:
        return _SECOND_HALF if half.startswith("下") else _FIRST_HALF
    if match["season"]:
        return _SEASONS[match["season"]]
    edge = match["edge"] or match["edge2"] or match["mid"]
    return _EDGES[edge] if edge else None


def _days(match: re.Match[str]) -> Pair | None:
    if match["part"]:
        return _PARTS.get(match["part"])
    last = match["d"] or match["b"]
    return (number(match["d0"] or match["b0"] or last), number(last)) if last else None


def _pair(written: str) -> Pair:
    return number(written), number(written)


def _decade(match: re.Match[str]) -> Pair:
    if match["ten"]:
        return int(match["ten"]), int(match["ten"]) + 9
    tens = match["decade"] or match["lone"]
    told = (match["century"] or "20世纪").removesuffix("世纪")
    century = 20 if told[0] == "上" else 21 if told[0] == "本" else number(told)
    if tens is None:
        return 100 * century - 99, 100 * century
    first = 100 * (century - 1) + number(tens)
    return first, first + 9


def _named(match: re.Match[str]) -> Period | None:
    table = named()
    if match["founding"]:
        return table.founding
    if match["reform"]:
        return table.reform
    if plan := match["plan"] or match["plan2"] or match["plan3"]:
        return table.plan.get(number(plan))
    if match["term"]:
        return table.session.get((number(match["term"]), number(match["session"] or match["session2"])))
    return table.congress.get(number(match["full"] or match["short"] or match["bare"]))
