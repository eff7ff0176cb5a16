"""What the browser keeps is never trusted: it comes back as it was, with its quotes from the library, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import TEA, TEA_FRONT

from page.desk import Desk
from page.kept import MOST_TURNS, BadKeptError, turns_of, turns_to_json
from page.source import source_page
from page.talks import LARGEST, MOST, Talk, kept, list_html, put, renamed, talks_of, without
from page.visit import Turn
from qa.cite import slice_spans
from qa.engine import Library
from qa.types import Paragraph

ID, OTHER = "0" * 16, "1" * 16


@pytest.fixture()
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "tea").mkdir()
    (tmp_path / "tea" / "茶园.txt").write_text(TEA, encoding="utf-8")
    (tmp_path / "tea" / "metadata.toml").write_text(TEA_FRONT, encoding="utf-8")
    with Library.open(tmp_path / "library", create=True) as library:
        library.add([tmp_path / "tea"])
        yield Desk(library)


def through_json(turns: list[Turn]) -> list[object]:
    return list(json.loads(json.dumps(turns_to_json(turns))))


def test_a_conversation_comes_back_as_it_was(desk: Desk) -> None:
    questions = ["蒲江县建成了多少座茶叶加工厂？", "蒲江县、名山区、眉山市的茶园面积各是多少？", "名山区2019年茶园面积是多少？"]
    turns = [Turn(desk.ask(question, ()), alone=True, narrowed="只在") for question in questions]
    back = turns_of(desk, through_json(turns))
    for turn, again in zip(turns, back, strict=True):
        assert again.answer.statements == turn.answer.statements and again.answer.citations == turn.answer.citations
        assert again.answer.refusal == turn.answer.refusal and again.answer.uncovered == turn.answer.uncovered
        assert (again.alone, again.narrowed) == (True, "只在")
    assert any(turn.answer.statements and turn.answer.statements[0].notes for turn in back), "去年 is still explained"
    assert back[2].answer.refusal is not None and back[2].answer.passages


def test_a_reprint_is_named_again_if_it_still_holds_the_words(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "转载.txt").write_text(TEA, encoding="utf-16")
    desk.add([tmp_path / "转载.txt"], lambda stage, done, total: None)
    question = "蒲江县2021年茶园面积是多少？"
    turn = Turn(desk.ask(question, ()))
    carriers = {each.name for citation in turn.answer.citations for each in (citation.document, *citation.also_in)}
    assert carriers == {"茶园.txt", "转载.txt"}
    rows = through_json([turn])
    assert turns_of(desk, rows)[0].answer.citations == turn.answer.citations
    desk.remove([turn.answer.citations[0].also_in[0].id])
    assert turns_of(desk, rows)[0].answer.citations[0].also_in == ()


def test_a_quote_that_the_browser_made_up_is_not_shown(desk: Desk) -> None:
    rows = through_json([Turn(desk.ask("蒲江县2021年茶园面积是多少？", ()))])
    forged = json.loads(json.dumps(rows).replace("31.5", "99.9"))
    assert forged != rows
    (turn,) = turns_of(desk, forged)
    assert desk.held(turn.answer) == frozenset() and desk.changed(turn.answer) == frozenset()
    for shown in (desk.message(turn.answer, 0, "zh"), desk.cards(turn.answer, 0, "zh")):
        assert "99.9" not in shown and "没有通过与原文件的核对" in shown


@pytest.mark.parametrize("key", ["question", "cited", "said", "why", "near", "alone", "uncovered"])
@pytest.mark.parametrize("value", [None, 5, "x" * 2000, {"a": 1}, [[1]], [["a"] * 6], [[[], [], None, []]]])
def test_what_is_no_conversation_is_refused_or_changes_no_quote(desk: Desk, key: str, value: object) -> None:
    answer = desk.ask("蒲江县2021年茶园面积是多少？", ())
    (row,) = through_json([Turn(answer)])
    assert isinstance(row, dict)
    try:
        (turn,) = turns_of(desk, [row | {key: value}])
    except BadKeptError:
        return
    assert key in ("alone", "why", "near") and turn.answer.statements == answer.statements


def test_the_list_is_bounded_and_the_last_comes_first() -> None:
    talks = tuple(Talk(f"{n:016x}", f"问{n}", []) for n in range(MOST + 5))
    assert len(talks_of(kept(talks))) == MOST
    large = tuple(Talk(f"{n:016x}", "问", ["x" * (LARGEST // 3)]) for n in range(5))
    assert [each.id for each in talks_of(kept(large))] == [each.id for each in large[:2]]
    two = put(put((), ID, "甲", []), OTHER, "乙", [])
    assert [each.id for each in put(two, ID, "丙", [1])] == [ID, OTHER] and put(two, ID, "丙", [1])[0].title == "甲"
    assert renamed(two, ID, "  ")[1].title == "甲" and renamed(two, ID, "丁\n戊")[1].title == "丁 戊"
    assert [each.id for each in without(two, ID)] == [OTHER]
    assert len(turns_to_json([])) == 0 < MOST_TURNS


@pytest.mark.parametrize("sent", [None, 5, [], {}, {"talks": 5}, {"talks": [5, {"id": "x", "title": "t", "turns": []}]}])
def test_what_is_no_list_is_an_empty_one(sent: object) -> None:
    assert talks_of(sent) == ()


def test_a_title_is_escaped() -> None:
    html = list_html((Talk(ID, "<b>'\"", []),), ID, "zh")
    assert "<b>" not in html and "&lt;b&gt;" in html and 'aria-current="true"' in html


def test_a_link_to_a_quote_holds_after_indexing_again_and_says_when_the_document_is_gone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    citation = desk.ask("蒲江县2021年茶园面积是多少？", ()).citations[0]
    place = citation.document.id, citation.spans[0][0], citation.spans[-1][1]
    desk.library.rebuild()
    assert f">{citation.quote}</mark>" in source_page(desk, *place, "zh")[1]
    whole = desk.library.paragraphs(citation.document.id)
    halves = tuple(half for each in whole for half in (halved(desk, each) if each.ordinal == citation.paragraph.ordinal else (each,)))
    monkeypatch.setattr(desk.library, "paragraphs", lambda _: halves)
    status, page = source_page(desk, *place, "zh")
    assert status == 200 and 'class="warning"' not in page and page.count("<mark") == 2 and page.count('id="hl"') == 1
    monkeypatch.undo()
    desk.library.remove([citation.document.id])
    status, page = source_page(desk, *place, "zh")
    assert status == 404 and "可能已被移除" in page


def halved(desk: Desk, paragraph: Paragraph) -> tuple[Paragraph, Paragraph]:
    """The paragraph as another way of cutting would have it: in two, ten characters from its start."""
    document = desk.library.document(paragraph.document_id)
    raw = desk.library.raw(document.id)
    first, second = (slice_spans(raw, document.encoding, paragraph.spans, *each) for each in ((0, 10), (10, len(paragraph.text))))
    return replace(paragraph, text=paragraph.text[:10], spans=first), replace(
        paragraph, ordinal=paragraph.ordinal + 1000, text=paragraph.text[10:], spans=second
    )
