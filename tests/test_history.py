"""What was replaced or removed is found by no index, can be brought back, and is erased by `vacuum` down to the last byte."""

import subprocess
import sys
from pathlib import Path

import pytest

from qa.cli import main
from qa.engine import Library
from qa.errors import LibraryDamagedError, LibraryLockedError, NotFoundError, UsageError
from qa.store import Fate, Store, Version

ROOT = Path(__file__).resolve().parents[1]
OLD = "东港镇三年前建了一座旧码头，可以停靠十二艘渔船。\n"
NEW = "东港镇今年建成一座货运站，每天发车四十班。\n"
OTHER = "西山村去年种下三千亩脐橙，每户平均增收八千元。\n"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def opened(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "lib", model="hash", create=True, wait_s=0.1)


def replaced(tmp_path: Path) -> Library:
    """A library in which a.txt (in GB18030 at first) was replaced and b.txt removed."""
    library = opened(tmp_path)
    files = write(tmp_path / "files", b=OTHER)
    (files / "a.txt").write_text(OLD, encoding="gb18030")
    (files / "metadata.toml").write_text('["a.txt"]\ntitle = "旧题"\n', encoding="utf-8")
    library.add([files])
    (files / "metadata.toml").unlink()
    library.add([write(tmp_path / "files", a=NEW)])
    library.remove(["b.txt"])
    return library


def labels(library: Library) -> list[tuple[str, Fate]]:
    return [(each.label, each.fate) for each in library.versions()]


def everything(library: Library) -> list[object]:
    documents = library.documents()
    return [(d, library.raw(d.id), library.paragraphs(d.id), library.annotations(d.id)) for d in documents]


def test_a_replaced_and_a_removed_document_are_listed_with_what_they_were(tmp_path: Path) -> None:
    with replaced(tmp_path) as library:
        assert labels(library) == [("a.txt@2", Fate.REPLACED), ("b.txt@3", Fate.REMOVED)]
        first = library.versions()[0]
        assert (first.encoding, first.size) == ("gb18030", len(OLD.encode("gb18030")))


def test_no_index_finds_what_is_kept_of_a_version(tmp_path: Path) -> None:
    with replaced(tmp_path) as library:
        for question in ("东港镇建了码头吗", "脐橙每户增收多少", "停靠十二艘渔船"):
            for passage in library.search(question, 50):
                assert passage.document.name == "a.txt" and "货运站" in passage.paragraph.text
        assert all("渔船" not in citation.quote for citation in library.ask("可以停靠几艘渔船？").citations)
    with Store(tmp_path / "lib").snapshot() as view:
        assert len(view.documents()) == 1
        assert view._sql.execute("SELECT count(*) FROM vectors").fetchone() == (1,)
        assert {row[0] for row in view._sql.execute("SELECT DISTINCT document FROM paragraphs")} == {view.documents()[0].id}
        columns = [row[1] for row in view._sql.execute("PRAGMA table_info(versions)")]
    assert columns == ["name", "generation", "fate", "sha256", "encoding", "given", "raw"]


def test_a_version_comes_back_as_it_was_and_what_stood_there_becomes_one(tmp_path: Path) -> None:
    before = opened(tmp_path / "whole")
    files = write(tmp_path / "whole" / "files")
    (files / "a.txt").write_text(OLD, encoding="gb18030")
    (files / "metadata.toml").write_text('["a.txt"]\ntitle = "旧题"\n', encoding="utf-8")
    before.add([files])
    with replaced(tmp_path) as library:
        assert library.revert("a.txt@2").title == "旧题"
        assert everything(library) == everything(before)
        assert labels(library) == [("a.txt@4", Fate.REPLACED), ("b.txt@3", Fate.REMOVED)]
        assert [p.document.name for p in library.search("旧码头渔船")] == ["a.txt"]
        assert all("货运站" not in p.paragraph.text for p in library.search("货运站发车"))
        library.revert("b.txt@3")
        assert [d.name for d in library.documents()] == ["a.txt", "b.txt"]
        assert labels(library) == [("a.txt@4", Fate.REPLACED)]
    before.close()


def test_versions_outlive_a_rebuild(tmp_path: Path) -> None:
    with replaced(tmp_path) as library:
        was = library.versions()
        library.rebuild()
        assert library.versions() == was
        library.revert("b.txt@3")
        assert library.raw("b.txt") == OTHER.encode()


def test_what_cannot_be_brought_back_is_told_and_changes_nothing(tmp_path: Path) -> None:
    with replaced(tmp_path) as library:
        was = everything(library), library.versions()
        for label in ("a.txt", "a.txt@", "@2", "a.txt@x", "a.txt@²"):
            with pytest.raises(UsageError, match="youju restore"):
                library.revert(label)
        with pytest.raises(NotFoundError, match="list --history"):
            library.revert("a.txt@9")
        assert (everything(library), library.versions()) == was
        library.add([write(tmp_path / "again", c=OTHER)])
        with pytest.raises(UsageError, match=r"c\.txt"):
            library.revert("b.txt@3")
        library.remove(["c.txt"])
        library.add([write(tmp_path / "same", b=OTHER)])
        with pytest.raises(UsageError, match="nothing to bring back"):
            library.revert("b.txt@3")


def test_a_version_whose_bytes_changed_does_not_come_back(tmp_path: Path) -> None:
    with replaced(tmp_path) as library:
        with library._store.writing() as draft:
            draft._sql.execute("UPDATE versions SET raw = ? WHERE name = 'b.txt'", (OTHER.replace("三千", "九千").encode(),))
            draft.changed = True
        with pytest.raises(LibraryDamagedError, match=r"b\.txt@3"):
            library.revert("b.txt@3")


def held(folder: Path, text: str) -> list[str]:
    """The library's files that hold the bytes of a text, in the encodings it was added in."""
    needles = [text[:8].encode(codec) for codec in ("utf-8", "gb18030")]
    return [p.name for p in sorted(folder.rglob("*")) if p.is_file() and any(needle in p.read_bytes() for needle in needles)]


def test_vacuum_leaves_no_byte_of_a_version_in_the_library(tmp_path: Path) -> None:
    with replaced(tmp_path) as library:
        assert held(tmp_path / "lib", OLD) and held(tmp_path / "lib", OTHER), "the needle is found where it is"
        generation = library.ask("东港镇有什么")
        assert library.vacuum() == 2
        assert held(tmp_path / "lib", OLD) == held(tmp_path / "lib", OTHER) == []
        assert held(tmp_path / "lib", NEW) == ["library.sqlite"]
        assert library.versions() == ()
        assert library.vacuum() == 0
        assert library.ask("东港镇有什么").statements == generation.statements


def test_vacuum_says_where_a_reader_keeps_the_bytes_in_the_log(tmp_path: Path) -> None:
    with replaced(tmp_path) as library:
        reader = Store(tmp_path / "lib")
        with reader.snapshot() as view:
            assert view.generation == 3
            with pytest.raises(LibraryLockedError, match="youju vacuum"):
                library.vacuum()
        reader.close()
        library.vacuum()
        assert held(tmp_path / "lib", OLD) == []


def test_killed_between_keeping_and_removing_nothing_is_lost(tmp_path: Path) -> None:
    replaced(tmp_path).close()
    for step in ("qa.store.history.keep", "qa.engine.index_again", "qa.engine.changing.index_again"):
        module, name = step.rsplit(".", 1)
        code = f"""
import os, signal, sys
from pathlib import Path
import {module} as module
from qa.engine import Library
original = module.{name}
def strike(*args):
    original(*args)
    os.kill(os.getpid(), signal.SIGKILL)
module.{name} = strike
with Library.open(Path({str(tmp_path / "lib")!r}), model="hash") as library:
    {"library.revert('b.txt@3')" if "changing" in step else "library.remove(['a.txt'])"}
"""
        assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == -9
        with opened(tmp_path) as library:
            assert [d.name for d in library.documents()] == ["a.txt"]
            assert labels(library) == [("a.txt@2", Fate.REPLACED), ("b.txt@3", Fate.REMOVED)]
            assert [p.document.name for p in library.search("货运站")] == ["a.txt"]


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replaced(tmp_path).close()

    def youju(*words: str) -> tuple[int, str, str]:
        status = main(["--library", str(tmp_path / "lib"), "--model", "hash", *words])
        return status, *capsys.readouterr()

    status, out, _ = youju("list", "--history")
    assert status == 0 and [line.split("  ")[0] for line in out.splitlines()] == ["a.txt@2", "b.txt@3"]
    assert "removed" in out and "replaced" in out
    assert '"version": "b.txt@3"' in youju("list", "--history", "--json")[1]
    assert youju("revert", "b.txt@3") == (0, "brought back b.txt as it was in b.txt@3\n", "")
    assert youju("revert", "b.txt@3")[0] == 2
    assert youju("vacuum") == (0, "Erased 1 older versions for good.\n", "")
    assert youju("list", "--history")[1] == "No older version is kept.\n"


def test_a_label_names_a_version_even_where_the_name_holds_the_mark() -> None:
    assert Version("a@3.txt", 7, Fate.REMOVED, "0" * 64, "utf-8", 1).label == "a@3.txt@7"
