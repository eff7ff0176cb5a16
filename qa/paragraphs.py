"""Clean text -> paragraphs: whole sentences, 200 to 400 characters where the text allows, never over 500. Pure.

The constants were set on the layouts of docs/log.md, reconstruction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from qa.clean import Block, CleanText, Decoded
from qa.text import clauses, is_complete, sentences
from qa.types import Dropped, Kind, Paragraph, Span

LONGEST = 500
"""Characters of a paragraph at most; retrieval counts no longer passage."""
AHEAD = 4 * LONGEST
"""Characters in which the clauses of a sentence that is too long are looked for: brackets hardly ever close further on, and a text
of a million characters without a mark takes no longer than it must."""
SHORTEST, LONG = 200, 400
"""Characters a body paragraph should have."""
INSIDE = 60
"""Cost, in characters off the target, of ending a paragraph inside a printed one."""
ACROSS = 25
"""Cost of running on across the end of a printed paragraph."""

Sentence = tuple[str, tuple[int, ...], bool]
"""Text, its characters' indices in the decoded text, and whether a printed paragraph ends with it."""


def paragraphs(document_id: str, clean: CleanText, decoded: Decoded) -> tuple[tuple[Paragraph, ...], tuple[Dropped, ...]]:
    """The paragraphs of a document in the file's order, and what was dropped; every span is a run of bytes that decodes to the text."""
    cut: list[tuple[Kind, tuple[str, ...], str, tuple[int, ...]]] = []
    for (kind, section), run in groupby(clean.blocks, key=lambda block: (block.kind, block.section)):
        if kind is Kind.BODY:
            cut += [(kind, section, text, chars) for text, chars in _pack(list(run))]
        else:
            cut += [(kind, section, text, chars) for block in run for text, chars, _ in _fit(block.text, tuple(block.chars))]
    cut.sort(key=lambda entry: entry[3][0])
    found = tuple(
        Paragraph(document_id, ordinal, kind, section, text, spans(chars, decoded.offsets))
        for ordinal, (kind, section, text, chars) in enumerate(cut)
    )
    dropped = tuple(Dropped(left.reason, left.text, spans(left.chars, decoded.offsets)) for left in clean.left)
    return found, dropped


def spans(chars: Sequence[int], offsets: Sequence[int]) -> tuple[Span, ...]:
    """Runs of contiguous bytes of the characters at `chars`, in file order."""
    found: list[Span] = []
    for at in chars:
        start, end = offsets[at], offsets[at + 1]
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


def _pack(blocks: Sequence[Block]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Cut neighbouring body blocks of one section into paragraphs: the cuts of least cost by dynamic programming."""
    units = [unit for block in blocks for unit in _sentences(block)]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(units) + 1):
        length, cost, choice = 0, 0.0, (float("inf"), end - 1)
        for start in range(end - 1, -1, -1):
            text, _, closes = units[start]
            length += len(text)
            if start < end - 1 and (length > LONGEST or (closes and not is_complete(text) and not text.endswith(("：", ":")))):
                break  # too long, or a text that breaks off would run into the next one
            cost += ACROSS if start < end - 1 and closes else 0
            total = best[start][0] + cost + _off(length) + (0 if units[end - 1][2] else INSIDE)
            if total < choice[0]:
                choice = (total, start)
        best.append(choice)
    ends = [len(units)]
    while ends[-1]:
        ends.append(best[ends[-1]][1])
    ends.reverse()
    for start, end in pairwise(ends):
        part = units[start:end]
        yield "".join(text for text, _, _ in part), tuple(i for _, chars, _ in part for i in chars)


def _off(length: int) -> float:
    """How far a length is off the target, and a little for each paragraph so that fewer are better."""
    return max(0, SHORTEST - length) + 2.0 * max(0, length - LONG)


def _sentences(block: Block) -> Iterator[Sentence]:
    pieces = sentences(block.text)
    for k, (start, end) in enumerate(pieces):
        yield from _fit(block.text[start:end], tuple(block.chars[start:end]), closes=k + 1 == len(pieces))


def _fit(text: str, chars: tuple[int, ...], closes: bool = True) -> Iterator[Sentence]:
    """The text whole, or cut after a clause, else anywhere, where it is longer than a paragraph may be."""
    while len(text) > LONGEST:
        at = max((end for _, end in clauses(text[:AHEAD]) if end <= LONGEST), default=LONGEST)
        yield text[:at], chars[:at], False
        text, chars = text[at:], chars[at:]
    yield text, chars, closes
