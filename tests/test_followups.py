"""Follow-ups: whole conversations completed, and minimal pairs over the five articles. The conversations are invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.dialogues import KINDS, Pair, pairs
from evals.followups import Outcome, measure, share, table
from qa.engine import Library
from qa.question import Asked, analyse, complete

SEEDS = Path(__file__).parents[1] / "seeds"
LEAST = 0.90


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("followups") / "library", create=True) as library:
        library.add([SEEDS])
        yield library


@pytest.fixture(scope="module")
def drawn(library: Library) -> list[Pair]:
    return pairs(library)


@pytest.fixture(scope="module")
def outcomes(library: Library, drawn: list[Pair]) -> list[Outcome]:
    return measure(library, drawn)


def test_the_library_gives_enough_pairs_of_every_kind_and_none_twice(drawn: list[Pair]) -> None:
    assert len(drawn) >= 200 and len(set(drawn)) == len(drawn)
    assert all(sum(pair.kind == kind for pair in drawn) >= 20 for kind in KINDS)


def test_a_pair_says_less_than_its_full_question(drawn: list[Pair]) -> None:
    for pair in drawn:
        assert pair.history and (pair.kind == "topic switch") == (pair.followup == pair.full)
        assert pair.full not in pair.history or pair.kind == "left out"


def test_the_same_seed_draws_the_same_pairs_and_another_others(library: Library, drawn: list[Pair]) -> None:
    assert pairs(library, seed=0) == drawn
    assert pairs(library, seed=1) != drawn


@pytest.mark.parametrize("kind", KINDS)
def test_a_follow_up_finds_first_what_its_full_question_finds(kind: str, outcomes: list[Outcome]) -> None:
    held = [outcome for outcome in outcomes if outcome.pair.kind == kind]
    assert share(held) >= LEAST, [outcome for outcome in held if not outcome.same]


def test_all_follow_ups_together_find_what_their_full_questions_find(outcomes: list[Outcome]) -> None:
    assert share(outcomes) >= LEAST


def test_the_table_has_a_line_for_every_kind_and_one_for_all(outcomes: list[Outcome]) -> None:
    lines = list(table(outcomes))
    assert [line.split("  ")[0] for line in lines[1:]] == [*KINDS, "all"]
    assert f"{share(outcomes):.3f}" in lines[-1]


def test_a_share_of_nothing_is_nothing() -> None:
    assert share([]) == 0.0


def test_without_a_follow_up_s_history_its_full_question_is_not_found(library: Library, drawn: list[Pair]) -> None:
    """What the pairs measure is the completion: asked by itself, a follow-up finds something else."""
    alone = [Pair(pair.kind, (), pair.followup, pair.full) for pair in drawn if pair.kind in ("place swap", "year swap", "left out")]
    assert share(measure(library, alone)) < 0.5


@pytest.mark.parametrize(
    ("history", "question", "completed"),
    [
        # slots replaced by their like
        (["2021年赣州旅游收入有多少？"], "去年呢？", "去年赣州旅游收入有多少？"),
        (["2021年赣州旅游收入有多少？"], "那抚州2023年呢？", "2023年抚州旅游收入有多少？"),
        (["2021年赣州旅游收入有多少？"], "抚州和吉安呢？", "2021年抚州和吉安旅游收入有多少？"),
        (["2021年赣州旅游收入有多少？"], "人均呢？", "2021年赣州人均旅游收入有多少？"),
        (["2021年赣州旅游收入有多少？"], "增速呢？", "2021年赣州旅游收入的增速是多少？"),
        (["2021年赣州旅游收入有多少？"], "抚州的村集体经济收入呢？", "2021年抚州村集体经济收入有多少？"),
        (["2021年赣州旅游收入有多少？"], "上半年呢？", "2021年上半年赣州旅游收入有多少？"),
        (["赣州如何修堤？"], "2023年呢？", "2023年赣州如何修堤？"),
        (["赣州如何壮大村集体经济？"], "优化网格设置呢？", "赣州如何优化网格设置？"),
        (["赣州和抚州有什么不同？"], "那吉安呢？", "赣州和吉安有什么不同？"),
        (["赣州有多少护林员？"], "抚州有多少？", "抚州有多少护林员？"),
        (["赣州有多少护林员？"], "抚州有吗？", "抚州有多少护林员？"),
        (["赣州的旅游收入是多少？"], "2021年和2022年分别是多少？", "2021年和2022年赣州的旅游收入是多少？"),
        (["抚州市委组织部部长是谁？"], "副部长呢？", "抚州市委组织部副部长是谁？"),
        (["赣州如何修堤？"], "近三年呢？", "近三年赣州如何修堤？"),
        (["赣州如何修堤？"], "其他城市呢？", "其他城市如何修堤？"),
        (["赣州如何修堤？"], "全省呢？", "江西省如何修堤？"),
        (["全国有多少个城市修堤？"], "江西呢？", "江西有多少个城市修堤？"),
        (["赣州有多少村民参加了培训？"], "党员呢？", "赣州有多少党员参加了培训？"),
        # pronouns
        (["2021年章贡区有多少护林员？"], "该区如何修堤？", "章贡区如何修堤？"),
        (["赣州市章贡区有多少护林员？"], "该市如何修堤？", "赣州市如何修堤？"),
        (["赣州市如何修堤？"], "全市有多少护林员？", "赣州市有多少护林员？"),
        (["赣州如何修堤？"], "当地有多少护林员？", "赣州有多少护林员？"),
        (["赣州如何修堤？"], "那里有多少护林员？", "赣州有多少护林员？"),
        (["抚州怎样修堤？", "吉安的“护林营”来了多少人？"], "去那里的学生有多少？", "去吉安的学生有多少？"),
        (["赣州有多少家非公企业帮扶村子？"], "它们总共投了多少钱？", "赣州非公企业总共投了多少钱？"),
        (["法院判白某某赔了多少钱？"], "那诉讼费他还得掏多少？", "诉讼费白某某还得掏多少？"),
        (["赣州如何修堤？"], "这样一来收入有多少？", "赣州修堤收入有多少？"),
        (["陈艳霞是谁？"], "她看护了多少棵树？", "陈艳霞看护了多少棵树？"),
        (["抚州市委组织部副部长是谁？"], "他说了什么？", "抚州市委组织部副部长说了什么？"),
        (["什么是“三清单”？"], "它有什么作用？", "“三清单”有什么作用？"),
        (["什么是“三清单”？"], "这项制度是什么时候建立的？", "“三清单”制度是什么时候建立的？"),
        (["赣州和抚州有什么不同？"], "后者有多少护林员？", "抚州有多少护林员？"),
        (["大桥是怎么建成的？"], "它有多长？", "大桥有多长？"),
        # what is left out
        (["赣州如何修堤？"], "为什么？", "赣州为什么修堤？"),
        (["赣州如何修堤？"], "谁负责？", "赣州修堤由谁负责？"),
        (["赣州如何修堤？"], "什么时候开始的？", "赣州修堤是什么时候开始的？"),
        (["赣州如何修堤？"], "取得了什么成效？", "赣州修堤取得了什么成效？"),
        (["赣州如何修堤？"], "还有呢？", "赣州如何修堤？"),
        (["大桥在哪里？"], "什么时候通车的？", "大桥是什么时候通车的？"),
        (["赣州的旅游收入是多少？"], "同比增长多少？", "赣州的旅游收入同比增长多少？"),
        (["赣州的旅游收入是多少？"], "比上一年增长多少？", "赣州的旅游收入比上一年增长多少？"),
        (["赣州的旅游收入是多少？"], "跟去年比涨了多少？", "赣州的旅游收入跟去年比涨了多少？"),
        (["赣州如何修堤？"], "2023年投入了多少钱？", "2023年赣州修堤投入了多少钱？"),
        (["赣州如何修堤？"], "意义呢？", "赣州修堤的意义是什么？"),
        (["赣州的旅游收入是多少？"], "比抚州多多少？", "赣州的旅游收入比抚州多多少？"),
        # corrections
        (["赣州有多少护林员？"], "不对，我问的是2020年", "2020年赣州有多少护林员？"),
        (["2021年赣州有多少护林员？"], "不是赣州，是抚州。", "2021年抚州有多少护林员？"),
        (["赣州有多少护林员？"], "我是说水利站", "赣州有多少水利站？"),
        (["赣州如何修堤？"], "我问的是为什么", "赣州为什么修堤？"),
        # chains
        (["赣州有多少护林员？", "那抚州呢？", "2023年呢？"], "水利站呢？", "2023年抚州有多少水利站？"),
        (["赣州有多少护林员？", "那抚州呢？"], "不对，是吉安", "吉安有多少护林员？"),
        (["陈艳霞是谁？", "她在哪里工作？"], "那吴定珠呢？", "吴定珠在哪里工作？"),
        # English
        (["How does Nanchang protect trees?"], "And in 2023?", "How does Nanchang protect trees in 2023?"),
        (["How does Nanchang protect trees?"], "Why?", "Why does Nanchang protect trees?"),
        (["How many rangers are there in Ganzhou?"], "How many of them are women?", "How many of the rangers in Ganzhou are women?"),
        (["How many rangers were there in Ganzhou in 2021?"], "No, I meant 2020.", "How many rangers were there in Ganzhou in 2020?"),
        (["How many rangers were there in Ganzhou?"], "Not Ganzhou, but Fuzhou.", "How many rangers were there in Fuzhou?"),
        (["赣州如何修堤？"], "What about Fuzhou?", "抚州市如何修堤？"),
    ],
)
def test_a_conversation_is_completed(history: list[str], question: str, completed: str) -> None:
    found = complete(question, history)
    assert found.changed and found.text == completed


@pytest.mark.parametrize(
    ("history", "question"),
    [
        (["赣州如何修堤？"], "什么是“三清单”？"),
        (["赣州如何修堤？"], "陈艳霞是谁？"),
        (["2021年赣州旅游收入有多少？"], "抚州如何保护古树？"),
        (["什么是“三清单”？"], "赣州有多少护林员？"),
        (["赣州如何修堤？"], "你好"),
        (["赣州如何修堤？"], "不对。"),
        (["陈艳霞是谁？"], "六十进制发源于哪里？"),
        (["陈艳霞是谁？"], "黄鳍紫鱼和丝鳍紫鱼之间的区别是什么？"),
        (["陈艳霞做了什么？"], "不同的分值代表什么意思？"),
        (["2021年有多少人？"], "六十进制一般用在什么场合？"),
        (["赣州如何修堤？"], "依据国际人道法受保护的水坝应该放上什么标记？"),
        (["赣州如何修堤？"], "抚州全市有多少护林员？"),
        (["赣州如何修堤？"], "陈艳霞和她的同事看护了多少棵树？"),
        (["赣州如何修堤？"], "How does Fuzhou support the village collective economy?"),
        (["How does Nanchang protect trees?"], "How many rangers are there in Ganzhou?"),
        (["How does Nanchang protect trees?"], "Hello"),
    ],
)
def test_a_new_subject_carries_nothing(history: list[str], question: str) -> None:
    found = complete(question, history)
    assert (found.text, found.focus, found.changed) == (question, 0, False)


def test_what_was_answered_is_pointed_at_first() -> None:
    history = ["抚州市委组织部部长是谁？"]
    assert complete("他说了什么？", history, ["陈艳霞"]).text == "陈艳霞说了什么？"
    part = complete("其中有多少个通了公路？", ["赣州有多少个村？"], ["54个村"])
    assert part.text == "赣州54个村，其中有多少个通了公路？"


def test_a_topic_before_a_question_with_words_of_its_own_is_only_its_background() -> None:
    found = complete("其中有多少人会游泳？", ["赣州有多少护林员？"])
    assert found.text[: found.focus] == "赣州护林员，"
    assert analyse(found.text, found.focus).kind is Asked.NUMBER


def test_a_swap_in_the_topic_keeps_it_the_topic() -> None:
    found = complete("那抚州呢？", ["赣州有多少护林员？", "其中有多少人会游泳？"])
    assert found.text == "抚州护林员，其中有多少人会游泳？" and found.text[: found.focus] == "抚州护林员，"


def test_a_place_that_the_past_does_not_hold_is_not_invented() -> None:
    found = complete("该村有多少亩果园？", ["赣州的旅游收入是多少？"])
    assert "该村" in found.text and found.text.startswith("赣州的旅游收入")
