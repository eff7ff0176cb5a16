"""What a question's parts are asked with, and when one is answered."""

import sys
from typing import cast

import pytest
from conftest_library import ARTICLES, build

from qa.answer.consider import FAR, Part, _inner, _side, _sides, consider, picks_of
from qa.answer.setting import Lack, Shortfall
from qa.answer.weigh import Weighed
from qa.question import analyse
from qa.retrieve import Candidate, Found, look
from qa.types import Kind


def weighed(score: float) -> Weighed:
    return Weighed(cast(Candidate, None), 0, 0, (), score)


def part(score: float, barred: float | None, chance: float = 0.9, side: str = "", lack: Lack = Lack.DATE) -> Part:
    lacking = None if barred is None else (weighed(barred), Shortfall(lack, "哪一年"))
    return Part(cast(Found, None), side, [weighed(score)], lacking, chance, 0.5)


def test_a_sentence_far_behind_one_that_lacks_something_answers_nothing() -> None:
    assert part(3.0, None).answered and part(3.0, 3.0 + FAR).answered and part(3.0, 1.0).answered
    assert not part(3.0, 3.1 + FAR).answered
    assert not part(3.0, None, chance=0.4).answered


def test_what_answers_more_directly_may_come_before_a_better_sentence() -> None:
    lacking = (weighed(9.0), Shortfall(Lack.PARTS, "指什么"))
    assert not Part(cast(Found, None), "", [weighed(3.0)], lacking, 0.9, 0.5).answered
    assert Part(cast(Found, None), "", [weighed(3.0), weighed(8.0)], lacking, 0.9, 0.5).answered


def test_what_is_said_of_the_other_side_is_no_better_answer() -> None:
    assert part(3.0, 9.0 + FAR, side="甲县", lack=Lack.PLACE).answered
    assert not part(3.0, 9.0 + FAR, side="甲县", lack=Lack.DATE).answered
    assert not part(3.0, 9.0 + FAR, lack=Lack.PLACE).answered


def test_a_side_is_asked_without_what_belongs_to_the_other() -> None:
    asked = analyse("章贡区的“红果驿站”和信丰县的“绿叶驿站”提供哪些服务，有何异同？")
    assert [term.text for term in asked.sides] == ["章贡区", "信丰县"]
    assert {term.text for term in _side(asked, "章贡区").terms if term.role == "quoted"} == {"红果驿站"}
    assert {term.text for term in _side(asked, "信丰县").terms if term.role == "quoted"} == {"绿叶驿站"}


def test_what_lies_in_one_side_is_no_word_of_the_other() -> None:
    asked = analyse("瑞金市与章贡区鲁迅小学照看孩子各有哪些办法？")
    assert [term.text for term in asked.sides] == ["瑞金市", "章贡区"]
    assert "鲁迅" in [term.text for term in asked.terms if term.role == "name"]
    assert "鲁迅" not in [term.text for term in _side(asked, "瑞金市").terms]
    assert "鲁迅" in [term.text for term in _side(asked, "章贡区").terms]


def test_a_village_of_one_side_is_not_sought_in_the_other_nor_what_it_lies_in() -> None:
    asked = analyse("瑞金市与章贡区青松路社区照看老人各有哪些办法？")
    assert [term.text for term in asked.sides] == ["瑞金市", "青松路社区"]
    assert _side(asked, "瑞金市").bare == "瑞金市与 照看老人 办法"
    assert "章贡区" in _side(asked, "青松路社区").bare


def test_each_side_is_answered_by_its_best_sentences_and_not_by_the_first_in_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[consider.__module__], "EACH", 2)
    ways = (
        "瑞金市请来专家会诊，给衰弱的古树搭起支架，管护的费用由县里出。", "说到办法，瑞金市的村民先想到认养：一户管护一棵古树。",
        "夜里两人一班巡山守夜，也是瑞金市管护古树的办法。", "瑞金市学生写日记，也算管护古树。", "瑞金市管护古树最要紧的办法是松土施肥。",
    )  # fmt: skip
    own = [(Kind.BODY, (), way) for way in ways]
    shelf = build({"瑞金市见闻": own, "信丰县见闻": [(Kind.BODY, (), "信丰县管护古树的办法是给每棵古树挂牌。")]})
    parts = consider(look(analyse("瑞金市和信丰县管护古树各有什么办法？"), shelf), shelf).parts
    assert [part.answered for part in parts] == [True, True]
    quoted = [pick.paragraph.ordinal for pick in picks_of(parts[:1])]
    best = [weighed.candidate.paragraph.ordinal for weighed in parts[0].ranked]
    assert set(quoted) == set(best[:2]) and best[1] != min(best[1:])


def test_two_years_are_compared_each_by_itself() -> None:
    asked = analyse("瑞金市2019年和2020年的护林重点有什么不一样？")
    assert [asked.written[each.start : each.end] for each in asked.places] == ["瑞金市"]
    assert [term.text for term in asked.sides] == ["2019", "2020"]
    for year, other in (("2019", "2020"), ("2020", "2019")):
        side = _side(asked, year)
        assert other not in [term.text for term in side.terms]
        assert [year in asked.written[each.start : each.end] for each in side.times] == [True]
        assert [place.name for each in side.places for place in each.places] == ["江西省赣州市瑞金市"]


def test_a_place_that_lies_in_the_other_side_is_set_apart() -> None:
    asked = analyse("江西和吉安各有多少名护林员？")
    province, city = (_side(asked, term.text) for term in asked.sides)
    assert [place.name for place in _inner(province, asked)] == ["江西省吉安市"]
    assert _inner(city, asked) == ()
    asked = analyse("赣州和吉安各有多少名护林员？")
    assert all(_inner(_side(asked, term.text), asked) == () for term in asked.sides)


def test_a_side_that_is_a_place_is_weighed_by_what_is_asked_of_it() -> None:
    shelf = build(ARTICLES)
    asked = analyse("瑞金市和信丰县护林的做法有什么不同？")
    for (name, found), place in zip(_sides(asked, shelf), ("瑞金市", "信丰县"), strict=True):
        assert name == place
        assert place not in [term.text for term in found.question.terms]
        assert [found.question.written[each.start : each.end] for each in found.question.places] == [place]
        assert all(len(each.found.terms) == len(found.question.terms) for each in found.candidates)


@pytest.mark.parametrize(
    ("question", "side", "places"),
    [
        ("章贡区的“红果驿站”和“绿叶驿站”有什么不同？", "红果驿站", ["章贡区"]),
        ("章贡区的“红果驿站”和“绿叶驿站”有什么不同？", "绿叶驿站", []),
        ("“红果驿站”和“绿叶驿站”在章贡区有什么不同？", "绿叶驿站", ["章贡区"]),
    ],
)
def test_a_place_right_before_one_side_is_no_condition_of_the_other(question: str, side: str, places: list[str]) -> None:
    asked = analyse(question)
    assert len(asked.sides) == 2
    assert [question[each.start : each.end] for each in _side(asked, side).places] == places
