"""The sentences of the best passages, each with the score of the sentence ranker, and what the judge sees of the best."""

from __future__ import annotations

import math
from dataclasses import dataclass

from qa.question import asked_of
from qa.rank import PASSAGE, SENTENCE, Ranker, Seen, Standing, evidence_features, scale, sentence_table
from qa.retrieve import Candidate, Found, Shelf, cohort, sentence_vectors
from qa.types import Kind

TOP = 10  # passages of which the sentences are weighed
SHAPE = SENTENCE.index("shape")
COSINE, ALIGNED, COUNTED = (SENTENCE.index(name) for name in ("cosine", "aligned", "counted"))
HELD = PASSAGE.index("aligned")
DIRECT = 1.0  # how much better a sentence may be and still give way to one that holds the shape asked for: e times likelier
CAPTION = 1.5  # what a caption's sentence gives way by (in units of the ranker's score), as in qa.rank.penalty
DIGITS = 9  # of a score: beyond them, the order in which a sum was taken tells


@dataclass(frozen=True, slots=True)
class Weighed:
    """Sentence `s` of a candidate passage (`place` from 0 in the ranking), its features (`qa.rank.SENTENCE`) and its score: higher
    is better, and the softmax of the scores of a question's sentences is how likely each is the one that answers."""

    candidate: Candidate
    place: int
    s: int
    features: tuple[float, ...]
    score: float


def weigh(found: Found, shelf: Shelf, ranker: Ranker, top: int = TOP) -> list[Weighed]:
    """Every whole sentence of the best passages that are no headings, best first; a total order."""
    chosen = [(i, c) for i, c in enumerate(found.candidates[:top]) if c.paragraph.kind is not Kind.HEADING and c.found.prepared.normal]
    if not chosen:
        return []
    seen = _seen(found, [candidate for _, candidate in chosen], shelf)
    table = sentence_table(found.question, found.weights, seen)
    scores = (ranker.sentence_english if found.question.english else ranker.sentence).scores(table).tolist()
    rows = iter(zip(table.tolist(), scores, strict=True))
    out: list[Weighed] = []
    for place, candidate in chosen:
        body = candidate.paragraph.kind is Kind.BODY
        for s, whole in enumerate(candidate.found.prepared.whole):
            features, score = next(rows)
            if whole or not body:
                out.append(Weighed(candidate, place, s, tuple(features), round(score - (0.0 if body else CAPTION), DIGITS)))
    out.sort(key=lambda w: (-w.score, w.place, w.s))
    return _direct_first(out)


def _seen(found: Found, candidates: list[Candidate], shelf: Shelf) -> list[Seen]:
    """The passages with the cosines of their sentences, to the question and to what it asks of its names, and the words they hold."""
    import numpy as np

    from qa.rank.align import Aligned
    from qa.retrieve import clauses
    from qa.retrieve.opening import given, opening
    from qa.retrieve.words import near, near_texts

    asked = asked_of(found.question.bare, found.question.terms)
    vector = shelf.encoder.encode_queries([asked])[0] if asked and not found.question.english else found.vector
    measure = scale(vector, cohort(shelf)) if asked else found.scale
    paragraphs = [candidate.paragraph for candidate in candidates]
    # That the evidence is of the right place is a condition; in an article on it, a sentence that names it once more answers no better.
    shares, texts = np.where(found.words.places, 0.0, found.counts), [candidate.found for candidate in candidates]
    openings = [opening(paragraph.document_id, shelf) for paragraph in paragraphs]
    left = [shares * (1 - said) for said in near_texts(found.words.vectors, openings, shelf).T]  # by an opening, of each word
    laid = Aligned(shares, near(found.words, paragraphs, shelf))
    before = [laid.before(i) for i in range(len(texts))]
    if found.question.english:
        both = clauses.windows(found.words, [np.stack([shares, each]) for each in left], found.question, texts, shelf)
        held, fresh = [each[0] for each in both], [each[1] for each in both]
        counted = clauses.counts(found.question, texts, shelf)
    else:
        held = [laid.sentences(i) for i in range(len(texts))]
        fresh = [Aligned(each, laid.near).sentences(i) for i, each in enumerate(left)]
        counted = [np.zeros(len(each)) for each in held]
    out = []
    for i, (candidate, vectors) in enumerate(zip(candidates, sentence_vectors(paragraphs, shelf), strict=True)):
        cosines = found.scale.all(vectors @ found.vector), measure.all(vectors @ vector)
        known = given(found.question, openings[i])
        out.append(Seen(texts[i], candidate.score, *cosines, held[i], counted[i], known, fresh[i], before[i]))
    return out


def _direct_first(ranked: list[Weighed]) -> list[Weighed]:
    """Where the best sentence holds nothing of the shape asked for (who, and it names nobody), one that is nearly as good and
    does comes before it. Without a shape asked for, none holds it and nothing moves."""
    for i, weighed in enumerate(ranked):
        if weighed.score < ranked[0].score - DIRECT:
            break
        if weighed.features[SHAPE]:
            return [weighed, *ranked[:i], *ranked[i + 1 :]]
    return ranked


def evidence(found: Found, best: Weighed) -> list[float]:
    """What the judge sees of the best sentence."""
    return evidence_features(found.question, best.candidate.found, found.weights, best.s, standing(found, best))


def standing(found: Found, best: Weighed) -> Standing:
    """How the best sentence's passage stands out among the candidates."""
    mine = best.candidate.signals
    rest = [candidate for candidate in found.candidates if candidate.paragraph.id != best.candidate.paragraph.id]
    others = [candidate.signals for candidate in rest]
    words, pairs = max((other.words for other in others), default=0.0), max((other.pairs for other in others), default=0.0)
    cosine = max((other.cosine for other in others), default=-math.inf)
    first = (mine.words >= words, mine.pairs >= pairs, mine.cosine >= cosine)
    aligned = best.candidate.features[HELD]
    before = max(0.0, aligned - max((candidate.features[HELD] for candidate in rest), default=0.0))
    lead = max(0.0, mine.pairs - pairs)
    return Standing(best.features[COSINE], sum(first) / len(first), lead, aligned, best.features[ALIGNED], before, best.features[COUNTED])
