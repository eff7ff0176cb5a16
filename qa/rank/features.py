"""What the ranker sees of a passage and of a sentence: numbers between 0 and 1, pure functions of question and text.

Each name in `PASSAGE` and `SENTENCE` says in its comment why it is there; `weights.json` holds one weight for each.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.question import NAMED, Asked, Question, find
from qa.rank.match import Match
from qa.types import Kind

PASSAGE = (
    "words",  # BM25 over jieba words, over the best of this question: the strongest single ranker of a big crowd
    "pairs",  # BM25 over character bigrams, over the best: finds what the cutter cut otherwise
    "cosine",  # of the encoder: the only one that sees a paraphrase or another language
    "held",  # idf-weighted share of the terms that stand in the passage
    "held_pairs",  # the same of bigrams: half a word is half a match
    "window",  # the best two neighbouring sentences' share: an answer stands together
    "window_pairs",
    "run",  # longest run of the question's characters that stands there as it is, over the question's length
    "context",  # what the title, the headings above and the document add to `held`: 全市 in an article on a city
    "named",  # share of the names, quoted terms and years that stand in the passage itself
    "astray",  # share of them that stand neither there nor in title, headings, or often in the document: another matter
    "shape",  # the best sentence holds something of the shape asked for
    "near",  # how near to the question's terms that thing stands
    "counted",  # a number stands right beside the noun that is counted
    "short",  # 1 for a paragraph of a few characters, 0 from 150: a caption or a list head says little
)
SENTENCE = (
    "passage",  # its passage's score against the best passage's
    "held",  # idf-weighted share of the terms that stand in the sentence
    "held_pairs",
    "run",
    "before",  # what the sentence before adds: its subject often stands there
    "rest",  # what the rest of the paragraph adds
    "context",  # what title, headings and document add to all of that
    "named",  # share of the names, quoted terms and years in the sentence itself
    "astray",  # and of those that stand nowhere around
    "shape",  # something of the expected shape stands in it
    "near",  # how near to the question's terms
    "counted",  # a number stands right beside the noun that is counted: 32万名学生 for 多少名学生
    "near_number", "near_date", "near_person", "near_place",  # the same by kind: a number needs nearness more than a place does
    "cosine",  # of the encoder, of the sentence
    "first",  # first of its paragraph: where news says what it is about
    "brief",  # 1 for a fragment, 0 from 20 characters
    "long",  # 0 up to 60 characters, 1 at 240: a long sentence holds more by chance
    "lists",  # holds enumeration marks, for a question that asks for several things
)  # fmt: skip
REACH_BACK = 14
# A number, its measure word, and some characters of the noun's own attributes, but no verb's: 1.2万个 + 社区 + 图书馆.
_COUNTS = re.compile(
    r"(?:\d[\d.,]*|[两二三四五六七八九十百千])[十百千万亿]*[余多来]?"
    r"(?:(?![到在向从对把被为与及了是给])[\u4e00-\u9fff]){0,8}$"
)
# And behind it: 网格703个, 党员共有32万名.
_COUNTED = re.compile(
    r"(?:总数|人数|数量)?(?:已|共)?(?:共有?|有|达到?|约|近|超过?|为|:)?"
    r"(?:\d|[两二三四五六七八九十百千]+[个名位户家所座项条])"
)
REACH = 12.0  # characters over which nearness falls to 1/e: a clause


@dataclass(frozen=True, slots=True)
class Signals:
    """What the legs say of a passage: BM25 scores over the question's best (0 to 1), and the cosine on its scale (`qa.rank.scale`)."""

    words: float = 0.0
    pairs: float = 0.0
    cosine: float = 0.0


def _share(part: float, whole: float) -> float:
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


def nearness(question: Question, found: Match, weights: Sequence[float], s: int) -> tuple[float, float]:
    """(1 where sentence s holds the expected shape, how near the question's terms stand to it, 0 to 1)."""
    sentence = found.prepared.normal[s]
    begin, end = found.prepared.starts[s], found.prepared.starts[s + 1]
    slices = find(sentence, question.expected)
    asked_for = [slice(*x) for x in slices if not _said(question, sentence[x[0] : x[1]])]
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
    return 1.0, _share(best, total)


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


def _said(question: Question, text: str) -> bool:
    """A number or a name that the question itself says answers nothing."""
    return text.rstrip("年") in question.bare.replace(" ", "")


def passage_features(question: Question, found: Match, weights: Sequence[float], signals: Signals) -> list[float]:
    """The values of `PASSAGE`, in its order, each 0 to 1 (cosine on its scale, 1 at most)."""
    total = sum(weights)
    pair_total = sum(weight for _, weight in question.pairs)
    count = len(found.prepared.normal)
    in_passage = [max(row, default=0.0) for row in found.terms]
    held = sum(w * x for w, x in zip(weights, in_passage, strict=True))
    context = sum(w * max(0.0, a - x) for w, x, a in zip(weights, in_passage, found.around, strict=True))
    sums = [sum(w * row[s] for w, row in zip(weights, found.terms, strict=True)) for s in range(count)]
    window = max((_pair_of(found, weights, s) for s in range(max(1, count - 1))), default=0.0) if count else 0.0
    all_pairs = frozenset[int]().union(*found.pairs)
    windows = (found.pairs[s] | found.pairs[s + 1] for s in range(count - 1)) if count > 1 else iter(found.pairs)
    best_pairs = max((_weigh(question, held_pairs) for held_pairs in windows), default=0.0)
    named, astray = named_shares(question, weights, in_passage, found.around)
    best = sorted(range(count), key=lambda s: (-sums[s], s))[:2]
    shape = near = count_of = 0.0
    for s in best:
        here, close = nearness(question, found, weights, s)
        shape, near, count_of = max(shape, here), max(near, close), max(count_of, counted(question, found.prepared.normal[s]))
    run = longest_run(question.bare, found.prepared.text)
    short = max(0.0, 1.0 - len(found.prepared.text) / 150)
    return [
        signals.words, signals.pairs, signals.cosine, _share(held, total), _share(_weigh(question, all_pairs), pair_total),
        _share(window, total), _share(best_pairs, pair_total), _share(run, len(question.bare.replace(" ", ""))),
        _share(context, total), named, astray, shape, near, count_of, short,
    ]  # fmt: skip


def _pair_of(found: Match, weights: Sequence[float], s: int) -> float:
    return sum(w * max(row[s : s + 2]) for w, row in zip(weights, found.terms, strict=True))


def _weigh(question: Question, pairs: frozenset[int]) -> float:
    return sum(question.pairs[i][1] for i in sorted(pairs))


def named_shares(question: Question, weights: Sequence[float], here: Sequence[float], around: Sequence[float]) -> tuple[float, float]:
    """Shares of the named terms' weight that stand `here`, and that stand neither here nor around; (0, 0) without names."""
    rows = [(w, h, a) for term, w, h, a in zip(question.terms, weights, here, around, strict=True) if term.role in NAMED]
    total = sum(w for w, _, _ in rows)
    return _share(sum(w * h for w, h, _ in rows), total), _share(sum(w * (1 - max(h, a)) for w, h, a in rows), total)


def sentence_features(question: Question, found: Match, weights: Sequence[float], s: int, passage: float, cosine: float) -> list[float]:
    """The values of `SENTENCE` for sentence s, in its order. `passage` is the score of its passage less the best passage's."""
    total = sum(weights)
    pair_total = sum(weight for _, weight in question.pairs)
    here = [row[s] for row in found.terms]
    before = [max(row[s - 1] if s else 0.0, x) for row, x in zip(found.terms, here, strict=True)]
    rest = [max(max(row), x) for row, x in zip(found.terms, before, strict=True)]
    context = [max(a, x) for a, x in zip(found.around, rest, strict=True)]
    sums = [sum(w * x for w, x in zip(weights, row, strict=True)) for row in (here, before, rest, context)]
    named, astray = named_shares(question, weights, here, context)
    shape, near = nearness(question, found, weights, s)
    sentence = found.prepared.normal[s]
    kind = question.kind
    run = longest_run(question.bare, sentence)
    # In another language only the cosine tells; what is learnt of length and lists weighs against words that are not seen there.
    length = 0.0 if question.english else min(1.0, max(0.0, (len(sentence) - 60) / 180))
    several = kind in (Asked.LIST, Asked.WHAT, Asked.HOW, Asked.COMPARE) and not question.english
    return [
        passage, _share(sums[0], total), _share(_weigh(question, found.pairs[s]), pair_total),
        _share(run, len(question.bare.replace(" ", ""))),
        _share(sums[1] - sums[0], total), _share(sums[2] - sums[1], total), _share(sums[3] - sums[2], total), named, astray,
        shape, near, counted(question, sentence),
        near if kind is Asked.NUMBER else 0.0, near if kind is Asked.DATE else 0.0,
        near if kind is Asked.WHO else 0.0, near if kind is Asked.WHERE else 0.0,
        cosine, 1.0 if s == 0 else 0.0, max(0.0, 1.0 - len(sentence) / 20), length,
        min(1.0, sentence.count("、") / 4) if several else 0.0,
    ]  # fmt: skip


def penalty(kind: Kind) -> float:
    """What is taken from the score of a paragraph that is no running text (in units of the ranker's score).

    Chosen by reason, since train/ has neither: a heading never stands above a body paragraph that has anything of the
    question; a caption gives way to a body sentence that says about the same.
    """
    return {Kind.BODY: 0.0, Kind.CAPTION: 3.0, Kind.HEADING: 30.0}[kind]
