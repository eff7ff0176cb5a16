"""Asking the product for its figures says what asking the product says; and a paragraph that is taken out is gone."""

import numpy as np
import pytest

from evals.answers import best_sentence, holds, idf_of, judge
from evals.modes import DENSE, RRF, WORDS, fuse, places, runs_of
from evals.product import say
from evals.sets import Ask, EvalSet
from evals.without import without
from qa.answer import Pick, answer_question
from qa.retrieve import Shelf, retrieve

ASKED = (
    "护林员有多少名？",
    "白河镇投入多少资金？",
    "谁是月球基地的站长？",
    "云溪县和白河镇有什么不同？",
    "How many books are in the library?",
    "图书馆",
)


@pytest.mark.parametrize("question", ASKED)
def test_the_product_as_shipped_is_answer_question(question: str, shelf: Shelf) -> None:
    said = say(Ask(question, (), (), "x"), shelf)
    draft = answer_question(question, (), shelf)
    assert said.answered == (draft.refusal is None)
    if said.answered:
        assert said.picks == tuple(picks[0] for picks in draft.statements)
    assert said.ids[:10] == tuple(passage.paragraph.id for passage in retrieve(question, shelf, 10))
    assert 0 <= said.chance <= 1
    assert said.milliseconds > 0


def test_a_follow_up_is_asked_as_the_product_completes_it(shelf: Shelf) -> None:
    history = ("云溪县的护林员有多少名？",)
    draft = answer_question("队长是谁？", history, shelf)
    said = say(Ask("队长是谁？", (), (), "x", history), shelf)
    assert said.picks == tuple(picks[0] for picks in draft.statements)


def test_without_its_paragraph_a_question_finds_the_others(tiny: EvalSet, shelf: Shelf) -> None:
    for ask in tiny.questions:
        here, gone = say(ask, shelf), say(ask, without(shelf, ask.relevant))
        assert here.ids[0] == ask.relevant[0]
        assert ask.relevant[0] not in gone.ids
        assert here.chance > gone.chance
        assert here.answered


def test_the_legs_without_a_paragraph_are_those_of_the_others(tiny: EvalSet, shelf: Shelf) -> None:
    gone = tiny.questions[0].relevant[0]
    less = without(shelf, [gone])
    for k in (1, 2, 10):
        hits = shelf.lexical.search_words(["的", "县", "多少", "名"], 99)
        assert less.lexical.search_words(["的", "县", "多少", "名"], k) == [hit for hit in hits if hit[0] != gone][:k]
        pairs = shelf.lexical.search_bigrams(["护林", "公路"], 99)
        assert less.lexical.search_bigrams(["护林", "公路"], k) == [hit for hit in pairs if hit[0] != gone][:k]
        vector = shelf.encoder.encode_queries(["护林员"])[0]
        scores, rows = shelf.vectors.search(vector, 99)
        kept = rows != shelf.rows[gone]
        found = less.vectors.search(vector, k)
        assert np.array_equal(found[0], scores[kept][:k])
        assert np.array_equal(found[1], rows[kept][:k])


def test_every_leg_finds_what_is_said_word_for_word(tiny: EvalSet, shelf: Shelf) -> None:
    found = places(tiny, runs_of(tiny, shelf))
    assert set(found) == {"words", "bigrams", "dense", "aligned", "fused"}
    for mode, rows in found.items():
        if mode != DENSE:
            assert rows == [(1,)] * len(tiny.questions), mode
        assert len(rows) == len(tiny.questions)


def test_reciprocal_rank_fusion_by_hand() -> None:
    assert RRF == 60
    assert fuse([["a", "b"], ["b", "c"], ["b"]]) == ["b", "a", "c"]
    assert fuse([["b"], ["a"]]) == ["a", "b"]  # equal: by id
    assert fuse([[], []]) == []


def test_sentences_are_counted(tiny: EvalSet) -> None:
    held = {paragraph.id: paragraph for paragraph in tiny.paragraphs}
    ask = tiny.questions[0]
    paragraph = held[ask.relevant[0]]
    at = paragraph.text.index("护林员")
    right = Pick(paragraph, at, at + 3)  # less than the sentence, which holds the answer
    other = Pick(held[tiny.questions[2].relevant[0]], 0, 5)
    found = judge(tiny, ask, [right, other], held)
    assert (found.hit, found.words, found.cited, found.right, found.gold) == (1, 0, 2, 1, 1)
    assert (found.quotes, found.verbatim) == (2, 2)
    assert judge(tiny, ask, [other, right], held).hit == 0
    assert judge(tiny, ask, [], held).quotes == 0


def test_a_quote_that_the_bytes_do_not_hold_is_seen(tiny: EvalSet) -> None:
    held = {paragraph.id: paragraph for paragraph in tiny.paragraphs}
    paragraph = held[tiny.questions[0].relevant[0]]
    changed = EvalSet(tiny.name, tiny.documents, tiny.paragraphs, {**tiny.raw, paragraph.document_id: "别的字。".encode()}, tiny.questions)
    assert judge(changed, tiny.questions[0], [Pick(paragraph, 0, 5)], held).verbatim == 0


def test_the_baselines_sentence_is_the_one_with_the_best_bm25(tiny: EvalSet, shelf: Shelf) -> None:
    class Rare:
        def doc_freq(self, field: str, token: str) -> int:
            assert field == WORDS
            return 1 if token == "队长" else 3

    idf = idf_of(Rare(), 4)
    assert idf("队长") == pytest.approx(np.log(1 + 3.5 / 1.5))
    paragraph = next(p for p in tiny.paragraphs if "护林员" in p.text)
    assert "队长" in best_sentence("队长是谁", paragraph, idf)
    assert best_sentence("毫不相干", paragraph, idf).startswith("云溪县")


def test_answers_stand_in_a_text_whatever_its_white_space() -> None:
    assert holds("投入 九百\n万元", ["九百万 元"])
    assert not holds("投入八百万元", ["九百万元", "九百"])
    assert not holds("有字", [])
