"""What the ranker of passages sees of one: numbers between 0 and 1, worked out for all candidates at once by `qa.rank.survey`.

Each name says in its comment why it is there; `weights.json` holds one weight for each, `evals.training` fits them with the
sign of the reason. Shares of terms and bigrams are weighed by how rare these are in Chinese news (`qa.question.background`).
"""

from __future__ import annotations

from dataclasses import dataclass

from qa.types import Kind

GROUPS: dict[str, tuple[str, ...]] = {
    "words": (
        "words",  # BM25 over jieba words, over the best of this question: the strongest single ranker of a big crowd
        "words_far",  # log of the place by it, 1 at about 400: a score that many come near says little (against)
        "words_margin",  # how far the best is before the second; how far all others are behind it, below 0
    ),
    "bigrams": ("pairs", "pairs_far", "pairs_margin"),  # the same over character bigrams: finds what the cutter cut otherwise
    "dense": (
        "cosine",  # of the encoder, on its scale (`qa.rank.scale`): the only one that sees a paraphrase or another language
        "cosine_far",
        "cosine_margin",
    ),
    "sentence vectors": (
        "sentence_cosine",  # of the best sentence: one sentence answers, and the paragraph's own vector drowns it
        "window_cosine",  # of the best two neighbouring sentences
    ),
    "aligned": (  # word by word by the table's vectors (`qa.rank.align`): what is said in other words, or in another language
        "aligned",  # share of the question that the passage holds
        "aligned_sentence",  # the best sentence's share
        "aligned_window",  # the best two neighbouring sentences'
        "aligned_margin",  # how far the best is before the second; how far all others are behind it, below 0
    ),
    "coverage": (
        "held",  # weighted share of the terms that stand in the passage
        "held_pairs",  # the same of bigrams: half a word is half a match
        "sentence",  # the best sentence's share: an answer stands together
        "sentence_pairs",
        "window",  # the best two neighbouring sentences' share
        "window_pairs",
        "here",  # as `held`, a term weighed besides by how few of the candidates hold it: what tells them apart
        "here_pairs",
    ),
    "runs": (
        "run",  # longest run of the question's characters that stands there as it is, over the question's length
        "run_long",  # the same in characters, 1 at twelve: a run of six is no chance, however long the question
        "grams2", "grams3", "grams4",  # share of the question's characters that stand in common runs of two, three, four and more
    ),
    "proximity": (
        "within15", "within40",  # share of the terms' weight that stands within so many characters: what belongs together
        "dense_terms",  # the same without an edge, by how far each stands before
        "within25_pairs",
    ),
    "context": (
        "context",  # what the title, the headings above and the document add to `held`: 全市 in an article on a city
        "named",  # share of the names, quoted terms and years that stand in the passage itself
        "named_sentence",  # in one sentence
        "astray",  # share of them that stand neither there nor in title, headings, or often in the document (against)
    ),
}  # fmt: skip
"""The features by what they look at, so that one group can be taken out and its worth measured."""

PASSAGE: tuple[str, ...] = tuple(name for names in GROUPS.values() for name in names)
DEEP, DEEP_ENGLISH = 20, 50
"""Candidates of which the sentences' vectors and words are looked at, best first by `FIRST`; the others have 0 there. The right passage
is among the first twenty for 99.5 % of the questions of train/; for a question in English among the first fifty for 97 % (docs/log.md)."""
FIRST: dict[str, float] = {"words": 1.0, "pairs": 1.0, "cosine": 0.5, "window": 1.0, "window_pairs": 1.0, "context": 1.0}
FIRST_ENGLISH: dict[str, float] = {"cosine": 1.0, "words": 0.25}
"""What chooses those, sums by hand; a question in English is looked for by words that come near its own, which says less."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What the legs say of a passage: BM25 scores over the question's best (0 to 1), and the cosine on its scale (`qa.rank.scale`)."""

    words: float = 0.0
    pairs: float = 0.0
    cosine: float = 0.0


def penalty(kind: Kind) -> float:
    """What is taken from the score of a paragraph that is no running text (in units of the ranker's score).

    Chosen by reason, since train/ has neither: a heading never stands above a body paragraph that has anything of the
    question; a caption gives way to a body sentence that says about the same.
    """
    return {Kind.BODY: 0.0, Kind.CAPTION: 5.0, Kind.HEADING: 100.0}[kind]
