"""Whether the evidence answers the question: what the judge sees of the best sentence, and what it finds uncovered."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qa.question import FACTS, NAMED, Question
from qa.rank.match import Match
from qa.rank.shape import longest_run, nearness

EVIDENCE = (
    "around",  # what title, headings and document add of the terms but names and years
    "missing",  # weighted share of all terms that stand neither in the paragraph nor around it
    "pairs",  # weighted share of the bigrams in the paragraph, or in a term that stands around it: half a word is half a match
    "characters",  # the same of the characters of what is asked of the names
    "characters_here",  # of these, in the sentence itself
    "run",  # longest run of the question in the sentence, over its length
    "lost_name",  # 1 where a name stands neither in the paragraph nor around it (in the title it stands as well as in the sentence)
    "lost_quoted",  # the same for a quoted term or a Latin word
    "lost_year",  # the same for a year (the document's date counts)
    "numberless",  # 1 where a number or a date is asked for and the sentence has none
    "nameless",  # 1 where a person or a place is asked for and the sentence seems to have none
    "uncounted",  # share of the counted nouns that no number stands right beside
    "near",  # how near the shape asked for stands to the terms
    "fact",  # 1 for a question that asks for a shape at all
    "cosine",  # of the encoder, of the sentence
    "agreement",  # share of the legs (words, bigrams, vectors) that put its passage first: what is there is found by all of them
    "lead",  # how far its passage is before the best other one by bigrams; behind is nothing, since its title may say the rest
    "aligned",  # share of the question's words that the passage holds or comes near to (`qa.rank.align`)
    "aligned_here",  # that the sentence does
    "aligned_lead",  # how far its passage is before the best other one by that; behind is nothing
    "words",  # how many terms the question has, 1 at eight or more: a short question is easily covered by chance
)
PLACED = frozenset({"name", "year"})  # roles that a title or a date says for the whole document
CLOSE = 0.35  # a term held to less than this counts as uncovered when people are told what is missing


@dataclass(frozen=True, slots=True)
class Standing:
    """How the best sentence and its passage stand out: the sentence's cosine on its scale, the share of the legs that put the
    passage first (0 to 1), its BM25 by bigrams over the best less the best other passage's (0 where that is below 0), the shares of the
    question's words that passage and sentence hold or come near to (0 to 1), the passage's less the best other passage's (likewise), and
    the share of the counted nouns that a number stands right beside (0 to 1)."""

    cosine: float
    agreement: float
    lead: float
    aligned: float
    aligned_here: float
    aligned_lead: float
    counted: float


def evidence_features(question: Question, found: Match, weights: Sequence[float], s: int, standing: Standing) -> list[float]:
    """The values of `EVIDENCE` for sentence s of a paragraph as the answer; 0 to 1 but for the cosine, which may be below."""
    paragraph = [max(row) for row in found.terms]
    around = [max(a, x) for a, x in zip(found.around, paragraph, strict=True)]
    asked = [0.0 if term.role in PLACED else w for term, w in zip(question.terms, weights, strict=True)]
    whole = math.fsum(asked)
    title = math.fsum(w * (a - x) for w, x, a in zip(asked, paragraph, around, strict=True)) / whole if whole else 0.0
    missed = math.fsum(w * (1 - x) for w, x in zip(weights, around, strict=True)) / (math.fsum(weights) or 1.0)
    lost = {term.role for term, x in zip(question.terms, around, strict=True) if x < CLOSE}
    shape, near = nearness(question, found, weights, s)
    shapeless = 1.0 if question.expected.form and not shape else 0.0
    sentence = found.prepared.normal[s]
    numeric = question.expected.form not in ("person", "place", "title")
    return [
        title, missed, _pairs(question, found, around), _characters(question, found.prepared.text, around),
        _characters(question, sentence, [0.0] * len(around)),
        longest_run(question.bare, sentence) / max(1, len(question.bare.replace(" ", ""))),
        float("name" in lost), float(not lost.isdisjoint(("quoted", "code"))), float("year" in lost),
        shapeless if numeric else 0.0, 0.0 if numeric else shapeless, (1 - standing.counted) if question.counted else 0.0,
        near, float(question.kind in FACTS), standing.cosine, standing.agreement, standing.lead, standing.aligned,
        standing.aligned_here, standing.aligned_lead, min(1.0, len(question.terms) / 8),
    ]  # fmt: skip


def _within(question: Question, piece: str, around: Sequence[float]) -> float:
    """How far a term that the piece belongs to is held around: 抚州 in the title says its characters too."""
    return max((x for term, x in zip(question.terms, around, strict=True) if piece in term.text), default=0.0)


def _pairs(question: Question, found: Match, around: Sequence[float]) -> float:
    """Weighted share of the bigrams in the paragraph, or in a term held around it; 1 where there are none."""
    total = math.fsum(weight for _, weight in question.pairs)
    held = frozenset[int]().union(*found.pairs)
    shares = (weight * (1.0 if i in held else _within(question, pair, around)) for i, (pair, weight) in enumerate(question.pairs))
    return math.fsum(shares) / total if total else 1.0


def _characters(question: Question, text: str, around: Sequence[float]) -> float:
    """Weighted share of the characters of what is asked in the text, or in a term held around it; 1 where nothing is asked of the
    names."""
    total = math.fsum(weight for _, weight in question.characters)
    shares = (weight * (1.0 if each in text else _within(question, each, around)) for each, weight in question.characters)
    return math.fsum(shares) / total if total else 1.0


def missing(question: Question, held: Sequence[float]) -> tuple[str, ...]:
    """The terms of the question, as it writes them, of which `held` (one value a term, 0 to 1) covers less than `CLOSE`;
    the named ones where there are any, else the heaviest three."""
    rows = [(term, x) for term, x in zip(question.terms, held, strict=True) if x < CLOSE and term.weight >= 1.5]
    named = [term.written for term, _ in rows if term.role in NAMED]
    if named:
        return tuple(named)
    heaviest = sorted(rows, key=lambda row: (-row[0].weight, row[0].text))[:3]
    kept = {term.text for term, _ in heaviest}
    return tuple(term.written for term, _ in rows if term.text in kept)
