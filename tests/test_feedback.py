"""What readers said of answers: kept a line each, outliving a rebuild, and measured as questions of one's own."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from evals.feedback import own_line, read_feedback
from evals.own import read_own
from evals.report import main
from qa.cli import main as youju
from qa.engine import Library
from qa.engine.ratings import LONGEST_NOTE, Rating
from qa.errors import LibraryError, UsageError

TEXTS = {
    "a.txt": "云溪县去年新造林三万亩。护林员增加到一百二十名，队长是陈艳霞。",
    "b.txt": "白河镇投入九百万元加固河堤，九百人受益。工程由镇水利站负责。",
    "c.txt": "青石小学的图书馆藏书两万册，周末也开放。",
}
GOOD, BAD, NONE = "云溪县的护林员增加到多少名？", "白河镇投入多少资金加固河堤？", "谁是月球基地的站长？"


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    """A library of three files, in which three answers were rated."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for name, text in TEXTS.items():
        (articles / name).write_text(text + "\n", encoding="utf-8")
    with Library.open(tmp_path / "library", model="hash", create=True) as library:
        assert library.add([articles]).refused == ()
        library.feedback(library.ask(GOOD), True, note=" 正是\u2028这句\n ")
        library.feedback(library.ask(BAD), False, history=["云溪县去年造林多少？"], note="答非所问")
        library.feedback(library.ask(NONE), True)
    return tmp_path / "library"


def rated(folder: Path) -> tuple[Rating, ...]:
    with Library.open(folder, model="hash") as library:
        return library.rated()


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "feedback.jsonl").read_bytes().decode("utf-8").rstrip("\n").split("\n")]


def test_a_rating_is_one_line_with_the_quotes_that_held_the_answer(folder: Path) -> None:
    first, second, third = lines(folder)
    assert list(first) == ["question", "history", "good", "note", "answerable", "quotes"]
    assert (first["question"], first["good"], first["answerable"], first["note"]) == (GOOD, True, True, "正是\u2028这句")
    assert isinstance(first["quotes"], list) and first["quotes"][0]["document"] == "a.txt"
    assert "一百二十名" in first["quotes"][0]["quote"] and first["quotes"][0]["quote"] in TEXTS["a.txt"]
    assert (second["good"], second["history"], second["note"]) == (False, ["云溪县去年造林多少？"], "答非所问")
    assert (third["answerable"], third["quotes"]) == (False, [])
    assert [(each.question, each.good) for each in rated(folder)] == [(GOOD, True), (BAD, False), (NONE, True)]


def test_ratings_outlive_a_rebuild_and_a_removed_document(folder: Path) -> None:
    before = (folder / "feedback.jsonl").read_bytes()
    with Library.open(folder, model="hash") as library:
        library.rebuild()
        library.remove(["a.txt"])
        assert len(library.rated()) == 3
    assert (folder / "feedback.jsonl").read_bytes() == before


def test_many_may_rate_at_a_time(folder: Path) -> None:
    with Library.open(folder, model="hash") as library:
        answer = library.ask(GOOD)
        threads = [threading.Thread(target=library.feedback, args=(answer, True, (), f"{n} " + "注" * 1500)) for n in range(24)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {each.note.split()[0] for each in library.rated()[3:]} == {str(n) for n in range(24)}


def test_a_line_that_was_cut_off_is_named_and_spoils_no_other(folder: Path) -> None:
    path = folder / "feedback.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    with Library.open(folder, model="hash") as library:
        library.feedback(library.ask(GOOD), False)
        with pytest.raises(UsageError, match=r"Line 3 of .*feedback\.jsonl is no rating"):
            library.rated()
        kept = path.read_bytes().split(b"\n")
        path.write_bytes(b"\n".join(kept[:2] + kept[3:]))
        assert [each.good for each in library.rated()] == [True, False, False]


@pytest.mark.parametrize("line", [b"{", b"[]", b"\xff", b'{"question": 1}', b'{"question": "\\ud800"}', b"[" * 100_000])
def test_what_is_no_rating_is_named(folder: Path, line: bytes) -> None:
    with (folder / "feedback.jsonl").open("ab") as file:
        file.write(line + b"\n")
    with pytest.raises(UsageError, match="Line 4 of"):
        rated(folder)


def test_bad_notes_are_refused_and_leave_the_file_as_it_was(folder: Path) -> None:
    before = (folder / "feedback.jsonl").read_bytes()
    with Library.open(folder, model="hash") as library:
        answer = library.ask(GOOD)
        for note, says in (("注" * (LONGEST_NOTE + 1), "keep to 2000 characters"), ("\ud800", "half a character")):
            with pytest.raises(UsageError, match=says):
                library.feedback(answer, True, note=note)
        with pytest.raises(UsageError, match="start a new one"):
            library.feedback(answer, True, history=["问" * 400_000])
    assert (folder / "feedback.jsonl").read_bytes() == before


def test_a_file_that_cannot_be_written_is_one_sentence(folder: Path) -> None:
    (folder / "feedback.jsonl").unlink()
    (folder / "feedback.jsonl").mkdir()
    with Library.open(folder, model="hash") as library:
        with pytest.raises(LibraryError, match="The rating was not kept"):
            library.feedback(library.ask(GOOD), True)
        with pytest.raises(LibraryError, match="cannot be read"):
            library.rated()


def test_a_library_that_nobody_rated(folder: Path) -> None:
    (folder / "feedback.jsonl").unlink()
    assert rated(folder) == ()
    with pytest.raises(UsageError, match="There is no rating in"):
        read_feedback("feedback", folder)


def test_good_ratings_are_questions_with_their_quotes_as_evidence(folder: Path) -> None:
    found = read_feedback("feedback", folder)
    assert found.questions is not None and found.stale == ()
    good, none = found.questions.questions
    held = {paragraph.id: paragraph.text for paragraph in found.questions.paragraphs}
    assert (good.question, none.question) == (GOOD, NONE)
    assert [held[each] for each in good.relevant] == [TEXTS["a.txt"]]
    assert none.relevant == none.answers == ()
    assert [(each.question, each.note) for each in found.bad] == [(BAD, "答非所问")]


def test_the_last_rating_of_a_question_counts(folder: Path) -> None:
    with Library.open(folder, model="hash") as library:
        library.feedback(library.ask(GOOD), False)
        library.feedback(library.ask(BAD), True)  # after nothing: another question than the one after a history
    found = read_feedback("feedback", folder)
    assert found.questions is not None
    assert [each.question for each in found.questions.questions] == [NONE, BAD]
    assert [each.question for each in found.bad] == [GOOD, BAD]


def test_a_rating_whose_document_is_gone_is_named_and_left_out(folder: Path) -> None:
    with Library.open(folder, model="hash") as library:
        library.remove(["a.txt"])
    found = read_feedback("feedback", folder)
    assert found.stale == (GOOD,)
    assert found.questions is not None and [each.question for each in found.questions.questions] == [NONE]


def test_the_command_measures_them_and_lists_the_bad(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    where = ["--work", str(tmp_path / "work"), "--results", str(tmp_path / "r")]
    assert youju(["--library", str(folder), "eval", "--from-feedback", "--mode", "words", *where]) == 0
    out, err = capsys.readouterr()
    assert "## feedback: 2 questions, 3 paragraphs" in out and "hit@1 1.000" in out
    assert f"## rated bad: 1 questions\n- {BAD} (答非所问)" in out
    assert "2 questions are in" in err and "no results are written" in err and not (tmp_path / "r").exists()
    again = read_own("own", tmp_path / "work" / "feedback.jsonl", tmp_path / "articles")
    assert [each.question for each in again.questions] == [GOOD, NONE], "what was written is for --own to read"


def test_only_bad_ratings_are_listed_and_measure_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = [line for line in lines(folder) if not line["good"]]
    (folder / "feedback.jsonl").write_text(json.dumps(kept[0]) + "\n", encoding="utf-8")
    assert main(["--from-feedback", "--library", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert BAD in out and "hit@1" not in out and "nothing to measure" in err


def test_ratings_bring_their_own_questions(folder: Path) -> None:
    for more in (["--own", "questions.jsonl"], ["--set", "gold"]):
        with pytest.raises(UsageError, match="leave --own and --set out"):
            main(["--from-feedback", "--library", str(folder), *more])


def test_help_names_it(capsys: pytest.CaptureFixture[str]) -> None:
    for run, words in ((youju, ["eval", "--help"]), (main, ["--help"])):
        with pytest.raises(SystemExit):
            run(words)
        assert "--from-feedback" in capsys.readouterr().out


def test_a_quote_with_a_line_separator_survives_the_way_to_a_file_of_ones_own(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("云溪县新造林\u2028三万亩，护林员增加到一百二十名。\n", encoding="utf-8")
    asked = tmp_path / "questions.jsonl"
    line = own_line(Rating("造林多少？\u2028", (), True, "", True, (("a.txt", "三万亩"),)))
    asked.write_text(line + "\n", encoding="utf-8")
    (question,) = read_own("own", asked, articles).questions
    assert len(question.relevant) == 1
