"""Models by name, loaded when first needed; what goes wrong in one is a user's error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from qa.errors import ModelError

if TYPE_CHECKING:
    from embeddings.encoder import Encoder
    from embeddings.reranker import Reranker


class Models:
    """The encoder of a library and, where one was asked for, its reranker, each named as its loader takes it."""

    def __init__(self, model: str | None, reranker: str | None) -> None:
        self._model, self._reranker_name = model, reranker
        self._encoder: Encoder | None = None
        self._reranker: Reranker | None = None

    def choose(self, model: str) -> None:
        """Another encoder from now on."""
        self._model, self._encoder = model, None

    def encoder(self) -> Encoder:
        """The encoder. ModelError."""
        if self._encoder is None:
            from embeddings.encoder import load_encoder

            with user_errors():
                self._encoder = load_encoder(self._model)
        return self._encoder

    def reranker(self) -> Reranker | None:
        """The reranker, None where none was asked for. ModelError."""
        if self._reranker is None and self._reranker_name is not None:
            from embeddings.reranker import load_reranker

            with user_errors():
                self._reranker = load_reranker(self._reranker_name)
        return self._reranker


@contextmanager
def user_errors() -> Iterator[None]:
    """A model's error as the user's."""
    from embeddings.errors import EmbeddingError

    try:
        yield
    except EmbeddingError as error:
        raise ModelError(error.key, **error.fields) from error
