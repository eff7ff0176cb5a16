"""Pieces with their kinds -> blocks with sections, in the file's order."""

from __future__ import annotations

from collections.abc import Sequence

from qa.clean import Block
from qa.text.headings import Path, words
from qa.text.marks import DECORATION
from qa.text.pieces import WHOLE_PAGE, Piece
from qa.text.sheet import Sheet
from qa.text.spaces import settle
from qa.types import Kind, Reason


def undecorate(chain: Sequence[Piece], sheet: Sheet) -> None:
    """Leave the marks around a heading out."""
    for piece in chain:
        for line in piece.lines:
            kept = [match.span() for match in DECORATION.finditer(line.text) if match.group().strip()]
            if any(end - start == len(line.text) for start, end in kept):
                continue
            for start, end in kept:
                sheet.cut(line.start + start, line.start + end, Reason.FURNITURE)
        piece.chars = sheet.kept(piece.lines[0].start, piece.lines[-1].end)


def assemble(chains: Sequence[Sequence[Piece]], sheet: Sheet, title: int | None) -> list[Block]:
    """The blocks; chain number `title` is the document's title and no section."""
    path = Path()
    blocks: list[Block] = []
    above: Kind | None = None
    last_body = max((i for i, chain in enumerate(chains) if chain[0].kind is not Kind.CAPTION), default=-1)
    for i, chain in enumerate(chains):
        kind = chain[0].kind or Kind.BODY
        if above is not None and _resets(chain[0], above, sheet):
            path.reset()
        name = ""
        if kind is Kind.HEADING:
            name = " ".join(words(" ".join(line.text for line in piece.lines)) for piece in chain)
            undecorate(chain, sheet)
        chars = [i for piece in chain for i in piece.chars]
        if not chars:
            continue
        text, kept = settle(sheet.text, chars, phrases=kind is not Kind.BODY, lines=kind is Kind.HEADING)
        if kind is Kind.HEADING and i != title:
            path.leave(chain[0].first)
        section = () if i == title or (kind is Kind.CAPTION and i > last_body) else path.names
        blocks.append(Block(kind, section, text, kept))
        if kind is Kind.HEADING and i != title:
            path.enter(chain[0].first, name)
        above = kind
    return sorted(blocks, key=lambda block: block.chars[0])


def _resets(piece: Piece, above: Kind, sheet: Sheet) -> bool:
    """Whether another text begins here: a byline below a text, or the credit for all pictures of the page."""
    start = piece.lines[0].start
    before = sheet.before(start)
    if before is Reason.BYLINE:
        return above is not Kind.HEADING
    if before is not Reason.CREDIT or above is not Kind.BODY:
        return False
    credit = "".join(sheet.text[i] for i in range(max(0, start - 60), start) if sheet.owner[i] is Reason.CREDIT)
    return piece.led or any(word in credit for word in WHOLE_PAGE)
