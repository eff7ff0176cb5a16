"""Headings -> section paths: two-line headings put together, levels by their marks, the title kept apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from qa.patterns import regex
from qa.text.marks import DECORATION, HEADING_MARK
from qa.text.pieces import Piece
from qa.text.sheet import Sheet
from qa.types import Kind, Reason

LINES = 3
"""Lines of one heading at most: kicker, headline, subtitle."""

_LEVELS = [
    (regex(r"第[一二三四五六七八九十百\d]+[编篇部]"), 7),
    (regex(r"第[一二三四五六七八九十百\d]+章"), 8),
    (regex(r"第[一二三四五六七八九十百\d]+节"), 9),
    (regex(r"[一二三四五六七八九十]{1,3}、"), 11),
    (regex(r"[（(][一二三四五六七八九十]{1,3}[）)]"), 12),
    (regex(r"\d{1,2}[、.．]"), 13),
]
PLAIN = 10
"""Level of a heading whose mark names none: inside parts, chapters and Markdown's levels, around numbered ones."""


def level(text: str) -> int:
    """A heading's level: smaller is further out; Markdown's # are 1 to 6."""
    if match := re.match(r"(#{1,6})\s", text):
        return len(match.group(1))
    return next((rank for pattern, rank in _LEVELS if pattern.match(text)), PLAIN)


def words(text: str) -> str:
    """A heading's words without the marks around them, white space as one space."""
    return " ".join(DECORATION.sub("", text.strip()).split()) or " ".join(text.split())


def merge(chains: Sequence[list[Piece]], sheet: Sheet, far: int) -> list[list[Piece]]:
    """Put the lines of one heading together."""
    found: list[list[Piece]] = []
    heads = [i for i, chain in enumerate(chains) if chain[0].kind is Kind.HEADING]
    runs = sum(1 for a, b in pairwise(heads) if b == a + 1 and heads[0] != a)
    known = frozenset(heads)
    singles = sum(1 for a in heads if a - 1 not in known and a + 1 not in known)
    for chain in chains:
        above = found[-1] if found else None
        if above is not None and chain[0].kind is Kind.HEADING and above[-1].kind is Kind.HEADING:
            subtitle = words(chain[0].first).startswith("—")
            top = len(found) == 1
            plain = not HEADING_MARK.match(chain[0].first) and not HEADING_MARK.match(above[0].first)
            parted = sheet.after(above[-1].lines[-1].end) is Reason.BYLINE or chain[0].gap >= far or len(above) >= LINES
            if not parted and (subtitle or (plain and (not top or runs > 0 or singles == 0))):
                above.extend(chain)
                continue
        found.append(list(chain))
    return found


class Path:
    """The headings above a place, outermost first."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, str]] = []

    def leave(self, text: str) -> None:
        """Come to a heading: it ends the sections of its level and further in."""
        rank = level(text)
        while self._stack and self._stack[-1][0] >= rank:
            self._stack.pop()

    def enter(self, text: str, name: str) -> None:
        """Go into the section of a heading whose first line is `text`."""
        self._stack.append((level(text), name))

    def reset(self) -> None:
        """Leave every section."""
        self._stack.clear()

    @property
    def names(self) -> tuple[str, ...]:
        """The path."""
        return tuple(name for _, name in self._stack)
