"""A document whose bytes are not its text: kept with the text and its digest through every change, check and copy of the library."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.files import docx, html
from benchmarks.pdfs import pdf
from benchmarks.prose import article
from qa import cite
from qa.cli import main
from qa.engine import Library
from qa.engine.backup import backup, restore
from qa.engine.checking import check
from qa.errors import SettingsMismatchError
from qa.reading.worker import WORKER
from qa.store.database import FILE_NAME
from qa.types import Format

PAPER = pdf(article(31, 9), 2, repeat=2)


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "报.pdf").write_bytes(PAPER)
    (tmp_path / "in" / "文.docx").write_bytes(docx(article(32), 1))
    (tmp_path / "in" / "页.html").write_bytes(html(article(33), 0, "gb2312").encode("gb18030"))
    (tmp_path / "in" / "字.txt").write_text("云山县今年新建学校二十所。", encoding="utf-8")
    with Library.open(tmp_path / "library", create=True, model="hash") as library:
        assert library.add([tmp_path / "in"]).refused == ()
    return tmp_path / "library"


def opened(folder: Path) -> Library:
    return Library.open(folder, model="hash")


def sql(folder: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.execute(statement, values)
        connection.commit()


def problems(folder: Path) -> list[str]:
    return [problem.key for problem in check(folder).problems]  # type: ignore[attr-defined]


def test_the_file_and_its_text_are_kept_each_with_its_digest(library_folder: Path) -> None:
    import hashlib

    with opened(library_folder) as library:
        formats = {document.name: document.format for document in library.documents()}
        assert formats == {"报.pdf": Format.PDF, "文.docx": Format.DOCX, "页.html": Format.HTML, "字.txt": Format.TEXT}
        document = library.document("报.pdf")
        assert library.raw("报.pdf") == PAPER and hashlib.sha256(PAPER).hexdigest() == document.sha256
        assert hashlib.sha256(library.text("报.pdf")).hexdigest() == document.extracted == document.text_sha256
        assert library.document("字.txt").extracted is None and library.text("字.txt") == library.raw("字.txt")
        assert library.document("页.html").front.publisher == article(33).publisher
    assert problems(library_folder) == []


def test_a_quote_is_of_the_text_and_one_that_the_text_does_not_hold_is_not_made(library_folder: Path) -> None:
    with opened(library_folder) as library:
        document, text = library.document("报.pdf"), library.text("报.pdf")
        paragraph = library.paragraphs("报.pdf")[-1]
        citation = cite.cite(1, document, paragraph, 0, 12, text)
        assert citation.verified and citation.page == text[: citation.spans[0][0]].count(b"\f") + 1 == 2
        assert cite.locate(text, document, library.paragraphs("报.pdf"), citation.spans[0][0], citation.spans[-1][1])[0] == paragraph
        for wrong in (library.raw("报.pdf"), text + b" ", text.replace("投资".encode(), "投贷".encode())):
            with pytest.raises(cite.UnverifiedError):
                cite.cite(1, document, paragraph, 0, 12, wrong)


def test_rebuild_backup_and_check_need_no_reading_process(library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def state(folder: Path) -> list[object]:
        with opened(folder) as library:
            return [(d, library.text(d.id), library.paragraphs(d.id), library.dropped(d.id)) for d in library.documents()]

    before = state(library_folder)
    monkeypatch.setattr(WORKER, "extract", lambda *_: pytest.fail("a file was read again"))
    with opened(library_folder) as library:
        library.rebuild()
    assert state(library_folder) == before and problems(library_folder) == []
    backup(library_folder, tmp_path / "copy")
    assert restore(tmp_path / "other", tmp_path / "copy") == 4
    assert state(tmp_path / "other") == before and problems(tmp_path / "other") == []


def test_a_replaced_file_comes_back_with_its_text_and_vacuum_lets_go_of_it(library_folder: Path, tmp_path: Path) -> None:
    other = pdf(article(77, 6))
    (tmp_path / "in" / "报.pdf").write_bytes(other)
    with opened(library_folder) as library:
        text = library.text("报.pdf")
        assert library.sync(tmp_path / "in").replaced == ("报.pdf",)
        assert library.text("报.pdf") != text
        (version,) = library.versions()
        library.revert(version.label)
        assert library.text("报.pdf") == text and library.raw("报.pdf") == PAPER
        library.remove(["文.docx"])
        library.vacuum()
    with closing(sqlite3.connect(library_folder / FILE_NAME)) as connection:
        assert connection.execute("SELECT count(*) FROM extracts").fetchone() == (2,)
    assert problems(library_folder) == []


def test_a_damaged_text_is_told_of_never_quoted_and_mended_by_rebuild(library_folder: Path) -> None:
    with opened(library_folder) as library:
        sha256, text = library.document("报.pdf").sha256, library.text("报.pdf")
    assert "学校".encode() in text or "投资".encode() in text
    sql(library_folder, "UPDATE extracts SET text = ? WHERE sha256 = ?", text.replace("投资".encode(), "投贷".encode()), sha256)
    assert problems(library_folder) == ["check_text"]
    with opened(library_folder) as library:
        answer = library.ask(f"{article(31).title}的情况如何？")
        assert all(citation.document.name != "报.pdf" for citation in answer.citations)
        library.rebuild()
        assert library.text("报.pdf") == text
    assert problems(library_folder) == []


@pytest.mark.parametrize("column", ["format", "digest", "front", "seal"])
def test_a_damaged_row_beside_the_text_is_found(library_folder: Path, column: str) -> None:
    with opened(library_folder) as library:
        before = library.document("页.html")
    change = f"replace({column}, 'title', 'author')" if column == "front" else f"'x' || {column}"
    sql(library_folder, f"UPDATE extracts SET {column} = {change} WHERE format = 'html'")
    assert problems(library_folder)
    with opened(library_folder) as library:
        library.rebuild()
        assert library.document("页.html") == before
    assert problems(library_folder) == []


def test_an_old_library_names_the_command_that_makes_it_anew_and_loses_nothing(library_folder: Path) -> None:
    with opened(library_folder) as library:
        library.remove(["报.pdf", "文.docx", "页.html"])
        library.vacuum()
    sql(library_folder, "DROP TABLE extracts")
    sql(library_folder, "PRAGMA user_version = 3")
    with opened(library_folder) as library, pytest.raises(SettingsMismatchError, match="youju rebuild"):
        library.documents()
    with opened(library_folder) as library:
        library.rebuild()
        assert [document.name for document in library.documents()] == ["字.txt"]
    assert problems(library_folder) == []


def test_the_same_bytes_are_not_read_twice_and_another_encoding_is_another_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "<html><body><p>云山县今年新建学校二十所。</p></body></html>".encode()
    (tmp_path / "页.html").write_bytes(page)
    with Library.open(tmp_path / "library", create=True, model="hash") as library:
        assert library.add([tmp_path / "页.html"]).added == ("页.html",)
        first = library.document("页.html")
        assert library.add([tmp_path / "页.html"], encoding="utf-8").unchanged == ("页.html",)
        monkeypatch.setattr(WORKER, "extract", lambda *_: pytest.fail("it was read again"))
        assert library.add([tmp_path / "页.html"]).unchanged == ("页.html",)
        assert library.document("页.html") == first


def test_the_command_shows_page_and_text_and_its_check_prints_the_quote(
    library_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    at = ["--library", str(library_folder), "--model", "hash"]
    assert main([*at, "ask", f"{article(31).title}的投资是多少？", "--document", "报.pdf"]) == 0
    shown = capsys.readouterr().out
    assert "报.pdf, page " in shown and "of the extracted text" in shown and "Print quote [1] from the text" in shown
    command = shown.rstrip().rsplit("\n", 1)[1].strip()
    assert main([*at, "ask", f"{article(31).title}的投资是多少？", "--document", "报.pdf", "--json"]) == 0
    citation = json.loads(capsys.readouterr().out)["citations"][0]
    assert citation["page"] in (1, 2) and citation["document"]["format"] == "pdf" and len(citation["document"]["extracted"]) == 64
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    (bin_folder / "youju").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m qa.cli "$@"\n', encoding="utf-8")
    (bin_folder / "youju").chmod(0o755)
    paths = {"PATH": f"{bin_folder}:{os.environ['PATH']}", "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=True, env={**os.environ, **paths})
    assert done.stdout.decode("utf-8") == citation["quote"]
    assert main([*at, "list"]) == 0 and "PDF" in capsys.readouterr().out
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert main([*at, "ask", f"{article(31).title}的投资是多少？", "--document", "报.pdf"]) == 0
    assert f"第 {citation['page']} 页" in capsys.readouterr().out
