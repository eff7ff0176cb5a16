"""What character recognition leaves in a text: letters for figures, radicals for characters, specks, characters set apart."""

from __future__ import annotations

from qa.patterns import regex
from qa.text.typography import is_han

_HAN = "[\u4e00-\u9fff]"
_DEBRIS = regex(
    "|".join(
        (
            "[\u2e80-\u2fdf]",  # a radical in the place of the character that looks like it
            r"(?<![A-Za-z])\d+[OolI]\d*(?=[年月日万亿元％%个]|\d)|(?<![A-Za-z\d])[OolI]\d+(?=[年月日万亿元％%个])",  # 2O21年, l5日
            rf"(?<={_HAN})[|^_`\\¦¬¤{{}}]{{1,2}}(?={_HAN})",  # a speck
            r"[，。、；：]{2,}",  # a mark and the speck below it
        )
    )
)
_APART = regex(rf"{_HAN}(?:[ \u3000]{_HAN}){{5,}}")
LEAST, RATE = 3, 2.0
"""Pieces from which a text is suspected, and how many there must be in a thousand characters: of 10,000 news articles, two pieces
flagged 31, most for a mark that parts the names of a page (docs/log.md)."""
APART = 0.1
"""Part of the Chinese characters that stand apart from each other; a spaced headline stays below it."""


def debris(text: str) -> tuple[str, ...]:
    """The pieces, in the order of the text; none where there are so few that a printed text may have them."""
    found = [match[0] for match in _DEBRIS.finditer(text)]
    if len(found) < LEAST or len(found) * 1000 < RATE * len(text):
        found = []
    apart = [match[0] for match in _APART.finditer(text)]
    if sum(sum(map(is_han, run)) for run in apart) > APART * sum(map(is_han, text)):
        found += apart
    return tuple(found)
