"""The eval report on sets small enough to know the answer."""

import gzip
import json
from pathlib import Path

import pytest

from evals.reconstruction import bodies, wrapped_articles
from evals.report import main
from evals.retrieval import measure
from evals.sets import RetrievalSet, retrieval_set
from qa.errors import PathError

SHARED = Path(__file__).resolve().parents[2] / "shared"
PARAGRAPHS = {
    "a": "云溪县去年新造林三万亩，护林员增加到一百二十名。",
    "b": "白河镇投入九百万元加固河堤，九百人受益。",
    "c": "青石小学的图书馆藏书两万册，周末也开放。",
}


def write_set(folder: Path, name: str, questions: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
        for key, text in PARAGRAPHS.items():
            row = {"paragraph_id": f"{name}-{key}", "paragraph": text, "questions": [{"question": questions[key]}]}
            file.write(json.dumps(row) + "\n")


def test_every_way_of_ranking_finds_what_is_said_word_for_word() -> None:
    questions = (("护林员增加到多少名", "a"), ("加固河堤投入多少", "b"), ("图书馆藏书多少册", "c"))
    figures = measure(RetrievalSet("tiny", PARAGRAPHS, questions))
    assert list(figures) == ["BM25 words", "BM25 bigrams", "static model", "youju"]
    for method in ("BM25 words", "BM25 bigrams", "youju"):
        assert figures[method] == {"nDCG@10": 1.0, "RR@10": 1.0, "R@10": 1.0}, method
    assert 0.5 < figures["static model"]["RR@10"] <= 1.0


def test_a_wrong_qrel_scores_low() -> None:
    figures = measure(RetrievalSet("wrong", PARAGRAPHS, (("护林员增加到多少名", "c"),)))
    assert figures["youju"]["RR@10"] < 1.0


def test_questions_may_be_asked_of_the_paragraphs_of_a_parallel_set(tmp_path: Path) -> None:
    write_set(tmp_path / "eval", "zh", dict.fromkeys(PARAGRAPHS, "问"))
    write_set(tmp_path / "eval", "en", {"a": "forest?", "b": "river?", "c": "books?"})
    of = retrieval_set(tmp_path, "en", "zh")
    assert list(of.paragraphs) == ["zh-a", "zh-b", "zh-c"]
    assert of.questions == (("forest?", "zh-a"), ("river?", "zh-b"), ("books?", "zh-c"))


def test_bodies_are_what_stands_in_body_paragraphs() -> None:
    raw = "白河修堤\n\n白河镇投入九百万元加固河堤，九百人受益。\n\n↑河堤施工现场。（资料图片）\n".encode()
    assert bodies(raw, "a.txt") == ["白河镇投入九百万元加固河堤，九百人受益。"]


def test_without_the_data_one_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(PathError, match="youju eval --shared"):
        main(["--shared", str(tmp_path)])


@pytest.mark.skipif(not (SHARED / "tools" / "wrapped_articles.py").is_file(), reason="no ../shared: no generator of wrapped articles")
def test_wrapped_articles_come_back() -> None:
    """The issue's floors, on a seed of its own."""
    figures = wrapped_articles(SHARED / "tools" / "wrapped_articles.py", 60, 41)
    assert figures["sentences_whole"] >= 0.96
    assert figures["captions_and_furniture_in_bodies"] <= 0.02
