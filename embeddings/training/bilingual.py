"""What brings English and Chinese together: dictionary pairs, pinyin of names, and words of a question swapped for glosses."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
from numpy.random import Generator
from tokenizers import Tokenizer

from embeddings.training import corpus
from embeddings.training.ragged import Ids, Ragged, encode
from embeddings.training.vocabulary import syllables

FUNCTION_WORDS = 80  # the most frequent English tokens of Tatoeba: the, is, of, what ... a question has them, a gloss has not
GLOSS_WORDS = 4


def short(gloss: str) -> str:
    """A gloss as it would stand in a sentence: without `to`, up to the first comma or semicolon; empty where that is too long."""
    head = gloss.split(";")[0].split(",")[0].strip()
    head = head.removeprefix("to ").removeprefix("a ").removeprefix("the ")
    return head if len(head.split()) <= GLOSS_WORDS else ""


def joined(pinyin: str) -> str:
    """`Gan4 zhou1` as a newspaper writes it: `ganzhou`."""
    return syllables(pinyin).replace(" ", "")


class Bilingual:
    """Dictionary and sentence pairs as tokens, and the glosses of each Chinese piece."""

    def __init__(self, data: Path, tokenizer: Tokenizer) -> None:
        found = corpus.entries(data)
        sentences = corpus.translations(data)[: -corpus.HELD_SENTENCES]
        self.english = encode(tokenizer, (english for english, _ in sentences))
        self.chinese = encode(tokenizer, (chinese for _, chinese in sentences))
        glossed = [(entry.zh, gloss) for entry in found for gloss in entry.glosses[:3]]
        self.words = encode(tokenizer, (zh for zh, _ in glossed))
        self.glosses = encode(tokenizer, (gloss for _, gloss in glossed))
        proper = [entry for entry in found if entry.pinyin[:1].isupper()]
        names = [(entry.zh, spelt) for entry in proper for spelt in (joined(entry.pinyin), syllables(entry.pinyin))]
        self.names = encode(tokenizer, (zh for zh, _ in names))
        self.spelt = encode(tokenizer, (spelt for _, spelt in names))
        self.swaps = self._swaps(found, tokenizer)
        common = Counter(self.english.flat.tolist()).most_common(FUNCTION_WORDS)
        self.common = np.array([token for token, _ in common], dtype=np.int32)
        self.common_shares = np.array([times for _, times in common], dtype=np.float64)
        self.common_shares /= self.common_shares.sum()

    def _swaps(self, found: list[corpus.Entry], tokenizer: Tokenizer) -> dict[int, list[Ids]]:
        """For each Chinese piece the token rows that may stand for it: its short glosses, the pinyin of a name, else of its characters."""
        texts: dict[int, list[str]] = {}
        sounds: dict[str, str] = {}
        for entry in found:
            piece = tokenizer.token_to_id(entry.zh)
            if len(entry.zh) == 1 and entry.zh not in sounds:
                sounds[entry.zh] = syllables(entry.pinyin)
            if piece is not None:
                options = [short(gloss) for gloss in entry.glosses]
                if entry.pinyin[:1].isupper():
                    options.append(joined(entry.pinyin))
                texts.setdefault(piece, []).extend(option for option in options if option)
        for word, piece in sorted(tokenizer.get_vocab().items()):
            if not texts.get(piece) and len(word) > 1 and all(character in sounds for character in word):
                texts[piece] = ["".join(sounds[character] for character in word)]
        order = [(piece, text) for piece, options in sorted(texts.items()) for text in options[:6]]
        rows = encode(tokenizer, (text for _, text in order))
        swaps: dict[int, list[Ids]] = {}
        for row, (piece, _) in enumerate(order):
            if len(rows[row]):
                swaps.setdefault(piece, []).append(rows[row])
        return swaps

    def anglicised(self, query: Ids, share: float, rng: Generator) -> Ids:
        """The query with about `share` of its Chinese pieces in English, and some of the words that English puts between them."""
        rows: list[Ids] = []
        chances = rng.random((len(query), 2))
        for token, (first, second) in zip(query.tolist(), chances.tolist(), strict=True):
            options = self.swaps.get(token)
            if options and first < share:
                rows.append(options[int(second * len(options))])
            elif share < 1 or not options:
                rows.append(np.array([token], dtype=np.int32))
        filler = rng.choice(self.common, size=int(rng.integers(0, 6)), p=self.common_shares)
        return np.concatenate([*rows, filler]).astype(np.int32)


def pick(left: Ragged, right: Ragged, rows: Ids) -> tuple[list[Ids], list[Ids]]:
    """The pairs of these rows, every other one turned round, so that both languages ask."""
    pairs = [(left[row], right[row]) if i % 2 else (right[row], left[row]) for i, row in enumerate(rows.tolist())]
    kept = [(a, b) for a, b in pairs if len(a) and len(b)]
    return [a for a, _ in kept], [b for _, b in kept]
