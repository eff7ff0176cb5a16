"""All paragraphs of a library word by word: which of them hold words that come near to a question's, by the shipped table alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qa.rank.align import LEAST, Words
from qa.retrieve import Shelf
from qa.retrieve.words import NEAR


class Everywhere:
    """Where each piece of the table stands in a shelf, so that a word is laid only on the pieces that come near it."""

    def __init__(self, shelf: Shelf) -> None:
        cut = [np.unique(each) for each in shelf.pieces.cut([paragraph.text for paragraph in shelf.paragraphs])]
        flat = np.concatenate([np.zeros(0, dtype=np.int64), *cut])
        order = np.argsort(flat, kind="stable")
        self.size = len(cut)
        self.places = np.repeat(np.arange(len(cut)), [len(each) for each in cut])[order]
        used, self.starts = np.unique(flat[order], return_index=True)
        self.ends = np.append(self.starts[1:], len(flat))
        self.vectors = shelf.pieces.rows(used)

    def shares(self, words: Words) -> NDArray[np.float64]:
        """How much of a question each paragraph holds (n,), 0 to 1, as `qa.rank.align` has it with all paragraphs as candidates; a word to
        which nothing comes as near as `NEAR` is not held at all."""
        total, whole = np.zeros(self.size), 0.0
        for near, length in zip(words.vectors @ self.vectors.T, words.lengths.tolist(), strict=True):
            held = np.zeros(self.size)
            close = np.flatnonzero(near >= NEAR)
            for piece in close[np.argsort(near[close], kind="stable")].tolist():  # the nearest last, and so it stays
                held[self.places[self.starts[piece] : self.ends[piece]]] = near[piece]
            weight = length * max(float(np.log((self.size + 1) / (held.sum() + 0.5))), LEAST)
            total, whole = total + weight * held, whole + weight
        return total / (whole or 1.0)

    def best(self, words: Words, k: int) -> list[int]:
        """The rows of the k paragraphs that hold most; of equal ones the first. What holds nothing is left out."""
        shares = self.shares(words)
        order = np.lexsort((np.arange(self.size), -shares))[:k]
        return [row for row in order.tolist() if shares[row] > 0]
