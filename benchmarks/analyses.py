"""What the analyses of places, times and figures cost: of an answer in milliseconds, of `add` as a share, of text in MB a second.

python -m benchmarks.analyses [--articles N --data ../shared/data]
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

from benchmarks.speed import ROOT, questions_of, spread
from qa import annotate, answer, places, times
from qa.engine import Library, asking, prepare


class Clock:
    """Adds up the seconds that wrapped functions take."""

    def __init__(self) -> None:
        self.spent = 0.0

    def timed(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time added up."""

        def run(*args: Any, **kwargs: Any) -> Any:
            started = time.perf_counter()
            try:
                return work(*args, **kwargs)
            finally:
                self.spent += time.perf_counter() - started

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


def of_adding(folder: Path) -> tuple[float, float]:
    """(seconds of `add`, of these the analyses')."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as made, Library.open(Path(made) / "library", create=True) as library:
        library.ask("开始")  # the encoder is loaded before the clock runs
        with mock.patch.object(prepare, "annotate", clock.timed(annotate.annotate)):
            started = time.perf_counter()
            library.add([folder])
            return time.perf_counter() - started, clock.spent


def articles(data: Path, count: int, folder: Path) -> int:
    """The first news articles as files; their bytes."""
    size = 0
    with gzip.open(data / "news" / "news-0.jsonl.gz", "rt", encoding="utf-8") as lines:
        for _, line in zip(range(count), lines, strict=False):
            row = json.loads(line)
            raw = row["text"].encode("utf-8")
            (folder / f"{row['id']}.txt").write_bytes(raw)
            size += len(raw)
    return size


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=ROOT / ".." / "shared" / "data")
    parser.add_argument("--articles", type=int, default=500)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        with Library.open(Path(made) / "library", create=True) as library:
            library.add([ROOT / "seeds"])
            library.ask("开始")
            print(f"analyses of an answer, ms         {spread(of_answers(library), 2)}")
        shares = [of_adding(ROOT / "seeds") for _ in range(5)]
        print(f"analyses of adding seeds/         {median(spent / (whole - spent) for whole, spent in shares):.0%} on top of the rest")
        if (args.data / "news").is_dir():
            folder = Path(made) / "news"
            folder.mkdir()
            size = articles(args.data, args.articles, folder)
            whole, spent = of_adding(folder)
            share, speed = spent / (whole - spent), size / 1e6 / spent
            print(f"analyses of adding {args.articles} articles   {share:.0%} on top of the rest, {speed:.1f} MB a second")
            scan(folder)


def scan(folder: Path) -> None:
    """How fast the automaton alone goes through the text."""
    from qa.places.scan import matches

    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
    matches(texts[0])
    started = time.perf_counter()
    found = sum(len(matches(text)) for text in texts)
    taken = time.perf_counter() - started
    print(f"scan for names                    {sum(len(t.encode('utf-8')) for t in texts) / 1e6 / taken:.0f} MB a second ({found} names)")


if __name__ == "__main__":
    main()
