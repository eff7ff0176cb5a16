"""Trees that correct a linear ranker: gradient boosting (Friedman 2001) of the same softmax loss, by LightGBM, as plain arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from qa.rank import Boosted, Linear, Trees

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Groups = Sequence[tuple["NDArray[np.float64]", "NDArray[np.bool_]"]]

# Chosen by cross-validation on folds 2 and 3 (docs/log.md): 150 trees of 7 leaves, and trees alone, are no better.
ROUNDS, DEPTH, LEAVES = 80, 5, 15
SETTINGS: dict[str, Any] = {
    "learning_rate": 0.08, "num_leaves": LEAVES, "max_depth": DEPTH, "min_data_in_leaf": 60, "min_sum_hessian_in_leaf": 1.0,
    "lambda_l2": 5.0, "feature_fraction": 0.6, "max_bin": 63, "seed": 1, "deterministic": True, "force_row_wise": True,
    "num_threads": 1, "verbose": -1,
}  # fmt: skip


def boost(groups: Groups, linear: Linear, rising: Sequence[bool], importance: Sequence[float] | None = None) -> Boosted:
    """The linear ranker with trees that lower its loss on the groups (`evals.training.fit.softmax`): each group is (features (n, f),
    right (n,)) of one question, with one right row at least, and counts by its importance (None: all alike). In a feature that is `rising`
    no tree may fall."""
    import lightgbm
    import numpy as np

    rows = np.concatenate([features for features, _ in groups])
    right = np.concatenate([mask for _, mask in groups])
    sizes = np.array([len(features) for features, _ in groups])
    counts = np.repeat(np.ones(len(groups)) if importance is None else np.array(importance, dtype=np.float64), sizes)
    slope = _slope(linear.scores(rows), right, sizes, counts)
    settings = {**SETTINGS, "objective": slope, "monotone_constraints": [int(up) for up in rising]}
    data = lightgbm.Dataset(rows, label=right.astype(np.float64), params={"max_bin": SETTINGS["max_bin"], "verbose": -1})
    model = lightgbm.train(settings, data, ROUNDS)
    return Boosted(linear, _arrays([tree["tree_structure"] for tree in model.dump_model()["tree_info"]]))


def _slope(
    start: NDArray[np.float64], right: NDArray[np.bool_], sizes: NDArray[np.int64], counts: NDArray[np.float64]
) -> Callable[[NDArray[np.float64], object], tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Gradient and curvature of the loss in each row's score, for LightGBM."""
    import numpy as np

    starts = np.cumsum(sizes) - sizes

    def slope(trees: NDArray[np.float64], _: object) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        z = trees + start
        e = np.exp(z - np.repeat(np.maximum.reduceat(z, starts), sizes))
        p = e / np.repeat(np.add.reduceat(e, starts), sizes)
        good = np.where(right, e, 0.0)
        q = good / np.maximum(np.repeat(np.add.reduceat(good, starts), sizes), 1e-300)
        return counts * (p - q), counts * np.maximum(p * (1 - p), 1e-4)

    return slope


def _arrays(trees: Sequence[dict[str, Any]]) -> Trees:
    """LightGBM's nested nodes as one table."""
    roots: list[int] = []
    table: list[list[float]] = []

    def place(node: dict[str, Any]) -> int:
        at = len(table)
        table.append([0, 0.0, at, at, float(node.get("leaf_value", 0.0))])
        if "split_feature" in node:
            table[at][:2] = [node["split_feature"], float(node["threshold"])]
            table[at][2] = place(node["left_child"])
            table[at][3] = place(node["right_child"])
            table[at][4] = 0.0
        return at

    for tree in trees:
        roots.append(place(tree))
    feature, threshold, left, right, value = (list(column) for column in zip(*table, strict=True))
    return Trees(
        tuple(roots), tuple(map(int, feature)), tuple(threshold), tuple(map(int, left)), tuple(map(int, right)),
        tuple(round(leaf, 7) for leaf in value), DEPTH,
    )  # fmt: skip
