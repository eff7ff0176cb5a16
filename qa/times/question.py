"""Times in a question: nothing to count from until a document is at hand."""

from __future__ import annotations

from functools import lru_cache

from qa.annotations import Dating, Period, TimeMention
from qa.patterns import regex
from qa.times.english import english
from qa.times.numerals import number, plain
from qa.times.scan import expressions
from qa.times.settle import mentions
from qa.times.told import Point, Told

_BARE_YEAR = regex(
    r"(?<![\w.\-/])(?:((?:19|20)\d\d)[-—~～至到])?((?:19|20)\d\d)(?![\d.\-/%])(?! ?[元万亿人个户亩名米公千百多余家次吨条项岁级届A-Za-z])"
)
"""People leave out the 年: `2021 赣州 收入`, `2022-2023`."""
_LATIN = regex(r"[A-Za-z]")


def in_question(text: str) -> tuple[TimeMention, ...]:
    """The time mentions of a question in Chinese or English, sorted, none overlapping another.

    A relative one has no period; its `offset` says by how many years it is counted (去年 -1, this year 0), whatever part of the year
    it names: `resolve` knows the part.
    """
    return mentions(text, _expressions(text), None)[0]


def resolve(mention: TimeMention, text: str, published: Period | None) -> Period | None:
    """The period of a question's mention, counted from one document's date; None where that does not tell it.

    `text` is the question that `in_question` read. ValueError where it does not hold the mention.
    """
    for counted in mentions(text, _expressions(text), published, reach=0)[0]:
        if (counted.start, counted.end) == (mention.start, mention.end):
            return counted.period
    raise ValueError(f"The question {text!r} has no time at {mention.start} to {mention.end}.")


@lru_cache(maxsize=256)
def _expressions(text: str) -> tuple[Told, ...]:
    found = list(expressions(text))
    if _LATIN.search(text):
        found = _merged(found, english(text))
    years = [
        Told(match.start(), match.end(), Dating.ABSOLUTE, Point(years=(number(match[1] or match[2]), number(match[2]))))
        for match in _BARE_YEAR.finditer(plain(text))
    ]
    return tuple(_merged(found, years))


def _merged(first: list[Told], second: list[Told]) -> list[Told]:
    """Both in order; where two overlap, the first list's."""
    free = [told for told in second if all(told.end <= other.start or other.end <= told.start for other in first)]
    return sorted([*first, *free], key=lambda told: told.start)
