"""A clause around a figure: where it begins and ends, the noun before its verb, and of whom it speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.figures.nouns import before, behind
from qa.figures.tokens import Token

Slice = tuple[int, int]
"""`[start, end)` in characters of the paragraph."""
Run = tuple[int, int]
"""`[first, last)` in words of the sentence."""
_COMPARES = frozenset(["比", "较", "比上年", "相比", "与", "同", "跟"])
_FROM = frozenset(["从", "由"])


@dataclass(slots=True)
class Told:
    """What the sentence has said so far: what was measured last, by kind, and the last subject."""

    count: Slice | None = None
    amount: Slice | None = None
    subject: Slice | None = None


def cut(tokens: Sequence[Token], run: Run | None) -> Slice | None:
    """The characters of a run of words."""
    return None if run is None else (tokens[run[0]].start, tokens[run[1] - 1].end)


def subject_of(tokens: Sequence[Token], at: int, first: int) -> Run | None:
    """The noun phrase nearest before the verb that leads up to `at`, past what is compared with and past the first end of a change."""
    for i in range(at - 1, first - 1, -1):
        token = tokens[i]
        if token.tag == "F" and i > first and tokens[i - 1].word != "的" and not _from(tokens[i - 1]):
            break
        compared = token.word in _COMPARES and token.tag in ("p", "d", "zg")
        if compared or token.word in _FROM or (token.word[0] in "比较" and compares(token)):
            at = i
    end = at
    while end > first and (not tokens[end - 1].noun or tokens[end - 1].tag in ("a", "i", "b") or tokens[end - 1].word == "年"):
        if tokens[end - 1].tag == "F" and tokens[end - 1].word[-1:] not in "年月天周" and not (end - 1 > first and _from(tokens[end - 2])):
            return None
        end -= 1
    return before(tokens, end, first) if end > first else None


def _from(token: Token) -> bool:
    """Whether a word before a figure says that the figure is the first end of a change, or how much it is."""
    return token.tag == "G" or token.word in _FROM or token.word == "了"


def compares(token: Token) -> bool:
    """比 and 较 with what the tagger glues to them (较前), not 比例."""
    glued = token.word[0] in "比较" and len(token.word) <= 2 and not token.tag.startswith(("n", "v", "Q"))
    return glued or token.word == "比"


def last_noun(tokens: Sequence[Token], start: int, last: int) -> Run | None:
    """The object of the predicate behind 300余人: 到省城学习制茶."""
    if start >= last or not tokens[start].tag.startswith("v") or any(token.tag == "F" for token in tokens[start:last]):
        return None
    return before(tokens, last, start)


def of_whom(tokens: Sequence[Token], first: int, at: int, indicator: Slice | None) -> Slice | None:
    """Of whom: the place or the noun phrase that the clause begins with, a counted one with its count, if it is not what is measured."""
    start = first
    while start < at and tokens[start].tag in ("T", "c", "d", "D", "p", "t", "u"):
        start += 1
    if start >= at:
        return None
    token = tokens[start]
    if token.tag == "P":
        found: Slice | None = (token.start, token.end)
    elif token.tag == "F" or token.tag == "r":
        run = behind(tokens, start + 1, at)
        found = (token.start, tokens[run[1] - 1].end) if run is not None else None
    else:
        run = behind(tokens, start, at)
        found = cut(tokens, run)
    if found is None or (indicator is not None and indicator[0] < found[1] and found[0] < indicator[1]):
        return None
    return found
