"""What the judge sees, worked out by hand on invented text; the judge's fit; and a library without one of its paragraphs."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from conftest_library import ARTICLES
from laid import lay

from evals.training.answering import auroc
from evals.training.data import Case
from evals.training.judge import FALSE_REFUSALS, Judged, judge_of
from evals.without import without
from qa.question import analyse
from qa.rank import EVIDENCE, Standing, evidence_features, load, missing
from qa.retrieve import Shelf, look
from qa.types import Kind


def judged(question: str, text: str, s: int = 0, standing: Standing | None = None) -> dict[str, float]:
    asked, found, shares = lay(question, text)
    values = evidence_features(asked, found, shares, s, standing or Standing(0.5, 1.0, 0.2, 0.7, 0.6, 0.1, 1.0))
    return dict(zip(EVIDENCE, values, strict=True))


@pytest.mark.parametrize(("year", "held"), [("2022", True), ("2021", True), ("2020", False)])
def test_a_relative_year_is_the_documents(year: str, held: bool) -> None:
    """The document is of 2022: 去年 means 2021, and what names no year is of 2022."""
    text = "全县选聘护林员320名。" if year == "2022" else "去年全县选聘护林员320名。"
    assert judged(f"云溪县{year}年有多少名护林员？", text)["lost_year"] == (0 if held else 1)


def test_the_judge_sees_what_is_lost() -> None:
    good = judged("云溪县有多少名护林员？", "云溪县选聘护林员320名。")
    assert good["lost_name"] == good["lost_quoted"] == good["numberless"] == good["uncounted"] == good["missing"] == 0
    assert good["pairs"] > 0.7 and good["characters"] == good["characters_here"] == 1
    assert judged("石门县有多少名护林员？", "云溪县选聘护林员320名。")["lost_name"] == 1
    assert judged("“三清单”有多少名护林员？", "云溪县选聘护林员320名。")["lost_quoted"] == 1
    assert judged("云溪县有多少名护林员？", "云溪县选聘护林员。")["numberless"] == 1
    assert judged("云溪县的县长是谁？", "云溪县选聘护林员。")["missing"] > 0.3
    assert judged("云溪县的队长是谁？", "云溪县的队长有马。")["nameless"] == 1


def test_what_stands_in_the_title_is_not_missing() -> None:
    values = judged("云溪县有多少名护林员？", "全县选聘护林员320名。")
    assert values["missing"] == 0 and values["lost_name"] == 0 and values["pairs"] > 0.7
    assert judged("护林记写什么？", "全县种树。")["around"] > 0


def test_how_the_evidence_stands_out_is_handed_on() -> None:
    values = judged("云溪县有多少名护林员？", "全县选聘护林员320名。", standing=Standing(0.3, 2 / 3, 0.1, 0.7, 0.6, 0.05, 1.0))
    assert (values["cosine"], values["agreement"], values["lead"]) == (0.3, 2 / 3, 0.1)


def test_missing_words_are_the_names_first() -> None:
    asked = analyse("石门县有多少艘渔船？")
    assert missing(asked, [0.0] * len(asked.terms)) == ("石门县",)
    asked = analyse("云溪县有多少艘渔船？")
    held = [1.0 if term.role == "name" else 0.0 for term in asked.terms]
    assert missing(asked, held) == ("渔船",)
    assert missing(asked, [1.0] * len(asked.terms)) == ()


def test_missing_words_are_as_the_question_writes_them() -> None:
    asked = analyse("2019年云溪县的GDP是多少？")
    assert missing(asked, [0.0] * len(asked.terms)) == ("2019年", "云溪县", "GDP")


def test_every_value_is_finite_on_empty_and_odd_text() -> None:
    for text in ("。", "……", "a", "，，"):
        for question in ("？", "多少", "云溪县", "How many?"):
            assert all(map(math.isfinite, judged(question, text).values()))


def test_a_weight_of_the_shipped_judge_has_the_sign_of_its_reason() -> None:
    against = {"missing", "lost_name", "lost_quoted", "lost_year", "numberless", "nameless", "uncounted"}
    for name, weight in zip(EVIDENCE, load().answers.weights, strict=True):
        assert name in ("fact", "words") or (weight <= 0 if name in against else weight >= 0), name
    assert 0 < load().threshold < 1


def test_the_threshold_refuses_its_share_of_unseen_questions() -> None:
    """Rows that one feature tells apart but for noise; the share below the threshold is that of fresh rows of the same make."""
    rng = np.random.default_rng(0)

    def rows(count: int) -> list[Judged]:
        out = []
        for i in range(count):
            answers = bool(i % 2)
            row = [0.0] * len(EVIDENCE)
            row[EVIDENCE.index("pairs")] = float(rng.normal(1.0 if answers else -1.0))
            out.append(Judged("small", Case("drcd_dev", f"{i}", (), f"p{i}"), tuple(row), answers, "present" if answers else "removed"))
        return out

    model, limit = judge_of(rows(4_000), lambda case: case.paragraph_id)
    chances = [1 / (1 + math.exp(-model.score(row.row))) for row in rows(4_000) if row.answers]
    assert sum(chance < limit for chance in chances) / len(chances) == pytest.approx(FALSE_REFUSALS, abs=0.015)


def test_auroc_counts_ties_half() -> None:
    assert auroc([(0.9, True), (0.1, False)]) == 1
    assert auroc([(0.5, True), (0.5, False), (0.1, False)]) == 0.75


def test_a_paragraph_left_out_is_found_by_no_leg(make: Callable[..., Shelf]) -> None:
    shelf = make(ARTICLES)
    asked = analyse("云溪县怎样保护古树？")
    first = look(asked, shelf).candidates[0].paragraph
    left = without(shelf, [first.id])
    found = look(asked, left)
    assert first.id not in [candidate.paragraph.id for candidate in found.candidates] and found.candidates
    assert max(candidate.signals.pairs for candidate in found.candidates) == 1  # over the best of those that are left
    assert look(asked, shelf).candidates[0].paragraph == first  # and the library itself is as it was
    assert first.kind is Kind.BODY
