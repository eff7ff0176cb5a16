"""How a document begins, and what the ranker of sentences makes of it. All text is invented."""

from collections.abc import Callable

import numpy as np
import pytest

from evals.without import without
from qa.answer.weigh import weigh
from qa.question import analyse
from qa.rank import SENTENCE, load
from qa.rank.align import Aligned
from qa.retrieve import Shelf, look
from qa.retrieve.opening import given, lead, opening
from qa.retrieve.words import near_texts, words_of
from qa.types import Kind

FIRST = "石桥县青龙茶园7月开园。茶农都来了。"
SECOND = "茶叶卖到了三个省。新茶一斤卖八十元。"


@pytest.fixture
def shelf(make: Callable[..., Shelf]) -> Shelf:
    return make(
        {
            "青龙茶园记": [(Kind.HEADING, (), "茶事"), (Kind.BODY, (), FIRST), (Kind.BODY, (), SECOND)],
            "别的": [(Kind.BODY, (), "河西村修了路。")],
        }
    )


def rows(question: str, shelf: Shelf) -> dict[str, dict[str, float]]:
    ranked = weigh(look(analyse(question), shelf), shelf, load())
    return {w.candidate.found.prepared.normal[w.s]: dict(zip(SENTENCE, w.features, strict=True)) for w in ranked}


def test_a_document_begins_with_its_title_and_its_first_sentence(shelf: Shelf) -> None:
    first = next(each for each in shelf.paragraphs if each.text == FIRST)
    assert opening(first.document_id, shelf) == "青龙茶园记 石桥县青龙茶园7月开园。"
    assert lead(first.document_id, shelf) == f"青龙茶园记 {FIRST}"
    left = without(shelf, [first.id])
    assert opening(first.document_id, left) == "青龙茶园记 茶叶卖到了三个省。" and lead(first.document_id, left) == f"青龙茶园记 {SECOND}"
    assert opening(first.document_id, shelf).endswith("开园。"), "what was worked out before stays"


def test_what_the_opening_says_is_not_counted_anew(shelf: Shelf) -> None:
    of = rows("石桥县青龙茶园的新茶多少钱一斤？", shelf)
    price, first = of["新茶一斤卖八十元。"], of["石桥县青龙茶园7月开园。"]
    assert price["held"] < first["held"], "the names stand in the first sentence"
    assert price["fresh"] > first["fresh"] == 0 and price["fresh_margin"] == 0 > first["fresh_margin"]
    assert price["aligned_fresh"] > first["aligned_fresh"]
    terms = analyse("石桥县青龙茶园的新茶多少钱一斤？").terms
    said = dict(
        zip([term.text for term in terms], given(analyse("石桥县青龙茶园的新茶多少钱一斤？"), "石桥县青龙茶园7月开园。"), strict=True)
    )
    assert said["石桥县"] == 1 and said["新茶"] == 0


def test_the_best_of_a_document_is_its_own(shelf: Shelf) -> None:
    of = rows("石桥县青龙茶园的新茶多少钱一斤？", shelf)
    assert max(row["fresh_margin"] for row in of.values()) == 0
    assert of["河西村修了路。"]["fresh_margin"] == 0, "of another document the best is another"


def test_the_sentence_before_adds_what_this_one_lacks() -> None:
    laid = Aligned(np.array([1.0, 3.0]), (np.array([[1, 0, 0], [0, 0.5, 0]], dtype=np.float32),))
    assert laid.before(0).tolist() == [0.0, 0.25, 0.375]
    assert Aligned(np.ones(1), (np.zeros((1, 0), np.float32),)).before(0).tolist() == []


def test_an_opening_without_words_comes_near_to_nothing(shelf: Shelf) -> None:
    words = words_of(analyse("新茶多少钱一斤？"), shelf)
    near = near_texts(words.vectors, ["", "新茶上市。"], shelf)
    assert near.shape == (len(words.lengths), 2) and not near[:, 0].any() and near[:, 1].max() == pytest.approx(1, abs=0.01)
    assert near_texts(words.vectors, [""], shelf).shape == (len(words.lengths), 1)


def test_in_english_too_by_the_clauses(shelf: Shelf) -> None:
    of = rows("How much does a pound of new tea cost in the tea garden?", shelf)
    price, first = of["新茶一斤卖八十元。"], of["石桥县青龙茶园7月开园。"]
    assert price["aligned_fresh"] > first["aligned_fresh"]
    assert price["aligned_before"] >= 0 == of["石桥县青龙茶园7月开园。"]["aligned_before"]
