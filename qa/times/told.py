"""What the words of a time say by themselves, before anything is counted: `去年3月` is month 3 of the year -1 from publication."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from qa.annotations import Dating, Period


class Anchor(StrEnum):
    """What a time without a year of its own is counted from."""

    PUBLISHED = "published"  # 去年, 本月, 昨日: the day of publication
    BEFORE = "before"  # 同年, 次年, 当日: the time named before it
    STORY = "story"  # 年底, 上年: the year named before it in its sentence, else that of publication
    LATEST = "latest"  # 9月19日: the year named just before it, else the latest that is not after publication


class Unit(StrEnum):
    """In what an anchor's shift is counted."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class Point(NamedTuple):
    """One end of a time, or all of it.

    `years` are told outright, first and last; else `anchor`, `unit` and `shift` say what the year (the month, the day) is counted from.
    `months` are 1 to 12, and 12 to 14 for a winter; `days` are 1 to 31; each None where the whole year or month is meant.
    `fixed` is a period known from the table of named times.
    """

    years: tuple[int, int] | None = None
    anchor: Anchor | None = None
    unit: Unit = Unit.YEAR
    shift: int = 0
    months: tuple[int, int] | None = None
    days: tuple[int, int] | None = None
    fixed: Period | None = None


class Told(NamedTuple):
    """A time expression: its slice, and its two ends (`upto` is None where it has one).

    `point` is None for a vague one. `since` marks one that runs to the day of publication (今年以来, 2019年至今).
    """

    start: int
    end: int
    dating: Dating
    point: Point | None
    upto: Point | None = None
    since: bool = False
