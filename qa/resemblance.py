"""Texts that are nearly the same, such as a reprint in another newspaper.

MinHash over character shingles (Broder 1997, "On the resemblance and containment of documents"), hashed by multiply-shift
(Dietzfelbinger et al. 1997, "A reliable randomized algorithm for the closest-pair problem"); pairs are sought in bands of
rows (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", 3.4), so that not every pair is compared.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from qa.text.typography import letters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Signature = NDArray[np.uint32]
    """The least hashes of a text, uint32 (BANDS * ROWS,)."""

SHINGLE = 5
"""Characters of a shingle: in Chinese, two or three words."""
BANDS, ROWS = 32, 4
"""Two texts of resemblance s share a band with 1 - (1 - s^4)^32: at 0.5, 87 in 100 pairs; at 0.7, all but 1 in 5,000."""
ALIKE = 0.5
"""Resemblance from which two texts are nearly the same: half of the shingles of both together are in both."""
_SEED = 1997


def alike(texts: Sequence[str]) -> list[tuple[int, int, float]]:
    """Pairs (i, j, resemblance 0 to 1, estimated to 0.04 or so), i < j, of texts that are nearly the same, in order."""
    signatures = [signature(text) for text in texts]
    shelves: dict[tuple[int, bytes], list[int]] = {}
    for i, made in enumerate(signatures):
        for band in range(BANDS if made is not None else 0):
            assert made is not None
            shelves.setdefault((band, made[band * ROWS : (band + 1) * ROWS].tobytes()), []).append(i)
    pairs = {(i, j) for held in shelves.values() for n, i in enumerate(held) for j in held[n + 1 :]}
    scored = []
    for i, j in sorted(pairs):
        one, other = signatures[i], signatures[j]
        assert one is not None and other is not None
        scored.append((i, j, resemblance(one, other)))
    return [(i, j, score) for i, j, score in scored if score >= ALIKE]


def resemblance(one: Signature, other: Signature) -> float:
    """Share of the shingles of both texts together that are in both, 0 to 1, estimated to 0.04 or so."""
    return float((one == other).mean())


def signature(text: str) -> Signature | None:
    """The least hash of the text's shingles by each function; None where the text is shorter than a shingle."""
    import numpy as np

    body = letters(text)
    shingles = sorted({zlib.crc32(body[i : i + SHINGLE].encode("utf-8", "surrogatepass")) for i in range(len(body) - SHINGLE + 1)})
    if not shingles:
        return None
    hashed = np.array(shingles, np.uint64)
    least = [np.min(factor * hashed + term >> np.uint64(32)) for factor, term in zip(*_functions(), strict=True)]
    return np.array(least, np.uint64).astype(np.uint32)


@cache
def _functions() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Factors and terms of the hash functions."""
    import numpy as np

    draw = np.random.default_rng(_SEED)
    factors, terms = (draw.integers(0, 1 << 64, BANDS * ROWS, np.uint64) | np.uint64(1) for _ in range(2))
    return factors, terms
