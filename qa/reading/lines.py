"""Lines of a file, counted from 1. LF, CRLF and CR each end one; a line end belongs to the line it ends."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence

from qa.patterns import regex
from qa.reading.offsets import starts

_LINE_END = regex("\r\n|\r|\n")


def line_bounds(text: str) -> list[tuple[int, int]]:
    """Characters `[start, end)` of each line, without its end. Behind the last line end there is a line only where there is text."""
    found, start = [], 0
    for match in _LINE_END.finditer(text):
        found.append((start, match.start()))
        start = match.end()
    return [*found, (start, len(text))] if start < len(text) else found


def line_starts(raw: bytes, encoding: str) -> array[int]:
    """The byte at which each line starts, decoded first: in UTF-16 a byte 0x0A may be half a character. UnicodeDecodeError."""
    text = raw.decode(encoding)
    offsets = starts(raw, encoding, text)
    return array("q", (offsets[start] for start, _ in line_bounds(text)))


def lines_of(begins: Sequence[int], spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """First and last line of bytes `spans`, which are in file order and not empty; `begins` as `line_starts` gives them."""
    return bisect_right(begins, spans[0][0]), bisect_right(begins, spans[-1][1] - 1)
