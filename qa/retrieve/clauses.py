"""The words of a question in English laid on the clauses of Chinese sentences: what is asked stands close together, however long its
sentence is, and a number stands beside what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qa.patterns import regex
from qa.question import Question, find
from qa.rank import Match
from qa.rank.align import Words
from qa.rank.shape import said
from qa.retrieve.shelf import Shelf
from qa.retrieve.words import near_texts
from qa.types import Span

SHORT = 6  # characters: a shorter clause belongs to the next
BEHIND, BEFORE = 10, 8  # characters behind a number and before it in which what it counts stands: 12万个城乡社区, 社区共有12万个

_ENDS = regex(r"(?<!\d),|,(?!\d)|[;:。!?]")
_NUMBER = regex(r"\d[\d.,]*[十百千万亿]*[余多]?|[两二三四五六七八九十百千]+")


def windows(
    words: Words, weights: Sequence[NDArray[np.float64]], question: Question, texts: Sequence[Match], shelf: Shelf
) -> list[NDArray[np.float64]]:
    """How much of the words, by each text's weights (k, u), the best two neighbouring clauses of each sentence hold together, 0 to 1: one
    array (k, sentences) a text. Where something of a shape is asked for and stands in the sentence, one of the two holds it."""
    sentences = [sentence for text in texts for sentence in text.prepared.normal]
    slices = [_clauses(sentence) for sentence in sentences]
    near = near_texts(
        words.vectors, [sentence[low:high] for sentence, cuts in zip(sentences, slices, strict=True) for low, high in cuts], shelf
    )
    out, row, at = [], 0, 0
    for of, text in zip(weights, texts, strict=True):
        total = of.sum(axis=1)
        found = np.zeros((len(of), len(text.prepared.normal)))
        for s in range(found.shape[1]):
            sentence, cuts = sentences[row], slices[row]
            held = near[:, at : at + len(cuts)]
            row, at = row + 1, at + len(cuts)
            both = of @ (np.maximum(held[:, :-1], held[:, 1:]) if len(cuts) > 1 else held)
            shaped = {
                sum(high <= start for _, high in cuts)
                for start, end in find(sentence, question.expected)
                if not said(question, sentence[start:end])
            }
            allowed = [i for i in range(both.shape[1]) if not shaped or i in shaped or i + 1 in shaped]
            found[:, s] = both[:, allowed].max(axis=1) / np.where(total > 0, total, 1.0)
        out.append(found)
    return out


def counts(question: Question, texts: Sequence[Match], shelf: Shelf) -> list[NDArray[np.float64]]:
    """How near what a number stands beside comes to the words that are counted, 0 to 1: one array (sentences,) a text; 0 without a
    number, and where nothing is counted."""
    sentences = [sentence for text in texts for sentence in text.prepared.normal]
    wanted = shelf.pieces.pool(shelf.pieces.cut(question.counted)) if question.counted else np.zeros((0, 1), dtype=np.float32)
    wanted = wanted[np.linalg.norm(wanted, axis=1) > 0]
    if not len(wanted):
        return _split([0.0] * len(sentences), texts)
    beside = [
        (i, sentence[match.end() : match.end() + BEHIND], sentence[max(0, match.start() - BEFORE) : match.start()])
        for i, sentence in enumerate(sentences) for match in _NUMBER.finditer(sentence)
    ]  # fmt: skip
    near = near_texts(wanted, [text for _, behind, before in beside for text in (behind, before)], shelf).mean(axis=0)
    out = [0.0] * len(sentences)
    for at, (i, _, _) in enumerate(beside):
        out[i] = max(out[i], float(near[2 * at : 2 * at + 2].max()))
    return _split(out, texts)


def _clauses(sentence: str) -> list[Span]:
    """The slices of a sentence's clauses, all of it together."""
    cuts = [0]
    for match in _ENDS.finditer(sentence):
        if match.end() - cuts[-1] >= SHORT:
            cuts.append(match.end())
    if cuts[-1] < len(sentence) or len(cuts) == 1:
        cuts.append(len(sentence))
    return [*pairwise(cuts)]


def _split(values: Sequence[float], texts: Sequence[Match]) -> list[NDArray[np.float64]]:
    ends = np.cumsum([len(text.prepared.normal) for text in texts])
    return np.split(np.array(values, dtype=np.float64), ends[:-1]) if texts else []
