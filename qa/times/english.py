"""Times in an English question: in 2021, last year, March 5, 2021, since 2019, the first half of 2021, the 14th Five-Year Plan."""

from __future__ import annotations

import re

from qa.annotations import Dating
from qa.patterns import regex
from qa.times.numerals import plain
from qa.times.table import named
from qa.times.told import Anchor, Point, Told, Unit

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_ORDER = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "last": 4, "4th": 4}
_EDGES = {"beginning": (1, 1), "start": (1, 1), "early": (1, 1), "middle": (6, 7), "mid": (6, 7), "end": (12, 12), "late": (12, 12)}
_SHIFTS = {"the year before last": -2, "last year": -1, "this year": 0, "next year": 1}
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_TIME = regex(
    rf"\b(?P<since>since\s+)?(?:(?:the\s+)?(?:(?P<half>first|second)\s+half(?:\s+of)?|(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th)"
    rf"\s+quarter(?:\s+of)?|Q(?P<q>[1-4])(?:\s+of)?|(?P<edge>beginning\s+of|start\s+of|end\s+of|middle\s+of|early|late|mid))[\s\-]+)?"
    rf"(?:(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month>{_MONTH})\b\.?(?:\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b)?,?\s*(?:of\s+)?)?"
    r"(?:(?:(?P<from>(?:19|20)\d\d)(?:\s*[-–—]\s*|\s+(?:to|through)\s+)|between\s+(?P<low>(?:19|20)\d\d)\s+and\s+)?(?P<year>(?:19|20)\d\d)(?P<ten>s)?(?![\d%.]\d|[\w%])"
    r"|(?P<shift>the\s+year\s+before\s+last|(?:last|this|next)\s+year)\b)"
    r"|\b(?P<single>yesterday|today|tomorrow)\b|\b(?P<moon>last|this|next)\s+month\b"
    r"|\b(?P<vague>(?:in\s+)?recent\s+years|(?:over|in)\s+the\s+(?:past|last)\s+few\s+years|recently|currently|nowadays|so\s+far)\b"
    r"|\b(?:the\s+)?(?P<plan>\d{1,2})(?:st|nd|rd|th)\s+five[\s-]year\s+plan(?:\s+period)?\b"
    r"|\b(?:the\s+)?(?P<congress>\d{1,2})(?:st|nd|rd|th)\s+(?:CPC\s+|party\s+)?(?:national\s+)?(?:party\s+)?congress\b",
    re.I,
)
_TO = regex(r"\s*[-–—]\s*|\s+(?:to|through|until)\s+")


def english(text: str) -> list[Told]:
    """Every time expression of an English text, in order, none overlapping another."""
    text = plain(text)
    found: list[Told] = []
    for told in filter(None, map(_told, _TIME.finditer(text))):
        if found and not found[-1].upto and told.dating is Dating.ABSOLUTE and _TO.fullmatch(text, found[-1].end, told.start):
            told = told._replace(start=found[-1].start, point=found.pop().point, upto=told.point)
        found.append(told)
    return found


def _told(match: re.Match[str]) -> Told | None:
    start, end = match.start("since" if match["since"] else 0), match.end()
    if match["vague"]:
        return Told(start, end, Dating.VAGUE, None)
    if match["plan"] or match["congress"]:
        table = named()
        period = table.plan.get(int(match["plan"])) if match["plan"] else table.congress.get(int(match["congress"]))
        return Told(start, end, Dating.NAMED, Point(fixed=period)) if period else None
    if match["single"]:
        shift = _DAYS[match["single"].lower()]
        return Told(start, end, Dating.RELATIVE, Point(anchor=Anchor.PUBLISHED, unit=Unit.DAY, shift=shift))
    if match["moon"]:
        shift = ("last", "this", "next").index(match["moon"].lower()) - 1
        return Told(start, end, Dating.RELATIVE, Point(anchor=Anchor.PUBLISHED, unit=Unit.MONTH, shift=shift))
    part = Point(months=_months(match), days=_days(match))
    if match["shift"]:
        shift = _SHIFTS[" ".join(match["shift"].lower().split())]
        return Told(start, end, Dating.RELATIVE, part._replace(anchor=Anchor.PUBLISHED, shift=shift), since=bool(match["since"]))
    year = int(match["year"])
    years = (year, year + 9) if match["ten"] else (int(match["from"] or match["low"] or year), year)
    return Told(start, end, Dating.ABSOLUTE, part._replace(years=years), since=bool(match["since"]))


def _months(match: re.Match[str]) -> tuple[int, int] | None:
    if match["month"]:
        month = _MONTHS.index(match["month"][:3].lower()) + 1
        return month, month
    if match["half"]:
        half = _ORDER[match["half"].lower()]
        return 6 * half - 5, 6 * half
    if match["quarter"] or match["q"]:
        quarter = int(match["q"] or _ORDER[match["quarter"].lower()])
        return 3 * quarter - 2, 3 * quarter
    return _EDGES[match["edge"].split()[0].lower()] if match["edge"] else None


def _days(match: re.Match[str]) -> tuple[int, int] | None:
    day = match["day"] or match["day2"]
    return (int(day), int(day)) if day and match["month"] else None
