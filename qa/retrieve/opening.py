"""How a document begins: its title and the first sentence of its body name what all of it is about, and the rest seldom says it again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import numpy as np

from qa.question import Question
from qa.rank import plain, prepare
from qa.retrieve.shelf import Shelf, paragraphs_of
from qa.types import Document, Kind, Paragraph

if TYPE_CHECKING:
    from numpy.typing import NDArray


def lead(document_id: str, shelf: Shelf) -> str:
    """A document's title and the first paragraph of its body, worked out once a shelf."""
    return _held("lead", document_id, shelf)


def opening(document_id: str, shelf: Shelf) -> str:
    """A document's title and the first sentence of its body, normalised, worked out once a shelf."""
    return _held("opening", document_id, shelf)


def _held(kind: str, document_id: str, shelf: Shelf) -> str:
    if (kind, document_id) not in shelf.cache:
        shelf.cache.update(beginnings(shelf.documents[document_id], paragraphs_of(document_id, shelf)))
    return cast(str, shelf.cache[kind, document_id])


def beginnings(document: Document, paragraphs: Sequence[Paragraph]) -> dict[tuple[str, str], object]:
    """Both, of these paragraphs of a document, as a shelf's cache keeps them."""
    first = next((each for each in paragraphs if each.kind is Kind.BODY), None)
    title, text = document.front.title or "", first.text if first else ""
    sentence = prepare(first).normal[:1] if first else ()
    return {("lead", document.id): f"{title} {text}", ("opening", document.id): " ".join((plain(title), *sentence))}


def given(question: Question, text: str) -> NDArray[np.float64]:
    """For each term of the question (t,) 1 where a document's opening says it, else 0."""
    return np.array([float(any(form in text for form in term.forms)) for term in question.terms])
