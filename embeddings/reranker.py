"""Cross-encoders of sentence-transformers in a local folder: question and passage read together, one score a pair."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from embeddings.encoder import find_folder
from embeddings.errors import EmbeddingError
from embeddings.prompts import read_json

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import CrossEncoder

__all__ = ["Reranker", "load_reranker"]

OWNER = "cross-encoder"  # whose a hub name without an owner is, as CrossEncoder itself has it
BATCH = 16  # pairs at once: some 8,000 tokens of paragraphs, which two cores and the smallest graphics card hold
CLASSIFIER = "ForSequenceClassification"  # how transformers' classes with a scoring head are called
# What `find_folder` and `read_json` say of an embedding model, said of a reranker.
SENTENCES = {
    "model_not_found": "reranker_not_found",
    "model_not_downloaded": "reranker_not_found",
    "model_folder_missing": "reranker_folder_missing",
    "model_damaged": "reranker_damaged",
}


class Reranker:
    """A CrossEncoder with one output. Safe to use from several threads, one of which scores at a time."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        architecture = _architecture(folder, name)
        from sentence_transformers import CrossEncoder  # 10 s to import: only for those who ask for such a model
        from torch.nn import Identity
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # its table of missing weights: they are checked below
        try:
            # Logits, not their sigmoid: that is 1.0 in float32 from 17 up and would tie what the model tells apart.
            # safetensors alone: weights in a .bin file are a pickle.
            self._model: CrossEncoder = CrossEncoder(
                str(folder), local_files_only=True, activation_fn=Identity(), model_kwargs={"use_safetensors": True}
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError, ImportError, RuntimeError) as error:
            # Whatever its loaders raise for a folder that is no such model, or one that wants code of its own.
            raise EmbeddingError("reranker_unsupported", name=name) from error
        if self._model.num_labels != 1:
            raise EmbeddingError("reranker_labels", name=name, labels=self._model.num_labels)
        if architecture.endswith(CLASSIFIER) and not _head(self._model) <= _weights(folder):
            raise EmbeddingError("reranker_unsupported", name=name)
        self._lock = Lock()  # a tokenizer of Hugging Face cannot be borrowed by two threads at once

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """float32 (n,): how well each passage answers, a logit without bounds, higher is better; comparable for one question only.

        The model cuts pairs that are longer than it reads. EmbeddingError where a score is no finite number.
        """
        import numpy as np

        if not passages:
            return np.zeros(0, np.float32)
        pairs = [(question, passage) for passage in passages]
        with self._lock:
            found = self._model.predict(pairs, batch_size=BATCH, show_progress_bar=False, convert_to_numpy=True)
        scores: NDArray[np.float32] = np.asarray(found, dtype=np.float32)
        if scores.shape != (len(pairs),) or not np.isfinite(scores).all():
            raise EmbeddingError("reranker_not_finite", name=self.name)
        return scores


def load_reranker(name: str) -> Reranker:
    """The CrossEncoder in a folder, or of a name in the hub's local cache; the network is never touched.

    Raises EmbeddingError, one sentence with the next step: no such folder, not on this machine, no CrossEncoder, more than
    one output, weights that are no safetensors.
    """
    try:
        return Reranker(find_folder(name, download=False, owner=OWNER), name)
    except EmbeddingError as error:
        raise EmbeddingError(SENTENCES.get(error.key, error.key), **error.fields) from error


def _architecture(folder: Path, name: str) -> str:
    """The class of the model, told before anything is loaded. EmbeddingError where it is no cross-encoder.

    CrossEncoder takes any transformer, an embedding model too, and gives it a head of random numbers; one that is trained says
    so: by its class, or (a language model that is asked for yes or no) by what sentence-transformers wrote beside it.
    """
    classes = read_json(folder, "config.json").get("architectures") or [""]
    kind = read_json(folder, "config_sentence_transformers.json").get("model_type")
    if not str(classes[0]).endswith(CLASSIFIER) and kind != "CrossEncoder":
        raise EmbeddingError("reranker_unsupported", name=name)
    return str(classes[0])


def _head(model: CrossEncoder) -> frozenset[str]:
    """The names of the weights behind the transformer's body: those that make a score of its last layer."""
    inner = model.model
    assert inner is not None  # a sequence classifier has one
    return frozenset(key for key in inner.state_dict() if not key.startswith(f"{inner.base_model_prefix}."))


def _weights(folder: Path) -> frozenset[str]:
    """The names of the weights that the folder holds; transformers fills in the others at random."""
    from safetensors import safe_open

    names: set[str] = set()
    for path in folder.glob("*.safetensors"):
        with safe_open(path, framework="numpy") as file:
            names |= set(file.keys())
    return frozenset(names)
