"""The cluster bootstrap against what is known of it."""

import numpy as np
import pytest

from evals.bootstrap import RESAMPLES, Draws, error_cut, interval, intervals


def test_the_interval_of_a_share_is_the_binomials() -> None:
    """Independent questions: the spread of the resampled mean is sqrt(p (1 - p) / n)."""
    hits = np.repeat([1.0, 0.0], [300, 100])
    found = Draws([str(i) for i in range(400)]).means(hits)
    assert found.shape == (RESAMPLES + 1,)
    assert found[0] == 0.75
    assert found[1:].std() == pytest.approx((0.75 * 0.25 / 400) ** 0.5, rel=0.03)
    value, low, high = interval(found) or (0, 0, 0)
    assert value == 0.75
    assert (low, high) == (pytest.approx(0.7076, abs=0.004), pytest.approx(0.7924, abs=0.004))


def test_questions_of_one_paragraph_are_drawn_together() -> None:
    """Four questions each that stand and fall together say no more than one: the spread is that of the paragraphs."""
    hits = np.repeat([1.0, 0.0], [200, 200])
    together = Draws([str(i // 4) for i in range(400)]).means(hits)[1:].std()
    assert together == pytest.approx((0.5 * 0.5 / 100) ** 0.5, rel=0.03)


def test_a_mean_is_over_the_questions_that_are_kept() -> None:
    values, kept = np.array([1.0, 0.5, 7.0]), np.array([True, True, False])
    found = Draws(["a", "b", "c"], resamples=200).means(values, kept)
    assert found[0] == 0.75
    assert np.nanmax(found) == 1.0  # never 7
    assert np.isnan(found).any()  # where only c was drawn
    assert interval(found) == (0.75, 0.5, 1.0)
    assert interval(Draws(["a"], resamples=5).means(np.array([1.0]), np.array([False]))) is None
    assert intervals({"none": np.array([np.nan, 1.0]), "one": np.array([1.0, 1.0])}) == {"one": (1.0, 1.0, 1.0)}


def test_differences_are_paired() -> None:
    """Two modes that differ by the same on every question differ by that in every resample."""
    draws = Draws([str(i) for i in range(50)], resamples=500)
    one = np.linspace(0, 0.5, 50)
    assert interval(draws.means(one + 0.25) - draws.means(one)) == (0.25, 0.25, 0.25)


def test_any_statistic_is_worked_out_on_the_same_draws() -> None:
    draws = Draws(["a", "a", "b", "c"], resamples=600)
    values = np.array([0.0, 1.0, 0.25, 0.5])
    by_weights = draws.statistics(lambda weights: (weights * values).sum(axis=1) / weights.sum(axis=1))
    assert np.allclose(by_weights, draws.means(values))
    assert np.array_equal(draws.counts, Draws(["x", "x", "y", "z"], resamples=600).counts)


def test_error_cut() -> None:
    assert error_cut(np.array([0.95]), np.array([0.90]))[0] == pytest.approx(0.5)
    assert error_cut(np.array([0.85]), np.array([0.90]))[0] == pytest.approx(-0.5)
    assert interval(error_cut(np.array([1.0, 1.0]), np.array([1.0, 1.0]))) is None
