"""What the fitted ranker of passages reaches on held-out questions of train/; `evals.training.answering` has sentences and judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from evals.training.data import Case
from evals.training.rows import Group
from qa.rank import PASSAGE, Linear


def report(passages: Sequence[tuple[str, Group]], held: Callable[[Case], bool], passage: Linear) -> Iterator[str]:
    """Lines to read: the weights, and MRR@10 against each leg alone."""
    yield "passage " + ", ".join(f"{n} {w:.2f}" for n, w in zip(PASSAGE, passage.weights, strict=True))
    for library in ("big", "small"):
        groups = [g for name, g in passages if name == library and held(g.case)]
        alone = {n: Linear(tuple(float(n == m) for m in PASSAGE)) for n in ("words", "pairs", "cosine")}
        figures = ", ".join(f"{n} {mrr(groups, model):.4f}" for n, model in [*alone.items(), ("ranked", passage)])
        yield f"{library}: MRR@10 of {len(groups)} held-out questions: {figures}"


def mrr(groups: Sequence[Group], model: Linear) -> float:
    """MRR@10, 0 to 1; a question whose paragraph is no candidate scores 0, of equal scores the right one counts last."""
    import numpy as np

    total = 0.0
    for group in groups:
        if group.right.any():
            scores = group.rows @ np.array(model.weights)
            rank = int((scores >= scores[group.right].max()).sum())
            total += 1 / rank if rank <= 10 else 0.0
    return total / max(1, len(groups))
