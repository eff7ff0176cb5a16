"""Lines -> pieces: what the blank lines and the widths say belongs together, before anything is joined across them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.patterns import regex
from qa.text.glue import glued
from qa.text.lines import BREAK, Layout, Line
from qa.text.marks import ARROWS, CAPTION_MARK, HEADING_MARK, LIST_MARK, MARKUP
from qa.text.sheet import Sheet
from qa.text.typography import OPENING, TERMINALS, bare, ends_sentence, pairs
from qa.types import Kind, Reason

LABEL = 40
"""Characters of a line that may be a heading or a caption without a sentence's end."""
CAPTION = 120
"""Characters of a caption at most, unless its mark says so."""
WHOLE_LINE = 45
"""Where lines are not wrapped, one that stops in mid-sentence and is longer than this was broken; a shorter one stands by itself."""

WHOLE_PAGE = ("本版", "本期", "均由")
"""Words of a credit that is for all pictures of a page."""

_END = regex(r"[。！？!?…]+[”’」』）)》】\"]*")


@dataclass(slots=True)
class Piece:
    """Lines that belong together. `gap`: blank lines above; `far_below`: whether as many stand below as part a photo from the text.

    `credited`: a picture's credit was cut out at its end, `led`: one at its start; `jumps`: a page jump was cut out behind it.
    `label`: it is short and holds no sentence, as headings and captions do; `sentences`: how many sentence ends stand in it, at the
    end or not. Both are of its lines as they were gathered, for every piece is looked at by many others.
    """

    lines: list[Line]
    gap: int
    credited: bool = False
    led: bool = False
    jumps: bool = False
    jumped: bool = False
    kind: Kind | None = None
    chars: list[int] = field(default_factory=list)
    text: str = ""
    label: bool = False
    sentences: int = 0

    @property
    def first(self) -> str:
        """The text of its first line as it stands."""
        return self.lines[0].text

    @property
    def open(self) -> bool:
        """Whether it stops in mid-sentence."""
        return not ends_sentence(self.text)

    def is_label(self) -> bool:
        """What `label` is set to."""
        text = self.text
        if len(text) > LABEL or len(self.lines) > 2 or MARKUP.match(self.first) or not any(c.isalnum() for c in text):
            return False
        if any(c in TERMINALS for c in text) or text[-1] in "，、；：,;:（(“《—" or text[0] in "，、；：,;”）)》":
            return False
        return len(pairs(text, len(text))) * 2 == sum(c in OPENING or c in OPENING.values() for c in text)

    def marked_caption(self) -> bool:
        """Whether it says that it is a caption: an arrow, 图为, a credit."""
        if len(self.text) > CAPTION:
            return False
        mark = CAPTION_MARK.match(self.first)
        short = self.sentences <= 1 or (len(self.lines) == 1 and len(self.text) <= WHOLE_LINE * 2)
        return (mark is not None and short) or (self.credited and self.sentences <= 2) or self.led


def gather(sheet: Sheet, layout: Layout) -> list[Piece]:
    """The pieces of what is still in, in order."""
    found: list[Piece] = []
    lines = sheet.lines()
    for i, line in enumerate(lines):
        if found and line.gap == 0 and not _parts(found[-1].lines, line, layout, sheet, lines[i + 1] if i + 1 < len(lines) else None):
            found[-1].lines.append(line)
        else:
            found.append(Piece([line], line.gap))
    for piece in found:
        start, end = piece.lines[0].start, piece.lines[-1].end
        piece.chars = sheet.kept(start, end)
        piece.text = "".join(sheet.text[i] for i in piece.chars)
        piece.label, piece.sentences = bool(piece.text) and piece.is_label(), len(_END.findall(piece.text))
        piece.credited = _credited(sheet, end)
        before = sheet.before(start)
        piece.led = before is Reason.CREDIT and start > 0 and _touches(sheet, start)
        piece.jumps = sheet.after(end) is Reason.JUMP
        piece.jumped = before is Reason.JUMP
    return [piece for piece in found if piece.chars]


def _credited(sheet: Sheet, end: int) -> bool:
    """Whether a credit for this piece was cut out behind it: on its line, or on the next one and not for the whole page."""
    start = next((i for i in range(end, len(sheet.text)) if not sheet.text[i].isspace()), None)
    if start is None or sheet.owner[start] is not Reason.CREDIT:
        return False
    breaks = len(BREAK.findall(sheet.text, end, start))
    line = BREAK.search(sheet.text, start)
    alone = not sheet.kept(start, line.start() if line else len(sheet.text))
    return breaks == 0 or (breaks == 1 and alone and not any(word in sheet.text[start : start + 40] for word in WHOLE_PAGE))


def _touches(sheet: Sheet, start: int) -> bool:
    """Whether what was cut out just before `start` stood on the same line."""
    previous = next((i for i in range(start - 1, -1, -1) if not sheet.text[i].isspace()), start)
    return sheet.same_line(previous, start)


def _parts(run: Sequence[Line], line: Line, layout: Layout, sheet: Sheet, below: Line | None) -> bool:
    """Whether a new piece begins at `line`, which touches the run above it."""
    last = run[-1]
    marked = CAPTION_MARK.match(line.text) or HEADING_MARK.match(line.text) or LIST_MARK.match(line.text)
    ended = ends_sentence(last.text)
    if Reason.CREDIT in (sheet.after(last.end), sheet.before(line.start)) or line.text[0] in ARROWS:
        return True
    if line.indented and not last.indented:
        return True
    if not layout.width:
        return ended or bool(marked) or len(bare(last.text)) <= WHOLE_LINE or line.indented
    if ended:
        heading = layout.short(line) and not ends_sentence(line.text) and below is not None and below.gap == 0
        return bool(marked) or not layout.full(last) or heading
    if layout.short(last) and (len(run) == 1 or ends_sentence(run[-2].text)) and last.text[-1] not in "，、；":
        return not glued(bare(last.text), bare(line.text))  # a full line would have taken more: it stands by itself
    return layout.wide(last) != layout.wide(line) and layout.wide(last) and below is not None and below.gap == 0
