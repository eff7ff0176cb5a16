"""How much a short line without a sentence's end looks like a heading, and how much like the beginning of a sentence that was cut.

The weights were set on wrapped articles, seed 1, and on five other layouts (docs/log.md, reconstruction).
"""

from __future__ import annotations

from qa.patterns import regex
from qa.text.glue import glued
from qa.text.lines import Layout
from qa.text.pieces import Piece
from qa.text.typography import BOUND, CLOSING

_OPENER = regex(
    r"(?:据|这|该|他|她|它|我们|在|近日|日前|昨日|昨天|今天|今年|去年|记者|本报|同时|同期|此外|其中|目前|截至|随后|当天|对此|为此|因此|但是|然而|而且|近年来|当地时间"
    r"|\d{1,2}日|\d{1,2}月\d|\d{4}年|.{1,12}(?:讯|电|消息)[\s，（(])"
)
_MATCHED = regex(r"^([^，,、]+)[，,]([^，,、]+)$")


def headline(piece: Piece, below: Piece | None, layout: Layout, parted: bool) -> float:
    """Evidence for a heading; below 0 it is rather the first line of a sentence that goes on in `below`.

    `parted`: a photo's place stands between the two, where a heading's text would follow at once.
    """
    text = piece.text
    score = 1.0 if len(text) <= 14 else 0.5 if len(text) <= 24 else -0.5 if len(text) <= 32 else -1.5
    if " " in piece.first.strip() or "\u3000" in piece.first.strip() or "—" in text:
        score += 1.0
    if match := _MATCHED.match(text):
        score += 1.0 if len(match.group(1)) == len(match.group(2)) else -0.5
    elif "，" in text or "," in text:
        score -= 1.5
    if not any(c in "，,、：:" for c in text):
        score += 0.5
    if _OPENER.match(text):
        score -= 2.0
    if layout.width:
        score += 1.0 if layout.short(piece.lines[-1]) else -1.0 if layout.full(piece.lines[-1]) else 0.0
    if parted:
        score -= 1.5
    if below is not None:
        if below.text[0] in BOUND or below.text[0] in "，、；：。,;:·%％" or below.text[0] in CLOSING:
            score -= 3.0
        elif glued(text, below.text):
            score -= 2.0
    return score
