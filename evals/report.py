"""Quality, measured: question sets in every mode with 95 % intervals, answers, refusal, and the reconstruction of damaged pages."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.sets import GOLD, NAMES, AbsentError, EvalSet
from qa.errors import ModelError, PathError, UsageError
from qa.messages import Locale, locale_of_environment, say
from qa.render.usage import Parser, positive
from qa.render.visible import visible

if TYPE_CHECKING:
    from embeddings.encoder import Encoder
    from evals.runs import Run

OWN, HELD, FEEDBACK = "own", "held", "feedback"
RECONSTRUCTION = "wrapped_articles"
WRAPPED_ARTICLES, SEED = 1000, 7
MODES = ("words", "bigrams", "dense", "aligned", "fused", "ranked")  # as in evals.modes, which loads more than parsing needs


def parsed(arguments: Sequence[str], locale: Locale) -> argparse.Namespace:
    """The options of `youju eval`; UsageError where they are off."""
    parser = Parser(locale=locale, prog="youju eval", description=say("help_eval", locale))

    def option(name: str, **how: Any) -> None:
        parser.options.add_argument(f"--{name}", help=say(f"help_eval_{name}", locale), **how)

    option("data", metavar="DIR", type=Path, default=Path("../shared/data"))
    option("set", metavar="NAME", action="append", choices=(*NAMES, RECONSTRUCTION, HELD))
    option("mode", metavar="MODE", action="append", choices=MODES)
    option("model", metavar="NAME", action="append", default=[])
    option("own", metavar="QUESTIONS", type=Path)
    option("library", metavar="FOLDER", type=Path)
    option("from-feedback", action="store_true")
    option("questions", metavar="N", type=positive)
    option("report", metavar="FILE", type=Path)
    option("tables", action="store_true")
    option("work", metavar="DIR", type=Path, default=Path("var/eval"))
    option("results", metavar="DIR", type=Path)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] = ()) -> int:
    """Measure what is asked for and print it; PathError where no set is there, ModelError, UsageError. Returns 0."""
    options = parsed(arguments, locale_of_environment())
    if options.from_feedback and (options.own or options.set):
        raise UsageError("eval_feedback_and_own")
    if not options.from_feedback and (options.own is None) != (options.library is None):
        raise UsageError("eval_own_both")
    if options.tables:
        from evals.tables import write_tables

        for line in write_tables(options.results):
            print(line)
        return 0
    options.rated = _rated(options) if options.from_feedback else None
    if options.from_feedback and options.rated is None:
        return 0
    encoders = [_encoder(None), *(_encoder(name) for name in dict.fromkeys(options.model))]
    measured = list(_measured(options, encoders))
    if not measured:
        raise PathError("eval_data_missing", path=str(options.data))
    _keep(options, [row for _, _, rows in measured for row in rows])
    if options.report:
        from evals.page import page

        options.report.write_text(page([(of, runs, rows) for of, runs, rows in measured if of is not None]), encoding="utf-8")
    return 0


Measured = tuple[EvalSet | None, "list[Run]", list[dict[str, Any]]]


def _measured(options: argparse.Namespace, encoders: Sequence[Encoder]) -> Iterator[Measured]:
    """Set after set, printed as it is done; one that is absent is named on standard error."""
    from evals.results import commit

    made_of = commit()
    wanted = [OWN] if options.own else [FEEDBACK] if options.rated else options.set or [*NAMES, RECONSTRUCTION]
    for name in wanted:
        try:
            measured = _reconstruction(options, made_of) if name == RECONSTRUCTION else _questions(options, name, encoders, made_of)
        except AbsentError as error:
            _tell("eval_skipped", name=name, path=str(error))
            continue
        for line in table(measured[2]):
            print(line, flush=True)
        yield measured


def _questions(options: argparse.Namespace, name: str, encoders: Sequence[Encoder], made_of: str) -> Measured:
    from evals.figures import figures
    from evals.gold import score
    from evals.results import record
    from evals.runs import measure

    of = _set(options, name).every(options.questions)
    runs = [run for i, encoder in enumerate(encoders) for run in measure(of, encoder, options.mode or MODES, options.work, i == 0)]
    rows = []
    for run, measures, against in figures(of, runs):
        more = score(options.data) if name == GOLD and run.mode == "ranked" else {}
        rows.append(record(of, run, {**measures, **more}, against, made_of))
    return of, runs, rows


def _set(options: argparse.Namespace, name: str) -> EvalSet:
    from evals.gold import read_gold
    from evals.held import read_held
    from evals.own import read_own
    from evals.sets import read

    if name == HELD:
        return read_held(options.data)
    if name == FEEDBACK:
        rated: EvalSet = options.rated
        return rated
    if name == OWN:
        return read_own(OWN, options.own, options.library)
    return read_gold(options.data) if name == GOLD else read(options.data, name)


def _rated(options: argparse.Namespace) -> EvalSet | None:
    """What readers rated good, written down for `--own` and to be measured; None where there is nothing to measure. What they rated
    bad is printed."""
    from evals.feedback import listed, read_feedback

    rated = read_feedback(FEEDBACK, options.library or Path(os.environ.get("YOUJU_LIBRARY") or "var/library"))
    for line in listed(rated.bad):
        print(line, flush=True)
    for question in rated.stale:
        _tell("eval_feedback_stale", question=question)
    if rated.questions is None:
        _tell("eval_feedback_no_good")
    else:
        options.work.mkdir(parents=True, exist_ok=True)
        path = options.work / "feedback.jsonl"
        path.write_text("".join(f"{line}\n" for line in rated.lines), encoding="utf-8", newline="\n")
        _tell("eval_feedback_written", count=len(rated.lines), path=str(path))
    return rated.questions


def _reconstruction(options: argparse.Namespace, made_of: str) -> Measured:
    """Shares on damaged articles: the first should be high, the second low."""
    from evals.reconstruction import wrapped_articles
    from evals.results import SCHEMA

    generator = options.data.parent / "tools" / "wrapped_articles.py"
    if not generator.is_file():
        raise AbsentError(str(generator))
    measures = {name: [round(value, 5), None, None] for name, value in wrapped_articles(generator, WRAPPED_ARTICLES, SEED).items()}
    named = {"set": RECONSTRUCTION, "mode": "reconstruction", "model": "", "model_digest": "", "commit": made_of}
    counts = {"questions": 0, "paragraphs": 0, "articles": WRAPPED_ARTICLES, "seed": SEED}
    return None, [], [{"schema": SCHEMA, **named, **counts, "measures": measures, "against": {"words": {}}, "ranks": []}]


def _keep(options: argparse.Namespace, rows: Sequence[dict[str, Any]]) -> None:
    """Write the results. A complete run of the shipped model takes the place of
    whatever results there were, and the tables are made from it."""
    from evals.results import FOLDER, write
    from evals.tables import write_tables

    if options.questions is not None or options.own or options.rated or any(row["set"] == HELD for row in rows):
        _tell("eval_unwritten")
        return
    complete = {row["set"] for row in rows} == {*NAMES, RECONSTRUCTION} and not options.mode
    folder = options.results or FOLDER
    write(rows, complete, folder)
    _tell("eval_written", count=len(rows), folder=str(folder))
    if not complete:
        _tell("eval_incomplete")
    elif folder == FOLDER:
        write_tables()


def _tell(key: str, **fields: object) -> None:
    """A message to whoever looks on; the tables alone go to standard output."""
    print(visible(say(key, locale_of_environment(), **fields)), file=sys.stderr)


def table(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """A set's figures as Markdown: a row a mode, value and interval."""
    if not rows:
        return
    first = rows[0]
    counts = f": {first['questions']} questions, {first['paragraphs']} paragraphs" if first["questions"] else ""
    yield f"\n## {first['set']}{counts}"
    for row in rows:
        yield f"\n{row['mode']}" + (
            f", {row['milliseconds']['median']} ms (p95 {row['milliseconds']['p95']})" if row.get("milliseconds") else ""
        )
        yield "  " + ", ".join(f"{name} {_shown(value)}" for name, value in row["measures"].items())
        if row["against"]["words"]:
            yield "  less words: " + ", ".join(f"{name} {_shown(value)}" for name, value in row["against"]["words"].items())


def _shown(value: Sequence[float | None]) -> str:
    point, low, high = value
    return f"{point:.4g}" if low is None or high is None else f"{point:.3f} [{low:.3f}, {high:.3f}]"


def _encoder(name: str | None) -> Encoder:
    from embeddings.encoder import load_encoder
    from embeddings.errors import EmbeddingError

    try:
        return load_encoder(name)
    except EmbeddingError as error:
        raise ModelError(error.key, **error.fields) from error
