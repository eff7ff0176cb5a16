"""Strings to unit vectors: the shipped static model, any sentence-transformers model, or a fake for tests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from embeddings.errors import EmbeddingError
from embeddings.hashed import HashEncoder
from embeddings.prompts import Prompts, prompts_of
from embeddings.static import StaticEncoder, module_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Encoder", "HashEncoder", "StaticEncoder", "TransformerEncoder", "load_encoder", "shipped"]

SHIPPED = Path(__file__).with_name("models") / "youju-static"
# What fixes a transformer's vectors; model cards, licences and pictures do not.
FIXING = frozenset({".json", ".safetensors", ".bin", ".txt", ".model", ".vocab"})


class Encoder(Protocol):
    """Texts to vectors of unit length (or zeros: see `StaticEncoder`). Equal `digest`s (64 hexadecimal digits) give equal vectors."""

    @property
    def name(self) -> str:
        """What the user called it."""

    @property
    def digest(self) -> str:
        """SHA-256 over what fixes the vectors."""

    @property
    def dimension(self) -> int:
        """Columns of every vector."""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 (n, dimension)."""

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 (n, dimension)."""


class TransformerEncoder:
    """Any model of sentence-transformers in a local folder, with the prompts that its family needs."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.prompts: Prompts = prompts_of(folder, name)
        from sentence_transformers import SentenceTransformer  # 10 s to import: only for those who ask for such a model
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            self._model = SentenceTransformer(str(folder), local_files_only=True)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, ImportError, RuntimeError) as error:
            # Whatever its loaders raise for a folder that is no such model, or one that wants code of its own.
            raise EmbeddingError("model_unsupported", name=name) from error
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise EmbeddingError("model_unsupported", name=name)
        self.dimension = int(dimension)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the folder's files that fix the vectors (by relative path and content) and over the prompts."""
        whole = hashlib.sha256()
        for path in sorted(self.folder.rglob("*"), key=lambda found: found.relative_to(self.folder).as_posix()):
            relative = path.relative_to(self.folder)
            if path.suffix in FIXING and path.is_file() and not relative.parts[0].startswith("."):
                with path.open("rb") as file:
                    whole.update(relative.as_posix().encode() + b"\0" + hashlib.file_digest(file, "sha256").digest())
        whole.update(json.dumps([self.prompts.query, self.prompts.passage]).encode())
        return whole.hexdigest()

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 (n, dimension), unit rows."""
        return self._encode(texts, self.prompts.query, "query")

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 (n, dimension), unit rows."""
        return self._encode(texts, self.prompts.passage, "document")

    def _encode(self, texts: Sequence[str], prompt: str, task: str) -> NDArray[np.float32]:
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        encode = self._model.encode_query if task == "query" else self._model.encode_document
        vectors = encode(list(texts), prompt=prompt, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True)
        return np.ascontiguousarray(vectors, dtype=np.float32)


def find_folder(name: str, download: bool, owner: str = "sentence-transformers") -> Path:
    """The folder that a name means: itself, or the model's folder in the hub's cache; fetched only where `download` says so.

    `owner` is whose model a hub name without an owner is.
    """
    if not name.strip():  # Path("") would be the current folder
        raise EmbeddingError("model_folder_missing", name="''")
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    if name.startswith((".", "/", "~")) or name.count("/") > 1 or "\\" in name:
        raise EmbeddingError("model_folder_missing", name=name)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    repository = name if "/" in name else f"{owner}/{name}"
    try:
        return Path(snapshot_download(repository, local_files_only=not download))
    except HFValidationError as error:
        raise EmbeddingError("model_folder_missing", name=name) from error
    except LocalEntryNotFoundError as error:
        raise EmbeddingError("model_not_downloaded" if download else "model_not_found", name=repository) from error
    except OSError as error:  # HTTP errors, connection errors and full disks are all OSError here
        raise EmbeddingError("model_not_downloaded", name=repository) from error


@cache
def shipped() -> StaticEncoder:
    """The static model that ships, opened once."""
    return StaticEncoder(SHIPPED, "youju-static")


def load_encoder(name: str | None = None, *, download: bool = False) -> Encoder:
    """None: the shipped static model (numpy and tokenizers only). A folder, or a name in the hub's local cache: that model,
    by our own code where it is a StaticEmbedding, else by sentence-transformers. `hash`: the fake, for tests.

    The network is touched only with `download`. Raises EmbeddingError, one sentence with the next step.
    """
    if name is None:
        return shipped()
    if name == HashEncoder.name:
        return HashEncoder()
    folder = find_folder(name, download)
    if module_folder(folder) is not None:
        return StaticEncoder(folder, name)
    return TransformerEncoder(folder, name)
