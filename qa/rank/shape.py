"""What features of passages, sentences and evidence are made of: shares, runs, and how near a thing stands to the terms."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qa.patterns import regex
from qa.question import NAMED, Question, find
from qa.rank.match import Match

REACH_BACK = 14
# A number, its measure word, and some characters of the noun's own attributes, but no verb's: 1.2万个 + 社区 + 图书馆.
_COUNTS = regex(
    r"(?:\d[\d.,]*|[两二三四五六七八九十百千])[十百千万亿]*[余多来]?(?![岁年月日时点%])"
    r"(?:(?![到在向从对把被为与及了是给])[\u4e00-\u9fff]){0,8}$"
)
# And behind it: 网格703个, 党员共有32万名.
_COUNTED = regex(
    r"(?:总数|人数|数量)?(?:已|共)?(?:共有?|有|达到?|约|近|超过?|为|:)?"
    r"(?:\d|[两二三四五六七八九十百千]+[个名位户家所座项条])"
)
REACH = 12.0  # characters over which nearness falls to 1/e: a clause


def share(part: float, whole: float) -> float:
    """`part` of `whole`, 0 where there is no whole."""
    return part / whole if whole > 0 else 0.0


def longest_run(bare: str, text: str) -> int:
    """Length of the longest run of `bare`, white space aside, that stands in `text`."""
    question = bare.replace(" ", "")
    best = start = 0
    while start + best < len(question):
        if question[start : start + best + 1] in text:
            best += 1
        else:
            start += 1
    return best


def overlap(start: str, text: str, most: int) -> int:
    """Length of the longest beginning of `start`, of `most` characters at most, that stands in `text`."""
    size = 0
    while size < min(most, len(start)) and start[: size + 1] in text:
        size += 1
    return size


def nearness(question: Question, found: Match, weights: Sequence[float], s: int) -> tuple[float, float]:
    """(1 where sentence s holds the expected shape, how near the question's terms stand to it, 0 to 1)."""
    sentence = found.prepared.normal[s]
    begin, end = found.prepared.starts[s], found.prepared.starts[s + 1]
    slices = find(sentence, question.expected)
    asked_for = [slice(*x) for x in slices if not said(question, sentence[x[0] : x[1]])]
    if not asked_for:
        return 0.0, 0.0
    total = sum(weights)
    best = 0.0
    for piece in asked_for:
        score = 0.0
        for term, places, weight in zip(question.terms, found.places, weights, strict=True):
            gap = None
            for at in places:
                if begin <= at < end:
                    start = at - begin
                    distance = max(0, start - piece.stop, piece.start - start - len(term.text))
                    gap = distance if gap is None else min(gap, distance)
            if gap is not None:
                score += weight * math.exp(-gap / REACH)
        best = max(best, score)
    return 1.0, share(best, total)


def counted(question: Question, sentence: str) -> float:
    """Share of the counted nouns (`question.counted`) that a number stands right before or behind; 0 where none is counted."""
    if not question.counted:
        return 0.0
    hits = 0
    for term in question.counted:
        at = sentence.find(term)
        while at >= 0:
            end = at + len(term)
            if _COUNTS.search(sentence[max(0, at - REACH_BACK) : at]) or _COUNTED.match(sentence[end : end + REACH_BACK]):
                hits += 1
                break
            at = sentence.find(term, at + 1)
    return hits / len(question.counted)


def said(question: Question, text: str) -> bool:
    """A number or a name that the question itself says answers nothing."""
    return text.rstrip("年") in question.bare.replace(" ", "")


def weigh(question: Question, pairs: frozenset[int]) -> float:
    """The weight of the bigrams of these indices."""
    return sum(question.pairs[i][1] for i in sorted(pairs))


def named_shares(question: Question, weights: Sequence[float], here: Sequence[float], around: Sequence[float]) -> tuple[float, float]:
    """Shares of the named terms' weight that stand `here`, and that stand neither here nor around; (0, 0) without names."""
    rows = [(w, h, a) for term, w, h, a in zip(question.terms, weights, here, around, strict=True) if term.role in NAMED]
    total = sum(w for w, _, _ in rows)
    return share(sum(w * h for w, h, _ in rows), total), share(sum(w * (1 - max(h, a)) for w, h, a in rows), total)
