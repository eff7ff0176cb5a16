"""The pairs of one training step: a query's tokens and the tokens of what it should find, 2,048 at a time.

Inverse cloze (Lee, Chang and Toutanova 2019, arXiv:1906.00300): a sentence of an article cropped to a question's length asks for
its neighbours. Two queries of one article with two of its windows make each other's hard negatives. Step n draws from a
generator seeded with (seed, n), so a resumed run sees what an unbroken one would.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.training import corpus
from embeddings.training.bilingual import Bilingual, pick
from embeddings.training.ragged import Ids, Ragged, encode, gather

SMOOTH = 1e-4
ENGLISH_WEIGHT = 20  # of an English sentence among the news: there are a thousand times fewer, and its function words weigh as much


@dataclass(frozen=True, slots=True)
class Mix:
    """How many pairs of each kind a step has, and how they are made. docs/log.md has the runs."""

    news: int = 1_184
    questions: int = 192
    sentences: int = 256
    glosses: int = 900
    names: int = 200
    keep: float = 0.75  # how often the window keeps the sentence that asks
    english: float = 0.4  # how many of the queries have words in English
    drop: float = 0.15  # how many of a query's tokens fall out


class Pairs:
    """All texts as tokens, and the draw of each step."""

    def __init__(self, data: Path, tokenizer: Tokenizer, seed: int, mix: Mix | None = None) -> None:
        self.mix = mix or Mix()
        self.seed = seed
        self.pieces = tokenizer.get_vocab_size()
        found = corpus.articles(data)[: -corpus.HELD_ARTICLES]
        found += [corpus.SENTENCE.findall(paragraph) for paragraph in corpus.paragraphs(data, (0, 1))]
        self.sentences = encode(tokenizer, (sentence for article in found for sentence in article))
        self.articles = np.cumsum([0, *(len(article) for article in found)])
        tokens = self.sentences.bounds[self.articles]
        self.usable = np.flatnonzero((np.diff(self.articles) >= 4) & (np.diff(tokens) >= 120))
        self.bilingual = Bilingual(data, tokenizer)
        self._questions(data, tokenizer)

    def rarity(self) -> NDArray[np.float32]:
        """float32 (pieces,), 0 to 1: a / (a + share of the piece in the corpus), the smooth inverse frequency of Arora et al. 2017
        ("A simple but tough-to-beat baseline for sentence embeddings"). Rows that start at this size need not first be shrunk."""
        counts = np.bincount(self.sentences.flat, minlength=self.pieces).astype(np.float64)
        english = self.bilingual.english.flat
        counts += np.bincount(english, minlength=self.pieces) * ENGLISH_WEIGHT
        return np.asarray(SMOOTH / (SMOOTH + counts / counts.sum()), dtype=np.float32)

    def _questions(self, data: Path, tokenizer: Tokenizer) -> None:
        """Questions by paragraph: a step takes one question of a paragraph, so that no paragraph is its own negative."""
        found = corpus.readings(data, (0, 1))
        places: dict[str, list[int]] = {}
        for i, reading in enumerate(found):
            places.setdefault(reading.paragraph, []).append(i)
        self.asked = list(places.values())
        self.questions = encode(tokenizer, (reading.question for reading in found))
        self.paragraphs = encode(tokenizer, places)

    def _news(self, rng: Generator) -> tuple[list[Ids], list[Ids]]:
        queries: list[Ids] = []
        windows: list[Ids] = []
        for article in rng.choice(self.usable, size=self.mix.news // 2, replace=False).tolist():
            first, last = int(self.articles[article]), int(self.articles[article + 1])
            middle = int(rng.integers(first + 2, last - 1))
            for low, high in ((first, middle), (middle, last)):
                pair = self._cloze(low, high, rng)
                if pair is not None:
                    queries.append(pair[0])
                    windows.append(pair[1])
        return queries, windows

    def _cloze(self, low: int, high: int, rng: Generator) -> tuple[Ids, Ids] | None:
        """A crop of one sentence among [low, high), and a window of the sentences about it."""
        bounds = self.sentences.bounds
        asking = int(rng.integers(low, high))
        sentence = self.sentences[asking]
        if len(sentence) < 4:
            return None
        length = int(rng.integers(3, 20))
        start = int(rng.integers(0, max(1, len(sentence) - length + 1)))
        query = self._thin(sentence[start : start + length], rng)
        target = int(rng.integers(60, 260))
        begin, end = asking, asking + 1
        while bounds[end] - bounds[begin] < target and (begin > low or end < high):
            forward = end < high and (begin == low or rng.random() < 0.5)
            begin, end = (begin, end + 1) if forward else (begin - 1, end)
        if rng.random() < self.mix.keep:
            window = self.sentences.flat[bounds[begin] : bounds[end]]
        else:
            flat = self.sentences.flat
            window = np.concatenate([flat[bounds[begin] : bounds[asking]], flat[bounds[asking + 1] : bounds[end]]])
        return (query, window[:400]) if len(window) >= 20 else None

    def _thin(self, query: Ids, rng: Generator) -> Ids:
        """The query without some of its tokens, and with some of those left in English."""
        kept = query[rng.random(len(query)) >= self.mix.drop]
        kept = kept if len(kept) else query
        if rng.random() < self.mix.english:
            return self.bilingual.anglicised(kept, float(rng.choice([0.4, 0.7, 1.0])), rng)
        return kept

    def draw(self, step: int) -> tuple[Ragged, Ragged]:
        """Queries and what they ask for, row by row."""
        rng = np.random.default_rng([self.seed, step])
        queries, passages = self._news(rng)
        for paragraph in rng.choice(len(self.asked), size=min(self.mix.questions, len(self.asked)), replace=False).tolist():
            options = self.asked[paragraph]
            queries.append(self._thin(self.questions[options[int(rng.integers(len(options)))]], rng))
            passages.append(self.paragraphs[paragraph])
        both = self.bilingual
        for left, right, size in (
            (both.english, both.chinese, self.mix.sentences),
            (both.glosses, both.words, self.mix.glosses),
            (both.spelt, both.names, self.mix.names),
        ):
            rows = rng.choice(len(left), size=size, replace=False).astype(np.int32)
            more, found = pick(left, right, rows)
            queries += more
            passages += found
        return gather(queries), gather(passages)
