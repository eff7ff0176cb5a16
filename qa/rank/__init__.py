"""Features of passages and sentences, the trained weights, and the judge of whether they answer. Pure."""

from __future__ import annotations

from qa.rank.evidence import Around, Prepared, plain, prepare, surround
from qa.rank.features import PASSAGE, SENTENCE, Signals, named_shares, passage_features, penalty, sentence_features
from qa.rank.match import Match, context, match, weights
from qa.rank.model import Linear, Ranker, load, probability
from qa.rank.refuse import EVIDENCE, PLACED, evidence_features, missing
from qa.rank.scale import COHORT, Scale, scale

__all__ = [
    "COHORT", "EVIDENCE", "PASSAGE", "PLACED", "SENTENCE", "Around", "Linear", "Match", "Prepared", "Ranker", "Scale", "Signals", "context",
    "evidence_features", "load", "match", "missing", "named_shares", "passage_features", "penalty", "plain", "prepare", "probability",
    "scale", "sentence_features", "surround", "weights",
]  # fmt: skip
