"""Time expressions of one paragraph, counted: each resolved against those before it and the day of publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.annotations import Dating, Period, TimeMention
from qa.times import days as calendar
from qa.times.around import Around, Before
from qa.times.latest import REACH, in_month, in_year
from qa.times.told import Anchor, Point, Told, Unit

_WINTER = (12, 14)


def mentions(
    text: str, tolds: Iterable[Told], published: Period | None, earlier: Sequence[Before] = (), reach: int = REACH
) -> tuple[tuple[TimeMention, ...], tuple[Before, ...]]:
    """The mentions of one paragraph, and what a 当日 or 同年 of the next may count from; `earlier` is that of the one before.

    A month or a day without its year looks no further back than its own paragraph. A 当年 far from any year is how people say
    "in those days", and no mention. `reach` as in `Around`.
    """
    seen: list[Before] = []
    found = []
    for told in tolds:
        if told.point is None:
            found.append(TimeMention(told.start, told.end, told.dating, None))
            continue
        around = Around(text, told.start, told.end, seen, earlier, published, 0 if told.since else reach, told.since)
        if text.startswith("当年", told.start) and not around.near_year():
            continue
        period = _period(told, around)
        found.append(TimeMention(told.start, told.end, told.dating, period, _offset(told)))
        if period is not None and told.dating is not Dating.NAMED and not _compared(told):
            seen.append(Before(told.end, period, _monthly(told)))
    return tuple(found), tuple(seen) or tuple(earlier)


def _offset(told: Told) -> int | None:
    point = told.point
    if point is None or point.unit is not Unit.YEAR or told.upto is not None:
        return None
    counted = point.anchor is Anchor.PUBLISHED or (point.anchor is Anchor.STORY and point.shift != 0)
    return point.shift if counted else None


def _compared(told: Told) -> bool:
    """上年 and 上月 are named only to compare with: the text stays where it was."""
    return told.point is not None and told.point.anchor is Anchor.STORY and told.point.shift != 0


def _monthly(told: Told) -> bool:
    point = told.upto or told.point
    return point is not None and (point.months is not None or point.unit is not Unit.YEAR)


def _period(told: Told, around: Around) -> Period | None:
    if told.point is None:
        return None
    first = _from(told.point, told.upto, around) if told.upto else _resolve(told.point, around)
    last = _upto(told.upto, first, around) if told.upto and first else first
    if first is None or last is None or last.last < first.first:
        return None
    if not told.since:
        return first if last is first else Period(first.first, last.last)
    until = around.published.last if around.published else calendar.ENDLESS
    return Period(first.first, until if until >= first.first else last.last)


def _from(point: Point, upto: Point, around: Around) -> Period | None:
    """The first end; a day without its month takes it from the other (29日至8月1日)."""
    if point.anchor is not Anchor.LATEST or point.unit is not Unit.MONTH or upto.months is None:
        return _resolve(point, around)
    end = _resolve(upto, around)
    if end is None:
        return None
    found = calendar.in_month(end.first.year, end.first.month, point.days)
    return found if found and found.first <= end.last else calendar.in_month(end.first.year, end.first.month - 1, point.days)


def _upto(point: Point, first: Period, around: Around) -> Period | None:
    """The other end: of the first's year (month), or of the next where it would lie before it (11月至3月)."""
    if point.anchor is Anchor.BEFORE:  # 2021年11月至次年3月: the time before it is the first end
        return _resolve(point, around._replace(seen=[Before(around.start, first, point.unit is not Unit.YEAR)]))
    if point.years or point.anchor is Anchor.PUBLISHED:
        return _resolve(point, around)
    year, month = first.last.year, first.last.month
    if point.unit is Unit.MONTH:
        found = calendar.in_month(year, month, point.days)
        return found if found and found.last >= first.first else calendar.in_month(year, month + 1, point.days)
    found = calendar.part(first.first.year, point.months, point.days)
    return found if found and found.last >= first.first else calendar.part(first.first.year + 1, point.months, point.days)


def _resolve(point: Point, around: Around) -> Period | None:
    if point.fixed:
        return point.fixed
    if point.years:
        return calendar.years(*point.years) if point.months is None else calendar.part(point.years[1], point.months, point.days)
    if point.anchor is Anchor.LATEST:
        return in_month(point, around) if point.unit is Unit.MONTH else in_year(point, around)
    if point.unit is Unit.DAY:
        base = around.published if point.anchor is Anchor.PUBLISHED else around.named_day()
        return calendar.day(base.last, point.shift) if base and calendar.one_day(base) else None
    if point.unit is Unit.MONTH:
        base = around.month_base(point)
        whole = base and calendar.one_month(base)
        return calendar.in_month(base.first.year, base.first.month + point.shift, point.days) if base and whole else None
    base = around.year_base(point)
    if base is None or not calendar.one_year(base):
        return None
    begun = point.months == _WINTER and base.last.month < _WINTER[0] - 9  # this winter of a January began in the year before
    return calendar.part(base.first.year + point.shift - begun, point.months, point.days)
