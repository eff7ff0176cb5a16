"""Processes killed and disks filled while a library is changed: what is lost (nothing), what is half-written (nothing).

python -m benchmarks.faults [--kills 200] [--full 60] [--seed 11]

Each of `add`, `replace`, `remove` and `sync` is run by a process of its own on a copy of the same library, and killed at a moment
drawn from the time that it takes; or run on a disk of its own (tmpfs, which only root can mount) that is filled up to so many
bytes. Afterwards the library must be, document by document and answer by answer, what it was before or what it is after the change;
`check` must find nothing wrong, and the change must go through when it is made again.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from qa.engine import Library
from qa.engine.checking import check
from qa.errors import YoujuError

OPERATIONS = ("add", "replace", "remove", "sync")
QUESTIONS = ("哪个镇建了码头，哪个村种了脐橙？", "第几个图书馆建成，多少群众受益？")
ARTICLES = 30
_THINGS, _PLACES = ("码头", "脐橙园", "图书馆", "冷链通道", "养老院"), ("东港镇", "西山村", "北门社区", "南塘乡")
State = tuple[object, ...]


def article(draw: Random) -> str:
    """A dozen sentences."""
    return "\n\n".join(
        f"{draw.choice(_PLACES)}今年建成第{draw.randrange(2, 90)}个{draw.choice(_THINGS)}，{draw.randrange(100, 900)}名群众受益。"
        for _ in range(12)
    )


def lay_out(folder: Path, seed: int) -> None:
    """`held/`, what the library holds; `new/`, other names; `other/`, the same names with other bytes; `synced/`, some of each."""
    draw = Random(seed)
    for part in ("held", "new", "other", "synced"):
        (folder / part).mkdir()
    for n in range(ARTICLES):
        for part, name in (("held", f"{n:02}.txt"), ("new", f"new-{n:02}.txt"), ("other", f"{n:02}.txt")):
            (folder / part / name).write_text(article(draw) + "\n", encoding="utf-8")
        source = folder / ("held", "new", "other")[n % 3]
        held = sorted(source.iterdir())[n]
        shutil.copy2(held, folder / "synced" / held.name)
    with Library.open(folder / "library", model="hash", create=True) as library:
        library.add([folder / "held"])


def change(operation: str, where: Path, folder: Path) -> None:
    """The change itself."""
    with Library.open(where, model="hash") as library:
        if operation == "add":
            library.add([folder / "new"])
        elif operation == "replace":
            library.add([folder / "other"])
        elif operation == "remove":
            library.remove([f"{n:02}.txt" for n in range(0, ARTICLES, 2)])
        else:
            library.sync(folder / "synced")


def changed(operation: str, where: Path, folder: Path, ready: Connection) -> None:
    """The change in a process of its own, which says when it begins."""
    ready.send("ready")
    change(operation, where, folder)


def documents_of(where: Path) -> dict[str, State]:
    """Every document by name, with all that is kept of it."""
    with Library.open(where, model="hash") as library:
        return {
            d.name: (d, library.raw(d.id), library.paragraphs(d.id), library.dropped(d.id), library.annotations(d.id))
            for d in library.documents()
        }


def answers_of(where: Path) -> State:
    """What is found and said."""
    with Library.open(where, model="hash") as library:
        found = [[(p.paragraph, p.score) for p in library.search(question, 20)] for question in QUESTIONS]
        answers = [library.ask(question) for question in QUESTIONS]
        return found, [(answer.statements, answer.citations, answer.refusal) for answer in answers]


class Trial:
    """One operation on copies of one library."""

    def __init__(self, operation: str, folder: Path) -> None:
        self.operation, self._folder = operation, folder
        self._before = documents_of(folder / "library"), answers_of(folder / "library")
        after = self.copy("after")
        change(operation, after, folder)
        self._after = documents_of(after), answers_of(after)
        shutil.rmtree(after)

    def copy(self, name: str) -> Path:
        """The library as it was, anew."""
        target = self._folder / name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self._folder / "library", target)
        return target

    def begin(self, where: Path) -> multiprocessing.process.BaseProcess:
        """The change as a process that has begun."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(
            ["qa.engine.asking", "qa.engine.changing", "qa.engine.checking", "embeddings.hashed", "faiss", "tantivy"]
        )
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=changed, args=(self.operation, where, self._folder, there))
        process.start()
        there.close()
        here.recv()
        return process

    def judge(self, where: Path, count: Counter[str]) -> None:
        """What became of the library: `before` or `after`, else what is wrong with it; and whether the change goes through now."""
        held = documents_of(where)
        lost = (set(self._before[0]) & set(self._after[0])) - set(held)
        torn = [name for name, state in held.items() if state not in (self._before[0].get(name), self._after[0].get(name))]
        count["documents lost"] += len(lost)
        count["documents half-written"] += len(torn)
        whole = next((name for name, state in (("before", self._before), ("after", self._after)) if held == state[0]), "between")
        count[whole] += 1
        if whole != "between" and answers_of(where) != (self._before if whole == "before" else self._after)[1]:
            count["answers of another state"] += 1
        count["found by check"] += len(check(where).problems)
        if whole == "before":
            change(self.operation, where, self._folder)
            count["not made again"] += documents_of(where) != self._after[0]


def kills(operation: str, count: int, seed: int) -> Counter[str]:
    """Kill the operation so many times at moments drawn from the time that it takes."""
    draw, seen = Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        lay_out(folder, seed)
        trial = Trial(operation, folder)
        takes = min(_taken(trial) for _ in range(2))
        while seen["killed"] < count:
            where = trial.copy("library-killed")
            process = trial.begin(where)
            time.sleep(draw.uniform(0, takes))
            process.kill()
            process.join()
            if process.exitcode != -signal.SIGKILL:
                seen["done before it could be killed"] += 1
                takes *= 0.95  # the machine is faster now
                continue
            seen["killed"] += 1
            trial.judge(where, seen)
    return seen


def _taken(trial: Trial) -> float:
    process = trial.begin(trial.copy("library-timed"))
    started = time.perf_counter()
    process.join()
    return time.perf_counter() - started


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A file system of so many bytes. subprocess.CalledProcessError where it cannot be mounted."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True, capture_output=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True, capture_output=True)


def full(operation: str, count: int, seed: int) -> Counter[str]:
    """Run the operation on a disk that has so many different amounts of room left, none to enough for it."""
    seen = Counter[str]()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        lay_out(folder, seed)
        trial = Trial(operation, folder)
        size = sum(path.stat().st_size for path in (folder / "library").rglob("*") if path.is_file())
        with small_disk(folder / "disk", 8 * size) as disk:
            for n in range(count):
                where = disk / "library"
                shutil.copytree(folder / "library", where)
                left = (2 * size * n // count) // 4096 * 4096
                ballast = disk / "ballast"
                _fill(ballast, shutil.disk_usage(disk).free - left)
                try:
                    change(operation, where, folder)
                    seen["had room enough"] += 1
                except YoujuError as error:
                    seen["told in one sentence"] += 1
                    seen["sentences of more than a line"] += "\n" in str(error)
                ballast.unlink()
                trial.judge(where, seen)
                shutil.rmtree(where)
    return seen


def _fill(path: Path, size: int) -> None:
    with path.open("wb") as file:
        for _ in range(max(0, size) // 4096):
            file.write(b"\0" * 4096)


BAD = ("documents lost", "documents half-written", "between", "answers of another state", "found by check", "not made again")
"""What must be 0."""


def told(name: str, measure: Callable[[str, int, int], Counter[str]], count: int, seed: int, operations: Sequence[str]) -> Counter[str]:
    """Measure each operation, print its counts as they come, and return the sums."""
    sums = Counter[str]()
    for n, operation in enumerate(operations):
        share = count // len(operations) + (n < count % len(operations))
        seen = measure(operation, share, seed + n)
        print(f"{name} {operation:<8} {dict(sorted(seen.items()))}", flush=True)
        sums += seen
    print(f"{name} in all   {dict(sorted(sums.items()))}; {', '.join(f'{bad} {sums[bad]}' for bad in BAD)}", flush=True)
    return sums


def main() -> None:
    """Measure and print; exit status 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--full", type=int, default=60)
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    sums = told("killed", kills, options.kills, options.seed, OPERATIONS)
    sums += told("full disk", full, options.full, options.seed, OPERATIONS)
    raise SystemExit(any(sums[bad] for bad in BAD))


if __name__ == "__main__":
    main()
