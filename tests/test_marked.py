"""The words of a question in a text: what is marked is a word of the question, whole, and no word that any question has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question import analyse
from qa.question.marked import marked, sought
from qa.question.stops import ENGLISH_STOPS, STOPS


def words_in(question: str, text: str) -> list[str]:
    return [text[low:high] for low, high in marked(analyse(question), text)]


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("赣州如何发展村集体经济", "赣州市的村民拓展村级组织，发展壮大村集体经济。", ["赣州市", "发展", "村集体经济"]),
        ("赣州的GDP是多少？", "２０２４年，贛州ＧＤＰ增长，gdpx不算。", ["贛州ＧＤＰ"]),
        ("2020年的收入", "2020年收入10万元，12020元除外。", ["2020", "收入"]),
        ("村", "村民与村", ["村", "村"]),
        ("的是和在哪里", "的是和在哪里", []),
        ("How many km of road are there in Ganzhou?", "Ganzhou: 12 km of road, the roadside and kms aside.", ["Ganzhou", "km", "road"]),
        ("油茶", "", []),
        ("", "油茶", []),
    ],
)
def test_the_words_are_marked_whole_and_what_touches_is_one(question: str, text: str, found: list[str]) -> None:
    assert words_in(question, text) == found


def test_a_single_character_counts_only_beside_another_word() -> None:
    assert words_in("村经济", "村里的村经济与经济村") == ["村经济", "经济村"]


@given(st.text(alphabet="赣州市村集体经济的在和ＧDPﬁ㎡e\u03012０①\n ", max_size=40))
def test_marks_are_slices_in_order_apart_and_of_the_questions_words(text: str) -> None:
    asked = analyse("赣州村集体经济的GDP在2020年增长多少")
    found = marked(asked, text)
    edges = [edge for mark in found for edge in mark]
    assert edges == sorted(set(edges)) and all(0 <= low < high <= len(text) for low, high in found)
    assert not (set(sought(asked)) & (STOPS | ENGLISH_STOPS))
    assert all(text[low:high].strip("的在和 \n") == text[low:high] for low, high in found)
