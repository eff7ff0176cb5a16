"""A question laid on the grid of all its candidates: which sentence of which text holds which of its terms and bigrams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.question import Question
from qa.rank.grid import Grid, best_of, lay, places, present, tokens
from qa.rank.match import PARTIAL


@dataclass(frozen=True, slots=True)
class Held:
    """Units of a question (terms, or bigrams) with their weights (u,): how far each sentence and each text hold each (`sentences`
    (u, s), `texts` (u, n), 0 to 1), and every place where one stands (`at` (k,) positions of the grid, ascending, `unit` (k,))."""

    weights: NDArray[np.float64]
    sentences: NDArray[np.float64]
    texts: NDArray[np.float64]
    at: NDArray[np.int64]
    unit: NDArray[np.int64]

    @property
    def total(self) -> float:
        """The sum of the weights, or 1 where there are none: shares of it are 0 then."""
        return float(self.weights.sum()) or 1.0


@dataclass(frozen=True, slots=True)
class Laid:
    """A question on n texts. The years of a question count where the digits stand; relative ones are `qa.rank.match`'s matter."""

    question: Question
    grid: Grid
    terms: Held
    pairs: Held


def lay_question(question: Question, weights: Sequence[float], texts: Sequence[str]) -> Laid:
    """Lay a question with its terms' weights on one or more normalised texts."""
    grid = lay(texts)
    at, unit = tokens(grid, [pair for pair, _ in question.pairs])
    pairs = _held(grid, [weight for _, weight in question.pairs], at, unit)
    found = [_term(grid, term.forms) for term in question.terms]
    at = np.concatenate([np.zeros(0, dtype=np.int64), *found])
    unit = np.repeat(np.arange(len(found)), [len(each) for each in found])
    return Laid(question, grid, _partly(question, grid, _held(grid, weights, at, unit), pairs), pairs)


def _term(grid: Grid, forms: Sequence[str]) -> NDArray[np.int64]:
    """Where a term stands in any of its forms: the last is the shortest, which the others begin with (苏州市, 苏州)."""
    return places(grid, forms[-1])


def _held(grid: Grid, weights: Sequence[float], at: NDArray[np.int64], unit: NDArray[np.int64]) -> Held:
    order = np.lexsort((unit, at))
    at, unit = at[order], unit[order]
    texts = (present(unit, grid.owner[at], (len(weights), len(grid.lengths))) > 0).astype(np.float64)
    sentences = (present(unit, grid.sentence[at], (len(weights), len(grid.home))) > 0).astype(np.float64)
    return Held(np.asarray(weights, dtype=np.float64), sentences, texts, at, unit)


def _partly(question: Question, grid: Grid, terms: Held, pairs: Held) -> Held:
    """The terms with `PARTIAL` for a word of three or more characters of which a text that lacks it holds character pairs."""
    index = {pair: i for i, (pair, _) in enumerate(question.pairs)}
    sentences, texts = terms.sentences.copy(), terms.texts.copy()
    for i, term in enumerate(question.terms):
        chain = [term.text[k : k + 2] for k in range(len(term.text) - 1)]
        rows = [index[pair] for pair in chain if pair in index]
        if term.role == "word" and len(term.text) >= 3 and not term.text[0].isascii() and rows:
            share = PARTIAL * pairs.sentences[rows].sum(axis=0) / len(chain)
            sentences[i] = np.where(terms.texts[i][grid.home] > 0, sentences[i], share)
            texts[i] = best_of(sentences[i], grid.home, len(grid.lengths))
    return Held(terms.weights, sentences, texts, terms.at, terms.unit)
