"""The text's lines, and how the file was laid out: hard-wrapped or not, how wide, how far apart paragraphs stand.

The constants were set on the layouts of docs/log.md, reconstruction.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median

from qa.patterns import regex
from qa.text.typography import bare, ends_sentence, is_han

_INDENT = regex(r"(?:\u3000| {2,}|\t)\s*")
BREAK = regex(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BREAKS = regex(f"(?:{BREAK.pattern})+")

ALIKE = 0.6
"""Part of the broken lines that must be about as wide as their median for the file to count as wrapped."""
NARROWEST = 8
"""Full-width characters of the narrowest column."""
LONGER = 0.25
"""Part of the lines that may be longer than the width: another column of the page."""
SLACK = 1
"""Characters by which a full line may stay under the width: a mark that may not begin a line leaves a gap."""
LOOSE = 1.15
"""Part of the width, and two marks that may not begin a line, up to which a wrapped line reaches."""
SHORT = 0.75
"""Part of the width under which a line that does not end a sentence was not wrapped by the layout but stands alone."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds more than white space: `[start, end)` of its stripped text in the decoded text.

    `gap` counts the blank lines (or cut-out lines) above it; 0 where the line above touches it. `indented`: it begins as a paragraph
    does. `room`: its characters with the white space around it.
    """

    start: int
    end: int
    text: str
    gap: int
    indented: bool
    room: int = 0

    @property
    def bare(self) -> str:
        """The text without white space."""
        return bare(self.text)

    def widths(self, cells: bool) -> tuple[float, ...]:
        """Its width as it stands, without white space, and with all of it: in characters, or in cells of a full-width character."""
        if not cells:
            return len(self.text), len(self.bare), max(self.room, len(self.text))
        width = _cells(self.text)
        spaces = sum(c.isspace() for c in self.text) / 2
        return width, width - spaces, width + max(0, self.room - len(self.text)) / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file was laid out.

    `width`: of a full line, in characters or (`cells`) in full-width cells, 0 where lines are not wrapped; `far`: blank lines that part a
    photo from the text.
    """

    width: float
    far: int
    cells: bool = False

    def full(self, line: Line) -> bool:
        """Whether the line fills the width, by any measure of it (False where lines are not wrapped)."""
        return bool(self.width) and any(self.width - SLACK <= wide <= self.width * LOOSE + 2 for wide in line.widths(self.cells))

    def short(self, line: Line) -> bool:
        """Whether the line is clearly shorter than the width, by every measure of it (False where lines are not wrapped)."""
        return bool(self.width) and all(wide < self.width * SHORT for wide in line.widths(self.cells))

    def wide(self, line: Line) -> bool:
        """Whether the line is clearly wider than a wrapped line can be."""
        return bool(self.width) and all(wide > self.width * LOOSE + 2 for wide in line.widths(self.cells))


def _cells(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def split(text: str, original: str | None = None) -> list[Line]:
    """The lines that hold more than white space, in order.

    `text` is `original` with what was cut out blanked: such a line parts its neighbours (by one line at least) but is no blank line.
    """
    found: list[Line] = []
    blank = parted = start = 0
    for breaks in chain(_BREAKS.finditer(text), (None,)):
        end = len(text) if breaks is None else breaks.start()
        line = text[start:end]
        if stripped := line.strip():
            left = start + len(line) - len(line.lstrip())
            gap = max(blank, parted) if found else 0
            found.append(Line(left, left + len(stripped), stripped, gap, _INDENT.match(line) is not None, len(line)))
            blank = parted = 0
        elif original is not None and original[start:end].strip():
            parted, blank = max(blank, parted, 1), 0
        else:
            blank += 1
        if breaks is not None:
            start = breaks.end()
            blank += (len(BREAK.findall(breaks[0])) if "\r" in breaks[0] else start - end) - 1  # the empty lines behind it
    return found


def measure(lines: Sequence[Line]) -> Layout:
    """The layout: wrapped where most lines that another one touches stop in mid-sentence."""
    touching = [line for line, below in pairwise(lines) if below.gap == 0 and not below.indented]
    opened = [line for line in touching if not ends_sentence(line.text) and _chinese(line.text)]
    width, cells = 0.0, False
    if len(opened) >= 3 and len(opened) * 2 > len(touching) and len(touching) * 4 > len(lines):
        measures = [_middle([line.widths(by_cells)[0] for line in opened]) for by_cells in (False, True)]
        cells = measures[1][1] > measures[0][1]
        middle, near = measures[cells]
        longer = sum(line.widths(cells)[0] > middle * LOOSE + 2 for line in touching)
        width = middle if near >= ALIKE and middle >= NARROWEST and longer <= LONGER * len(touching) else 0.0
    gaps = [line.gap for line in lines[1:] if line.gap]
    usual = next((gap for gap, count in sorted(Counter(gaps).items()) if count * 4 >= len(gaps)), 1)
    return Layout(width, max(3, usual + 2), cells)


def _middle(widths: Sequence[float]) -> tuple[float, float]:
    """The median width, and the part of the lines that come near it."""
    middle = median(widths)
    return middle, sum(abs(wide - middle) <= max(1.5, middle / 10) for wide in widths) / len(widths)


def _chinese(text: str) -> bool:
    return any(is_han(c) for c in text)
