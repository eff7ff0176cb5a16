"""The JSON that programs are given, typed and described field by field: what `qa.render.data` makes, and no more.

The descriptions stand in the types (`Annotated`), and `docs/api.md` is made from them.
"""

from __future__ import annotations

from typing import Annotated, TypedDict


class Document(TypedDict):
    """A document without its text."""

    id: Annotated[str, "the first 16 hexadecimal digits of `sha256`"]
    name: Annotated[str, "path relative to the folder that was added; no two documents of a library share one"]
    sha256: Annotated[str, "digest of the file's bytes"]
    encoding: Annotated[str, "the codec that decodes any slice between two spans"]
    size: Annotated[int, "bytes of the file"]
    format: Annotated[str, "text, html, docx, pdf or epub"]
    extracted: Annotated[str | None, "digest of the text taken out of the file, which spans are into; null where its bytes are its text"]
    title: Annotated[str | None, "null where it is not known"]
    publisher: Annotated[str | None, "null where it is not known"]
    author: Annotated[str | None, "null where it is not known"]
    date: Annotated[str | None, "ISO 8601, to the day, the month or the year; null where it is not known"]
    date_note: Annotated[str | None, "from what the date was inferred"]
    places: Annotated[list[str], "what it is about, by a librarian's word"]
    page: Annotated[str | None, "the newspaper's page (版次)"]
    number: Annotated[str | None, "an office's number for the document (文号)"]
    dateline: Annotated[str | None, "the words with which a report says where and when it was sent"]
    origins: Annotated[dict[str, str], "for each field that is set: given, file, printed, inferred or edited"]


class Carrier(TypedDict):
    """A reprint."""

    id: Annotated[str, "the document's"]
    name: Annotated[str, "the document's"]
    title: Annotated[str | None, "null where it is not known"]
    publisher: Annotated[str | None, "null where it is not known"]
    date: Annotated[str | None, "null where it is not known"]


class Citation(TypedDict):
    """A quote and where it stands; its bytes were compared with the file's when this was made."""

    n: Annotated[int, "number within the answer; 0 for a citation asked for by its bytes"]
    document: Document
    section: Annotated[list[str], "the headings above it, the outermost first"]
    kind: Annotated[str, "body, heading or caption"]
    quote: Annotated[str, "verbatim"]
    spans: Annotated[
        list[list[int]],
        "`[start, end)` in bytes of the file, or of the text taken out of it, in its order; decoded and joined they are the quote",
    ]
    lines: Annotated[list[int], "first and last line in the file, or in the text taken out of it, from 1"]
    page: Annotated[int | None, "the page it begins on, from 1; null of a file without pages"]
    verified: Annotated[bool, "whether the bytes say what the quote says"]
    also_in: Annotated[list[Carrier], "reprints of the document that hold the same words; each was compared with its own bytes too"]


class PlaceName(TypedDict):
    """A place."""

    code: Annotated[str, "GB/T 2260"]
    name: Annotated[str, "whole name, from the province down"]
    local: Annotated[str | None, "own name of what is smaller than a division"]


class Note(TypedDict):
    """What relative words of a statement mean; beside these fields it has `place` (a place) or `period` (first and last day)."""

    start: Annotated[int, "first character of the words in the statement"]
    end: Annotated[int, "the character behind them"]
    text: Annotated[str, "the words"]


class Statement(TypedDict):
    """A verbatim sentence, or an unbroken run of its clauses."""

    text: Annotated[str, "verbatim"]
    citations: Annotated[list[int], "the numbers `n` of the citations that hold it"]
    notes: list[Note]
    part: Annotated[PlaceName | None, "which part of the place asked for it is about"]


class Passage(TypedDict):
    """A retrieved paragraph."""

    rank: Annotated[int, "from 1"]
    score: Annotated[float, "the ranker's; higher is better; comparable within one question"]
    scores: Annotated[
        dict[str, float],
        "its parts: `words` and `bigrams` (BM25 over the best of this question, 0 to 1), `cosine` (of the vectors: deviations from "
        "sentences that have nothing to do with the question, over ten, at most 1)",
    ]
    document: Document
    ordinal: Annotated[int, "place of the paragraph in the document, from 0"]
    section: Annotated[list[str], "the headings above it, the outermost first"]
    kind: Annotated[str, "body, heading or caption"]
    text: Annotated[str, "verbatim"]
    spans: Annotated[list[list[int]], "`[start, end)` in bytes of the file"]


class Correction(TypedDict):
    """A name that the question spells wrongly."""

    written: Annotated[str, "as it stands in the question"]
    meant: Annotated[str, "what it was taken for"]


class Answer(TypedDict):
    """Statements with their citations, or a refusal; never both."""

    id: Annotated[str | int | None, "the asker's; null here"]
    question: Annotated[str, "as it was asked"]
    rewritten: Annotated[str | None, "completed from the questions before it, null where nothing was missing"]
    answerable: Annotated[bool, "false: a refusal"]
    reason: Annotated[str | None, "why it is a refusal, in the language of `Accept-Language`"]
    reason_code: Annotated[str | None, "the same as one of a closed list of words"]
    missing: Annotated[list[str], "words of the question that nothing covers"]
    nearest: Annotated[int | None, "number of the citation that comes nearest to a refused question; it is no answer"]
    corrected: Correction | None
    uncovered: Annotated[list[str], "things compared that nothing covers"]
    statements: Annotated[list[Statement], "the first answers most directly; empty in a refusal"]
    citations: list[Citation]
    passages: Annotated[list[Passage], "the best found, whether quoted or not"]
    timings_ms: Annotated[dict[str, float], "milliseconds by step: encode, retrieve, rank, answer, total"]


SHAPES: tuple[type, ...] = (Answer, Statement, Note, PlaceName, Correction, Citation, Carrier, Passage, Document)
"""All of them, in the order in which a reader meets them."""
