"""Names of people in a sentence: those that the tagger misses are given away by what stands beside them. All names are invented."""

import pytest

from qa.question.people import persons
from qa.tokens import normalise


def names(sentence: str) -> list[str]:
    text = normalise(sentence)
    return [text[start:end] for start, end in persons(text)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("社区党委书记罗桂禾表示，活动很受欢迎。", ["罗桂禾"]),
        ("县农业局局长俞澄江，是带队的人。", ["俞澄江"]),
        ("护林队队长于怀山说。", ["于怀山"]),
        ("合作社理事长戎青带领社员种茶。", ["戎青"]),
        ("厂长为伍砚田。", ["伍砚田"]),
        ("仲砚秋介绍，茶园有三百亩。", ["仲砚秋"]),
        ("经理张禾说，考虑到天气，停工一天。", ["张禾"]),
        ("志愿者房女士高兴地说。", ["房女士"]),
        ("由热心的屠砚青同志主持。", ["屠砚青"]),
        ("驻外大使欧阳澄青出席。", ["欧阳澄青"]),
    ],
)
def test_a_name_stands_behind_a_post_or_before_a_word_of_speech(sentence: str, found: list[str]) -> None:
    assert names(sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "各方代表齐聚一堂。",
        "被民警查获。",
        "社区妇女儿童之家开放。",
        "引导居民养成好习惯。",
        "走进长江两岸。",
        "行业主管部门要抽调力量。",
        "居民戴口罩出门。",
        "书记于昨日到村。",
        "据说下了雨。",
    ],
)
def test_what_only_begins_like_a_name_is_none(sentence: str) -> None:
    assert names(sentence) == []
