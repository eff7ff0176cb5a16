"""Static models: a table of token vectors and mean pooling, on numpy and tokenizers alone.

Either sentence-transformers' own StaticEmbedding, or ours of four bits a number (`embeddings.quantized`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.errors import EmbeddingError
from embeddings.prompts import prompts_of, read_json
from embeddings.quantized import CODES
from embeddings.tables import WEIGHT, open_table, table_header, unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from embeddings.pieces import Pieces

CHUNK = 1_024  # texts cut at once
BULK = 1_000  # texts from which they are cut by `embeddings.pieces`, whose tables take 0.1 s to make, as long as it saves there
FEW, AMONG = 256, 200  # dimensions and pieces of `StaticEncoder.nearest`
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
        return unit(self.sums(pieces))

    def sums(self, pieces: Sequence[NDArray[np.int64]]) -> NDArray[np.float32]:
        """The same before they are brought to unit length: the longer, the more the table makes of the text."""
        return self.table.totals(pieces)

    def rows(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The pieces of these ids, float32 (n, dimension), unit rows; zeros for a piece that says nothing."""
        return unit(self.table.rows(ids))

    def cosines(self, words: NDArray[np.float32], ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """How near the pieces of these ids (n,) come to words (unit rows (u, d)): cosines float32 (u, n), -1 to 1; 0 for a piece that says
        nothing. `words @ rows(ids).T` but for rounding, at half the time: the rows' lengths are worked out once a process."""
        import numpy as np

        new = ids[np.isnan(self._lengths.take(ids))]
        if len(new):
            lengths = self.table.lengths(new)
            self._lengths[new] = np.where(lengths > 0, lengths, 1)
        return self.table.products(words, ids) / self._lengths.take(ids)

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
            cosines = self.cosines(word[None, :], ids[close])[0]
            best = np.argsort(-cosines, kind="stable")[:k]
            out.append([(str(self.tokenizer.id_to_token(int(ids[close[i]]))), float(cosines[i])) for i in best])
        return out

    @cached_property
    def _lengths(self) -> NDArray[np.float32]:
        """How long each piece's row is, 1 for one of zeros, not a number where nobody has asked yet (pieces,)."""
        import numpy as np

        return np.full(len(self.table), np.nan, dtype=np.float32)

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
        starts = range(0, len(texts), CHUNK)
        chunks = [texts[start : start + CHUNK] for start in starts]
        with ThreadPoolExecutor(1) if len(chunks) > 1 else nullcontext() as pool:
            # The next chunk is cut while one is added up: faster than two threads that do both by turns (docs/log.md).
            for start, pieces in zip(starts, pool.map(cut, chunks) if pool else map(cut, chunks), strict=True):
                vectors[start : start + CHUNK] = self.sums(pieces)
        return unit(vectors)
