"""A library made equal to a folder: added, changed, gone; and nothing lost by what cannot be read just now."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from qa.cli import main
from qa.engine import AddReport, Library
from qa.engine.changing import watch
from qa.errors import LibraryLockedError, PathError, YoujuError
from qa.store import Fate

ROOT = Path(__file__).resolve().parents[1]
TEXTS = [
    f"第{n}个村今年建成{what}，村里有{n * 37}户人家受益。\n"
    for n, what in enumerate(("码头", "茶厂", "书屋", "水渠", "粮仓"), 1)
]  # fmt: skip


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    (made / "sub").mkdir(parents=True)
    for name, text in zip(("a.txt", "b.txt", "sub/c.txt"), TEXTS, strict=False):
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "lib", model="hash", create=True, wait_s=0.1) as made:
        yield made


def names(library: Library) -> list[str]:
    return [document.name for document in library.documents()]


def raws(library: Library) -> dict[str, bytes]:
    return {name: library.raw(name) for name in names(library)}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.txt"))}


def test_added_changed_and_gone_in_one_step(library: Library, folder: Path) -> None:
    assert library.sync(folder) == AddReport(("a.txt", "b.txt", "sub/c.txt"), (), (), ())
    (folder / "a.txt").write_text(TEXTS[3], encoding="utf-8")
    (folder / "b.txt").unlink()
    (folder / "d.txt").write_text(TEXTS[4], encoding="utf-8")
    expected = AddReport(("d.txt",), ("a.txt",), ("sub/c.txt",), (), ("b.txt",))
    was = raws(library)
    assert library.sync(folder, dry_run=True) == expected
    assert raws(library) == was, "a dry run changes nothing"
    assert library.sync(folder) == expected
    assert raws(library) == files(folder)
    assert [(each.label, each.fate) for each in library.versions()] == [("a.txt@2", Fate.REPLACED), ("b.txt@2", Fate.REMOVED)]
    assert all("茶厂" not in passage.paragraph.text for passage in library.search("茶厂", 20))
    assert library.sync(folder) == AddReport((), (), ("a.txt", "d.txt", "sub/c.txt"), (), ())


def test_a_renamed_file_is_renamed_and_not_read_again(library: Library, folder: Path) -> None:
    library.sync(folder)
    (folder / "b.txt").rename(folder / "z.txt")
    assert library.sync(folder) == AddReport(("z.txt",), (), ("a.txt", "sub/c.txt"), (), ("b.txt",))
    assert raws(library) == files(folder)
    assert library.versions() == ()


def test_a_file_that_takes_the_place_of_a_removed_one(library: Library, folder: Path) -> None:
    library.sync(folder)
    (folder / "a.txt").replace(folder / "b.txt")
    assert library.sync(folder) == AddReport((), ("b.txt",), ("sub/c.txt",), (), ("a.txt",))
    assert raws(library) == files(folder)
    assert [each.name for each in library.versions()] == ["b.txt"]


def test_what_cannot_be_read_now_stays_as_it_is_held(library: Library, folder: Path) -> None:
    library.sync(folder)
    was = raws(library)
    (folder / "a.txt").write_bytes(b"\x00\x01 no text \x00")
    report = library.sync(folder)
    assert (report.gone, [name for name, _ in report.refused]) == ((), ["a.txt"])
    assert raws(library) == was


def test_a_shut_folder_does_not_empty_the_library(library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library.sync(folder)
    was, scandir = raws(library), os.scandir

    def shut(path: str) -> "os._ScandirIterator[str]":
        if str(path) == str(closed[-1]):
            raise PermissionError(13, "shut", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", shut)
    closed: list[Path] = []
    for where in (folder / "sub", folder):
        closed.append(where)
        report = library.sync(folder)
        assert report.gone == () and len(report.refused) == 1
        assert raws(library) == was


def test_a_folder_that_is_away_or_empty_does_not_empty_the_library(library: Library, folder: Path, tmp_path: Path) -> None:
    library.sync(folder)
    (tmp_path / "empty").mkdir()
    for where in (tmp_path / "nowhere", tmp_path / "empty", folder / "a.txt"):
        with pytest.raises(PathError):
            library.sync(where)
    assert raws(library) == files(folder)


def reports(library: Library, folder: Path, plan: dict[int, object], last: int) -> list[tuple[int, AddReport | YoujuError]]:
    """What is yielded, with the number of pauses before it; `plan` names what is done in a pause."""
    found: list[tuple[int, AddReport | YoujuError]] = []
    done = 0

    def pause() -> None:
        nonlocal done
        done += 1
        act = plan.get(done)
        if callable(act):
            act()
        if done == last:
            raise KeyboardInterrupt

    try:
        for each in watch(folder, partial(library.sync, folder), pause):
            found.append((done, each))
    except KeyboardInterrupt:
        pass
    return found


def test_watching_takes_a_change_once_it_stands_still(library: Library, folder: Path) -> None:
    new = folder / "new.txt"
    plan: dict[int, object] = {n: partial(new.write_text, TEXTS[3] * n, encoding="utf-8") for n in (2, 3, 4)}
    found = reports(library, folder, plan, 9)
    assert [number for number, _ in found] == [0, 5], "still being written at looks 2, 3 and 4"
    assert raws(library) == files(folder)


def test_watching_reports_each_change_and_is_silent_between(library: Library, folder: Path) -> None:
    notes = folder / "metadata.toml"
    plan: dict[int, object] = {3: (folder / "a.txt").unlink, 7: lambda: notes.write_text('["b.txt"]\ntitle = "题"\n', encoding="utf-8")}
    found = reports(library, folder, plan, 12)
    assert [number for number, _ in found] == [0, 4, 8]
    first, second, third = (each for _, each in found)
    assert isinstance(first, AddReport) and first.added == ("a.txt", "b.txt", "sub/c.txt")
    assert isinstance(second, AddReport) and second.gone == ("a.txt",)
    assert isinstance(third, AddReport) and third.replaced == ("b.txt",)


def test_watching_outlasts_a_lock_and_an_absent_folder(library: Library, folder: Path) -> None:
    hold = library._store.writing()
    away = folder.with_name("away")
    plan: dict[int, object] = {
        2: lambda: hold.__exit__(None, None, None),
        5: lambda: folder.rename(away),
        9: lambda: away.rename(folder),
    }
    hold.__enter__()
    found = reports(library, folder, plan, 14)
    kinds = [type(each) for _, each in found]
    assert kinds == [LibraryLockedError, AddReport, PathError], "each error is told once; the folder came back as it was"
    assert raws(library) == files(folder)


def test_the_command_prints_each_and_has_a_dry_run(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def youju(*words: str) -> tuple[int, str, str]:
        status = main(["--library", str(tmp_path / "lib"), "--model", "hash", *words])
        return status, *capsys.readouterr()

    assert youju("sync", str(folder), "--dry-run")[0] == 2, "a dry run makes no library"
    assert not (tmp_path / "lib").exists()
    assert youju("sync", str(folder)) == (0, "added a.txt\nadded b.txt\nadded sub/c.txt\n", "")
    (folder / "a.txt").unlink()
    (folder / "b.txt").write_text(TEXTS[4], encoding="utf-8")
    assert youju("sync", str(folder), "--dry-run") == (0, "would replace b.txt\nwould remove a.txt\n", "")
    assert youju("sync", str(folder)) == (0, "replaced b.txt\ngone a.txt\n", "")
    assert youju("sync", str(folder)) == (0, "The library equals the folder: 2 files.\n", "")
    status, out, err = youju("sync", str(folder / "none"))
    assert (status, out, err.count("\n")) == (2, "", 1)


def _hears_ctrl_c() -> None:
    """A shell has what it starts in the background ignore the signal, and the tests with it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_ends_watching_cleanly(tmp_path: Path, folder: Path) -> None:
    words = [sys.executable, "-m", "qa.cli", "--library", str(tmp_path / "lib"), "--model", "hash"]
    words += ["sync", str(folder), "--watch", "--interval", "1"]
    process = subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", preexec_fn=_hears_ctrl_c
    )
    try:
        assert process.stdout is not None
        seen = [process.stdout.readline() for _ in range(4)]
        assert seen[0].startswith("Following") and seen[3] == "added sub/c.txt\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    assert (process.returncode, out, err) == (0, "Stopped; the library is whole.\n", "")
