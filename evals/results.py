"""The results files: one for each set and mode, named by the commit that was measured. They hold figures, and no text of the data."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.bootstrap import RESAMPLES, SEED, Interval
from evals.figures import surest, trials
from evals.modes import WORDS
from evals.refusal import risk_coverage
from evals.runs import ROOT, Run
from evals.sets import EvalSet
from qa.errors import PathError, UsageError

SCHEMA = 1
FOLDER = ROOT / "evals" / "results"
OUTPUTS = ("evals/results", "docs/quality.md", "README.md", "README.zh.md")  # made from the figures, so they decide none
Bounds = tuple[float, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Result:
    """One file read: what `record` put in."""

    set: str
    mode: str
    model: str
    commit: str
    questions: int
    paragraphs: int
    measures: Mapping[str, Bounds]
    against: Mapping[str, Bounds]  # differences from words
    ranks: Sequence[int]
    milliseconds: Mapping[str, float] | None


def commit() -> str:
    """The short hash of HEAD, with `-dirty` where tracked files differ from it other than those made from the figures; `unknown`
    where this is no git checkout."""

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout.strip()

    if not (ROOT / ".git").exists():
        return "unknown"
    changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", *(f":!{path}" for path in OUTPUTS))
    return git("rev-parse", "--short", "HEAD") + ("-dirty" if changed else "")


def record(of: EvalSet, run: Run, measures: Mapping[str, Bounds], against: Mapping[str, Interval], made_of: str) -> dict[str, Any]:
    """What a results file holds. `ranks` are of the first relevant paragraph, 0 where it is not among the first 100."""
    import numpy as np

    out: dict[str, Any] = {
        "schema": SCHEMA,
        "set": of.name,
        "mode": run.mode,
        "model": run.model,
        "model_digest": run.model_digest,
        "commit": made_of,
        "questions": len(of.questions),
        "paragraphs": len(of.paragraphs),
        "bootstrap": {"resamples": RESAMPLES, "seed": SEED, "clusters": len({ask.cluster for ask in of.questions})},
        "measures": {name: list(value) for name, value in measures.items()},
        "against": {WORDS: {name: list(value) for name, value in against.items()}},
        "ranks": [places[0] if places else 0 for places in run.places],
    }
    if run.replies is not None:
        spent = np.array([reply.milliseconds for reply in run.replies])
        out["milliseconds"] = {"median": round(float(np.median(spent)), 2), "p95": round(float(np.percentile(spent, 95)), 2)}
        present, absent, _ = trials(run.replies, np.array([bool(ask.relevant) for ask in of.questions]))
        scores, wrong = surest(run.replies, present, absent)
        kept = ~np.isnan(scores)
        out["risk_coverage"] = risk_coverage(scores[kept], wrong[kept])
    return out


def path_of(row: Mapping[str, Any], folder: Path = FOLDER) -> Path:
    """`<set>-<mode>-<commit>.json`; what a file's name cannot hold is an underscore."""
    return folder / (re.sub(r"[^\w.@+-]", "_", f"{row['set']}-{row['mode']}-{row['commit']}") + ".json")


def write(rows: Sequence[Mapping[str, Any]], complete: bool, folder: Path = FOLDER) -> list[Path]:
    """Write the rows; where they are a complete run, every other results file goes."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for row in rows:
        path = path_of(row, folder)
        path.write_text(_lines(row), encoding="utf-8")
        written.append(path)
    for path in sorted(folder.glob("*.json")) if complete else []:
        if path not in written:
            path.unlink()
    return written


def _lines(row: Mapping[str, Any]) -> str:
    """A field a line, so that a change of one figure is not a change of the whole file."""
    fields = []
    for name, value in row.items():
        if name == "measures":
            inner = ",\n".join(f"    {json.dumps(key)}: {json.dumps(each)}" for key, each in value.items())
            fields.append(f"  {json.dumps(name)}: {{\n{inner}\n  }}")
        else:
            fields.append(f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(fields) + "\n}\n"


def load(folder: Path = FOLDER) -> list[Result]:
    """Every result, by set and mode in the order of their names. PathError where there is none, UsageError where they are of more
    than one commit; ValueError for a file that is none of ours."""
    out = []
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        if row["schema"] != SCHEMA or path != path_of(row, folder):
            raise ValueError(f"{path.name} is not a results file of schema {SCHEMA}")
        measures, against = ({k: _bounds(v) for k, v in each.items()} for each in (row["measures"], row["against"][WORDS]))
        named = {name: row[name] for name in ("set", "mode", "model", "commit", "questions", "paragraphs", "ranks")}
        out.append(Result(**named, measures=measures, against=against, milliseconds=row.get("milliseconds")))
    commits = sorted({result.commit for result in out})
    if len(commits) > 1:
        raise UsageError("eval_results_mixed", commits=", ".join(commits))
    if not out:
        raise PathError("eval_results_missing", path=str(folder))
    return out


def _bounds(value: Sequence[float | None]) -> Bounds:
    point, low, high = value
    if point is None:
        raise ValueError("a measure without a value")
    return point, low, high
