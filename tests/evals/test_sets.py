"""Reading the sets, a folder of the user's own, and saying what is absent."""

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.own import read_own
from evals.sets import NAMES, AbsentError, EvalSet, read
from qa.cite import verify
from qa.errors import PathError, UsageError

Write = Callable[[str, str], Path]
PASSAGES = """from pathlib import Path

NEWS = Path("nowhere")


def passages():
    yield "news-1", (NEWS / "news-4.jsonl.gz").name + "说的是别的事。"
"""


def put(folder: Path, name: str, rows: list[dict[str, Any]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def row(key: str, text: str, *questions: tuple[str, str]) -> dict[str, Any]:
    return {"paragraph_id": key, "paragraph": text, "questions": [{"question": q, "answers": [a]} for q, a in questions]}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "shared" / "data"
    put(
        folder / "eval",
        "xquad_zh",
        [row("zh-0", "河堤高九米。", ("河堤多高？", "九米")), row("zh-1", "树有三棵。", ("树有几棵？", "三棵"))],
    )
    put(folder / "eval", "xquad_en", [row("en-0", "The dyke …", ("How high?", "nine")), row("en-1", "Trees …", ("How many?", "three"))])
    return folder


def test_english_questions_are_asked_of_the_chinese_paragraphs_and_answered_in_chinese(data: Path) -> None:
    of = read(data, "xquad_en")
    assert [ask.question for ask in of.questions] == ["How high?", "How many?"]
    assert [ask.answers for ask in of.questions] == [("九米",), ("三棵",)]
    held = {paragraph.id: paragraph.text for paragraph in of.paragraphs}
    assert [held[ask.relevant[0]] for ask in of.questions] == ["河堤高九米。", "树有三棵。"]
    assert of.library_digest == read(data, "xquad_zh").library_digest
    assert of.digest != read(data, "xquad_zh").digest


def test_every_paragraph_is_a_document_whose_bytes_hold_it(data: Path) -> None:
    of = read(data, "xquad_zh")
    for paragraph in of.paragraphs:
        document = of.documents[paragraph.document_id]
        assert verify(of.raw[document.id], "utf-8", paragraph.text, paragraph.spans, document.sha256)
    assert [paragraph.id for paragraph in of.paragraphs] == sorted(paragraph.id for paragraph in of.paragraphs)


def test_a_crowd_is_cut_by_the_tool_beside_the_data(data: Path) -> None:
    with pytest.raises(AbsentError, match="passages"):
        read(data, "xquad_zh+50k")
    (data.parent / "tools").mkdir()
    (data.parent / "tools" / "passages.py").write_text(PASSAGES, encoding="utf-8")
    with pytest.raises(AbsentError, match="news-4"):
        read(data, "xquad_zh+50k")
    put(data / "news", "news-4", [])
    put(data / "news", "news-5", [])
    of = read(data, "xquad_zh+50k")
    assert sorted(paragraph.text for paragraph in of.paragraphs) == ["news-4.jsonl.gz说的是别的事。", "树有三棵。", "河堤高九米。"]
    assert len(of.questions) == 2


def test_an_absent_set_is_named(data: Path) -> None:
    with pytest.raises(AbsentError, match="cmrc_dev"):
        read(data, "cmrc_dev")
    assert set(NAMES) == {"cmrc_dev", "cmrc_dev+50k", "xquad_zh", "xquad_zh+50k", "xquad_en", "xquad_en+50k", "gold"}


def test_files_that_do_not_run_in_parallel_are_refused(data: Path) -> None:
    put(data / "eval", "xquad_en", [row("en-0", "The dyke …", ("How high?", "nine"))])
    with pytest.raises(ValueError, match="parallel"):
        read(data, "xquad_en")


def test_fewer_questions_are_evenly_spread(tiny: EvalSet) -> None:
    assert [ask.question for ask in tiny.every(2).questions] == [tiny.questions[0].question, tiny.questions[2].question]
    assert tiny.every(None) is tiny
    assert tiny.every(99) is tiny


def own(write: Write, *rows: object) -> EvalSet:
    write("articles/河堤.txt", "河堤高九米，去年加固。护坡种了草。\n")
    write("articles/sub/树.txt", "村里有三棵古树。古树都挂了牌。\n")
    questions = write("questions.jsonl", "\n".join(r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in rows))
    return read_own("own", questions, questions.parent / "articles")


def test_what_answers_a_question_of_ones_own(written: Write) -> None:
    of = own(
        written,
        {"question": "河堤多高？", "evidence": ["高 九米", "不在"], "history": ["河堤在哪？"]},
        {"question": "古树？", "documents": ["sub/树.txt"], "answers": ["三棵"]},
        {"question": "草？", "docs": ["河堤.txt"], "evidence": [["种了草", "种草"], ["护坡"]], "short": "草"},
        {"question": "谁是镇长？"},
    )
    names = {paragraph.id: of.documents[paragraph.document_id].name for paragraph in of.paragraphs}
    assert [[names[key] for key in ask.relevant] for ask in of.questions] == [["河堤.txt"], ["sub/树.txt"], ["河堤.txt"], []]
    assert [ask.answers for ask in of.questions] == [("高 九米", "不在"), ("三棵",), ("草",), ()]
    assert of.questions[0].history == ("河堤在哪？",)
    assert of.questions[0].cluster == of.questions[2].cluster != of.questions[1].cluster
    for document in of.documents.values():
        assert hashlib.sha256(of.raw[document.id]).hexdigest() == document.sha256


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "Line 2 .* not a JSON object"),
        ('{"question": " "}', "Line 2 .* not a JSON object"),
        ({"question": "？", "documents": ["别处.txt"]}, "Line 2 .*别处.txt"),
        ({"question": "？", "evidence": ["文章没有"]}, "evidence in line 2"),
    ],
)
def test_a_line_that_is_off_is_named(written: Write, line: object, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        own(written, {"question": "河堤多高？"}, line)


def test_a_file_without_questions(written: Write) -> None:
    with pytest.raises(UsageError, match="Line 1"):
        own(written)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PathError, match="check the path"):
        read_own("own", tmp_path / "none.jsonl", tmp_path)
