"""The page's side of the library, without a browser: references are checked, quotes verified anew, changed files noticed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import gradio as gr
import pytest

from page.conversation import Asking, Conversation
from page.desk import BadReferenceError, Desk
from page.language import language
from page.source import panel_html, source_page, source_url
from page.table import Wanted
from page.visit import Turn, Visit, history
from qa.annotations import Bound, Figure, Period, Place
from qa.cite import cite
from qa.engine import Library
from qa.facts import CitedFact, Comparison, Fact
from qa.render import reference
from qa.types import Answer, Kind, Passage, Refusal, RefusalCode, Statement

TEXT = (
    "# 白河修堤\n\n白河镇去年投入九百万元加固河堤，新堤全长六点五公里，\n"
    "河堤可以抵御五十年一遇的洪水。镇里还在新修的堤上种了\n三千棵杨树，今年春天已经成活了九成。\n"
)


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "白河.txt").write_bytes(TEXT.encode("gb18030"))
    return tmp_path / "articles"


@pytest.fixture()
def library(folder: Path, tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", create=True) as library:
        library.add([folder], encoding="gb18030")
        yield library


def answered(library: Library) -> Answer:
    """An answer of two sentences of the one body paragraph, made by hand."""
    (document,) = library.documents()
    paragraph = next(p for p in library.paragraphs(document.id) if p.kind is Kind.BODY and "九百万元" in p.text)
    raw = library.raw(document.id)
    cut = paragraph.text.index("。") + 1
    citations = (cite(1, document, paragraph, 0, cut, raw), cite(2, document, paragraph, cut, len(paragraph.text), raw))
    statements = tuple(Statement(citation.quote, (citation.n,)) for citation in citations)
    return Answer("修了什么", None, statements, citations, (Passage(1, 1.0, document, paragraph),), None)


def refused(library: Library) -> Answer:
    """A refusal whose nearest quote is the first of those sentences, of another year than was asked."""
    answer = answered(library)
    why = Refusal(RefusalCode.OTHER_TIME, ("2020年",), 1, None, Period(date(2021, 1, 1), date(2021, 12, 31)))
    return replace(answer, question="2020年投入多少", statements=(), citations=answer.citations[:1], refusal=why)


def compared(library: Library) -> Comparison:
    """A table of one place and two years, made by hand; the second year is not stated."""
    citation = answered(library).citations[0]
    start = citation.paragraph.text.index("九百万元")
    figure = Figure(start, start + 4, Decimal(9_000_000), None, "元", Bound.EXACT)
    fact = Fact(figure, citation.document, citation.paragraph, (citation.start, citation.end))
    return Comparison("投入<b>", (Place("36", "江西省"),), (2020, 2021), ((CitedFact(fact, citation), None),))


def ref_of(answer: Answer, n: int, turn: int = 0) -> str:
    citation = answer.citations[n - 1]
    return reference(turn, n, citation.document.id, citation.spans)


def test_the_last_questions_of_the_conversation_go_along(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, tuple[str, ...]]] = []
    monkeypatch.setattr(library, "ask", lambda question, history, within: seen.append((question, history)))
    Desk(library).ask("那么投入多少", [f"问{n}" for n in range(20)])
    assert seen == [("那么投入多少", tuple(f"问{n}" for n in range(12, 20)))]


def test_a_reference_finds_its_words_again(library: Library) -> None:
    desk, answer = Desk(library), answered(library)
    place = desk.place(ref_of(answer, 1), answer)
    chosen = [mark for mark in place.marks if mark.chosen]
    assert [(mark.start, mark.end) for mark in chosen] == [(answer.citations[0].start, answer.citations[0].end)]
    html = panel_html(desk, place, "zh")
    assert f'class="chosen" tabindex="-1">{answer.citations[0].quote}</mark>' in html
    assert f'<mark class="also">{answer.citations[1].quote}</mark>' in html
    assert desk.place(ref_of(answer, 2), None).marks[0].chosen  # without the conversation, as after a restart


@pytest.mark.parametrize(
    "ref",
    ["", "cite", "cite-0-1-{id}-0", "cite-0-1-{id}-1-9", "cite-0-1-{id}-9-4", "cite-0-1-{id}-0-999999",
     "cite-0-1-ffffffffffffffff-0-8", "asis-0", "cards-table", "cite-none-1-{id}-0-8", "cite-tables-1-{id}-0-8",
     "cite-0-1-../../../etc/x-0-8", "cards-0", " cite-0-1-{id}-0-8", "cite-0-1-{id}-0-8\n",
     "cite-٠-1-{id}-0-8", 5, None, b"cite", ["x"]],
)  # fmt: skip
def test_what_names_no_words_is_refused(library: Library, ref: object) -> None:
    if isinstance(ref, str):
        ref = ref.replace("{id}", library.documents()[0].id)
    with pytest.raises(BadReferenceError):
        Desk(library).place(ref, None)


def test_a_quote_is_verified_again_when_it_is_shown(library: Library, folder: Path) -> None:
    desk, answer = Desk(library), answered(library)
    assert desk.held(answer) == {1, 2}
    assert answer.citations[0].quote in desk.cards(answer, 0, "zh")
    library.remove(["白河.txt"])
    assert desk.held(answer) == frozenset()
    for shown in (desk.cards(answer, 0, "zh"), desk.message(answer, 0, "zh")):
        assert answer.citations[0].quote not in shown and "没有通过与原文件的核对" in shown
    with pytest.raises(BadReferenceError):
        desk.place(ref_of(answer, 1), answer)


def test_a_file_that_has_changed_on_disk_is_said_so(library: Library, folder: Path) -> None:
    desk, answer = Desk(library), answered(library)
    assert desk.changed(answer) == frozenset()
    (folder / "白河.txt").write_bytes(TEXT.replace("九百万", "八百万").encode("gb18030"))
    assert desk.changed(answer) == {answer.citations[0].document.id}
    assert "此后已改动" in desk.cards(answer, 0, "zh")
    assert "此后已改动" in panel_html(desk, desk.place(ref_of(answer, 1), answer), "zh")
    assert desk.held(answer) == {1, 2}, "the library keeps the original bytes"


def test_the_plain_page_shows_the_same_words(library: Library) -> None:
    desk, answer = Desk(library), answered(library)
    place = desk.place(ref_of(answer, 2), answer)
    assert source_url(place) == f"source/{place.document.id}?start={place.first}&end={place.last}#hl"
    status, page = source_page(desk, place.document.id, place.first, place.last, "en")
    assert status == 200 and f">{answer.citations[1].quote}</mark>" in page and page.count("<mark") == 1
    assert source_page(desk, "白河.txt", None, None, "en")[0] == 404


def test_the_completed_question_can_be_dropped_and_a_forged_link_cannot(library: Library) -> None:
    desk = Desk(library)
    completed = replace(answered(library), question="那么投入多少", rewritten="白河镇<i>投入多少")
    message = desk.message(completed, 3, "zh")
    assert "白河镇&lt;i&gt;投入多少" in message and '<a href="#asis-3">按原话重问</a>' in message
    assert "asis" not in desk.message(answered(library), 0, "zh")
    assert "没有用上文" in desk.message(answered(library), 4, "zh", alone=True)
    assert desk.again_of("asis-3") == 3
    for ref in (
        "asis-",
        "asis--1",
        "asis-12345",
        "asis-٣",
        "asis-3 ",
        "asis-3\n",
        "cards-3",
        ref_of(completed, 1),
        3,
        None,
        ["asis-3"],
        {},
    ):
        with pytest.raises(BadReferenceError):
            desk.again_of(ref)


def test_what_is_asked_as_written_takes_nothing_from_before_nor_hands_it_on(library: Library) -> None:
    turns = [Turn(replace(answered(library), question=f"问{n}"), alone=n == 2) for n in range(4)]
    assert history(turns[:2]) == ["问0", "问1"]
    assert history(turns) == ["问2", "问3"]
    assert history([]) == []


def test_a_refusal_shows_the_nearest_quote_as_no_answer(library: Library, folder: Path) -> None:
    desk, answer = Desk(library), refused(library)
    ref, quote = ref_of(answer, 1, 5), answer.citations[0].quote
    message, cards = desk.message(answer, 5, "zh"), desk.cards(answer, 5, "zh")
    assert f'href="#{ref}"' in message and quote in message and "不是答案" in message and "2021年" in message
    first = cards.split('<article class="card"')[1]
    assert quote in first and f'href="#{ref}"' in first and "最接近，但不是答案" in first and "2021年" in first
    assert cards.count("<article") == 1, "the passage that the quote stands in is not shown a second time"
    assert next(mark for mark in desk.place(ref, answer).marks if mark.chosen).start == answer.citations[0].start
    library.remove(["白河.txt"])
    assert quote not in desk.message(answer, 5, "zh") and quote not in desk.cards(answer, 5, "zh")


def test_that_quotes_are_chinese_is_said_once_to_who_asks_in_english(library: Library) -> None:
    desk, note = Desk(library), "The articles are in Chinese"
    english = replace(answered(library), question="How much was invested?")
    assert desk.message(english, 0, "en").count(note) == 1
    assert desk.message(replace(refused(library), question="How much in 2020?"), 0, "en").count(note) == 1
    assert note not in desk.message(answered(library), 0, "en")
    assert "原文，以中文" not in desk.message(english, 0, "zh")
    nothing = replace(refused(library), question="How much?", citations=(), refusal=Refusal(RefusalCode.UNSURE))
    assert note not in desk.message(nothing, 0, "en")


def test_a_table_is_made_of_quotes_that_are_verified_when_it_is_shown(library: Library) -> None:
    desk, table, asked = Desk(library), compared(library), Wanted(("江西",), (2020, 2021), "投入<b>")
    citation = answered(library).citations[0]
    ref = reference("table", 1, citation.document.id, citation.spans)
    html = desk.table(table, asked, "zh")
    assert '<th scope="col">2020</th>' in html and '<th scope="row" lang="zh-CN">江西省</th>' in html
    assert "<caption>投入&lt;b&gt;" in html and "<b>" not in html
    assert f'九百万元</span> <a href="#{ref}"' in html and html.count("未写明") == 1
    assert 'href="compare.csv?places=' in html
    assert desk.turn_of(ref) == desk.turn_of("cards-table") == "table"
    assert citation.quote in desk.table_cards(table, "zh")
    place = desk.place(ref, table)
    assert [(mark.start, mark.end) for mark in place.marks if mark.chosen] == [(citation.start, citation.end)]
    library.remove(["白河.txt"])
    assert "九百万元" not in desk.table(table, asked, "zh") and citation.quote not in desk.table_cards(table, "zh")
    with pytest.raises(BadReferenceError):
        desk.place(ref, table)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("zh-TW", "zh"), ("en-US,en;q=0.9,zh;q=0.8", "en"), ("de-DE,zh;q=0.7,en;q=0.3", "zh"),
        ("fr", "en"), ("", "en"), (None, "en"), ("zh;q=x,en", "en"), ("*", "en"),
    ],
)  # fmt: skip
def test_the_language_is_what_the_browser_prefers(accept: str | None, expected: str) -> None:
    assert language(accept) == expected


@pytest.mark.parametrize("meanwhile", ["stays", "leave", "asks on"])
def test_what_to_ask_next_comes_too_late_where_the_conversation_was_left(
    library: Library, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    conversation, asking = Conversation(Visit(Desk(library))), Asking()

    def slow(*_: object) -> tuple[str, ...]:
        if meanwhile == "leave":
            conversation.leave(asking)
        elif meanwhile == "asks on":
            conversation.ask("茶园有多少亩？", [], [], asking)
        return ("村里种了什么？",)

    monkeypatch.setattr("page.conversation.suggestions", slow)
    found = conversation.suggest([], asking, gr.Request(headers={}))
    assert ("村里种了什么？" in found) if meanwhile == "stays" else (found == gr.skip())
