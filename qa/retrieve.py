"""From a question to ranked passages: candidates of both lexical legs and of the vectors, then the learned ranker."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, cast

from qa.question import Question, analyse
from qa.rank import (
    COHORT,
    Around,
    Match,
    Prepared,
    Ranker,
    Scale,
    Signals,
    context,
    load,
    match,
    passage_features,
    penalty,
    plain,
    prepare,
    scale,
    surround,
    weights,
)
from qa.tokens import bigrams, words
from qa.types import Document, Paragraph, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEG = 50  # candidates of each leg; the right passage stands there for 99 % of the questions of train/ (docs/log.md)
NEIGHBOURS = 1000  # rows of which the cosine is asked; a candidate beyond them gets the last one's
SAMPLE = 300  # paragraphs of which a term's rarity in the library is counted


class Lexical(Protocol):
    """BM25 over words and over character bigrams. A higher score is better; ties stand in the order of the ids."""

    def search_words(self, tokens: Sequence[str], k: int) -> list[tuple[str, float]]:
        """The k best paragraph ids by words, with their BM25 scores."""

    def search_bigrams(self, tokens: Sequence[str], k: int) -> list[tuple[str, float]]:
        """The k best paragraph ids by character bigrams, with their BM25 scores."""


class Vectors(Protocol):
    """Exact nearest rows by inner product of unit vectors (cosine, -1 to 1, higher is better)."""

    def search(self, query: NDArray[np.float32], k: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Scores and rows of the k nearest of a query of shape (d,), best first; at most as many as there are rows."""


class Encoder(Protocol):
    """Strings to unit rows, float32 (n, d)."""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a question."""

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a passage."""


@dataclass(frozen=True)
class Shelf:
    """A library opened for asking: what retrieval and answering see of it. Nothing here changes but `cache`.

    `paragraphs` are in the order of their documents and ordinals; `rows[paragraph.id]` is the index of a paragraph both in
    `paragraphs` and in `vectors`. `cache` keeps what is worked out of a paragraph once (its sentences, its normalised text,
    its sentences' vectors); it never changes an answer, only its speed. Make a new Shelf where the library has changed.
    """

    documents: Mapping[str, Document]
    paragraphs: Sequence[Paragraph]
    rows: Mapping[str, int]
    lexical: Lexical
    vectors: Vectors
    encoder: Encoder
    cache: dict[tuple[str, str], object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph with the question laid on it. `score` is the ranker's, less what its kind costs; higher is better."""

    paragraph: Paragraph
    found: Match
    signals: Signals
    features: tuple[float, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """An analysed question with its candidates, best first, each term's weight in this library, the question's vector and its scale."""

    question: Question
    weights: tuple[float, ...]
    candidates: tuple[Candidate, ...]
    vector: NDArray[np.float32]
    scale: Scale


def unmarked(stage: str) -> None:
    """The mark of a caller who measures nothing."""


def look(question: Question, shelf: Shelf, mark: Callable[[str], None] = unmarked, ranker: Ranker | None = None) -> Found:
    """Every candidate of a question, ranked; `mark` is called after `encode`, `retrieve` and `rank`."""
    vector = shelf.encoder.encode_queries([question.text])[0]
    mark("encode")
    measure = scale(vector, _cohort(shelf))
    signals = _signals(question, shelf, vector, measure)
    mark("retrieve")
    model = ranker or load()
    linear = model.passage_english if question.english else model.passage
    shares = weights(question, _rarity(question, shelf))
    around: dict[str, tuple[float, ...]] = {}
    candidates: list[Candidate] = []
    for key in sorted(signals):
        paragraph = shelf.paragraphs[shelf.rows[key]]
        document = _around(paragraph.document_id, shelf)
        if paragraph.document_id not in around:
            around[paragraph.document_id] = context(question, document)
        found = match(question, prepared(paragraph, shelf), around[paragraph.document_id], document.year)
        features = passage_features(question, found, shares, signals[key])
        score = linear.score(features) - penalty(paragraph.kind)
        candidates.append(Candidate(paragraph, found, signals[key], tuple(features), score))
    candidates.sort(key=lambda c: (-c.score, c.paragraph.document_id, c.paragraph.ordinal))
    mark("rank")
    return Found(question, shares, tuple(candidates), vector, measure)


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


def prepared(paragraph: Paragraph, shelf: Shelf) -> Prepared:
    """A paragraph's sentences, worked out once a shelf."""
    key = ("prepared", paragraph.id)
    if key not in shelf.cache:
        shelf.cache[key] = prepare(paragraph)
    return cast(Prepared, shelf.cache[key])


def _around(document_id: str, shelf: Shelf) -> Around:
    key = ("around", document_id)
    if key not in shelf.cache:
        slices = _slices(shelf)
        start, end = slices[document_id]
        shelf.cache[key] = surround(shelf.documents[document_id], shelf.paragraphs[start:end])
    return cast(Around, shelf.cache[key])


def _slices(shelf: Shelf) -> dict[str, tuple[int, int]]:
    """Where each document's paragraphs stand."""
    key = ("slices", "")
    if key not in shelf.cache:
        slices: dict[str, tuple[int, int]] = {}
        for row, paragraph in enumerate(shelf.paragraphs):
            start, _ = slices.get(paragraph.document_id, (row, row))
            slices[paragraph.document_id] = (start, row + 1)
        shelf.cache[key] = slices
    return cast(dict[str, tuple[int, int]], shelf.cache[key])


def _sample(shelf: Shelf) -> list[str]:
    key = ("sample", "")
    if key not in shelf.cache:
        step = max(1, math.ceil(len(shelf.paragraphs) / SAMPLE))
        shelf.cache[key] = [plain(paragraph.text) for paragraph in shelf.paragraphs[::step]]
    return cast(list[str], shelf.cache[key])


def _rarity(question: Question, shelf: Shelf) -> dict[str, float]:
    """0 for a term that stands in every paragraph of the library's sample, 1 for one that stands in none."""
    sample = _sample(shelf)
    whole = math.log(len(sample) + 1)
    shares: dict[str, float] = {}
    for term in question.terms:
        count = sum(term.forms[-1] in text for text in sample)
        shares[term.text] = min(1.0, math.log((len(sample) + 1) / (count + 1)) / whole) if whole else 1.0
    return shares


def _cohort(shelf: Shelf) -> NDArray[np.float32]:
    """Unit rows of the cohort by the shelf's encoder."""
    key = ("cohort", "")
    if key not in shelf.cache:
        shelf.cache[key] = shelf.encoder.encode_passages(COHORT)
    return cast("NDArray[np.float32]", shelf.cache[key])


def _signals(question: Question, shelf: Shelf, vector: NDArray[np.float32], measure: Scale) -> dict[str, Signals]:
    by_words = shelf.lexical.search_words(words(question.bare), LEG)
    by_pairs = shelf.lexical.search_bigrams(bigrams(question.bare), LEG)
    scores, rows = shelf.vectors.search(vector, min(NEIGHBOURS, len(shelf.paragraphs)))
    near = {shelf.paragraphs[row].id: score for score, row in zip(scores.tolist(), rows.tolist(), strict=True) if row >= 0}
    floor = min(near.values(), default=0.0)
    best_words = max((score for _, score in by_words), default=0.0) or 1.0
    best_pairs = max((score for _, score in by_pairs), default=0.0) or 1.0
    words_of, pairs_of = dict(by_words), dict(by_pairs)
    ids = [*words_of, *pairs_of, *[shelf.paragraphs[row].id for row in rows.tolist()[:LEG] if row >= 0]]
    return {
        key: Signals(words_of.get(key, 0.0) / best_words, pairs_of.get(key, 0.0) / best_pairs, measure.of(near.get(key, floor)))
        for key in dict.fromkeys(ids)
    }
