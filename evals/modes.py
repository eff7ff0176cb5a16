"""The ways of ranking that stand beside the product's: each leg alone, the vectors word by word, and the three legs fused by rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from evals.everywhere import Everywhere
from evals.libraries import counted
from evals.measures import DEPTH, places_of
from evals.sets import EvalSet
from qa.question import analyse, complete
from qa.rank.align import aligned as laid
from qa.retrieve import Shelf
from qa.retrieve.words import near, words_of
from qa.tokens import bigrams, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Runs = dict[str, list[list[str]]]
"""By mode, for each question the ids of the best `DEPTH` paragraphs, best first."""

WORDS, BIGRAMS, DENSE, ALIGNED, FUSED, RANKED = "words", "bigrams", "dense", "aligned", "fused", "ranked"
MODES = (WORDS, BIGRAMS, DENSE, ALIGNED, FUSED, RANKED)
FAR = 1_000  # paragraphs of which the cosine is asked, as many as in the product (`qa.retrieve.legs`)
RRF = 60  # Cormack, Clarke and Buettcher 2009, "Reciprocal Rank Fusion outperforms Condorcet"


def asked_of(of: EvalSet) -> list[str]:
    """The questions, a follow-up completed by what was asked before it, as the product completes it."""
    return [complete(ask.question, ask.history).text for ask in of.questions]


def runs_of(of: EvalSet, shelf: Shelf) -> Runs:
    """Both BM25s, the encoder alone, the same and then the shipped table word by word, and the three legs fused."""
    texts = asked_of(of)
    vectors = shelf.encoder.encode_queries(texts)
    runs: Runs = {WORDS: [], BIGRAMS: [], DENSE: [], ALIGNED: [], FUSED: []}
    everywhere = Everywhere(shelf)
    for i in counted(range(len(texts)), f"{of.name}: legs"):
        runs[WORDS].append([key for key, _ in shelf.lexical.search_words(words(texts[i]), DEPTH)])
        runs[BIGRAMS].append([key for key, _ in shelf.lexical.search_bigrams(bigrams(texts[i]), DEPTH)])
        far = nearest(shelf, vectors[i])
        runs[DENSE].append([key for key, _ in far[:DEPTH]])
        runs[ALIGNED].append(aligned(shelf, everywhere, texts[i], dict(far)))
        runs[FUSED].append(fuse([runs[mode][i] for mode in (WORDS, BIGRAMS, DENSE)]))
    return runs


def nearest(shelf: Shelf, vector: NDArray[np.float32]) -> list[tuple[str, float]]:
    """The `FAR` paragraphs nearest to a question's vector (d,), by id, best first, with their cosines."""
    scores, rows = shelf.vectors.search(vector, FAR)
    return [(shelf.paragraphs[row].id, score) for row, score in zip(rows.tolist(), scores.tolist(), strict=True)]


def aligned(shelf: Shelf, everywhere: Everywhere, text: str, cosines: Mapping[str, float]) -> list[str]:
    """The paragraphs that are nearest by their vectors (`cosines`, of `nearest`, best first) and those that hold most of the question word
    by word, `DEPTH` of each, by their cosine and that share, each counting as much: the shipped table alone, without a lexical leg and
    without anything learnt from questions with their paragraphs. The cosine of one that is not among them is that of the last."""
    if not cosines:
        return []
    words = words_of(analyse(text), shelf)
    brought = [shelf.paragraphs[row].id for row in everywhere.best(words, DEPTH)]
    keys = list(dict.fromkeys([*list(cosines)[:DEPTH], *brought]))
    held = laid(words, near(words, [shelf.paragraphs[shelf.rows[key]] for key in keys], shelf)).texts().tolist()
    last = min(cosines.values())
    scored = [(key, cosines.get(key, last) + share) for key, share in zip(keys, held, strict=True)]
    return [key for key, _ in sorted(scored, key=lambda each: (-each[1], each[0]))][:DEPTH]


def fuse(legs: Sequence[Sequence[str]]) -> list[str]:
    """Reciprocal rank fusion, each leg alike: an id's score is the sum of 1 / (RRF + rank); ties by id."""
    scores: dict[str, float] = {}
    for leg in legs:
        for rank, key in enumerate(leg, 1):
            scores[key] = scores.get(key, 0.0) + 1 / (RRF + rank)
    return sorted(scores, key=lambda key: (-scores[key], key))[:DEPTH]


def places(of: EvalSet, runs: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, list[tuple[int, ...]]]:
    """By mode, for each question where its relevant paragraphs stand."""
    return {mode: [places_of(run, ask.relevant) for run, ask in zip(found, of.questions, strict=True)] for mode, found in runs.items()}
