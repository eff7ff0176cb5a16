"""The shipped table and weights, from start to finish: `python -m evals.training --data ../shared/data [--questions N]`.

The background table; then the ranker of passages, the ranker of sentences and the judge, each on what those before it give.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evals.training import background, english
from evals.training.answering import figures, fit_answering, fit_english
from evals.training.figures import report
from evals.training.libraries import Libraries
from evals.training.newspapers import Newspapers
from evals.training.passages import ablation, fit_passages
from evals.training.rows import ask, untrained
from qa.rank import EVIDENCE, GROUPS, PASSAGE, SENTENCE, Ranker
from qa.rank.model import WEIGHTS

ENGLISH = 800  # of them put into English for the rankers of questions in English
TREES = ("roots", "feature", "threshold", "left", "right", "value", "depth")
FIRST = 1_500  # questions on which the ranker of passages is fitted and crossed


def say(text: str) -> None:
    """Progress, on standard error."""
    print(text, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains, saves, and prints the figures on held-out questions."""
    parser = argparse.ArgumentParser(prog="python -m evals.training", description="Trains the table and the weights that ship with qa.")
    parser.add_argument("--data", type=Path, required=True, help="the folder with news/ and train/")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go (default: where they ship)")
    parser.add_argument("--questions", type=int, default=2_000, help="answerable questions to train and measure on")
    parser.add_argument("--keep-table", action="store_true", help="do not count the background table anew")
    parser.add_argument("--without", action="append", default=[], choices=[*GROUPS], help="a group of passage features to leave out")
    parser.add_argument("--ablate", action="store_true", help="only print what each group of passage features is worth")
    chosen = parser.parse_args(arguments)
    if not chosen.keep_table:
        say("background table")
        background.build(chosen.data)
    libraries, papers = Libraries(chosen.data, chosen.questions), Newspapers(chosen.data)
    say("passages")
    first = [ask(*row, untrained(), keep=0) for row in libraries.asked(libraries.answerable[:FIRST])]
    if chosen.ablate:
        for line in ablation([t.group for t in first if t.library == "big"], lambda case: libraries.title[case.paragraph_id]):
            print(line, flush=True)
        return
    passage = fit_passages([t.group for t in first if not libraries.held(t.case)], chosen.without)
    trials = [ask(*row, untrained(passage)) for row in libraries.asked(libraries.answerable)]
    fitted = fit_answering(libraries, papers, trials, passage, say)
    native = [case for case in libraries.answerable if not libraries.held(case)][:ENGLISH]
    say("English")
    glossary = english.Glossary(chosen.data)
    ranker = replace(fitted.ranker, passage_english=english.ranker(glossary, libraries.asked(native)))
    ranker = fit_english(glossary, libraries, papers, native, ranker)
    write(chosen.out, ranker)
    for line in (*report([(trial.library, trial.group) for trial in trials], libraries.held, passage), *figures(fitted, libraries)):
        print(line)


def write(path: Path, ranker: Ranker) -> None:
    """The weights as JSON, a line each, with the names of their features."""
    trees = {name: getattr(ranker.sentence.trees, name) for name in TREES}
    weights: dict[str, object] = {
        "passage": {"features": PASSAGE, "weights": ranker.passage.weights},
        "sentence": {"features": SENTENCE, "weights": ranker.sentence.linear.weights, "trees": trees},
        "answers": {"features": EVIDENCE, "weights": ranker.answers.weights, "bias": ranker.answers.bias},
        "passage_english": {"features": PASSAGE, "weights": ranker.passage_english.weights},
        "threshold": ranker.threshold,
        "answers_english": {"features": EVIDENCE, "weights": ranker.answers_english.weights, "bias": ranker.answers_english.bias},
        "threshold_english": ranker.threshold_english,
        "sentence_english": {"features": SENTENCE, "weights": ranker.sentence_english.linear.weights},
    }
    rows = (f" {json.dumps(name)}: {json.dumps(value)}" for name, value in weights.items())
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
