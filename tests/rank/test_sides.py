"""What a question's parts are asked with, and when one is answered."""

from typing import cast

import pytest

from qa.answer.consider import FAR, Part, _side
from qa.answer.setting import Lack, Shortfall
from qa.answer.weigh import Weighed
from qa.question import analyse
from qa.retrieve import Candidate, Found


def weighed(score: float) -> Weighed:
    return Weighed(cast(Candidate, None), 0, 0, (), score)


def part(score: float, barred: float | None, chance: float = 0.9) -> Part:
    lacking = None if barred is None else (weighed(barred), Shortfall(Lack.DATE, "哪一年"))
    return Part(cast(Found, None), "", [weighed(score)], lacking, chance, 0.5)


def test_a_sentence_far_behind_one_that_lacks_something_answers_nothing() -> None:
    assert part(3.0, None).answered and part(3.0, 3.0 + FAR).answered and part(3.0, 1.0).answered
    assert not part(3.0, 3.1 + FAR).answered
    assert not part(3.0, None, chance=0.4).answered


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
