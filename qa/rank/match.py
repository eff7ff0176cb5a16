"""Where the terms of a question stand in a paragraph, sentence by sentence, and in what stands around it.

Everything the features say of words is read from a `Match`, so that a text is searched once for each term. A term counts as
a string: what the index's cutter makes of the text does not matter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from qa.patterns import regex
from qa.question import Question, Term
from qa.rank.evidence import Around, Prepared

OTHER = 0.8  # what a word is worth in whose place another stands that may mean it. By reason; between whole and partial
PARTIAL = 0.6  # what a word is worth of which only character pairs stand there, times the share of those
FRONT, SECTION, DOCUMENT = 1.0, 1.0, 0.7  # what a term is worth that stands in the title, in a heading above, often in the document
BESIDE = 0.9  # what a term is worth that stands right before or behind a short paragraph
LOOKED_BACK = 0.5  # what a year is worth in a text without one, of a document of the year after. By reason; above `refuse.CLOSE`
OFTEN = 6  # occurrences in a document from which it is about the term


@dataclass(frozen=True, slots=True)
class Match:
    """A question laid on a paragraph. `terms[t][s]` is how far sentence s holds term t (0 to 1), `around[t]` how far the
    document's front, the headings above and the rest of the document do, `heading[t]` whether a heading above does;
    `pairs[s]` the question's bigrams that sentence s holds, by their index; `places[t]` where the term stands in `prepared.text`."""

    prepared: Prepared
    terms: tuple[tuple[float, ...], ...]
    around: tuple[float, ...]
    heading: tuple[float, ...]
    pairs: tuple[frozenset[int], ...]
    places: tuple[tuple[int, ...], ...]


# A relative year counts for the year it means by its document's date (design: never by today's).
_RELATIVE = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1}
_ANY_YEAR = regex(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|前年|去年|上年|明年")


@cache
def _bounded(form: str) -> re.Pattern[str]:
    return regex(rf"(?<![0-9a-z.]){re.escape(form)}(?![0-9a-z])")


def positions(text: str, forms: Sequence[str]) -> list[int]:
    """Where any of the forms starts in a normalised text; a form of Latin letters or digits only as a whole word."""
    for form in forms:
        if form[0].isascii() or form[-1].isascii():
            found = [m.start() for m in _bounded(form).finditer(text)] if form in text else []
        else:
            found = []
            at = text.find(form)
            while at >= 0:
                found.append(at)
                at = text.find(form, at + 1)
        if found:
            return found
    return []


def context(question: Question, around: Around) -> tuple[float, ...]:
    """How far a document's front matter, its date and its text as a whole hold each term (0 to 1); once a document."""
    return tuple(_context(term, around) for term in question.terms)


def match(question: Question, prepared: Prepared, document: Sequence[float], dated: int | None = None, beside: str = "") -> Match:
    """Lay a question on a paragraph; `document` is the `context` of its document, `dated` the document's year, `beside` what stands right
    before and behind the paragraph, normalised, where that counts."""
    count = len(prepared.normal)
    held: list[tuple[float, ...]] = []
    where: list[tuple[int, ...]] = []
    around: list[float] = []
    heading: list[float] = []
    for term, front in zip(question.terms, document, strict=True):
        found = positions(prepared.text, term.forms)
        if term.role == "year":
            found = sorted([*found, *_meant(int(term.text), prepared.text, dated)])
            front = _dated(int(term.text), prepared.text, dated)
        row = [0.0] * count if found else [*_partial(term, prepared)]
        for at in found:
            row[bisect_right(prepared.starts, at) - 1] = 1.0
        others = [at for other in term.others for at in positions(prepared.text, (other,))]
        for at in others:
            s = bisect_right(prepared.starts, at) - 1
            row[s] = max(row[s], OTHER)
        held.append(tuple(row))
        where.append(tuple(sorted({*found, *others})))
        heading.append(SECTION if positions(prepared.section, term.forms) else 0.0)
        around.append(max(front, heading[-1], _beside(term, beside)))
    sets: list[set[int]] = [set() for _ in range(count)]
    for i, (pair, _) in enumerate(question.pairs):
        for at in positions(prepared.text, (pair,)):
            sets[bisect_right(prepared.starts, at) - 1].add(i)
    return Match(prepared, tuple(held), tuple(around), tuple(heading), tuple(frozenset(s) for s in sets), tuple(where))


def surroundings(
    question: Question, text: str, section: str, document: Sequence[float], dated: int | None, beside: str = ""
) -> list[float]:
    """`Match.around` of a normalised text, without laying the question on its sentences; a relative year in it counts here."""
    held = [*document]
    for i, term in enumerate(question.terms):
        if term.role == "year":
            year = int(term.text)
            held[i] = 1.0 if _meant(year, text, dated) else _dated(year, text, dated)
        if section and positions(section, term.forms):
            held[i] = max(held[i], SECTION)
        held[i] = max(held[i], _beside(term, beside))
    return held


def _beside(term: Term, text: str) -> float:
    return BESIDE if text and term.role != "year" and positions(text, term.forms) else 0.0


def _dated(year: int, text: str, dated: int | None) -> float:
    """1 for a text that names no year, of a document of this year; half for one of the year after, which may look back on it."""
    if dated is None or _ANY_YEAR.search(text):
        return 0.0
    return 1.0 if dated == year else LOOKED_BACK if dated == year + 1 else 0.0


def _meant(year: int, text: str, dated: int | None) -> list[int]:
    """Where a relative year stands that means this year."""
    if dated is None:
        return []
    return [at for word, offset in _RELATIVE.items() if dated + offset == year for at in positions(text, (word,))]


def _partial(term: Term, prepared: Prepared) -> tuple[float, ...]:
    """How far each sentence holds the pairs of characters of a word of three or more that nowhere stands whole."""
    text = term.text
    if len(text) < 3 or term.role in ("year", "number", "code", "name") or text[0].isascii():
        return (0.0,) * len(prepared.normal)
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    if not any(pair in prepared.text for pair in pairs):
        return (0.0,) * len(prepared.normal)
    return tuple(PARTIAL * sum(pair in sentence for pair in pairs) / len(pairs) for sentence in prepared.normal)


def _context(term: Term, around: Around) -> float:
    if around.front and positions(around.front, term.forms):
        return FRONT
    if term.role == "year" or term.role == "number":
        return 0.0
    often = sum(around.text.count(form) for form in term.forms[-1:])
    return DOCUMENT * min(1.0, often / OFTEN)


def weights(question: Question, rarity: Mapping[str, float]) -> tuple[float, ...]:
    """Each term's weight by background and library: a term that stands everywhere in the library counts 0.4 of its weight.

    `rarity[term.text]` is 0 (in every paragraph) to 1 (in none)."""
    return tuple(term.weight * (0.4 + 0.6 * rarity.get(term.text, 1.0)) for term in question.terms)
