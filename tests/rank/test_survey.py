"""The features of all candidates at once, against the same worked out one text after the other."""

import random
from collections.abc import Callable

import numpy as np
import pytest
from conftest_library import ARTICLES

from qa.question import analyse
from qa.rank import GROUPS, PASSAGE, context, load, match, plain, prepare, surround, weights
from qa.rank.grid import lay, places, runs, tokens
from qa.rank.laid import lay_question
from qa.rank.match import positions
from qa.rank.shape import longest_run
from qa.rank.survey import coverage, of_cosines, of_leg, of_sentences, proximity
from qa.retrieve import Shelf, look
from qa.types import Document, FrontMatter, Kind, Paragraph

FORMS = ("护林", "林", "护林员", "gdp", "20", "2019", "东岭村", "c")
QUESTIONS = ("云溪县有多少名护林员？", "青龙水库是哪一年开工的？", "怎样给古树建档？", "2019年GDP是多少？", "How many rangers?")


def invented(count: int, seed: int = 0) -> list[str]:
    """Texts in which the forms stand by chance, also at their ends and side by side."""
    rng = random.Random(seed)
    pieces = [*FORMS, "。", "!", "修路", "有", " ", "gdps", "120", ".", "县", "古树"]
    return ["".join(rng.choice(pieces) for _ in range(rng.randint(0, 40))) for _ in range(count)]


def test_a_form_stands_where_it_is_found_text_by_text() -> None:
    texts = invented(60)
    grid = lay(texts)
    for form in FORMS:
        at = places(grid, form)
        assert [(int(grid.owner[i]), int(i - grid.starts[grid.owner[i]])) for i in at] == [
            (n, i) for n, text in enumerate(texts) for i in positions(text, (form,))
        ]


def test_tokens_are_the_places_of_every_form() -> None:
    grid = lay(invented(60, 1))
    at, index = tokens(grid, FORMS)
    for i, form in enumerate(FORMS):
        assert sorted(at[index == i].tolist()) == places(grid, form).tolist()


def test_runs_are_the_longest_common_substrings() -> None:
    texts = invented(60, 2)
    grid = lay(texts)
    for question in ("护林员20护林", "古树修路有县", "gdp"):
        assert runs(grid, question).max(axis=1).tolist() == [longest_run(question, text) for text in texts]


def test_no_hit_reaches_from_one_text_into_the_next() -> None:
    grid = lay(["护林", "员"])
    assert len(places(grid, "护林员")) == 0 and runs(grid, "护林员").max() == 2


def test_sentences_end_at_their_marks_and_at_the_end_of_a_text() -> None:
    grid = lay(["修路。种树!栽花", "水库"])
    runs_of = [grid.text[i] for i in range(1, len(grid.codes) - 1)]
    assert [grid.sentence[1 + i] - grid.sentence[1] for i, c in enumerate(runs_of) if c not in "\n。!"] == [0, 0, 1, 1, 2, 2, 3, 3]
    assert grid.lengths.tolist() == [8, 2] and grid.home[grid.sentence[grid.starts[1]]] == 1


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_held_is_what_a_match_says(question: str) -> None:
    asked = analyse(question)
    shares = weights(asked, {})
    document = Document("a" * 16, "a.txt", "a" * 64, "utf-8", 0, FrontMatter())
    texts = [text for rows in ARTICLES.values() for _, _, text in rows]
    found = []
    for text in texts:
        prepared = prepare(Paragraph(document.id, 0, Kind.BODY, (), text, ((0, 1),)))
        found.append(match(asked, prepared, context(asked, surround(document, [plain(text)]))))
    columns = coverage(lay_question(asked, shares, [plain(text) for text in texts]))
    total, pair_total = sum(shares) or 1.0, sum(weight for _, weight in asked.pairs) or 1.0
    for i, each in enumerate(found):
        count = len(each.prepared.normal)
        assert columns["held"][i] == pytest.approx(sum(w * max(row) for w, row in zip(shares, each.terms, strict=True)) / total)
        by_sentence = [sum(w * row[s] for w, row in zip(shares, each.terms, strict=True)) for s in range(count)]
        assert columns["sentence"][i] == pytest.approx(max(by_sentence) / total)
        held = frozenset[int]().union(*each.pairs)
        assert columns["held_pairs"][i] == pytest.approx(sum(asked.pairs[k][1] for k in held) / pair_total)


def test_what_stands_close_together_counts_more() -> None:
    asked = analyse("云溪县古树")
    columns = proximity(
        lay_question(asked, weights(asked, {}), ["云溪县的古树", "云溪县" + "修" * 30 + "古树", "云溪县" + "修" * 200 + "古树"])
    )
    for name in ("within15", "dense_terms"):
        assert columns[name][0] > columns[name][1] >= columns[name][2]
    assert columns["within40"][0] == columns["within40"][1] == pytest.approx(1) and columns["within40"][2] < 1


def test_a_leg_says_how_far_the_best_stands_out() -> None:
    columns = of_leg("words", np.array([4.0, 0.0, 8.0, 6.0]))
    assert columns["words"].tolist() == [0.5, 0.0, 1.0, 0.75]
    assert columns["words_margin"].tolist() == [-0.5, -1.0, 0.25, -0.25]
    assert np.argsort(columns["words_far"]).tolist() == [2, 3, 0, 1]
    assert of_cosines(np.array([0.25]), np.array([0.0]))["cosine_margin"].tolist() == [0.0]
    assert of_leg("words", np.zeros(2))["words"].tolist() == [0.0, 0.0]


def test_two_sentences_together_are_their_mean_by_length() -> None:
    vectors = np.array([[1.0, 0.0], [0.0, 1.0]], dtype=np.float32)
    alone, both = of_sentences(vectors, np.array([3.0, 4.0]), np.array([0.6, 0.8], dtype=np.float32))
    assert alone == pytest.approx(0.8) and both == pytest.approx(1.0)


def test_every_feature_is_in_one_group_and_the_scores_agree_one_by_one(library: Shelf) -> None:
    assert len(set(PASSAGE)) == len(PASSAGE) == sum(map(len, GROUPS.values()))
    found = look(analyse("云溪县有多少名护林员？"), library)
    linear = load().passage
    for candidate in found.candidates:
        if candidate.paragraph.kind is Kind.BODY:
            assert candidate.score == pytest.approx(linear.score(candidate.features), abs=1e-8)


def test_the_features_are_finite_whatever_is_asked(make: Callable[..., Shelf]) -> None:
    shelf = make({"甲": [(Kind.BODY, (), "。"), (Kind.BODY, (), "a"), (Kind.BODY, ("水利",), "2019年修了水库。")]})
    for question in ("？", "多少", "水库", "What reservoir?", "2019年", "，"):
        for candidate in look(analyse(question), shelf).candidates:
            assert len(candidate.features) == len(PASSAGE) and np.isfinite(candidate.features).all()
