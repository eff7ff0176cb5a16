"""Measures of a ranking, named as the field names them. All lie in [0, 1], higher is better; a question without results scores 0.

A run is the ranked ids for one question, best first, without repeats; the relevant ids are its qrels (binary).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log2


def ndcg(run: Sequence[str], relevant: Collection[str], k: int) -> float:
    """nDCG@k with binary gains and a log2 discount (Järvelin and Kekäläinen 2002)."""
    gained = sum(1 / log2(rank + 1) for rank, found in enumerate(run[:k], 1) if found in relevant)
    ideal = sum(1 / log2(rank + 1) for rank in range(1, min(k, len(relevant)) + 1))
    return gained / ideal if ideal else 0.0


def reciprocal_rank(run: Sequence[str], relevant: Collection[str], k: int) -> float:
    """RR@k: one over the rank of the first relevant id among the first k, else 0."""
    return next((1 / rank for rank, found in enumerate(run[:k], 1) if found in relevant), 0.0)


def recall(run: Sequence[str], relevant: Collection[str], k: int) -> float:
    """R@k: the share of the relevant ids among the first k."""
    return sum(found in relevant for found in run[:k]) / len(relevant) if relevant else 0.0
