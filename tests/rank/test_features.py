"""The ranker's features, their values worked out by hand on invented text."""

import math

import pytest

from qa.question import Question, analyse
from qa.rank import (
    EVIDENCE,
    PASSAGE,
    SENTENCE,
    Signals,
    context,
    evidence_features,
    match,
    missing,
    passage_features,
    prepare,
    sentence_features,
    surround,
    weights,
)
from qa.rank.features import counted, longest_run
from qa.rank.match import Match
from qa.types import Document, FrontMatter, Kind, Paragraph

DOCUMENT = Document("a" * 16, "a.txt", "a" * 64, "utf-8", 0, FrontMatter(title="云溪县护林记", date="2022-05-01"))


def lay(question: str, text: str, section: tuple[str, ...] = ()) -> tuple[Question, Match, tuple[float, ...]]:
    asked = analyse(question)
    paragraph = Paragraph(DOCUMENT.id, 0, Kind.BODY, section, text, ((0, 1),))
    around = surround(DOCUMENT, [paragraph])
    return asked, match(asked, prepare(paragraph), context(asked, around), around.year), weights(asked, {})


def passage(question: str, text: str, section: tuple[str, ...] = ()) -> dict[str, float]:
    asked, found, shares = lay(question, text, section)
    return dict(zip(PASSAGE, passage_features(asked, found, shares, Signals(0.5, 0.25, 0.125)), strict=True))


def sentence(question: str, text: str, s: int, section: tuple[str, ...] = ()) -> dict[str, float]:
    asked, found, shares = lay(question, text, section)
    return dict(zip(SENTENCE, sentence_features(asked, found, shares, s, -1.0, 0.5), strict=True))


def judged(question: str, text: str, s: int = 0) -> dict[str, float]:
    asked, found, shares = lay(question, text)
    return dict(zip(EVIDENCE, evidence_features(asked, found, shares, s, 0.5), strict=True))


def test_the_signals_of_the_legs_come_first() -> None:
    values = passage("护林员有多少名？", "护林员320名。")
    assert (values["words"], values["pairs"], values["cosine"]) == (0.5, 0.25, 0.125)


def test_a_passage_that_holds_every_term_holds_all() -> None:
    values = passage("云溪县有多少名护林员？", "云溪县选聘护林员320名。")
    assert values["held"] == pytest.approx(1) and values["window"] == pytest.approx(1)
    assert values["context"] == 0 and values["astray"] == 0 and values["named"] == 1 and values["shape"] == 1


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


@pytest.mark.parametrize(
    ("year", "held"),
    [("2022", True), ("2021", True), ("2020", False)],
)
def test_a_relative_year_is_the_documents(year: str, held: bool) -> None:
    """The document is of 2022: 去年 means 2021, and what names no year is of 2022."""
    text = "全县选聘护林员320名。" if year == "2022" else "去年全县选聘护林员320名。"
    values = judged(f"云溪县{year}年有多少名护林员？", text)
    assert values["lost_year"] == (0 if held else 1)


def test_the_longest_run() -> None:
    assert longest_run("护林员 人数", "全县护林员人人有责") == 4
    assert longest_run("水库", "公路") == 0


def test_a_number_near_the_terms_counts_more_than_one_far_away() -> None:
    near = sentence("护林员有多少名？", "护林员320名。", 0)
    far = sentence("护林员有多少名？", "护林员是从各村的党员和退伍军人里面认真挑选出来的,共有320名。", 0)
    none = sentence("护林员有多少名？", "护林员很辛苦。", 0)
    assert near["near_number"] == pytest.approx(1) and 0 < far["near_number"] < 0.2 and none["near_number"] == 0
    assert near["near_date"] == 0 and none["shape"] == 0


def test_a_year_in_the_question_is_no_answer_to_it() -> None:
    assert sentence("2021年是哪一年？", "2021年开工。", 0)["shape"] == 0


def test_what_is_counted_stands_beside_its_number() -> None:
    asked = analyse("云溪县有多少名护林员？")
    assert asked.counted == ("护林员",)
    assert counted(asked, "全县320名护林员") == 1
    assert counted(asked, "护林员共320名") == 1
    assert counted(asked, "三个部门到护林员家里") == 0
    assert counted(asked, "护林员很辛苦,共有320名") == 0


def test_the_sentence_before_and_the_rest_add_up_to_the_paragraph() -> None:
    values = sentence("水库公路古树", "修了水库。修了公路。保护古树。", 1)
    assert values["held"] > 0 and values["before"] > 0 and values["rest"] > 0
    assert values["held"] + values["before"] + values["rest"] == pytest.approx(1)
    assert values["passage"] == -1 and values["cosine"] == 0.5 and values["first"] == 0


def test_the_judge_sees_what_is_lost() -> None:
    good = judged("云溪县有多少名护林员？", "云溪县选聘护林员320名。")
    assert good["lost_name"] == good["lost_quoted"] == good["numberless"] == good["uncovered"] == 0
    assert judged("石门县有多少名护林员？", "云溪县选聘护林员320名。")["lost_name"] == 1
    assert judged("“三清单”有多少名护林员？", "云溪县选聘护林员320名。")["lost_quoted"] == 1
    assert judged("云溪县有多少名护林员？", "云溪县选聘护林员。")["numberless"] == 1
    assert judged("云溪县的县长是谁？", "云溪县选聘护林员。")["uncovered"] > 0.3
    assert judged("云溪县的队长是谁？", "云溪县的队长有马。")["nameless"] == 1


def test_missing_words_are_the_names_first() -> None:
    asked = analyse("石门县有多少艘渔船？")
    assert missing(asked, [0.0] * len(asked.terms)) == ("石门县",)
    asked = analyse("云溪县有多少艘渔船？")
    held = [1.0 if term.role == "name" else 0.0 for term in asked.terms]
    assert missing(asked, held) == ("渔船",)
    assert missing(asked, [1.0] * len(asked.terms)) == ()


def test_every_value_is_finite_on_empty_and_odd_text() -> None:
    for text in ("。", "……", "a", "，，"):
        for question in ("？", "多少", "云溪县", "How many?"):
            asked, found, shares = lay(question, text)
            rows = [
                passage_features(asked, found, shares, Signals()),
                sentence_features(asked, found, shares, 0, 0.0, 0.0),
                evidence_features(asked, found, shares, 0, 0.0),
            ]
            assert [len(row) for row in rows] == [len(PASSAGE), len(SENTENCE), len(EVIDENCE)]
            assert all(math.isfinite(x) for row in rows for x in row)
