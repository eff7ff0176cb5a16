"""Static models (sentence-transformers' StaticEmbedding): a table of token vectors and mean pooling, on numpy and tokenizers alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.errors import EmbeddingError
from embeddings.prompts import prompts_of, read_json

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK = 512  # texts pooled at once: bounds the memory at some 200 MB of rows for paragraphs of 400 tokens
MANY = 1_024
TYPES = {"F16": "<f2", "F32": "<f4"}
WEIGHT = "embedding.weight"


def module_folder(folder: Path) -> Path | None:
    """Where tokenizer and table lie, if the model is a StaticEmbedding with at most a Normalize after it; else None."""
    modules = read_json(folder, "modules.json")
    if not isinstance(modules, list) or not modules:
        return None
    kinds = [str(module.get("type", "")).rsplit(".", 1)[-1] for module in modules]
    if kinds not in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"]):
        return None
    place = folder / str(modules[0].get("path", ""))
    header = table_header(place / "model.safetensors")[0] if (place / "model.safetensors").exists() else {}
    return place if header.get(WEIGHT, {}).get("dtype") in TYPES else None


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


def open_table(path: Path) -> NDArray[Any]:
    """The token table, float16 or float32 (pieces, dimension), mapped and not read: a question touches a dozen rows."""
    import numpy as np

    header, begin = table_header(path)
    entry = header.get(WEIGHT, {})
    try:
        shape = (int(entry["shape"][0]), int(entry["shape"][1]))
        return np.memmap(path, dtype=TYPES[entry["dtype"]], mode="r", offset=begin + int(entry["data_offsets"][0]), shape=shape)
    except (KeyError, IndexError, TypeError, OSError, ValueError) as error:
        raise EmbeddingError("model_damaged", folder=path.parent, file=path.name) from error


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
        self.dimension = int(self.table.shape[1])

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

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # Widening the whole table once (0.1 s) pays for many texts; the sums are the same to the last bit (a test holds that).
        table = self.table if len(texts) < MANY else np.asarray(self.table, dtype=np.float32)
        for start in range(0, len(texts), CHUNK):
            encodings = self.tokenizer.encode_batch_fast(list(texts[start : start + CHUNK]), add_special_tokens=False)
            for row, encoding in enumerate(encodings, start):
                if encoding.ids:
                    vectors[row] = table.take(encoding.ids, axis=0).sum(axis=0, dtype=np.float32)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.where(norms > 0, norms, 1)
        return vectors
