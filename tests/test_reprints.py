"""A sentence that several newspapers carry is cited once, and the others are named beside it."""

from pathlib import Path

import pytest

from qa import render
from qa.engine import Library
from qa.render.export import Form

BODY = (
    "云岭县推广高山茶，全县新增茶园三千二百亩，每斤鲜叶保底价为四十五元。县里请来农技员，挨家挨户教大家修剪和采摘。\n\n"
    "茶农老周说，今年的收成比往年多了一半，孩子的学费不用再借。村里还办起了合作社，统一收购、统一加工、统一销售。\n"
)
QUESTION = "云岭县高山茶每斤鲜叶的保底价是多少？"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """The report in three newspapers, one of them with other marks and wrapped lines, and two articles that are no reprints."""
    files = tmp_path / "files"
    files.mkdir()
    texts = {
        "甲报.txt": f"云岭县推广高山茶\n云岭日报 2021年3月5日 第A3版\n\n{BODY}",
        "乙报.txt": f"高山茶富了云岭县\n江南晚报 2021年3月6日\n\n{BODY}",
        "丙报.txt": "云岭高山茶香\n北山新闻网 2021年3月7日\n\n" + BODY.replace("，全县", ",全县"),
        "引语.txt": "各县特产一览\n\n云岭县推广高山茶，全县新增茶园三千二百亩，每斤鲜叶保底价为四十五元。"
        + "白河镇有白米，海港城有海鱼，东湖村有莲藕。" * 9,
        "水车.txt": "白河镇修好水车\n\n白河镇的水车转了，全镇的人都来看，老木匠修了三个月。\n",
    }
    for name, text in texts.items():
        (files / name).write_text(text, encoding="gb18030" if name == "乙报.txt" else "utf-8")
    library = Library.open(tmp_path / "lib", model="hash", create=True)
    library.add([files])
    return library


def test_a_sentence_of_reprints_is_cited_once_and_the_others_are_named(library: Library) -> None:
    answer = library.ask(QUESTION)
    carriers = [c for c in answer.citations if "四十五元" in c.quote]
    assert len(carriers) == 1
    [citation] = carriers
    named = [citation.document.name, *(each.name for each in citation.also_in)]
    assert sorted(named) == ["丙报.txt", "乙报.txt", "甲报.txt"], "an article that takes one sentence over is no reprint"
    dates = [each.front.date for each in citation.also_in]
    assert dates == sorted(dates, key=str)
    assert len({c.document.id for c in answer.citations if c.document.name != "引语.txt"}) == 1


def test_it_is_shown_in_every_form(library: Library) -> None:
    answer = library.ask(QUESTION)
    citation = next(c for c in answer.citations if c.also_in)
    told = render.citation_dict(citation)["also_in"]
    assert isinstance(told, list) and [set(each) for each in told] == [{"id", "name", "title", "publisher", "date"}] * 2
    for locale, words in (("en", "also in "), ("zh", "也见于：")):
        first = next(each for each in citation.also_in)
        shown = f"{words}{first.name} {first.front.publisher}"
        assert shown in render.answer_text(answer, locale)
        assert shown.replace(".", "\\.") in render.answer_markdown(answer, 0, {1, 2, 3, 4, 5, 6, 7, 8}, locale) or (
            shown in render.answer_markdown(answer, 0, {1, 2, 3, 4, 5, 6, 7, 8}, locale)
        )
        assert shown in render.cards_html(answer, 0, {citation.n}, (), locale)
        assert shown in str(render.answer_export(answer, locale, Form.TEXT))
        assert words in str(render.answer_export(answer, locale, Form.MARKDOWN))
    quiet = next((c for c in answer.citations if not c.also_in), None)
    assert quiet is None or render.citation_dict(quiet)["also_in"] == []


def test_a_reprint_that_is_removed_is_named_no_more(library: Library) -> None:
    library.remove(["乙报.txt", "丙报.txt"])
    assert all(citation.also_in == () for citation in library.ask(QUESTION).citations)


def test_one_carrier_is_kept_to(library: Library) -> None:
    """Two sentences of one report are not cited from two newspapers."""
    answer = library.ask("茶农老周说了什么，合作社怎样经营？")
    assert answer.answerable
    assert len({c.document.id for c in answer.citations}) == 1


def test_a_name_is_no_markup(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    name = "<img src=x onerror=alert(1)>.txt"
    for n, each in enumerate(("a.txt", name)):
        (files / each).write_text(f"标题{n}\n\n{BODY}", encoding="utf-8")
    (files / "metadata.toml").write_text(f'["{name}"]\ntitle = "<script>1</script>"\npublisher = "**报**\u202e"\n', encoding="utf-8")
    (files / "b.txt").write_text("白河镇的水车转了，全镇的人都来看。\n", encoding="utf-8")
    with Library.open(tmp_path / "lib", model="hash", create=True) as library:
        library.add([files])
        answer = library.ask(QUESTION)
    assert any(c.also_in for c in answer.citations)
    for shown in (
        render.answer_markdown(answer, 0, {c.n for c in answer.citations}, "en"),
        render.cards_html(answer, 0, {c.n for c in answer.citations}, (), "en"),
    ):
        assert "<img" not in shown and "<script" not in shown and "\u202e" not in shown
