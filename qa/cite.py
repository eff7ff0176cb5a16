"""Spans of a quote, and the check that the bytes of the original file (of the text taken out of it, where they are not its text; both
are `raw` here) say what the quote says.

The law: `"".join(raw[s:e].decode(encoding) for s, e in spans) == quote`, spans in file order and apart. Nothing is squeezed,
folded or normalised before comparing: a quote is the file's characters or it is no quote.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from qa.reading import char_offsets
from qa.types import PAGE_END, Citation, Document, Format, Paragraph, Span


class UnverifiedError(ValueError):
    """A quote that the bytes do not hold. Never shown to anyone as a quote: the caller drops it."""


def slice_spans(raw: bytes, encoding: str, spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """The bytes of characters `[start, end)` of the text that `spans` hold, as spans in file order.

    ValueError where the slice is empty or does not lie within that text.
    """
    if not 0 <= start < end:
        raise ValueError(f"no characters in [{start}, {end})")
    found: list[Span] = []
    before = 0
    for low, high in spans:
        offsets = char_offsets(raw, encoding, low, high)[1]
        count = len(offsets) - 1
        first, last = max(start - before, 0), min(end - before, count)
        if first < last:
            found.append((offsets[first], offsets[last]))
        before += count
        if before >= end:
            return tuple(found)
    raise ValueError(f"[{start}, {end}) ends after character {before}, the last of the text")


def verify(raw: bytes, encoding: str, quote: str, spans: Sequence[Span], sha256: str | None = None) -> bool:
    """Whether `spans` of `raw` decode to exactly `quote`, and, where `sha256` is given, whether `raw` is that file."""
    if sha256 is not None and hashlib.sha256(raw).hexdigest() != sha256:
        return False
    if not quote or not _in_order(spans, len(raw)):
        return False
    try:
        return "".join(raw[low:high].decode(encoding) for low, high in spans) == quote
    except UnicodeDecodeError:  # a span cuts a character in two
        return False


def line_range(raw: bytes, encoding: str, spans: Sequence[Span]) -> tuple[int, int]:
    """First and last line of the spans, counted from 1; LF, CRLF and CR each end a line."""
    first = char_offsets(raw, encoding, *spans[0])
    last = char_offsets(raw, encoding, *spans[-1])
    return _line(raw, encoding, first[1][0], first[0][0]), _line(raw, encoding, last[1][-2], last[0][-1])


def cite(n: int, document: Document, paragraph: Paragraph, start: int, end: int, raw: bytes) -> Citation:
    """Citation `n` of `paragraph.text[start:end]`, checked against `raw`. UnverifiedError where the bytes say otherwise."""
    quote = paragraph.text[start:end]
    try:
        spans = slice_spans(raw, document.encoding, paragraph.spans, start, end)
    except ValueError as error:  # a decode error is one too
        raise UnverifiedError(f"{paragraph.id}[{start}:{end}] is not in the file") from error
    if not verify(raw, document.encoding, quote, spans, document.text_sha256):
        raise UnverifiedError(f"{paragraph.id}[{start}:{end}] is not what the file says")
    lines, page = line_range(raw, document.encoding, spans), page_of(raw, document, spans)
    return Citation(n, document, paragraph, start, end, quote, spans, lines, verified=True, page=page)


def page_of(raw: bytes, document: Document, spans: Sequence[Span]) -> int | None:
    """The page on which the spans begin, counted from 1; None of a document without pages."""
    return raw.count(PAGE_END.encode(), 0, spans[0][0]) + 1 if document.format is Format.PDF else None


def locate(raw: bytes, document: Document, paragraphs: Sequence[Paragraph], start: int, end: int) -> tuple[Paragraph, int, int]:
    """The paragraph that holds byte `start`, and which of its characters stand in bytes `[start, end)` of the file.

    The inverse of a citation's spans, for links that name bytes: what lies between two spans of a quote (a line break, a
    caption) is not part of it. UnverifiedError where no paragraph starts a character at `start` or ends one at `end`.
    """
    for paragraph in paragraphs:
        if not any(low <= start < high for low, high in paragraph.spans):
            continue
        starts: list[int] = []
        ends: list[int] = []
        for low, high in paragraph.spans:
            offsets = char_offsets(raw, document.encoding, low, high)[1]
            starts += offsets[:-1]
            ends += offsets[1:]
        if start in starts and end in ends and start < end:
            return paragraph, starts.index(start), ends.index(end) + 1
    raise UnverifiedError(f"bytes [{start}, {end}) of {document.name} are no characters of one paragraph")


def file_of(document: Document, folders: Iterable[Path]) -> tuple[Path, bool] | None:
    """The document's file in one of the folders, and whether it still holds the document's bytes; None where none has it.

    A file with the same bytes comes before one that only has the name.
    """
    changed = None
    for folder in folders:
        path = folder / document.name
        try:
            if not path.is_file():
                continue
            if path.stat().st_size == document.size and hashlib.sha256(path.read_bytes()).hexdigest() == document.sha256:
                return path, True
        except OSError:  # not ours to read: then it is not known
            continue
        changed = changed or path
    return None if changed is None else (changed, False)


def nearby() -> list[Path]:
    """The current folder and those in it, by name; the current one alone where it may not be listed."""
    below = next(os.walk("."), ("", [], []))[1]
    return [Path(), *map(Path, sorted(below))]


def _in_order(spans: Sequence[Span], size: int) -> bool:
    """Whether the spans are there, not empty, inside the file, in its order and apart."""
    edge = 0
    for low, high in spans:
        if not edge <= low < high <= size:
            return False
        edge = high
    return bool(spans)


def _line(raw: bytes, encoding: str, at: int, character: str) -> int:
    """The line of the `character` that starts at byte `at`. Decoded first: in UTF-16 a byte 0x0A may be half a character."""
    before = raw[:at].decode(encoding)
    breaks = before.count("\n") + before.count("\r") - before.count("\r\n")
    inside_crlf = before.endswith("\r") and character == "\n"
    return breaks + 1 - inside_crlf
