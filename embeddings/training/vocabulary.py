"""The tokenizer of the shipped model: a Unigram vocabulary over NFKC lower-cased text.

Chinese pieces are jieba's words of up to four characters with their counts in the corpus as scores, so that the most likely cut
is one into words; every character of the corpus is a piece too. Latin pieces come from the Unigram trainer over English words.
Runs of digits stand apart from letters. Punctuation is no token.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import rjieba
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from embeddings.training import corpus

RUN = r"[\u3400-\u9fff]+|[\p{L}\p{M}]+|\p{N}+"  # Han | other letters | digits: a piece never crosses from one to another
HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
LATIN_RUN = re.compile(r"[^\W\d_\u3400-\u9fff]+")
DIGIT_RUN = re.compile(r"\d{1,4}")
UNKNOWN = "[UNK]"
CHINESE_PIECES, LATIN_PIECES, DIGIT_PIECES = 44_000, 15_500, 1_500
LONGEST = 4
PLACES = 6  # of a score


def pre_tokenizer() -> pre_tokenizers.PreTokenizer:
    """Keeps the runs, drops what stands between them."""
    return pre_tokenizers.Split(Regex(RUN), behavior="removed", invert=True)


def count(texts: Iterable[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How often each Chinese word, each Chinese character, and each Latin or digit run stands in the texts."""
    words: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for text in texts:
        text = unicodedata.normalize("NFKC", text).lower()
        for run in HAN_RUN.findall(text):
            words.update(rjieba.cut(run))
            characters.update(run)
        others.update(LATIN_RUN.findall(text))
        others.update(DIGIT_RUN.findall(text))
    return words, characters, others


def texts(data: Path) -> Iterable[str]:
    """Every text that the vocabulary is counted on; a dictionary's word counts once."""
    for sentences in corpus.articles(data)[: -corpus.HELD_ARTICLES]:
        yield "。".join(sentences)
    yield from corpus.paragraphs(data, (0, 1))
    for english, chinese in corpus.translations(data)[: -corpus.HELD_SENTENCES]:
        yield english
        yield chinese
    for entry in corpus.entries(data):
        yield entry.zh
        yield " ".join(entry.glosses)
        yield syllables(entry.pinyin)
        yield syllables(entry.pinyin).replace(" ", "")


def syllables(pinyin: str) -> str:
    """`Gan4 zhou1` without tones: `gan zhou` (`u:` as it is typed, `v` aside: `lu:4` is `lu`)."""
    return re.sub(r"[^a-z ]", "", pinyin.lower()).strip()


def latin(counts: Counter[str]) -> list[tuple[str, float]]:
    """Latin pieces with log-probabilities, by the Unigram trainer on words repeated as often as their count's root says."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = trainers.UnigramTrainer(
        vocab_size=LATIN_PIECES, max_piece_length=16, special_tokens=[UNKNOWN], unk_token=UNKNOWN, show_progress=False
    )
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    tokenizer.train_from_iterator((" ".join([word] * math.isqrt(times)) for word, times in ordered), trainer)
    vocabulary: list[tuple[str, float]] = json.loads(tokenizer.to_str())["model"]["vocab"]
    # The trainer adds its shares up in any order, and ranks letters that it did not need in the order of a hash: so shares are
    # rounded and letters stand below all else, or the rows would change from run to run.
    floor = min(score for piece, score in vocabulary if len(piece) > 1 and piece != UNKNOWN) - 1
    pieces = [(piece, round(score if len(piece) > 1 else floor, PLACES)) for piece, score in vocabulary if piece != UNKNOWN]
    return sorted(pieces, key=lambda item: (-item[1], item[0]))


def shares(counts: dict[str, int]) -> list[tuple[str, float]]:
    """Each piece with the logarithm of its share."""
    total = sum(counts.values())
    return [(piece, round(math.log(times / total), PLACES)) for piece, times in counts.items()]


def chinese(words: Counter[str], characters: Counter[str]) -> list[tuple[str, float]]:
    """Every character seen twice, then the most frequent words of two to four characters."""
    singles = sorted((c for c, times in characters.items() if times > 1), key=lambda c: (-characters[c], c))
    longer = sorted((w for w in words if 1 < len(w) <= LONGEST), key=lambda w: (-words[w], w))
    kept = singles + longer[: CHINESE_PIECES - len(singles)]
    return shares({piece: max(words[piece], 1) for piece in kept})


def digits(counts: Counter[str]) -> list[tuple[str, float]]:
    """The ten digits and the most frequent numbers of two to four digits (years above all)."""
    numbers = sorted((n for n in counts if n.isascii() and n.isdigit() and len(n) > 1), key=lambda n: (-counts[n], n))
    kept = [*"0123456789", *numbers[: DIGIT_PIECES - 10]]
    return shares({piece: max(counts[piece], 1) for piece in kept})


def build(data: Path) -> Tokenizer:
    """The tokenizer, with `[UNK]` as number 0; the same for the same data."""
    words, characters, others = count(texts(data))
    letters = Counter({run: times for run, times in others.items() if not run.isdigit()})
    pieces = [(UNKNOWN, 0.0), *chinese(words, characters), *latin(letters), *digits(others)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizer()
    return tokenizer
