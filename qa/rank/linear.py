"""A weighted sum of features."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Linear:
    """`bias + weights . features`; higher is better."""

    weights: tuple[float, ...]
    bias: float = 0.0

    def score(self, features: Sequence[float]) -> float:
        """The score of one row of features."""
        return self.bias + math.fsum(w * x for w, x in zip(self.weights, features, strict=True))

    def scores(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """The scores (n,) of rows of features (n, f), as `score` to some fifteen digits."""
        import numpy as np

        return np.asarray(features @ np.array(self.weights) + self.bias)
