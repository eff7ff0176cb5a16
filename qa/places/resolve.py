"""Which of several places a name means: decided by the places around it, else left open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qa.patterns import regex
from qa.places.spots import Spot
from qa.places.table import Entry, Grade, table

_ORGAN = regex("分局|公安|警方|检察院|法院|交警")
MOST = 400
"""Places that a name is left open among at most."""


@dataclass(slots=True)
class Reading:
    """A spot with what it is found to mean: `codes` holds one code, or several where it is left open; none: it is no place."""

    paragraph: int
    spot: Spot
    codes: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether it means one division."""
        return len(self.codes) == 1


@dataclass(frozen=True, slots=True)
class Context:
    """What else is known of the text: `around` are codes from its title, its publisher and its front matter; `headings` those of
    the headings above each paragraph."""

    around: tuple[str, ...] = ()
    headings: dict[int, tuple[str, ...]] = field(default_factory=dict)


def resolve(texts: Sequence[str], found: Sequence[Sequence[Spot]], context: Context) -> list[Reading]:
    """Decide every spot that names a division, in the order of the text. What is decided first helps to decide the rest."""
    readings = [Reading(i, spot) for i, row in enumerate(found) for spot in row if spot.entries]
    if not readings:
        return []
    for reading in readings:
        best = _plain(reading.spot)
        if len(best) == 1:
            reading.codes = best
    named = {code for reading in readings for code in reading.codes} | set(context.around)
    for reading in readings:
        if not reading.codes:
            organ = _ORGAN.match(texts[reading.paragraph], reading.spot.end) is not None
            reading.codes = _supported(reading.spot, named, organ)
    _siblings(texts, readings)
    forms = [texts[reading.paragraph][reading.spot.start : reading.spot.end] for reading in readings]
    decided: dict[str, str] = {}
    for i, reading in enumerate(readings):
        if len(reading.codes) > 1:
            reading.codes = _decide(texts, readings, i, context)
        if reading.sure:
            decided.setdefault(forms[i], reading.codes[0])
    for i, reading in enumerate(readings):
        if len(reading.codes) > 1 and decided.get(forms[i]) in reading.codes:
            reading.codes = (decided[forms[i]],)
    return [reading for reading in readings if reading.codes]


def _highest(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The codes of the highest level among the entries, each once, in order."""
    codes = sorted({entry.code for entry in entries})
    if len(codes) < 2:
        return tuple(codes)
    least = min(map(len, codes))
    return tuple(code for code in codes if len(code) == least)[:MOST]


def _plain(spot: Spot) -> tuple[str, ...]:
    """What a spot means whatever stands around it."""
    if len(spot.entries) == 1:
        return (spot.entries[0].code,) if spot.linked or spot.entries[0].grade is Grade.FREE else ()
    return _highest([entry for entry in spot.entries if spot.linked or entry.grade is Grade.FREE])


def _supported(spot: Spot, named: set[str], organ: bool) -> tuple[str, ...]:
    """What a spot may mean in a text that names those places; several where it is still open, empty where it is no place. An everyday
    word counts too where it is the name of an organ (朝阳分局)."""
    free = _plain(spot)
    if free:
        return free
    held = table()
    good = [entry for entry in spot.entries if entry.grade is Grade.SUPPORTED or (organ and len(entry.code) < 9)]
    near = [entry for entry in good if entry.code in named or any(above in named for above in held.above(entry.code))]
    if near:
        return _highest(near)
    towns = _highest(entry for entry in good if len(entry.code) == 9)
    return towns if len(towns) == 1 or not named else ()


def _siblings(texts: Sequence[str], readings: Sequence[Reading]) -> None:
    """An everyday word is a place beside its sibling in a list (永丰、泰和 beside 吉水)."""
    for one, other in [*pairwise(readings), *pairwise(readings[::-1])]:
        if other.codes or not one.sure or one.paragraph != other.paragraph:
            continue
        first, last = sorted((one.spot, other.spot), key=lambda spot: spot.start)
        parent = table().parent(one.codes[0])
        if parent and texts[one.paragraph][first.end : last.start] in ("、", "和", "及", "与", "，"):
            beside = [entry for entry in other.spot.entries if table().parent(entry.code) == parent]
            other.codes = _highest(beside)


def _rings(texts: Sequence[str], readings: Sequence[Reading], i: int, context: Context) -> Iterator[set[str]]:
    """What is known around a reading, the nearest first: its sentence, its paragraph, the headings above, the whole text."""
    here = readings[i]
    text = texts[here.paragraph]
    first = max(text.rfind(mark, 0, here.spot.start) for mark in "。！？；")
    last = min(at for mark in "。！？；" if (at := text.find(mark, here.spot.end)) >= 0 or (at := len(text)) >= 0)
    known = [other for other in readings if other is not here and other.sure]
    beside = [other for other in known if other.paragraph == here.paragraph]
    yield {other.codes[0] for other in beside if first < other.spot.start < last}
    yield {other.codes[0] for other in beside}
    yield set(context.headings.get(here.paragraph, ()))
    yield set(context.around)
    yield {other.codes[0] for other in known if abs(other.paragraph - here.paragraph) <= 1}
    yield {other.codes[0] for other in known}


def _decide(texts: Sequence[str], readings: Sequence[Reading], i: int, context: Context) -> tuple[str, ...]:
    """The candidates that the nearest ring speaks for: by their own name, their city, then their province."""
    left = readings[i].codes
    held = table()
    for ring in _rings(texts, readings, i, context):
        whole = {above for code in ring for above in held.above(code)}
        for digits in (9, 6, 4, 2):
            close = tuple(code for code in left if any(above in whole and len(above) == digits for above in held.above(code)))
            if len(close) == 1:
                return close
            if close:
                left = close
                break
    return left
