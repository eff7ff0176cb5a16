"""The facade: what adding, removing, rebuilding and asking do to a library on disk.

Answers are made by a stand-in (the best paragraph by words, its first sentence), so that only the engine is tested here.
"""

import json
import shutil
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

import qa.engine.asking as asking
import qa.retrieve
from embeddings.errors import EmbeddingError
from qa import lexical
from qa.answer import Draft, Pick
from qa.engine import AddReport, Library
from qa.engine.plan import plan
from qa.errors import (
    DecodeError,
    EmptyFileError,
    LibraryLockedError,
    LibraryMissingError,
    ModelError,
    NotFoundError,
    PathError,
    ReadError,
    SettingsMismatchError,
    YoujuError,
)
from qa.retrieve import Shelf
from qa.store import Store
from qa.store.database import FILE_NAME
from qa.text import sentences
from qa.tokens import words
from qa.types import Origin, Passage, Refusal, RefusalCode

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
HARBOUR = "今年三月，东港镇在海边建成了一座新码头，可以停靠六十艘渔船。镇长介绍，渔民的收入因此提高了两成。\n"
ORCHARD = "西山村去年种下三千亩脐橙，合作社统一收购。村支书说，每户平均增收八千元，村里还修了一条冷链物流通道。\n"
LIBRARY = "县图书馆昨天重新开放，新馆藏书四十万册，周末延长到晚上九点。馆长表示，年内还要建十个乡村书屋。\n"


def stand_in_passages(question: str, shelf: Shelf, k: int = 10) -> tuple[Passage, ...]:
    by_id = {paragraph.id: paragraph for paragraph in shelf.paragraphs}
    found = [(by_id[name], score) for name, score in shelf.lexical.search_words(words(question), k)]
    return tuple(Passage(rank, score, shelf.documents[p.document_id], p) for rank, (p, score) in enumerate(found, start=1))


def stand_in_answer(question: str, history: Sequence[str], shelf: Shelf, mark: Callable[[str], None]) -> Draft:
    for stage in ("encode", "retrieve", "rank", "answer"):
        mark(stage)
    passages = stand_in_passages(question, shelf)
    if not passages:
        return Draft(question, None, (), (), Refusal(RefusalCode.NOTHING_FOUND))
    best = passages[0].paragraph
    start, end = sentences(best.text)[0]
    return Draft(question, None, passages, ((Pick(best, start, end),),), None)


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "answer_question", stand_in_answer)
    monkeypatch.setattr(qa.retrieve, "retrieve", stand_in_passages)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "b.md").write_text(ORCHARD, encoding="gb18030")
    (folder / "sub" / "c.txt").write_text(LIBRARY, encoding="utf-8-sig")
    return folder


def opened(tmp_path: Path, **more: object) -> Library:
    return Library.open(tmp_path / "lib", **{"model": "hash", "create": True, "wait_s": 0.1, **more})  # type: ignore[arg-type]


def names(library: Library) -> list[str]:
    return [document.name for document in library.documents()]


def first(library: Library, question: str) -> str | None:
    """Name of the document that answers."""
    answer = library.ask(question)
    return answer.citations[0].document.name if answer.citations else None


def keys(report: AddReport) -> list[tuple[str, str]]:
    return [(name, error.key) for name, error in report.refused]


def generation(library: Library) -> int:
    with closing(Store(library._store.folder)) as store, store.snapshot() as view:
        return view.generation


def test_a_folder_is_added_asked_and_emptied(tmp_path: Path, files: Path) -> None:
    with opened(tmp_path) as library:
        assert library.add([files]) == AddReport(("a.txt", "b.md", "sub/c.txt"), (), (), ())
        assert [(d.name, d.encoding, d.size) for d in library.documents()] == [
            ("a.txt", "utf-8", len(HARBOUR.encode())),
            ("b.md", "gb18030", len(ORCHARD.encode("gb18030"))),
            ("sub/c.txt", "utf-8", len(LIBRARY.encode()) + 3),
        ]
        assert [p.document.name for p in library.search("脐橙", 3)] == ["b.md"]
        answer = library.ask("脐橙是谁收购的")
        [citation] = answer.citations
        raw = library.raw("b.md")
        assert "".join(raw[s:e].decode("gb18030") for s, e in citation.spans) == citation.quote == answer.statements[0].text
        assert citation.quote == "西山村去年种下三千亩脐橙，合作社统一收购。"
        assert (citation.n, citation.lines, citation.verified) == (1, (1, 1), True)
        assert list(answer.timings_ms) == ["encode", "retrieve", "rank", "answer", "total"]
        [gone] = library.remove(["b.md"])
        assert gone.name == "b.md"
        assert library.search("脐橙") == ()
        assert names(library) == ["a.txt", "sub/c.txt"]
        with pytest.raises(NotFoundError):
            library.raw("b.md")


def test_a_library_opened_again_answers_the_same(tmp_path: Path, files: Path) -> None:
    with opened(tmp_path) as library:
        library.add([files])
        before = library.search("码头 渔船 图书馆")
    with Library.open(tmp_path / "lib", model="hash") as library:
        assert library.search("码头 渔船 图书馆") == before


def test_what_a_library_held_before_leaves_no_trace_in_its_scores(tmp_path: Path, files: Path) -> None:
    with Library.open(tmp_path / "plain", model="hash", create=True) as library:
        library.add([files / "a.txt", files / "b.md"])
        expected = library.search("今年建成的新码头和脐橙")
    with opened(tmp_path) as library:
        library.add([files / "b.md"])
        library.add([files / "sub"])
        library.add([files / "a.txt"])
        library.remove(["c.txt"])
        assert library.search("今年建成的新码头和脐橙") == expected


def test_every_paragraph_and_dropped_run_of_the_seeds_is_in_its_bytes(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        report = library.add([SEEDS])
        assert report.refused == ()
        for document in library.documents():
            raw = library.raw(document.id)
            assert raw == (SEEDS / document.name).read_bytes()
            for held in (*library.paragraphs(document.id), *library.dropped(document.id)):
                assert "".join(raw[s:e].decode(document.encoding) for s, e in held.spans) == held.text
        assert all(document.front.origins["title"] is Origin.GIVEN for document in library.documents())


@pytest.mark.parametrize("codec", ["gb18030", "utf-16"])
def test_an_article_in_another_encoding_gives_the_same_paragraphs(tmp_path: Path, codec: str) -> None:
    article = SEEDS / "004_3468e328232d0d93.txt"
    (tmp_path / "recoded.txt").write_bytes(article.read_text(encoding="utf-8").encode(codec))
    with opened(tmp_path) as library:
        library.add([article, tmp_path / "recoded.txt"])
        recoded = library.document("recoded.txt")
        assert recoded.encoding == {"gb18030": "gb18030", "utf-16": "utf-16-le"}[codec]
        plain, other = library.paragraphs(article.name), library.paragraphs("recoded.txt")
        assert [(p.kind, p.section, p.text) for p in plain] == [(p.kind, p.section, p.text) for p in other]
        raw = library.raw("recoded.txt")
        for paragraph in other:
            assert "".join(raw[s:e].decode(recoded.encoding) for s, e in paragraph.spans) == paragraph.text


def test_adding_again_changes_nothing(tmp_path: Path, files: Path) -> None:
    with opened(tmp_path) as library:
        library.add([files])
        before = generation(library)
        assert library.add([files]) == AddReport((), (), ("a.txt", "b.md", "sub/c.txt"), ())
        assert generation(library) == before


def test_a_changed_file_replaces_and_the_old_one_is_gone(tmp_path: Path, files: Path) -> None:
    with opened(tmp_path) as library:
        library.add([files])
        (files / "a.txt").write_text(HARBOUR.replace("码头", "灯塔"), encoding="utf-8")
        assert library.add([files / "a.txt"]) == AddReport((), ("a.txt",), (), ())
        assert first(library, "灯塔") == "a.txt"
        assert library.search("码头") == ()
        assert len(library.documents()) == 3


def test_the_same_bytes_twice_are_one_document(tmp_path: Path, files: Path) -> None:
    shutil.copy(files / "a.txt", files / "copy.txt")
    with opened(tmp_path) as library:
        assert library.add([files]) == AddReport(("a.txt", "b.md", "sub/c.txt"), (), ("copy.txt",), ())
        assert names(library) == ["a.txt", "b.md", "sub/c.txt"]
        assert library.add([files / "sub"]).unchanged == ("c.txt",), "held as sub/c.txt"
        assert names(library) == ["a.txt", "b.md", "sub/c.txt"]


def test_files_that_change_places_are_both_kept(tmp_path: Path, files: Path) -> None:
    with opened(tmp_path) as library:
        library.add([files])
        one, two = (files / "a.txt").read_bytes(), (files / "sub" / "c.txt").read_bytes()
        (files / "a.txt").write_bytes(two)
        (files / "sub" / "c.txt").write_bytes(one)
        assert library.add([files]) == AddReport((), ("a.txt", "sub/c.txt"), ("b.md",), ())
        assert (library.raw("a.txt"), library.raw("sub/c.txt")) == (two, one)
        assert first(library, "码头") == "sub/c.txt"


def test_plans() -> None:
    made = plan({"1": "a", "2": "b"}, {"a": "2"})
    assert (made.put, made.renamed, made.removed, made.replaced) == ({}, {}, ("1",), ("a",)), "a is now what b holds"
    made = plan({"1": "a"}, {"a": "2", "b": "1"})
    assert (made.put, made.renamed, made.removed, made.added, made.replaced) == ({"2": "a"}, {"1": "b"}, (), ("b",), ("a",)), "moved"
    made = plan({"1": "a"}, {"b": "1", "a": "1"})
    assert (made.kept, made.unchanged, made.renamed) == ({"1": "a"}, ("b", "a"), {}), "the held name stays"
    made = plan({"1": "a"}, {"b": "1"})
    assert (made.kept, made.unchanged, made.renamed) == ({}, ("b",), {})
    made = plan({"1": "a"}, {"a": "1"}, frozenset({"1"}))
    assert (made.put, made.removed, made.replaced) == ({"1": "a"}, ("1",), ("a",))


def test_two_files_of_one_name_in_one_command_are_not_confused(tmp_path: Path, files: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text(LIBRARY, encoding="utf-8")
    with opened(tmp_path) as library:
        report = library.add([files / "a.txt", other / "a.txt", files / "a.txt"])
        assert (report.added, keys(report)) == (("a.txt",), [("a.txt", "name_twice")])
        assert library.raw("a.txt") == HARBOUR.encode()


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, files: Path) -> None:
    (files / "empty.txt").write_bytes(b"\n")
    (files / "picture.txt").write_bytes(b"\x89PNG\r\n\0\0")
    (files / "torn.txt").write_bytes(HARBOUR.encode()[:-2])
    with opened(tmp_path) as library:
        report = library.add([tmp_path / "none.txt", files])
        assert report.added == ("a.txt", "b.md", "sub/c.txt")
        assert keys(report) == [
            (str(tmp_path / "none.txt"), "path_missing"),
            ("empty.txt", "file_empty"),
            ("picture.txt", "file_binary"),
            ("torn.txt", "decode_failed"),
        ]
        assert [type(error) for _, error in report.refused[:2]] == [PathError, EmptyFileError]
        assert names(library) == ["a.txt", "b.md", "sub/c.txt"]


def test_a_bad_version_of_a_held_file_leaves_the_held_one(tmp_path: Path, files: Path) -> None:
    with opened(tmp_path) as library:
        library.add([files])
        (files / "a.txt").write_bytes(b"\xff\xff\xff\xff")
        report = library.add([files])
        assert isinstance(report.refused[0][1], DecodeError)
        assert first(library, "码头") == "a.txt"


def test_another_encoding_makes_the_document_anew(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(HARBOUR.encode("gb18030"))
    with opened(tmp_path) as library:
        library.add([tmp_path / "x.txt"], encoding="gbk")
        assert library.document("x.txt").encoding == "gbk"
        assert library.add([tmp_path / "x.txt"], encoding="gb18030").replaced == ("x.txt",)
        assert library.document("x.txt").encoding == "gb18030"
        assert library.add([tmp_path / "x.txt"]).unchanged == ("x.txt",)


def test_what_a_librarian_notes_is_taken_and_kept_up_to_date(tmp_path: Path, files: Path) -> None:
    note = files / "metadata.toml"
    note.write_text('["a.txt"]\ntitle = "码头"\n["sub/c.txt"]\ndate = "2024-05"\ndate_origin = "printed"\n', encoding="utf-8")
    with opened(tmp_path) as library:
        library.add([files])
        assert library.document("a.txt").title == "码头"
        assert library.document("sub/c.txt").front.origins["date"] is Origin.PRINTED
        note.write_text('["a.txt"]\ntitle = "新码头"\n', encoding="utf-8")
        assert library.add([files / "a.txt"]) == AddReport((), ("a.txt",), (), ())
        assert library.document("a.txt").title == "新码头"
        assert library.ask("码头").citations[0].document.title == "新码头", "the shelf in memory is of the new generation"
        assert library.document("sub/c.txt").front.date == "2024-05", "only what was added again is looked at"
        library.rebuild()
        assert library.document("a.txt").title == "新码头"
        assert library.add([files]) == AddReport((), ("sub/c.txt",), ("a.txt", "b.md"), ())
        assert library.document("sub/c.txt").front.date is None


def test_notes_that_cannot_be_read_stop_the_command(tmp_path: Path, files: Path) -> None:
    (files / "metadata.toml").write_text("title =", encoding="utf-8")
    with opened(tmp_path) as library:
        with pytest.raises(ReadError, match=r"metadata\.toml"):
            library.add([files])
        assert names(library) == []


def test_remove_takes_names_and_ids_and_all_or_none(tmp_path: Path, files: Path) -> None:
    with opened(tmp_path) as library:
        library.add([files])
        held = library.document("a.txt").id
        with pytest.raises(NotFoundError):
            library.remove(["a.txt", "none"])
        assert len(names(library)) == 3
        assert [d.name for d in library.remove([held, "a.txt", "b.md"])] == ["a.txt", "b.md"]
        assert names(library) == ["sub/c.txt"]
        library.remove(["sub/c.txt"])
        assert library.search("码头") == ()
        assert library.remove([]) == ()


def test_rebuild_makes_the_same_library(tmp_path: Path, files: Path) -> None:
    with opened(tmp_path) as library:
        library.add([files])
        before = library.documents(), library.search("码头 脐橙"), generation(library)
        stages: list[tuple[str, int, int]] = []
        library.rebuild(progress=lambda *step: stages.append(step))
        assert (library.documents(), library.search("码头 脐橙"), generation(library) - 1) == before
        assert [step for step in stages if step[1] == step[2]] == [("reconstruct", 3, 3), ("embed", 3, 3), ("index", 3, 3)]


def test_progress_names_the_stages(tmp_path: Path, files: Path) -> None:
    stages: list[tuple[str, int, int]] = []
    with opened(tmp_path) as library:
        library.add([files], progress=lambda *step: stages.append(step))
    assert [step for step in stages if step[1] == step[2]] == [("read", 3, 3), ("reconstruct", 3, 3), ("embed", 3, 3), ("index", 3, 3)]


def test_another_process_s_changes_are_seen_at_the_next_question(tmp_path: Path, files: Path) -> None:
    with opened(tmp_path) as reader, opened(tmp_path) as writer:
        writer.add([files / "a.txt"])
        assert first(reader, "码头") == "a.txt"
        assert reader.search("脐橙") == ()
        writer.add([files / "b.md"])
        assert first(reader, "脐橙") == "b.md"
        writer.remove(["b.md"])
        assert reader.search("脐橙") == ()


def test_the_shelf_is_loaded_once_a_generation(tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[int] = []
    load = asking.load_shelf
    monkeypatch.setattr(asking, "load_shelf", lambda *args: (loads.append(1), load(*args))[1])
    with opened(tmp_path) as library:
        library.add([files])
        for _ in range(3):
            library.search("码头")
        assert len(loads) == 1
        library.remove(["a.txt"])
        library.search("码头")
        assert len(loads) == 2


def gone(folder: Path) -> None:
    shutil.rmtree(folder)


def garbled(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_file() and not path.name.endswith(".lock"):
            path.write_bytes(b"\x13" * 200)


def half_gone(folder: Path) -> None:
    next(folder.glob("*.term")).unlink()


def old(folder: Path) -> None:
    stamp = json.loads((folder / lexical.STAMP).read_text(encoding="utf-8"))
    (folder / lexical.STAMP).write_text(json.dumps({**stamp, "generation": 0}), encoding="utf-8")


def a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("no folder", encoding="utf-8")


def ahead(folder: Path) -> None:
    """As a process killed between the commit of tantivy and that of SQLite leaves it."""
    lexical.build(folder, [], 2)


@pytest.mark.parametrize("damage", [gone, garbled, half_gone, old, a_file, ahead])
@pytest.mark.parametrize("then", ["ask", "add", "remove"])
def test_a_lexical_index_that_is_off_is_mended_before_anything_is_answered(
    tmp_path: Path, files: Path, damage: Callable[[Path], None], then: str
) -> None:
    with opened(tmp_path) as library:
        library.add([files / "a.txt", files / "b.md"])
        expected = library.search("码头 脐橙")
    damage(tmp_path / "lib" / "lexical")
    with opened(tmp_path) as library:
        if then == "add":
            library.add([files / "sub"])
            assert first(library, "图书馆") == "c.txt"
            library.remove(["c.txt"])
        elif then == "remove":
            library.remove(["b.md"])
            assert library.search("脐橙") == ()
            library.add([files / "b.md"])
        assert library.search("码头 脐橙") == expected


def test_a_repair_waits_for_the_writer_s_lock(tmp_path: Path, files: Path) -> None:
    with opened(tmp_path) as library:
        library.add([files])
        gone(tmp_path / "lib" / "lexical")
        with closing(Store(tmp_path / "lib")) as store, store.writing(), opened(tmp_path) as other, pytest.raises(LibraryLockedError):
            other.search("码头")
        assert library.search("码头"), "what is in memory is of this generation"


def test_a_reader_answers_from_before_while_another_writes(tmp_path: Path, files: Path) -> None:
    with opened(tmp_path) as library:
        library.add([files / "a.txt"])
        with closing(Store(tmp_path / "lib")) as store, store.writing() as draft:
            draft.remove([library.document("a.txt").id])
            draft.advance()
            assert first(library, "码头") == "a.txt"
            with Library.open(tmp_path / "lib", model="hash", wait_s=0.1) as other:
                assert first(other, "码头") == "a.txt", "opened meanwhile"
                with pytest.raises(LibraryLockedError):
                    other.add([files / "b.md"])


def test_a_library_of_another_encoder_is_refused_until_rebuilt(tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from embeddings.encoder import HashEncoder

    with opened(tmp_path) as library:
        library.add([files])
    monkeypatch.setattr("embeddings.encoder.load_encoder", lambda name: HashEncoder(64))
    with opened(tmp_path) as library:
        tries: list[Callable[[], object]] = [lambda: library.ask("码头"), lambda: library.search("码头"), lambda: library.add([files])]
        for action in tries:
            with pytest.raises(SettingsMismatchError, match="youju rebuild"):
                action()
        assert len(names(library)) == 3, "what needs no encoder goes on"
        library.rebuild()
        assert first(library, "码头") == "a.txt"
        with closing(Store(tmp_path / "lib")) as store, store.snapshot() as view:
            assert view.vectors(64).shape == (len(view.paragraphs()), 64)


def test_other_paragraph_settings_are_refused_until_rebuilt(tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as library:
        library.add([files])
        monkeypatch.setattr("qa.engine.writing.CHUNKING", "2: other")
        with pytest.raises(SettingsMismatchError) as caught:
            library.add([files])
        assert caught.value.key == "library_chunking"
        library.rebuild()
        assert library.add([files]).unchanged == ("a.txt", "b.md", "sub/c.txt")


def test_an_emptied_library_takes_any_encoder(tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from embeddings.encoder import HashEncoder

    with opened(tmp_path) as library:
        library.add([files / "a.txt"])
        library.remove(["a.txt"])
    monkeypatch.setattr("embeddings.encoder.load_encoder", lambda name: HashEncoder(64))
    with opened(tmp_path) as library:
        library.add([files / "a.txt"])
        assert first(library, "码头") == "a.txt"


def test_another_format_is_refused_until_rebuilt(tmp_path: Path, files: Path) -> None:
    with opened(tmp_path) as library:
        library.add([files])
    with sqlite3.connect(tmp_path / "lib" / FILE_NAME) as connection:
        connection.execute("PRAGMA user_version = 7")
    connection.close()
    with opened(tmp_path) as library:
        with pytest.raises(SettingsMismatchError):
            library.documents()
        library.rebuild()
        assert first(library, "码头") == "a.txt"


def test_a_model_that_is_not_there_is_the_user_s_error(tmp_path: Path, files: Path) -> None:
    with opened(tmp_path, model=str(tmp_path / "no-model")) as library:
        with pytest.raises(ModelError):
            library.add([files])
        with pytest.raises(ModelError):
            library.ask("码头")
        assert names(library) == []


def test_a_reranker_is_loaded_once_and_only_for_asking(tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []

    class Unsure:
        name = "unsure"

        def score(self, question: str, passages: Sequence[str]) -> np.ndarray:
            raise EmbeddingError("reranker_not_finite", name=self.name)

    def retrieve(question: str, shelf: Shelf, k: int = 10) -> tuple[Passage, ...]:
        assert shelf.reranker is not None
        if question == "?":
            shelf.reranker.score(question, [])
        return ()

    monkeypatch.setattr("embeddings.reranker.load_reranker", lambda name: (loaded.append(name), Unsure())[1])
    monkeypatch.setattr(qa.retrieve, "retrieve", retrieve)
    with opened(tmp_path, reranker="some") as library:
        library.add([files])
        assert loaded == []
        library.search("码头")
        library.remove(["a.txt"])
        library.search("码头")
        assert loaded == ["some"]
        with pytest.raises(ModelError, match="unsure gives scores that are no finite numbers"):
            library.search("?")
        assert library.search("码头") == (), "the library goes on"


def test_a_reranker_that_is_not_there_is_the_user_s_error(tmp_path: Path, files: Path) -> None:
    with opened(tmp_path, reranker=str(tmp_path / "none")) as library:
        library.add([files])
        for action in (library.ask, library.search):
            with pytest.raises(ModelError, match="--reranker"):
                action("码头")


def test_a_folder_without_a_library_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissingError):
        Library.open(tmp_path / "lib")
    assert not (tmp_path / "lib").exists()


def test_a_quote_that_the_bytes_do_not_hold_is_never_shown(tmp_path: Path, files: Path) -> None:
    with opened(tmp_path) as library:
        library.add([files / "a.txt"])
        held = library.document("a.txt").id
        with sqlite3.connect(tmp_path / "lib" / FILE_NAME) as connection:
            connection.execute("UPDATE originals SET raw = ? WHERE document = ?", (HARBOUR.replace("六十", "六百").encode(), held))
        connection.close()
        answer = library.ask("码头")
        assert (answer.statements, answer.citations) == ((), ())
        assert answer.refusal == Refusal(RefusalCode.UNSURE)
        assert answer.passages


def test_places_that_say_the_same_are_cited_once_and_the_others_named(tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (files / "again.txt").write_text(HARBOUR + "\n" + LIBRARY, encoding="utf-8")

    def doubled(question: str, history: Sequence[str], shelf: Shelf, mark: Callable[[str], None]) -> Draft:
        passages = stand_in_passages("码头", shelf)
        picks = tuple(Pick(passage.paragraph, 0, 12) for passage in passages)
        return Draft(question, "完整的问题", passages, (picks, picks[:1]), None)

    monkeypatch.setattr(asking, "answer_question", doubled)
    with opened(tmp_path) as library:
        library.add([files / "a.txt", files / "again.txt"])
        answer = library.ask("码头")
        assert [statement.citations for statement in answer.statements] == [(1,), (1,)]
        [citation] = answer.citations
        assert {citation.document.name, *(each.name for each in citation.also_in)} == {"a.txt", "again.txt"}
        assert answer.rewritten == "完整的问题"


def test_several_threads_can_ask_while_one_adds(tmp_path: Path, files: Path) -> None:
    errors: list[YoujuError] = []
    with opened(tmp_path, wait_s=30) as library:
        library.add([files / "a.txt"])

        def ask() -> None:
            for _ in range(15):
                try:
                    assert first(library, "码头") == "a.txt"
                except YoujuError as error:
                    errors.append(error)

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for name in ("b.md", "sub/c.txt"):
            library.add([files / name])
        for thread in threads:
            thread.join()
    assert errors == []


def test_vectors_do_not_depend_on_what_a_document_was_added_with(tmp_path: Path, files: Path) -> None:
    def vectors(folder: str, *adds: Sequence[Path]) -> np.ndarray:
        with Library.open(tmp_path / folder, model="hash", create=True) as library:
            for paths in adds:
                library.add(paths)
        with closing(Store(tmp_path / folder)) as store, store.snapshot() as view:
            return view.vectors(256)

    together = vectors("together", [files])
    apart = vectors("apart", [files / "sub"], [files / "b.md"], [files / "a.txt"])
    assert np.array_equal(together, apart)


def test_where_files_lay_is_remembered_and_is_no_change_of_the_library(tmp_path: Path, files: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.txt").write_bytes((files / "a.txt").read_bytes())
    with opened(tmp_path) as library:
        assert library.folders() == ()
        library.add([files])
        assert library.folders() == (files.resolve(),)
        held = generation(library)
        assert library.add([elsewhere / "a.txt"]).unchanged == ("a.txt",)
        assert library.folders() == (elsewhere.resolve(), files.resolve())
        assert generation(library) == held
        library.rebuild()
        assert library.folders() == (elsewhere.resolve(), files.resolve())
