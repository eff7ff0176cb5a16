"""`youju ask … --references STYLE` and `--export FILE`: what is printed, what is written, and what is refused in one sentence."""

import json
import os
import zipfile
from pathlib import Path

import pytest

from qa import exporting
from qa.cli import main
from qa.engine import Library

ARTICLE = (
    "云岭县推广高山茶\n\n云岭县地处海拔八百米的山区。2021年起，云岭县引导农户改种高山茶，当年新增茶园三千二百亩，带动六百户农民增收。\n"
)
METADATA = (
    '["茶山.txt"]\ntitle = "云岭县推广高山茶"\npublisher = "云岭日报"\nauthor = "周远志"\ndate = "2021-11-02"\ndate_origin = "printed"\n'
)
QUESTION = "云岭县新增茶园多少亩？"
REFERENCE = "周远志. 云岭县推广高山茶[N]. 云岭日报，2021-11-02."
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    articles, folder = tmp_path_factory.mktemp("articles"), tmp_path_factory.mktemp("library") / "made"
    (articles / "茶山.txt").write_text(ARTICLE, encoding="utf-8")
    (articles / "metadata.toml").write_text(METADATA, encoding="utf-8")
    with Library.open(folder, create=True) as made:
        assert made.add([articles]).refused == ()
    return folder


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def ask(library: Path, *words: str) -> int:
    return main(["--library", str(library), "ask", QUESTION, *words])


def one_error(capsys: Capture) -> str:
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1, err
    return err.strip()


def test_references_stand_behind_the_answer(library: Path, capsys: Capture) -> None:
    assert ask(library, "--references", "gbt7714-2025") == 0
    assert capsys.readouterr().out.endswith(f"\n\nReferences\n{REFERENCE}\n")
    assert ask(library, "--references", "bibtex") == 0
    assert capsys.readouterr().out.splitlines()[-5:] == [
        "  journal = {云岭日报},",
        "  entrysubtype = {newspaper},",
        "  year = {2021},",
        "  date = {2021-11-02},",
        "}",
    ]
    assert ask(library, "--references", "ris") == 0
    assert capsys.readouterr().out.endswith("DA  - 2021/11/02/\r\nER  - \r\n")


def test_references_of_a_json_answer_are_a_field_of_it(library: Path, capsys: Capture) -> None:
    assert ask(library, "--references", "gbt7714-2015", "--json") == 0
    assert json.loads(capsys.readouterr().out)["references"] == "周远志. 云岭县推广高山茶[N]. 云岭日报, 2021-11-02."
    assert ask(library, "--json") == 0
    assert "references" not in json.loads(capsys.readouterr().out)


def test_each_ending_writes_its_form(library: Path, tmp_path: Path, capsys: Capture) -> None:
    for name in ("a.md", "b.TXT", "c.docx"):
        assert ask(library, "--export", str(tmp_path / name)) == 0
        assert capsys.readouterr().err == f"exported to {tmp_path / name}\n"
    assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith(f"# {QUESTION}\n")
    assert REFERENCE in (tmp_path / "b.TXT").read_text(encoding="utf-8")
    assert "word/footnotes.xml" in zipfile.ZipFile(tmp_path / "c.docx").namelist()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.md", "b.TXT", "c.docx"]


def test_a_refusal_is_exported_and_stays_one(library: Path, tmp_path: Path) -> None:
    assert main(["--library", str(library), "ask", "火星上有水吗？", "--export", str(tmp_path / "a.txt")]) == 1
    assert "No answer" in (tmp_path / "a.txt").read_text(encoding="utf-8")


def test_a_file_that_is_there_is_written_over_only_by_force(library: Path, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "a.txt"
    path.write_text("mine", encoding="utf-8")
    assert ask(library, "--export", str(path)) == 2
    assert "already there" in one_error(capsys) and path.read_text(encoding="utf-8") == "mine"
    assert ask(library, "--export", str(path), "--force") == 0
    assert path.read_text(encoding="utf-8").startswith(QUESTION)


@pytest.mark.parametrize("linked", [True, False])
def test_a_file_that_came_meanwhile_is_left_alone(linked: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("mine", encoding="utf-8")
    if not linked:  # a file system without links

        def unable(*_: object) -> None:
            raise PermissionError

        monkeypatch.setattr(Path, "hardlink_to", unable)
    with pytest.raises(FileExistsError):
        exporting._write(path, b"ours", force=False)
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"] and path.read_bytes() == b"mine"
    other = tmp_path / "b.txt"
    exporting._write(other, b"ours", force=False)
    assert other.read_bytes() == b"ours" and len(list(tmp_path.iterdir())) == 2


def test_a_full_disk_leaves_nothing_behind(library: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    assert ask(library, "--export", str(tmp_path / "a.txt")) == 2
    assert "cannot be written (No space left on device)" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--references", "apa"), "apa"),
        (("--export", "a.pdf"), "The ending of “a.pdf”"),
        (("--export", ""), "The ending"),
        (("--export", "nowhere/a.md"), "“nowhere/a.md” cannot be written (No such file or directory)"),
        (("--export", "a.md", "--references", "ris"), "as ris"),
        (("--force",), "--force goes only with --export"),
    ],
)
def test_what_does_not_fit_is_one_sentence_before_anything_is_asked(
    words: tuple[str, ...], part: str, tmp_path: Path, capsys: Capture
) -> None:
    assert ask(tmp_path / "no library here", *words) == 2
    assert part in one_error(capsys)


def test_lines_of_answers_take_neither_option(tmp_path: Path, capsys: Capture) -> None:
    for words in (("--references", "ris"), ("--export", "a.md")):
        assert main(["--library", str(tmp_path), "ask", "--jsonl", *words]) == 2
        assert "leave out --references and --export" in one_error(capsys)
