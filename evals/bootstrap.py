"""95 % intervals by the paired bootstrap (Efron and Tibshirani 1993), over clusters of questions.

Questions on one paragraph are not independent: what is drawn, with replacement, is paragraphs with all their questions
(the cluster bootstrap; Field and Welsh 2007). Every measure of every mode of a set is worked out on the same draws, so the
difference of two modes has the interval of the paired difference.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RESAMPLES, SEED = 10_000, 20_261_122
BATCH = 250  # resamples worked out at once where a statistic needs all questions' scores
Interval = tuple[float, float, float]
"""(value, low, high): the value on the set itself and the 2.5th and 97.5th percentiles of the resamples' values."""


class Draws:
    """The draws for one set: how often each cluster is drawn in each resample."""

    def __init__(self, clusters: Sequence[str], resamples: int = RESAMPLES, seed: int = SEED) -> None:
        """`clusters[i]` is the cluster of question i; at least one question."""
        import numpy as np

        names = list(dict.fromkeys(clusters))
        index = {name: i for i, name in enumerate(names)}
        self.of = np.array([index[name] for name in clusters])
        generator = np.random.default_rng(seed)
        self.counts = generator.multinomial(len(names), np.full(len(names), 1 / len(names)), resamples).astype(np.float32)

    def means(self, values: NDArray[np.float64], kept: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
        """The mean of one value a question (n,), over the questions `kept` (all for None): of the set itself, then of each
        resample, (1 + resamples,). NaN where no question is kept."""
        import numpy as np

        weight = np.ones(len(values)) if kept is None else kept.astype(np.float64)
        sums = np.bincount(self.of, weights=values * weight, minlength=self.counts.shape[1])
        sizes = np.bincount(self.of, weights=weight, minlength=self.counts.shape[1])
        with np.errstate(invalid="ignore"):
            drawn = (self.counts @ sums) / (self.counts @ sizes)
            whole = np.float64(sums.sum()) / np.float64(sizes.sum())
        return np.concatenate([[whole], drawn])

    def statistics(self, of: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> NDArray[np.float64]:
        """Any statistic of weighted questions: `of` takes weights (b, n) and gives (b,); (1 + resamples,) as in `means`."""
        import numpy as np

        parts = [of(np.ones((1, len(self.of))))]
        for start in range(0, len(self.counts), BATCH):
            parts.append(of(self.counts[start : start + BATCH, self.of].astype(np.float64)))
        return np.concatenate(parts)


def interval(values: NDArray[np.float64]) -> Interval | None:
    """Value and 95 % interval of what `Draws` gives; None where the statistic is undefined on the set itself."""
    import numpy as np

    if not np.isfinite(values[0]):
        return None
    drawn = values[1:][np.isfinite(values[1:])]
    low, high = np.percentile(drawn, [2.5, 97.5]) if len(drawn) else (values[0], values[0])
    return round(float(values[0]), 5), round(float(low), 5), round(float(high), 5)


def intervals(values: Mapping[str, NDArray[np.float64]]) -> dict[str, Interval]:
    """By name; what is undefined is left out."""
    found = {name: interval(row) for name, row in values.items()}
    return {name: each for name, each in found.items() if each is not None}


def error_cut(mode: NDArray[np.float64], base: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 - (1 - mode) / (1 - base): the share of the base's errors that the mode does not make; 1 is all of them, negative is worse."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        return 1 - (1 - mode) / (1 - base)
