"""An answer to take along: the same words in three forms, footnotes that are footnotes, and nothing in it that a document could do."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile

import pytest
from cited import ESTIMATED, HOSTILE, answered, document, refused
from docx import Document as opened
from markdown_it import MarkdownIt

from qa.errors import UsageError
from qa.messages import Locale
from qa.references import Style, reference
from qa.render import Form, answer_export, documents_of
from qa.types import FrontMatter

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REFERENCE = "周远志，李明，王洋，等. 一县增收记[N]. 云岭日报，2021-03-05."
EVIL = FrontMatter(HOSTILE, HOSTILE, HOSTILE, "2021-03-05")


def exported(answer: object, form: Form, locale: Locale = "zh", style: Style = Style.GBT7714_2025) -> str:
    made = answer_export(answer, locale, form, style)  # type: ignore[arg-type]
    assert isinstance(made, str)
    return made


def word(answer: object, locale: Locale = "zh", style: Style = Style.GBT7714_2025) -> bytes:
    made = answer_export(answer, locale, Form.DOCX, style)  # type: ignore[arg-type]
    assert isinstance(made, bytes)
    return made


def notes(package: bytes) -> dict[str, str]:
    """The texts of the footnotes by id, without the two lines above them."""
    with zipfile.ZipFile(io.BytesIO(package)) as members:
        root = ET.fromstring(members.read("word/footnotes.xml"))
    found = {note.get(f"{W}id", ""): "".join(text.text or "" for text in note.iter(f"{W}t")) for note in root if not note.get(f"{W}type")}
    return {number: text.removeprefix(" ") for number, text in found.items()}


def test_plain_text() -> None:
    assert exported(answered(), Form.TEXT).splitlines() == [
        "增收多少？",
        "",
        "一县增收十万元。 [1]",
        "",
        "他说好。 [2]",
        "",
        "再增两成。 [3]",
        "",
        "参考文献",
        f"[1][3] {REFERENCE}",
        "    甲.txt，[1] 第 1–2 行、[3] 第 3 行",
        "[2] 周远志. 高山茶[Z].",
        "    乙.txt，[2] 第 2 行",
    ]


def test_markdown_shows_the_same_words() -> None:
    made = exported(answered(), Form.MARKDOWN, "en", Style.GBT7714_2015)
    assert made.splitlines()[:3] == ["# 增收多少？", "", "一县增收十万元。 \\[1\\]"]
    shown = re.sub("<[^>]+>", "", MarkdownIt("gfm-like", {"linkify": False}).render(made))
    assert "[1][3] 周远志, 李明, 王洋, 等. 一县增收记[N]. 云岭日报, 2021-03-05." in shown
    assert "甲.txt, [1] lines 1–2, [3] line 3" in shown


def test_a_refusal_is_written_with_its_reason_and_what_comes_near() -> None:
    assert exported(refused(nearest=False), Form.TEXT).splitlines() == [
        "火星增收多少？",
        "",
        "没有答案：资料库里没有讲到“火星”，所以不作回答。",
    ]
    near = exported(refused(nearest=True), Form.TEXT)
    assert "最接近的一句（不是答案）：\n\n一县增收十万元。 [1]" in near and REFERENCE in near
    marked = exported(refused(nearest=True), Form.MARKDOWN)
    assert "**没有答案：" in marked and "\n> 一县增收十万元。" in marked
    assert not any("footnotes" in name for name in zipfile.ZipFile(io.BytesIO(word(refused(nearest=False)))).namelist())


def test_the_footnotes_are_the_references_with_the_lines_quoted() -> None:
    package = word(answered())
    assert notes(package) == {
        "1": f"{REFERENCE} 甲.txt，第 1–2 行",
        "2": "周远志. 高山茶[Z]. 乙.txt，第 2 行",
        "3": f"{REFERENCE} 甲.txt，第 3 行",
    }
    for citation, text in zip(answered().citations, notes(package).values(), strict=True):
        assert text.startswith(reference(citation.document))


def test_each_statement_carries_the_marks_of_its_footnotes_and_the_references_stand_once() -> None:
    made = opened(io.BytesIO(word(answered())))
    marks = [[mark.get(f"{W}id") for mark in each._p.iter(f"{W}footnoteReference")] for each in made.paragraphs]
    texts = [each.text for each in made.paragraphs]
    assert texts == [
        "增收多少？", "一县增收十万元。", "他说好。", "再增两成。", "参考文献",
        f"{REFERENCE}\n甲.txt，第 1–2 行、第 3 行", "周远志. 高山茶[Z].\n乙.txt，第 2 行",
    ]  # fmt: skip
    assert marks == [[], ["1"], ["2"], ["3"], [], [], []]


def test_the_package_names_the_part_of_the_footnotes_and_every_member_is_well_formed() -> None:
    with zipfile.ZipFile(io.BytesIO(word(answered()))) as members:
        assert members.testzip() is None
        for name in members.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(members.read(name))
        types, relations = members.read("[Content_Types].xml").decode(), members.read("word/_rels/document.xml.rels").decode()
        core = members.read("docProps/core.xml").decode()
        settings = members.read("word/settings.xml").decode()
    assert 'PartName="/word/footnotes.xml"' in types and "wordprocessingml.footnotes+xml" in types
    assert "/relationships/footnotes" in relations and 'Target="footnotes.xml"' in relations
    assert "footnotePr" in settings
    assert not re.search(r"\d{4}-\d\d-\d\d|python-docx", core)


def test_the_same_answer_gives_the_same_bytes_and_no_time_of_today() -> None:
    first, second = word(answered()), word(answered())
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as members:
        assert {member.date_time for member in members.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hostile_words_do_nothing_in_a_docx_file() -> None:
    package = word(answered(HOSTILE, EVIL, EVIL))
    with zipfile.ZipFile(io.BytesIO(package)) as members:
        whole = "".join(members.read(name).decode() for name in members.namelist() if name.endswith((".xml", ".rels")))
        for name in members.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(members.read(name))
    assert "<script" not in whole and "&lt;script&gt;" in whole
    assert not set(whole) & set("\u202e\x1b\x00\ufffe")
    made = opened(io.BytesIO(package))
    assert made.paragraphs[0].text.startswith("<script>alert(1)</script>⟨U+202E⟩⟨U+001B⟩")
    assert notes(package)["1"].startswith(reference(documents_of(answered(HOSTILE, EVIL, EVIL))[0]))


def test_hostile_words_do_nothing_in_text_and_markdown() -> None:
    answer = answered("# " + HOSTILE + "\n\n1. x", EVIL, FrontMatter("- " + HOSTILE))
    for form in (Form.TEXT, Form.MARKDOWN):
        assert not set(exported(answer, form)) & set("\u202e\x1b\x00")
    html = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(exported(answer, Form.MARKDOWN))
    assert set(re.findall(r"<(\w+)", html)) <= {"h1", "h2", "p", "ul", "li", "br"}
    assert html.count("<h1>") == 1


@pytest.mark.parametrize("start", ["- a", "+ a", "# a", "1. a", "12) a", "=== ", "--- ", "    a", "> a", "| a |", "[a]: http://x"])
def test_a_question_or_a_title_starts_no_block_of_markdown(start: str) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(exported(answered(start, FrontMatter(start)), Form.MARKDOWN))
    assert set(re.findall(r"<(\w+)", html)) <= {"h1", "h2", "p", "ul", "li", "br"}
    assert html.count("<ul>") == 1


@pytest.mark.parametrize("style", [Style.BIBTEX, Style.RIS, Style.CSL_JSON])
def test_a_style_for_programs_is_refused_with_a_sentence(style: Style) -> None:
    with pytest.raises(UsageError) as error:
        answer_export(answered(), "zh", Form.TEXT, style)
    assert style in error.value.say("en") and "gbt7714-2025" in error.value.say("zh")


def test_the_documents_cited_stand_once_in_the_order_of_their_first_citation() -> None:
    assert [each.name for each in documents_of(answered())] == ["甲.txt", "乙.txt"]
    assert document(ESTIMATED, "乙.txt") in documents_of(answered())
