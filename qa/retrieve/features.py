"""The table of `qa.rank.PASSAGE` for the candidates of a question: what `qa.rank.survey` needs, fetched from the shelf."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.question import Question
from qa.rank import DEEP, DEEP_ENGLISH, FIRST, FIRST_ENGLISH, PASSAGE, Scale, context, plain, surroundings
from qa.rank.align import Words, aligned
from qa.rank.laid import lay_question
from qa.rank.survey import Columns, coverage, names, of_aligned, of_cosines, of_leg, of_runs, of_sentences, proximity
from qa.retrieve.legs import Legs
from qa.retrieve.shelf import Shelf, around, beside, normal_texts, prepared, sentence_vectors
from qa.retrieve.words import near


def table(
    question: Question,
    weights: Sequence[float],
    shelf: Shelf,
    legs: Legs,
    vector: NDArray[np.float32],
    scale: Scale,
    words: Words,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """float64 (n, len(PASSAGE)) for the n candidates of the legs, one at least; and the weights (u,) of the question's words."""
    texts = normal_texts([shelf.paragraphs[row] for row in legs.rows], shelf)
    on = lay_question(question, weights, texts)
    columns: Columns = {
        **of_leg("words", legs.words), **of_leg("pairs", legs.pairs), **of_cosines(legs.cosine, legs.place),
        **coverage(on), **of_runs(on.grid, question.bare.replace(" ", "")), **proximity(on),
        **names(on, _around(question, shelf, legs, texts)),
    }  # fmt: skip
    first = FIRST_ENGLISH if question.english else FIRST
    before = np.round(sum((weight * columns[name] for name, weight in first.items()), np.zeros(len(texts))), 9)
    deep = np.lexsort((np.arange(len(texts)), -before))[: DEEP_ENGLISH if question.english else DEEP].tolist()
    for name in ("sentence_cosine", "window_cosine"):
        columns[name] = np.zeros(len(texts))
    looked_at = [shelf.paragraphs[legs.rows[i]] for i in deep]
    for i, paragraph, vectors in zip(deep, looked_at, sentence_vectors(looked_at, shelf), strict=True):
        if len(vectors):
            sizes = np.array([end - start for start, end in prepared(paragraph, shelf).sentences], dtype=np.float64)
            alone, both = of_sentences(vectors, sizes, vector)
            columns["sentence_cosine"][i], columns["window_cosine"][i] = scale.of(alone), scale.of(both)
    laid = aligned(words, near(words, looked_at, shelf))
    columns |= of_aligned(laid, deep, len(texts))
    return np.stack([columns[name] for name in PASSAGE], axis=1), laid.weights


def _around(question: Question, shelf: Shelf, legs: Legs, texts: Sequence[str]) -> NDArray[np.float64]:
    """How far document and headings hold each term, (terms, n)."""
    documents: dict[str, tuple[float, ...]] = {}
    sections: dict[tuple[str, ...], str] = {(): ""}
    out = np.zeros((len(question.terms), len(texts)))
    for i, (row, text) in enumerate(zip(legs.rows, texts, strict=True)):
        paragraph = shelf.paragraphs[row]
        document = around(paragraph.document_id, shelf)
        if paragraph.document_id not in documents:
            documents[paragraph.document_id] = context(question, document)
        if paragraph.section not in sections:
            sections[paragraph.section] = plain(" ".join(paragraph.section))
        section = sections[paragraph.section]
        found = documents[paragraph.document_id]
        out[:, i] = surroundings(question, text, section, found, document.year, beside(paragraph, shelf))
    return out
