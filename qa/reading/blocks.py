"""Headings, paragraphs and table rows, in order -> the text of a file that has them: Markdown's signs, one line a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.patterns import regex
from qa.types import PAGE_END

# White space but line breaks; then controls, which no text needs, and the page ends, which only pages may have.
_SPACE = regex(r"[^\S\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = regex(r"\s*(?:\r\n|[\n\r\x0b\x85\u2028\u2029])")
_CONTROL = regex(r"[\x00-\x08\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_INDENT = "\u3000\u3000"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a heading (`level` 1 to 6), or a row of a table (`cells`)."""

    text: str
    level: int = 0
    cells: tuple[str, ...] = ()


def written(pieces: Iterable[Piece]) -> str:
    """The pieces as text: a blank line between two, none between two rows of a table; "" where none has a word."""
    found: list[str] = []
    row_above = False
    for piece in pieces:
        line = row(piece.cells) if piece.cells else heading(piece.text, piece.level) if piece.level else body(piece.text)
        if not line:
            continue
        found.append(line if not found else f"\n{line}" if row_above and piece.cells else f"\n\n{line}")
        row_above = bool(piece.cells)
    return "".join(found)


def body(text: str) -> str:
    """A paragraph; its line breaks stay, other white space becomes one space, an indent two full-width ones."""
    lines = [_line(line) for line in _BREAK.split(text)]
    return "\n".join(line for line in lines if line.strip())


def heading(text: str, level: int) -> str:
    """`## text`, on one line; "" where there is none."""
    words = flat(text)
    return f"{'#' * min(max(level, 1), 6)} {words}" if words else ""


def row(cells: Sequence[str]) -> str:
    """`| a | b |`; "" where every cell is empty."""
    flats = [flat(cell) for cell in cells]
    return f"| {' | '.join(flats)} |" if any(flats) else ""


def flat(text: str) -> str:
    """The text on one line, white space as one space."""
    return " ".join(_CONTROL.sub(" ", text.replace(PAGE_END, " ")).split())


def _line(line: str) -> str:
    line = _CONTROL.sub(" ", line)
    bare = line.strip()
    indented = line[: len(line) - len(line.lstrip())].count("\u3000") >= 2 or line.startswith("\xa0\xa0")
    return (_INDENT if indented and bare else "") + _SPACE.sub(" ", bare)
