"""What the analyses of places, times and figures cost: of an answer in milliseconds, of `add` as a share, of text in MB a second.

python -m benchmarks.analyses [--articles 500 --runs 7 --data ../shared/data]

Shares are of processor time. Where other programs keep the machine busy they come out higher, and differ from run to run: a clock around
the analyses differs less than two runs, one with them and one without.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

from benchmarks.news import drawn, held
from benchmarks.speed import ROOT, questions_of, spread
from qa import annotate, answer, places, times
from qa.annotations import Annotation, Annotations
from qa.engine import Library, asking, prepare
from qa.store import annotated, draft
from qa.types import FrontMatter, Paragraph

WARMING = "2021年赣州市章贡区有多少个村？"
"""Asked of the empty library, so that the encoder and the table of places are there before the clock runs."""


class Clock:
    """Adds up the seconds of a processor that wrapped functions take."""

    def __init__(self) -> None:
        self.spent = 0.0

    def timed(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time added up."""

        def run(*args: Any, **kwargs: Any) -> Any:
            started = time.thread_time()
            try:
                return work(*args, **kwargs)
            finally:
                self.spent += time.thread_time() - started

        return run


def of_answers(library: Library) -> list[float]:
    """Milliseconds of each answer that go into the analyses: of the question, of the evidence against it, of the notes beside it."""
    clock, considering = Clock(), import_module("qa.answer.consider")
    patches = [
        mock.patch.object(places, "in_question", clock.timed(places.in_question)),
        mock.patch.object(places, "corrected", clock.timed(places.corrected)),
        mock.patch.object(times, "in_question", clock.timed(times.in_question)),
        mock.patch.object(considering, "meeting", clock.timed(considering.meeting)),
        mock.patch.object(asking, "notes_of", clock.timed(answer.notes_of)),
        mock.patch.object(asking, "part_of", clock.timed(answer.part_of)),
    ]
    spent = []
    for patch in patches:
        patch.start()
    try:
        for question in questions_of(library) * 3:
            clock.spent = 0.0
            library.ask(question)
            spent.append(clock.spent * 1000)
    finally:
        for patch in patches:
            patch.stop()
    return spent


def _nothing(paragraphs: Sequence[Paragraph], front: FrontMatter) -> Annotations:
    """In the place of the analyses: no place, no time and no figure anywhere."""
    return Annotations(None, None, tuple(Annotation(paragraph.ordinal, None, (), ()) for paragraph in paragraphs))


def seconds_of_adding(folder: Path, analyse: Callable[..., Annotations]) -> tuple[float, float]:
    """(seconds of a processor that it takes to add a folder to an empty library, of these the analyses' and their column's)."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as made, Library.open(Path(made) / "library", create=True) as library:
        library.ask(WARMING)
        with (
            mock.patch.object(prepare, "annotate", clock.timed(analyse)),
            mock.patch.object(draft, "annotations_to_json", clock.timed(annotated.annotations_to_json)),
        ):
            started = time.process_time()
            library.add([folder])
            return time.process_time() - started, clock.spent


def of_adding(folder: Path, runs: int) -> dict[str, list[tuple[float, float]]]:
    """What `seconds_of_adding` says with the analyses and without, measured in turn, each in a process of its own."""
    taken: dict[str, list[tuple[float, float]]] = {"with": [], "without": []}
    for _ in range(runs):
        for which, seconds in taken.items():
            command = [sys.executable, "-m", "benchmarks.analyses", "--add", str(folder), "--analyses", which]
            done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", cwd=ROOT)
            whole, spent = done.stdout.split()
            seconds.append((float(whole), float(spent)))
    return taken


def told(name: str, folder: Path, runs: int) -> float:
    """Print how much the analyses add to adding a folder, by a clock around them and by leaving them out; the least seconds of them."""
    taken = of_adding(folder, runs)
    shares = [spent / (whole - spent) for whole, spent in taken["with"]]
    whole, rest = (sorted(seconds for seconds, _ in taken[which]) for which in ("with", "without"))
    print(f"analyses of adding {name:<14} on top of the rest, by a clock  {spread(shares, 2)}")
    print(f"{'':<33} by leaving them out  {whole[0] / rest[0] - 1:.2f} least  {median(whole) / median(rest) - 1:.2f} medians")
    print(f"{'':<33} seconds with {spread(whole, 2)}, without {spread(rest, 2)}")
    return min(spent for _, spent in taken["with"])


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=ROOT / ".." / "shared" / "data")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--add", type=Path, help="only print the seconds of a processor that adding this folder takes")
    parser.add_argument("--analyses", choices=("with", "without"), default="with")
    args = parser.parse_args()
    if args.add:
        print(*seconds_of_adding(args.add, _nothing if args.analyses == "without" else annotate.annotate))
        return
    with tempfile.TemporaryDirectory() as made:
        with Library.open(Path(made) / "library", create=True) as library:
            library.add([ROOT / "seeds"])
            library.ask(WARMING)
            print(f"analyses of an answer, ms         {spread(of_answers(library), 2)}")
        told("seeds/", ROOT / "seeds", args.runs)
        if held(args.data):
            folder = Path(made) / "news"
            size = drawn(args.data, args.articles, folder)
            spent = told(f"{args.articles} articles", folder, args.runs)
            print(f"analyses of text                  {size / 1e6 / spent:.1f} MB a second")
            scan(folder)


def scan(folder: Path) -> None:
    """How fast the automaton alone goes through the text."""
    from qa.places.scan import matches

    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
    matches(texts[0])
    started = time.thread_time()
    found = sum(len(matches(text)) for text in texts)
    taken = time.thread_time() - started
    print(f"scan for names                    {sum(len(t.encode('utf-8')) for t in texts) / 1e6 / taken:.0f} MB a second ({found} names)")


if __name__ == "__main__":
    main()
