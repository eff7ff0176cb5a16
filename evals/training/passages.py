"""The ranker of passages, fitted on the candidates of each question asked, and what each group of its features is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from evals.bootstrap import Draws, interval
from evals.training.data import Case
from evals.training.fit import softmax
from evals.training.rows import Group, part
from qa.rank import GROUPS, PASSAGE, Linear
from qa.rank.survey import LOG
from qa.retrieve.legs import LEG

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEAREST = 30  # candidates of each question that are learnt from, best first by the sum that did best by hand
RIDGE = 3e-3  # crossed, 1e-3 and 1e-2 were no better in both libraries (docs/log.md)
LEGS = frozenset(["words", "bigrams", "dense"])  # groups whose candidates go with them
TAKEN = (*((name,) for name in GROUPS), ("words", "bigrams"), ("dense", "sentence vectors"))
PARTS = 5  # of the articles, each measured by what the other four give


def fit_passages(groups: Sequence[Group], without: Sequence[str] = (), nearest: int = NEAREST, ridge: float = RIDGE) -> Linear:
    """The weights that make each question's right paragraph likely among its nearest candidates; a question whose paragraph is not
    among them teaches nothing. The features of the groups `without` get no weight."""
    left_out = {name for group in without for name in GROUPS[group]}
    kept = [i for i, name in enumerate(PASSAGE) if name not in left_out]
    rows = [(group.rows[:nearest, kept], group.right[:nearest]) for group in groups if group.right[:nearest].any()]
    fitted = iter(softmax(rows, [PASSAGE[i] for i in kept], ridge, frozenset()).tolist())
    return Linear(tuple(0.0 if name in left_out else next(fitted) for name in PASSAGE))


def reciprocal_ranks(groups: Sequence[Group], model: Linear) -> NDArray[np.float64]:
    """RR@10 of each question (n,), 0 to 1; 0 where its paragraph is no candidate; of equal scores the right one counts last."""
    import numpy as np

    out = np.zeros(len(groups))
    for i, group in enumerate(groups):
        if group.right.any():
            scores = model.scores(group.rows)
            rank = int((scores >= scores[group.right].max()).sum())
            out[i] = 1 / rank if rank <= 10 else 0.0
    return out


def crossed(groups: Sequence[Group], title: Callable[[Case], str], without: Sequence[str] = ()) -> NDArray[np.float64]:
    """RR@10 of each question by a ranker that has not seen its article (cross-validation in `PARTS`)."""
    import numpy as np

    parts = np.array([part(title(group.case), PARTS, "part") for group in groups])
    out = np.zeros(len(groups))
    for i in range(PARTS):
        model = fit_passages([group for group, its in zip(groups, parts, strict=True) if its != i], without)
        out[parts == i] = reciprocal_ranks([group for group, its in zip(groups, parts, strict=True) if its == i], model)
    return out


def without_leg(group: Group, leg: str) -> Group:
    """The candidates that the other legs bring too, so that a leg is taken out and not its features alone."""
    import numpy as np

    words, pairs, far = (group.rows[:, PASSAGE.index(name)] for name in ("words", "pairs", "cosine_far"))
    brought = {"words": words > 0, "bigrams": pairs > 0, "dense": far <= np.log1p(LEG - 1) / LOG + 1e-6}
    kept = np.any([hits for name, hits in brought.items() if name != leg], axis=0)
    return replace(group, rows=group.rows[kept], right=group.right[kept])


def ablation(groups: Sequence[Group], title: Callable[[Case], str], taken: Sequence[tuple[str, ...]] = TAKEN) -> Iterator[str]:
    """Lines of a Markdown table: MRR@10 with each leg and each group of features taken out, and what that changes, with the interval
    of the paired difference (bootstrap over articles). Which candidates are looked at closely (`qa.rank.DEEP`) stays the same."""
    draws = Draws([title(group.case) for group in groups])
    whole = crossed(groups, title)
    yield "| taken out | MRR@10 | change | 95 % |\n| --- | --- | --- | --- |"
    yield f"| nothing | {whole.mean():.4f} | | |"
    for names in taken:
        left = groups
        for leg in sorted(LEGS.intersection(names)):
            left = [without_leg(group, leg) for group in left]
        rest = crossed(left, title, names)
        change = interval(draws.means(rest - whole))
        if change is not None:
            yield f"| {' and '.join(names)} | {rest.mean():.4f} | {change[0]:+.4f} | {change[1]:+.4f} to {change[2]:+.4f} |"
