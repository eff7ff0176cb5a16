"""A month without its year, a day without its month: which one is meant."""

from __future__ import annotations

from qa.annotations import Period
from qa.times import days as calendar
from qa.times.around import Around
from qa.times.told import Point

REACH = 183
"""Days, half a year: of two years the nearer one. A month that was past by more is told with 去年; of 21 in 6,000 articles of dev news
where the bound decides between 45 days and this, 18 were to come."""
_NEWS = 31
"""Days. What lies no further from publication is taken for the news itself."""
_RECENT = 92
"""Days, a quarter. The same past the end of a sentence, where the text need not go on from what it named."""
_PAST = 2
"""A day told by its number alone is past, unless the one to come is this many times nearer: news tell more of the past."""
_FRESH = 3
"""Days. The news of a daily paper."""


def in_year(point: Point, around: Around) -> Period | None:
    """A month or a day without its year: that of the time named just before, where the text goes on from it, else the latest.

    It goes on within a sentence, and past its end from a month to a later one (2017年7月任职。12月离任), but not to days so close to
    publication that they are the news itself.
    """
    latest = _latest(point, around, around.published) if around.published else None
    before = around.seen[-1] if around.seen else None
    if before is None or not calendar.one_year(before.period):
        return latest
    told = calendar.part(before.period.first.year, point.months, point.days)
    if latest is None or told is None or told == latest:
        return told if around.sentence() or before.monthly else latest
    recent = _NEWS if around.sentence() else _RECENT
    news = around.published is not None and abs((around.published.last - latest.last).days) <= recent
    follows = before.monthly and told.first >= before.period.first
    if around.sentence():
        return latest if news and not follows else told
    return told if follows and not news else latest


def in_month(point: Point, around: Around) -> Period | None:
    """A day without its month: of the month named just before, else the nearest to publication."""
    published = around.published
    by_publication = _nearest(point, around, published) if published and calendar.one_month(published) else None
    before = around.seen[-1] if around.seen else None
    if before is None or not before.monthly or not calendar.one_month(before.period):
        return by_publication
    found = calendar.in_month(before.period.last.year, before.period.last.month, point.days)
    if by_publication is None or found is None or published is None:
        return found or by_publication
    if found.first > published.last and not around.ahead():
        return by_publication
    if found.last < before.period.first:  # the next month's: 7月30日 … 2日
        return by_publication if 0 <= (by_publication.first - before.period.last).days <= _NEWS else found
    near, far = abs((published.last - by_publication.last).days), (published.last - found.last).days
    fresh = (near <= _FRESH and far > _NEWS) or (near <= _NEWS and far > 2 * _NEWS)
    return by_publication if fresh and not around.sentence() else found


def _latest(point: Point, around: Around, published: Period) -> Period | None:
    """The latest that is not after publication, unless the text looks ahead or the next is near."""
    year = published.last.year
    this = calendar.part(year, point.months, point.days)
    if this is None or this.first <= published.last:
        late = calendar.part(year + 1, point.months, point.days)
        soon = late is not None and (late.first - published.last).days <= around.reach
        return late if soon and (this is None or this.last < published.first) and around.ahead() else this
    if (this.first - published.last).days <= around.reach or around.ahead():
        return this
    return calendar.part(year - 1, point.months, point.days)


def _nearest(point: Point, around: Around, published: Period) -> Period | None:
    here = calendar.in_month(published.last.year, published.last.month, point.days)
    past = calendar.in_month(published.last.year, published.last.month - 1, point.days)
    if here is None:
        return past
    if past is None or here.first <= published.last or around.ahead():
        return here
    return here if (published.last - past.last).days > _PAST * (here.first - published.last).days else past
