"""The trained weights as they ship, and the few lines that evaluate them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.rank.features import PASSAGE, SENTENCE
from qa.rank.refuse import EVIDENCE

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Linear:
    """`bias + weights . features`; higher is better."""

    weights: tuple[float, ...]
    bias: float = 0.0

    def score(self, features: Sequence[float]) -> float:
        """The score of one row of features."""
        return self.bias + math.fsum(w * x for w, x in zip(self.weights, features, strict=True))


@dataclass(frozen=True, slots=True)
class Ranker:
    """What ships: a ranker of passages, one of sentences, and the judge of whether the evidence answers.

    `threshold` is the least probability of the judge at which an answer is given. A question in English, of which the lexical
    features see little, has a ranker of passages of its own and, in the place of the judge, a least nearness (`qa.rank.scale`).
    """

    passage: Linear
    sentence: Linear
    answers: Linear
    threshold: float
    passage_english: Linear
    threshold_english: float


@cache
def load(path: Path = WEIGHTS) -> Ranker:
    """The shipped weights. ValueError where their names are not the features' (a bug: they were trained for others)."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    parts = {}
    of = (("passage", PASSAGE), ("sentence", SENTENCE), ("answers", EVIDENCE), ("passage_english", PASSAGE))
    for name, features in of:
        if tuple(raw[name]["features"]) != features:
            raise ValueError(f"the weights of {name} are for other features: train anew")
        parts[name] = Linear(tuple(raw[name]["weights"]), float(raw[name].get("bias", 0.0)))
    return Ranker(**parts, threshold=float(raw["threshold"]), threshold_english=float(raw["threshold_english"]))


def probability(score: float) -> float:
    """The logistic of a score, 0 to 1."""
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, score))))
