"""The training code's own arithmetic, against results worked out otherwise."""

import math

import numpy as np
import pytest

from evals.training.bm25 import K1, B, Leg
from evals.training.data import Case, cut
from evals.training.fit import in_reason, logistic, softmax
from evals.training.judge import NAMES, WORDS, swapped


def test_bm25_against_its_formula() -> None:
    texts = [["修", "路", "路"], ["修", "堤"], ["种", "树", "种", "树"]]
    mean = sum(map(len, texts)) / len(texts)

    def oracle(query: list[str], row: int) -> float:
        total = 0.0
        for token in query:
            count, df = texts[row].count(token), sum(token in text for text in texts)
            idf = math.log(1 + (len(texts) - df + 0.5) / (df + 0.5))
            total += idf * count * (K1 + 1) / (count + K1 * (1 - B + B * len(texts[row]) / mean))
        return total

    found = Leg(texts).search(["修", "路", "海"], 5)
    assert [row for row, _ in found] == [0, 1]
    for row, score in found:
        assert score == pytest.approx(oracle(["修", "路", "海"], row))


def test_the_ranker_learns_which_feature_tells() -> None:
    rng = np.random.default_rng(0)
    groups = []
    for _ in range(200):
        rows = rng.random((6, 2))
        groups.append((rows, rows[:, 0] == rows[:, 0].max()))
    weights = softmax(groups, ("words", "cosine"))
    assert weights[0] > 5 * abs(weights[1])


def test_the_judge_agrees_with_counting() -> None:
    """One feature of two values: the fitted probabilities are the shares."""
    rows = np.array([[0.0]] * 100 + [[1.0]] * 100)
    answers = np.array([True] * 20 + [False] * 80 + [True] * 70 + [False] * 30)
    weights, bias = logistic(rows, answers, np.ones(200), ("held",), ridge=0.0)
    assert 1 / (1 + math.exp(-bias)) == pytest.approx(0.2, abs=1e-3)
    assert 1 / (1 + math.exp(-bias - weights[0])) == pytest.approx(0.7, abs=1e-3)


def test_a_weight_against_its_reason_is_held_at_zero() -> None:
    fits = {(0, 1, 2): [1.0, -2.0, 3.0], (0,): [0.5]}
    whole = in_reason(("words", "cosine", "astray"), lambda columns: np.array(fits[tuple(columns)]))
    assert whole.tolist() == [0.5, 0.0, 0.0]


def test_passages_are_whole_sentences_and_lose_nothing() -> None:
    text = "修了一条路。" * 90
    parts = list(cut(text))
    assert "".join(parts) == text and all(part.endswith("。") and len(part) <= 500 for part in parts)


def test_swapped_questions_name_another() -> None:
    asked = (("赣州有多少人？", "a"), ("九江有多少山？", "b"), ("有多少？", "c"))
    cases = [Case("drcd_dev", question, ("3",), place) for question, place in asked]
    out = swapped(cases, NAMES)
    assert [case.question for case in out] == ["九江有多少人?", "赣州有多少山?"]
    assert all(case.answers == () for case in out)


def test_reworded_questions_ask_another_thing_of_the_same_name() -> None:
    asked = (("赣州的面积是多少？", "a"), ("九江的气候怎么样？", "b"), ("有多少学校？", "c"))
    cases = [Case("drcd_dev", question, ("3",), place) for question, place in asked]
    out = swapped(cases, WORDS)
    assert [case.question for case in out] == ["赣州的气候是多少?", "九江的面积怎么样?"]
