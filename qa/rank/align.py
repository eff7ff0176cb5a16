"""The words of a question laid on those of texts by the vectors of both: each counts as far as the nearest word of a text is near.

A text's own vector is a mean, which many words drown; word by word, a question in English finds its Chinese, and one in other words its
paraphrase (MaxSim: Khattab and Zaharia 2020, "ColBERT", here over a table of static vectors).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST = 0.05  # of a word's rarity: one that every text holds still counts a little. By reason


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a question, none twice: unit rows `vectors` (u, d), and `lengths` (u,), what each has in the table: the longer, the more
    it says, for so much it counts in a text's own vector. `places` (u,) are those that name a place of China in Latin letters."""

    vectors: NDArray[np.float32]
    lengths: NDArray[np.float64]
    places: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Aligned:
    """The words of a question on the sentences of n texts: `weights` (u,) of the words, 0 or more, and how near each sentence of each
    text comes to each word, n arrays (u, sentences), 0 (nothing like it) to 1 (the word itself)."""

    weights: NDArray[np.float64]
    near: tuple[NDArray[np.float32], ...]

    @property
    def total(self) -> float:
        """The sum of the weights, or 1 where there are none: shares of it are 0 then."""
        return float(self.weights.sum()) or 1.0

    def sentences(self, text: int) -> NDArray[np.float64]:
        """How much of the question the sentences of a text hold each (s,), 0 to 1."""
        return np.asarray(self.weights @ self.near[text] / self.total)

    def before(self, text: int) -> NDArray[np.float64]:
        """How much of the question the sentence before adds to what each sentence of a text holds (s,), 0 to 1; 0 for the first."""
        near = self.near[text]
        added = np.zeros(near.shape[1])
        added[1:] = self.weights @ np.maximum(near[:, :-1] - near[:, 1:], 0.0) / self.total
        return added

    def texts(self) -> NDArray[np.float64]:
        """How much of it each text holds (n,), 0 to 1."""
        return np.array([float(self.weights @ best) / self.total for best in map(_whole, self.near)])

    def windows(self) -> NDArray[np.float64]:
        """How much of it the best two neighbouring sentences of each text hold together (n,), 0 to 1."""
        return np.array([self._window(near) for near in self.near])

    def _window(self, near: NDArray[np.float32]) -> float:
        if near.shape[1] < 2:
            return float(self.weights @ _whole(near)) / self.total
        return float((self.weights @ np.maximum(near[:, :-1], near[:, 1:])).max()) / self.total


def nearest(cosines: NDArray[np.float32], sentences: Sequence[NDArray[np.int64]]) -> NDArray[np.float32]:
    """How near each sentence comes to each word (u, s): the greatest cosine, 0 at least, of the word with the sentence's own pieces,
    which are given as places in `cosines` (u, p), those of the words with each piece."""
    near = np.maximum(cosines, 0.0)
    out = np.zeros((len(cosines), len(sentences)), dtype=np.float32)
    held = [s for s, places in enumerate(sentences) if len(places)]
    if held and len(cosines):
        starts = np.cumsum([0, *(len(sentences[s]) for s in held)])[:-1]
        out[:, held] = np.maximum.reduceat(near[:, np.concatenate([sentences[s] for s in held])], starts, axis=1)
    return out


def aligned(words: Words, near: Sequence[NDArray[np.float32]]) -> Aligned:
    """The words on texts, one at least, to which they come so near (u, sentences) each. A word's weight is its length times how few of
    the texts come near it: ln((n + 1) / (df + 0.5)), df the sum over the texts (Sparck Jones 1972, with degrees for yes and no), `LEAST`
    at least."""
    held = sum((_whole(each).astype(np.float64) for each in near), np.zeros(len(words.lengths)))
    return Aligned(words.lengths * np.maximum(np.log((len(near) + 1) / (held + 0.5)), LEAST), tuple(near))


def _whole(near: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(near.max(axis=1, initial=0.0))
