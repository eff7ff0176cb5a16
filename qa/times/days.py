"""Periods from years, months and days; months may run past December (13 is the January after)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from qa.annotations import Period

ENDLESS = date.max
"""The last day of a time that has begun and of which nothing says where it ends: 2019年以来 of a question or an undated text."""
_KEPT = 2048
"""Periods that are kept once made: the articles of a library name the same few again and again."""


@lru_cache(maxsize=_KEPT)
def months(year: int, first: int, last: int) -> Period | None:
    """From a month's first day to a month's last, counted from January of the year: 12 to 14 is its winter. None past the calendar."""
    start, after = _first_of(year, first), _first_of(year, last + 1)
    return Period(start, after - timedelta(days=1)) if start and after and start < after else None


@lru_cache(maxsize=_KEPT)
def years(first: int, last: int) -> Period | None:
    """Whole years, both included."""
    return Period(date(first, 1, 1), date(last, 12, 31)) if 1 <= first <= last <= 9999 else None


@lru_cache(maxsize=_KEPT)
def days(year: int, month: int, first: int, last: int) -> Period | None:
    """Days of one month; a last day past its end is its end, a first day past it no time at all."""
    whole = months(year, month, month)
    if whole is None or not 1 <= first <= whole.last.day or last < first:
        return None
    return Period(whole.first.replace(day=first), whole.first.replace(day=min(last, whole.last.day)))


@lru_cache(maxsize=_KEPT)
def part(year: int, span: tuple[int, int] | None, inside: tuple[int, int] | None) -> Period | None:
    """From a year, its months `span` and their days `inside`: all of what is None. None where the calendar has no such day."""
    if span is None:
        return years(year, year)
    if inside is None:
        return months(year, *span)
    end = in_month(year, span[1], inside)
    start = end if span[0] == span[1] else months(year, span[0], span[0])
    return Period(start.first, end.last) if start and end and start.first <= end.last else None


@lru_cache(maxsize=_KEPT)
def in_month(year: int, month: int, inside: tuple[int, int] | None) -> Period | None:
    """Days of one month, or all of it; month 0 is the December before, 13 the January after."""
    whole = months(year, month, month)
    return days(whole.first.year, whole.first.month, *inside) if whole and inside else whole


def day(when: date, shift: int) -> Period | None:
    """The one day that many days away."""
    try:
        moved = when + timedelta(days=shift)
    except OverflowError:
        return None
    return Period(moved, moved)


def one_day(period: Period) -> bool:
    """Whether it is told to the day."""
    return period.first == period.last


def one_month(period: Period) -> bool:
    """Whether it lies within one month."""
    return (period.first.year, period.first.month) == (period.last.year, period.last.month)


def one_year(period: Period) -> bool:
    """Whether it lies within one year."""
    return period.first.year == period.last.year


def _first_of(year: int, month: int) -> date | None:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1) if 1 <= year <= 9999 else None
