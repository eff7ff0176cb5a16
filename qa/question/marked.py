"""The words of a question as they stand in a text: what is marked in a passage that was found. Pure.

These are the words that the lexical legs count, less those that any question has (`qa.question.stops`). A text is looked through
for them as strings, as the ranker's features do: what the index's cutter makes of it does not matter to a reader.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from qa.patterns import regex
from qa.question.people import Slice
from qa.question.stops import ENGLISH_STOPS, STOPS
from qa.question.terms import Question
from qa.tokens import normalise, words

_EDGE = regex(r"[0-9a-z]")


def sought(question: Question) -> tuple[str, ...]:
    """The words, normalised, the longest first; a term's other forms (苏州 of 苏州市) are among them."""
    cut = [word for word in words(question.bare) if word not in STOPS and word not in ENGLISH_STOPS]
    found = dict.fromkeys([*(form for term in question.terms for form in term.forms), *cut])
    return tuple(sorted((word for word in found if word.strip()), key=lambda word: (-len(word), word)))


def marked(question: Question, text: str) -> tuple[Slice, ...]:
    """Slices of `text` that are words of the question, in order; what touches is one.

    A single character is marked only beside another word of the question (村 in 村集体经济, not in 村民), unless the question has
    nothing longer: alone it stands everywhere and tells nothing.
    """
    plain, starts = _aligned(text)
    wanted = sought(question)
    long = [word for word in wanted if len(word) > 1]
    held = _joined([each for word in long or wanted for each in _places(word, plain)])
    short = [each for word in wanted if len(word) == 1 for each in _places(word, plain)] if long else []
    while touching := [each for each in short if any(each[1] == low or each[0] == high for low, high in held)]:
        held = _joined([*held, *touching])
        short = [each for each in short if each not in touching]
    return _joined([(starts[low], starts[high - 1] + 1) for low, high in held])


def _places(word: str, plain: str) -> list[Slice]:
    """Where a word stands; one that begins or ends in a Latin letter or a digit only as a whole word."""
    left = r"(?<![0-9a-z.])" if _EDGE.match(word[0]) else ""
    right = r"(?![0-9a-z])" if _EDGE.match(word[-1]) else ""
    return [(found.start(), found.end()) for found in _pattern(left + re.escape(word) + right).finditer(plain)]


@lru_cache(maxsize=256)
def _pattern(expression: str) -> re.Pattern[str]:
    return regex(expression)


def _joined(slices: list[Slice]) -> tuple[Slice, ...]:
    out: list[Slice] = []
    for low, high in sorted(slices):
        if out and low <= out[-1][1]:
            out[-1] = out[-1][0], max(high, out[-1][1])
        else:
            out.append((low, high))
    return tuple(out)


def _aligned(text: str) -> tuple[str, list[int]]:
    """The text normalised, and for each character of that the index of the one in `text` that it comes from."""
    pieces = [unicodedata.normalize("NFKC", character).lower() for character in text]
    starts = [index for index, piece in enumerate(pieces) for _ in piece]
    folded = "".join(pieces)
    plain = normalise(folded)
    return (plain, starts) if len(plain) == len(starts) else (folded, starts)
