"""Runs of words -> the page's parts in the order they are read, each with its lines: columns are told apart by the white between them.

A part is cut by the white strip that the fewest runs cross and that has lines on both sides; the runs that cross it (a headline over
two columns, a picture's caption) part what is above them from what is below. Where there is no strip, lines follow from the top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from qa.reading.fragments import Fragment

STRIP = 0.8
"""Width of the white between two columns, in heights of the type, at least."""
LINES = 3
"""Lines that a column has at least; fewer side by side are a row."""
WIDE = 7.0
"""Width of a column's middling line, in heights of the type, at least: what is narrower is a table's."""
CROSSED = 0.34
"""Part of the runs that may cross a strip."""
DEEP = 8
"""How often parts are cut within parts, at most."""
MANY = 1500
"""Runs of a page from which it is no text but a drawing, and is not searched for columns: that takes the square of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a part. `cells` are its runs where there are several with white between them."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    cells: tuple[str, ...]


Part = list[Line]


def laid_out(page: Sequence[Fragment]) -> list[Part]:
    """The parts in the order they are read; none where the page has no word."""
    return [part for runs in _ordered(list(page), 0) if (part := _lines(runs))]


def _ordered(runs: list[Fragment], depth: int) -> list[list[Fragment]]:
    strip = _strip(runs) if depth < DEEP and 2 * LINES <= len(runs) <= MANY else None
    if strip is None:
        return [runs]
    crossing = sorted((run for run in runs if run.left < strip < run.right), key=lambda run: run.top)
    edges = [float("-inf"), *(run.middle for run in crossing), float("inf")]
    found: list[list[Fragment]] = []
    above: list[Fragment] = []
    for number, (low, high) in enumerate(pairwise(edges)):
        band = [run for run in runs if low <= run.middle < high and not run.left < strip < run.right]
        if band:
            if above:
                found += _ordered(above, depth + 1)
                above = []
            found += _ordered([run for run in band if run.right <= strip], depth + 1)
            found += _ordered([run for run in band if run.left >= strip], depth + 1)
        if number < len(crossing):
            above.append(crossing[number])
    return [each for each in [*found, above] if each]


def _strip(runs: Sequence[Fragment]) -> float | None:
    """The middle of the best white strip that parts columns, None where there is none."""
    size = median(run.size for run in runs)
    best: tuple[float, float, float] | None = None
    edges = sorted({run.right for run in runs} | {run.left for run in runs})
    for low, high in pairwise(edges):
        if high - low < 0.05 * size:
            continue
        at = (low + high) / 2
        left = [run for run in runs if run.right <= at]
        right = [run for run in runs if run.left >= at]
        crossing = len(runs) - len(left) - len(right)
        if crossing > CROSSED * len(runs) or not _columns(left, right, size):
            continue
        width = min(run.left for run in right) - max(run.right for run in left)
        if width >= STRIP * size and (best is None or (crossing, -width) < best[:2]):
            best = crossing, -width, at
    return None if best is None else best[2]


def _columns(left: Sequence[Fragment], right: Sequence[Fragment], size: float) -> bool:
    """Whether both are columns of text, side by side."""
    for side in (left, right):
        if len({round(run.middle / size) for run in side}) < LINES or median(run.right - run.left for run in side) < WIDE * size:
            return False
    low, high = max(min(run.top for run in each) for each in (left, right)), min(max(run.bottom for run in each) for each in (left, right))
    return high - low >= LINES * size


def _lines(runs: Sequence[Fragment]) -> Part:
    """The lines of one column, from the top; runs side by side are one line."""
    rows: list[list[Fragment]] = []
    for run in sorted(runs, key=lambda run: (run.middle, run.left)):
        last = rows[-1][-1] if rows else None
        if last is not None and abs(run.middle - last.middle) < 0.5 * min(run.size, last.size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [_line(sorted(row, key=lambda run: run.left)) for row in rows]


def _line(row: Sequence[Fragment]) -> Line:
    cells = [row[0].text]
    for before, run in pairwise(row):
        near = run.left - before.right < 1.5 * max(run.size, before.size)
        if near:
            spaced = cells[-1][-1].isascii() and run.text[0].isascii() and run.left > before.right
            cells[-1] += (" " if spaced else "") + run.text
        else:
            cells.append(run.text)
    size = max(row, key=lambda run: len(run.text)).size
    box = min(run.left for run in row), max(run.right for run in row), min(run.top for run in row), max(run.bottom for run in row)
    return Line("  ".join(cells), *box, size, tuple(cells))
