"""What a text says of itself, printed or inferred."""

import pytest

from qa.text import reconstruct
from qa.text.dates import inferred_date, printed_date
from qa.types import Kind, Origin

BODY = "镇里的老木匠修好了河边的水车，村里的路因此好走多了。"


def test_what_a_web_page_prints() -> None:
    head = "当前位置: 首页 > 新闻\n水车旁的新鲜事传遍了古镇\n2017-12-28 10:17 来源: 云溪新闻网—云溪报\n\n□周小渡、陆小舟"
    text = f"{head}\n\n{BODY}\n\n{BODY[:-1]}，真好。\n"
    front = reconstruct(text).front
    assert (front.title, front.publisher, front.author, front.date) == (
        "水车旁的新鲜事传遍了古镇",
        "云溪报",
        "周小渡、陆小舟",
        "2017-12-28",
    )
    assert front.date_note is None
    assert {front.origins[name] for name in ("title", "publisher", "author", "date")} == {Origin.PRINTED}


def test_a_publisher_in_the_last_line() -> None:
    assert reconstruct(f"{BODY}\n\n云溪月刊 云溪日报社主办\n").front.publisher == "云溪日报"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021年修好水车，今年3月又修了路。2022年的计划也定了。", "2022"),
        ("2024年增收一成，去年全镇都忙。", "2025"),
        ("2023年度综合考核中获第一等次。", "2024"),
        ("2021年修好水车。", "2021"),
        ("力争到2035年建成。2021年修好水车。", "2021"),
        ("党的二十大报告提出的要求，2021年已经做到。", "2022"),
        ("水车转了。", None),
    ],
)
def test_a_year_is_inferred_from_what_the_text_speaks_of(text: str, date: str | None) -> None:
    found, note = inferred_date([text])
    assert found == date
    assert (note is None) is (date is None)


def test_printed_dates() -> None:
    assert printed_date(["2024年6月3日 星期一"]) == "2024-06-03"
    assert printed_date(["2024-13-40"]) is None


def test_nothing_is_inferred_without_being_marked() -> None:
    front = reconstruct(f"2021年，杭州市修好水车。杭州市又修了路，杭州市的人都来。\n\n{BODY}\n").front
    assert (front.date, front.origins) == ("2021", {"date": Origin.INFERRED})


@pytest.mark.parametrize(
    "line",
    [
        "山城日报 2023年2月6日",
        "山城日报 2023-02-06 08:30",
        "来源：山城日报 2023年2月6日",
        "（山城日报 2023年02月06日 第03版）",
        "山城日报 2023/2/6 记者 李明",
    ],
)
def test_a_line_of_paper_and_date_is_no_heading_and_is_read(line: str) -> None:
    clean = reconstruct(f"老街的水车又转了\n\n{line}\n\n{BODY}\n")
    assert (clean.front.publisher, clean.front.date, clean.front.origins["date"]) == ("山城日报", "2023-02-06", Origin.PRINTED)
    assert [block.text for block in clean.blocks if block.kind is Kind.HEADING] == ["老街的水车又转了"]


def test_a_sentence_of_the_text_that_names_a_paper_and_a_day_stays() -> None:
    text = f"老街的水车又转了\n\n{BODY}\n\n山城日报2023年2月6日报道了这件事，来看水车的人从此多了起来，老街也热闹了。\n"
    assert "山城日报2023年2月6日报道" in "".join(block.text for block in reconstruct(text).blocks)
