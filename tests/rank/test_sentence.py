"""The sentence ranker's features, their values worked out by hand on invented text, and the trees against walking them."""

import math

import numpy as np
import pytest
from laid import lay

from evals.training.boost import boost
from evals.training.sentences import RISING
from qa.question import analyse
from qa.rank import SENTENCE, Boosted, Linear, Seen, Trees, load, sentence_table
from qa.rank.shape import counted, longest_run, overlap


def table(question: str, *texts: str, cosines: tuple[float, ...] = (), section: tuple[str, ...] = ()) -> list[dict[str, float]]:
    """The features of every sentence of the paragraphs; the first has score 0, each further one 1 less."""
    laid = [lay(question, text, section) for text in texts]
    seen = []
    for i, (_, found, _) in enumerate(laid):
        count = len(found.prepared.normal)
        near = np.array(cosines[:count] if cosines else [0.5] * count)
        nothing = np.zeros(len(near))
        seen.append(Seen(found, -float(i), near, near, near, nothing, np.zeros(len(found.terms)), nothing, nothing))
    rows = sentence_table(laid[0][0], laid[0][2], seen)
    return [dict(zip(SENTENCE, row, strict=True)) for row in rows.tolist()]


def test_the_sentence_before_and_the_rest_add_up_to_the_paragraph() -> None:
    values = table("水库公路古树", "修了水库。修了公路。保护古树。")[1]
    assert values["held"] > 0 and values["before"] > 0 and values["rest"] > 0
    assert values["held"] + values["before"] + values["rest"] == pytest.approx(1)
    assert values["position"] == 0.5


def test_the_title_and_a_heading_add_what_the_paragraph_leaves_out() -> None:
    values = table("云溪县有多少名护林员？", "全县选聘护林员320名。")[0]
    assert values["held"] < 1 and values["held"] + values["context"] == pytest.approx(1) and values["astray"] == 0
    assert table("石门县有多少名护林员？", "全县选聘护林员320名。")[0]["astray"] == 1
    assert table("古树怎样保护？", "对衰弱的搭设支架。", section=("古树保护",))[0]["context"] == pytest.approx(1)


def test_sentences_of_the_first_passage_stand_before_those_of_the_second() -> None:
    rows = table("水库公路", "修了水库。修了公路。", "种了树。")
    assert [row["passage"] for row in rows] == [0, 0, -1]
    assert [row["place"] for row in rows] == [1, 1, 0.5]
    assert rows[2]["held_margin"] == -max(row["held"] for row in rows) and rows[2]["before"] == 0


def test_a_term_that_every_sentence_of_the_paragraph_holds_tells_none_apart() -> None:
    """The topic stands in all three, what is asked of it in one: the plain share hardly sees that, the local one does."""
    rows = table("青龙水库灌溉多少农田？", "青龙水库很大。青龙水库灌溉八万亩农田。青龙水库很深。")
    assert rows[1]["local_margin"] == 0 and rows[0]["local_margin"] < -0.5
    assert rows[1]["local"] > rows[1]["held"] - 1e-9 and rows[0]["local"] < rows[0]["held"]


def test_characters_meet_where_no_word_does() -> None:
    rows = table("陈艳霞出生在哪里？", "生于石门。爱种树。")
    assert 0 < rows[0]["characters"] < 1 and rows[1]["characters"] == 0 and rows[0]["held"] == 0


def test_what_stands_around_the_question_word_is_looked_for_as_it_is() -> None:
    rows = table("王家坝由谁设计？", "王家坝由陈艳霞设计。王家坝很长。")
    assert analyse("王家坝由谁设计？").gap == ("王家坝由", "设计")
    assert rows[0]["left"] == 4 / 8 and rows[0]["right"] == 2 / 8
    assert rows[1]["left"] == rows[1]["right"] == 0  # 由 stands in it nowhere, nor 设计
    assert overlap("由坝家王", "霞艳陈由坝家王", 3) == 3 and overlap("", "坝", 8) == 0


def test_cosines_are_less_the_best_of_all_and_of_the_paragraph() -> None:
    rows = table("水库公路", "修了水库。修了公路。", "修了水库。", cosines=(0.2, 0.6))
    assert [row["cosine_lead"] for row in rows] == pytest.approx([-0.4, 0, -0.4])
    assert [row["cosine_margin"] for row in rows] == pytest.approx([-0.4, 0, 0])


def test_a_number_near_the_terms_counts_more_than_one_far_away() -> None:
    near, far, none = (
        table("护林员有多少名？", text)[0]
        for text in ("护林员320名。", "护林员是从各村的党员和退伍军人里面认真挑选出来的,共有320名。", "护林员很辛苦。")
    )
    assert near["near_number"] == pytest.approx(1) and 0 < far["near_number"] < 0.2 and none["near_number"] == 0
    assert near["near_date"] == 0 and near["shape"] == 1 and none["shape"] == 0


def test_a_year_in_the_question_is_no_answer_to_it() -> None:
    assert table("2021年是哪一年？", "2021年开工。")[0]["shape"] == 0


def test_what_is_counted_stands_beside_its_number() -> None:
    asked = analyse("云溪县有多少名护林员？")
    assert asked.counted == ("护林员",)
    assert counted(asked, "全县320名护林员") == 1
    assert counted(asked, "护林员共320名") == 1
    assert counted(asked, "三个部门到护林员家里") == 0
    assert counted(asked, "护林员很辛苦,共有320名") == 0


def test_the_longest_run() -> None:
    assert longest_run("护林员 人数", "全县护林员人人有责") == 4
    assert longest_run("水库", "公路") == 0


def test_every_value_is_finite_on_empty_and_odd_text() -> None:
    for text in ("。", "……", "a", "，，"):
        for question in ("？", "多少", "云溪县", "How many?"):
            for row in table(question, text, "云溪县。"):
                assert all(map(math.isfinite, row.values()))


def walked(trees: Trees, row: list[float]) -> float:
    """The sum of the leaves, one tree and one node after the other."""
    total = 0.0
    for node in trees.roots:
        while trees.left[node] != node:
            node = trees.left[node] if row[trees.feature[node]] <= trees.threshold[node] else trees.right[node]
        total += trees.value[node]
    return total


def test_the_shipped_trees_agree_with_walking_them() -> None:
    rows = np.random.default_rng(0).random((50, len(SENTENCE))) * 2 - 1
    trees = load().sentence.trees
    assert trees.scores(rows).tolist() == pytest.approx([walked(trees, row) for row in rows.tolist()])
    assert Trees().scores(rows).tolist() == [0.0] * 50


def test_no_shipped_tree_speaks_against_a_reason() -> None:
    """More of what speaks for a sentence never lowers its score, whatever the rest says."""
    rng = np.random.default_rng(1)
    rows = rng.random((40, len(SENTENCE))) * 2 - 1
    trees = load().sentence.trees
    for i, rising in enumerate(RISING):
        if rising:
            more = rows.copy()
            more[:, i] += rng.random(40)
            assert (trees.scores(more) >= trees.scores(rows) - 1e-9).all(), SENTENCE[i]


def test_trees_learn_what_no_sum_can() -> None:
    """The right row has a middling amount of the first thing: neither more nor less of it is better."""
    pytest.importorskip("lightgbm")
    rng = np.random.default_rng(2)
    groups = []
    while len(groups) < 300:
        rows = rng.random((8, 2))
        right = (rows[:, 0] > 0.4) & (rows[:, 0] < 0.6)
        if right.any() and not right.all():
            groups.append((rows, right))
    flat = Linear((0.0, 0.0))
    found = boost(groups, flat, (False, False))
    assert sum(right[int(np.argmax(found.scores(rows)))] for rows, right in groups) > 0.95 * len(groups)
    assert Boosted(flat, found.trees).score([1.0, 1.0]) == pytest.approx(float(found.trees.scores(np.ones((1, 2)))[0]))
