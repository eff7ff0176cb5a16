"""Lines of a page -> its text: an indent begins a paragraph, more white than between lines parts two, large type is a heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
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
ROWS = 2
"""Lines with white in them, one below the other, from which they are a table."""


def body_size(pages: Sequence[Sequence[Part]]) -> float:
    """The size of type that most of the characters have, to half a point; 0 where there is none."""
    sizes = Counter[float]()
    for line in (line for page in pages for part in page for line in part):
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)


def written(parts: Sequence[Part], size: float) -> str:
    """The text of one page; `size` is that of the file's body type."""
    found: list[str] = []
    for part in parts:
        lines = list(_marked(part, size))
        # Two columns run on into each other; a headline over them, and whatever is set in another type, stands apart.
        if found and (found[-1].startswith("#") or (lines and lines[0].startswith("#"))):
            found.append("")
        found += lines
    return "\n".join(found)


def _marked(part: Part, size: float) -> Iterator[str]:
    pitch = median(below.top - above.top for above, below in pairwise(part)) if len(part) > 1 else 0.0
    left = min(line.left for line in part)
    tables = _tables(part)
    above: Line | None = None
    for large, run in groupby(enumerate(part), key=lambda each: _large(each[1], size)):
        lines = list(run)
        if large:
            if above is not None:
                yield ""
            level = 1 if large >= TITLE * size else 2
            yield heading(flat("".join(line.text for _, line in lines)), level)
            yield ""
            above = None
            continue
        for number, line in lines:
            if above is not None and pitch and line.top - above.top > APART * pitch:
                yield ""
            above = line
            indented = INDENT[0] * line.size < line.left - left < INDENT[1] * line.size
            yield row(line.cells) if number in tables else ("\u3000\u3000" if indented else "") + line.text


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
