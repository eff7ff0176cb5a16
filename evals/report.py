"""The eval report: what is measured on the sets that lie beside the project, as one Markdown table each."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from qa.errors import PathError

WRAPPED_ARTICLES = 1000


def main(arguments: Sequence[str] = ()) -> int:
    """Print the report; PathError where the data is not there. The exit status is 0 wherever it could be measured."""
    parser = argparse.ArgumentParser(prog="youju eval", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with data/ and tools/ (../shared)")
    parser.add_argument("--only", choices=("reconstruction", "retrieval"), help="one part of the report")
    parser.add_argument("--seed", type=int, default=7, help="seed of the wrapped articles (7)")
    options = parser.parse_args(arguments)
    if not (options.shared / "data" / "eval").is_dir():
        raise PathError("eval_data_missing", path=str(options.shared))
    if options.only != "retrieval":
        report_reconstruction(options.shared, options.seed)
    if options.only != "reconstruction":
        report_retrieval(options.shared)
    return 0


def report_reconstruction(shared: Path, seed: int) -> None:
    """Shares on damaged articles; the first should be high, the second low."""
    from evals.reconstruction import wrapped_articles

    figures = wrapped_articles(shared / "tools" / "wrapped_articles.py", WRAPPED_ARTICLES, seed)
    print(f"\n| wrapped articles, {WRAPPED_ARTICLES}, seed {seed} | share |\n| --- | --- |")
    for name, value in figures.items():
        print(f"| {name} | {value:.4f} |")


def report_retrieval(shared: Path) -> None:
    """Each way of ranking on each set, over the set's own paragraphs."""
    from evals.retrieval import measure
    from evals.sets import retrieval_set

    for name, paragraphs_of in (("xquad_zh", None), ("xquad_en", "xquad_zh"), ("cmrc_dev", None)):
        of = retrieval_set(shared / "data", name, paragraphs_of)
        figures = measure(of)
        measures = list(next(iter(figures.values())))
        print(f"\n| {name}: {len(of.questions)} questions, {len(of.paragraphs)} paragraphs | {' | '.join(measures)} |")
        print("| --- " * (len(measures) + 1) + "|")
        for method, row in figures.items():
            print(f"| {method} | {' | '.join(f'{row[m]:.3f}' for m in measures)} |", flush=True)
