"""What a reader sets right of a document's front matter stays set: through add, rebuild, backups and older versions."""

import json
from pathlib import Path

import pytest

from qa.cli import main
from qa.engine import Library
from qa.engine.backup import backup, restore
from qa.engine.checking import check
from qa.errors import NotFoundError, UsageError
from qa.references import reference
from qa.store import Store
from qa.store.database import connect
from qa.types import Document, Origin

TEXT = "云岭县修好水车\n\n本报云岭3月5日讯 去年动工的水车昨日转了，耗资四十五万元，全县的人都来看。\n"
MORE = TEXT + "\n今年还要修一座磨坊，预算九十万元，由木匠周小渡主持。\n"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of one article, which is held by the library beside it."""
    files = tmp_path / "files"
    files.mkdir()
    (files / "水车.txt").write_text(TEXT, encoding="utf-8")
    with Library.open(tmp_path / "lib", model="hash", create=True) as library:
        library.add([files])
    return tmp_path


def opened(folder: Path) -> Library:
    return Library.open(folder / "lib", model="hash")


def set_right(library: Library) -> Document:
    fields = {
        "title": ["水车转了"],
        "publisher": ["云岭日报"],
        "date": ["2023-03-06"],
        "page": ["A3"],
        "places": ["江西省赣州市", "江西省"],
    }
    return library.amend("水车.txt", fields)


def test_what_is_set_is_shown_cited_and_counted_from(folder: Path) -> None:
    with opened(folder) as library:
        before = library.annotations("水车.txt")
        front = set_right(library).front
        assert (front.title, front.publisher, front.date, front.page, front.places) == (
            "水车转了", "云岭日报", "2023-03-06", "A3", ("江西省赣州市", "江西省"),
        )  # fmt: skip
        assert {front.origins[field] for field in ("title", "publisher", "date", "page", "places")} == {Origin.EDITED}
        assert front.origins["dateline"] is Origin.PRINTED
        after = library.annotations("水车.txt")
        assert before.published is None and str(after.published and after.published.first) == "2023-03-06"
        assert after.about is not None and after.about.name == "江西省赣州市"
        cited = library.ask("水车耗资多少万元？").citations[0].document
        assert reference(cited) == "水车转了[N]. 云岭日报，2023-03-06（A3）."
        assert library.ask("2022年动工的是什么？").answerable, "去年 is counted from the day that was set"
    assert check(folder / "lib").problems == ()


def test_it_stays_through_add_rebuild_backup_and_a_changed_file(folder: Path, tmp_path: Path) -> None:
    with opened(folder) as library:
        front = set_right(library).front
        library.add([folder / "files"])
        assert library.document("水车.txt").front == front
        library.rebuild()
        assert library.document("水车.txt").front == front
        (folder / "files" / "metadata.toml").write_text('["水车.txt"]\ntitle = "别的题"\nauthor = "甲一"\n', encoding="utf-8")
        assert library.add([folder / "files"]).replaced == ("水车.txt",)
        again = library.document("水车.txt").front
        assert (again.title, again.author, again.date) == ("水车转了", "甲一", "2023-03-06")
        (folder / "files" / "水车.txt").write_text(MORE, encoding="utf-8")
        library.sync(folder / "files")
        assert library.document("水车.txt").front == again, "it goes over to the bytes that replace the old ones"
        library.remove(["水车.txt"])
        _, first = library.versions()
        assert library.revert(first.label).front == again, "a version comes back with what was set"
    assert check(folder / "lib").problems == ()
    backup(folder / "lib", tmp_path / "file")
    restore(tmp_path / "other", tmp_path / "file")
    with Library.open(tmp_path / "other", model="hash") as library:
        assert library.document("水车.txt").front == again


def test_vacuum_keeps_what_is_set_of_documents_that_are_held_and_no_other(folder: Path) -> None:
    with opened(folder) as library:
        front = set_right(library).front
        library.vacuum()
        assert library.document("水车.txt").front == front
        library.remove(["水车.txt"])
        library.vacuum()
        library.add([folder / "files"])
        assert Origin.EDITED not in library.document("水车.txt").front.origins.values()


def test_it_can_be_taken_back_and_a_field_can_be_emptied(folder: Path) -> None:
    with opened(folder) as library:
        was = library.document("水车.txt"), library.annotations("水车.txt")
        set_right(library)
        front = library.amend("水车.txt", {"dateline": [""]}, ["title"]).front
        assert (front.title, front.dateline, front.date) == ("云岭县修好水车", None, "2023-03-06")
        assert "dateline" not in front.origins
        library.amend("水车.txt", {}, ["title", "publisher", "date", "page", "places", "dateline"])
        assert (library.document("水车.txt"), library.annotations("水车.txt")) == was


def test_nothing_is_written_where_nothing_changes_or_a_value_is_off(folder: Path) -> None:
    with opened(folder) as library:
        set_right(library)
        with Store(folder / "lib").snapshot() as view:
            generation = view.generation
        set_right(library)
        for fields in ({"titel": ["x"]}, {"title": ["x" * 501]}, {"title": ["a\nb"]}, {"date": ["2023-02-30"]}, {"date": ["yesterday"]}):
            with pytest.raises(UsageError):
                library.amend("水车.txt", fields)
        with pytest.raises(UsageError):
            library.amend("水车.txt", {}, ["titel"])
        with pytest.raises(NotFoundError):
            library.amend("没有.txt", {"title": ["x"]})
        with Store(folder / "lib").snapshot() as view:
            assert view.generation == generation


def test_a_damaged_row_is_told(folder: Path) -> None:
    with opened(folder) as library:
        set_right(library)
    for value in ("[", '{"titel": ["x"]}', '{"title": 3}', '["title"]'):
        connection = connect(folder / "lib", 0)
        connection.execute("UPDATE edits SET fields = ?", (value,))
        connection.close()
        assert [problem.key for problem in check(folder / "lib").problems] == ["library_damaged"]


def test_the_command(folder: Path, capsys: Capture) -> None:
    def youju(*words: str) -> tuple[int, str, str]:
        status = main(["--library", str(folder / "lib"), "--model", "hash", *words])
        return status, *capsys.readouterr()

    status, out, err = youju("meta", "水车.txt", "--title", "水车转了\u202e", "--place", "江西省", "--page", "A3", "--date", "2023-03")
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "水车.txt",
        "    title: 水车转了⟨U+202E⟩ (set by hand)",
        "    date: 2023-03 (set by hand)",
        "    page: A3 (set by hand)",
        "    dateline: 本报云岭3月5日讯 (printed)",
        "    places: 江西省 (set by hand)",
    ]
    assert "page A3" in youju("list")[1] and "page A3" in youju("show", "水车.txt")[1]
    told = json.loads(youju("meta", "水车.txt", "--clear", "title", "--clear", "place", "--json")[1])
    assert (told["title"], told["page"], told["dateline"], told["origins"]["date"]) == (
        "云岭县修好水车",
        "A3",
        "本报云岭3月5日讯",
        "edited",
    )
    assert youju("meta", "没有.txt")[0] == 2
    status, out, err = youju("meta", "水车.txt", "--date", "3月5日")
    assert (status, out, err.count("\n")) == (2, "", 1)
