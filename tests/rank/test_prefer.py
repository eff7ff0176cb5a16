"""What answers more directly comes first: the place itself before its parts, where a place lies, what a thing is made of."""

from collections.abc import Sequence

import pytest
from conftest_library import build

from qa.answer import answer_question
from qa.retrieve import Shelf
from qa.types import Kind

Rows = Sequence[tuple[Kind, tuple[str, ...], str]]
ARTICLES: dict[str, Rows] = {
    "宜春市茶业纪事": [
        (Kind.BODY, (), "宜春市铜鼓县高桥乡白石村背靠大山，村口有一座石桥。"),
        (Kind.BODY, (), "白石村先后获评省级示范村，白石村的茶在外地也有名气。"),
        (Kind.BODY, (), "铜鼓县建成茶厂12座，茶厂旁都修了路。"),
        (Kind.BODY, (), "宜春市共建成茶厂160座。"),
        (Kind.BODY, (), "“三进茶山”是当地茶业的一个切入点，“三进茶山”活动深受茶农欢迎。"),
        (Kind.BODY, (), "各乡镇以干部进茶山、技术进茶山、订单进茶山为主要内容，办起了“三进茶山”活动。"),
    ]
}


@pytest.fixture(scope="module")
def tea() -> Shelf:
    return build(ARTICLES)


def first(question: str, shelf: Shelf) -> str:
    return answer_question(question, (), shelf).statements[0][0].text


def test_the_number_of_a_place_is_its_own_and_not_that_of_a_part(tea: Shelf) -> None:
    assert first("宜春市建成茶厂多少座？", tea) == "宜春市共建成茶厂160座。"
    assert first("铜鼓县建成茶厂多少座？", tea).startswith("铜鼓县建成茶厂12座")


def test_where_a_village_lies_is_told_by_what_it_is_named_with(tea: Shelf) -> None:
    assert first("白石村在哪里？", tea).startswith("宜春市铜鼓县高桥乡白石村")


def test_what_a_thing_is_is_told_by_what_it_is_made_of(tea: Shelf) -> None:
    assert "为主要内容" in first("“三进茶山”指什么？", tea)
    assert "深受茶农欢迎" in first("什么活动深受茶农欢迎？", tea), "a question that asks for something else keeps its order"


def test_an_exact_count_comes_before_a_rough_one() -> None:
    text = "铜鼓县面向社会选聘了百余名茶技员，每人联系5家茶厂。目前，铜鼓县已选聘115名茶技员到茶厂。"
    shelf = build({"铜鼓县茶技员": [(Kind.BODY, (), text)]})
    assert "115名" in first("铜鼓县选聘了多少名茶技员？", shelf)
    assert "百余名" in first("铜鼓县面向社会选聘茶技员有什么做法？", shelf)
