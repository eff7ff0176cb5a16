"""A deterministic fake encoder for tests: hashed characters and character bigrams, so that similar texts really are near."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = 1


@lru_cache(maxsize=65_536)
def _place(feature: str, dimension: int) -> tuple[int, float]:
    """The column of a feature and its sign (feature hashing: Weinberger et al. 2009, arXiv:0902.2206)."""
    number = int.from_bytes(hashlib.blake2b(feature.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
    return (number >> 1) % dimension, 1.0 if number & 1 else -1.0


class HashEncoder:
    """Unit vectors of hashed character bigrams (and, at half weight, characters) of the NFKC lower-cased letters and digits."""

    name = "hash"

    def __init__(self, dimension: int = 256) -> None:
        self.dimension = dimension
        self.digest = hashlib.sha256(f"hash {VERSION} {dimension}".encode()).hexdigest()

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 (n, dimension), unit rows; zeros for a text without letters or digits."""
        import numpy as np

        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            letters = "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())
            for i in range(len(letters)):
                column, sign = _place(letters[i], self.dimension)
                row[column] += sign / 2
                column, sign = _place(letters[i : i + 2], self.dimension)
                row[column] += sign * (len(letters[i : i + 2]) - 1)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        rows /= np.where(norms > 0, norms, 1)
        return rows

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As `encode_queries`."""
        return self.encode_queries(texts)
