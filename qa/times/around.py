"""Where a time stands: what its text names before it, whether it looks ahead, and the day of publication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qa.annotations import Period
from qa.patterns import regex
from qa.times import days as calendar
from qa.times.told import Anchor, Point

_STOP = regex(r"[。！？!?\n]")
_AHEAD = regex(r"(?:将[于在从自]?|拟于?|定于|定档|计划|预计|预期|预订|有望|力争|争取|最迟|最晚)[^，。；！？]{0,8}$")
_GOING = regex(r"[^，。；！？\d]{0,6}?(?:将|起(?:正式)?[施执实]行|正式上映|上映|开幕|截止|底?前(?:全面)?[完建])")
_FEW = 10
"""Days. 当日 and 次日 count from a time no longer than this."""


class Before(NamedTuple):
    """A time named before: where it ends, its period, and whether it tells a month."""

    end: int
    period: Period
    monthly: bool


class Around(NamedTuple):
    """What a time at `start` to `end` of a text may be counted from.

    `seen` are the times before it in its paragraph, `earlier` those of the paragraph before. `reach` is how many days past publication a
    time without a year may lie where nothing says that it is to come; a `past` one (X以来) is never to come.
    """

    text: str
    start: int
    end: int
    seen: Sequence[Before]
    earlier: Sequence[Before]
    published: Period | None
    reach: int
    past: bool = False

    def sentence(self) -> Before | None:
        """The last time named before in the same sentence."""
        last = self.seen[-1] if self.seen else None
        return last if last and not _STOP.search(self.text, last.end, self.start) else None

    def near_year(self) -> bool:
        """Whether a time was named in this sentence or the one before."""
        return bool(self.seen) and len(_STOP.findall(self.text, self.seen[-1].end, self.start)) <= 1

    def ahead(self) -> bool:
        """Whether the text speaks of what is to come."""
        if self.past:
            return False
        return bool(_AHEAD.search(self.text, max(0, self.start - 12), self.start) or _GOING.match(self.text, self.end))

    def named_day(self) -> Period | None:
        """The last day named before; a few days together count by their last."""
        named = [before.period for before in self._all() if (before.period.last - before.period.first).days < _FEW]
        last = next((period for period in reversed(named) if calendar.one_day(period)), named[-1] if named else None)
        return Period(last.last, last.last) if last else None

    def month_base(self, point: Point) -> Period | None:
        """What a month is counted from: 当月 from the last named, 比上月 from the one it is compared with, 本月 from publication."""
        if point.anchor is Anchor.BEFORE:
            return next((before.period for before in reversed(self._all()) if before.monthly), None)
        if point.anchor is Anchor.STORY and self.text[max(0, self.start - 1) : self.start] in ("比", "较"):
            single = (before.period for before in reversed(self.seen) if before.monthly and calendar.one_month(before.period))
            return next(single, self.published)
        near = self.sentence() if point.anchor is Anchor.STORY and point.shift == 0 else None
        return near.period if near and near.monthly else self.published

    def year_base(self, point: Point) -> Period | None:
        """What a year is counted from: 同年 from the last named, 年底 from that of its sentence, 去年 from publication."""
        if point.anchor is Anchor.BEFORE:
            return next((before.period for before in reversed(self._all()) if calendar.one_year(before.period)), None)
        near = self.sentence() if point.anchor is Anchor.STORY else None
        return near.period if near and calendar.one_year(near.period) else self.published

    def _all(self) -> list[Before]:
        return [*self.earlier, *self.seen]
