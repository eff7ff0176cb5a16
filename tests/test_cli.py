"""The command: its contract, its exit statuses, and one sentence for every error of a user. The articles here are made up."""

import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings.hashed import HashEncoder
from qa.cli import main
from qa.console import one_thread
from qa.engine import Library
from qa.messages import Locale, table

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = {
    "茶山.txt": (
        "云岭县推广高山茶\n\n"
        "云岭县地处海拔八百米的山区，多年来以种植水稻为主。2021年起，云岭县引导农户改种高山茶，"
        "当年新增茶园三千二百亩，带动六百户农民增收。\n\n"
        "县农业局局长周远志介绍，茶叶由合作社统一收购，每斤鲜叶保底价为四十五元。"
        "合作社还建起了两座加工厂，年产干茶一百二十吨。\n"
    ),
    "big5.txt": (
        "海港城開通渡輪\n\n海港城的跨灣渡輪於五月三日開通，每天往返二十四班，單程票價為十八元。市民表示，從南岸到北岸的時間縮短了一半。\n"
    ),
    "sub/gb.md": "# 白河修堤\n\n白河镇去年投入九百万元加固河堤，新堤全长六点五公里，可以抵御五十年一遇的洪水。\n",
}
ENCODINGS = {"茶山.txt": "utf-8", "big5.txt": "big5", "sub/gb.md": "gb18030"}
QUESTION = "云岭县高山茶每斤鲜叶的保底价是多少？"


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode(ENCODINGS[name]))
    return folder


@pytest.fixture(scope="module")
def library(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library") / "made"
    with Library.open(folder, create=True) as made:
        assert made.add([articles]).refused == ()
    return folder


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("YOUJU_LIBRARY", raising=False)


Capture = pytest.CaptureFixture[str]


def youju(library: Path, *words: str) -> int:
    return main(["--library", str(library), *words])


def one_error(capsys: Capture) -> str:
    """The one sentence on standard error; there is nothing on standard output."""
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith("\n") and err.count("\n") == 1, err
    assert "Traceback" not in err
    return err.strip()


def process(*words: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "qa.cli", *words], input=stdin, capture_output=True, cwd=ROOT, env=os.environ | environment, timeout=120
    )


def test_adding_says_what_became_of_each_file(articles: Path, tmp_path: Path, capsys: Capture) -> None:
    library = tmp_path / "new"
    assert youju(library, "add", str(articles)) == 0
    assert sorted(capsys.readouterr().out.splitlines()) == ["added big5.txt", "added sub/gb.md", "added 茶山.txt"]
    assert youju(library, "add", str(articles)) == 0
    assert "already there 茶山.txt" in capsys.readouterr().out
    changed = tmp_path / "茶山.txt"
    changed.write_text(ARTICLES["茶山.txt"] + "\n云岭县今年还将新建一座茶叶市场。\n", encoding="utf-8")
    assert youju(library, "add", str(changed)) == 0
    assert capsys.readouterr().out == "replaced 茶山.txt\n"
    assert youju(library, "remove", "茶山.txt", "big5.txt") == 0
    assert capsys.readouterr().out == "removed 茶山.txt\nremoved big5.txt\n"
    assert youju(library, "list") == 0
    assert capsys.readouterr().out.splitlines()[0] == "sub/gb.md"
    assert youju(library, "rebuild") == 0
    assert capsys.readouterr().out == "Rebuilt every index: 1 documents.\n"


def test_one_bad_file_does_not_stop_the_others(articles: Path, tmp_path: Path, capsys: Capture) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\x01\x02binary\x00")
    library = tmp_path / "new"
    assert youju(library, "add", str(bad), str(tmp_path / "nowhere"), str(articles / "茶山.txt")) == 2
    out, err = capsys.readouterr()
    assert out == "added 茶山.txt\n"
    assert [line.split(":")[0] for line in err.splitlines()] == [f"refused {tmp_path / 'nowhere'}", "refused bad.txt"]
    with Library.open(library) as opened:
        assert [document.name for document in opened.documents()] == ["茶山.txt"]


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("missing.txt", None, "There is no"),
        ("empty.txt", b"", "nothing but white space"),
        ("blank.txt", " \n\u3000\n".encode(), "nothing but white space"),
        ("binary.txt", b"\x7fELF\x02\x01\x01\x00\x00\x00", "not plain text"),
        ("undecodable.txt", "白河镇投入九百万元".encode("gb18030") + b"\xff\xff\x80\n", "cannot be decoded without loss"),
    ],
)
def test_a_file_that_cannot_be_taken(name: str, raw: bytes | None, words: str, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / name
    if raw is not None:
        path.write_bytes(raw)
    assert youju(tmp_path / "new", "add", str(path)) == 2
    error = one_error(capsys)
    assert words in error and name in error


def test_a_file_that_may_not_be_read(articles: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")  # whoever opens it waits for ever: permissions do not bind root, this does
    assert youju(tmp_path / "new", "add", str(tmp_path / "pipe.txt")) == 2
    assert "neither a plain file nor a folder" in one_error(capsys)

    def refuse(*_: object, **__: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr(Path, "open", refuse)
    assert youju(tmp_path / "new", "add", str(articles / "茶山.txt")) == 2
    assert "cannot be read: check its permissions" in one_error(capsys)


def test_a_library_that_is_not_there(tmp_path: Path, capsys: Capture) -> None:
    for words in (["list"], ["ask", "有人吗"], ["search", "有人吗"], ["show", "x"], ["remove", "x"], ["rebuild"]):
        assert youju(tmp_path / "none", *words) == 2
        assert "There is no library in" in one_error(capsys)
    assert not (tmp_path / "none").exists()
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    for words in (["list"], ["add", str(ROOT / "README.md")]):
        assert youju(tmp_path / "file", *words) == 2
        one_error(capsys)


def test_a_library_made_with_another_encoder(articles: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("embeddings.encoder.load_encoder", lambda name=None: HashEncoder(64))
        with Library.open(tmp_path / "other", create=True) as other:
            other.add([articles])
    assert youju(tmp_path / "other", "ask", QUESTION) == 2
    assert "run `youju rebuild`" in one_error(capsys)
    assert youju(tmp_path / "other", "rebuild") == 0
    capsys.readouterr()
    assert youju(tmp_path / "other", "search", QUESTION) == 0


def test_a_locked_library(library: Path, articles: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Library.open
    monkeypatch.setattr(Library, "open", lambda folder, **rest: opened(folder, wait_s=0.05, **rest))
    with sqlite3.connect(library / "library.sqlite") as other:
        other.execute("BEGIN IMMEDIATE")
        assert youju(library, "remove", "茶山.txt") == 2
        assert "Another process is writing" in one_error(capsys)
        assert youju(library, "list") == 0  # readers are not in its way
        other.rollback()
    other.close()


def test_a_document_that_is_not_there(library: Path, capsys: Capture) -> None:
    for words in (["show", "没有.txt"], ["remove", "没有.txt"]):
        assert youju(library, *words) == 2
        assert "没有.txt" in one_error(capsys)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], "COMMAND is missing"),
        (["dance"], "dance is not understood here"),
        (["list", "--fast"], "--fast is not understood here; see `youju list --help`."),
        (["add"], "PATH is missing"),
        (["add", ""], "The value of PATH does not fit"),
        (["search", "x", "-k", "0"], "The value of -k does not fit"),
        (["search", "x", "-k", "many"], "The value of -k does not fit"),
        (["ask"], "QUESTION is missing"),
        (["ask", "--jsonl", "x"], "leave out QUESTION"),
        (["ask", "x\udce4"], "is not valid UTF-8"),
        (["serve", "--port", "http"], "The value of --port does not fit"),
        (["add", "x", "--reranker", "y"], "--reranker y is not understood here"),
        (["ask", "x", "--reranker"], "The value of --reranker does not fit"),
    ],
)
def test_a_command_that_cannot_be_understood(words: list[str], expected: str, library: Path, capsys: Capture) -> None:
    assert youju(library, *words) == 2
    assert expected in one_error(capsys)


def test_the_same_errors_in_chinese(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert youju(tmp_path, "dance") == 2
    assert one_error(capsys) == "不认识 dance；用法见 `youju --help`。"
    assert youju(tmp_path / "none", "list") == 2
    assert "里没有资料库" in one_error(capsys)


@pytest.mark.parametrize("command", ["add", "remove", "list", "show", "rebuild", "ask", "search", "eval", "serve"])
def test_help_speaks_one_language(command: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken: list[tuple[Locale, str, str]] = [("en", "C.UTF-8", "usage: "), ("zh", "zh_CN.UTF-8", "用法：")]
    for language, locale, first in spoken:
        monkeypatch.setenv("LC_ALL", locale)
        with pytest.raises(SystemExit) as stop:
            main([command, "--help"])
        assert stop.value.code == 0
        shown = capsys.readouterr().out
        assert shown.startswith(f"{first}youju {command}")
        assert table()[f"help_{command}"][language][:20] in shown
        assert ("options:" in shown) == (language == "en")


def test_an_answer_as_text_and_as_json(library: Path, capsys: Capture) -> None:
    assert youju(library, "ask", QUESTION) == 0
    shown = capsys.readouterr().out
    assert "四十五元" in shown.splitlines()[0] and "[1]" in shown.splitlines()[0]
    assert "dd if=" in shown and "References:" in shown
    assert youju(library, "ask", QUESTION, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["answerable"] and answer["reason"] is None and answer["question"] == QUESTION
    first = answer["citations"][0]
    raw = ARTICLES[first["document"]["name"]].encode(ENCODINGS[first["document"]["name"]])
    assert "".join(raw[s:e].decode(first["document"]["encoding"]) for s, e in first["spans"]) == first["quote"]
    assert set(answer["timings_ms"]) >= {"encode", "retrieve", "rank", "answer", "total"}


def test_a_refusal_is_status_1(library: Path, capsys: Capture) -> None:
    assert youju(library, "ask", "火星基地的氧气产量是多少？") == 1
    assert capsys.readouterr().out.startswith("No answer: ")
    assert youju(library, "ask", "  ", "--json") == 1
    empty = json.loads(capsys.readouterr().out)
    assert empty["reason_code"] == "empty_question" and not empty["answerable"] and empty["reason"]


def test_passages_as_text_and_as_json(library: Path, capsys: Capture) -> None:
    assert youju(library, "search", "渡輪票價", "--json", "-k", "2") == 0
    passages = json.loads(capsys.readouterr().out)
    assert [passage["rank"] for passage in passages] == [1, 2]
    assert passages[0]["document"]["name"] == "big5.txt" and passages[0]["document"]["encoding"] == "big5"
    assert youju(library, "search", "渡輪票價") == 0
    assert capsys.readouterr().out.startswith("1. ")


class Backwards:
    """A reranker for which the ranker's best is the worst."""

    name = "backwards"

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        return np.arange(len(passages), dtype=np.float32)


@pytest.fixture
def backwards(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that a reranker was loaded by."""
    names: list[str] = []
    monkeypatch.setattr("embeddings.reranker.load_reranker", lambda name: (names.append(name), Backwards())[1])
    return names


def test_a_reranker_orders_the_passages(library: Path, capsys: Capture, backwards: list[str]) -> None:
    def found(*words: str) -> list[dict[str, Any]]:
        assert youju(library, *words) == 0
        passages: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
        return passages

    plain = found("search", "高山茶", "--json", "-k", "20")
    assert backwards == []
    turned = found("search", "高山茶", "--json", "-k", "20", "--reranker", "some/model")
    assert turned == found("--reranker", "some/model", "search", "高山茶", "--json", "-k", "20")
    assert backwards == ["some/model"] * 2
    bodies = [each["text"] for each in plain if each["kind"] != "heading"]
    assert len(bodies) >= 3
    assert [each["text"] for each in turned if each["kind"] != "heading"] == bodies[::-1]
    assert [each["kind"] == "heading" for each in turned] == [each["kind"] == "heading" for each in plain]
    assert [(each["rank"], each["score"]) for each in turned] == [(each["rank"], each["score"]) for each in plain]


def test_an_answer_with_a_reranker_has_the_same_form(library: Path, capsys: Capture, backwards: list[str]) -> None:
    youju(library, "ask", QUESTION, "--json")
    plain = json.loads(capsys.readouterr().out)
    youju(library, "ask", QUESTION, "--json", "--reranker", "x")
    turned = json.loads(capsys.readouterr().out)
    assert backwards == ["x"]
    assert set(turned) == set(plain) and set(turned["timings_ms"]) == {"encode", "retrieve", "rank", "answer", "total"}
    assert set(turned["passages"][0]) == set(plain["passages"][0])
    assert [each["text"] for each in turned["passages"]] != [each["text"] for each in plain["passages"]]


def test_a_reranker_that_is_not_there(library: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    for words in (["ask", QUESTION], ["search", QUESTION], ["ask", "--jsonl"]):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps({"question": QUESTION}).encode())))
        assert youju(library, *words, "--reranker", "BAAI/bge-reranker-v2-m3") == 2
        assert "hf download BAAI/bge-reranker-v2-m3" in one_error(capsys)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert youju(library, "--reranker", "./none", "ask", QUESTION) == 2
    assert one_error(capsys).startswith("没有文件夹 ./none：请用 `--reranker` 指定")


def test_the_page_and_the_evals_are_handed_the_models(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[dict[str, object]] = []
    reported: list[Sequence[str]] = []
    monkeypatch.setattr("ui.serve", lambda folder, **options: (served.append(options), 0)[1])
    monkeypatch.setattr("evals.report.main", lambda words: (reported.append(words), 0)[1])
    assert youju(library, "serve", "--reranker", "r") == youju(library, "--model", "m", "--reranker", "r", "serve") == 0
    assert [(each["model"], each["reranker"]) for each in served] == [(None, "r"), ("m", "r")]
    assert youju(library, "eval", "--only", "retrieval", "--reranker", "r") == youju(library, "--reranker", "r", "eval") == 0
    assert reported == [["--only", "retrieval", "--reranker", "r"], ["--reranker", "r"]]


def test_show_and_list(library: Path, capsys: Capture) -> None:
    assert youju(library, "show", "sub/gb.md", "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["document"]["encoding"] == "gb18030"
    assert {paragraph["kind"] for paragraph in shown["paragraphs"]} == {"heading", "body"}
    raw = ARTICLES["sub/gb.md"].encode("gb18030")
    for part in [*shown["paragraphs"], *shown["dropped"]]:
        assert "".join(raw[s:e].decode("gb18030") for s, e in part["spans"]) == part["text"]
    assert youju(library, "show", shown["document"]["id"]) == 0
    assert "白河镇去年投入九百万元加固河堤" in capsys.readouterr().out
    assert youju(library, "list", "--json") == 0
    assert [each["name"] for each in json.loads(capsys.readouterr().out)] == sorted(ARTICLES)


def lines_of(library: Path, lines: list[bytes], monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> tuple[int, list[Any], str]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\n".join(lines)), encoding="utf-8"))
    status = youju(library, "ask", "--jsonl")
    out, err = capsys.readouterr()
    return status, [json.loads(line) for line in out.splitlines()], err


def test_questions_a_line(library: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    asked = [{"id": "a", "question": QUESTION, "history": []}, {"id": 7, "question": "火星基地的氧气产量是多少？"}, {"question": ""}]
    lines = [json.dumps(each, ensure_ascii=False).encode() for each in asked]
    status, answers, err = lines_of(library, [b"\xef\xbb\xbf" + lines[0], *lines[1:], b""], monkeypatch, capsys)
    assert (status, err) == (0, "")
    assert [(answer["id"], answer["answerable"]) for answer in answers] == [("a", True), (7, False), (None, False)]


def test_bad_lines_are_named_and_the_others_answered(library: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    good = json.dumps({"id": "good", "question": QUESTION}).encode()
    bad = [
        b"{not json", b"[]", b"\xff\xfe", b'{"id": [], "question": "x"}', b'{"id": true, "question": "x"}', b'{"id": 1}',
        b'{"question": 5}', b'{"question": "x", "history": "y"}', b'{"question": "x", "history": [1]}', b'{"question": "\\ud800"}',
        b"[" * 100_000,
    ]  # fmt: skip
    status, answers, err = lines_of(library, [good, *bad, b"  ", good], monkeypatch, capsys)
    assert status == 2
    assert err.count("\n") == 1 and "line 2" in err and str(len(bad)) in err
    assert [answer["id"] for answer in answers] == ["good", *([None] * len(bad)), "good"]
    assert [answer["line"] for answer in answers[1:-1]] == list(range(2, len(bad) + 2))
    assert all(set(answer) == {"id", "line", "error"} and answer["error"] for answer in answers[1:-1])


def test_a_real_process_speaks_utf8_in_any_locale(library: Path) -> None:
    line = json.dumps({"id": "一", "question": QUESTION}, ensure_ascii=False).encode()
    done = process("--library", str(library), "ask", "--jsonl", stdin=line, LC_ALL="POSIX", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["id"] == "一"


def test_a_reader_who_goes_away_is_no_error(library: Path) -> None:
    command = f"{sys.executable} -m qa.cli show 茶山.txt --json | head -c 1"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, cwd=ROOT, env=os.environ | {"YOUJU_LIBRARY": str(library), "LC_ALL": "C.UTF-8"}
    )
    assert (done.stdout, done.stderr) == (b"{", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_is_one_sentence(library: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "qa.cli", "--library", str(library), "list"], stdout=full, stderr=subprocess.PIPE, cwd=ROOT
        )
    assert done.returncode == 2
    assert done.stderr.decode("utf-8") == "The disk is full and the output is incomplete: make room and try again.\n"


def test_everything_works_with_no_network_at_all(articles: Path, tmp_path: Path) -> None:
    code = f"""
import socket
def refuse(*_, **__):
    raise OSError("no network")
for name in ("socket", "create_connection", "getaddrinfo", "socketpair"):
    setattr(socket, name, refuse)
from qa.cli import main
library = ["--library", {str(tmp_path / "library")!r}]
assert main([*library, "add", {str(articles)!r}]) == 0
assert main([*library, "ask", {QUESTION!r}]) == 0
assert main([*library, "search", "渡輪"]) == 0
assert main([*library, "rebuild"]) == 0
import sys
assert not {{"torch", "jieba", "gradio", "sentence_transformers", "embeddings.reranker"}} & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", cwd=ROOT, timeout=120)
    assert done.returncode == 0, done.stderr


def test_a_question_takes_one_thread_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    one_thread()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    one_thread()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "3"
