"""What a comparison tells in phrases, lists told item by item, and questions in English laid on clauses. All text is invented."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from qa.answer.consider import consider, picks_of
from qa.question import analyse
from qa.question.sides import apart
from qa.retrieve import Shelf, look
from qa.retrieve.clauses import counts, windows
from qa.types import Kind


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("瑞金市的陈某和信丰县的刘某某，各捐了多少钱？", ("瑞金市的陈某捐了多少钱", "信丰县的刘某某捐了多少钱")),
        ("进林的护林员，瑞金有多少、全江西又有多少？", ("进林的护林员，瑞金有多少", "进林的护林员，全江西有多少")),
        ("把瑞金市的山塘数量和全省的水库数量放在一起比一比。", ("瑞金市的山塘数量是多少", "全省的水库数量是多少")),
        ("2021年换届后，瑞金的林场和乡镇粮站各有什么特点？",
         ("2021年换届后，瑞金的林场有什么特点", "2021年换届后，瑞金的乡镇粮站有什么特点")),
        ("瑞金市林业局和水利局的党建各有什么做法？", ("瑞金市林业局的党建有什么做法", "瑞金市水利局的党建有什么做法")),
        ("青鸟书屋和白鹭书屋谁捐得多？", ("青鸟书屋捐多少", "白鹭书屋捐多少")),
        ("守山的学生和去瑞金市石桥村的老师，做的事有什么不一样？", ("守山的学生做的事是什么", "去瑞金市石桥村的老师做的事是什么")),
    ],
)  # fmt: skip
def test_each_phrase_is_asked_alone(question: str, sides: tuple[str, ...]) -> None:
    assert tuple(text for _, text in apart(analyse(question))) == sides


@pytest.mark.parametrize(
    "question",
    [
        "瑞金市和信丰县怎样护林，有什么不同？",  # a name in each: Question.sides
        "瑞金市有多少名护林员？",
        "“2468”工程里的2、4、6、8分别指什么？",
        "护林员和养路工？",
        "What is the difference between Ruijin and Xinfeng?",
    ],
)
def test_what_is_no_comparison_of_phrases_is_not_taken_apart(question: str) -> None:
    assert apart(analyse(question)) == ()


LIST = (
    "谈到护林，瑞金市的老支书说，古树衰弱的原因有三个。", "第一，山上的土一年比一年薄。老支书叹了口气，又往炉子里添了一块柴。",
    "第二，放牛的人把树皮蹭掉了。", "第三，游客太多，把树根踩实了。", "晚饭后，老支书又说起了别的事。第一，桥该修了。",
)  # fmt: skip


def test_a_list_that_is_announced_is_quoted_item_by_item(make: Callable[..., Shelf]) -> None:
    shelf = make({"护林记": [(Kind.BODY, (), text) for text in LIST]})
    picks = [pick.text for pick in picks_of(consider(look(analyse("瑞金市古树衰弱的原因有哪些？"), shelf), shelf).parts)]
    wanted = ["第一，山上的土一年比一年薄。", "第二，放牛的人把树皮蹭掉了。", "第三，游客太多，把树根踩实了。"]
    assert [text for text in picks if text.startswith("第")] == wanted


def test_a_fact_gets_no_list(make: Callable[..., Shelf]) -> None:
    shelf = make({"护林记": [(Kind.BODY, (), text) for text in LIST]})
    picks = [pick.text for pick in picks_of(consider(look(analyse("瑞金市古树衰弱的原因有几个？"), shelf), shelf).parts)]
    assert len(picks) <= 3 and "第三，游客太多，把树根踩实了。" not in picks


def test_in_english_a_number_counts_what_stands_beside_it(make: Callable[..., Shelf]) -> None:
    texts = ("瑞金市有320名护林员，每人看护五公里山路。", "瑞金市的护林员清早就出门，看护着1200公里山路。", "瑞金市的护林员守着古树。")
    shelf = make({"护林记": [(Kind.BODY, (), text) for text in texts]})
    question = analyse("How many forest rangers are there in Ruijin?")
    assert question.counted == ("forest", "rangers")
    found = look(question, shelf)
    by_text = {candidate.paragraph.text: candidate.found for candidate in found.candidates}
    beside, far, none = (each[0] for each in counts(question, [by_text[text] for text in texts], shelf))
    assert 1 >= beside > far >= 0 == none
    assert [each.tolist() for each in counts(analyse("Who guards the trees?"), [by_text[texts[0]]], shelf)] == [[0.0]]


def test_in_english_what_stands_together_counts_and_not_what_a_long_sentence_has_here_and_there(make: Callable[..., Shelf]) -> None:
    near = "学校的老师每天教学生读书。"
    far = f"老师们修好了桥，{'山里的雨下了一整夜，' * 4}学校关了门，{'河水漫过了石桥，' * 4}学生都回了家。"
    shelf = make({"山乡记": [(Kind.BODY, (), text) for text in (near, far)]})
    found = look(analyse("What do the teachers of the school teach the students?"), shelf)
    by_text = {candidate.paragraph.text: candidate.found for candidate in found.candidates}
    weights = np.stack([found.counts, np.zeros_like(found.counts)])
    together, apart_ = windows(found.words, [weights, weights], found.question, [by_text[near], by_text[far]], shelf)
    assert together.shape == (2, 1) and 0 <= apart_[0, 0] < together[0, 0] <= 1 + 1e-6
    assert together[1, 0] == apart_[1, 0] == 0, "of nothing that counts nothing is held"
    assert windows(found.words, [], found.question, [], shelf) == []


def test_the_number_that_the_question_says_itself_draws_no_clause(make: Callable[..., Shelf]) -> None:
    text = "在2021年的大会上，瑞金市的老师说了很久，后来大家又去看了看山，护林员有320名。"
    shelf = make({"山乡记": [(Kind.BODY, (), text)]})
    found = look(analyse("How many rangers were there in 2021?"), shelf)
    (value,) = windows(found.words, [np.ones((1, len(found.words.lengths)))], found.question, [found.candidates[0].found], shelf)
    assert 0 < value[0, 0] <= 1 + 1e-6
