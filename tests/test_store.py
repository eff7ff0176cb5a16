"""The library folder: one truth, one transaction at a time, errors in one sentence."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from qa.annotations import Annotation, Annotations, Naming, Place, PlaceMention
from qa.errors import (
    LibraryDamagedError,
    LibraryError,
    LibraryLockedError,
    LibraryMissingError,
    NotFoundError,
    SettingsMismatchError,
)
from qa.store import Entry, Settings, Store
from qa.store.database import FILE_NAME
from qa.store.holder import FILE_NAME as HOLDER
from qa.types import Document, Dropped, FrontMatter, Kind, Origin, Paragraph, Reason

MADE = Settings("hash", "d" * 64, 4, "1: 200 to 400, at most 500")
INFERRED = FrontMatter(title="猜的题", date="2020", date_note="由此", origins={"title": Origin.PRINTED, "date": Origin.INFERRED})
GIVEN = FrontMatter(title="题", places=("江西省", "赣州市"), origins={"title": Origin.GIVEN, "places": Origin.GIVEN})


def entry(number: int, name: str, given: FrontMatter | None = None, count: int = 3) -> Entry:
    sha256 = f"{number:064x}"[::-1]
    document = Document(sha256[:16], name, sha256, "gb18030", 20, INFERRED)
    texts = [
        Paragraph(document.id, n, Kind.HEADING if n == 0 else Kind.BODY, ("一", "（二）")[:n], f"第{n}段“话”", ((n, n + 1), (n + 4, 2**40)))
        for n in range(count)
    ]
    dropped = (Dropped(Reason.REPEATED_HEADLINE, "重复", ((0, 4),)), Dropped(Reason.JUMP, "（下转）", ((5, 9), (11, 12))))
    vectors = np.arange(count * 4, dtype=np.float32).reshape(count, 4) + number / 7
    return Entry(document, INFERRED, given, b"raw \xff\x00 bytes %d" % number, tuple(texts), dropped, noted(count), vectors)


def noted(count: int) -> Annotations:
    place = Place("3607", "江西省赣州市")
    return Annotations(place, None, tuple(Annotation(n, place, (PlaceMention(0, 1, Naming.SHORT, (place,)),), ()) for n in range(count)))


def put(store: Store, *entries: Entry) -> None:
    with store.writing() as draft:
        draft.make_with(MADE)
        for each in entries:
            draft.put(each)
        draft.advance()


Opener = Callable[..., Store]


@pytest.fixture
def open_store(tmp_path: Path) -> Iterator[Opener]:
    """Opens the test's library once more; closed at the end."""
    made: list[Store] = []

    def one(folder: Path = tmp_path / "lib", *, make: bool = False, wait_s: float = 0.1) -> Store:
        made.append(Store(folder, make=make, wait_s=wait_s))
        return made[-1]

    yield one
    for store in made:
        store.close()


@pytest.fixture
def store(open_store: Opener) -> Store:
    return open_store(make=True)


def names(store: Store) -> list[str]:
    with store.snapshot() as view:
        return [document.name for document in view.documents()]


def test_what_is_put_comes_back_value_by_value(store: Store) -> None:
    first, second = entry(2, "乙.txt", GIVEN), entry(1, "sub/甲.md")
    put(store, first, second)
    with store.snapshot() as view:
        assert view.generation == 1
        assert view.settings() == MADE
        merged = FrontMatter(
            title="题", date="2020", date_note="由此", places=("江西省", "赣州市"),
            origins={"title": Origin.GIVEN, "date": Origin.INFERRED, "places": Origin.GIVEN},
        )  # fmt: skip
        held = {document.name: document for document in view.documents()}
        assert list(held) == ["sub/甲.md", "乙.txt"]
        assert held["sub/甲.md"] == second.document
        assert held["乙.txt"].front == merged
        assert view.given(first.document.id) == GIVEN
        assert tuple(view.paragraphs(first.document.id)) == first.paragraphs
        assert view.dropped(first.document.id) == first.dropped
        assert view.raw(first.document.id) == first.raw
        by_id = sorted((first, second), key=lambda each: each.document.id)
        assert view.paragraphs() == [paragraph for each in by_id for paragraph in each.paragraphs]
        assert view.vectors(4).dtype == np.float16
        assert np.array_equal(view.vectors(4), np.concatenate([each.vectors for each in by_id]).astype(np.float16))
        assert [original.raw for original in view.originals()] == [second.raw, first.raw]


def test_a_document_is_found_by_name_before_id(store: Store) -> None:
    first = entry(1, "a.txt")
    put(store, first, entry(2, first.document.id))
    with store.snapshot() as view:
        assert view.document("a.txt").id == first.document.id
        assert view.document(first.document.id).name == first.document.id
        with pytest.raises(NotFoundError, match="youju list"):
            view.document("none")
        with pytest.raises(NotFoundError):
            view.raw("none")


def test_an_empty_library_is_whole(store: Store) -> None:
    with store.snapshot() as view:
        assert (view.generation, view.settings(), view.documents(), view.paragraphs()) == (0, None, (), [])
        assert view.vectors(4).shape == (0, 4)


def test_removing_leaves_nothing_of_a_document(store: Store) -> None:
    first, second = entry(1, "a.txt"), entry(2, "b.txt")
    put(store, first, second)
    with store.writing() as draft:
        draft.remove([first.document.id])
        draft.advance()
    with store.snapshot() as view:
        assert names_of(view.documents()) == ["b.txt"]
        assert view.paragraphs() == list(second.paragraphs)
        assert np.array_equal(view.vectors(4), second.vectors.astype(np.float16))
        assert view.dropped(first.document.id) == ()
        with pytest.raises(NotFoundError):
            view.raw(first.document.id)


def names_of(documents: tuple[Document, ...]) -> list[str]:
    return [document.name for document in documents]


def test_two_documents_can_change_names_with_each_other(store: Store) -> None:
    first, second = entry(1, "a.txt"), entry(2, "b.txt")
    put(store, first, second)
    with store.writing() as draft:
        draft.rename({first.document.id: "b.txt", second.document.id: "a.txt"})
        draft.give(first.document.id, GIVEN)
        draft.advance()
    with store.snapshot() as view:
        assert view.document("b.txt").id == first.document.id
        assert view.document("b.txt").title == "题"
        assert view.document("a.txt").title == "猜的题"


def test_a_reader_sees_before_or_after_and_a_snapshot_does_not_move(store: Store, open_store: Opener) -> None:
    put(store, entry(1, "a.txt"))
    other = open_store()
    with store.writing() as draft:
        draft.put(entry(2, "b.txt"))
        draft.advance()
        assert names(other) == ["a.txt"], "not committed yet"
    with other.snapshot() as view:
        assert view.generation == 2
        put(store, entry(3, "c.txt"))
        assert names_of(view.documents()) == ["a.txt", "b.txt"], "the state of the first look"
    assert names(other) == ["a.txt", "b.txt", "c.txt"]


def test_an_error_or_a_draft_that_did_not_advance_changes_nothing(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt), store.writing() as draft:
        draft.put(entry(1, "a.txt"))
        draft.advance()
        raise KeyboardInterrupt
    with store.writing() as draft:
        draft.put(entry(1, "a.txt"))
    assert names(store) == []
    put(store, entry(1, "a.txt"))
    with pytest.raises(ValueError, match="2 vectors for 3 paragraphs"), store.writing() as draft:
        bad = entry(2, "b.txt")
        draft.put(Entry(bad.document, INFERRED, None, bad.raw, bad.paragraphs, (), bad.annotations, bad.vectors[:2]))
    assert names(store) == ["a.txt"]


def test_a_second_writer_waits_and_is_told(store: Store, open_store: Opener) -> None:
    second = open_store()
    with store.writing():
        with pytest.raises(LibraryLockedError) as caught, second.writing():
            pass
        assert (caught.value.key, caught.value.fields["pid"], caught.value.fields["host"]) == (
            "library_locked_by", os.getpid(), socket.gethostname(),
        )  # fmt: skip
        assert str(store.folder) in str(caught.value)
        note = store.folder / HOLDER
        for lie in ("", "[]", '{"pid": "x"}', json.dumps({"pid": 2**30, "host": socket.gethostname(), "since": "x"})):
            note.write_text(lie, encoding="utf-8")
            with pytest.raises(LibraryLockedError) as caught, second.writing():
                pass
            assert caught.value.key == "library_locked", "a note that cannot be true is not told"
        note.write_text(json.dumps({"pid": 7, "host": "elsewhere", "since": "2024-01-02 03:04:05"}), encoding="utf-8")
        with pytest.raises(LibraryLockedError, match=r"Process 7 on elsewhere .* since 2024-01-02 03:04:05"), second.writing():
            pass
        assert names(second) == [], "reading is free meanwhile"
    assert not note.exists()
    put(second, entry(1, "a.txt"))


def test_a_writer_that_is_short_is_waited_for(store: Store, open_store: Opener) -> None:
    second = open_store(wait_s=20)
    entered, done = threading.Event(), threading.Event()

    def late() -> None:
        entered.set()
        put(second, entry(2, "b.txt"))
        done.set()

    with store.writing() as draft:
        thread = threading.Thread(target=late)
        thread.start()
        assert entered.wait(10)
        draft.put(entry(1, "a.txt"))
        draft.advance()
        assert not done.is_set()
    thread.join(20)
    assert names(store) == ["a.txt", "b.txt"]


def test_a_folder_without_a_library_names_the_command(tmp_path: Path, open_store: Opener) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(LibraryMissingError, match="youju add"):
            Store(folder)
    (tmp_path / FILE_NAME).write_bytes(b"")  # a making that was broken off
    with pytest.raises(LibraryMissingError, match="youju add"):
        Store(tmp_path)
    open_store(tmp_path, make=True)
    assert names(open_store(tmp_path, make=True)) == [], "made once, opened twice"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(LibraryMissingError, match="--library"):
        Store(tmp_path / "file" / "lib", make=True)


def garbage(path: Path) -> None:
    path.write_bytes(b"garbage \xff" * 999)


def other_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()


def torn(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\x5a" * (len(content) - 4096))


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096])


@pytest.mark.parametrize("damage", [garbage, other_program, torn, cut_off])
def test_damage_is_told_in_one_sentence(store: Store, open_store: Opener, damage: Callable[[Path], None]) -> None:
    put(store, *(entry(n, f"{n}.txt") for n in range(20)))
    store.close()  # the last to close folds the log into the file
    damage(store.folder / FILE_NAME)
    with pytest.raises(LibraryDamagedError, match="move it away"):
        names(open_store())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE paragraphs SET kind = 'verse'",
        "UPDATE paragraphs SET section = '['",
        "UPDATE paragraphs SET spans = x'00'",
        "UPDATE paragraphs SET text = CAST(x'ff' AS TEXT)",
        "UPDATE documents SET inferred = '[]'",
        "UPDATE documents SET inferred = '{\"colour\": 1}'",
        "UPDATE vectors SET rows = x'0000'",
        "DELETE FROM settings WHERE key = 'generation'",
        "UPDATE settings SET value = '{' WHERE key = 'made_with'",
    ],
)
def test_rows_that_this_program_never_writes_are_damage(store: Store, statement: str) -> None:
    put(store, entry(1, "a.txt"))
    with sqlite3.connect(store.folder / FILE_NAME) as connection:
        connection.execute(statement)
    connection.close()
    with pytest.raises(LibraryDamagedError), store.snapshot() as view:
        print(view.generation, view.settings(), view.documents(), view.paragraphs(), view.vectors(4))


def test_another_format_is_refused_and_can_be_rebuilt(store: Store) -> None:
    put(store, entry(1, "a.txt", GIVEN))
    with sqlite3.connect(store.folder / FILE_NAME) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(SettingsMismatchError, match="youju rebuild"):
        names(store)
    with pytest.raises(SettingsMismatchError), store.writing():
        pass
    with store.writing(any_format=True) as draft:
        [original] = draft.originals()
        assert (original.name, original.encoding, original.given, original.raw) == ("a.txt", "gb18030", GIVEN, entry(1, "").raw)
        draft.reset()
        draft.make_with(MADE)
        draft.put(entry(1, "a.txt"))
        draft.advance()
    with store.snapshot() as view:
        assert (view.generation, names_of(view.documents())) == (2, ["a.txt"])


def test_a_full_disk_is_told_in_one_sentence(store: Store) -> None:
    with pytest.raises(LibraryError, match="SQLITE_FULL"), store.writing() as draft:
        draft._sql.execute("PRAGMA max_page_count = 1")
        draft.put(entry(1, "a.txt", count=200))
    assert names(store) == []


def test_a_process_killed_before_its_commit_leaves_the_library_as_it_was(store: Store) -> None:
    put(store, entry(1, "a.txt"))
    code = f"""
import os, signal
from pathlib import Path
from qa.store import Store
with Store(Path({str(store.folder)!r})).writing() as draft:
    draft.remove([{entry(1, "").document.id!r}])
    draft.advance()
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).resolve().parents[1], check=False)
    assert done.returncode == -9
    assert names(store) == ["a.txt"]
    put(store, entry(2, "b.txt"))


def test_several_threads_can_read_through_one_store(store: Store) -> None:
    put(store, *(entry(n, f"{n}.txt") for n in range(5)))
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(names(store))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[f"{n}.txt" for n in range(5)]] * 8
