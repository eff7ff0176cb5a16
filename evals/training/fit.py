"""Fitting: a linear ranker by softmax over each question's candidates, a judge by logistic regression; numpy, no chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What speaks against in each set of features, and what may go either way; all others speak for. A weight against its reason is a
# fluke of train/ (there, a title's words stand as often beside a removed paragraph as beside the right one), and is held at zero.
AGAINST = frozenset(
    [
        "astray",
        "words_far",
        "pairs_far",
        "cosine_far",
        "brief",
        "missing",
        "lost_name",
        "lost_quoted",
        "lost_year",
        "numberless",
        "nameless",
        "uncounted",
    ],
)
EITHER = frozenset(["long", "lists", "short", "fact", "words", "position"])
STEPS = 25  # of Newton's method; it stands still after a dozen


def _newton(size: int, slope: Callable[[NDArray[np.float64]], tuple[NDArray[np.float64], NDArray[np.float64]]]) -> NDArray[np.float64]:
    """The minimum of a convex loss from its (gradient (f,), curvature (f, f)), by damped Newton steps of at most one unit."""
    import numpy as np

    w = np.zeros(size)
    for _ in range(STEPS):
        gradient, curvature = slope(w)
        step = np.linalg.solve(curvature + 1e-6 * np.eye(size), gradient)
        w = w - step / max(1.0, float(np.abs(step).max()))
    return w


def in_reason(
    names: Sequence[str], fit: Callable[[list[int]], NDArray[np.float64]], either: frozenset[str] = EITHER
) -> NDArray[np.float64]:
    """Weights (f,) of which none goes against its reason: `fit(columns)` gives those of the columns kept; what goes against is
    left out and the rest fitted anew, until none does."""
    import numpy as np

    kept = list(range(len(names)))
    while True:
        fitted = fit(kept)
        bad = [i for i, w in zip(kept, fitted, strict=False) if names[i] not in either and (w > 0) == (names[i] in AGAINST) and w != 0]
        if not bad:
            whole = np.zeros(len(names) + len(fitted) - len(kept))
            whole[kept] = fitted[: len(kept)]
            whole[len(names) :] = fitted[len(kept) :]
            return whole
        kept = [i for i in kept if i not in bad]


def softmax(
    groups: Sequence[tuple[NDArray[np.float64], NDArray[np.bool_]]],
    names: Sequence[str],
    ridge: float = 1e-3,
    either: frozenset[str] = EITHER,
    importance: Sequence[float] | None = None,
) -> NDArray[np.float64]:
    """Weights (f,) of the named features that make the right rows of each group likely: -log of the sum of their softmax, plus a ridge.

    Each group is (features (n, f), right (n,)) of one question, with one right row at least (ListNet's top-one loss, Cao et
    al. 2007), and counts by its importance (None: all alike). The curvature is that of the softmax over all rows, which bounds
    the true one.
    """
    import numpy as np

    counts = np.ones(len(groups)) if importance is None else np.array(importance, dtype=np.float64)

    everything = np.concatenate([features for features, _ in groups])
    right = np.concatenate([mask for _, mask in groups])
    starts = np.cumsum([0, *[len(features) for features, _ in groups]])[:-1]
    sizes = np.array([len(features) for features, _ in groups])

    def fit(columns: list[int]) -> NDArray[np.float64]:
        scale = everything[:, columns].std(axis=0) + 1e-9
        slope = partial(_softmax_slope, everything[:, columns] / scale, right, starts, sizes, counts / counts.sum(), ridge)
        return np.asarray(_newton(len(columns), slope) / scale)

    return in_reason(names, fit, either)


def _softmax_slope(
    x: NDArray[np.float64],
    right: NDArray[np.bool_],
    starts: NDArray[np.int64],
    sizes: NDArray[np.int64],
    shares: NDArray[np.float64],
    ridge: float,
    w: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import numpy as np

    z = x @ w
    e = np.exp(z - np.repeat(np.maximum.reduceat(z, starts), sizes))
    p = e / np.repeat(np.add.reduceat(e, starts), sizes)
    good = np.where(right, e, 0.0)
    q = good / np.maximum(np.repeat(np.add.reduceat(good, starts), sizes), 1e-12)
    each = np.repeat(shares, sizes)
    means = np.add.reduceat(x * p[:, None], starts, axis=0)
    curvature = x.T @ (x * (p * each)[:, None]) - means.T @ (means * shares[:, None])
    return x.T @ ((p - q) * each) + ridge * w, curvature + ridge * np.eye(len(w))


def logistic(
    rows: NDArray[np.float64], answers: NDArray[np.bool_], importance: NDArray[np.float64], names: Sequence[str], ridge: float = 1e-3
) -> tuple[NDArray[np.float64], float]:
    """(weights (f,), bias) of the probability that a row's evidence answers; each row counts by its importance."""
    import numpy as np

    share = importance / importance.sum()

    def fit(columns: list[int]) -> NDArray[np.float64]:
        scale = np.append(rows[:, columns].std(axis=0) + 1e-9, 1.0)
        x = np.hstack([rows[:, columns], np.ones((len(rows), 1))]) / scale
        held = np.append(np.full(len(columns), ridge), 0.0)

        def slope(w: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
            p = 1 / (1 + np.exp(-(x @ w)))
            curvature = x.T @ (x * (share * p * (1 - p))[:, None])
            return x.T @ (share * (p - answers)) + held * w, curvature + np.diag(held)

        return np.asarray(_newton(x.shape[1], slope) / scale)

    w = in_reason(names, fit)
    return np.asarray(w[:-1]), float(w[-1])
