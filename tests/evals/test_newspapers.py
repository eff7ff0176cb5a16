"""Our own questions on the training news: that they point where they say, and how they are asked. The articles here are invented."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from evals.training.data import NEWS, news
from evals.training.newspapers import ASKED, HELD, Newspapers, paragraphs
from evals.training.rows import untrained
from qa.paragraphs import LONGEST, SHORTEST
from qa.question.kinds import is_english
from qa.text import sentences

DATA = Path(__file__).parents[3] / "shared" / "data"
ARTICLES = {
    "n1": "云溪县今年选聘了320名护林员。他们每人看护五公里山路，夜里也要上山。队长陈艳霞说：“古树都挂了牌。”" * 2,
    "n2": "白河镇花九百万元加固了河堤。工期八个月，由镇水利站负责。",
}


@pytest.fixture
def papers(tmp_path: Path, written: Callable[[str, str], Path]) -> Newspapers:
    for name in NEWS:
        path = tmp_path / "news" / f"{name}.jsonl.gz"
        path.parent.mkdir(exist_ok=True)
        with gzip.open(path, "wt", encoding="utf-8") as file:
            for key, text in ARTICLES.items() if name == NEWS[0] else ():
                file.write(json.dumps({"id": key, "date": "", "text": text}, ensure_ascii=False) + "\n")

    def slices(article: str, *answers: str) -> list[list[int]]:
        return [[at, at + len(answer)] for answer in answers for at in [ARTICLES[article].index(answer)]]

    rows = [
        {"library": 0, "article": "n1", "question": "云溪县请了多少人看山？", "answers": slices("n1", "320名护林员")},
        {"library": HELD[0], "article": "n2", "question": "白河镇修河堤花了多少钱？", "answers": slices("n2", "九百万元")},
        {"library": HELD[0], "article": "n2", "question": "Who looked after the works in Baihe?", "answers": slices("n2", "镇水利站")},
        {"library": 0, "article": "n1", "question": "云溪县护林员有多少名是女的？", "answers": []},
    ]
    return Newspapers(tmp_path, written("asked.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)))


def test_a_question_is_asked_of_its_library_and_of_all(papers: Newspapers) -> None:
    asked = [(name, each.case.question, [shelf.paragraphs[shelf.rows[key]].text for key in ids])
             for name, each, shelf, ids in papers.answerable(english=False)]  # fmt: skip
    assert [(name, question) for name, question, _ in asked] == [
        (name, question) for question in ("云溪县请了多少人看山？", "白河镇修河堤花了多少钱？") for name in ("newspapers", "all newspapers")
    ]
    assert all("320名护林员" in text for _, question, texts in asked[:2] for text in texts) and all(texts for _, _, texts in asked)
    assert [each.case.question for _, each, _, _ in papers.answerable(english=True)] == ["Who looked after the works in Baihe?"] * 2
    assert all(document.front.title is None for document in papers.whole[0].documents.values())


def test_right_sentences_are_those_that_hold_an_answer_and_held_questions_are_told_apart(papers: Newspapers) -> None:
    groups = papers.groups(untrained(), english=False)
    assert [held for _, held, _ in groups] == [False, True, True]  # none is learnt from in the whole
    assert all(1 <= int(group.right.sum()) < len(group.right) for _, _, group in groups)
    judged = papers.judged(lambda case: untrained(), english=True)
    assert {row.trial for _, row in judged} <= {"present", "removed"} and any(row.answers for _, row in judged)
    assert all(held for held, _ in judged) and np.isfinite([row.row for _, row in judged]).all()
    assert [papers.held(each.case) for each in papers.asked] == [False, True, True, False]


def test_what_is_not_told_is_unanswerable(papers: Newspapers) -> None:
    rows = [row for _, row in papers.judged(lambda case: untrained(), english=False) if row.trial == "untold"]
    assert rows and not any(row.answers for row in rows) and {row.case.question for row in rows} == {"云溪县护林员有多少名是女的？"}


def test_paragraphs_are_all_of_an_article_in_whole_sentences() -> None:
    article = ARTICLES["n1"] * 5
    found = paragraphs("n1", article)
    assert "".join(text.text for text in found) == article and len({text.id for text in found}) == len(found) > 1
    assert all(text.text.endswith(("。", "”")) and SHORTEST <= len(text.text) <= LONGEST for text in found)


def test_every_slice_of_what_is_asked_lies_in_one_sentence_of_its_article() -> None:
    if not DATA.is_dir():
        pytest.skip("the training news (shared/data) is not beside the project")
    rows = [json.loads(line) for line in ASKED.read_text(encoding="utf-8").splitlines()]
    articles = dict(news(DATA))
    assert len({row["question"] for row in rows}) == len(rows) and {is_english(row["question"]) for row in rows} == {True, False}
    for row in rows:
        text = articles[row["article"]]
        for start, end in row["answers"]:
            assert 0 <= start < end <= len(text)
            assert any(low <= start and end <= high for low, high in sentences(text)) or "。" not in text[start : end - 1], row


def test_without_the_news_it_says_which_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Newspapers(tmp_path)
