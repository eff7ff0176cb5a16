"""What a page prints besides title, paper and day: page number, an office's number, the dateline of a report."""

import pytest

from qa.text import reconstruct
from qa.text.printed import dateline_of, number_of, page_of, without_number
from qa.types import Origin

BODY = "镇里的老木匠修好了河边的水车，村里的路因此好走多了。"


@pytest.mark.parametrize(
    ("line", "page"),
    [
        ("云溪日报 2023年2月6日 第3版", "3"),
        ("a03版：要闻", "A03"),
        ("第 12 版", "12"),
        ("2023年2月6日", None),
        ("3版本", None),
    ],
)
def test_the_page_of_a_newspaper(line: str, page: str | None) -> None:
    assert page_of(["首页 > 新闻", line]) == page


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("云府发〔2023〕5号", "云府发〔2023〕5号"),
        ("（云府办字 [2021] 第 12 号）", "云府办字[2021]第12号"),
        ("云岭县人民政府令第7号", "云岭县人民政府令第7号"),
        ("按云府发〔2023〕5号文件", None),
        ("云府发〔2023〕5号文件已经印发", None),
        ("第5号水车", None),
    ],
)
def test_an_offices_number_stands_on_a_line_of_its_own(line: str, number: str | None) -> None:
    assert number_of(["云岭县人民政府关于修水车的通知", line, BODY]) == number


def test_a_number_far_down_is_another_documents() -> None:
    assert number_of([BODY] * 20 + ["云府发〔2023〕5号"]) is None


@pytest.mark.parametrize(
    ("text", "dateline", "day"),
    [
        ("本报云岭3月5日讯（记者 周小渡）水车修好了。", "本报云岭3月5日讯", None),
        ("云溪网云岭2023年3月5日电 水车修好了。", "云溪网云岭2023年3月5日电", "2023-03-05"),
        ("据云溪社5日消息，水车修好了。", "云溪社5日消息", None),
        ("本报讯 水车修好了。", None, None),
        ("3月5日，讯问结束。", None, None),
    ],
)
def test_the_dateline_of_a_report(text: str, dateline: str | None, day: str | None) -> None:
    assert dateline_of(["一段话。", text]) == (dateline, day)


def test_all_of_it_in_a_page() -> None:
    text = f"水车旁的新鲜事传遍了古镇\n云溪日报 2023年2月6日 第A3版\n\n本报云岭2月5日讯 {BODY}\n\n{BODY[:-1]}，真好。\n"
    front = reconstruct(text).front
    assert (front.date, front.page, front.dateline) == ("2023-02-06", "A3", "本报云岭2月5日讯")
    assert front.origins["page"] is front.origins["dateline"] is Origin.PRINTED


def test_a_dateline_with_its_year_dates_a_report_that_has_no_other_date() -> None:
    front = reconstruct(f"水车旁的新鲜事传遍了古镇\n\n云溪网云岭2023年3月5日电 2021年动工。{BODY}\n\n{BODY[:-1]}，真好。\n").front
    assert (front.date, front.date_note, front.origins["date"]) == ("2023-03-05", None, Origin.PRINTED)


@pytest.mark.parametrize(
    "head", ["云岭县人民政府关于修水车的通知\n云府发〔2023〕5号", "云府发〔2023〕5号\n\n云岭县人民政府关于修水车的通知"]
)
def test_the_number_is_no_part_of_the_title(head: str) -> None:
    front = reconstruct(f"{head}\n\n各乡镇人民政府：\n\n{BODY}\n\n{BODY[:-1]}，真好。\n").front
    assert (front.title, front.number) == ("云岭县人民政府关于修水车的通知", "云府发〔2023〕5号")
    assert without_number("甲 乙") == "甲 乙"
