"""Files as people have them, of seven encodings and six formats, through `add`: names, dates, titles, publishers, text, pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.files import ENCODINGS, Made, everything, zipped
from benchmarks.pdfs import joined, pdf, scanned
from benchmarks.prose import article
from qa.cli import main
from qa.doctor import Flag
from qa.doctor.examine import examine
from qa.engine import AddReport, Library
from qa.engine.checking import check
from qa.types import Format

LEAST = 0.95


@pytest.fixture(scope="module")
def made() -> dict[str, Made]:
    return {each.name: each for each in everything()}


@pytest.fixture(scope="module")
def added(made: dict[str, Made], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, AddReport]]:
    folder = tmp_path_factory.mktemp("files")
    for name, each in made.items():
        (folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "in" / name).write_bytes(each.raw)
    with Library.open(folder / "library", create=True, model="hash") as library:
        report = library.add([folder / "in"])
        yield library, report
    assert check(folder / "library").problems == ()


def test_the_set_is_of_all_encodings_and_formats(made: dict[str, Made]) -> None:
    assert len(made) >= 60
    assert {Path(name).suffix for name in made} == {".txt", ".md", ".html", ".docx", ".pdf", ".epub"}
    assert {Path(name).stem.rsplit("-", 1)[0] for name in made if name.startswith("txt/")} == set(ENCODINGS)


def test_names_titles_dates_publishers_and_encodings_come_out_right(made: dict[str, Made], added: tuple[Library, AddReport]) -> None:
    library, report = added
    assert report.refused == () and sorted(report.added) == sorted(made)
    wrong: dict[str, list[str]] = {"name": [], "title": [], "date": [], "publisher": [], "encoding": []}
    documents = {document.name: document for document in library.documents()}
    for name, each in made.items():
        document = documents.get(name)
        found = {} if document is None else {
            "name": document.name, "title": document.front.title, "date": document.front.date,
            "publisher": document.front.publisher, "encoding": document.encoding,
        }  # fmt: skip
        right = {
            "name": name, "title": each.article.title, "date": each.article.date, "publisher": each.article.publisher,
            "encoding": each.encoding or "utf-8",
        }  # fmt: skip
        for field, value in right.items():
            if found.get(field) != value:
                wrong[field].append(f"{name}: {found.get(field)} for {value}")
    for field, names in wrong.items():
        print(f"{field}: {len(made) - len(names)} of {len(made)} right")
        assert len(made) - len(names) >= LEAST * len(made), names


def test_every_paragraph_of_every_file_is_in_the_library_in_its_order(made: dict[str, Made], added: tuple[Library, AddReport]) -> None:
    library, _ = added
    seen = 0
    for name, each in made.items():
        if "big5" in name:
            continue  # the same articles in other characters
        text = "".join("".join(p.text.split()) for p in library.paragraphs(name))
        at = 0
        for paragraph in each.article.paragraphs:
            found = text.find("".join(paragraph.split()), at)
            assert found >= 0, f"{name}: {paragraph}"
            at, seen = found + 1, seen + 1
        if name.endswith((".html", ".docx")):
            assert all(cell in text for row in each.article.rows for cell in row) or (name.startswith("网页") and "-0" not in name)
    assert seen > 300


def test_spans_are_into_the_extracted_text_and_decode_to_the_paragraphs(added: tuple[Library, AddReport]) -> None:
    library, _ = added
    for document in library.documents():
        raw, text = library.raw(document.id), library.text(document.id)
        assert (text == raw) == (document.format is Format.TEXT)
        for paragraph in library.paragraphs(document.id):
            assert "".join(text[s:e].decode(document.encoding) for s, e in paragraph.spans) == paragraph.text


def test_a_pdf_of_two_columns_is_read_down_the_first_and_then_the_second(tmp_path: Path) -> None:
    each = article(11, 14)
    (tmp_path / "two.pdf").write_bytes(pdf(each, 2, rows_on_page=30))
    (tmp_path / "three.pdf").write_bytes(pdf(each, 3, rows_on_page=30))
    with Library.open(tmp_path / "library", create=True, model="hash") as library:
        assert library.add([tmp_path / "two.pdf", tmp_path / "three.pdf"]).refused == ()
        for name in ("two.pdf", "three.pdf"):
            text = "".join("".join(p.text.split()) for p in library.paragraphs(name))
            assert text == each.title + "".join("".join(p.split()) for p in each.paragraphs)


def test_a_citation_into_a_pdf_names_the_page_that_holds_it(tmp_path: Path) -> None:
    from qa.cite import cite

    pages = [article(40 + n, 5) for n in range(4)]
    paper = [pdf(each, 1 + n % 2) for n, each in enumerate(pages)]
    (tmp_path / "paper.pdf").write_bytes(joined(paper))
    with Library.open(tmp_path / "library", create=True, model="hash") as library:
        assert library.add([tmp_path / "paper.pdf"]).refused == ()
        document, text = library.document("paper.pdf"), library.text("paper.pdf")
        said = ["".join((each.title + "".join(each.paragraphs)).split()) for each in pages]
        right = 0
        for paragraph in library.paragraphs("paper.pdf"):
            citation = cite(1, document, paragraph, 0, len(paragraph.text), text)
            words = "".join(paragraph.text.split())
            assert [n for n, page in enumerate(said, 1) if words in page] == [citation.page], words
            right += 1
        assert right >= 8
        answer = library.ask(f"{pages[2].title}的情况如何？")
        assert {citation.page for citation in answer.citations} <= {1, 2, 3, 4}


def test_a_scan_is_refused_by_name_with_what_to_do_and_counted(tmp_path: Path) -> None:
    (tmp_path / "扫描.pdf").write_bytes(scanned())
    (tmp_path / "好.txt").write_text("云山县今年新建学校二十所。", encoding="utf-8")
    with Library.open(tmp_path / "library", create=True, model="hash") as library:
        report = library.add([tmp_path])
        assert report.added == ("好.txt",)
        ((name, error),) = report.refused
    assert (name, error.key) == ("扫描.pdf", "pdf_scanned")
    assert "ocrmypdf -l chi_sim in.pdf out.pdf" in error.say("zh") and "scan" in error.say("en")


def test_pages_that_are_pictures_among_typed_ones_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "夹页.pdf").write_bytes(joined([pdf(article(3, 5)), scanned(), pdf(article(4, 5))]))
    with Library.open(tmp_path / "library", create=True, model="hash") as library:
        assert library.add([tmp_path / "夹页.pdf"]).pictures == (("夹页.pdf", (2, 3)),)
        assert library.add([tmp_path / "夹页.pdf"]).pictures == ()  # it was told when it was read
    (examined,) = examine(tmp_path / "夹页.pdf")
    assert (examined.pictures, Flag.PICTURES in examined.flags) == ((2, 3), True)
    for command in (["add"], ["doctor"]):
        assert main(["--library", str(tmp_path / command[0]), *command, str(tmp_path / "夹页.pdf")]) == 0
        out, err = capsys.readouterr()
        assert "2, 3" in (err if command == ["add"] else out)


def test_a_zip_is_its_members_each_by_name(made: dict[str, Made], tmp_path: Path) -> None:
    inside = {name: each.raw for name, each in made.items() if name.endswith(("-0.txt", "0.pdf", "0.docx", "0.epub", "utf-8-0.html"))}
    note = '["docx/0.docx"]\ntitle = "另题"\n'
    raw = zipped({**inside, "metadata.toml": note, "图.jpg": b"\xff\xd8\xff", ".hidden.txt": "x", "__MACOSX/a.txt": "x"})
    (tmp_path / "一包.zip").write_bytes(raw)
    with Library.open(tmp_path / "library", create=True, model="hash") as library:
        report = library.add([tmp_path / "一包.zip"])
        assert report.refused == () and sorted(report.added) == sorted(f"一包.zip/{name}" for name in inside)
        assert library.document("一包.zip/docx/0.docx").title == "另题"
        assert library.document("一包.zip/pdf/0.pdf").title == made["pdf/0.pdf"].article.title
        assert library.raw("一包.zip/pdf/0.pdf") == made["pdf/0.pdf"].raw
        assert library.add([tmp_path / "一包.zip"]).unchanged == report.added
