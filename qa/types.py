"""Every noun of the program, frozen. Reading this file explains the rest.

A file's bytes are decoded (`Decoded`), after its text was taken out (`Extract`) where that is not its bytes, cleaned into `Block`s
and `Dropped` runs, cut into `Paragraph`s, and kept in a library as a `Document`. A question finds `Passage`s; its `Answer` is made
of `Statement`s, each held by `Citation`s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qa.annotations import Note, Period, Place

Span = tuple[int, int]
"""`[start, end)` in bytes of the original file, or of its extracted text where the file's bytes are not its text."""

PAGE_END = "\f"
"""What stands in an extracted text behind each page but the last, and nowhere else."""


class Format(StrEnum):
    """What a file is. Only of `TEXT` are the bytes the text."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    EPUB = "epub"


class Kind(StrEnum):
    """What a paragraph is. Only a body paragraph's sentences are quoted before a heading's or a caption's."""

    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"


class Reason(StrEnum):
    """Why reconstruction left characters out."""

    FURNITURE = "furniture"
    BYLINE = "byline"
    CREDIT = "credit"
    JUMP = "jump"
    REPEATED_HEADLINE = "repeated headline"


class Origin(StrEnum):
    """Where a piece of a document's front matter comes from."""

    GIVEN = "given"  # a librarian's metadata.toml
    FILE = "file"  # said by the file beside its text: the head of an HTML page, the package of an EPUB
    PRINTED = "printed"  # stands in the text
    INFERRED = "inferred"  # concluded from the text; may be wrong, and is shown as such
    EDITED = "edited"  # set right by a reader, with `youju meta`


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a librarian would write of a document; None where nothing is known. `date` is ISO 8601 (`2017-12-28`, `2024-11`, `2022`).

    `origins` names for each field that is set where it comes from; `date_note` says from what a date was inferred. `page` is the
    newspaper's (A03), `number` an office's for its document (赣府发〔2023〕5号), `dateline` where and on what day a report was sent
    (本报赣州3月5日讯).
    """

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    date_note: str | None = None
    places: tuple[str, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    page: str | None = None
    number: str | None = None
    dateline: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One source file. `id` is the first 16 hexadecimal digits of `sha256`, the digest of its bytes.

    `extracted` is the digest of the text that was taken out of it, None where its bytes are its text; `encoding` is the codec
    that decodes any slice at its spans: of the file, or UTF-8 of the extracted text.
    """

    id: str
    name: str
    sha256: str
    encoding: str
    size: int
    front: FrontMatter
    format: Format = Format.TEXT
    extracted: str | None = None

    @property
    def text_sha256(self) -> str:
        """The digest of the bytes that spans are into."""
        return self.extracted or self.sha256

    @property
    def title(self) -> str:
        """The title, or the name where there is none."""
        return self.front.title or self.name


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The unit that is indexed and retrieved: at most 500 characters, whole sentences where it is a body paragraph.

    `"".join(raw[s:e].decode(encoding) for s, e in spans) == text`; spans are in file order and do not overlap.
    """

    document_id: str
    ordinal: int
    kind: Kind
    section: tuple[str, ...]
    text: str
    spans: tuple[Span, ...]

    @property
    def id(self) -> str:
        """Stable name of the place: `document:ordinal`."""
        return f"{self.document_id}:{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Dropped:
    """Characters left out of every paragraph, with their bytes."""

    reason: Reason
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved paragraph. `rank` counts from 1; a higher `score` is better (with a reranker it is that of the place, which the
    reranker gave); `scores` holds what each leg says by name: `words` and `bigrams` are BM25 scores over the question's best (0 to 1),
    `cosine` is on the scale of `qa.rank.scale` (at most 1)."""

    rank: int
    score: float
    document: Document
    paragraph: Paragraph
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands. `start` and `end` cut the quote out of the paragraph's text; `lines` count from 1, of the file or
    of its extracted text; `page`, from 1, is where the quote begins in a file that has pages. `also_in` are reprints of the document
    that hold the same words, the earliest first."""

    n: int
    document: Document
    paragraph: Paragraph
    start: int
    end: int
    quote: str
    spans: tuple[Span, ...]
    lines: tuple[int, int]
    verified: bool
    page: int | None = None
    also_in: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A verbatim run of a sentence, with the numbers of the citations that hold it. `part` is the place it is about where that is a
    part of the one asked for (虎丘区 for 苏州), else None; `marks` are the slices of `text` that answer (the figure, the date)."""

    text: str
    citations: tuple[int, ...]
    notes: tuple[Note, ...] = ()
    part: Place | None = None
    marks: tuple[tuple[int, int], ...] = ()


class RefusalCode(StrEnum):
    """Why there is no answer."""

    EMPTY_QUESTION = "empty_question"
    EMPTY_LIBRARY = "empty_library"
    NOTHING_FOUND = "nothing_found"  # no passage has anything to do with the question
    NOT_COVERED = "not_covered"  # passages come near, but nothing covers `missing`
    OTHER_PLACE = "other_place"  # the nearest evidence is about another place than `missing`
    OTHER_TIME = "other_time"  # the nearest evidence is of another time than `missing`
    NOT_STATED = "not_stated"  # no sentence states the number or the post that is asked for
    UNSURE = "unsure"  # passages come near and name everything, but no sentence answers


@dataclass(frozen=True, slots=True)
class Refusal:
    """No answer, and why; `missing` are the words of the question that nothing covers.

    `nearest` is the number of the citation that comes nearest without being an answer, and `place` or `period` what it is of instead.
    """

    code: RefusalCode
    missing: tuple[str, ...] = ()
    nearest: int | None = None
    place: Place | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Statements with citations, or a refusal; never both, and never a citation outside its passages. `uncovered` are the things
    compared that nothing covers; `corrected` a name that the question spells wrongly, and the one it was taken for."""

    question: str
    rewritten: str | None
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...]
    refusal: Refusal | None
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    uncovered: tuple[str, ...] = ()
    corrected: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        if (self.refusal is None) != bool(self.statements):
            raise ValueError("an answer has statements or a refusal, and not both")
        held = {passage.paragraph.id for passage in self.passages}
        for citation in self.citations:
            if citation.paragraph.id not in held:
                raise ValueError(f"citation {citation.n} is not among the answer's passages")
            if not citation.verified:
                raise ValueError(f"citation {citation.n} was not verified")
        numbers = {citation.n for citation in self.citations}
        for statement in self.statements:
            if not statement.citations or not numbers.issuperset(statement.citations):
                raise ValueError("a statement names a citation that the answer does not hold")

    @property
    def answerable(self) -> bool:
        """Whether the library holds an answer."""
        return self.refusal is None
