"""Token tables of four bits a number: a quarter of float16, so that 1,024 dimensions take the room of 256.

Row i is `scale[i] * (code - 8)`, with codes 1 to 15 and scales 1 to 255 (0 for a row that says nothing). Both are whole numbers, and so
is every sum of rows: float32 holds it exactly up to 1,100 different tokens a text and the largest scale, and the same tokens give the
same bits in any order. The factor that brings the table back to its own size is left out, since a cosine does not see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

POWER = 0.75
EIGHTHS = 8
CODES, SCALE = "embedding.codes", "embedding.scale"  # tensors of the safetensors file
MIDDLE, LARGEST = 8, 7
BLOCK = 4_096  # rows looked through at once
SHORT, TOGETHER = 40, 32  # tokens of a text below which texts are added up together, and how many at a time (docs/log.md has the runs)
CLIPS = tuple(0.3 + 0.025 * i for i in range(29))  # shares of a row's largest number that are tried as its largest code: 0.3 to 1.0


@dataclass(frozen=True, slots=True)
class FourBit:
    """`codes` uint8 (pieces, dimension / 2): the low half of a byte is a number of the first half of the row, the high half one of
    the second. `scale` uint8 (pieces,)."""

    codes: NDArray[np.uint8]
    scale: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def dimension(self) -> int:
        """Numbers in a row."""
        return 2 * int(self.codes.shape[1])

    def total(self, ids: list[int] | NDArray[np.int64]) -> NDArray[np.float32]:
        """The sum of these rows, float32 (dimension,), whole numbers; a row that is there n times counts `damped(n)`."""
        import numpy as np

        rows, counts = np.unique(ids, return_counts=True)
        packed = self.codes.take(rows, axis=0)
        scale = self.scale.take(rows) * damped(counts)
        halves = (scale @ (packed & 15).astype(np.float32), scale @ (packed >> 4).astype(np.float32))
        return np.asarray(np.concatenate(halves) - np.float32(MIDDLE) * scale.sum(dtype=np.float32))

    def totals(self, texts: Sequence[NDArray[np.int64]]) -> NDArray[np.float32]:
        """`total` of each text, float32 (n, dimension), the same to the bit, since whole numbers are added up; zeros for one without any
        token. Short texts all in one product, which is faster as long as they have many tokens in common (docs/log.md)."""
        import numpy as np

        sums = np.zeros((len(texts), self.dimension), dtype=np.float32)
        lengths = np.array([len(ids) for ids in texts], dtype=np.int64)
        if lengths.sum() >= SHORT * len(texts):
            for row in np.flatnonzero(lengths).tolist():
                sums[row] = self.total(texts[row])
            return sums
        for start in range(0, len(texts), TOGETHER):
            part = slice(start, start + TOGETHER)
            if lengths[part].any():
                sums[part] = self._together(np.concatenate(texts[part]), lengths[part])
        return sums

    def _together(self, ids: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.float32]:
        """The sums (n, dimension) of texts of these lengths (n,), whose ids stand one behind the other."""
        import numpy as np

        rows, places = np.unique(ids, return_inverse=True)
        pairs, counts = np.unique(np.repeat(np.arange(len(lengths)), lengths) * len(rows) + places, return_counts=True)
        weights = np.zeros((len(lengths), len(rows)), dtype=np.float32)
        weights.flat[pairs] = self.scale.take(rows)[pairs % len(rows)] * damped(counts)
        packed = self.codes.take(rows, axis=0)
        halves = (weights @ (packed & 15).astype(np.float32), weights @ (packed >> 4).astype(np.float32))
        return np.asarray(np.concatenate(halves, axis=1) - np.float32(MIDDLE) * weights.sum(axis=1, dtype=np.float32)[:, None])

    def rows(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """These rows, float32 (n, dimension), whole numbers, each without its scale: as directions."""
        import numpy as np

        packed = self.codes.take(ids, axis=0)
        return np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - np.float32(MIDDLE)

    def products(self, vectors: NDArray[np.float32], ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The inner products of vectors (u, dimension) with `rows`, float32 (u, n), half by half: the rows are never put together."""
        import numpy as np

        packed, half = self.codes.take(ids, axis=0), self.codes.shape[1]
        out = vectors[:, :half] @ (packed & 15).astype(np.float32).T
        out += vectors[:, half:] @ (packed >> 4).astype(np.float32).T
        return np.asarray(out - MIDDLE * vectors.sum(axis=1, keepdims=True))

    def lengths(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """How long `rows` are, float32 (n,). Without widening them: their squares are looked up byte by byte."""
        import numpy as np

        both = np.arange(256)
        squares = (((both & 15) - MIDDLE) ** 2 + ((both >> 4) - MIDDLE) ** 2).astype(np.uint8)
        return np.asarray(np.sqrt(squares.take(self.codes.take(ids, axis=0)).sum(axis=1, dtype=np.float32)))

    def heads(self, ids: NDArray[np.int64], count: int) -> NDArray[np.float32]:
        """The first `count` numbers of these rows, at most those of a half, each row brought to unit length as a whole, float32 (n, count);
        zeros for a row of zeros."""
        import numpy as np

        heads = np.empty((len(ids), min(count, self.codes.shape[1])), dtype=np.float32)
        for start in range(0, len(ids), BLOCK):
            part = ids[start : start + BLOCK]
            own = heads[start : start + BLOCK]
            own[:] = self.codes.take(part, axis=0)[:, :count] & 15
            own -= MIDDLE
            own /= np.maximum(self.lengths(part), 1.0)[:, None]
        return heads

    def widened(self) -> NDArray[np.float32]:
        """The whole table, float32 (pieces, dimension), whole numbers."""
        import numpy as np

        return self.rows(np.arange(len(self))) * self.scale[:, None].astype(np.float32)


def damped(counts: NDArray[np.int64]) -> NDArray[np.float32]:
    """What a token counts that stands there so often: its count to the power of `POWER`, in eighths, as whole numbers.

    The second time says less than the first, as in BM25 (docs/log.md has the runs)."""
    import numpy as np

    return np.asarray(np.rint(EIGHTHS * counts**POWER), dtype=np.float32)


def quantize(table: NDArray[np.float32]) -> FourBit:
    """The table in four bits a number, each row clipped where its squared error is least. `table` float32 (pieces, an even dimension)."""
    import numpy as np

    steps = np.abs(table).max(axis=1) / LARGEST
    unit = max(float(steps.max()), 1e-12) / 255
    best = np.zeros(len(table), dtype=np.uint8)
    least = np.full(len(table), np.inf)
    for clip in CLIPS:
        scale = np.clip(np.rint(steps * clip / unit), 1, 255)
        error = np.square(_codes(table, scale * unit) * (scale * unit)[:, None] - table).sum(axis=1)
        better = error < least
        best[better], least[better] = scale[better], error[better]
    best[steps == 0] = 0
    codes = (_codes(table, np.maximum(best, 1) * unit) + MIDDLE).astype(np.uint8)
    half = table.shape[1] // 2
    return FourBit(codes[:, :half] | np.left_shift(codes[:, half:], 4, dtype=np.uint8), best)


def _codes(table: NDArray[np.float32], step: NDArray[Any]) -> NDArray[np.float32]:
    import numpy as np

    return np.clip(np.rint(table / step[:, None].astype(np.float32)), -LARGEST, LARGEST)
