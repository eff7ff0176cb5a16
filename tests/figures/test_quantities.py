"""Numbers with their units: what is one, what it is worth, how exact it is, and what is none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.annotations import Bound, Figure
from qa.figures import spoken, unit_class
from qa.figures.numerals import chinese
from qa.figures.quantities import Quantity, quantities


def only(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("达1.03亿元", "103000000", "元", Bound.EXACT),
        ("村均34.57万元", "345700", "元", Bound.EXACT),
        ("计2,306名", "2306", "名", Bound.EXACT),
        ("近八成干部", "80", "%", Bound.UNDER),
        ("占了一半多", "50", "%", Bound.OVER),
        ("半数以上", "50", "%", Bound.OVER),
        ("百分之三十", "30", "%", Bound.EXACT),
        ("三分之一", "33.33", "%", Bound.EXACT),
        ("翻了一番", "1", "番", Bound.EXACT),
        ("翻两番", "2", "番", Bound.EXACT),
        ("连续十一年", "11", "年", Bound.EXACT),
        ("两百余名", "200", "名", Bound.OVER),
        ("上百家", "100", "家", Bound.OVER),
        ("突破千万元", "10000000", "元", Bound.OVER),
        ("6200余个", "6200", "个", Bound.OVER),
        ("30万余人次", "300000", "人次", Bound.OVER),
        ("20万元以上", "200000", "元", Bound.OVER),
        ("不足3万元", "30000", "元", Bound.UNDER),
        ("不超过6块", "6", "块", Bound.UNDER),
        ("约45万人", "450000", "人", Bound.ABOUT),
        ("用3年左右", "3", "年", Bound.ABOUT),
        ("298 KW", "298", "KW", Bound.EXACT),
        ("提高0.5个百分点", "0.5", "个百分点", Bound.EXACT),
        ("不到半小时", "0.5", "小时", Bound.UNDER),
        ("１２％", "12", "%", Bound.EXACT),
        ("气压980百帕", "980", "百帕", Bound.EXACT),
        ("每公里3元/吨", "3", "元/吨", Bound.EXACT),
        ("增速为-3.5%", "-3.5", "%", Bound.EXACT),
    ],
)
def test_a_quantity_has_its_value_in_the_base_unit_and_its_bound(text: str, value: str, unit: str, bound: Bound) -> None:
    found = only(text)
    assert (found.value, found.unit, found.bound) == (Decimal(value), unit, bound)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5—10个", 5, 10), ("5至10个", 5, 10), ("3到5年", 3, 5), ("5至10万元", 50000, 100000), ("三四百张", 300, 400), ("5%至10%", 5, 10),
        ("七八成", 70, 80),
    ],
)  # fmt: skip
def test_a_range_has_both_ends(text: str, low: int, high: int) -> None:
    found = only(text)
    assert (found.value, found.upto) == (low, high)


def test_a_change_from_one_value_to_another_is_two_figures() -> None:
    assert [found.value for found in quantities("由3万元增长到137万元")] == [30000, 1370000]
    assert [found.value for found in quantities("减少3亿美元至19亿美元")] == [300000000, 1900000000]


@pytest.mark.parametrize(
    "text",
    [
        "一名党员就是一面旗帜", "一系列", "一项项举措", "第五届", "第3名", "“1+N+1”", "三会一课", "四个意识", "两委", "两个维护",
        "1376工程", "三年行动计划", "三栋二单元", "8时30分", "2024年", "每万人", "G20峰会", "600519",
        "0797-8123456",
        "赵警官13629116980张警官", "百姓", "千家万户", "二十届三中全会", "前3名",
        "几个", "近几年", "5家长", "17部门", "八小时内外", "八小时之外", "八小时以外的生活", "合同编号12345", "附近2", "节约",
    ],
)  # fmt: skip
def test_articles_ordinals_names_and_numbers_of_documents_are_no_quantities(text: str) -> None:
    assert quantities(text) == []


def test_the_bound_words_are_within_the_slice_and_words_that_end_like_them_are_not() -> None:
    text = "超过3.6万余名，附近5个村，节约20吨"
    assert [text[found.start : found.end] for found in quantities(text)] == ["超过3.6万余名", "5个", "20吨"]


def test_what_touches_a_barred_slice_is_left_out() -> None:
    assert [found.value for found in quantities("3年来修了5座", [(0, 3)])] == [5]


@given(st.integers(min_value=1, max_value=10**9))
def test_arabic_numbers_are_read_as_they_are_with_and_without_commas(number: int) -> None:
    assert [found.value for found in quantities(f"共{number}元")] == [number]
    assert [found.value for found in quantities(f"共{number:,}元")] == [number]


@given(st.integers(min_value=1, max_value=99_999_999))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert chinese(_written(number)) == number


def _written(number: int) -> str:
    """The numeral in full, by the school rule."""
    if number >= 10_000:
        head, rest = divmod(number, 10_000)
        return _written(head) + "万" + ("" if not rest else ("零" if rest < 1000 else "") + _written(rest))
    text, zero = "", False
    for unit, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if zero and text else "") + "一二三四五六七八九"[digit - 1] + mark
        zero = not digit
    return text


@given(st.text(alphabet="一二三百千万亿半成0123456789.,%元个名年近超约余多以上至—第“”，。", max_size=40))
def test_slices_are_in_order_within_the_text_and_hold_a_number(text: str) -> None:
    at = 0
    for found in quantities(text):
        assert at <= found.start <= found.core < found.end <= len(text)
        at = found.end


def figure(value: str, unit: str, bound: Bound = Bound.EXACT, upto: str | None = None) -> Figure:
    return Figure(0, 1, Decimal(value), None if upto is None else Decimal(upto), unit, bound)


def test_a_figure_is_spoken_as_people_write_it() -> None:
    assert spoken(figure("103000000", "元")) == "1.03亿元"
    assert spoken(figure("80", "%", Bound.UNDER)) == "近80%"
    assert spoken(figure("5", "个", upto="10")) == "5至10个"
    assert spoken(figure("50000", "元", upto="100000")) == "5至10万元"
    assert spoken(figure("39668", "名")) == "39668名"
    assert spoken(figure("5", "年", Bound.ABOUT)) == "约5年"


def test_a_figure_keeps_bound_words_that_others_would_misstate() -> None:
    assert spoken(figure("30000", "元", Bound.UNDER), "不足3万元") == "不足3万元"
    assert spoken(figure("200000", "元", Bound.OVER), "20万元以上") == "20万元以上"


def test_units_of_one_class_can_be_compared() -> None:
    assert {unit_class(unit) for unit in ("名", "人", "位")} == {"people"}
    classes = [unit_class(unit) for unit in ("元", "%", "户", "亩", "公里", "吨", "年", "倍", "元/吨")]
    assert classes == ["money", "share", "count", "area", "length", "weight", "duration", "ratio", "measure"]
