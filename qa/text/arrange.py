"""What each piece is, and which pieces are halves of one: headings, captions and body told apart by what stands around them.

The constants were set on the layouts of docs/log.md, reconstruction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.patterns import regex
from qa.text.headline import headline
from qa.text.join import ENOUGH, evidence
from qa.text.lines import Layout
from qa.text.marks import HEADING_MARK
from qa.text.pieces import CAPTION, Piece
from qa.text.sheet import Sheet
from qa.text.typography import letters
from qa.types import Kind, Reason

TITLED = 2.0
"""Evidence for a heading from standing first in the file."""
LONE = 60
"""Characters up to which one sentence far below a paragraph is a photo's caption."""
AHEAD = 10
"""Pieces that may stand between the halves of a sentence: a page carries a handful of photos."""
_PHRASES = regex(r"[\u4e00-\u9fff]{3,}[ \u3000][\u4e00-\u9fff]{4,}$")
"""Two phrases with a space between them, and no mark: how newspapers write headings, and not what a layout does to a line."""
_PICTURED = ("图", "一景", "一角", "一瞥", "现场", "合影", "外景", "全景", "夜景", "掠影", "近影", "剧照", "截图")


class Arranger:
    """Gives every piece its kind and joins what belongs together; `chains` are the joined pieces in order of their first."""

    def __init__(self, sheet: Sheet, layout: Layout, pieces: Sequence[Piece]) -> None:
        self.sheet = sheet
        self.layout = layout
        self.pieces = pieces
        starts = [piece.lines[0].indented for piece in pieces]
        rest = [line.indented for piece in pieces for line in piece.lines[1:]]
        self.indented = sum(starts) * 2 > len(starts) and sum(rest) * 4 <= len(rest)
        self.chains: list[list[Piece]] = []
        self._at: dict[int, list[Piece]] = {}

    def run(self) -> list[list[Piece]]:
        """Decide piece by piece, from the top."""
        self._mark_captions()
        pending: list[Piece] | None = None
        for i, piece in enumerate(self.pieces):
            if i in self._at:
                pending = self._at[i]
            elif piece.kind is Kind.CAPTION:
                self.chains.append([piece])
                continue
            elif pending is not None and self._continue(pending, i):
                if i not in self._at:
                    self.chains.append([piece])  # it turned out to be a caption between two halves
                    continue
            else:
                piece.kind = self._kind(i)
                self.chains.append([piece])
                pending = self.chains[-1] if piece.kind is Kind.BODY else None if piece.kind is Kind.HEADING else pending
            if pending is not None and not pending[-1].open and not pending[-1].jumps:
                pending = None
        return self.chains

    def _mark_captions(self) -> None:
        following = False
        for piece in self.pieces:
            single = len(piece.lines) == 1 and piece.sentences == 1 and not piece.open and len(piece.text) <= CAPTION
            if self.sheet.before(piece.lines[0].start) is Reason.BYLINE:
                following = False
            unwrapped = not self.layout.width or self.layout.wide(piece.lines[0])
            if piece.marked_caption() or (following and single and unwrapped):
                piece.kind = Kind.CAPTION
                following = piece.led or following
            else:
                following = False

    def _continue(self, chain: list[Piece], i: int) -> bool:
        """Whether piece i goes on where the chain stops, or stands between its halves; notes the join or the kind."""
        last, piece = chain[-1], self.pieces[i]
        own = evidence(last, piece, self.layout, self.indented)
        aside = self._aside(i)
        if not aside:
            return self._join(chain, i) if own >= ENOUGH else False
        if self._echoes(i) or HEADING_MARK.match(piece.first):
            return False
        j = self._next_text(i)
        if j is not None:
            beyond = evidence(last, self.pieces[j], self.layout, self.indented)
            if beyond >= ENOUGH and (beyond + 1.0 >= own or piece.gap >= self.layout.far):
                for between in self.pieces[i:j]:
                    between.kind = Kind.CAPTION
                self._join(chain, j)
                return True
        return self._join(chain, i) if own >= ENOUGH + 1.0 else False

    def _join(self, chain: list[Piece], i: int) -> bool:
        self.pieces[i].kind = Kind.BODY
        chain.append(self.pieces[i])
        self._at[i] = chain
        return True

    def _aside(self, i: int) -> bool:
        """Whether piece i looks like something beside the text: a label, or one sentence by itself where a photo stands."""
        piece = self.pieces[i]
        if piece.jumped:
            return False
        return (piece.label and not self._line_of_body(i)) or self._lone_sentence(i)

    def _next_text(self, i: int) -> int | None:
        """The next piece that is running text; None where a marked heading comes first."""
        for j in range(i + 1, min(i + 1 + AHEAD, len(self.pieces))):
            piece = self.pieces[j]
            if piece.kind is Kind.CAPTION or self._lone_sentence(j):
                continue
            if piece.label:
                if HEADING_MARK.match(piece.first) or self._echoes(j):
                    return None
                continue
            return j
        return None

    def _lone_sentence(self, i: int) -> bool:
        """One short line, or a few where lines are wrapped, of one sentence, far below the text."""
        piece = self.pieces[i]
        one = (
            (len(piece.lines) == 1 or bool(self.layout.width))
            and piece.sentences <= 1
            and len(piece.text) <= CAPTION
            and not HEADING_MARK.match(piece.first)
        )
        return one and piece.gap >= self.layout.far and (not piece.open or piece.label)

    def _line_of_body(self, i: int) -> bool:
        """Whether a lone label is a full line of a wrapped paragraph."""
        piece = self.pieces[i]
        if not self.layout.width or self._echoes(i) or HEADING_MARK.match(piece.first) or _PHRASES.match(piece.first):
            return False
        if not self.layout.full(piece.lines[-1]):
            return not self.layout.short(piece.lines[-1]) and i > 0 and _uneven(piece.text)  # a paragraph's first line is indented
        after = self.sheet.after(piece.lines[-1].end)
        if after is Reason.BYLINE:
            return False
        below = self.pieces[i + 1] if i + 1 < len(self.pieces) else None
        if after in (Reason.JUMP, Reason.REPEATED_HEADLINE) or (below is not None and below.marked_caption()) or len(piece.lines) > 1:
            return True  # a heading stands on one line and is followed by its text
        above = self.pieces[i - 1] if i else None
        return above is not None and (above.kind is not Kind.HEADING or any(mark in piece.text for mark in "，、："))

    def _echoes(self, i: int) -> bool:
        """Whether what follows begins with the label's own words: a headline taken from its text."""
        if i + 1 >= len(self.pieces) or not self.pieces[i].label:
            return False
        words = letters(self.pieces[i].text)
        return len(words) >= 4 and letters(self.pieces[i + 1].text[: len(words) * 2 + 8]).startswith(words)

    def _kind(self, i: int) -> Kind:
        """What a piece that continues nothing is."""
        piece = self.pieces[i]
        if piece.first.startswith("#") and HEADING_MARK.match(piece.first) and len(piece.lines) == 1:
            return Kind.HEADING
        if self._lone_sentence(i) and (self._photo_label(i) if piece.label else self._photo_sentence(i)):
            return Kind.CAPTION
        if not piece.label or self._line_of_body(i):
            return Kind.BODY
        if i and i + 1 == len(self.pieces):
            return Kind.BODY
        return Kind.HEADING if self._heads(i) else Kind.BODY

    def _heads(self, i: int) -> bool:
        """Whether a label that continues nothing is a heading and not the first line of a sentence that goes on below."""
        piece, j = self.pieces[i], self._next_text(i)
        if HEADING_MARK.match(piece.first) or self._echoes(i) or self.sheet.after(piece.lines[-1].end) is Reason.BYLINE:
            return True
        parted = j is not None and j > i + 1 and all(between.gap >= self.layout.far for between in self.pieces[i + 1 : j])
        score = headline(piece, None if j is None else self.pieces[j], self.layout, parted)
        if i == 0:
            score += TITLED
        elif self.pieces[i - 1].kind is Kind.HEADING:
            second = i > 1 and self.pieces[i - 2].kind is Kind.HEADING
            score += -1.5 if second else 1.0  # a heading of two lines is common, of three rare
        return score >= 0.0

    def _photo_sentence(self, i: int) -> bool:
        """Whether one sentence far below the text is a photo's caption and not a short paragraph."""
        above = self.pieces[i - 1].kind if i else None
        below = self.pieces[i + 1] if i + 1 < len(self.pieces) else None
        if below is None or below.gap >= self.layout.far or below.kind is Kind.CAPTION:
            return True
        return above in (Kind.BODY, Kind.CAPTION) and (below.label or len(self.pieces[i].text) <= LONE)

    def _photo_label(self, i: int) -> bool:
        """Whether a label far below the text is a photo's caption and not a heading: no text of its own follows."""
        piece = self.pieces[i]
        below = self.pieces[i + 1] if i + 1 < len(self.pieces) else None
        if below is None or below.kind is Kind.CAPTION or self._lone_sentence(i + 1):
            return True
        if not below.label or below.gap >= self.layout.far:
            return False
        phrases = any(space in below.first.strip() for space in " \u3000")
        return piece.text.endswith(_PICTURED) or phrases or HEADING_MARK.match(below.first) is not None


def _uneven(text: str) -> bool:
    """Whether a comma parts the text into unlike halves: the halves of a headline match."""
    halves = re.split("[，,：]", text)
    return len(halves) > 1 and (len(halves) > 2 or abs(len(halves[0]) - len(halves[1])) > 1)
