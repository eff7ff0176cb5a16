"""The values of `qa.rank.passage.PASSAGE` for all candidates of a question at once, by numpy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.question import NAMED
from qa.rank.align import Aligned
from qa.rank.grid import Grid, best_of, runs
from qa.rank.laid import Held, Laid

Columns = dict[str, NDArray[np.float64]]
ABSENT, LOG = 300.0, 6.0  # the place of what a leg did not bring; the logarithm that counts as 1
NOWHERE = 10**6  # characters to a term that does not stand before a place: too far for any window
FADE = 30.0  # characters over which a term's nearness falls to 1/e: a clause or two
LONG_RUN = 12.0  # characters from which a common run is a quotation


def of_leg(name: str, scores: NDArray[np.float64]) -> Columns:
    """What a lexical leg's scores (n,) say; 0 for what it did not bring."""
    found = scores > 0
    place = np.where(found, _places(scores), ABSENT)
    best = float(scores.max()) or 1.0
    return {name: scores / best, f"{name}_far": np.log1p(place) / LOG, f"{name}_margin": _margin(scores) / best}


def of_cosines(cosines: NDArray[np.float64], place: NDArray[np.float64]) -> Columns:
    """What the encoder's cosines on their scale (n,) and their places among all paragraphs say."""
    return {"cosine": cosines, "cosine_far": np.log1p(place) / LOG, "cosine_margin": _margin(cosines)}


def of_aligned(laid: Aligned, rows: Sequence[int], count: int) -> Columns:
    """How much of the question its words find in the candidates that were looked at closely, `rows` of `count`; 0 for the others."""
    texts = laid.texts()
    sentences = np.array([float(laid.sentences(i).max(initial=0.0)) for i in range(len(rows))])
    of = {"aligned": texts, "aligned_sentence": sentences, "aligned_window": laid.windows(), "aligned_margin": _margin(texts)}
    columns: Columns = {}
    for name, values in of.items():
        columns[name] = np.full(count, values.min() if name == "aligned_margin" else 0.0)
        columns[name][list(rows)] = values
    return columns


def _places(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """From 0 for the best; equal scores in the order of the candidates."""
    order = np.lexsort((np.arange(len(scores)), -scores))
    place = np.empty(len(scores))
    place[order] = np.arange(len(scores))
    return place


def _margin(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far each is behind the best (0 or less), the best how far before the second."""
    best, second = [*np.sort(scores)[::-1][:2].tolist(), float(scores.max())][:2]
    return np.asarray(scores - np.where(scores >= best, second, best))


def coverage(laid: Laid) -> Columns:
    """Weighted shares of terms and bigrams in text, sentence and window, by the background's and by the candidates' own rarity."""
    home, count = laid.grid.home, len(laid.grid.lengths)
    out: Columns = {}
    for name, held in (("", laid.terms), ("_pairs", laid.pairs)):
        after = np.minimum(np.arange(len(home)) + 1, len(home) - 1)
        beside = np.where(home[after] == home, held.sentences[:, after], 0.0)
        out[f"held{name}"] = held.weights @ held.texts / held.total
        out[f"sentence{name}"] = best_of(held.weights @ held.sentences, home, count) / held.total
        out[f"window{name}"] = best_of(held.weights @ np.maximum(held.sentences, beside), home, count) / held.total
        out[f"here{name}"] = _by_own_rarity(held, count)
    return out


def _by_own_rarity(held: Held, count: int) -> NDArray[np.float64]:
    """The share held, each unit weighed besides by how few of the candidates hold it."""
    weights = held.weights * np.log((count + 1) / ((held.texts > 0.5).sum(axis=1) + 0.5))
    return np.asarray(weights @ held.texts / (float(weights.sum()) or 1.0))


def of_runs(grid: Grid, bare: str) -> Columns:
    """How much of the question stands in each text as it is written."""
    count = len(grid.lengths)
    if not bare:
        return {name: np.zeros(count) for name in ("run", "run_long", "grams2", "grams3", "grams4")}
    ending = runs(grid, bare)
    longest = ending.max(axis=1).astype(np.float64)
    out = {"run": longest / len(bare), "run_long": np.minimum(longest, LONG_RUN) / LONG_RUN}
    for size in (2, 3, 4):
        covered = np.zeros((count, len(bare)), dtype=bool)
        for i in range(size - 1, len(bare)):
            covered[:, i - size + 1 : i + 1] |= (ending[:, i] >= size)[:, None]
        out[f"grams{size}"] = covered.mean(axis=1)
    return out


def proximity(laid: Laid) -> Columns:
    """How much of the question stands within a few characters: what belongs together stands together (Tao and Zhai 2007)."""
    gaps, owner = _gaps(laid.grid, laid.terms)
    pair_gaps, pair_owner = _gaps(laid.grid, laid.pairs)
    count, terms, pairs = len(laid.grid.lengths), laid.terms, laid.pairs
    return {
        "within15": best_of(terms.weights @ (gaps <= 15), owner, count) / terms.total,
        "within40": best_of(terms.weights @ (gaps <= 40), owner, count) / terms.total,
        "dense_terms": best_of(terms.weights @ np.exp(-gaps / FADE), owner, count) / terms.total,
        "within25_pairs": best_of(pairs.weights @ (pair_gaps <= 25), pair_owner, count) / pairs.total,
    }


def _gaps(grid: Grid, held: Held) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each place where a unit stands (k,): how many characters before it each unit (u, k) stood last in the same text, and
    the text (k,)."""
    last = np.full((len(held.weights), len(held.at)), -NOWHERE)
    last[held.unit, np.arange(len(held.at))] = held.at
    last = np.maximum.accumulate(last, axis=1)
    owner = grid.owner[held.at]
    return np.where(last >= grid.starts[owner], held.at - last, NOWHERE), owner


def names(laid: Laid, around: NDArray[np.float64]) -> Columns:
    """What the names, quoted terms and years of the question do; `around` (m, n) is how far document and headings hold each term."""
    terms, count = laid.terms, len(laid.grid.lengths)
    named = np.array([term.role in NAMED for term in laid.question.terms], dtype=bool)
    weights = np.where(named, terms.weights, 0.0)
    total = float(weights.sum()) or 1.0
    return {
        "context": terms.weights @ np.maximum(0.0, around - terms.texts) / terms.total,
        "named": weights @ terms.texts / total,
        "named_sentence": best_of(weights @ terms.sentences, laid.grid.home, count) / total,
        "astray": weights @ (1.0 - np.maximum(terms.texts, around)) / total,
    }


def of_sentences(vectors: NDArray[np.float32], sizes: NDArray[np.float64], query: NDArray[np.float32]) -> tuple[float, float]:
    """The greatest cosine of the query (d,) with a sentence (unit rows (s, d), s characters each) and with two neighbours together."""
    alone = vectors @ query
    if len(vectors) < 2:
        return float(alone[0]), float(alone[0])
    weighed = vectors * sizes[:, None]
    both = weighed[:-1] + weighed[1:]
    return float(alone.max()), float((both @ query / np.maximum(np.linalg.norm(both, axis=1), 1e-9)).max())
