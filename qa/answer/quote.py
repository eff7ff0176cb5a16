"""How much of a sentence is quoted: all of it, or, where it is long, the run of whole clauses that holds the answer."""

from __future__ import annotations

from collections.abc import Callable

from qa.text import clauses
from qa.types import Span

LONGEST = 220  # characters without white space; the design's limit of a statement


def size(text: str) -> int:
    """Characters, white space aside."""
    return sum(not character.isspace() for character in text)


def cut(text: str, worth: Callable[[str], float], ample: int = LONGEST, longest: int = LONGEST) -> Span | None:
    """The slice of a sentence to quote: all of it where it fits, else the unbroken run of whole clauses that is worth most.

    `worth` of a run is higher the better it answers; of equal runs the shorter, then the earlier. The run is then grown to
    the semicolons around it as far as `ample` characters allow, to the right first: what is named is explained behind it.
    None where no clause fits. White space at either end is left out.
    """
    if size(text) <= longest:
        return _trimmed(text, 0, len(text))
    parts = clauses(text)
    best: tuple[float, int, int, int] | None = None
    for i in range(len(parts)):
        for j in range(i, len(parts)):
            run = text[parts[i][0] : parts[j][1]]
            length = size(run)
            if length > longest:
                break
            key = (-worth(run), length, i, j)
            if best is None or key < best:
                best = key
    if best is None:
        return None
    i, j = _grown(text, parts, best[2], best[3], min(ample, longest))
    return _trimmed(text, parts[i][0], parts[j][1])


def _grown(text: str, parts: list[Span], i: int, j: int, ample: int) -> tuple[int, int]:
    """The run of clauses i to j, with those around it up to the next semicolon on either side."""
    while j + 1 < len(parts) and not _closed(text, parts[j]) and size(text[parts[i][0] : parts[j + 1][1]]) <= ample:
        j += 1
    while i > 0 and not _closed(text, parts[i - 1]) and size(text[parts[i - 1][0] : parts[j][1]]) <= ample:
        i -= 1
    return i, j


def behind(text: str, start: int, end: int, longest: int = LONGEST) -> Span | None:
    """The whole clauses of a sentence that ends at `end` behind a run that ends at `start`, up to the next semicolon, as many as fit; None
    where the run is closed by one, or nothing is left."""
    if start >= end or _closed(text, (0, start)):
        return None
    stop = start
    for low, high in clauses(text[start:end]):
        if size(text[start : start + high]) > longest:
            break
        stop = start + high
        if _closed(text, (start + low, stop)):
            break
    return _trimmed(text, start, stop)


def _closed(text: str, part: Span) -> bool:
    return text[part[0] : part[1]].rstrip().endswith(("；", ";"))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
