"""When: the times that a text names, each pinned to its slice and resolved to first and last day where that can be known. Pure; no clock.

`locate` reads a document's paragraphs, `in_question` a question, whose relative times `resolve` counts from each document's date;
`spoken` writes a period as people do.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.annotations import Period, TimeMention
from qa.patterns import regex
from qa.times import days
from qa.times.around import Before
from qa.times.question import in_question, resolve
from qa.times.scan import expressions
from qa.times.settle import mentions
from qa.times.spoken import spoken
from qa.types import FrontMatter

_ISO = regex(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

__all__ = ["in_question", "locate", "published", "resolve", "spoken"]


def published(front: FrontMatter) -> Period | None:
    """The day, month or year of publication; None where none is known. ValueError where the date is not ISO 8601."""
    if front.date is None:
        return None
    match = _ISO.fullmatch(front.date)
    year, month, day = (int(part) if part else 0 for part in match.groups()) if match else (0, 0, 0)
    whole = (month, month) if month else None
    period = days.part(year, whole, (day, day) if day else None) if month < 13 else None
    if match is None or period is None or (match[2] and not month) or (match[3] and period.last.day != day):
        raise ValueError(f"{front.date!r} is no date of the form 2017-12-28, 2024-11 or 2022.")
    return period


def locate(texts: Sequence[str], published: Period | None) -> tuple[tuple[TimeMention, ...], ...]:
    """For each paragraph, in the document's order, its time mentions, sorted, none overlapping another."""
    found: list[tuple[TimeMention, ...]] = []
    before: tuple[Before, ...] = ()
    for text in texts:
        here, before = mentions(text, expressions(text), published, before)
        found.append(here)
    return tuple(found)
