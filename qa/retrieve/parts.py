"""What a shelf is asked through, each kept behind an interface: the lexical index, the vectors, the encoder, the table of pieces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Lexical(Protocol):
    """BM25 over words and over character bigrams. A higher score is better; ties stand in the order of the ids."""

    def search_words(self, tokens: Sequence[str], k: int) -> list[tuple[str, float]]:
        """The k best paragraph ids by words, with their BM25 scores."""

    def search_bigrams(self, tokens: Sequence[str], k: int) -> list[tuple[str, float]]:
        """The k best paragraph ids by character bigrams, with their BM25 scores."""

    def search_near(self, groups: Sequence[Sequence[tuple[str, float]]], k: int) -> list[tuple[str, float]]:
        """The k best by groups of (word, weight), weights above 0: a group counts as its best word does, BM25 times its weight."""

    def pairs_beginning(self, character: str) -> list[tuple[str, int]]:
        """The character bigrams that begin with a character, each with the number of paragraphs that hold it, in a fixed order."""


class Vectors(Protocol):
    """Nearest rows by inner product of unit vectors (cosine, -1 to 1, higher is better); of very many rows the far ones may lack a few."""

    def search(self, query: NDArray[np.float32], k: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Scores and rows of the k nearest of a query of shape (d,), best first; at most as many as there are rows."""


class Encoder(Protocol):
    """Strings to unit rows, float32 (n, d)."""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a question."""

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a passage."""


class Pieces(Encoder, Protocol):
    """A table of static vectors, one for each piece of a word; a text's is their mean."""

    def cut(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        """The ids of each text's pieces."""

    def pool(self, pieces: Sequence[NDArray[np.int64]]) -> NDArray[np.float32]:
        """The vectors of texts, given as their pieces, unit rows (n, d)."""

    def sums(self, pieces: Sequence[NDArray[np.int64]]) -> NDArray[np.float32]:
        """The same before they are brought to unit length."""

    def rows(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of pieces, unit rows (n, d)."""

    def cosines(self, words: NDArray[np.float32], ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The cosines of words (unit rows (u, d)) with pieces (n,), (u, n), -1 to 1; 0 for a piece that says nothing."""

    def nearest(self, words: NDArray[np.float32], k: int) -> list[list[tuple[str, float]]]:
        """The k Chinese pieces nearest to each word (unit rows (u, d)), best first, with their cosines (-1 to 1)."""
