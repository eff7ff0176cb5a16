"""A file's own text as HTML: every character as decoded, every line as the file breaks it, with the cited bytes marked.

What it is made of is raw bytes, their codec and spans of them, whatever the file is; everything is escaped.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from qa.cite import slice_spans
from qa.messages import Locale, say
from qa.reading.lines import line_bounds
from qa.render.article import Mark
from qa.render.visible import escape
from qa.types import Paragraph

Run = tuple[int, int, bool]
"""Characters `[start, end)` that are cited, and whether the chosen citation cites them."""
BLOCK = 100
"""Lines of one block: a browser lays out the blocks that are in sight, and no others (content-visibility)."""
LINES = 20_000
"""Lines that are shown: a book has some ten thousand. Of a longer file those around the chosen words, and it is said which."""


def original_html(raw: bytes, encoding: str, paragraphs: Sequence[Paragraph], marks: Sequence[Mark], locale: Locale) -> str:
    """The file, a `div` with its number in `data-line` for each line. A mark's words may lie on several lines: each run of them is
    marked, and the first of the chosen mark has the id `hl` and takes the focus. `raw` decodes by `encoding` without an error."""
    text = raw.decode(encoding)
    bounds = line_bounds(text)
    runs = _runs(raw, encoding, paragraphs, marks)
    chosen = next((start for start, _, is_chosen in runs if is_chosen), 0)
    first = max(0, min(bisect_right(bounds, chosen, key=itemgetter(0)) - 1 - LINES // 2, len(bounds) - LINES))
    shown = bounds[first : first + LINES]
    rows = _rows(text, shown, [run for run in runs if run[1] > shown[0][0]] if shown else [], first + 1)
    blocks = []
    for start in range(0, len(shown), BLOCK):
        count = min(BLOCK, len(shown) - start)
        blocks.append(f'<div class="block" style="--lines:{count}">{"".join(next(rows) for _ in range(count))}</div>')
    told = ""
    if len(shown) < len(bounds):
        words = say("page_lines_shown", locale, first=first + 1, last=first + len(shown), total=len(bounds))
        told = f'<p class="note">{escape(words)}</p>'
    return f'{told}<div class="file" lang="zh-CN" style="--digits:{len(str(len(bounds)))}">{"".join(blocks)}</div>'


def _runs(raw: bytes, encoding: str, paragraphs: Sequence[Paragraph], marks: Sequence[Mark]) -> list[Run]:
    """The marks as characters of the file, in its order and apart; where two overlap, it is the chosen one's."""
    held = {each.ordinal: each for each in paragraphs}
    given: list[Run] = []
    for mark in marks:
        for low, high in slice_spans(raw, encoding, held[mark.ordinal].spans, mark.start, mark.end):
            start = len(raw[:low].decode(encoding))
            given.append((start, start + len(raw[low:high].decode(encoding)), mark.chosen))
    edges = sorted({edge for start, end, _ in given for edge in (start, end)})
    found: list[Run] = []
    for start, end in pairwise(edges):
        over = [chosen for low, high, chosen in given if low <= start < high]
        if not over:
            continue
        if found and found[-1][1] == start and found[-1][2] == any(over):
            start = found.pop()[0]
        found.append((start, end, any(over)))
    return found


def _rows(text: str, bounds: Sequence[tuple[int, int]], runs: Sequence[Run], first: int) -> Iterator[str]:
    at, named = 0, False
    for number, (start, end) in enumerate(bounds, first):
        parts, done = [], start
        while at < len(runs) and runs[at][0] < end:
            low, high, chosen = runs[at]
            low, cut = max(low, start), min(high, end)
            if _escaped(text[low:cut]).strip():  # what is left of a separator (U+001F) is seen, and so marked
                parts += [_escaped(text[done:low]), _mark(text[low:cut], chosen, chosen and not named)]
                named, done = named or chosen, cut
            if high > end:  # goes on in the next line
                break
            at += 1
        parts.append(_escaped(text[done:end]))
        yield f'<div data-line="{number}">{"".join(parts)}\n</div>'


def _mark(text: str, chosen: bool, first: bool) -> str:
    named = 'id="hl" tabindex="-1" ' if first else ""
    return f'<mark {named}class="{"chosen" if chosen else "also"}">{_escaped(text)}</mark>'


def _escaped(text: str) -> str:
    """Tabs stay: here the file's own layout is shown. The mark at the start of a file (U+FEFF) has no width and is left out."""
    return "\t".join(map(escape, text.replace("\ufeff", "").split("\t")))
