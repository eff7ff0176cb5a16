"""A period as people write it, for a note beside the words of a text: 去年（2021年）."""

from __future__ import annotations

from calendar import month_name
from datetime import date
from typing import Literal

from qa.annotations import Period
from qa.times import days as calendar

_HALVES = ("上半年", "下半年")
_QUARTERS = ("一季度", "二季度", "三季度", "四季度")
_ORDER = ("first", "second", "third", "fourth")


def spoken(period: Period, language: Literal["zh", "en"] = "zh") -> str:
    """2021年, 2021年3月, 2021年3月5日, 2019年至2021年, 2019年以来; in English 2021, March 2021, March 5, 2021, 2019 to 2021, since 2019."""
    first, last = period.first, period.last
    zh = language == "zh"
    if last == calendar.ENDLESS:
        start = _start(first, zh)
        return f"{start}以来" if zh else f"since {start}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return _years(first.year, last.year, zh)
    if first.day == 1 and last == _month_end(last):
        return _months(first, last, zh)
    if first == last:
        return _day(first, zh)
    if zh:
        tail = (
            _day(last, zh) if first.year != last.year else f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
        )
        return f"{_day(first, zh)}至{tail}"
    return f"{_day(first, zh)} to {_day(last, zh)}"


def _start(first: date, zh: bool) -> str:
    if first.day > 1:
        return _day(first, zh)
    return _month(first, zh) if first.month > 1 else (f"{first.year}年" if zh else str(first.year))


def _years(first: int, last: int, zh: bool) -> str:
    if first == last:
        return f"{first}年" if zh else str(first)
    if first % 10 == 0 and last == first + 9:
        return f"{first // 100 + 1}世纪{first % 100}年代" if zh and first % 100 else f"{first}年代" if zh else f"the {first}s"
    return f"{first}年至{last}年" if zh else f"{first} to {last}"


def _months(first: date, last: date, zh: bool) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return _month(first, zh)
    if first.year == last.year:
        count = last.month - first.month + 1
        if count == 6 and first.month % 6 == 1:
            half = first.month // 6
            return f"{first.year}年{_HALVES[half]}" if zh else f"the {_ORDER[half]} half of {first.year}"
        if count == 3 and first.month % 3 == 1:
            quarter = first.month // 3
            return f"{first.year}年{_QUARTERS[quarter]}" if zh else f"the {_ORDER[quarter]} quarter of {first.year}"
        return f"{first.year}年{first.month}月至{last.month}月" if zh else f"{month_name[first.month]} to {_month(last, zh)}"
    return f"{_month(first, zh)}至{_month(last, zh)}" if zh else f"{_month(first, zh)} to {_month(last, zh)}"


def _month(when: date, zh: bool) -> str:
    return f"{when.year}年{when.month}月" if zh else f"{month_name[when.month]} {when.year}"


def _day(when: date, zh: bool) -> str:
    return f"{when.year}年{when.month}月{when.day}日" if zh else f"{month_name[when.month]} {when.day}, {when.year}"


def _month_end(when: date) -> date | None:
    whole = calendar.months(when.year, when.month, when.month)
    return whole.last if whole else None
