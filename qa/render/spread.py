"""How the evidence of an answer is spread: a timeline of its articles by date, and a bar for each place its quotes are about.

Every row says in words what its bar shows, and its numbers lead to the cards. Colours are the page's, so both themes can be read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qa import times
from qa.annotations import Period, Place
from qa.messages import Locale, say
from qa.render.noted import place_name
from qa.render.visible import dated, escape
from qa.types import Answer, Citation, Document

ARTICLES = 3
"""From so many on there is something to see."""
_LABELS = 4  # years that are written under the line: the panel is narrow
_NARROW = 6.0  # per cent of the line below which a time is a dot: a bar of a day would not be seen


@dataclass(frozen=True, slots=True)
class _Article:
    """A document with the numbers of its quotes, and when it was published."""

    document: Document
    numbers: tuple[int, ...]
    period: Period | None


def is_spread(answer: Answer, held: Collection[int]) -> bool:
    """Whether the quotes that hold come from so many articles that a picture of them is worth its room."""
    return len({each.document.id for each in answer.citations if each.n in held}) >= ARTICLES


def spread_html(answer: Answer, turn: int, held: Collection[int], placed: Mapping[int, Place], locale: Locale) -> str:
    """The picture, folded away behind a sentence that says the same in short; empty where `is_spread` is not. `held`: citations whose
    quotes pass the check now; `placed`: the place by the number of a citation, where it is known. `turn` as in the cards."""
    if not is_spread(answer, held):
        return ""
    cited = [each for each in answer.citations if each.n in held]
    articles = _articles(cited)
    when = [each for each in articles if each.period is not None]
    without = [each for each in articles if each.period is None]
    by_place = _by_place(cited, placed)
    named = sum(bool(name) for name in by_place)
    parts = [say("page_spread_articles", locale, count=len(articles))]
    if when:
        parts.append(_years(when))
    if named:
        parts.append(say("page_spread_places", locale, count=named))
    summary = f"{escape(say('page_spread', locale))} <small>{' · '.join(map(escape, parts))}</small>"
    body = _heading("page_spread_time", locale) + _timeline(when, without, turn, locale)
    if named:
        body += _heading("page_spread_place", locale) + _bars(by_place, turn, locale)
    return f'<details class="spread"><summary>{summary}</summary>{body}</details>'


def _articles(cited: Sequence[Citation]) -> list[_Article]:
    """By date, those without one last."""
    numbers: dict[str, list[int]] = {}
    for each in cited:
        numbers.setdefault(each.document.id, []).append(each.n)
    documents = {each.document.id: each.document for each in cited}
    found = [_Article(documents[key], tuple(group), _published(documents[key])) for key, group in numbers.items()]
    return sorted(found, key=lambda each: (each.period is None, each.period and (each.period.first, each.period.last), each.numbers))


def _published(document: Document) -> Period | None:
    try:
        return times.published(document.front)
    except ValueError:  # no date after all: front matter is the file's own word
        return None


def _by_place(cited: Sequence[Citation], placed: Mapping[int, Place]) -> dict[str, list[int]]:
    """Numbers by the place's whole name, the most first; "" is for those of which none is known, and last."""
    found: dict[str, list[int]] = {}
    for each in cited:
        place = placed.get(each.n)
        found.setdefault(place_name(place) if place else "", []).append(each.n)
    return dict(sorted(found.items(), key=lambda row: (not row[0], -len(row[1]), row[1])))


def _timeline(when: Sequence[_Article], without: Sequence[_Article], turn: int, locale: Locale) -> str:
    rows = ""
    if when:
        low, high = _ends(when)
        rows = "".join(_dated(each, low, high, turn, locale) for each in when)
        rows += f'<li class="axis" aria-hidden="true"><svg focusable="false">{_axis(low, high)}</svg></li>'
    for each in without:
        title = f'<span class="title" lang="zh-CN">{escape(each.document.title)}</span>'
        rows += _row(say("page_spread_undated", locale), title, each.numbers, turn, locale)
    return f"<ul>{rows}</ul>"


def _dated(article: _Article, low: int, high: int, turn: int, locale: Locale) -> str:
    period = article.period
    assert period is not None
    start, end = _share(period.first, low, high), _share(period.last, low, high)
    said = dated(article.document, locale) or ""
    if end - start < _NARROW:
        bar = f'<circle class="span" cx="{(start + end) / 2:.2f}%" cy="10" r="4.5"/>'
    else:
        bar = f'<rect class="span" x="{start:.2f}%" y="6" width="{end - start:.2f}%" height="8" rx="4"/>'
    words = say("page_spread_article", locale, title=article.document.title, date=said)
    return _row(said, _picture(f"{_ticks(low, high)}{bar}", words), article.numbers, turn, locale)


def _bars(by_place: Mapping[str, Sequence[int]], turn: int, locale: Locale) -> str:
    most = max(map(len, by_place.values()))
    rows = ""
    for place, numbers in by_place.items():
        name = place or say("page_spread_no_place", locale)
        words = say("page_spread_quotes", locale, place=name, count=len(numbers))
        bar = f'<rect class="much" x="0" y="6" width="{100 * len(numbers) / most:.2f}%" height="8" rx="2"/>'
        rows += _row(name, _picture(bar, words), numbers, turn, locale, chinese=bool(place))
    return f"<ul>{rows}</ul>"


def _row(label: str, middle: str, numbers: Sequence[int], turn: int, locale: Locale, chinese: bool = False) -> str:
    links = "".join(f'<a href="#card-{turn}-{n}" aria-label="{escape(say("page_spread_card", locale, n=n))}">{n}</a>' for n in numbers)
    language = ' lang="zh-CN"' if chinese else ""
    return f'<li><span class="what"{language}>{escape(label)}</span>{middle}<span class="ns">{links}</span></li>'


def _picture(inside: str, words: str) -> str:
    return f'<svg role="img" aria-label="{escape(words)}" focusable="false"><title>{escape(words)}</title>{inside}</svg>'


def _heading(key: str, locale: Locale) -> str:
    return f"<h3>{escape(say(key, locale))}</h3>"


def _ends(when: Sequence[_Article]) -> tuple[int, int]:
    """The first and the last year."""
    periods = [each.period for each in when if each.period is not None]
    return min(each.first.year for each in periods), max(each.last.year for each in periods)


def _years(when: Sequence[_Article]) -> str:
    low, high = _ends(when)
    return str(low) if low == high else f"{low}—{high}"


def _share(day: date, low: int, high: int) -> float:
    """Where a day is on the line, in per cent: 0 is the first day of the first year, 100 the last of the last."""
    first, last = date(low, 1, 1).toordinal(), date(high, 12, 31).toordinal()
    return 100 * (day.toordinal() - first) / (last - first)


def _marks(low: int, high: int) -> range:
    """The years that are written."""
    return range(low, high + 1, -(-(high - low + 1) // _LABELS))


def _ticks(low: int, high: int) -> str:
    lines = (f"{_share(date(year, 1, 1), low, high):.2f}%" for year in _marks(low, high))
    return "".join(f'<line x1="{x}" x2="{x}" y1="0" y2="100%"/>' for x in lines)


def _axis(low: int, high: int) -> str:
    return "".join(f'<text x="{_share(date(year, 1, 1), low, high):.2f}%" dx="3" y="11">{year}</text>' for year in _marks(low, high))
