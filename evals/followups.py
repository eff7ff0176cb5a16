"""Minimal pairs of a follow-up and the full question it stands for, made of a library's own documents: `python -m evals.followups`.

Each pair holds the questions before, the follow-up, and the question that a person would ask who says everything; both are asked,
and the first passage must be the same. A topic switch stands by itself: it must also come back as it was asked.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.dialogues import EACH, KINDS, Pair, pairs
from qa.engine import Library


@dataclass(frozen=True, slots=True)
class Outcome:
    """A pair that was asked: whether the first passages are one, and what the follow-up was completed to, None where it was not."""

    pair: Pair
    same: bool
    completed: str | None


def measure(library: Library, asked: Sequence[Pair]) -> list[Outcome]:
    """Every pair asked of the library, in order."""
    out = []
    for pair in asked:
        answer = library.ask(pair.followup, pair.history)
        full = library.search(pair.full, 1)
        same = [p.paragraph.id for p in answer.passages[:1]] == [p.paragraph.id for p in full]
        if pair.kind == "topic switch":
            same = same and answer.rewritten is None
        out.append(Outcome(pair, same, answer.rewritten))
    return out


def share(outcomes: Sequence[Outcome]) -> float:
    """Of the outcomes, those whose first passage is the full question's, 0 to 1; 0 where there are none."""
    return sum(outcome.same for outcome in outcomes) / len(outcomes) if outcomes else 0.0


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Lines: each kind, how many pairs, the share with the same first passage, and those completed to the full question word for word."""
    yield f"{'kind':<16}{'pairs':>6}{'same first':>12}{'word for word':>15}"
    for kind in (*KINDS, "all"):
        held = [outcome for outcome in outcomes if kind in (outcome.pair.kind, "all")]
        exact = sum((outcome.completed or outcome.pair.followup) == outcome.pair.full for outcome in held) / max(1, len(held))
        yield f"{kind:<16}{len(held):>6}{share(held):>12.3f}{exact:>15.3f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m evals.followups", description="Follow-ups beside the full questions they stand for.")
    parser.add_argument("--library", type=Path, default=Path("var/library"), help="the library's folder (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of the draw (%(default)s)")
    parser.add_argument("--each", type=int, default=EACH, help="pairs of a kind (%(default)s)")
    parser.add_argument("--show", action="store_true", help="the pairs whose first passages differ")
    options = parser.parse_args(arguments)
    with Library.open(options.library) as library:
        outcomes = measure(library, pairs(library, options.seed, options.each))
    for line in table(outcomes):
        print(line)
    for outcome in outcomes if options.show else ():
        if not outcome.same:
            pair = outcome.pair
            print(f"{pair.kind}: {' / '.join(pair.history)} | {pair.followup} | {outcome.completed} | {pair.full}")


if __name__ == "__main__":
    main()
