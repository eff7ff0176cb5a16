"""A library read into memory for asking, and a draft of an answer to an answer whose every quote is verified."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qa.answer import Pick, answer_question, marks_of, notes_of, part_of
from qa.cite import UnverifiedError, cite
from qa.engine.writing import LEXICAL_FOLDER
from qa.lexical import LexicalIndex
from qa.rerank import Reranker
from qa.retrieve import Shelf, annotation
from qa.store import View
from qa.store.database import DamagedRowError
from qa.types import Answer, Citation, Refusal, RefusalCode, Statement

if TYPE_CHECKING:
    from embeddings.encoder import Encoder

Place = tuple[str, int, int]


def load_shelf(view: View, folder: Path, encoder: Encoder, reranker: Reranker | None) -> Shelf:
    """Everything of one generation. StaleIndexError where the lexical index is not of that generation.

    DamagedRowError where the parts of the library do not fit each other, as no transaction leaves them.
    """
    from embeddings.encoder import shipped
    from embeddings.index import VectorIndex

    lexical = LexicalIndex.open(folder / LEXICAL_FOLDER, view.generation)
    paragraphs = tuple(view.paragraphs())
    documents = {document.id: document for document in view.documents()}
    rows = {paragraph.id: row for row, paragraph in enumerate(paragraphs)}
    vectors = view.vectors(encoder.dimension)
    if {len(rows), len(lexical), len(vectors)} != {len(paragraphs)} or any(p.document_id not in documents for p in paragraphs):
        raise DamagedRowError("paragraphs")
    return Shelf(
        documents=documents,
        paragraphs=paragraphs,
        rows=rows,
        lexical=lexical,
        vectors=VectorIndex(vectors),
        encoder=encoder,
        pieces=shipped(),
        reranker=reranker,
    )


class _Watch:
    """Milliseconds by stage. It measures; nothing of an answer depends on it."""

    def __init__(self) -> None:
        self._started = self._last = time.perf_counter()
        self._stages: dict[str, float] = {}

    def mark(self, stage: str) -> None:
        """The time since the last mark goes to `stage`."""
        now = time.perf_counter()
        self._stages[stage] = self._stages.get(stage, 0.0) + (now - self._last) * 1000
        self._last = now

    def timings(self) -> dict[str, float]:
        """By stage, and the total up to the last mark."""
        return {**self._stages, "total": (self._last - self._started) * 1000}


class _Citations:
    """Citations in the order they are first needed, each verified against the bytes that the library keeps."""

    def __init__(self, shelf: Shelf, view: View) -> None:
        self._shelf, self._view = shelf, view
        self._raw: dict[str, bytes] = {}
        self._known: dict[Place, int | None] = {}
        self.made: list[Citation] = []

    def number(self, pick: Pick, reprints: Sequence[Pick] = ()) -> int | None:
        """The citation's number; None where the bytes do not hold the quote. A reprint is named if its own bytes hold the words."""
        place = (pick.paragraph.id, pick.start, pick.end)
        if place not in self._known:
            citation = self._cite(pick)
            if citation is not None:
                also = tuple(held.document for each in reprints if (held := self._cite(each)) is not None)
                self.made.append(replace(citation, also_in=also))
            self._known[place] = None if citation is None else len(self.made)
        return self._known[place]

    def _cite(self, pick: Pick) -> Citation | None:
        document = self._shelf.documents[pick.paragraph.document_id]
        if document.id not in self._raw:
            self._raw[document.id] = self._view.text(document.id)
        try:
            return cite(len(self.made) + 1, document, pick.paragraph, pick.start, pick.end, self._raw[document.id])
        except UnverifiedError:
            return None


def answer(question: str, history: Sequence[str], shelf: Shelf, view: View) -> Answer:
    """One answer from one state of the library. A quote that the bytes do not hold is left out; where none is left, refused."""
    watch = _Watch()
    draft = answer_question(question, history, shelf, watch.mark)
    citations = _Citations(shelf, view)
    statements = []
    for first, *reprints in draft.statements:
        number = citations.number(first, reprints)
        if number is not None:
            noted = annotation(first.paragraph, shelf)
            about, marks = part_of(first, noted, draft.asked), marks_of(first, noted, draft.asked)
            statements.append(Statement(first.text, (number,), notes_of(first, noted), about, marks))
    refusal = draft.refusal if draft.refusal or statements else Refusal(RefusalCode.UNSURE)
    if refusal and draft.nearest:
        refusal = replace(refusal, nearest=citations.number(draft.nearest))
    watch.mark("answer")
    return Answer(
        draft.question, draft.rewritten, tuple(statements), tuple(citations.made), draft.passages, refusal, watch.timings(),
        draft.uncovered, draft.corrected,
    )  # fmt: skip
