"""How well the judge's probability tells questions that the library answers from those it does not.

Every question is asked twice, with its paragraph and without; one row of scores each, NaN where it is not asked so (the library
has nothing on it anyway, or its paragraph cannot be taken out). All statistics take weights (b, n), one row a resample, and give
one value a resample (NaN where it is undefined), so that the bootstrap can draw whole paragraphs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FALSE_REFUSAL = 0.05  # the share of answerable questions that may be refused where the threshold is taken from the scores themselves


def auroc(weights: NDArray[np.float64], present: NDArray[np.float64], absent: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probability that a question scores higher with its paragraph than another without (Hanley and McNeil 1982); ties count half.

    `present` and `absent` are scores (n,), higher is surer; 0.5 is chance, 1 is best.
    """
    import numpy as np

    weights_in, weights_out = weights[:, ~np.isnan(present)], weights[:, ~np.isnan(absent)]
    present, absent = present[~np.isnan(present)], absent[~np.isnan(absent)]
    levels, where = np.unique(np.concatenate([present, absent]), return_inverse=True)
    good, bad = np.zeros((len(weights), len(levels))), np.zeros((len(weights), len(levels)))
    for row in range(len(weights)):
        good[row] = np.bincount(where[: len(present)], weights=weights_in[row], minlength=len(levels))
        bad[row] = np.bincount(where[len(present) :], weights=weights_out[row], minlength=len(levels))
    below = np.cumsum(bad, axis=1) - bad / 2
    with np.errstate(invalid="ignore"):
        result: NDArray[np.float64] = (good * below).sum(axis=1) / (good.sum(axis=1) * bad.sum(axis=1))
    return result


def rejected(weights: NDArray[np.float64], present: NDArray[np.float64], absent: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of the questions without their paragraph that are refused at the highest threshold that refuses at most
    `FALSE_REFUSAL` of those with it; refused is what scores below the threshold. 1 is best."""
    import numpy as np

    weights_in, weights_out = weights[:, ~np.isnan(present)], weights[:, ~np.isnan(absent)]
    present, absent = present[~np.isnan(present)], absent[~np.isnan(absent)]
    if not len(present):
        return np.full(len(weights), np.nan)
    order = np.argsort(present, kind="stable")
    lost = np.cumsum(weights_in[:, order], axis=1)
    # The first question that may not be refused: up to and with it, more than the share would be.
    first = (lost > FALSE_REFUSAL * lost[:, -1:] * (1 + 1e-12)).argmax(axis=1)
    threshold = present[order][first]
    with np.errstate(invalid="ignore"):
        result: NDArray[np.float64] = (weights_out * (absent[None, :] < threshold[:, None])).sum(axis=1) / weights_out.sum(axis=1)
    return result


def risk_area(weights: NDArray[np.float64], scores: NDArray[np.float64], wrong: NDArray[np.float64]) -> NDArray[np.float64]:
    """Area under the risk-coverage curve (El-Yaniv and Wiener 2010; Geifman, Uziel and El-Yaniv 2019), 0 to 1, lower is better.

    `scores` (m,) and `wrong` (m, 1 where the answer is wrong) of all that is asked; of equal scores the wrong come first, the
    worst case. The area is the mean risk over all coverages.
    """
    import numpy as np

    order = np.lexsort((-wrong, -scores))
    covered = np.cumsum(weights[:, order], axis=1)
    risk = np.cumsum(weights[:, order] * wrong[order], axis=1) / np.maximum(covered, 1e-12)
    result: NDArray[np.float64] = (risk * weights[:, order]).sum(axis=1) / covered[:, -1]
    return result


def risk_coverage(scores: NDArray[np.float64], wrong: NDArray[np.float64], points: int = 100) -> list[tuple[float, float]]:
    """(coverage, risk) at `points` coverages up to 1: the surest share of the questions, and how much of it is answered wrong;
    none where nothing is asked."""
    import numpy as np

    if not len(scores):
        return []
    order = np.lexsort((-wrong, -scores))
    risk = np.cumsum(wrong[order]) / np.arange(1, len(order) + 1)
    at = np.unique(np.maximum(1, np.round(np.linspace(0, len(order), points + 1)[1:]).astype(int)))
    return [(round(float(i / len(order)), 4), round(float(risk[i - 1]), 5)) for i in at]
