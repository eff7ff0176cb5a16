"""The sentences of the best passages, each with the score of the sentence ranker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from qa.rank import SENTENCE, Ranker, evidence_features, sentence_features
from qa.retrieve import Candidate, Found, Shelf
from qa.types import Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TOP = 10  # passages of which the sentences are weighed
SHAPE = SENTENCE.index("shape")
DIRECT = 1.0  # how much better a sentence may be and still give way to one that holds the shape asked for: e times likelier
CAPTION = 1.5  # what a caption's sentence gives way by (in units of the ranker's score), as in qa.rank.penalty


@dataclass(frozen=True, slots=True)
class Weighed:
    """Sentence `s` of a candidate passage (`place` from 0 in the ranking), its score (higher is better) and its cosine on the scale."""

    candidate: Candidate
    place: int
    s: int
    features: tuple[float, ...]
    score: float
    cosine: float


def weigh(found: Found, shelf: Shelf, ranker: Ranker, top: int = TOP) -> list[Weighed]:
    """Every whole sentence of the best passages that are no headings, best first; a total order."""
    best = found.candidates[0].score if found.candidates else 0.0
    out: list[Weighed] = []
    for place, candidate in enumerate(found.candidates[:top]):
        if candidate.paragraph.kind is Kind.HEADING:
            continue
        prepared = candidate.found.prepared
        near = [found.scale.of(cosine) for cosine in (sentence_vectors(candidate, shelf) @ found.vector).tolist()]
        for s, whole in enumerate(prepared.whole):
            if not whole and candidate.paragraph.kind is Kind.BODY:
                continue
            features = sentence_features(found.question, candidate.found, found.weights, s, candidate.score - best, near[s])
            score = ranker.sentence.score(features) - (CAPTION if candidate.paragraph.kind is Kind.CAPTION else 0.0)
            out.append(Weighed(candidate, place, s, tuple(features), score, near[s]))
    out.sort(key=lambda w: (-w.score, w.place, w.s))
    return _direct_first(out)


def _direct_first(ranked: list[Weighed]) -> list[Weighed]:
    """Where the best sentence holds nothing of the shape asked for (who, and it names nobody), one that is nearly as good and
    does comes before it. Without a shape asked for, none holds it and nothing moves."""
    for i, weighed in enumerate(ranked):
        if weighed.score < ranked[0].score - DIRECT:
            break
        if weighed.features[SHAPE]:
            return [weighed, *ranked[:i], *ranked[i + 1 :]]
    return ranked


def sentence_vectors(candidate: Candidate, shelf: Shelf) -> NDArray[np.float32]:
    """Unit rows (sentences, d) of a paragraph's sentences, worked out once a shelf."""
    key = ("vectors", candidate.paragraph.id)
    if key not in shelf.cache:
        prepared = candidate.found.prepared
        shelf.cache[key] = shelf.encoder.encode_passages([candidate.paragraph.text[a:b] for a, b in prepared.sentences])
    return cast("NDArray[np.float32]", shelf.cache[key])


def evidence(found: Found, best: Weighed) -> list[float]:
    """What the judge sees of the best sentence."""
    cosine = max(best.cosine, best.candidate.signals.cosine)
    return evidence_features(found.question, best.candidate.found, found.weights, best.s, cosine)
