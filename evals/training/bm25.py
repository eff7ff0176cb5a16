"""BM25 in memory over both kinds of tokens, for training and as a baseline (Robertson and Zaragoza 2009, k1 1.2, b 0.75)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.tokens import bigrams, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

K1, B = 1.2, 0.75


class Leg:
    """One kind of tokens."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        import numpy as np

        postings: dict[str, list[tuple[int, int]]] = {}
        for row, tokens in enumerate(texts):
            for token, count in sorted(Counter(tokens).items()):
                postings.setdefault(token, []).append((row, count))
        lengths = np.array([len(tokens) for tokens in texts], dtype=np.float64)
        norm = K1 * (1 - B + B * lengths / max(1.0, float(lengths.mean())))
        self.size = len(texts)
        self.postings: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
        for token, pairs in postings.items():
            rows = np.array([row for row, _ in pairs], dtype=np.int64)
            counts = np.array([count for _, count in pairs], dtype=np.float64)
            idf = np.log(1 + (self.size - len(rows) + 0.5) / (len(rows) + 0.5))
            self.postings[token] = (rows, idf * counts * (K1 + 1) / (counts + norm[rows]))

    def search(self, tokens: Sequence[str], k: int) -> list[tuple[int, float]]:
        """(row, score) of the k best, ties by row; rows without any of the tokens are left out."""
        import numpy as np

        scores = np.zeros(self.size)
        for token in tokens:
            if token in self.postings:
                rows, gains = self.postings[token]
                scores[rows] += gains
        return _best(scores, k)

    def search_near(self, groups: Sequence[Sequence[tuple[str, float]]], k: int) -> list[tuple[int, float]]:
        """The same by groups of (token, weight), of which each counts as its best does."""
        import numpy as np

        scores = np.zeros(self.size)
        for group in groups:
            best = np.zeros(self.size)
            for token, weight in group:
                if token in self.postings:
                    rows, gains = self.postings[token]
                    best[rows] = np.maximum(best[rows], weight * gains)
            scores += best
        return _best(scores, k)


def _best(scores: NDArray[np.float64], k: int) -> list[tuple[int, float]]:
    import numpy as np

    order = np.lexsort((np.arange(len(scores)), -scores))[:k]
    return [(int(row), float(scores[row])) for row in order if scores[row] > 0]


class MemoryBM25:
    """What `qa.retrieve.Lexical` asks for, over texts held in memory."""

    def __init__(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        self.ids = list(ids)
        self.words = Leg([words(text) for text in texts])
        self.bigrams = Leg([bigrams(text) for text in texts])
        self._begins: dict[str, list[tuple[str, int]]] = {}

    def search_words(self, tokens: Sequence[str], k: int) -> list[tuple[str, float]]:
        """The k best ids by words."""
        return [(self.ids[row], score) for row, score in self.words.search(tokens, k)]

    def search_bigrams(self, tokens: Sequence[str], k: int) -> list[tuple[str, float]]:
        """The k best ids by character bigrams."""
        return [(self.ids[row], score) for row, score in self.bigrams.search(tokens, k)]

    def search_near(self, groups: Sequence[Sequence[tuple[str, float]]], k: int) -> list[tuple[str, float]]:
        """The k best ids by groups of words, as `qa.lexical` has it."""
        return [(self.ids[row], score) for row, score in self.words.search_near(groups, k)]

    def pairs_beginning(self, character: str) -> list[tuple[str, int]]:
        """The bigrams that begin with a character, with the number of texts that hold each."""
        if not self._begins:
            for pair, (rows, _) in self.bigrams.postings.items():
                self._begins.setdefault(pair[:1], []).append((pair, len(rows)))
        return self._begins.get(character, [])
