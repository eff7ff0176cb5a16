"""Readers who ask without pause while one writes: errors, quotes that fail their check, and how much longer an answer takes.

python -m benchmarks.readers --news ../shared/data/news [--articles 5000] [--readers 8] [--setting processes]

A library of as many articles as the writer adds is made first. The readers ask it for a while in quiet, then while the writer
adds (in batches), removes and replaces, then in quiet again on what it has become. `processes`: each reader is a process with the
library open, the writer another. `threads`: the readers are threads of one process, as those of the page are, the writer a
process. `one`: the writer is a thread among them too. Every quote is checked against the file it names, not against the library.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import multiprocessing
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from qa.console import give_way
from qa.engine import Library
from qa.errors import YoujuError
from qa.types import Answer

SETTINGS = ("processes", "threads", "one")
QUESTIONS = 400
EACH = 25  # documents that are removed, and as many that are replaced, after each batch


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer: the second at which it came, since the start, how many it took, and what was wrong with it, "" for nothing."""

    at: float
    took: float
    wrong: str


@dataclass(frozen=True, slots=True)
class Phase:
    """What the readers met in one stretch of the run."""

    name: str
    asked: tuple[Asked, ...]
    lasted: float

    def share(self, part: float) -> float:
        """The time in milliseconds that `part` of the answers stayed below."""
        taken = sorted(each.took for each in self.asked)
        return taken[min(len(taken) - 1, int(len(taken) * part))] * 1000

    def __str__(self) -> str:
        wrong = [each.wrong for each in self.asked if each.wrong]
        rate = len(self.asked) / self.lasted
        shares = "  ".join(f"{name} {self.share(part):.0f}" for name, part in (("median", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0)))
        return f"{self.name:<22} {len(self.asked):>6} answers, {rate:.1f} a second, ms: {shares}; wrong: {len(wrong)} {wrong[:2] or ''}"


def articles_of(news: Path, count: int) -> Iterator[str]:
    """So many articles of a folder of `.jsonl.gz`."""
    left = count
    for path in sorted(news.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if not left:
                    return
                left -= 1
                yield json.loads(line)["text"]


def lay_out(texts: Sequence[str], folder: Path) -> None:
    """`base/` and `more/`, half of the texts each, and `other/`, another version of some of each batch."""
    half = len(texts) // 2
    for part, named in (("base", texts[:half]), ("more", texts[half:]), ("other", texts[half:])):
        (folder / part).mkdir(parents=True)
        for n, text in enumerate(named):
            last = f"\n第{n}篇的订正：数字以此为准。\n" if part == "other" else "\n"
            (folder / part / f"{part if part == 'base' else 'more'}-{n:05}.txt").write_text(text + last, encoding="utf-8")


def questions_of(folder: Path, count: int = QUESTIONS) -> list[str]:
    """Clauses of the articles that are held from the beginning, drawn by a fixed seed."""
    draw = Random(8)
    found = []
    for path in draw.sample(sorted((folder / "base").iterdir()), min(count, len(list((folder / "base").iterdir())))):
        clauses = [clause for clause in re.split(r"[，。！？；、\s]", path.read_text(encoding="utf-8")) if 8 <= len(clause) <= 25]
        found += draw.sample(clauses, min(1, len(clauses)))
    return found


class Checked:
    """Answers checked against the files by their digests."""

    def __init__(self, folder: Path) -> None:
        self._files = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in folder.glob("*/*.txt")}

    def wrong(self, answer: Answer) -> str:
        """What is wrong with a citation, "" where nothing is."""
        for citation in answer.citations:
            path = self._files.get(citation.document.sha256)
            if path is None:
                return f"no file of {citation.document.name}"
            raw = path.read_bytes()
            there = "".join(raw[start:end].decode(citation.document.encoding) for start, end in citation.spans)
            if "".join(there.split()) != "".join(citation.quote.split()):
                return f"{citation.quote!r} is not {there!r}"
        return ""


def ask_on(library: Library, questions: Sequence[str], checked: Checked, first: int, stop: Callable[[], bool]) -> Iterator[Asked]:
    """Ask without pause until one is told to stop; the first answer, which loads the models, is not counted."""
    library.ask(questions[0])
    n = first
    while not stop():
        started = time.perf_counter()
        try:
            answer = library.ask(questions[n % len(questions)])
            took, wrong = time.perf_counter() - started, checked.wrong(answer)
        except (YoujuError, OSError, ValueError) as error:
            took, wrong = time.perf_counter() - started, f"{type(error).__name__}: {error}"
        yield Asked(time.time(), took, wrong)
        n += 7


def read(where: Path, folder: Path, model: str | None, first: int, stop: Path, out: Path) -> None:
    """One reader as a process, until the file `stop` is there; its answers as lines of `out`."""
    with Library.open(where, model=model) as library, out.open("w", encoding="utf-8") as file:
        for each in ask_on(library, questions_of(folder), Checked(folder), first, stop.exists):
            file.write(json.dumps([each.at, each.took, each.wrong]) + "\n")
            file.flush()


def write(where: Path, folder: Path, model: str | None, batch: int) -> None:
    """Add every article of `more/` in batches; after each, remove some of it, and replace some by their other version."""
    if multiprocessing.parent_process() is not None:
        give_way()  # as the command does
    paths = sorted((folder / "more").iterdir())
    with Library.open(where, model=model, wait_s=60) as library:
        for start in range(0, len(paths), batch):
            held = paths[start : start + batch]
            library.add(held)
            library.add([folder / "other" / path.name for path in held[:EACH]])
            library.remove([path.name for path in held[EACH : 2 * EACH]])


def run(setting: str, where: Path, folder: Path, model: str | None, readers: int, batch: int, quiet: float) -> list[Phase]:
    """The three phases of a setting."""
    spawn = multiprocessing.get_context("spawn")
    stop = folder / "stop"
    stop.unlink(missing_ok=True)
    outs = [folder / f"asked-{n}.jsonl" for n in range(readers)]
    asked: list[Asked] = []
    library = None if setting == "processes" else Library.open(where, model=model)
    workers: list[threading.Thread | multiprocessing.process.BaseProcess] = []
    if library is None:
        workers += [spawn.Process(target=read, args=(where, folder, model, n, stop, out)) for n, out in enumerate(outs)]
    else:
        questions, checked = questions_of(folder), Checked(folder)

        def thread(first: int, library: Library) -> None:
            asked.extend(ask_on(library, questions, checked, first, stop.exists))

        workers += [threading.Thread(target=thread, args=(n, library)) for n in range(readers)]
    for worker in workers:
        worker.start()
    while len(asked) < readers if library else not all(out.exists() and out.stat().st_size for out in outs):
        time.sleep(0.1)
    marks = [time.time()]
    time.sleep(quiet)
    marks.append(time.time())
    writer = threading.Thread if setting == "one" else spawn.Process
    writing = writer(target=write, args=(where, folder, model, batch))
    writing.start()
    writing.join()
    marks.append(time.time())
    time.sleep(quiet)
    marks.append(time.time())
    stop.touch()
    for worker in workers:
        worker.join()
    if library is not None:
        library.close()
    for out in outs if library is None else ():
        asked += [Asked(*json.loads(line)) for line in out.read_text(encoding="utf-8").splitlines()]
    names = "quiet, before", "while it is written", "quiet, after"
    return [
        Phase(name, tuple(each for each in asked if begin < each.at <= end), end - begin)
        for name, begin, end in zip(names, marks, marks[1:], strict=False)
    ]


def ratio(phases: Sequence[Phase]) -> float:
    """How much longer 95 of 100 answers take while one writes than in quiet, before it on the smaller library."""
    return phases[1].share(0.95) / phases[0].share(0.95)


def measure(setting: str, texts: Sequence[str], model: str | None, readers: int, batch: int, quiet: float) -> list[Phase]:
    """A library of the first half of the texts, read while the other half is added."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        lay_out(texts, folder)
        with Library.open(folder / "library", model=model, create=True) as library:
            library.add([folder / "base"])
        return run(setting, folder / "library", folder, model, readers, batch, quiet)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--batch", type=int, default=1000)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--quiet", type=float, default=30.0, help="seconds of either quiet phase")
    parser.add_argument("--setting", choices=SETTINGS, action="append")
    parser.add_argument("--model")
    options = parser.parse_args()
    texts = list(articles_of(options.news, 2 * options.articles))
    for setting in options.setting or SETTINGS:
        phases = measure(setting, texts, options.model, options.readers, options.batch, options.quiet)
        print(f"{setting}: {options.readers} readers, {os.cpu_count()} cores, {len(texts) // 2} articles held and as many added")
        for phase in phases:
            print(f"  {phase}")
        after = phases[1].share(0.95) / phases[2].share(0.95)
        print(f"  p95 while it is written: {ratio(phases):.2f} of that before, {after:.2f} of that after")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
