"""Static models: a table of token vectors and mean pooling, on numpy and tokenizers alone.

Either sentence-transformers' own StaticEmbedding, or ours of four bits a number (`embeddings.quantized`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.errors import EmbeddingError
from embeddings.prompts import prompts_of, read_json
from embeddings.quantized import CODES, SCALE, FourBit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from embeddings.pieces import Pieces

CHUNK = 1_024  # texts cut at once
BULK = 1_000  # texts from which they are cut by `embeddings.pieces`, whose tables take 0.1 s to make
FEW, AMONG = 256, 200  # dimensions and pieces of `StaticEncoder.nearest`
TYPES = {"F16": "<f2", "F32": "<f4", "U8": "u1"}
WEIGHT = "embedding.weight"
KINDS = ("StaticEmbedding", "FourBitStaticEmbedding")


def module_folder(folder: Path) -> Path | None:
    """Where tokenizer and table lie, if the model is a static one (`KINDS`) with at most a Normalize after it; else None."""
    modules = read_json(folder, "modules.json")
    if not isinstance(modules, list) or not modules:
        return None
    kinds = [str(module.get("type", "")).rsplit(".", 1)[-1] for module in modules]
    if kinds[0] not in KINDS or kinds[1:] not in ([], ["Normalize"]):
        return None
    place = folder / str(modules[0].get("path", ""))
    header = table_header(place / "model.safetensors")[0] if (place / "model.safetensors").exists() else {}
    return place if CODES in header or header.get(WEIGHT, {}).get("dtype") in ("F16", "F32") else None


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

    def rows(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """These rows, float32 (n, dimension)."""
        return self.table.take(ids, axis=0).astype("float32")

    def heads(self, ids: NDArray[np.int64], count: int) -> NDArray[np.float32]:
        """The first `count` numbers of these rows, each brought to unit length as a whole, float32 (n, count); zeros for one of zeros."""
        return _unit(self.rows(ids))[:, :count].copy()


def open_table(path: Path) -> Floats | FourBit:
    """The token table of a static model."""
    if CODES in table_header(path)[0]:
        table = FourBit(open_tensor(path, CODES, 2), open_tensor(path, SCALE, 1))
        if len(table.codes) != len(table.scale):
            raise EmbeddingError("model_damaged", folder=path.parent, file=path.name)
        return table
    return Floats(open_tensor(path, WEIGHT, 2))


class StaticEncoder:
    """The mean of a text's token rows, at unit length.

    A text without any known token has a row of zeros: it is similar to nothing (inner product 0 with everything), and no other
    vector would be honest. All other rows have unit length.
    """

    def __init__(self, folder: Path, name: str) -> None:
        from tokenizers import Tokenizer

        place = module_folder(folder)
        if place is None:
            raise EmbeddingError("model_damaged", folder=folder, file="modules.json")
        self.name = name
        self.files = (folder / "modules.json", place / "tokenizer.json", place / "model.safetensors")
        self.prompts = prompts_of(folder, name)
        self.table = open_table(self.files[2])
        try:
            self.tokenizer = Tokenizer.from_str(self.files[1].read_text(encoding="utf-8"))
        except Exception as error:  # tokenizers raises bare Exception for all that it cannot parse
            raise EmbeddingError("model_damaged", folder=folder, file="tokenizer.json") from error
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        if self.tokenizer.get_vocab_size() > len(self.table):
            raise EmbeddingError("model_damaged", folder=folder, file="model.safetensors")
        self.dimension = self.table.dimension

    @cached_property
    def digest(self) -> str:
        """SHA-256 over modules, tokenizer, table and prompts: equal digests give equal vectors."""
        whole = hashlib.sha256()
        for path in self.files:
            with path.open("rb") as file:
                whole.update(hashlib.file_digest(file, "sha256").digest())
        whole.update(json.dumps([self.prompts.query, self.prompts.passage]).encode())
        return whole.hexdigest()

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 (n, dimension), unit rows; zeros for a text without a known token."""
        return self._encode([self.prompts.query + text for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 (n, dimension), unit rows; zeros for a text without a known token."""
        return self._encode([self.prompts.passage + text for text in texts])

    def cut(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        """The ids of each text's pieces, in their order (n,)."""
        import numpy as np

        encoded = self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [np.array(encoding.ids, dtype=np.int64) for encoding in encoded]

    def pool(self, pieces: Sequence[NDArray[np.int64]]) -> NDArray[np.float32]:
        """The vectors of texts that are cut already (`cut`), float32 (n, dimension): the same to the bit as `encode_passages` where the
        passages have no prompt."""
        return _unit(self.sums(pieces))

    def sums(self, pieces: Sequence[NDArray[np.int64]]) -> NDArray[np.float32]:
        """The same before they are brought to unit length: the longer, the more the table makes of the text."""
        import numpy as np

        vectors = np.zeros((len(pieces), self.dimension), dtype=np.float32)
        for row, ids in enumerate(pieces):
            if len(ids):
                vectors[row] = self.table.total(ids)
        return vectors

    def rows(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The pieces of these ids, float32 (n, dimension), unit rows; zeros for a piece that says nothing."""
        return _unit(self.table.rows(ids))

    def nearest(self, words: NDArray[np.float32], k: int) -> list[list[tuple[str, float]]]:
        """The k Chinese pieces nearest to each word (unit rows (u, d)), best first, with their cosines (-1 to 1).

        Looked for by some of the dimensions, `FEW`, among which those `AMONG` are compared that are nearest by them: so were
        found 99.9 % of the pieces that are among the eight nearest to an English word and as near as 0.3 (docs/log.md)."""
        import numpy as np

        ids, few = self._chinese
        if not len(words) or not len(ids):
            return [[] for _ in words]
        rough = words[:, : few.shape[1]] @ few.T
        out = []
        for word, scores in zip(words, rough, strict=True):
            close = np.sort(np.argpartition(-scores, min(AMONG, len(ids)) - 1)[:AMONG])
            cosines = self.rows(ids[close]) @ word
            best = np.argsort(-cosines, kind="stable")[:k]
            out.append([(str(self.tokenizer.id_to_token(int(ids[close[i]]))), float(cosines[i])) for i in best])
        return out

    @cached_property
    def _chinese(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The pieces that begin in Chinese (all that do are, in the shipped table), by id (n,), and the first `FEW` dimensions of their
        unit rows (n, FEW)."""
        import numpy as np

        vocabulary = self.tokenizer.get_vocab()
        ids = np.array(sorted(i for piece, i in vocabulary.items() if "\u3400" <= piece[:1] <= "\u9fff"), dtype=np.int64)
        return ids, self.table.heads(ids, FEW)

    @cached_property
    def _pieces(self) -> Pieces | None:
        """What cuts many texts at once, where the tokenizer's rules are those it knows."""
        from embeddings.pieces import pieces_of

        return pieces_of(self.tokenizer)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        cut = self._pieces.cut if len(texts) >= BULK and self._pieces is not None else self.cut
        chunks = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
        if len(chunks) < 2:
            self._add_up(map(cut, chunks), vectors)
        else:  # the next chunk is cut while one is added up: twice as fast as two threads that do both by turns (docs/log.md)
            with ThreadPoolExecutor(1) as pool:
                self._add_up(pool.map(cut, chunks), vectors)
        return _unit(vectors)

    def _add_up(self, chunks: Iterable[Sequence[NDArray[np.int64]]], vectors: NDArray[np.float32]) -> None:
        for row, ids in enumerate(chain.from_iterable(chunks)):
            if len(ids):
                vectors[row] = self.table.total(ids)


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows at unit length, in place; rows of zeros stay."""
    import numpy as np

    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    rows /= np.where(norms > 0, norms, 1)
    return rows
