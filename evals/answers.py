"""Answers against the strings that answer: does the first sentence hold one, are the right sentences cited, is every quote verbatim.

A sentence is gold where it stands in a relevant paragraph and holds an answer string, white space removed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.sets import Ask, EvalSet
from qa.answer import Pick
from qa.cite import UnverifiedError, cite
from qa.text import sentences
from qa.tokens import words
from qa.types import Paragraph, Span

K1, B = 1.2, 0.75  # as in qa.lexical


@dataclass(frozen=True, slots=True)
class Judged:
    """Counts for one question's statements. `hit`: the first one's sentence holds an answer; `words`: its very words do;
    `cited` sentences of all statements, `right` those of them that are gold, `gold` of all there are; `quotes`, and how many
    of them are `verbatim` in the original bytes."""

    hit: int
    words: int
    cited: int
    right: int
    gold: int
    quotes: int
    verbatim: int


def squeeze(text: str) -> str:
    """Without any white space."""
    return "".join(text.split())


def holds(text: str, answers: Sequence[str]) -> bool:
    """Whether an answer stands in a text, white space aside."""
    squeezed = squeeze(text)
    return any(squeeze(answer) in squeezed for answer in answers)


def sentences_of(pick: Pick) -> list[Span]:
    """The sentences of the paragraph on which a pick lies."""
    return [(start, end) for start, end in sentences(pick.paragraph.text) if start < pick.end and pick.start < end]


def judge(of: EvalSet, ask: Ask, picks: Sequence[Pick], paragraphs: dict[str, Paragraph]) -> Judged:
    """Count; `paragraphs` are the set's by id. Without picks, all but `gold` is 0."""
    first = [pick.paragraph.text[a:b] for pick in picks[:1] for a, b in sentences_of(pick)]
    gold = {
        (key, span)
        for key in ask.relevant
        for span in sentences(paragraphs[key].text)
        if holds(paragraphs[key].text[slice(*span)], ask.answers)
    }
    cited = dict.fromkeys((pick.paragraph.id, span) for pick in picks for span in sentences_of(pick))
    return Judged(
        hit=int(holds("".join(first), ask.answers)),
        words=int(holds("".join(pick.text for pick in picks[:1]), ask.answers)),
        cited=len(cited),
        right=sum(place in gold for place in cited),
        gold=len(gold),
        quotes=len(picks),
        verbatim=sum(is_verbatim(of, pick) for pick in picks),
    )


def is_verbatim(of: EvalSet, pick: Pick) -> bool:
    """Whether the original bytes hold the quote: the product's own check."""
    document = of.documents[pick.paragraph.document_id]
    try:
        return cite(1, document, pick.paragraph, pick.start, pick.end, of.raw[document.id]).quote == pick.text
    except UnverifiedError:
        return False


def best_sentence(question: str, paragraph: Paragraph, idf: Callable[[str], float]) -> str:
    """The baseline's answer: of the paragraph's sentences the one with the best BM25 by words, the first of equal ones.

    Idf is the library's, lengths are over the mean of the paragraph's sentences (Robertson and Zaragoza 2009).
    """
    texts = [paragraph.text[start:end] for start, end in sentences(paragraph.text)]
    counts = [Counter(words(text)) for text in texts]
    mean = sum(count.total() for count in counts) / max(1, len(counts)) or 1.0
    asked = words(question)

    def score(count: Counter[str]) -> float:
        norm = K1 * (1 - B + B * count.total() / mean)
        return math.fsum(idf(token) * count[token] * (K1 + 1) / (count[token] + norm) for token in asked if count[token])

    return max(zip(texts, map(score, counts), strict=True), key=lambda pair: pair[1], default=("", 0.0))[0]


def idf_of(index: object, size: int) -> Callable[[str], float]:
    """Words' idf in a library of `size` paragraphs, from a searcher of its index: ln(1 + (N - n + 0.5) / (n + 0.5))."""
    known: dict[str, float] = {}

    def idf(token: str) -> float:
        if token not in known:
            count = index.doc_freq("words", token)  # type: ignore[attr-defined]
            known[token] = math.log(1 + (size - count + 0.5) / (count + 0.5))
        return known[token]

    return idf
