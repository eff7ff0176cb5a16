"""Times of a question, counted from a document's date; and how a period is written."""

from __future__ import annotations

from datetime import date

import pytest

from qa.annotations import Dating, Period, TimeMention
from qa.times import in_question, published, resolve, spoken
from qa.types import FrontMatter

IN_2022 = published(FrontMatter(date="2022-07-15"))


def counted(question: str) -> list[tuple[str, str]]:
    """Each mention's words with its period in a document of 15 July 2022."""
    found = [(question[m.start : m.end], resolve(m, question, IN_2022)) for m in in_question(question)]
    return [(words, spoken(period) if period else "?") for words, period in found]


@pytest.mark.parametrize(
    ("question", "mentions"),
    [
        ("2021年赣州村集体经济收入多少？", [("2021年", "2021年")]),
        ("2021赣州收入", [("2021", "2021年")]),
        ("2019-2021收入", [("2019-2021", "2019年至2021年")]),
        ("去年章贡区收入", [("去年", "2021年")]),
        ("前年3月呢？", [("前年3月", "2020年3月")]),
        ("今年以来如何", [("今年以来", "2022年1月1日至7月15日")]),
        ("2019年以来如何", [("2019年以来", "2019年1月1日至2022年7月15日")]),
        ("9月呢", [("9月", "2021年9月")]),
        ("上半年呢", [("上半年", "2022年上半年")]),
        ("十四五赣州的目标", [("十四五", "2021年至2025年")]),
        ("近年来有什么变化", [("近年来", "?")]),
        ("2000元够吗", []),
        ("2000人参加了吗", []),
        ("income in 2021?", [("2021", "2021年")]),
        ("last year's income", [("last year", "2021年")]),
        ("the year before last", [("the year before last", "2020年")]),
        ("this year", [("this year", "2022年")]),
        ("In March 2021, how many", [("March 2021", "2021年3月")]),
        ("on March 5, 2021", [("March 5, 2021", "2021年3月5日")]),
        ("on 5 March 2021", [("5 March 2021", "2021年3月5日")]),
        ("since 2019", [("since 2019", "2019年1月1日至2022年7月15日")]),
        ("from 2019 to 2021", [("2019 to 2021", "2019年至2021年")]),
        ("between 2019 and 2021", [("between 2019 and 2021", "2019年至2021年")]),
        ("compare 2019 and 2021", [("2019", "2019年"), ("2021", "2021年")]),
        ("March 2019 to May 2021", [("March 2019 to May 2021", "2019年3月至2021年5月")]),
        ("the first half of 2021", [("the first half of 2021", "2021年上半年")]),
        ("Q2 2021", [("Q2 2021", "2021年二季度")]),
        ("at the end of 2016", [("the end of 2016", "2016年12月")]),
        ("the 1930s", [("1930s", "20世纪30年代")]),
        ("the 14th Five-Year Plan", [("the 14th Five-Year Plan", "2021年至2025年")]),
        ("2,000 people, 2021%", []),
    ],
)
def test_a_question_is_counted_from_the_documents_date(question: str, mentions: list[tuple[str, str]]) -> None:
    assert counted(question) == mentions


@pytest.mark.parametrize(
    ("question", "offset"),
    [
        ("去年收入", -1),
        ("今年收入", 0),
        ("前年收入", -2),
        ("明年计划", 1),
        ("去年3月", -1),
        ("last year", -1),
        ("this year", 0),
        ("next year", 1),
    ],
)
def test_a_relative_time_of_a_question_has_an_offset_and_no_period(question: str, offset: int) -> None:
    (mention,) = in_question(question)
    assert (mention.dating, mention.period, mention.offset) == (Dating.RELATIVE, None, offset)


def test_since_a_year_has_no_end_until_a_document_gives_it() -> None:
    (mention,) = in_question("2019年以来的收入")
    assert mention.period == Period(date(2019, 1, 1), date.max)
    assert spoken(mention.period) == "2019年以来"
    assert spoken(mention.period, "en") == "since 2019"


def test_a_relative_time_stays_open_where_the_document_has_no_date() -> None:
    (mention,) = in_question("去年收入")
    assert resolve(mention, "去年收入", None) is None


def test_a_mention_of_another_question_is_an_error() -> None:
    with pytest.raises(ValueError, match="no time at 3 to 5"):
        resolve(TimeMention(3, 5, Dating.ABSOLUTE, None), "去年收入", IN_2022)


@pytest.mark.parametrize(
    ("first", "last", "chinese", "english"),
    [
        ("2021-01-01", "2021-12-31", "2021年", "2021"),
        ("2021-03-01", "2021-03-31", "2021年3月", "March 2021"),
        ("2021-03-05", "2021-03-05", "2021年3月5日", "March 5, 2021"),
        ("2019-01-01", "2021-12-31", "2019年至2021年", "2019 to 2021"),
        ("2021-07-01", "2021-12-31", "2021年下半年", "the second half of 2021"),
        ("2021-10-01", "2021-12-31", "2021年四季度", "the fourth quarter of 2021"),
        ("2021-01-01", "2021-07-31", "2021年1月至7月", "January to July 2021"),
        ("2021-12-01", "2022-02-28", "2021年12月至2022年2月", "December 2021 to February 2022"),
        ("2021-03-05", "2021-03-08", "2021年3月5日至8日", "March 5, 2021 to March 8, 2021"),
        ("2021-03-05", "2021-04-02", "2021年3月5日至4月2日", "March 5, 2021 to April 2, 2021"),
        ("2021-12-30", "2022-01-02", "2021年12月30日至2022年1月2日", "December 30, 2021 to January 2, 2022"),
        ("1930-01-01", "1939-12-31", "20世纪30年代", "the 1930s"),
    ],
)
def test_a_period_is_written_as_people_do(first: str, last: str, chinese: str, english: str) -> None:
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert (spoken(period), spoken(period, "en")) == (chinese, english)
