"""Refusal's figures against scipy, sklearn and values worked out by hand."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from evals.refusal import auroc, rejected, risk_area, risk_coverage


def scores(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Rounded, so that there are ties."""
    chance = np.random.default_rng(seed)
    return np.round(chance.normal(0.7, 0.2, 120), 1), np.round(chance.normal(0.5, 0.2, 120), 1)


@pytest.mark.parametrize("seed", range(4))
def test_auroc_is_sklearns_with_and_without_weights(seed: int) -> None:
    present, absent = scores(seed)
    weights = np.random.default_rng(seed).integers(0, 4, (3, 120)).astype(float)
    labels, both = np.repeat([1, 0], 120), np.concatenate([present, absent])
    found = auroc(np.vstack([np.ones(120), weights]), present, absent)
    assert found[0] == pytest.approx(roc_auc_score(labels, both))
    for row, value in zip(weights, found[1:], strict=True):
        assert value == pytest.approx(roc_auc_score(labels, both, sample_weight=np.tile(row, 2)))


def test_what_is_not_asked_does_not_count() -> None:
    present, absent = np.array([0.9, np.nan, 0.4]), np.array([np.nan, 0.5, 0.1])
    one = np.ones((1, 3))
    assert auroc(one, present, absent)[0] == 0.75
    assert rejected(one, present, absent)[0] == 0.5  # the threshold is 0.4
    assert np.isnan(auroc(one, present, np.full(3, np.nan)))[0]
    assert np.isnan(rejected(one, np.full(3, np.nan), absent))[0]


def test_five_in_a_hundred_may_be_refused_falsely() -> None:
    present = np.arange(100) / 100 + 0.3
    absent = np.repeat([0.0, 0.345, 0.36, 1.0], 25)  # 0.35 is the sixth lowest: five stand below it
    assert rejected(np.ones((1, 100)), present, absent)[0] == 0.5
    twice = np.ones((1, 100))
    twice[0, 0] = 2.0  # the lowest counts twice: of 101, five are too few for the fifth to go as well
    assert rejected(twice, present, absent)[0] == pytest.approx(26 / 101)


def test_a_weight_of_two_is_a_question_asked_twice() -> None:
    present, absent = scores(9)
    weights = np.random.default_rng(1).integers(0, 3, (1, 120))
    again = np.repeat(np.arange(120), weights[0])
    both = np.concatenate([present, absent])
    wrong = (np.random.default_rng(2).random(240) < 0.4).astype(float)
    repeated = np.concatenate([again, again + 120])
    one = np.ones((1, len(again)))
    assert rejected(weights.astype(float), present, absent) == pytest.approx(rejected(one, present[again], absent[again]))
    area = risk_area(np.tile(weights, 2).astype(float), both, wrong)
    assert area == pytest.approx(risk_area(np.tile(one, 2), both[repeated], wrong[repeated]), abs=0.01)


def test_risk_and_coverage_by_hand() -> None:
    assert risk_coverage(np.zeros(0), np.zeros(0)) == []
    sure, wrong = np.array([0.9, 0.8, 0.8, 0.1]), np.array([0.0, 0.0, 1.0, 1.0])  # of the two at 0.8, the wrong one comes first
    assert risk_coverage(sure, wrong, 4) == [(0.25, 0.0), (0.5, 0.5), (0.75, 0.33333), (1.0, 0.5)]
    assert risk_area(np.ones((1, 4)), sure, wrong)[0] == pytest.approx((0 + 1 / 2 + 1 / 3 + 2 / 4) / 4)
