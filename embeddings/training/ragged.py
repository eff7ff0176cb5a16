"""Rows of token numbers of different lengths, kept as one flat array."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ids = NDArray[np.int32]
BATCH = 8_192


@dataclass(frozen=True, slots=True)
class Ragged:
    """`flat[bounds[i]:bounds[i + 1]]` is row i; `flat` int32 (tokens,), `bounds` int64 (rows + 1,)."""

    flat: Ids
    bounds: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def __getitem__(self, row: int) -> Ids:
        return self.flat[self.bounds[row] : self.bounds[row + 1]]


def gather(rows: Sequence[Ids]) -> Ragged:
    """The rows one after the other."""
    bounds = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=bounds[1:])
    return Ragged(np.concatenate(rows).astype(np.int32) if rows else np.zeros(0, np.int32), bounds)


def encode(tokenizer: Tokenizer, texts: Iterable[str]) -> Ragged:
    """Each text's known tokens; the unknown piece (number 0) is left out."""
    rows: list[Ids] = []
    pending = list(texts)
    for start in range(0, len(pending), BATCH):
        for encoding in tokenizer.encode_batch_fast(pending[start : start + BATCH], add_special_tokens=False):
            ids = np.array(encoding.ids, dtype=np.int32)
            rows.append(ids[ids != 0])
    return gather(rows)
