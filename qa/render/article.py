"""An article as HTML, with the cited words marked. Everything is escaped; marks cut the text, never the markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.messages import Locale, say
from qa.render.visible import escape
from qa.types import Dropped, Kind, Paragraph


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `[start, end)` of paragraph `ordinal` that an answer cites; the chosen one is the one to look at."""

    ordinal: int
    start: int
    end: int
    chosen: bool = False


_TAGS = {Kind.HEADING: ("h3", ""), Kind.CAPTION: ("p", ' class="caption"'), Kind.BODY: ("p", "")}


def article_html(paragraphs: Iterable[Paragraph], marks: Sequence[Mark], lines: Mapping[int, tuple[int, int]] | None = None) -> str:
    """The paragraphs in the file's order; the chosen mark has the id `hl` and takes the focus. `lines` are the first and the last line
    of the file by ordinal: they stand in `data-line` for the style to show, and so are no part of the text, of a mark or of a copy."""
    numbers = {ordinal: f"{first}" if first == last else f"{first}–{last}" for ordinal, (first, last) in (lines or {}).items()}
    parts = []
    for paragraph in paragraphs:
        tag, attributes = _TAGS[paragraph.kind]
        inside = _marked(paragraph.text, [mark for mark in marks if mark.ordinal == paragraph.ordinal])
        line = f' data-line="{numbers[paragraph.ordinal]}"' if paragraph.ordinal in numbers else ""
        parts.append(f"<{tag}{attributes}{line}>{inside}</{tag}>")
    digits = f' style="--digits:{len(str(max(last for _, last in lines.values())))}"' if lines else ""
    return f'<div class="article" lang="zh-CN"{digits}>{"".join(parts)}</div>'


def dropped_html(dropped: Sequence[Dropped], locale: Locale) -> str:
    """What reconstruction left out of the article, and why, folded away."""
    if not dropped:
        return ""
    rows = "".join(
        f'<li><b>{escape(say("dropped_" + each.reason.name.lower(), locale))}</b> <span lang="zh-CN">{escape(each.text)}</span></li>'
        for each in dropped
    )
    return f'<details class="dropped"><summary>{escape(say("left_out", locale))}</summary><ul>{rows}</ul></details>'


def _marked(text: str, marks: Sequence[Mark]) -> str:
    """`text` cut at every edge of a mark; where two overlap, the chosen one shows. The chosen mark is one element."""
    chosen = next((mark for mark in marks if mark.chosen), None)
    edges = sorted({0, len(text), *(edge for mark in marks for edge in (mark.start, mark.end))})
    parts = []
    for start, end in pairwise(edges):
        if chosen is not None and chosen.start <= start < chosen.end:
            if start == chosen.start:
                parts.append(f'<mark id="hl" class="chosen" tabindex="-1">{escape(text[chosen.start : chosen.end])}</mark>')
        elif any(mark.start <= start < mark.end for mark in marks):
            parts.append(f'<mark class="also">{escape(text[start:end])}</mark>')
        else:
            parts.append(escape(text[start:end]))
    return "".join(parts)
