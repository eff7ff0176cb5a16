"""Lines of a page -> its text, a paragraph a line: an indent, more white than between lines, or a line that stops short parts two.

Where lines fill the column they are one paragraph, also from the foot of a column to the head of the next. The page's measures decide
that here, for no reader of the text alone could: a page has columns of several widths.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from qa.reading.blocks import flat, heading, row
from qa.reading.columns import Line, Part

LARGE = 1.2
"""Size of a heading's type in that of the body, at least."""
TITLE = 1.5
"""Likewise of a title's."""
LONGEST = 60
"""Characters of a heading's line at most."""
APART = 1.6
"""Distance between two lines in that of the page's middling ones, from which a blank line stands between them."""
INDENT = (1.2, 4.5)
"""How far in, in heights of the type, a paragraph's first line stands."""
SHORT = 1.6
"""How far before the column's edge, in heights of the type, a line ends that ends a paragraph after a full stop."""
STOPPED = 0.25
"""Part of the column's width that a line leaves free which ends a paragraph without one."""
ROWS = 2
"""Lines with white in them, one below the other, from which they are a table."""
_ENDS = "。！？!?….”’」』）)；："


@dataclass(slots=True)
class Paragraph:
    """A paragraph, a heading or a row. `open`: its last line fills the column; `begun`: it begins with an indent; `apart`: white above."""

    text: str
    plain: bool = False
    begun: bool = False
    open: bool = False
    apart: bool = False


def body_size(pages: Sequence[Sequence[Part]]) -> float:
    """The size of type that most of the characters have, to half a point; 0 where there is none."""
    sizes = Counter[float]()
    for line in (line for page in pages for part in page for line in part):
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)


def written(parts: Sequence[Part], size: float) -> str:
    """The text of one page; `size` is that of the file's body type."""
    found: list[Paragraph] = []
    for part in parts:
        paragraphs = _paragraphs(part, size)
        last = found[-1] if found else None
        if last is not None and last.open and last.plain and paragraphs[0].plain and not paragraphs[0].begun and len(part) > 1:
            last.text, last.open = _joined(last.text, paragraphs[0].text), paragraphs[0].open
            paragraphs = paragraphs[1:]
        elif last is not None:
            paragraphs[0].apart = True
        found += paragraphs
    text = ""
    for each in found:
        text += ("" if not text else "\n\n" if each.apart else "\n") + ("\u3000\u3000" if each.begun else "") + each.text
    return text


def _paragraphs(part: Part, size: float) -> list[Paragraph]:
    """Those of one column, at least one."""
    pitch = median(below.top - above.top for above, below in pairwise(part)) if len(part) > 1 else 0.0
    left, edge = min(line.left for line in part), sorted(line.right for line in part)[int(0.75 * (len(part) - 1))]
    tables = _tables(part)
    found: list[Paragraph] = []
    above: Line | None = None
    for large, run in groupby(enumerate(part), key=lambda each: _large(each[1], size)):
        lines = list(run)
        if large:
            level = 1 if large >= TITLE * size else 2
            found.append(Paragraph(heading(flat("".join(line.text for _, line in lines)), level), apart=True))
            above = None
            continue
        for number, line in lines:
            begun = INDENT[0] * line.size < line.left - left < INDENT[1] * line.size
            apart = above is None or bool(pitch and line.top - above.top > APART * pitch)
            if number in tables:
                found.append(Paragraph(row(line.cells), apart=apart))
            elif above is None or apart or begun or not found[-1].open:
                found.append(Paragraph(line.text, True, begun, False, apart))
            else:
                found[-1].text = _joined(found[-1].text, line.text)
            found[-1].open = found[-1].plain and len(part) > 1 and not _stops(line, left, edge)
            above = line
    return found


def _stops(line: Line, left: float, edge: float) -> bool:
    """Whether a paragraph ends with the line: it leaves room that the next words would have taken."""
    room = edge - line.right
    return room > (SHORT * line.size if line.text[-1] in _ENDS else STOPPED * (edge - left))


def _joined(first: str, second: str) -> str:
    """Two lines of one paragraph: a space between Latin words, nothing between others."""
    return first + (" " if first[-1].isascii() and second[:1].isascii() and first[-1] != "-" else "") + second


def _large(line: Line, size: float) -> float:
    """The size of a heading's line, 0.0 of any other."""
    words = any(character.isalnum() for character in line.text)
    return round(line.size, 1) if size and line.size >= LARGE * size and len(line.text) <= LONGEST and words else 0.0


def _tables(part: Part) -> set[int]:
    """Numbers of the lines that are a table's rows."""
    found: set[int] = set()
    for split, run in groupby(range(len(part)), key=lambda number: len(part[number].cells) > 1):
        rows = list(run)
        if split and len(rows) >= ROWS:
            found |= set(rows)
    return found
