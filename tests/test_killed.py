"""A killed `add` leaves the library as it was before or after, never between."""

import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from benchmarks.faults import BAD, OPERATIONS, Trial, kills, lay_out
from qa.engine import Library

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "哪个镇建了码头，哪个村种了脐橙"
MOMENTS = 20
CHILD = """
import sys
from pathlib import Path
from qa.engine import Library
{before}
with Library.open(Path(sys.argv[1]), model="hash") as library:
    library.documents()
    print("ready", flush=True)
    library.add([Path(sys.argv[2])])
print("done", flush=True)
"""
# The points between which the steps of a commit stand, each struck by the process's own hand.
STRIKE = """
import os, signal
import {module} as module
original = module.{name}
def strike(*args):
    if {late}:
        original(*args)
    os.kill(os.getpid(), signal.SIGKILL)
module.{name} = strike
"""
State = tuple[object, ...]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty articles, of which the first is held before, and then changed."""
    folder = tmp_path_factory.mktemp("articles")
    draw = Random(5)
    things, places = ("码头", "脐橙园", "图书馆", "冷链通道", "养老院"), ("东港镇", "西山村", "北门社区", "南塘乡")
    for n in range(40):
        lines = [
            f"{draw.choice(places)}今年建成第{draw.randrange(2, 90)}个{draw.choice(things)}，{draw.randrange(100, 900)}名群众受益。"
            for _ in range(12)
        ]
        (folder / f"{n:02}.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def before(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that holds the first article as it was, and another one."""
    folder, old = tmp_path_factory.mktemp("before"), tmp_path_factory.mktemp("old")
    (old / "00.txt").write_text("东港镇三年前建了一座旧码头。\n", encoding="utf-8")
    (old / "other.txt").write_text("西山村种下三千亩脐橙，每户增收八千元。\n", encoding="utf-8")
    with Library.open(folder / "lib", model="hash", create=True) as library:
        library.add([old])
    return folder / "lib"


def state(folder: Path) -> State:
    with Library.open(folder, model="hash") as library:
        documents = library.documents()
        kept = [(library.raw(d.id), library.paragraphs(d.id), library.dropped(d.id)) for d in documents]
        answer = library.ask(QUESTION)
        found = [(passage.paragraph, passage.score) for passage in library.search(QUESTION, 20)]
        return documents, kept, found, answer.statements, answer.citations, answer.refusal


def added(folder: Path, articles: Path) -> State:
    with Library.open(folder, model="hash") as library:
        library.add([articles])
    return state(folder)


def child(code: str, library: Path, articles: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, str(library), str(articles)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def copied(before: Path, folder: Path) -> Path:
    shutil.copytree(before, folder)
    return folder


def test_killed_at_twenty_moments_it_is_as_before_or_as_after(before: Path, articles: Path, tmp_path: Path) -> None:
    whole = child(CHILD.format(before=""), copied(before, tmp_path / "whole"), articles)
    started = time.perf_counter()
    assert whole.communicate()[0] == "done\n"
    takes = time.perf_counter() - started
    was, becomes = state(before), state(tmp_path / "whole")
    assert was != becomes
    draw = Random(20)
    for n in range(MOMENTS):
        library = copied(before, tmp_path / str(n))
        process = child(CHILD.format(before=""), library, articles)
        time.sleep(draw.uniform(0, takes))
        process.kill()
        process.communicate()
        assert state(library) in (was, becomes)
        assert added(library, articles) == becomes
        shutil.rmtree(library)


POINTS: Sequence[tuple[str, str, bool]] = [
    ("qa.engine.writing", "_apply", True),
    ("qa.lexical", "_write", True),
    ("qa.lexical", "_put_stamp", True),
    ("qa.engine.writing", "index_again", True),
]


@pytest.mark.parametrize(("module", "name", "late"), POINTS)
def test_killed_between_two_steps_of_the_commit_it_is_as_before(
    before: Path, articles: Path, tmp_path: Path, module: str, name: str, late: bool
) -> None:
    library = copied(before, tmp_path / "lib")
    process = child(CHILD.format(before=STRIKE.format(module=module, name=name, late=late)), library, articles)
    assert process.communicate()[0] == ""
    assert process.returncode == -9
    assert state(library) == state(before)
    assert added(library, articles) == added(copied(before, tmp_path / "whole"), articles)


def test_killed_while_it_is_made_a_library_can_be_made_again(tmp_path: Path, articles: Path) -> None:
    strike = STRIKE.format(module="qa.store.database", name="make_tables", late=True)
    code = strike + f"from qa.store import Store\nfrom pathlib import Path\nStore(Path({str(tmp_path / 'lib')!r}), make=True)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == -9
    with Library.open(tmp_path / "lib", model="hash", create=True) as library:
        assert library.documents() == ()
        assert len(library.add([articles]).added) == 40


@pytest.mark.parametrize("operation", OPERATIONS)
def test_killed_at_random_moments_of_every_change_nothing_is_lost_or_half_written(operation: str) -> None:
    """`python -m benchmarks.faults`, in small."""
    seen = kills(operation, 3, 29)
    assert (seen["killed"], seen["before"] + seen["after"]) == (3, 3)
    assert [bad for bad in BAD if seen[bad]] == []


def test_what_is_lost_or_torn_would_be_counted(tmp_path: Path) -> None:
    lay_out(tmp_path, 3)
    trial = Trial("remove", tmp_path)
    where = trial.copy("hurt")
    with Library.open(where, model="hash") as library:
        library.remove(["01.txt"])  # one that the change leaves alone
        library.amend("03.txt", {"title": ["别的"]})
    seen = Counter[str]()
    trial.judge(where, seen)
    assert (seen["documents lost"], seen["documents half-written"], seen["between"]) == (1, 1, 1)
