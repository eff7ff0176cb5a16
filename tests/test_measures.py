"""The measures against values worked out by hand and against ir-measures."""

import random
from math import isclose, log2

from evals.measures import DEPTH, RETRIEVAL, ndcg, places_of, recall, reciprocal_rank


def test_places() -> None:
    assert places_of(["x", "a", "y", "b"], {"a", "b", "c"}) == (2, 4)
    assert places_of([], {"a"}) == ()
    assert places_of([*map(str, range(DEPTH)), "a"], {"a"}) == ()


def test_ndcg() -> None:
    assert ndcg((1,), 1, 10) == 1.0
    assert isclose(ndcg((3,), 1, 10), 1 / log2(4))
    assert isclose(ndcg((1, 3), 2, 10), (1 + 1 / log2(4)) / (1 + 1 / log2(3)))
    assert ndcg((3,), 1, 2) == 0.0
    assert ndcg((), 1, 10) == 0.0
    assert ndcg((), 0, 10) == 0.0


def test_reciprocal_rank() -> None:
    assert reciprocal_rank((2,), 10) == 0.5
    assert reciprocal_rank((11,), 10) == 0.0
    assert reciprocal_rank((), 10) == 0.0


def test_recall() -> None:
    assert recall((1, 3), 3, 2) == 1 / 3
    assert recall((), 0, 5) == 0.0


def test_every_measure_is_what_ir_measures_says() -> None:
    """Questions with ties in their scores, with several relevant paragraphs, with relevant ones that no run holds, and with no
    results at all. Ties stand as ours stand, by id: ir-measures is given the order of the run, since its own ties are by descending id."""
    import ir_measures

    chance = random.Random(5)
    ids = [f"p{i:03}" for i in range(150)]
    qrels: dict[str, dict[str, int]] = {}
    given: dict[str, dict[str, float]] = {}
    ours: dict[str, dict[str, float]] = {}
    for q in range(200):
        scored = {key: chance.randrange(6) / 2 for key in chance.sample(ids, chance.choice((0, 3, 60, 130)))}
        run = sorted(scored, key=lambda key: (-scored[key], key))
        relevant = chance.sample(ids, chance.choice((1, 1, 2, 7, 15)))
        qrels[str(q)] = dict.fromkeys(relevant, 1)
        given[str(q)] = {key: float(-rank) for rank, key in enumerate(run)}
        places = places_of(run, set(relevant))
        ours[str(q)] = {name: measure(places, len(relevant)) for name, measure in RETRIEVAL.items()}
    named = {name: ir_measures.parse_measure(name.replace("MRR", "RR")) for name in RETRIEVAL}
    for name, measure in named.items():
        theirs = {metric.query_id: metric.value for metric in ir_measures.iter_calc([measure], qrels, given)}
        assert len({round(value, 6) for value in theirs.values()}) > 1, name
        for q, figures in ours.items():
            assert isclose(figures[name], theirs.get(q, 0.0), abs_tol=1e-9), (name, q)
