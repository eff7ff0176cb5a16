"""A sum of weights with trees that correct it: what boosting made (Friedman 2001), evaluated by numpy on all rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.rank.linear import Linear

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees whose nodes stand in one table: a row goes `left` where its `feature` is at most the `threshold`, else `right`.

    A leaf points at itself, so that every row may take `depth` steps; `value` is a leaf's. `roots` are where the trees begin.
    """

    roots: tuple[int, ...] = ()
    feature: tuple[int, ...] = ()
    threshold: tuple[float, ...] = ()
    left: tuple[int, ...] = ()
    right: tuple[int, ...] = ()
    value: tuple[float, ...] = ()
    depth: int = 0

    def scores(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum of the leaves (n,) that rows of features (n, f) fall into; 0 without trees."""
        import numpy as np

        if not self.roots:
            return np.zeros(len(features))
        feature, threshold, value = np.array(self.feature), np.array(self.threshold), np.array(self.value)
        sides = np.array([self.right, self.left])
        node = np.tile(np.array(self.roots), (len(features), 1))
        row = np.arange(len(features))[:, None]
        for _ in range(self.depth):
            node = sides[(features[row, feature[node]] <= threshold[node]).astype(np.int64), node]
        total: NDArray[np.float64] = value[node].sum(axis=1)
        return total


@dataclass(frozen=True, slots=True)
class Boosted:
    """A linear score and the trees that correct it; higher is better, and a softmax over a question's rows says how likely each is."""

    linear: Linear
    trees: Trees = Trees()

    def scores(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """The scores (n,) of rows of features (n, f)."""
        return self.linear.scores(features) + self.trees.scores(features)

    def score(self, features: Sequence[float]) -> float:
        """The score of one row."""
        import numpy as np

        return float(self.scores(np.array([features], dtype=np.float64))[0])
