"""Flipped bits, files cut short, full disks, shut folders: each ends in a working library or in one sentence, never in a wrong quote."""

import hashlib
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import pytest

from benchmarks.faults import BAD, OPERATIONS, full, small_disk
from qa.cli import main
from qa.engine import Library
from qa.engine import backup as backups
from qa.engine.backup import backup, restore
from qa.engine.checking import check
from qa.errors import LibraryDamagedError, LibraryError, LibraryLockedError, PathError, UsageError, YoujuError
from qa.store import Store
from qa.store.database import FILE_NAME

ROOT = Path(__file__).resolve().parents[1]
FLIPS = 120
QUESTIONS = ("云岭县高山茶每斤鲜叶的保底价是多少？", "白河镇投入多少资金加固河堤？", "渡轮每天往返多少班？")
TEXTS = {
    "茶山.txt": "云岭县推广高山茶\n\n2021年起，云岭县引导农户改种高山茶，当年新增茶园三千二百亩，每斤鲜叶保底价为四十五元。\n",
    "河堤.txt": "白河镇修堤\n\n白河镇去年投入九百万元加固河堤，新堤全长六点五公里，可以抵御五十年一遇的洪水。\n",
    "渡轮.txt": "海港城开通渡轮\n\n海港城的跨湾渡轮于2022年5月3日开通，每天往返二十四班，单程票价为十八元。\n",
}
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three articles and one version, asked once, and closed."""
    folder = tmp_path_factory.mktemp("whole")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="gb18030" if name == "河堤.txt" else "utf-8")
    old = folder / "old"
    old.mkdir()
    (old / "茶山.txt").write_text("云岭县多年来以种植水稻为主。\n", encoding="utf-8")
    with Library.open(folder / "lib", model="hash", create=True) as library:
        library.add([old])
        library.add([folder / name for name in TEXTS])
        assert all(library.ask(question).citations for question in QUESTIONS)
    return folder / "lib"


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "lib"))


def wrong(folder: Path) -> tuple[int, bool]:
    """How many quotes of the answers stand in none of the articles, and whether an error was told instead of an answer."""
    found, told = 0, False
    try:
        with Library.open(folder, model="hash", wait_s=0.1) as library:
            for question in QUESTIONS:
                try:
                    answer = library.ask(question)
                except YoujuError as error:
                    told = True
                    assert error.say("zh") and "\n" not in str(error)
                else:
                    found += sum(not any(c.quote in text for text in TEXTS.values()) for c in answer.citations)
    except YoujuError:
        told = True
    return found, told


def keys(folder: Path) -> list[str]:
    return [problem.key for problem in check(folder, wait_s=0.1).problems]


def change(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_whole_library_passes(folder: Path) -> None:
    report = check(folder)
    assert (report.documents, report.problems) == (3, ())
    assert report.paragraphs >= 3


def test_a_library_of_every_kind_of_file_passes(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    text = TEXTS["茶山.txt"]
    for n, codec in enumerate(("utf-8-sig", "utf-16", "gb18030", "utf-8")):
        (files / f"{n}.txt").write_bytes((text + "\u200b" * n + "\u3000\r\n").encode(codec))
    with Library.open(tmp_path / "lib", model="hash", create=True) as library:
        assert check(tmp_path / "lib").problems == (), "empty"
        assert library.add([files, ROOT / "seeds"]).refused == ()
        assert check(tmp_path / "lib").problems == ()
        library.remove([document.name for document in library.documents()])
    assert check(tmp_path / "lib").problems == (), "emptied"


MENDED = [
    ("UPDATE paragraphs SET text = replace(text, '四十五', '五十四')", ["check_paragraphs"]),
    ("UPDATE paragraphs SET spans = x'00'", ["check_paragraphs"] * 3),
    ("DELETE FROM paragraphs WHERE kind = 'body'", ["check_paragraphs", "check_vectors", "check_annotations"] * 3),
    ("UPDATE paragraphs SET ordinal = ordinal + 5", ["check_paragraphs"] * 3),
    ("UPDATE vectors SET rows = substr(rows, 3)", ["check_vectors"] * 3),
    ("UPDATE vectors SET rows = CAST(x'007e' || substr(rows, 3) AS BLOB)", ["check_vectors"] * 3),
    ("DELETE FROM vectors", ["check_vectors"] * 3),
    ("UPDATE annotations SET rows = '{'", ["check_annotations"] * 3),
    ("DELETE FROM annotations", ["check_annotations"] * 3),
    ("UPDATE documents SET inferred = replace(inferred, '云岭县', '云峰县')", ["check_derived"]),
    ("UPDATE paragraphs SET section = '[\"别处\"]' WHERE kind = 'body'", ["check_derived"] * 3),
    ("UPDATE annotations SET rows = replace(rows, '\"45\"', '\"54\"')", ["check_derived"]),
    ("UPDATE settings SET value = '[' WHERE key = 'made_with'", ["check_settings"]),
    ("DELETE FROM settings WHERE key = 'made_with'", ["check_settings"]),
    ("UPDATE settings SET value = value + 1 WHERE key = 'generation'", ["check_lexical"]),
]


@pytest.mark.parametrize(("statement", "expected"), MENDED)
def test_what_can_be_made_anew_is_named_and_rebuild_mends_it(folder: Path, statement: str, expected: list[str]) -> None:
    change(folder, statement)
    assert keys(folder) == expected
    assert all("youju rebuild" in str(problem) for problem in check(folder).problems)
    with Library.open(folder, model="hash") as library:
        library.rebuild()
    assert keys(folder) == []
    assert wrong(folder) == (0, False)


def test_annotations_outside_their_text_are_found(folder: Path) -> None:
    with Library.open(folder, model="hash") as library:
        held = [(d.id, library.annotations(d.id)) for d in library.documents()]
    moved = next(id for id, noted in held if any(each.times for each in noted.paragraphs))
    with Store(folder).writing() as draft:
        from dataclasses import replace

        noted = draft.annotations(moved)
        far = [replace(a, times=tuple(replace(t, start=t.start + 500, end=t.end + 500) for t in a.times)) for a in noted.paragraphs]
        draft.note(moved, replace(noted, paragraphs=tuple(far)))
        draft.changed = True
    assert keys(folder) == ["check_annotations"]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE originals SET raw = CAST(raw || x'20' AS BLOB)", ["check_bytes"] * 3),
        ("DELETE FROM originals", ["check_bytes"] * 3),
        ("UPDATE documents SET sha256 = replace(sha256, '1', '2') WHERE name = '茶山.txt'", ["check_bytes"]),
        ("UPDATE documents SET size = size + 1 WHERE name = '茶山.txt'", ["check_bytes"]),
        ("UPDATE versions SET raw = x'00'", ["check_version"]),
        ("UPDATE documents SET encoding = 'utf-9'", ["library_damaged"]),
        ("UPDATE documents SET inferred = '['", ["library_damaged"]),
        ("DELETE FROM settings WHERE key = 'generation'", ["library_damaged"]),
        ("PRAGMA user_version = 99", ["library_format"]),
    ],
)
def test_what_cannot_be_made_anew_names_the_command(folder: Path, statement: str, expected: list[str]) -> None:
    change(folder, statement)
    assert keys(folder) == expected
    assert all("youju re" in str(problem) for problem in check(folder).problems)
    assert wrong(folder)[0] == 0


def test_rebuild_does_not_take_changed_bytes_for_another_file(folder: Path) -> None:
    lie = "UPDATE originals SET raw = CAST(replace(CAST(raw AS TEXT), '四十五', '五十四') AS BLOB) WHERE instr(CAST(raw AS TEXT), '四十五')"
    change(folder, lie)
    assert keys(folder) == ["check_bytes"]
    with Library.open(folder, model="hash") as library:
        with pytest.raises(LibraryDamagedError, match="茶山"):
            library.rebuild()
        assert not any("五十四" in citation.quote for question in QUESTIONS for citation in library.ask(question).citations)


def test_flipped_bits_never_make_a_wrong_quote(folder: Path, whole: Path) -> None:
    sound = [path for path in sorted(whole.rglob("*")) if path.is_file() and path.stat().st_size]
    sizes = [path.stat().st_size for path in sound]
    draw = Random(7)
    told = checked = 0
    for n in range(FLIPS):
        # Half of them in the database, the other half anywhere in what it holds besides.
        [path] = [whole / FILE_NAME] if n % 2 else draw.choices(sound, sizes)
        raw = bytearray(path.read_bytes())
        at = draw.choice([n for n, byte in enumerate(raw) if byte]) * 8 + draw.randrange(8)  # most of the file is empty pages
        raw[at // 8] ^= 1 << at % 8
        target = folder / path.relative_to(whole)
        target.write_bytes(raw)
        problems = check(folder, wait_s=0.1).problems if target.name == FILE_NAME and at // 8 > 100 else ()
        checked += bool(problems)
        count, error = wrong(folder)
        told += error
        assert count == 0, f"flip {n}: bit {at} of {path.name}"
        shutil.rmtree(folder)
        shutil.copytree(whole, folder)
    assert told > 5 and checked > 20, "flips that do nothing would prove nothing"


def test_a_file_cut_short_never_makes_a_wrong_quote(folder: Path, whole: Path) -> None:
    size, was = (whole / FILE_NAME).stat().st_size, state(folder)
    for part in range(25):
        with (folder / FILE_NAME).open("r+b") as file:
            file.truncate(size * part // 25)
        assert wrong(folder)[0] == 0
        assert part == 0 or keys(folder) != [] or state(folder) == was, "told, or only a free page was cut"
        shutil.rmtree(folder)
        shutil.copytree(whole, folder)


def state(folder: Path) -> object:
    with Library.open(folder, model="hash") as library:
        documents = library.documents()
        kept = [(d, library.raw(d.id), library.paragraphs(d.id), library.annotations(d.id)) for d in documents]
        return kept, library.versions(), [library.ask(question).statements for question in QUESTIONS]


def test_a_backup_brings_back_all_of_it(folder: Path, tmp_path: Path) -> None:
    was, file = state(folder), tmp_path / "lib.backup"
    assert backup(folder, file) == file.stat().st_size
    with Library.open(folder, model="hash") as library:
        library.remove(["茶山.txt"])
        library.vacuum()
    assert restore(folder, file) == 3
    assert state(folder) == was
    assert keys(folder) == []
    assert restore(tmp_path / "elsewhere", file) == 3
    assert state(tmp_path / "elsewhere") == was
    assert sorted(path.name for path in folder.iterdir()) == ["lexical", FILE_NAME]


def test_a_restored_library_of_the_same_generation_is_not_asked_with_the_index_of_the_other(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "one")
    for name in TEXTS:
        (tmp_path / name).write_text("南塘乡新修了一座粮仓。\n" + name, encoding="utf-8")
    with Library.open(tmp_path / "other", model="hash", create=True) as library:
        library.add([tmp_path / "茶山.txt"])
        library.add([tmp_path / name for name in TEXTS])
        assert library.search("粮仓")
    restore(tmp_path / "other", tmp_path / "one")
    assert state(tmp_path / "other") == state(folder)


def test_a_backup_is_not_written_over_without_force(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "lib.backup"
    file.write_bytes(b"mine")
    with pytest.raises(UsageError, match="--force"):
        backup(folder, file)
    assert file.read_bytes() == b"mine"
    backup(folder, file, force=True)
    assert restore(tmp_path / "again", file) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "lib", "lib.backup"]


def test_a_backup_made_while_another_writes_is_of_before_or_after(folder: Path, tmp_path: Path) -> None:
    was = state(folder)
    with Store(folder).writing() as draft:
        draft.remove([draft.documents()[0].id])
        draft.advance()
        backup(folder, tmp_path / "file")
    restore(tmp_path / "again", tmp_path / "file")
    assert state(tmp_path / "again") == was


def test_a_damaged_library_is_not_backed_up(folder: Path, tmp_path: Path) -> None:
    raw = bytearray((folder / FILE_NAME).read_bytes())
    raw[4096:] = b"\x5a" * (len(raw) - 4096)
    (folder / FILE_NAME).write_bytes(raw)
    with pytest.raises(LibraryDamagedError):
        backup(folder, tmp_path / "file")
    assert not (tmp_path / "file").exists()


def test_a_backup_with_any_flipped_bit_or_cut_short_is_refused_and_the_library_stays(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "file")
    was, raw, draw = state(folder), (tmp_path / "file").read_bytes(), Random(3)
    digest = hashlib.sha256((folder / FILE_NAME).read_bytes()).digest()
    for n in range(100):
        at = draw.randrange(len(raw) * 8) if n < 80 else len(raw) * 8 - 1 - draw.randrange(96 * 8)
        bad = bytearray(raw)
        bad[at // 8] ^= 1 << at % 8
        (tmp_path / "bad").write_bytes(bad)
        with pytest.raises(LibraryDamagedError, match="no whole backup"):
            restore(folder, tmp_path / "bad")
    for n in range(25):
        (tmp_path / "bad").write_bytes(raw[: len(raw) * n // 25] if n else raw + b"\n")
        with pytest.raises(LibraryDamagedError, match="no whole backup"):
            restore(folder, tmp_path / "bad")
    assert hashlib.sha256((folder / FILE_NAME).read_bytes()).digest() == digest
    assert state(folder) == was


def test_a_sealed_file_that_is_no_library_is_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    backups._seal(other)
    was = state(folder)
    with pytest.raises(LibraryDamagedError, match="no whole backup"):
        restore(folder, other)
    assert state(folder) == was
    with pytest.raises(PathError, match="youju revert"):
        restore(folder, tmp_path / "茶山.txt@2")


def garbage(path: Path) -> None:
    path.write_bytes(b"garbage \xff" * 999)


def torn(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\x5a" * (len(content) - 4096))


@pytest.mark.parametrize("damage", [garbage, torn, Path.unlink])
def test_a_damaged_library_is_restored(folder: Path, tmp_path: Path, damage: Callable[[Path], None]) -> None:
    was = state(folder)
    backup(folder, tmp_path / "file")
    damage(folder / FILE_NAME)
    (folder / f"{FILE_NAME}-wal").write_bytes(b"of the damaged one")
    assert restore(folder, tmp_path / "file") == 3
    assert state(folder) == was
    assert keys(folder) == []


def test_a_library_that_is_open_elsewhere_is_not_exchanged_under_its_reader(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "file")
    was = state(folder)
    with Library.open(folder, model="hash") as reader:
        reader.documents()
        with pytest.raises(LibraryLockedError, match="end the page"):
            restore(folder, tmp_path / "file", wait_s=0.1)
    assert state(folder) == was
    restore(folder, tmp_path / "file")


def test_where_the_restored_one_does_not_open_the_old_one_is_back(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup(folder, tmp_path / "file")
    with Library.open(folder, model="hash") as library:
        library.remove(["茶山.txt"])
    was, original = state(folder), backups.connect

    def broken(where: Path, wait_s: float) -> sqlite3.Connection:
        if wait_s == 0 and where == folder:  # the look at the new one in its place
            raise LibraryDamagedError("library_damaged", path=str(where))
        return original(where, wait_s)

    monkeypatch.setattr(backups, "connect", broken)
    with pytest.raises(LibraryDamagedError):
        restore(folder, tmp_path / "file")
    monkeypatch.undo()
    assert state(folder) == was


@pytest.mark.parametrize("step", ["_copy", "_opened", "_exchange"])
@pytest.mark.parametrize("late", [False, True])
def test_killed_while_restoring_it_is_as_before_or_as_after(folder: Path, tmp_path: Path, step: str, late: bool) -> None:
    after = state(folder)
    backup(folder, tmp_path / "file")
    with Library.open(folder, model="hash") as library:
        library.remove(["茶山.txt"])
    before = state(folder)
    code = f"""
import os, signal
from pathlib import Path
import qa.engine.backup as module
original = module.{step}
def strike(*args):
    if {late}:
        original(*args)
    os.kill(os.getpid(), signal.SIGKILL)
module.{step} = strike
module.restore(Path({str(folder)!r}), Path({str(tmp_path / "file")!r}))
"""
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == -9
    assert state(folder) == (after if (step, late) == ("_exchange", True) else before)
    restore(folder, tmp_path / "file")
    assert state(folder) == after
    assert sorted(path.name for path in folder.iterdir()) == ["lexical", FILE_NAME]


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """No file grows beyond `size` bytes: the system refuses the write itself, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def points(count: int, largest: int) -> list[int]:
    return [largest * n // count for n in range(count)]


def test_a_disk_that_is_full_while_a_backup_is_made_leaves_none(folder: Path, tmp_path: Path) -> None:
    size = backup(folder, tmp_path / "whole")
    (tmp_path / "whole").unlink()
    was = state(folder)
    for room in points(60, size):
        with disk_of(room), pytest.raises(LibraryError, match="disk's space"):
            backup(folder, tmp_path / "file")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["lib"]
    assert state(folder) == was


def test_a_disk_that_is_full_while_restoring_leaves_the_library_in_place(folder: Path, tmp_path: Path) -> None:
    size = backup(folder, tmp_path / "file")
    was = state(folder)
    for room in points(60, size - 200):
        with disk_of(room), pytest.raises(LibraryError, match="disk's space"):
            restore(folder, tmp_path / "file")
    assert state(folder) == was


def test_a_disk_that_is_full_while_files_change_leaves_the_library_as_it_was(folder: Path, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for n in range(4):
        (files / f"{n}.txt").write_text(f"第{n}个村今年建成一座粮仓，储粮{n * 7 + 3}百吨。\n" * 40, encoding="utf-8")
    was = state(folder)
    done = told = 0
    for room in points(60, (folder / FILE_NAME).stat().st_size + 200_000):
        with Library.open(folder, model="hash", wait_s=0.1) as library, disk_of(room):
            try:
                library.sync(files) if room % 2 else library.add([files])
                done += 1
            except YoujuError as error:
                told += 1
                assert "disk" in str(error)
        if done:
            break
        assert state(folder) == was
        assert keys(folder) == []
    assert told >= 20


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_small_disk_that_fills_up_loses_nothing(operation: str, tmp_path: Path) -> None:
    """`python -m benchmarks.faults`, in small: on a file system of its own, where one can be mounted."""
    try:
        with small_disk(tmp_path / "disk", 1 << 20):
            pass
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no file system can be mounted here")
    seen = full(operation, 4, 31)
    assert seen["told in one sentence"] >= 1 and seen["sentences of more than a line"] == 0
    assert [bad for bad in BAD if seen[bad]] == []


def test_a_write_that_fails_at_its_end_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    was = state(folder)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LibraryError, match="No space left"):
        backup(folder, tmp_path / "file")
    monkeypatch.undo()
    backup(folder, tmp_path / "file")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LibraryError, match="No space left"):
        restore(folder, tmp_path / "file")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "lib"]
    assert state(folder) == was


@pytest.mark.skipif(os.getuid() != 0, reason="needs another user to be refused to")
def test_a_folder_that_may_only_be_read_is_told_in_one_sentence(whole: Path, tmp_path: Path) -> None:
    """As another user, for whom every file is there to read and none to write."""
    code = f"""
import os, shutil, sys, tempfile
from pathlib import Path
from qa.engine import Library
from qa.engine.backup import backup, restore
from qa.errors import YoujuError
base = Path(tempfile.mkdtemp())
base.chmod(0o755)
lib = shutil.copytree({str(whole)!r}, base / "lib")
backup(lib, base / "file")
for path in [lib, *lib.rglob("*")]:
    path.chmod(0o755 if path.is_dir() else 0o644)
os.setuid(65534)
def add():
    with Library.open(lib, model="hash") as library:
        library.remove(["茶山.txt"])
for act in (add, lambda: backup(lib, lib / "file"), lambda: restore(lib, base / "file"), lambda: restore(base / "new", base / "file")):
    try:
        act()
        print("done")
    except YoujuError as error:
        print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 4 and all("permissions" in line for line in lines), lines


def test_the_commands(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    def youju(*words: str) -> tuple[int, str, str]:
        status = main(["--library", str(folder), "--model", "hash", *words])
        return status, *capsys.readouterr()

    file = tmp_path / "file"
    status, out, err = youju("check")
    assert (status, err) == (0, "") and out.startswith("The library is whole: 3 documents")
    assert youju("backup", str(file))[0] == 0
    status, out, err = youju("backup", str(file))
    assert (status, out) == (2, "") and "--force" in err
    assert youju("backup", str(file), "--force")[0] == 0
    change(folder, "DELETE FROM vectors")
    status, out, err = youju("check")
    assert (status, out, err.count("\n")) == (2, "", 3)
    status, out, err = youju("check", "--json")
    assert (status, err) == (2, "") and out.count("youju rebuild") == 3
    assert youju("restore", str(file)) == (0, f"Restored the library from {file}: 3 documents.\n", "")
    assert youju("check")[0] == 0
    assert youju("restore", str(tmp_path / "none"))[0] == 2
    garbage(folder / FILE_NAME)
    status, out, err = youju("check")
    assert (status, out, err.count("\n")) == (2, "", 1) and "youju restore" in err
