"""Figures that choose between recipes, on what no weight has seen: fold 2 of `train/`, the ends of news-3 and of Tatoeba."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.quantized import POWER, quantize
from embeddings.training import corpus
from embeddings.training.fit import bags
from embeddings.training.pairs import Pairs
from embeddings.training.ragged import Ragged, encode, gather

DISTRACTORS = 20_000


def vectors(table: NDArray[np.float32], rows: Ragged) -> NDArray[np.float32]:
    """Unit vectors as they are used, float32 (rows, dimension); a row without tokens stays zero."""
    sums = np.asarray(bags(rows, len(table), POWER) @ table, dtype=np.float32)
    unit: NDArray[np.float32] = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
    return unit


def reciprocal_rank(queries: NDArray[np.float32], passages: NDArray[np.float32], right: NDArray[np.int64]) -> float:
    """MRR@10, 0 to 1, higher is better; of equal scores the right one counts last."""
    scores = queries @ passages.T
    own = scores[np.arange(len(queries)), right]
    rank = (scores >= own[:, None]).sum(axis=1)
    return float(np.where(rank <= 10, 1 / rank, 0.0).mean())


class Held:
    """Held-out questions with all that can be mistaken for their paragraphs."""

    def __init__(self, data: Path, tokenizer: Tokenizer, pairs: Pairs) -> None:
        found = corpus.readings(data, (2,))
        own = sorted(set(corpus.paragraphs(data, (2, 3))))
        place = {paragraph: row for row, paragraph in enumerate(own)}
        self.right = np.array([place[reading.paragraph] for reading in found])
        self.questions = encode(tokenizer, (reading.question for reading in found))
        articles = corpus.articles(data)[-corpus.HELD_ARTICLES :]
        news = ["".join(article[i : i + 6]) for article in articles for i in range(0, len(article), 6)]
        self.passages = encode(tokenizer, [*own, *news[:DISTRACTORS]])
        rng = np.random.default_rng(0)
        self.english = gather([pairs.bilingual.anglicised(self.questions[i], 1.0, rng) for i in range(len(self.questions))])
        sentences = corpus.translations(data)[-corpus.HELD_SENTENCES :]
        self.left = encode(tokenizer, (english for english, _ in sentences))
        self.translated = encode(tokenizer, (chinese for _, chinese in sentences))

    def figures(self, table: NDArray[np.float32]) -> dict[str, float]:
        """`measure` of the trained table, and, as `bits_...`, of what four bits keep of it."""
        small = self.measure(quantize(table).widened())
        return self.measure(table) | {f"bits_{name}": value for name, value in small.items()}

    def measure(self, table: NDArray[np.float32]) -> dict[str, float]:
        """MRR@10 of held-out questions, of the same word by word in English, and of Tatoeba's English sentences."""
        passages = vectors(table, self.passages)
        pairs = np.arange(len(self.left))
        return {
            "zh": reciprocal_rank(vectors(table, self.questions), passages, self.right),
            "gloss": reciprocal_rank(vectors(table, self.english), passages, self.right),
            "tatoeba": reciprocal_rank(vectors(table, self.left), vectors(table, self.translated), pairs),
        }
