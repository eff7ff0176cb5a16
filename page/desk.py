"""What the page asks of the library. No Gradio here: questions and references in, answers and HTML out, everything checked.

Whatever arrives may have been sent by anyone: a reference is parsed, looked up and its quote verified again, each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from page.front import Wanted as Front
from page.table import Wanted, csv_url
from qa import cite, render
from qa.engine import AddReport, Library, Progress
from qa.errors import NotFoundError
from qa.facts import Comparison
from qa.messages import Locale
from qa.render.cards import Turn, comparison_cards_html, comparison_html, filled, reference
from qa.render.spread import is_spread, spread_html
from qa.render.under import copied_text, under_html
from qa.types import Answer, Citation, Document, Kind, Paragraph, Passage

if TYPE_CHECKING:
    from qa.engine import Within

LONGEST_QUESTION = 1000
"""Characters; a question is a sentence or two, and anything longer is an article by mistake."""
HISTORY = 8
"""Questions of the conversation that go along with a new one."""
TRIES = 4
"""Headings of a document tried as examples; the page's start waits for them."""
_REFERENCE = re.compile(r"cite-(\d{1,4}|table|search)-(\d{1,4})-([0-9a-f]{16})-(\d{1,12})-(\d{1,12})", re.ASCII)
DOING = re.compile(
    "(?:推动|推进|促进|加强|加快|提升|提高|完善|优化|深化|构建|建设|打造|培育|发展|壮大|激活|实现|创新)[\u4e00-\u9fff“”]{4,14}"
)
"""A heading, or one line of it, that says what is done, and so makes a question behind 如何."""
_CARDS = re.compile(r"cards-(\d{1,4}|table)", re.ASCII)
_AS_WRITTEN = re.compile(r"asis-(\d{1,4})", re.ASCII)


class BadReferenceError(ValueError):
    """A reference that names no words of the library."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a document, found again and verified just now: what a link to the source shows. `ref` is the reference that named them,
    `refs` are those of all citations of the same answer or table that hold, in their order; empty where bytes alone were named."""

    document: Document
    marks: tuple[render.Mark, ...]
    first: int
    last: int
    citation: Citation
    ref: str = ""
    refs: tuple[str, ...] = ()


class Desk:
    """One library, asked by many visitors."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @property
    def library(self) -> Library:
        """The library itself: programs ask it without a conversation."""
        return self._library

    def documents(self) -> tuple[Document, ...]:
        """Every document, by name."""
        return self._library.documents()

    def arrivals(self) -> Mapping[str, datetime]:
        """When each document came, by its id, as far as that is known."""
        return self._library.arrivals()

    def counts(self) -> Mapping[str, int]:
        """How many paragraphs each document has, by its id; a document without any is not in it."""
        return self._library.counts()

    def paragraphs(self, document_id: str) -> tuple[Paragraph, ...]:
        """A document's, in the file's order. NotFoundError."""
        return self._library.paragraphs(document_id)

    def within(self, place: str | None, since: str | None, until: str | None) -> Within:
        """The part of the library that is about a place or from a time. UsageError where a word names none."""
        return self._library.within(place, since, until)

    def add(self, paths: Sequence[Path], progress: Progress) -> AddReport:
        """Add files, as `Library.add` does."""
        return self._library.add(paths, progress=progress)

    def remove(self, ids: Sequence[str]) -> tuple[Document, ...]:
        """Remove documents from every index. NotFoundError: then none was removed."""
        return self._library.remove(ids)

    def amend(self, front: Front) -> Document:
        """Set a document's front matter right. NotFoundError, UsageError (no such field, no such date), LibraryLockedError."""
        return self._library.amend(front.document, front.fields, front.clear)

    def ask(self, question: str, history: Sequence[str], within: Within | None = None) -> Answer:
        """One answer, from the whole library or a part; only the last questions of the conversation go along."""
        return self._library.ask(question, tuple(history)[-HISTORY:], within)

    def search(self, question: str, count: int, within: Within | None = None) -> tuple[Passage, ...]:
        """The best passages, from the whole library or a part, as `Library.search`."""
        return self._library.search(question, count, within)

    def compare(self, table: Wanted) -> Comparison:
        """The figures of the places in the years. UsageError where one is no place."""
        return self._library.compare(table.places, table.years, table.indicator)

    def held(self, shown: Answer | Comparison) -> frozenset[int]:
        """The numbers of the citations whose quotes the library's bytes hold at this moment."""
        return frozenset(citation.n for citation in _citations(shown) if self._holds(citation))

    def changed(self, shown: Answer | Comparison) -> frozenset[str]:
        """Ids of the documents shown whose file on disk is known and no longer what the library keeps."""
        documents = {each.document.id: each.document for each in _citations(shown)}
        if isinstance(shown, Answer) and shown.refusal is not None:
            documents |= {each.document.id: each.document for each in shown.passages}
        return self.changed_of(documents.values())

    def changed_of(self, documents: Iterable[Document]) -> frozenset[str]:
        """Ids of those documents whose file on disk is known and no longer what the library keeps."""
        return frozenset(key for key, each in {each.id: each for each in documents}.items() if self.has_changed(each))

    def current(self, answer: Answer) -> Answer:
        """The answer with its documents as the library knows them now: their front matter may have been set right since."""
        known = {each.id: each for each in self.documents()}
        citations = tuple(replace(each, document=known.get(each.document.id, each.document)) for each in answer.citations)
        passages = tuple(replace(each, document=known.get(each.document.id, each.document)) for each in answer.passages)
        return replace(answer, citations=citations, passages=passages)

    def cards(self, answer: Answer, turn: int, locale: Locale) -> str:
        """The panel of an answer."""
        answer = self.current(answer)
        held = self.held(answer)
        placed = self._library.placed(answer.citations) if is_spread(answer, held) else {}
        spread = spread_html(answer, turn, held, placed, locale)
        return render.cards_html(answer, turn, held, self.changed(answer), locale, spread, now())

    def table_cards(self, table: Comparison, locale: Locale) -> str:
        """The panel of a comparison table."""
        return comparison_cards_html(table, self.held(table), self.changed(table), locale, now())

    def message(self, answer: Answer, turn: int, locale: Locale, alone: bool = False, narrowed: bool = False) -> str:
        """The answer as a chat message; `alone` where its question was asked again without the conversation, `narrowed` where only a
        part of the library was asked."""
        searched = self._library.size() if answer.timings_ms else None
        said = render.answer_markdown(answer, turn, self.held(answer), locale, alone)
        return said + "\n\n" + under_html(answer, turn, searched, locale, narrowed)

    def copied(self, answer: Answer, locale: Locale) -> str:
        """The answer with its references as plain text, its quotes verified again; "" where none holds any more."""
        return copied_text(self.current(answer), self.held(answer), locale)

    def table(self, table: Comparison, asked: Wanted, locale: Locale) -> str:
        """The comparison table, with the link to it as a file."""
        return comparison_html(table, self.held(table), csv_url(asked), locale)

    def turn_of(self, ref: object) -> Turn:
        """The answer a reference belongs to, or the table, or the search. BadReferenceError where it is no reference."""
        found = (_REFERENCE.fullmatch(ref) or _CARDS.fullmatch(ref)) if isinstance(ref, str) else None
        if found is None:
            raise BadReferenceError
        return "table" if found[1] == "table" else "search" if found[1] == "search" else int(found[1])

    def again_of(self, ref: object) -> int:
        """The answer whose question a link asks again, as it is written. BadReferenceError where it is no such link."""
        found = _AS_WRITTEN.fullmatch(ref) if isinstance(ref, str) else None
        if found is None:
            raise BadReferenceError
        return int(found[1])

    def place(self, ref: object, shown: Answer | Comparison | None) -> Place:
        """The words a reference names, with the other citations of its answer or table in the same document."""
        found = _REFERENCE.fullmatch(ref) if isinstance(ref, str) else None
        if found is None:
            raise BadReferenceError
        others = [] if shown is None else [c for c in _citations(shown) if c.document.id == found[3]]
        place = self.find(found[3], int(found[4]), int(found[5]), others)
        turn = self.turn_of(found[0])
        held = [c for c in _citations(shown) if self._holds(c)] if shown is not None else []
        return replace(place, ref=found[0], refs=tuple(reference(turn, c.n, c.document.id, c.spans) for c in held))

    def find(self, document_id: str, first: int, last: int, others: Sequence[Citation] = ()) -> Place:
        """The words in bytes `[first, last)` of a document, verified. BadReferenceError where there are none."""

        try:
            document = self._library.document(document_id)
            raw = self._library.text(document.id)
            paragraph, start, end = cite.locate(raw, document, self._library.paragraphs(document.id), first, last)
            citation = cite.cite(0, document, paragraph, start, end, raw)
        except (NotFoundError, cite.UnverifiedError) as error:
            raise BadReferenceError from error
        marks = [render.Mark(c.paragraph.ordinal, c.start, c.end) for c in others if self._holds(c)]
        return Place(document, (*marks, render.Mark(paragraph.ordinal, start, end, chosen=True)), first, last, citation)

    def document(self, document_id: str) -> Document | None:
        """The document of that id, None where there is none (a name is no id here: ids are what links hold)."""
        return next((document for document in self.documents() if document.id == document_id), None)

    def has_changed(self, document: Document) -> bool:
        """Whether the document's file on disk is known and no longer what the library keeps."""
        file = cite.file_of(document, self._library.folders())
        return file is not None and not file[1]

    def examples(self, count: int) -> tuple[str, ...]:
        """Questions to begin with, each known to be answered: one a document, from its headings."""
        found: list[str] = []
        for document in self.documents():
            if len(found) < count and (question := self._question_of(document)):
                found.append(question)
        return tuple(found)

    def _question_of(self, document: Document) -> str | None:
        """How what a heading of the document names is done, where the document itself answers that first; the longest heading first."""
        headings = [p.text for p in self._library.paragraphs(document.id) if p.kind is Kind.HEADING]
        doings = {line for heading in headings for line in heading.split() if DOING.fullmatch(line)}
        for doing in sorted(doings, key=lambda line: (-len(line), line))[:TRIES]:
            answer = self.ask(question := f"如何{doing}？", ())
            if answer.citations and answer.citations[0].document.id == document.id:
                return question
        return None

    def _holds(self, citation: Citation) -> bool:
        try:
            raw = self._library.text(citation.document.id)
        except NotFoundError:  # removed since the answer was made
            return False
        return cite.verify(raw, citation.document.encoding, citation.quote, citation.spans, citation.document.text_sha256)


def now() -> datetime:
    """The server's clock, with its zone: when quotes are checked."""
    return datetime.now().astimezone()


def _citations(shown: Answer | Comparison) -> tuple[Citation, ...]:
    return shown.citations if isinstance(shown, Answer) else tuple(each.citation for each in filled(shown))
