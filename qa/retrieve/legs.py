"""The candidates of a question: what both lexical legs and the vectors bring, with their scores."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from qa.question import Question
from qa.rank import Scale, Signals
from qa.retrieve.shelf import Shelf
from qa.tokens import bigrams, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.rank.align import Words

LEG = 50  # candidates of each leg; the right passage stands there for 99 % of the questions of train/ (docs/log.md)
NEIGHBOURS = 1000  # rows of which the cosine is asked; a candidate beyond them gets the last one's


@dataclass(frozen=True, slots=True)
class Legs:
    """The candidates' rows in the shelf, ascending, (n,); their BM25 scores (n,), 0 where a leg did not bring them; their cosines
    on the question's scale (n,) and places among the nearest, from 0 (n,)."""

    rows: tuple[int, ...]
    words: NDArray[np.float64]
    pairs: NDArray[np.float64]
    cosine: NDArray[np.float64]
    place: NDArray[np.float64]

    def signals(self) -> list[Signals]:
        """The scores over the question's best, and the cosine."""
        parts = [leg / (float(leg.max(initial=0.0)) or 1.0) for leg in (self.words, self.pairs)]
        return [Signals(*row) for row in zip(parts[0].tolist(), parts[1].tolist(), self.cosine.tolist(), strict=True)]


def ask_legs(question: Question, laid: Words, shelf: Shelf, vector: NDArray[np.float32], scale: Scale) -> Legs:
    """The best `LEG` of each leg among the paragraphs that may be found; `laid` are the question's words by the shelf's pieces."""
    import numpy as np

    # Where not every paragraph may be found, each leg brings all it has, and the first that may be are taken.
    deep = shelf.allowed is not None
    depth = len(shelf.paragraphs) if deep else LEG
    found = [
        dict(islice(((row, score) for key, score in hits if _may(row := shelf.rows[key], shelf)), LEG))
        for hits in (
            _by_words(question, laid, shelf, depth),
            shelf.lexical.search_bigrams(bigrams(question.bare), depth),
        )
    ]
    scores, rows = shelf.vectors.search(vector, min(depth if deep else NEIGHBOURS, len(shelf.paragraphs)))
    near = {row: (score, place) for place, (row, score) in enumerate(zip(rows.tolist(), scores.tolist(), strict=True))}
    floor = (float(scores[-1]) if len(scores) else 0.0, NEIGHBOURS)
    nearest = islice((row for row in rows.tolist() if _may(row, shelf)), LEG)
    chosen = tuple(sorted({*found[0], *found[1], *nearest}))
    cosines = [near.get(row, floor) for row in chosen]
    by_words, by_pairs = (np.array([leg.get(row, 0.0) for row in chosen]) for leg in found)
    return Legs(
        chosen, by_words, by_pairs, np.array([scale.of(score) for score, _ in cosines]), np.array([float(place) for _, place in cosines])
    )


def _by_words(question: Question, laid: Words, shelf: Shelf, depth: int) -> list[tuple[str, float]]:
    from qa.retrieve.words import near_words

    if question.english:
        return shelf.lexical.search_near(near_words(question, laid, shelf), depth)
    return shelf.lexical.search_words(words(question.bare), depth)


def _may(row: int, shelf: Shelf) -> bool:
    return shelf.allowed is None or shelf.allowed(shelf.paragraphs[row])
