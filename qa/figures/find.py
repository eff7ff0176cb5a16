"""Every figure of a document: the quantities of each paragraph with what they measure, of whom, where and when."""

from __future__ import annotations

from collections.abc import Sequence

from qa.annotations import Figure, Period, Place, PlaceMention, TimeMention
from qa.figures.clauses import Told
from qa.figures.governs import Listed, onward, period_of, place_of
from qa.figures.measured import measured
from qa.figures.quantities import Quantity, quantities
from qa.figures.tokens import Masked, Sentence, brackets, masks, quoted_names, verbs
from qa.figures.units import unit_class
from qa.patterns import regex
from qa.text.sentences import sentences
from qa.types import Paragraph

_DIVIDES = regex(r"[、，,]?(?:和|与|及|以及)?")
_GOES_ON = regex(r"其中|[；;]|合计|同比|环比|较上年|比上年")
_HEAD_ENDS = regex("[，,；;：:]")
_TURNS = regex(r"目前|如今|以|通过|为|随着|在|针对|近年来|近日|日前|当前|下一步|未来|“|据")


def locate(
    paragraphs: Sequence[Paragraph],
    places: Sequence[tuple[PlaceMention, ...]],
    about: Sequence[Place | None],
    times: Sequence[tuple[TimeMention, ...]],
    published: Period | None = None,
) -> tuple[tuple[Figure, ...], ...]:
    """The figures of each paragraph, in order. The first four run in step; `about` is the place each paragraph starts with, and
    `published` how far 从2017年起 reaches."""
    return tuple(
        _of_paragraph(paragraph.text, where, place, when, published)
        for paragraph, where, place, when in zip(paragraphs, places, about, times, strict=True)
    )


def _of_paragraph(
    text: str, places: Sequence[PlaceMention], about: Place | None, times: Sequence[TimeMention], published: Period | None
) -> tuple[Figure, ...]:
    names = quoted_names(text)
    barred = sorted([*names, *((one.start, one.end) for one in times), *((one.start, one.end) for one in places)])
    found = quantities(text, barred)
    if not found:
        return ()
    times = [onward(text, one, published) for one in times]
    layers = masks(
        [(one.start, one.end, "F") for one in found],
        [(one.start, one.end, "T") for one in times],
        [(start, end, "Q") for start, end in names],
        verbs(text, [one.start for one in found]),
        brackets(text),
        [(one.start, one.end, "P") for one in places],
    )
    figures: list[Figure] = []
    told, previous, at = Told(), None, 0
    for start, end in sentences(text):
        first = at
        while at < len(found) and found[at].start < end:
            at += 1
        if at > first:
            figures += _of_sentence(text, (start, end), previous, found[first:at], layers, told, places, about, times)
        previous = (start, end)
    return tuple(figures)


def _of_sentence(
    text: str,
    sentence: tuple[int, int],
    previous: tuple[int, int] | None,
    found: Sequence[Quantity],
    layers: Sequence[Masked],
    told: Told,
    places: Sequence[PlaceMention],
    about: Place | None,
    times: Sequence[TimeMention],
) -> list[Figure]:
    start, end = sentence
    words = Sentence(text, start, end, layers)
    goes_on = _goes_on(text, sentence, found[0], places)
    fresh = Told() if not goes_on else told
    figures = []
    for one, row in zip(found, _rows(text, found), strict=True):
        indicator, subject = measured(words, one.start, one.unit, fresh)
        figures.append(
            Figure(
                one.start, one.end, one.value, one.upto, one.unit, one.bound, indicator, subject,
                place_of(text, one.start, start, places, about, row),
                period_of(text, one.start, start, times, previous, goes_on, row, unit_class(one.unit) == "duration"),
            )
        )  # fmt: skip
    told.count, told.amount, told.subject = fresh.count, fresh.amount, fresh.subject
    return figures


def _rows(text: str, found: Sequence[Quantity]) -> list[Listed]:
    """For each figure the row it stands in; figures that only 、 or 和 divide are one."""
    if len(found) == 1:
        return [Listed(found[0].start, 0, 1)]
    rows: list[list[Quantity]] = []
    for one in found:
        if rows and _DIVIDES.fullmatch(text, rows[-1][-1].end, one.start):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [Listed(row[0].start, rank, len(row)) for row in rows for rank in range(len(row))]


def _goes_on(text: str, sentence: tuple[int, int], first: Quantity, places: Sequence[PlaceMention]) -> bool:
    """Whether a sentence goes on with what the one before said: it begins with 其中 or the like, or with no topic of its own."""
    start, end = sentence
    if _GOES_ON.match(text, start):
        return True
    topics = any(mention.topic and start <= mention.start < first.start for mention in places)
    head = _HEAD_ENDS.search(text, start, end)
    early = first.start < (head.start() if head else end)
    return early and not topics and not _TURNS.match(text, start)
