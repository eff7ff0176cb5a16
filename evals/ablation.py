"""What each leg and each group of features is worth: taken out, the ranker of passages fitted anew, and MRR@10 measured again.

`python -m evals.ablation --data ../shared/data`. Every ranker is fitted on the same questions of train/ as the shipped one, and
measured on the questions of train/ that are held out and on sets of eval/. A leg that is taken out brings no candidates either.
Differences are paired: the same questions and the same bootstrap draws with and without. (`python -m evals.training --ablate`
takes feature groups out on train/ alone, cross-validated, before any weight is settled.)
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.encoder import load_encoder
from evals.bootstrap import Draws, interval
from evals.libraries import counted, shelf_of
from evals.sets import read
from evals.training.data import Case
from evals.training.libraries import Libraries
from evals.training.passages import fit_passages, reciprocal_ranks
from evals.training.rows import Group, ask, untrained
from qa.rank import GROUPS
from qa.retrieve import Lexical, Shelf

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WHOLE = ""
LEGS = ("words", "bigrams", "dense")  # the groups of features that are a leg's
MEASURED = ("cmrc_dev+50k", "xquad_zh+50k")
HELD = "held out of train/"
TRAIN = 1_500  # questions of train/, as many as the shipped ranker of passages is fitted on


class SilentLexical:
    """A lexical index of which one leg, or none, answers nothing."""

    def __init__(self, held: Lexical, leg: str) -> None:
        self.held, self.leg = held, leg

    def search_words(self, tokens: Sequence[str], k: int) -> list[tuple[str, float]]:
        """As `Lexical`."""
        return [] if self.leg == "words" else self.held.search_words(tokens, k)

    def search_bigrams(self, tokens: Sequence[str], k: int) -> list[tuple[str, float]]:
        """As `Lexical`."""
        return [] if self.leg == "bigrams" else self.held.search_bigrams(tokens, k)

    def search_near(self, groups: Sequence[Sequence[tuple[str, float]]], k: int) -> list[tuple[str, float]]:
        """As `Lexical`."""
        return [] if self.leg == "words" else self.held.search_near(groups, k)

    def pairs_beginning(self, character: str) -> list[tuple[str, int]]:
        """As `Lexical`."""
        return [] if self.leg == "bigrams" else self.held.pairs_beginning(character)


class SilentVectors:
    """Vectors that are near to nothing."""

    def search(self, query: NDArray[np.float32], k: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """As `Vectors`: none."""
        import numpy as np

        return np.zeros(0, np.float32), np.zeros(0, np.int64)


def silent(shelf: Shelf, leg: str) -> Shelf:
    """The shelf without a leg; itself for `WHOLE`."""
    if leg == "dense":
        return replace(shelf, vectors=SilentVectors())
    return replace(shelf, lexical=SilentLexical(shelf.lexical, leg)) if leg else shelf


def training_groups(libraries: Libraries, questions: int, leg: str) -> tuple[list[Group], list[Group]]:
    """(to fit on, held out) of the libraries that the shipped ranker is trained on; what is held out is asked of the big one."""
    asked = libraries.asked(libraries.answerable[:questions])
    fitted: list[Group] = []
    held: list[Group] = []
    for i in counted(range(len(asked)), f"train/ without {leg or 'nothing'}"):
        library, case, shelf, paragraph = asked[i]
        if library == "big" or not libraries.held(case):
            group = ask(library, case, silent(shelf, leg), paragraph, untrained(), keep=0).group
            (held if libraries.held(case) else fitted).append(group)
    return fitted, held


def set_groups(data: Path, name: str, leg: str, work: Path, questions: int | None) -> list[Group]:
    """The questions of a set of eval/."""
    of = read(data, name).every(questions)
    shelf = silent(shelf_of(of, load_encoder(), work), leg)
    out = []
    for i in counted(range(len(of.questions)), f"{name} without {leg or 'nothing'}"):
        asked = of.questions[i]
        case = Case(name, asked.question, asked.answers, asked.cluster)
        out.append(ask(name, case, shelf, asked.relevant[0], untrained(), keep=0).group)
    return out


def ablation(fitted: Mapping[str, Sequence[Group]], measured: Mapping[str, Mapping[str, Sequence[Group]]]) -> Iterator[str]:
    """A Markdown table: a row for each group taken out, a column a set. `fitted` and `measured[set]` are keyed by the leg that is
    silent (`WHOLE`: none); the features of a leg are taken out of the rows without it."""
    models = {out: fit_passages(fitted[out if out in LEGS else WHOLE], [out] if out else []) for out in (WHOLE, *GROUPS)}
    draws = {name: Draws([group.case.paragraph_id for group in groups[WHOLE]]) for name, groups in measured.items()}
    base = {name: draws[name].means(reciprocal_ranks(groups[WHOLE], models[WHOLE])) for name, groups in measured.items()}
    yield "| taken out | " + " | ".join(f"{name}, {len(groups[WHOLE])} questions" for name, groups in measured.items()) + " |"
    yield "| --- " * (len(measured) + 1) + "|"
    yield "| nothing: MRR@10 | " + " | ".join(shown(base[name]) for name in measured) + " |"
    for out in GROUPS:
        cells = []
        for name, groups in measured.items():
            found = draws[name].means(reciprocal_ranks(groups[out if out in LEGS else WHOLE], models[out]))
            cells.append(shown(found - base[name], "+"))
        yield f"| {out} | " + " | ".join(cells) + " |"


def shown(values: NDArray[np.float64], sign: str = "") -> str:
    """A value with its interval."""
    value, low, high = interval(values) or (float("nan"),) * 3
    return f"{value:{sign}.4f} ({low:{sign}.4f} to {high:{sign}.4f})"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m evals.ablation", description="Takes out each leg and each group of features.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the data folder (%(default)s)")
    parser.add_argument("--work", type=Path, default=Path("var/eval"), help="where indexes are kept (%(default)s)")
    parser.add_argument("--set", action="append", choices=MEASURED, help="a set of eval/ to measure on (both)")
    parser.add_argument("--held-only", action="store_true", help="no set of eval/: what is held out of train/ alone")
    parser.add_argument("--train", type=int, default=TRAIN, help="questions of train/ to fit and measure on (%(default)s)")
    parser.add_argument("--questions", type=int, help="questions of each set (all)")
    options = parser.parse_args(arguments)
    sets = () if options.held_only else options.set or MEASURED
    libraries = Libraries(options.data, options.train)
    fitted: dict[str, list[Group]] = {}
    measured: dict[str, dict[str, list[Group]]] = {name: {} for name in (HELD, *sets)}
    for leg in (WHOLE, *LEGS):
        fitted[leg], measured[HELD][leg] = training_groups(libraries, options.train, leg)
        for name in sets:
            measured[name][leg] = set_groups(options.data, name, leg, options.work, options.questions)
    for line in ablation(fitted, measured):
        print(line, flush=True)


if __name__ == "__main__":
    main()
