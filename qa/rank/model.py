"""The trained weights as they ship, and the few lines that evaluate them."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.rank.linear import Linear
from qa.rank.passage import PASSAGE
from qa.rank.refuse import EVIDENCE
from qa.rank.sentence import SENTENCE
from qa.rank.trees import Boosted, Trees

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Ranker:
    """What ships: a ranker of passages, one of sentences, and the judge of whether the evidence answers.

    `threshold` is the least probability of the judge at which an answer is given. A question in English, of which the lexical
    features see little, has rankers, a judge and a threshold of its own.
    """

    passage: Linear
    sentence: Boosted
    answers: Linear
    threshold: float
    passage_english: Linear
    answers_english: Linear
    threshold_english: float
    sentence_english: Boosted


@cache
def load(path: Path = WEIGHTS) -> Ranker:
    """The shipped weights. ValueError where their names are not the features' (a bug: they were trained for others)."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    parts = {}
    of = (
        ("passage", PASSAGE), ("sentence", SENTENCE), ("answers", EVIDENCE),
        ("passage_english", PASSAGE), ("sentence_english", SENTENCE), ("answers_english", EVIDENCE),
    )  # fmt: skip
    for name, features in of:
        if tuple(raw[name]["features"]) != features:
            raise ValueError(f"the weights of {name} are for other features: train anew")
        parts[name] = Linear(tuple(raw[name]["weights"]), float(raw[name].get("bias", 0.0)))
    table = raw["sentence"]["trees"]
    roots, feature, left, right = (tuple[int, ...](table[name]) for name in ("roots", "feature", "left", "right"))
    trees = Trees(roots, feature, tuple(table["threshold"]), left, right, tuple(table["value"]), int(table["depth"]))
    return Ranker(
        parts["passage"], Boosted(parts["sentence"], trees), parts["answers"], float(raw["threshold"]),
        parts["passage_english"], parts["answers_english"], float(raw["threshold_english"]), Boosted(parts["sentence_english"]),
    )  # fmt: skip


def probability(score: float) -> float:
    """The logistic of a score, 0 to 1."""
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, score))))
