"""Whether one piece goes on in another, across blank lines, captions, repeated headlines and page jumps.

The weights were set on wrapped articles, seed 1, and on five other layouts (docs/log.md, reconstruction).
"""

from __future__ import annotations

from qa.text.glue import glued
from qa.text.lines import Layout
from qa.text.marks import HEADING_MARK, LIST_MARK
from qa.text.pieces import Piece
from qa.text.typography import BOUND, CLOSING, OPENING, pairs
from qa.types import Kind

ENOUGH = 1.0
"""Evidence from which two pieces are halves of one sentence."""


def evidence(first: Piece, second: Piece, layout: Layout, indented: bool) -> float:
    """How much speaks for `second` going on in mid-sentence where `first` stops; from `ENOUGH` on it does.

    `indented`: the file indents its paragraphs, so a line without an indent begins none.
    """
    if first.jumps and second.jumped:
        return 9.0
    if not first.open:
        return -9.0
    mark = first.text[-1]
    head = second.text[0]
    score = 0.5
    if head in "，、；：。！？,;:·%％" or head in CLOSING:
        score += 5.0
    if head in BOUND:
        score += 3.0
    if mark in "，、；：,;:—" or mark in OPENING:
        score += 2.0
    if _unclosed(first.text) and _closes(second.text):
        score += 3.0
    if glued(first.text, second.text):
        score += 2.0
    if layout.width:
        full, short = layout.full(first.lines[-1]), layout.short(first.lines[-1])
        score += 1.5 if full else 0.75 if first.sentences else -1.0 if short else 0.5
    elif not first.label or first.kind is Kind.BODY:
        score += 1.0
    if first.jumps or second.jumped:
        score += 4.0
    if indented:
        score += -3.0 if second.lines[0].indented else 1.0
    if LIST_MARK.match(second.first) or HEADING_MARK.match(second.first):
        score -= 3.0
    return score


def _unclosed(text: str) -> bool:
    matched = pairs(text, len(text))
    return any(c in OPENING and i not in matched for i, c in enumerate(text))


def _closes(text: str) -> bool:
    closed = set(pairs(text, len(text)).values())
    return any(c in CLOSING and i not in closed for i, c in enumerate(text[:200]))
