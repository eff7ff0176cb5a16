"""The figures of a library with what each measures, of whom, where and when; chosen by place, year and indicator. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qa.annotations import Annotations, Figure, Period, Place
from qa.answer.quote import cut
from qa.figures import same_indicator, unit_class
from qa.patterns import regex
from qa.text import sentences
from qa.types import Citation, Document, Paragraph, Span

_RATE = regex(r"增长|增速|增幅|下降|提高|率|比例|比重|占|同比|幅度|份额")  # what asks for a share or a rate and not for an amount
ALIKE = 0.6  # how far the words that a figure measures must be those asked for (`same_indicator`)


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure in its document. `quote` is the slice of the paragraph's text that is quoted for it, and holds it whole."""

    figure: Figure
    document: Document
    paragraph: Paragraph
    quote: Span

    @property
    def quantity(self) -> str:
        """The number with its bound and unit, as written."""
        return self.paragraph.text[self.figure.start : self.figure.end]

    @property
    def indicator(self) -> str:
        """What it measures, as written; "" where the text names nothing."""
        return _words(self.paragraph.text, self.figure.indicator)

    @property
    def subject(self) -> str:
        """Of whom, as written; "" where the text names nobody."""
        return _words(self.paragraph.text, self.figure.subject)


@dataclass(frozen=True, slots=True)
class CitedFact:
    """A figure and the quote that holds it, checked against the bytes that the library keeps."""

    fact: Fact
    citation: Citation


@dataclass(frozen=True, slots=True)
class Comparison:
    """`cells[i][j]` is the figure of `places[i]` in `years[j]`, None where the library states none."""

    indicator: str
    places: tuple[Place, ...]
    years: tuple[int, ...]
    cells: tuple[tuple[CitedFact | None, ...], ...]


def facts_of(document: Document, paragraphs: Sequence[Paragraph], annotations: Annotations) -> Iterator[Fact]:
    """Every figure that can be quoted, in the document's order."""
    noted = {each.ordinal: each.figures for each in annotations.paragraphs}
    for paragraph in paragraphs:
        figures = noted.get(paragraph.ordinal, ())
        slices = sentences(paragraph.text) if figures else []
        for figure in figures:
            quote = _quote(paragraph.text, slices, figure)
            if quote is not None:
                yield Fact(figure, document, paragraph, quote)


def year_of(number: int) -> Period:
    """The year as a period."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def chosen(facts: Sequence[Fact], place: Place | None, year: int | None, indicator: str) -> list[Fact]:
    """Those of a place (or within it), of a year and of an indicator, each where it is named; the likest indicator first, then as
    they stand. A figure without a place or a time of its own is not of any."""
    kept = []
    for order, fact in enumerate(facts):
        figure = fact.figure
        likeness = _likeness(indicator, fact)
        here = place is None or (figure.place is not None and place.holds(figure.place))
        then = year is None or (figure.period is not None and year_of(year).covers(figure.period))
        if here and then and likeness >= ALIKE:
            kept.append((-likeness, order, fact))
    return [fact for _, _, fact in sorted(kept, key=lambda row: row[:2])]


def _likeness(indicator: str, fact: Fact) -> float:
    """How far the figure is of the indicator, 0 to 1; 0 for a rate where an amount is asked for."""
    if not indicator:
        return 1.0
    if unit_class(fact.figure.unit) in ("share", "ratio") and not _RATE.search(indicator):
        return 0.0
    return same_indicator(indicator, fact.indicator)


def cell(facts: Sequence[Fact], place: Place, year: int, indicator: str) -> Fact | None:
    """The fact for one place itself (not a part of it) and one year; None where the library states none."""
    own = [fact for fact in facts if fact.figure.place == place]
    return next(iter(chosen(own, place, year, indicator)), None)


def _words(text: str, part: Span | None) -> str:
    return "" if part is None else text[part[0] : part[1]]


def _quote(text: str, slices: Sequence[Span], figure: Figure) -> Span | None:
    """The sentence around a figure, or the run of its clauses with the figure and what it measures; None where neither fits."""
    found = next(((start, end) for start, end in slices if start <= figure.start and figure.end <= end), None)
    if found is None:
        return None
    start, end = found
    wanted = [text[figure.start : figure.end], _words(text, figure.indicator), _words(text, figure.subject)]
    piece = cut(text[start:end], lambda run: sum(1.0 for words in wanted if words and words in run) + (wanted[0] in run))
    if piece is None:
        return None
    low, high = start + piece[0], start + piece[1]
    return (low, high) if low <= figure.start and figure.end <= high else None
