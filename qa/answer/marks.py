"""The words of a quote that answer: the figure, the date or the name that the question asks for, as slices of the quote."""

from __future__ import annotations

from qa.annotations import Annotation, Figure
from qa.answer.draft import Pick
from qa.question import Question, find
from qa.question.people import Slice
from qa.tokens import bigrams, normalise

MOST = 3
"""More places than this are no answer to look at: then nothing is marked."""
_AMOUNTS = ("number", "percent", "money")
_TIMES = ("year", "date")


def marks_of(pick: Pick, noted: Annotation, asked: Question | None) -> tuple[Slice, ...]:
    """Slices of the quote's text that have the shape asked for, in order and apart; none where the question asks for no shape.

    A figure and a time are marked whole, as the annotation cut them (超过31.5万亩). Of several figures those stay that measure what
    is asked for, in the year asked for.
    """
    if asked is None or not asked.expected.form:
        return ()
    plain = normalise(pick.text)
    if len(plain) != len(pick.text):  # normalising has joined or split a character: the slices would be of another text
        return ()
    found = find(plain, asked.expected)
    if asked.expected.form in _AMOUNTS:
        found = _figures(found, pick, noted, asked) or found
    elif asked.expected.form in _TIMES:
        found = _whole(found, [(each.start - pick.start, each.end - pick.start) for each in noted.times], len(plain))
    apart = _apart(found)
    return apart if len(apart) <= MOST else ()


def _figures(found: tuple[Slice, ...], pick: Pick, noted: Annotation, asked: Question) -> tuple[Slice, ...]:
    """The figures that hold what was found, by what they measure and when, as far as that leaves any."""
    held = [each for each in noted.figures if pick.start <= each.start and each.end <= pick.end]
    held = [each for each in held if any(low + pick.start < each.end and each.start < high + pick.start for low, high in found)]
    periods = [each.period for each in asked.times if each.period is not None]
    in_time = [each for each in held if each.period is not None and any(one.meets(each.period) for one in periods)]
    held = in_time or held
    wanted = {pair for pair, _ in asked.pairs}
    shared = [len(wanted & set(bigrams(_measured(each, pick)))) for each in held]
    most = max(shared, default=0)
    return tuple((each.start - pick.start, each.end - pick.start) for each, count in zip(held, shared, strict=True) if count == most)


def _measured(figure: Figure, pick: Pick) -> str:
    """The words that a figure measures and of whom, with its own."""
    slices = [each for each in (figure.indicator, figure.subject, (figure.start, figure.end)) if each is not None]
    return " ".join(pick.paragraph.text[low:high] for low, high in slices)


def _whole(found: tuple[Slice, ...], known: list[Slice], length: int) -> tuple[Slice, ...]:
    """Each slice grown to the times that it touches, inside the quote."""
    grown = []
    for low, high in found:
        touched = [(low, high), *((a, b) for a, b in known if a < high and low < b and a >= 0 and b <= length)]
        grown.append((min(a for a, _ in touched), max(b for _, b in touched)))
    return tuple(grown)


def _apart(found: tuple[Slice, ...]) -> tuple[Slice, ...]:
    """In order; what overlaps is one."""
    out: list[Slice] = []
    for low, high in sorted(found):
        if out and low < out[-1][1]:
            out[-1] = out[-1][0], max(high, out[-1][1])
        else:
            out.append((low, high))
    return tuple(out)
