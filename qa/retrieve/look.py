"""A question asked of a shelf: every candidate, ranked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from qa.question import Question, analyse
from qa.rank import DEEP, DEEP_ENGLISH, Match, Ranker, Scale, Signals, context, load, match, penalty, scale, weights
from qa.rerank import rerank
from qa.retrieve.legs import ask_legs
from qa.retrieve.shelf import Shelf, around, beside, cohort, prepared, rarity
from qa.retrieve.spelt import in_chinese
from qa.types import Paragraph, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.rank.align import Words

DIGITS = 9  # of a score: beyond them, the order in which a sum was taken tells


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph with the question laid on it. `score` is the ranker's, less what its kind costs; higher is better, and the
    softmax of the scores of a question's candidates is how likely each is the right one. `features` are `qa.rank.PASSAGE`."""

    paragraph: Paragraph
    signals: Signals
    features: tuple[float, ...]
    score: float
    laid: Callable[[], Match]

    @property
    def found(self) -> Match:
        """Where the question's terms stand in it; worked out when it is first asked for."""
        return self.laid()


@dataclass(frozen=True, slots=True)
class Found:
    """An analysed question with its candidates, best first, each term's weight in this library, the question's vector and its scale;
    its words by the shelf's pieces, what each of them counts (u,), and how much of them a run of text holds (0 to 1)."""

    question: Question
    weights: tuple[float, ...]
    candidates: tuple[Candidate, ...]
    vector: NDArray[np.float32]
    scale: Scale
    words: Words
    counts: NDArray[np.float64]
    held: Callable[[str], float]


def unmarked(stage: str) -> None:
    """The mark of a caller who measures nothing."""


def look(question: Question, shelf: Shelf, mark: Callable[[str], None] = unmarked, ranker: Ranker | None = None) -> Found:
    """Every candidate of a question, ranked; `mark` is called after `encode`, `retrieve` and `rank`."""
    from qa.retrieve.features import table
    from qa.retrieve.words import holding, words_of

    question = in_chinese(question, shelf)
    vector, words = shelf.encoder.encode_queries([question.text])[0], words_of(question, shelf)
    mark("encode")
    measure = scale(vector, cohort(shelf))
    legs = ask_legs(question, words, shelf, vector, measure)
    mark("retrieve")
    shares = weights(question, rarity(question, shelf))
    laid = laying(question, shelf, [shelf.paragraphs[row] for row in legs.rows])
    model = ranker or load()
    candidates: list[Candidate] = []
    counts = words.lengths
    if legs.rows:
        features, counts = table(question, shares, shelf, legs, vector, measure, words)
        scores = (model.passage_english if question.english else model.passage).scores(features)
        for i, (signals, row) in enumerate(zip(legs.signals(), features.tolist(), strict=True)):
            paragraph = shelf.paragraphs[legs.rows[i]]
            score = round(float(scores[i]) - penalty(paragraph.kind), DIGITS)
            candidates.append(Candidate(paragraph, signals, tuple(row), score, laid[i]))
    candidates.sort(key=lambda c: (-c.score, c.paragraph.document_id, c.paragraph.ordinal))
    reranked = rerank(question.text, candidates, shelf.documents, shelf.reranker)
    mark("rank")
    return Found(question, shares, reranked, vector, measure, words, counts, holding(words, counts, shelf))


def relaid(question: Question, found: Found, shelf: Shelf) -> Found:
    """The candidates that one question found, in their order, with another laid on them."""
    from qa.rank.align import aligned
    from qa.retrieve.words import holding, near, words_of

    question = in_chinese(question, shelf)
    vector, words = shelf.encoder.encode_queries([question.text])[0], words_of(question, shelf)
    paragraphs = [candidate.paragraph for candidate in found.candidates]
    laid = laying(question, shelf, paragraphs)
    close = paragraphs[: DEEP_ENGLISH if question.english else DEEP]  # as many as were looked at closely when they were found
    counts = aligned(words, near(words, close, shelf)).weights if close else words.lengths
    candidates = tuple(replace(candidate, laid=lay) for candidate, lay in zip(found.candidates, laid, strict=True))
    shares = weights(question, rarity(question, shelf))
    return Found(question, shares, candidates, vector, scale(vector, cohort(shelf)), words, counts, holding(words, counts, shelf))


def laying(question: Question, shelf: Shelf, paragraphs: Sequence[Paragraph]) -> list[Callable[[], Match]]:
    """For each paragraph, what lays the question on it, once and only where it is asked for: a match costs half a millisecond."""

    @cache
    def of_document(key: str) -> tuple[float, ...]:
        return context(question, around(key, shelf))

    def lay(paragraph: Paragraph) -> Match:
        key = paragraph.document_id
        return match(question, prepared(paragraph, shelf), of_document(key), around(key, shelf).year, beside(paragraph, shelf))

    return [cache(partial(lay, paragraph)) for paragraph in paragraphs]


def passages(found: Found, shelf: Shelf, k: int) -> tuple[Passage, ...]:
    """The k best candidates as passages, ranks from 1."""
    return tuple(
        Passage(
            rank, candidate.score, shelf.documents[candidate.paragraph.document_id], candidate.paragraph,
            {"words": candidate.signals.words, "bigrams": candidate.signals.pairs, "cosine": candidate.signals.cosine},
        )
        for rank, candidate in enumerate(found.candidates[:k], start=1)
    )  # fmt: skip


def retrieve(question: str, shelf: Shelf, k: int = 10) -> tuple[Passage, ...]:
    """The k best passages for a question, best first, ranks from 1; a total order (score, document id, ordinal)."""
    if not question.strip() or not shelf.paragraphs:
        return ()
    return passages(look(analyse(question), shelf), shelf, k)
