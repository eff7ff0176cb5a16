"""What the page shows of a search and of how an answer's evidence is spread: escaped, said in words, and no more than is known."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

import pytest

from qa.annotations import Place
from qa.cite import cite
from qa.messages import Locale, say
from qa.places import county_of, place_named
from qa.render.search import search_html
from qa.render.spread import is_spread, spread_html
from qa.types import Answer, Citation, Document, FrontMatter, Kind, Paragraph, Passage, Statement

EVIL = '<img src=x onerror="alert(1)">\u202e${alert(1)}'
GANZHOU, PUJIANG = Place("3607", "江西省赣州市"), Place("510131", "四川省成都市蒲江县")


def document(name: str, date: str | None, title: str | None = None) -> Document:
    sha = hashlib.sha256(name.encode()).hexdigest()
    return Document(sha[:16], name, sha, "utf-8", 100, FrontMatter(title=title or name, date=date))


def passage(rank: int, score: float, text: str = "赣州发展油茶", **scores: float) -> Passage:
    held = document(f"{rank}.txt", "2022")
    paragraph = Paragraph(held.id, 0, Kind.BODY, ("一节",), text, ((0, len(text.encode())),))
    return Passage(rank, score, held, paragraph, scores)


def answer(*dates: str | None, each: int = 1, title: str | None = None) -> Answer:
    """An answer of `each` quotes of every document, which are of these dates."""
    citations: list[Citation] = []
    for index, date in enumerate(dates):
        text = f"第{index}篇的原文。"
        raw = text.encode()
        sha = hashlib.sha256(raw).hexdigest()
        held = Document(sha[:16], f"{index}.txt", sha, "utf-8", len(raw), FrontMatter(title=title or f"题{index}", date=date))
        paragraph = Paragraph(held.id, 0, Kind.BODY, (), text, ((0, len(raw)),))
        citations += [cite(len(citations) + 1, held, paragraph, 0, len(text), raw) for _ in range(each)]
    passages = tuple(Passage(i, 1.0, each.document, each.paragraph) for i, each in enumerate(citations, start=1))
    return Answer("问", None, tuple(Statement(each.quote, (each.n,)) for each in citations), tuple(citations), passages, None)


def drawn(shown: Answer, places: dict[int, Place] | None = None, locale: Locale = "zh", held: set[int] | None = None) -> str:
    numbers = {each.n for each in shown.citations} if held is None else held
    return spread_html(shown, 3, numbers, places or {}, locale)


def labels(html: str) -> list[str]:
    return re.findall(r'role="img" aria-label="([^"]*)"', html)


def test_each_score_has_its_bar_its_number_and_a_word() -> None:
    html = search_html("油茶", [passage(1, 20.0, words=1.0, bigrams=0.5, cosine=-0.25), passage(2, -80.0)], (), "", "zh")
    first, second = html.split("<li>")[1:]
    assert re.findall(r'<div class="(\w+)">.*?<dd>([^<]*)<svg.*?width="([\d.]+)%"', first) == [
        ("words", "1.00", "100.0"), ("bigrams", "0.50", "50.0"), ("cosine", "−0.25", "0.0"), ("ranker", "20.00", "100.0"),
    ]  # fmt: skip
    assert re.findall(r'<div class="(\w+)">.*?<dd>([^<]*)<svg.*?width="([\d.]+)%"', second) == [("ranker", "−80.00", "0.0")]
    assert "共有的词" in first and html.count("<dt>") == 4 + 4 + 1
    assert "<mark>油茶</mark>" in first and "一节" in first and "正文" in first


def test_a_passage_links_to_its_bytes_and_what_was_searched_is_said() -> None:
    found = passage(1, 1.0)
    html = search_html("油茶", [found], (found.document.id,), "只在 1 篇里找。", "zh")
    assert f'href="#cite-search-0-{found.document.id}-0-{found.paragraph.spans[0][1]}"' in html
    assert "只在 1 篇里找。" in html and "磁盘上的文件此后已改动" in html
    assert say("no_passages", "zh") in search_html("油茶", [], (), "", "zh")


def test_nothing_of_a_document_or_a_question_gets_into_the_markup() -> None:
    evil = replace(passage(1, 1.0, EVIL), document=document(EVIL, EVIL, EVIL))
    html = search_html(EVIL, [evil], (), EVIL, "en")
    html += drawn(answer("2020", EVIL, "2022", title=EVIL), {1: Place("36", EVIL)})
    assert "<img" not in html and "\u202e" not in html and "onerror=&quot;" in html


@pytest.mark.parametrize(("dates", "spread"), [(["2020", "2021"], False), (["2020", "2021", None], True), ([], False)])
def test_three_articles_make_a_picture_and_two_do_not(dates: list[str | None], spread: bool) -> None:
    shown = answer("2020", *dates[1:], each=2) if dates else answer("2020", each=5)
    numbers = {each.n for each in shown.citations}
    assert is_spread(shown, numbers) is spread and bool(drawn(shown)) is spread


def test_a_quote_that_fails_its_check_is_not_counted() -> None:
    shown = answer("2020", "2021", "2022")
    assert drawn(shown, held={1, 2}) == ""
    assert "#card-3-4" not in drawn(answer("2020", "2021", "2022", "2023"), held={1, 2, 3})


def test_the_timeline_is_in_order_and_a_year_is_a_bar_and_a_day_a_dot() -> None:
    html = drawn(answer("2023", "2020-06-30", "2021-01"))
    assert labels(html) == ["2020年6月30日：《题1》", "2021年1月：《题2》", "2023年：《题0》"]
    dot, month, year = re.findall(r'<(circle|rect) class="span" (?:cx|x)="([\d.]+)%"', html)
    assert dot[0] == month[0] == "circle" and year == ("rect", "75.07")
    assert 0 < float(dot[1]) < 25 < float(month[1]) < 50
    assert re.findall(r">(\d{4})</text>", html) == ["2020", "2021", "2022", "2023"]
    assert "3 篇文章 · 2020—2023" in html
    assert re.findall(r'href="(#card[^"]*)" aria-label="([^"]*)"', html) == [
        ("#card-3-2", "引文 2"),
        ("#card-3-3", "引文 3"),
        ("#card-3-1", "引文 1"),
    ]


def test_many_years_are_not_all_written() -> None:
    html = drawn(answer("1990", "2000-05", "2024"))
    assert re.findall(r">(\d{4})</text>", html) == ["1990", "1999", "2008", "2017"]
    assert all(0 <= float(x) <= 100 for x in re.findall(r'x="([\d.]+)%"', html))


def test_what_has_no_date_is_said_and_named_and_gets_no_bar() -> None:
    html = drawn(answer("2020", None, "gestern"), locale="en")
    assert html.count('class="span"') == 1 and html.count("no date known") == 2
    assert "题1" in html and "题2" in html and "The evidence" in html
    without = drawn(answer(None, None, None))
    assert 'class="span"' not in without and 'class="axis"' not in without and without.count("未注明日期") == 3


def test_places_are_counted_the_most_first_and_the_unknown_last() -> None:
    html = drawn(answer("2020", "2021", "2022", "2023"), {2: GANZHOU, 3: PUJIANG, 4: PUJIANG})
    assert labels(html)[4:] == ["四川省成都市蒲江县：2 处引文", "江西省赣州市：1 处引文", "地方不明：1 处引文"]
    assert re.findall(r'class="much" x="0" y="6" width="([\d.]+)%"', html) == ["100.00", "50.00", "50.00"]
    assert "2 个地方" in html and "按引文所说的地方" not in drawn(answer("2020", "2021", "2022"))


@pytest.mark.parametrize(
    ("written", "county"),
    [("章贡区水西镇", "江西省赣州市章贡区"), ("章贡区", "江西省赣州市章贡区"), ("江西省", "江西省"), ("北京市", "北京市")],
)
def test_a_township_is_counted_for_its_county(written: str, county: str) -> None:
    place = place_named(written)
    assert place is not None and county_of(place).name == county
    assert county_of(replace(place, local="新圩村")) == county_of(place)
