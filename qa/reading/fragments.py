"""Glyphs -> runs of words on one line, in the order of the file. Pure geometry; from here on `top` counts down from the page's top."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

NEAR = 0.9
"""Heights of the type from which a gap parts two runs."""
LEVEL = 0.35
"""Part of the height by which two glyphs of one line may stand apart: raised figures and small type stay in the line."""
WORD = 0.18
"""Part of the height from which a gap between Latin letters is the space between two words."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its box in points; `low` and `high` count up from the page's foot."""

    text: str
    left: float
    low: float
    right: float
    high: float


@dataclass(slots=True)
class Fragment:
    """A run of words: `[left, right)` by `[top, bottom)` in points, from the page's upper left corner. `size`: height of its type."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    page_height: float

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2


def fragments(glyphs: Iterable[Glyph], height: float) -> list[Fragment]:
    """Runs of glyphs that follow each other in the file and stand side by side on one line."""
    found: list[Fragment] = []
    for glyph in glyphs:
        size = max(glyph.high - glyph.low, 0.1)
        top, bottom = height - glyph.high, height - glyph.low
        last = found[-1] if found else None
        if last is not None and _follows(last, glyph, (top + bottom) / 2, size):
            if glyph.left - last.right < -0.5 * size and last.text.endswith(glyph.text):
                continue  # drawn twice for a bold face
            last.text += (" " if _spaced(last, glyph) else "") + glyph.text
            last.right = max(last.right, glyph.right)
            last.top, last.bottom = min(last.top, top), max(last.bottom, bottom)
            last.size = max(last.size, size)
        else:
            found.append(Fragment(glyph.text, glyph.left, top, glyph.right, bottom, size, height))
    return found


def _follows(last: Fragment, glyph: Glyph, middle: float, size: float) -> bool:
    tall = max(last.size, size)
    gap = glyph.left - last.right
    return abs(middle - last.middle) < LEVEL * tall and -1.2 * size < gap < NEAR * tall and glyph.left >= last.left - 0.5


def _spaced(last: Fragment, glyph: Glyph) -> bool:
    """Whether a space stands between two words; Chinese has none."""
    both = last.text[-1].isascii() and glyph.text.isascii() and last.text[-1].isprintable()
    return both and glyph.left - last.right > WORD * last.size
