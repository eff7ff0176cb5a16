"""What the ranker of passages sees, its values worked out by hand on invented text."""

import math

import numpy as np
import pytest
from laid import AROUND, lay

from qa.rank import context, surroundings
from qa.rank.laid import lay_question
from qa.rank.survey import coverage, names, of_runs, proximity


def passage(question: str, text: str, section: tuple[str, ...] = ()) -> dict[str, float]:
    """What the ranker sees of a text that is the only candidate, but for what the legs and the vectors say."""
    asked, found, shares = lay(question, text, section)
    on = lay_question(asked, shares, [found.prepared.text])
    around = surroundings(asked, found.prepared.text, found.prepared.section, context(asked, AROUND), AROUND.year)
    columns = {
        **coverage(on),
        **of_runs(on.grid, asked.bare.replace(" ", "")),
        **proximity(on),
        **names(on, np.array(around)[:, None]),
    }
    return {name: float(column[0]) for name, column in columns.items()}


def test_a_passage_that_holds_every_term_holds_all() -> None:
    values = passage("云溪县有多少名护林员？", "云溪县选聘护林员320名。")
    assert values["held"] == pytest.approx(1) and values["window"] == pytest.approx(1)
    assert values["context"] == 0 and values["astray"] == 0 and values["named"] == 1


def test_the_title_adds_what_the_passage_leaves_out() -> None:
    values = passage("云溪县有多少名护林员？", "全县选聘护林员320名。")
    assert values["held"] < 1 and values["held"] + values["context"] == pytest.approx(1)
    assert values["named"] == 0 and values["astray"] == 0


def test_a_heading_above_adds_too() -> None:
    without = passage("古树怎样保护？", "对衰弱的搭设支架。")
    under = passage("古树怎样保护？", "对衰弱的搭设支架。", ("古树保护",))
    assert without["context"] == 0 and under["context"] == pytest.approx(1)


def test_a_name_that_stands_nowhere_is_astray() -> None:
    assert passage("石门县有多少名护林员？", "全县选聘护林员320名。")["astray"] == 1


def test_terms_of_neighbouring_sentences_make_a_window_and_of_distant_ones_do_not() -> None:
    close = passage("水库和公路", "修了水库。修了公路。种了树。")
    apart = passage("水库和公路", "修了水库。种了树。修了公路。")
    assert close["window"] == pytest.approx(1) and apart["window"] < 1 and apart["held"] == pytest.approx(1)


def test_quotation_marks_are_no_difference() -> None:
    assert passage("什么是“三清单工作法”？", "推行“三清单”工作法。")["named"] == 1


def test_every_value_is_finite_on_empty_and_odd_text() -> None:
    for text in ("。", "……", "a", "，，"):
        for question in ("？", "多少", "云溪县", "How many?"):
            assert all(math.isfinite(value) for value in passage(question, text).values())
