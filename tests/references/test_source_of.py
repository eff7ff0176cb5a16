"""A document as a source: whose it is, what kind, and nothing that its front matter does not give."""

import pytest
from cited import HOSTILE, document
from hypothesis import given
from hypothesis import strategies as st

from qa.references import SourceKind, Style, authors_in, reference, references, source_of
from qa.types import FrontMatter, Origin


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("", ()),
        ("曹建林 王淮 章组轩", ("曹建林", "王淮", "章组轩")),
        ("周远志、李明", ("周远志", "李明")),
        ("甲一　本报全媒体记者 乙二", ("甲一", "乙二")),
        ("本报记者张三 通讯员 李 四 王 五", ("张三", "李四", "王五")),
        ("刘 小 明", ("刘小明",)),
        ("本报评论员", ("本报评论员",)),
        ("本报记者", ("本报记者",)),
        ("中国记者协会", ("中国记者协会",)),
        ("中共云岭县委组织部", ("中共云岭县委组织部",)),
        ("哈里森·沃尔德伦 John Smith", ("哈里森·沃尔德伦", "John Smith")),
        ("张三 张三", ("张三",)),
        ("John Smith and Jane Doe", ("John Smith", "Jane Doe")),
        ("Smith, John; Doe, Jane", ("Smith, John", "Doe, Jane")),
        ("John Smith, Jane Doe", ("John Smith", "Jane Doe")),
        ("  \u202e\x00 ", ()),
    ],
)
def test_the_names_of_a_byline(byline: str, expected: tuple[str, ...]) -> None:
    assert authors_in(byline) == expected


@given(st.text(max_size=40))
def test_a_byline_never_yields_an_empty_name_nor_a_character_of_its_own(byline: str) -> None:
    names = authors_in(byline)
    assert all(name.strip() for name in names)
    assert set("".join(names)) - {" "} <= set(byline)


@pytest.mark.parametrize(
    ("publisher", "kind"),
    [
        ("云岭日报", SourceKind.NEWSPAPER),
        ("人民日报（海外版）", SourceKind.NEWSPAPER),
        ("China Daily", SourceKind.NEWSPAPER),
        ("党建月刊", SourceKind.PERIODICAL),
        ("云岭大学学报", SourceKind.PERIODICAL),
        ("云岭新闻网", SourceKind.OTHER),
        ("工作简报", SourceKind.OTHER),
        (None, SourceKind.OTHER),
    ],
)
def test_only_what_is_called_a_newspaper_is_one(publisher: str | None, kind: SourceKind) -> None:
    assert source_of(document(FrontMatter("题", publisher))).kind is kind


def test_a_document_gives_what_is_known_and_no_more() -> None:
    source = source_of(document(FrontMatter("题", "云岭日报", "甲一", "2021-03-05", None, ("云岭县",), {"date": Origin.GIVEN})))
    assert (source.title, source.container, source.authors, source.date, source.estimated) == (
        "题", "云岭日报", ("甲一",), "2021-03-05", False,
    )  # fmt: skip
    assert (source.place, source.publisher, source.page, source.url, source.accessed) == (None,) * 5


def test_a_title_made_up_for_want_of_one_is_the_files_name_in_brackets() -> None:
    assert reference(document(FrontMatter(), "扫描 07.txt")) == "[扫描 07.txt][Z]."


def test_a_date_that_the_file_does_not_print_stays_out() -> None:
    inferred = document(FrontMatter("题", "云岭日报", None, "2022", "据正文", (), {"date": Origin.INFERRED}))
    assert reference(inferred) == "题[N]. 云岭日报."
    assert reference(inferred, inferred_dates=True) == "题[N]. 云岭日报，[2022]."


@pytest.mark.parametrize("style", list(Style))
def test_each_document_stands_once_and_in_order(style: Style) -> None:
    one, two = document(FrontMatter("甲题", "云岭日报")), document(FrontMatter("乙题", "云岭日报"))
    listed = references([two, one, two, one], style)
    assert (listed.count("甲题"), listed.count("乙题")) == (1, 1)
    assert listed.index("乙题") < listed.index("甲题")


@pytest.mark.parametrize("style", list(Style))
def test_no_control_and_no_turn_of_direction_gets_through(style: Style) -> None:
    front = FrontMatter(HOSTILE, HOSTILE, HOSTILE + "\ud800\r\nER  - ", "2021-03-05")
    listed = references([document(front, HOSTILE)], style)
    assert not set(listed) & set("\u202e\x1b\x00\ufffe\ud800")
    listed.encode("utf-8")
    if style in (Style.GBT7714_2025, Style.GBT7714_2015):
        assert "\n" not in listed and "\r" not in listed
