"""GB/T 7714 of 2025 and 2015: the standard's own examples to the letter, and made-up ones for what it leaves to its rules."""

import pytest

from qa.references import Source, SourceKind, Style, reference_of

NEWS, WEB, OTHER, PERIODICAL = SourceKind.NEWSPAPER, SourceKind.WEB, SourceKind.OTHER, SourceKind.PERIODICAL
ONLINE = "http://paper.people.com.cn/rmrb/html/2022-08/16/nw.D110000renmrb_20220816_3-17.htm"
PAGE = "https://cpc.people.com.cn/n1/2025/0217/c443712-40419790.html"
WOMEN = "http://paper.people.com.cn/rmrb/html/2013-01/12/nw.D110000renmrb_20130112_5-02.htm"
LITERACY = "http://www.soi.city.ac.uk/~dbawden/digital%20literacy%20chapter.pdf"


def both(source: Source, *, inferred_dates: bool = False) -> tuple[str, str]:
    return (
        reference_of(source, Style.GBT7714_2025, inferred_dates=inferred_dates),
        reference_of(source, Style.GBT7714_2015, inferred_dates=inferred_dates),
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            Source("8.5.3:1", NEWS, "数字革命与竞争国际化", ("丁文详",), "中国青年报", "2000-11-20", page="15"),
            "丁文详. 数字革命与竞争国际化[N]. 中国青年报，2000-11-20（15）.",
        ),
        (
            Source("B.4", NEWS, "探索微观世界的无穷奥秘（科技大观）", ("陈缮真",), "人民日报", "2022-08-16", page="17", url=ONLINE),
            f"陈缮真. 探索微观世界的无穷奥秘（科技大观）[N/OL]. 人民日报，2022-08-16（17）. {ONLINE}.",
        ),
        (
            Source("8.11.3.2:3", WEB, "“好好干，当一个好工人”", ("许振超",), date="2025-02-17", url=PAGE, accessed="2025-06-22"),
            f"许振超. “好好干，当一个好工人”[EB/OL]. （2025-02-17）[2025-06-22]. {PAGE}.",
        ),
        (
            Source("8.11.2.2:1", WEB, "中国国家博物馆", url="https://www.chnmuseum.cn/", accessed="2025-05-06"),
            "中国国家博物馆[EB/OL]. [2025-05-06]. https://www.chnmuseum.cn/.",
        ),
    ],
)
def test_the_examples_of_2025(source: Source, expected: str) -> None:
    assert reference_of(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            Source("8.8", NEWS, "数字革命与竞争国际化", ("丁文祥",), "中国青年报", "2000-11-20", page="15"),
            "丁文祥. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20(15).",
        ),
        (
            Source(
                "4.4.2:2", NEWS, "我们的科技一直在追赶: 访中国工程院院长周济", ("余建斌",), "人民日报", "2013-01-12", page="2",
                url=WOMEN, accessed="2013-03-20",
            ),
            f"余建斌. 我们的科技一直在追赶: 访中国工程院院长周济[N/OL]. 人民日报, 2013-01-12(2)[2013-03-20]. {WOMEN}.",
        ),
        (
            Source(
                "4.6.2:3", WEB, "Origins and concepts of digital literacy", ("BAWDEN D",), date="2008-05-04", url=LITERACY,
                accessed="2013-03-08",
            ),
            f"BAWDEN D. Origins and concepts of digital literacy[EB/OL]. (2008-05-04)[2013-03-08]. {LITERACY}.",
        ),
    ],
)  # fmt: skip
def test_the_examples_of_2015(source: Source, expected: str) -> None:
    assert reference_of(source, Style.GBT7714_2015) == expected


def test_2025_gives_no_date_of_access_for_a_newspaper() -> None:
    source = Source("k", NEWS, "题", (), "人民日报", "2013-01-12", url="http://a.cn/1", accessed="2013-03-20")
    assert both(source) == ("题[N/OL]. 人民日报，2013-01-12. http://a.cn/1.", "题[N/OL]. 人民日报, 2013-01-12[2013-03-20]. http://a.cn/1.")


@pytest.mark.parametrize(
    ("authors", "of_2025", "of_2015"),
    [
        ((), "", ""),
        (("印森林",), "印森林. ", "印森林. "),
        (("李四光", "华罗庚", "茅以升"), "李四光，华罗庚，茅以升. ", "李四光, 华罗庚, 茅以升. "),
        (("印森林", "吴胜和", "李俊飞", "冯文杰"), "印森林，吴胜和，李俊飞，等. ", "印森林, 吴胜和, 李俊飞, 等. "),
    ],
)
def test_three_authors_are_named_and_of_more_the_first_three(authors: tuple[str, ...], of_2025: str, of_2015: str) -> None:
    assert both(Source("k", NEWS, "题", authors, "日报", "2021-03-05")) == (
        f"{of_2025}题[N]. 日报，2021-03-05.",
        f"{of_2015}题[N]. 日报, 2021-03-05.",
    )


def test_an_entry_in_another_language_has_half_width_marks_in_both_editions() -> None:
    authors = ("Fordham E W", "Ali A", "Turner D A", "Charters J R")
    source = Source("k", NEWS, "A county earns more", authors, "China Daily", "2021-03-05", page="3")
    expected = "Fordham E W, Ali A, Turner D A, et al. A county earns more[N]. China Daily, 2021-03-05(3)."
    assert both(source) == (expected, expected)


def test_an_initials_full_stop_is_not_doubled() -> None:
    assert reference_of(Source("k", OTHER, "Title", ("Smith, J.",))) == "Smith, J. Title[Z]."


@pytest.mark.parametrize(
    ("container", "date", "page", "expected"),
    [
        (None, None, None, "题[N]."),
        ("日报", None, None, "题[N]. 日报."),
        ("日报", "2021", None, "题[N]. 日报，2021."),
        ("日报", "2021-03", None, "题[N]. 日报，2021-03."),
        (None, "2021-03-05", "2", "题[N]. 2021-03-05（2）."),
        ("日报", None, "2", "题[N]. 日报（2）."),
    ],
)
def test_what_is_not_known_is_left_out(container: str | None, date: str | None, page: str | None, expected: str) -> None:
    assert reference_of(Source("k", NEWS, "题", (), container, date, page=page)) == expected


def test_an_estimated_date_is_left_out_unless_asked_for_and_then_its_year_is_in_brackets() -> None:
    source = Source("k", NEWS, "题", ("甲",), "日报", "2022-06", estimated=True)
    assert both(source) == ("甲. 题[N]. 日报.", "甲. 题[N]. 日报.")
    assert both(source, inferred_dates=True) == ("甲. 题[N]. 日报，[2022].", "甲. 题[N]. 日报, [2022].")
    page = Source("k", WEB, "题", date="2022-06", estimated=True, url="http://a.cn")
    assert reference_of(page) == "题[EB/OL]. http://a.cn."
    assert reference_of(page, inferred_dates=True) == "题[EB/OL]. （[2022]）. http://a.cn."


def test_a_periodical_is_told_by_its_year_and_page() -> None:
    source = Source("k", PERIODICAL, "题", ("甲",), "党建月刊", "2024-11-05", page="5-6")
    assert both(source) == ("甲. 题[J]. 党建月刊，2024：5-6.", "甲. 题[J]. 党建月刊, 2024: 5-6.")


def test_nothing_of_a_title_is_rewritten() -> None:
    title = '收入{增}100% & "引号"——副题'
    assert both(Source("k", OTHER, title)) == (f"{title}[Z].", f"{title}[Z].")
