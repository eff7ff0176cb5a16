"""A question's words laid on sentences by their vectors."""

import math

import numpy as np
import pytest
from conftest_library import ARTICLES, build

from embeddings.encoder import shipped
from evals.everywhere import Everywhere
from qa.question import analyse
from qa.rank import PASSAGE
from qa.rank.align import LEAST, Aligned, Words, aligned, nearest
from qa.retrieve import Shelf, look
from qa.retrieve.words import NEAR, NEAREST, near, near_words, words_of


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return build(ARTICLES)


def unit(*rows: tuple[float, float]) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


def test_a_sentence_comes_as_near_to_a_word_as_its_nearest_piece() -> None:
    words, rows = unit((1, 0), (0, 1)), unit((1, 0), (0.6, 0.8), (-1, 0))
    found = nearest(words @ rows.T, [np.array([1, 2]), np.array([], dtype=np.int64), np.array([0, 1]), np.array([2])])
    assert found == pytest.approx(np.array([[0.6, 0, 1, 0], [0.8, 0, 0.8, 0]]))


def test_without_words_or_sentences_nothing_is_held() -> None:
    assert nearest(np.zeros((0, 1), np.float32), [np.array([0])]).shape == (0, 1)
    none = Aligned(np.zeros(0), (np.zeros((0, 2), np.float32),))
    assert none.texts().tolist() == [0.0]
    assert none.windows().tolist() == [0.0]
    empty = Aligned(np.ones(1), (np.zeros((1, 0), np.float32),))
    assert empty.texts().tolist() == empty.windows().tolist() == [0.0]


def test_a_word_counts_by_its_length_and_by_how_few_texts_come_near_it() -> None:
    words = Words(unit((1, 0), (0, 1)), np.array([2.0, 1.0]), np.zeros(2, bool))
    near = [np.array([[1.0], [held]], dtype=np.float32) for held in (1.0, 0.0, 0.0)]
    assert aligned(words, near).weights.tolist() == pytest.approx([2 * math.log(4 / 3.5), math.log(4 / 1.5)])
    one = Words(unit((1, 0)), np.ones(1), np.zeros(1, bool))
    assert aligned(one, [np.ones((1, 1), np.float32)]).weights[0] == pytest.approx(math.log(2 / 1.5))
    assert aligned(one, [np.ones((1, 1), np.float32)] * 400).weights[0] == LEAST


def test_shares_are_of_the_weights() -> None:
    laid = Aligned(np.array([3.0, 1.0]), (np.array([[1.0, 0.0, 0.0], [0.0, 0.5, 1.0]], dtype=np.float32),))
    assert laid.sentences(0) == pytest.approx([0.75, 0.125, 0.25])
    assert laid.texts() == pytest.approx([1.0])
    assert laid.windows() == pytest.approx([0.875])  # of the first two; the whole needs the third


def test_a_latin_word_is_one_word_and_digits_and_function_words_are_none(shelf: Shelf) -> None:
    assert len(words_of(analyse("How many forest rangers were there in 2019?"), shelf).vectors) == 2
    assert len(words_of(analyse("How many were there in 2019?"), shelf).vectors) == 0
    assert len(words_of(analyse("去年的护林员"), shelf).vectors) == len(words_of(analyse("的护林员"), shelf).vectors)
    both = words_of(analyse("护林员 GDP"), shelf)
    assert both.vectors[0] == pytest.approx(shipped().encode_queries(["gdp"])[0], abs=1e-6)
    assert np.linalg.norm(both.vectors, axis=1) == pytest.approx(1.0)
    assert words_of(analyse("How many rangers are there in Ganzhou's forests?"), shelf).places.tolist() == [False, True, False]
    assert (both.lengths > 0).all() and len(both.lengths) == len(both.vectors)


def test_english_words_find_the_chinese_sentence(shelf: Shelf) -> None:
    words = words_of(analyse("How many forest rangers guard the trees?"), shelf)
    paragraphs = [p for p in shelf.paragraphs if "护林员" in p.text or "水库灌溉" in p.text]
    held = dict(zip((p.text[:2] for p in paragraphs), aligned(words, near(words, paragraphs, shelf)).texts(), strict=True))
    assert held["全县"] > held["20"]


def test_an_english_question_is_looked_for_by_the_chinese_words_near_its_own(shelf: Shelf) -> None:
    question = analyse("How many volunteers were trained in 2019?")
    groups = near_words(question, words_of(question, shelf), shelf)
    assert groups[:3] == [[("volunteers", 1.0)], [("trained", 1.0)], [("2019", 1.0)]]
    volunteers = dict(groups[3])
    assert next(iter(volunteers)) == "志愿者"
    assert len(volunteers) <= NEAREST
    assert all(0 < weight <= 1 for group in groups for _, weight in group)
    found = look(analyse("Who guards the old trees?"), shelf)
    column = PASSAGE.index("words")
    assert "古树" in max(found.candidates, key=lambda each: each.features[column]).paragraph.text


def test_the_nearest_pieces_are_those_that_a_search_through_all_finds() -> None:
    pieces = shipped()
    words = pieces.encode_queries(["residents", "award", "village", "economy", "护林员"])
    chinese = sorted(i for piece, i in pieces.tokenizer.get_vocab().items() if all("\u3400" <= c <= "\u9fff" for c in piece))
    cosines = words @ pieces.rows(np.array(chinese)).T
    for found, row in zip(pieces.nearest(words, 8), cosines, strict=True):
        best = [i for i in np.argsort(-row, kind="stable")[:8].tolist() if row[i] >= NEAR]
        near_ones = [(piece, score) for piece, score in found if score >= NEAR]
        assert [piece for piece, _ in near_ones] == [pieces.tokenizer.id_to_token(chinese[i]) for i in best]
        assert [score for _, score in near_ones] == pytest.approx(row[best].tolist(), abs=1e-5)
    assert pieces.nearest(words[:0], 8) == []


def test_everywhere_is_the_share_of_each_paragraph(shelf: Shelf) -> None:
    words = words_of(analyse("护林员有多少名？"), shelf)
    everywhere = Everywhere(shelf)
    whole = [np.where((each := found.max(axis=1, keepdims=True)) >= NEAR, each, 0) for found in near(words, shelf.paragraphs, shelf)]
    shares = aligned(words, whole).texts()
    assert everywhere.shares(words) == pytest.approx(shares, abs=1e-6)
    best = everywhere.best(words, 3)
    assert [shares[row] for row in best] == pytest.approx(sorted(shares, reverse=True)[: len(best)])
    assert everywhere.best(words_of(analyse("？"), shelf), 3) == []


def test_only_what_is_looked_at_closely_is_aligned(shelf: Shelf) -> None:
    found = look(analyse("护林员有多少名？"), shelf)
    column = PASSAGE.index("aligned")
    best = max(found.candidates, key=lambda each: each.features[column])
    assert "护林员" in best.paragraph.text
    assert all(0 <= each.features[column] <= 1 for each in found.candidates)
    assert found.counts.shape == found.words.lengths.shape
