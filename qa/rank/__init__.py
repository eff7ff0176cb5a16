"""Features of passages and sentences, the trained weights, and the judge of whether they answer. Pure."""

from __future__ import annotations

from qa.rank.evidence import Around, Prepared, plain, prepare, surround
from qa.rank.linear import Linear
from qa.rank.match import Match, context, match, surroundings, weights
from qa.rank.model import Ranker, load, probability
from qa.rank.passage import DEEP, DEEP_ENGLISH, FIRST, FIRST_ENGLISH, GROUPS, PASSAGE, Signals, penalty
from qa.rank.refuse import EVIDENCE, PLACED, Standing, evidence_features, missing
from qa.rank.scale import COHORT, Scale, scale
from qa.rank.sentence import SENTENCE, Seen, sentence_table
from qa.rank.shape import counted, named_shares, nearness
from qa.rank.trees import Boosted, Trees

__all__ = [
    "COHORT", "DEEP", "DEEP_ENGLISH", "EVIDENCE", "FIRST", "FIRST_ENGLISH", "GROUPS", "PASSAGE", "PLACED", "SENTENCE", "Around",
    "Boosted", "Linear", "Match", "Prepared", "Ranker", "Scale", "Seen", "Signals", "Standing", "Trees", "context", "counted",
    "evidence_features", "load", "match", "missing", "named_shares", "nearness", "penalty", "plain", "prepare", "probability",
    "scale", "sentence_table", "surround", "surroundings", "weights",
]  # fmt: skip
