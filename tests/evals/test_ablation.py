"""What is taken out is gone, and the table says what that costs."""

import numpy as np
import pytest

from evals.ablation import LEGS, WHOLE, ablation, silent
from evals.product import say
from evals.sets import EvalSet
from evals.training.data import Case
from evals.training.rows import Group
from qa.question import analyse
from qa.rank import GROUPS, PASSAGE
from qa.retrieve import Shelf, look


@pytest.mark.parametrize("leg", LEGS)
def test_a_silent_leg_brings_nothing(leg: str, tiny: EvalSet, shelf: Shelf) -> None:
    assert silent(shelf, WHOLE) is shelf
    gone = silent(shelf, leg)
    vector = shelf.encoder.encode_queries(["护林员"])[0]
    heard = {
        "words": gone.lexical.search_words(["护林员"], 3),
        "bigrams": gone.lexical.search_bigrams(["护林"], 3),
        "dense": gone.vectors.search(vector, 3)[1].tolist(),
    }
    assert [name for name in LEGS if not len(heard[name])] == [leg]
    assert say(tiny.questions[0], gone).ids[0] == tiny.questions[0].relevant[0]  # the others still bring it
    column = PASSAGE.index({"words": "words", "bigrams": "pairs", "dense": "cosine"}[leg])
    values = {candidate.features[column] for candidate in look(analyse(tiny.questions[0].question), gone).candidates}
    assert leg == "dense" or values == {0.0}


def groups(count: int, seed: int) -> list[Group]:
    """Questions of which the right one of ten candidates has the best BM25 by words; everything else is noise."""
    chance = np.random.default_rng(seed)
    out = []
    for i in range(count):
        rows = chance.random((10, len(PASSAGE)))
        right = np.arange(10) == chance.integers(10)
        rows[:, PASSAGE.index("words")] = np.where(right, 1.0, rows[:, PASSAGE.index("words")] * 0.8)
        out.append(Group(Case("made", f"{i}", ("x",), f"{seed}-{i}"), rows, right))
    return out


def test_taking_out_what_tells_costs_and_taking_out_noise_does_not() -> None:
    fitted = dict.fromkeys((WHOLE, *LEGS), groups(200, 1))
    lines = list(ablation(fitted, {"made": dict.fromkeys((WHOLE, *LEGS), groups(80, 2))}))
    assert lines[0] == "| taken out | made, 80 questions |"
    assert lines[2].startswith("| nothing: MRR@10 | ")
    changes = {name: float(rest.split(" ")[0]) for name, rest in (line[2:].split(" | ") for line in lines[3:])}
    assert set(changes) == set(GROUPS)
    assert changes["words"] < -0.3
    assert abs(changes["runs"]) < 0.05
