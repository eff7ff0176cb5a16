"""A question's words and the sentences of paragraphs, as `qa.rank.align` lays one on the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.patterns import regex
from qa.question import ENGLISH_STOPS, Question
from qa.rank.align import Aligned, Words, nearest
from qa.retrieve.shelf import Shelf, sentence_pieces
from qa.tokens import normalise, words
from qa.types import Paragraph

NEAREST, NEAR = 8, 0.3  # how many Chinese words an English one is looked for by, and how near each must come to it, a cosine (docs/log.md)

_LATIN = regex(r"[a-z][a-z'\-]*")
_DIGITS = regex(r"\d")


def words_of(question: Question, shelf: Shelf) -> Words:
    """The words of a question: a Latin word as a whole, of all else the pieces that the table has. Digits are left out, since a table
    that has them one by one knows no number, and times, which are conditions (今天, 去年)."""
    bare = question.bare
    if question.english:  # its names that the library holds (`qa.retrieve.spelt`) are found as they are; in their article most sentences do
        for form in (form for term in question.terms if term.role == "name" for form in term.forms):
            bare = bare.replace(form, " ")
    for each in question.times:
        bare = bare.replace(normalise(question.written[each.start : each.end]), " ")
    latin = [word for word in dict.fromkeys(_LATIN.findall(bare)) if word not in ENGLISH_STOPS]
    *whole, rest = shelf.pieces.cut([*latin, _DIGITS.sub(" ", _LATIN.sub(" ", bare))])
    sums = shelf.pieces.sums([*whole, *np.unique(rest)[:, None]])
    lengths = np.linalg.norm(sums, axis=1)
    named = " ".join(question.written[each.start : each.end].lower() for each in question.places)
    places = np.array([word.removesuffix("'s") in named for word in latin] + [False] * (len(sums) - len(latin)), dtype=np.bool_)
    said = lengths > 0  # a word that the table does not have is near to nothing, and would only take from the others' share
    return Words(sums[said] / lengths[said, None], lengths[said].astype(np.float64), places[said])


def near_words(question: Question, of: Words, shelf: Shelf) -> list[list[tuple[str, float]]]:
    """What a question in English is looked for by: for each of its words the Chinese ones that come near it with what each counts, above 0,
    its cosine times the word's length over the longest; and the words as they stand."""
    longest = float(of.lengths.max(initial=1e-9))
    groups = [[(token, 1.0)] for token in dict.fromkeys(words(question.bare)) if token not in ENGLISH_STOPS]
    for length, found in zip(of.lengths.tolist(), shelf.pieces.nearest(of.vectors, NEAREST), strict=True):
        groups.append([(piece, cosine * length / longest) for piece, cosine in found if cosine >= NEAR])
    return groups


def near(words: Words, paragraphs: Sequence[Paragraph], shelf: Shelf) -> tuple[NDArray[np.float32], ...]:
    """For each paragraph how near its sentences come to each word, (u, sentences)."""
    sentences = [each for paragraph in sentence_pieces(paragraphs, shelf) for each in paragraph]
    ids, places = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *sentences]), return_inverse=True)
    ends = np.cumsum([len(each) for each in sentences])
    whole = nearest(shelf.pieces.cosines(words.vectors, ids), np.split(places, ends[:-1]) if sentences else [])
    counts = np.cumsum([len(each) for each in sentence_pieces(paragraphs, shelf)])
    return tuple(np.split(whole, counts[:-1], axis=1)) if paragraphs else ()


def near_texts(vectors: NDArray[np.float32], texts: Sequence[str], shelf: Shelf) -> NDArray[np.float32]:
    """How near each text comes to each word (unit rows (u, d)), (u, n), 0 (nothing like it) to 1 (the word itself)."""
    pieces = shelf.pieces.cut(texts)
    ids, places = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *pieces]), return_inverse=True)
    ends = np.cumsum([len(each) for each in pieces])
    return nearest(shelf.pieces.cosines(vectors, ids), np.split(places, ends[:-1]) if pieces else [])


def holding(words: Words, counts: NDArray[np.float64], shelf: Shelf) -> Callable[[str], float]:
    """How much of a question a run of text holds word by word, 0 to 1; `counts` (u,) is what each word counts."""

    def held(text: str) -> float:
        ids = shelf.pieces.cut([text])[0]
        found = nearest(shelf.pieces.cosines(words.vectors, ids), [np.arange(len(ids))])
        return Aligned(counts, (found,)).texts().item()

    return held
