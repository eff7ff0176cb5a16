"""Whether the evidence answers the question: what the judge sees of the best sentence, and what it finds uncovered."""

from __future__ import annotations

from collections.abc import Sequence

from qa.question import FACTS, NAMED, Question
from qa.rank.features import counted, longest_run, nearness
from qa.rank.match import Match

EVIDENCE = (
    "property",  # idf-weighted share of the terms but names and years in the sentence: what is asked of the name (市长, 面积)
    "property_near",  # what the rest of its paragraph and the headings above it add
    "property_around",  # what title and document add
    "uncovered",  # the heaviest of them that nothing around covers, over 12: a mayor where no mayor stands
    "pairs",  # idf-weighted share of the bigrams but the names' in the paragraph
    "pairs_here",  # the same in the sentence
    "run",  # longest run of the question in the sentence, over its length
    "lost_name",  # 1 where a name stands neither in the paragraph nor around it (in the title it stands as well as in the sentence)
    "lost_quoted",  # the same for a quoted term or a Latin word
    "lost_year",  # the same for a year (the document's date counts)
    "numberless",  # 1 where a number or a date is asked for and the sentence has none
    "nameless",  # 1 where a person or a place is asked for and the sentence seems to have none
    "uncounted",  # share of the counted nouns that no number stands right beside
    "near",  # how near the shape asked for stands to the terms
    "fact",  # 1 for a question that asks for a shape at all
    "cosine",  # of the encoder, question to passage or sentence, the better
    "words",  # how many terms the question has, 1 at eight or more: a short question is easily covered by chance
)
PLACED = frozenset({"name", "year"})  # roles that a title or a date says for the whole document
CLOSE = 0.35  # a term held to less than this counts as uncovered when people are told what is missing


def evidence_features(question: Question, found: Match, weights: Sequence[float], s: int, cosine: float) -> list[float]:
    """The values of `EVIDENCE` for sentence s of a paragraph as the answer; each 0 to 1 (cosine on its scale, 1 at most)."""
    here = [row[s] for row in found.terms]
    rest = [max(*row, above) for row, above in zip(found.terms, found.heading, strict=True)]
    around = [max(a, x) for a, x in zip(found.around, rest, strict=True)]
    asked = [0.0 if term.role in PLACED else w for term, w in zip(question.terms, weights, strict=True)]
    whole = sum(asked)
    sums = [sum(w * x for w, x in zip(asked, row, strict=True)) / whole if whole else 1.0 for row in (here, rest, around)]
    open_ends = [term.weight * (1 - x) for term, x in zip(question.terms, around, strict=True) if term.role not in PLACED]
    lost = {term.role for term, x in zip(question.terms, around, strict=True) if x < CLOSE}
    shape, near = nearness(question, found, weights, s)
    shapeless = 1.0 if question.expected.form and not shape else 0.0
    sentence = found.prepared.normal[s]
    numeric = question.expected.form not in ("person", "place")
    return [
        sums[0], sums[1] - sums[0], sums[2] - sums[1], min(1.0, max(open_ends, default=0.0) / 12),
        *_pair_shares(question, found, s), longest_run(question.bare, sentence) / max(1, len(question.bare.replace(" ", ""))),
        float("name" in lost), float(not lost.isdisjoint(("quoted", "code"))), float("year" in lost),
        shapeless if numeric else 0.0, 0.0 if numeric else shapeless, (1 - counted(question, sentence)) if question.counted else 0.0,
        near,
        float(question.kind in FACTS), cosine, min(1.0, len(question.terms) / 8),
    ]  # fmt: skip


def _pair_shares(question: Question, found: Match, s: int) -> tuple[float, float]:
    """Shares of the bigrams, the names' left out, in the paragraph and in the sentence; 1 where there are none."""
    names = " ".join(term.text for term in question.terms if term.role in PLACED)
    kept = {i: weight for i, (pair, weight) in enumerate(question.pairs) if pair not in names}
    total = sum(kept.values())
    if not total:
        return 1.0, 1.0
    everywhere = frozenset[int]().union(*found.pairs)
    paragraph, here = (sum(weight for i, weight in kept.items() if i in held) / total for held in (everywhere, found.pairs[s]))
    return paragraph, here


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
