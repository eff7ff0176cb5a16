"""The gold of the five articles, scored by the scorer that lies beside the project: what it counts is not written twice."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.bootstrap import Draws, interval
from evals.own import read_own
from evals.results import Bounds
from evals.runs import ROOT
from evals.sets import GOLD, AbsentError, EvalSet

SEEDS = ROOT / "seeds"
ANSWERED = ("retrieved_at_5", "answered_with_evidence", "falsely_refused")  # shares of the questions that the articles answer
PLAIN = (
    "bad_quotes", "loose_bytes", "dropped_share", "evidence_groups", "citations_in_right_article", "chars_per_fact_answer",
    "longest_quote_chars", "joins", "furniture",
)  # fmt: skip


def read_gold(data: Path) -> EvalSet:
    """The questions on seeds/. AbsentError where they are not there."""
    questions = data.parent / "gold" / "questions_dev.jsonl"
    if not questions.is_file():
        raise AbsentError(str(questions))
    return read_own(GOLD, questions, SEEDS)


def score(data: Path) -> dict[str, Bounds]:
    """The scorer's figures. Shares of questions have intervals (the questions are drawn one by one); the others have none."""
    shared = data.parent
    scorer, questions = shared / "tools" / "score_gold.py", shared / "gold" / "questions_dev.jsonl"
    if not scorer.is_file():
        raise AbsentError(str(scorer))
    ask = f"{shlex.quote(sys.executable)} -m qa.cli"
    command = [sys.executable, str(scorer), "--command", ask, "--seeds", str(SEEDS), "--questions", str(questions)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    lines = done.stdout.strip().splitlines()
    if not lines or not lines[-1].startswith("{"):
        raise RuntimeError(f"the scorer failed: {done.stderr.strip()[-400:]}")
    return bounds(json.loads(lines[-1]), [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines() if line.strip()])


def bounds(scored: Mapping[str, Any], questions: list[dict[str, Any]]) -> dict[str, Bounds]:
    """The scorer's figures by name, with intervals from how many questions each is a share of."""
    unanswerable = [q for q in questions if q["type"] == "abstain" or not q["evidence"]]
    sizes = dict.fromkeys(ANSWERED, len(questions) - len(unanswerable))
    sizes |= {"rejected": len(unanswerable), "short_in_first": sum(bool(q["short"]) for q in questions if q not in unanswerable)}
    out: dict[str, Bounds] = {}
    for name, size in sizes.items():
        if size and scored.get(name) is not None:
            out[name] = share(float(scored[name]), size)
    return out | {name: (float(scored[name]), None, None) for name in PLAIN if scored.get(name) is not None}


def share(value: float, size: int) -> Bounds:
    """A share of `size` independent questions: its bootstrap interval depends on nothing but how many there are."""
    import numpy as np

    hits = np.zeros(size)
    hits[: round(value * size)] = 1.0
    found = interval(Draws([str(i) for i in range(size)]).means(hits))
    return (value, None, None) if found is None else found
