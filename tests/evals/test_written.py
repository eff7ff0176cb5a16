"""Our own questions that nothing learns from: what they say answers them stands where they say."""

import json
from pathlib import Path

import pytest

from evals.own import read_own
from evals.training.newspapers import ASKED
from evals.written import ARTICLES, ON_THEM, QUESTIONS, lay_out

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"


def test_what_answers_our_questions_on_the_five_articles_stands_in_them() -> None:
    held = read_own("five", QUESTIONS / "five.jsonl", ROOT / "seeds")
    answered = [ask for ask in held.questions if ask.relevant]
    assert len(held.questions) == 270 and len(answered) == 230
    assert sum(ask.question.isascii() for ask in held.questions) > 60, "a good part in English"


def test_they_are_not_learnt_from() -> None:
    def articles(path: Path) -> set[str]:
        return {json.loads(line)["article"] for line in path.read_text(encoding="utf-8").splitlines()}

    assert len(articles(QUESTIONS / ON_THEM)) == 40
    assert articles(QUESTIONS / ON_THEM).isdisjoint(articles(ASKED))


@pytest.mark.skipif(not (DATA / "news").is_dir(), reason="the news of ../shared/data is not there")
def test_those_on_newspapers_are_laid_out_for_the_evals(tmp_path: Path) -> None:
    assert lay_out(DATA, tmp_path) == 252
    held = read_own("newspapers", tmp_path / ON_THEM, tmp_path / ARTICLES)
    assert len(held.documents) == 40 and len(held.questions) == 252
    assert sum(bool(ask.relevant) for ask in held.questions) == 252 - 37
