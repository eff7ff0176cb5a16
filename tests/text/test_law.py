"""The law of the maps: every character but white space comes out exactly once, unchanged, in order, and stands at its bytes."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pressroom import make, read

from qa.clean import Block, Left

PIECES = [
    *("水车又转起来了。", "老街的沟渠清理干净", "，", "\n", "\r\n", "\n\n", "\n\n\n\n", "　　", " ", "（下转二版）", "（上接一版）"),
    *("↑河边", "图为老街。", "（图片由镇里提供）", "□本报记者 周小渡", "# 标题", "● 要点 ●", "一、", "責任編輯：陸", "责任编辑：陆小舟"),
    *(
        "版权所有",
        "当前位置: 首页 > 新闻",
        "“",
        "”",
        "《",
        "》",
        "Yunxi",
        "town",
        "12.5",
        "3 月",
        "𠀀𠮷",
        "😀👩\u200d🌾",
        "Ａ",
        "１２",
        "\t",
    ),
    *("\ufeff", "\u200b", "\x00", "\x0c", "\u2028", "……", "：", "换 届 前", "镇里镇外都热闹镇里镇外都热闹"),
]


def hold(text: str) -> None:
    clean, paragraphs, dropped = read(text)
    raw = text.encode("utf-8")
    entries: list[Block | Left] = [*clean.blocks, *clean.left]
    for entry in entries:
        assert entry.text == "".join(text[i] for i in entry.chars)
        assert all(a < b for a, b in zip(entry.chars, entry.chars[1:], strict=False))
    once = Counter(i for entry in entries for i in entry.chars if not text[i].isspace())
    assert once == Counter(i for i, c in enumerate(text) if not c.isspace())
    assert [b.chars[0] for b in clean.blocks] == sorted(b.chars[0] for b in clean.blocks)
    covered: Counter[int] = Counter()
    for paragraph in paragraphs:
        assert 0 < len(paragraph.text) <= 500
        assert "".join(raw[a:b].decode("utf-8") for a, b in paragraph.spans) == paragraph.text
        assert all(first[1] < second[0] for first, second in zip(paragraph.spans, paragraph.spans[1:], strict=False))
    for spans in [*(p.spans for p in paragraphs), *(d.spans for d in dropped)]:
        for start, end in spans:
            covered.update(range(start, end))
    at = 0
    for character in text:
        size = len(character.encode("utf-8"))
        if not character.isspace():
            assert all(covered[i] == 1 for i in range(at, at + size))
        at += size
    assert [p.ordinal for p in paragraphs] == list(range(len(paragraphs)))


@settings(deadline=None, max_examples=120)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_the_law_holds_for_pieces_of_pages(text: str) -> None:
    hold(text)


@settings(deadline=None, max_examples=80)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_the_law_holds_for_any_text(text: str) -> None:
    hold(text)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_law_holds_for_pages(seed: int, end: str) -> None:
    hold(make(seed, seed % 2 == 0).text.replace("\n", end))


def test_reconstruction_is_pure() -> None:
    text = make(3, True).text
    assert read(text) == read(text)


@pytest.mark.parametrize("text", ["", " \n\n\u3000", "\n"])
def test_nothing_comes_of_nothing(text: str) -> None:
    clean, paragraphs, dropped = read(text)
    assert (clean.blocks, clean.left, paragraphs, dropped) == ((), (), (), ())
    assert clean.front.title is None
