"""The steps of reconstruction, in their order."""

from __future__ import annotations

from qa.clean import CleanText
from qa.text.arrange import Arranger
from qa.text.assemble import assemble
from qa.text.bylines import cut_bylines
from qa.text.credits import cut_credits
from qa.text.front import find_title, front_matter
from qa.text.furniture import cut_furniture, cut_repeated
from qa.text.headings import merge
from qa.text.jumps import cut_jumps
from qa.text.lines import measure
from qa.text.pieces import gather
from qa.text.sheet import Sheet


def take(text: str) -> CleanText:
    """`qa.text.reconstruct`."""
    sheet = Sheet(text)
    cut_jumps(sheet)
    layout = measure(sheet.lines())
    doubled = cut_repeated(sheet, layout)
    furniture = cut_furniture(sheet, layout)
    cut_credits(sheet, layout)
    authors = cut_bylines(sheet, layout)
    chains = merge(Arranger(sheet, layout, gather(sheet, layout)).run(), sheet, layout.far)
    title = find_title(chains, sheet, doubled)
    blocks = assemble(chains, sheet, title)
    front = front_matter(chains, title, doubled, authors, furniture, blocks, text)
    return CleanText(tuple(blocks), tuple(sheet.left()), front)
