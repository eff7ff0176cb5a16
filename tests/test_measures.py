"""The measures against values worked out by hand."""

from math import isclose, log2

from evals.measures import ndcg, recall, reciprocal_rank


def test_ndcg() -> None:
    assert ndcg(["a", "b"], {"a"}, 10) == 1.0
    assert isclose(ndcg(["x", "y", "a"], {"a"}, 10), 1 / log2(4))
    assert isclose(ndcg(["a", "x", "b"], {"a", "b"}, 10), (1 + 1 / log2(4)) / (1 + 1 / log2(3)))
    assert ndcg(["x", "y", "a"], {"a"}, 2) == 0.0
    assert ndcg([], {"a"}, 10) == 0.0
    assert ndcg(["a"], (), 10) == 0.0


def test_reciprocal_rank() -> None:
    assert reciprocal_rank(["x", "a"], {"a"}, 10) == 0.5
    assert reciprocal_rank(["x"] * 10 + ["a"], {"a"}, 10) == 0.0
    assert reciprocal_rank([], {"a"}, 10) == 0.0


def test_recall() -> None:
    assert recall(["a", "x", "b"], {"a", "b", "c"}, 2) == 1 / 3
    assert recall([], {"a"}, 5) == 0.0
