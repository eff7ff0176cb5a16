"""Measures of a ranking, named as the field names them. All lie in [0, 1], higher is better; a question without results scores 0.

A ranking is read as the places, from 1 and ascending, at which relevant ids stand in it, and how many ids are relevant
(binary qrels). The tests check every measure against ir-measures.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from math import log2

DEPTH = 100  # of every ranking
RETRIEVAL: dict[str, Callable[[Sequence[int], int], float]] = {
    "nDCG@10": lambda places, relevant: ndcg(places, relevant, 10),
    "MRR@10": lambda places, relevant: reciprocal_rank(places, 10),
    **{f"R@{k}": (lambda places, relevant, k=k: recall(places, relevant, k)) for k in (1, 5, 20, 100)},  # type: ignore[misc]
}


def places_of(run: Sequence[str], relevant: Collection[str]) -> tuple[int, ...]:
    """Where the relevant ids stand in the first `DEPTH` of a run (ranked ids, best first, without repeats)."""
    return tuple(rank for rank, found in enumerate(run[:DEPTH], 1) if found in relevant)


def ndcg(places: Sequence[int], relevant: int, k: int) -> float:
    """nDCG@k with binary gains and a log2 discount (Järvelin and Kekäläinen 2002)."""
    ideal = sum(1 / log2(rank + 1) for rank in range(1, min(k, relevant) + 1))
    return sum(1 / log2(rank + 1) for rank in places if rank <= k) / ideal if ideal else 0.0


def reciprocal_rank(places: Sequence[int], k: int) -> float:
    """RR@k: one over the place of the first relevant id, 0 where that is not among the first k; its mean is MRR@k."""
    return 1 / places[0] if places and places[0] <= k else 0.0


def recall(places: Sequence[int], relevant: int, k: int) -> float:
    """R@k: the share of the relevant ids among the first k."""
    return sum(rank <= k for rank in places) / relevant if relevant else 0.0
