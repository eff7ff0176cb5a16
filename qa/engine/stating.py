"""What a library states: its figures cited, in a list or as a table of place by year, and parts of it as people name them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from qa import places, times
from qa.annotations import Period, Place
from qa.cite import UnverifiedError, cite
from qa.errors import UsageError
from qa.facts import CitedFact, Comparison, Fact, cell, chosen, facts_of
from qa.store import View
from qa.types import FrontMatter

if TYPE_CHECKING:
    from qa.retrieve import Within


def stated(view: View, place: str | None, year: int | None, indicator: str) -> tuple[CitedFact, ...]:
    """The figures that are chosen, numbered from 1; one whose quote the bytes do not hold is left out."""
    wanted = None if place is None else place_of(place)
    return tuple(_cited(chosen(list(_facts(view)), wanted, year, indicator), view))


def compared(view: View, names: Sequence[str], years: Sequence[int], indicator: str) -> Comparison:
    """One cell for each place and year, each place by itself: what is stated of a part of it is not its own."""
    wanted = tuple(place_of(name) for name in names)
    facts = list(_facts(view))
    found = [[cell(facts, place, year, indicator) for year in years] for place in wanted]
    held = iter(_numbered([fact for row in found for fact in row if fact is not None], view))
    cells = tuple(tuple(None if fact is None else next(held) for fact in row) for row in found)
    return Comparison(indicator, wanted, tuple(years), cells)


def part_of(view: View, place: str | None, since: str | None, until: str | None, documents: Sequence[str]) -> Within:
    """A part of the library, by the words of a command."""
    from qa.retrieve import Within

    first, last = _period(since), _period(until)
    period = None
    if first or last:
        period = Period(first.first if first else date.min, last.last if last else date.max)
        if period.last < period.first:
            raise UsageError("within_backwards", since=since, until=until)
    held = frozenset(view.document(name).id for name in documents) if documents else None
    return Within(None if place is None else place_of(place), period, held)


def place_of(name: str) -> Place:
    """The place that a word names. UsageError where it names none, or several."""
    found = places.place_named(name.strip())
    if found is None:
        raise UsageError("place_unknown", name=name)
    return found


def _period(day: str | None) -> Period | None:
    """2024, 2024-06 or 2024-06-30 as a period. UsageError."""
    if day is None:
        return None
    try:
        return times.published(FrontMatter(date=day))
    except ValueError as error:
        raise UsageError("date_unknown", date=day) from error


def _facts(view: View) -> Iterator[Fact]:
    for document in view.documents():
        yield from facts_of(document, view.paragraphs(document.id), view.annotations(document.id))


def _cited(facts: Sequence[Fact], view: View) -> Iterator[CitedFact]:
    return (each for each in _numbered(facts, view) if each is not None)


def _numbered(facts: Sequence[Fact], view: View) -> Iterator[CitedFact | None]:
    """Each with its citation, numbered from 1; None in the place of one that the bytes do not hold."""
    raw: dict[str, bytes] = {}
    number = 0
    for fact in facts:
        key = fact.document.id
        if key not in raw:
            raw[key] = view.text(key)
        try:
            citation = cite(number + 1, fact.document, fact.paragraph, *fact.quote, raw[key])
        except UnverifiedError:
            yield None
            continue
        number += 1
        yield CitedFact(fact, citation)
