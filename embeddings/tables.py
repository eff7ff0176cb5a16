"""The token tables of static models: floats as sentence-transformers saves them, or four bits a number (`embeddings.quantized`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.errors import EmbeddingError
from embeddings.quantized import CODES, SCALE, FourBit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TYPES = {"F16": "<f2", "F32": "<f4", "U8": "u1"}
WEIGHT = "embedding.weight"


def table_header(path: Path) -> tuple[dict[str, Any], int]:
    """The header of a safetensors file and where its data begins (8 bytes of length, JSON, data)."""
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if length > path.stat().st_size:
                raise ValueError("the header is longer than the file")
            header = json.loads(file.read(length))
        if not isinstance(header, dict):
            raise ValueError("the header is no object")
    except (OSError, ValueError) as error:
        raise EmbeddingError("model_damaged", folder=path.parent, file=path.name) from error
    return header, 8 + length


def open_tensor(path: Path, name: str, dimensions: int) -> NDArray[Any]:
    """One tensor of a safetensors file, mapped and not read: a question touches a dozen rows."""
    import numpy as np

    header, begin = table_header(path)
    try:
        entry = header[name]
        shape = tuple(int(size) for size in entry["shape"])
        if len(shape) != dimensions:
            raise ValueError(f"{name} has {len(shape)} dimensions")
        return np.memmap(path, dtype=TYPES[entry["dtype"]], mode="r", offset=begin + int(entry["data_offsets"][0]), shape=shape)
    except (KeyError, IndexError, TypeError, OSError, ValueError) as error:
        raise EmbeddingError("model_damaged", folder=path.parent, file=path.name) from error


@dataclass(frozen=True, slots=True)
class Floats:
    """A table of float16 or float32 (pieces, dimension), as sentence-transformers saves it."""

    table: NDArray[Any]

    def __len__(self) -> int:
        return len(self.table)

    @property
    def dimension(self) -> int:
        """Numbers in a row."""
        return int(self.table.shape[1])

    def total(self, ids: list[int] | NDArray[np.int64]) -> NDArray[np.float32]:
        """The sum of these rows, float32 (dimension,)."""
        import numpy as np

        return np.asarray(self.table.take(ids, axis=0).sum(axis=0, dtype=np.float32))

    def totals(self, texts: Sequence[NDArray[np.int64]]) -> NDArray[np.float32]:
        """The sum of the rows of each text, float32 (n, dimension); zeros for one without any."""
        import numpy as np

        sums = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, ids in enumerate(texts):
            if len(ids):
                sums[row] = self.total(ids)
        return sums

    def rows(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """These rows, float32 (n, dimension)."""
        return self.table.take(ids, axis=0).astype("float32")

    def products(self, vectors: NDArray[np.float32], ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The inner products of vectors (u, dimension) with these rows, float32 (u, n)."""
        import numpy as np

        return np.asarray(vectors @ self.rows(ids).T)

    def lengths(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """How long these rows are, float32 (n,)."""
        import numpy as np

        return np.asarray(np.linalg.norm(self.rows(ids), axis=1))

    def heads(self, ids: NDArray[np.int64], count: int) -> NDArray[np.float32]:
        """The first `count` numbers of these rows, each brought to unit length as a whole, float32 (n, count); zeros for one of zeros."""
        return unit(self.rows(ids))[:, :count].copy()


def open_table(path: Path) -> Floats | FourBit:
    """The token table of a static model."""
    if CODES in table_header(path)[0]:
        table = FourBit(open_tensor(path, CODES, 2), open_tensor(path, SCALE, 1))
        if len(table.codes) != len(table.scale):
            raise EmbeddingError("model_damaged", folder=path.parent, file=path.name)
        return table
    return Floats(open_tensor(path, WEIGHT, 2))


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows at unit length, in place; rows of zeros stay."""
    import numpy as np

    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    rows /= np.where(norms > 0, norms, 1)
    return rows
