"""`youju eval` from the command's words to the results files, the tables and the page, on sets small enough to know the answer."""

import gzip
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from evals import results, tables
from evals.reconstruction import bodies, wrapped_articles
from evals.report import main
from evals.results import Result, commit, load, path_of, write
from evals.tables import QUALITY, READMES, rendered, write_tables
from qa.errors import ModelError, PathError, UsageError

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
TEXTS = {
    "a": "云溪县去年新造林三万亩。护林员增加到一百二十名，队长是陈艳霞。",
    "b": "白河镇投入九百万元加固河堤，九百人受益。工程由镇水利站负责。",
    "c": "青石小学的图书馆藏书两万册，周末也开放。",
}
QUESTIONS = {
    "a": ("云溪县的护林员增加到多少名？", "一百二十名"),
    "b": ("白河镇投入多少资金加固河堤<b>？", "九百万元"),
    "c": ("青石小学的图书馆藏书多少册？", "两万册"),
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "shared" / "data"
    (folder / "eval").mkdir(parents=True)
    with gzip.open(folder / "eval" / "xquad_zh.jsonl.gz", "wt", encoding="utf-8") as file:
        for key, text in TEXTS.items():
            question, answer = QUESTIONS[key]
            row = {"paragraph_id": key, "paragraph": text, "questions": [{"question": question, "answers": [answer]}]}
            file.write(json.dumps(row) + "\n")
    return folder


def run(data: Path, *more: str) -> int:
    work, kept = str(data.parent.parent / "work"), str(data.parent.parent / "results")
    return main(["--data", str(data), "--work", work, "--results", kept, *more])


def test_from_the_sets_to_the_results(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data) == 0
    said = capsys.readouterr()
    for absent in ("cmrc_dev", "cmrc_dev+50k", "xquad_zh+50k", "xquad_en", "gold", "wrapped_articles"):
        assert f"skipped {absent}: there is no " in said.err
    assert "## xquad_zh: 3 questions, 3 paragraphs" in said.out
    folder = data.parent.parent / "results"
    found = {result.mode: result for result in load(folder)}
    assert set(found) == {"words", "bigrams", "dense", "aligned", "fused", "ranked"}
    for mode in ("words", "bigrams", "ranked"):
        assert found[mode].measures["nDCG@10"] == (1.0, 1.0, 1.0), mode
        assert found[mode].ranks == [1, 1, 1]
    ranked = found["ranked"]
    assert (ranked.set, ranked.questions, ranked.paragraphs, ranked.commit) == ("xquad_zh", 3, 3, commit())
    assert ranked.measures["hit@1"][0] == ranked.measures["quote_integrity"][0] == 1.0
    assert ranked.measures["AUROC"][0] == 1.0
    assert ranked.against["hit@1"][0] == 1.0 - found["words"].measures["hit@1"][0]
    assert ranked.milliseconds is not None and 0 < ranked.milliseconds["median"] <= ranked.milliseconds["p95"]


def test_no_text_of_the_data_is_in_the_results(data: Path) -> None:
    run(data)
    for path in (data.parent.parent / "results").glob("*.json"):
        row = json.loads(path.read_text(encoding="utf-8"))
        assert path.name == f"{row['set']}-{row['mode']}-{row['commit']}.json"
        assert not re.search(r"[\u3400-\u9fff]", path.read_text(encoding="utf-8"))
        assert "\\u" not in path.read_text(encoding="utf-8")


def test_what_was_measured_is_not_measured_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(data)
    held = {path.name: path.read_bytes() for path in (data.parent.parent / "results").iterdir()}

    def never(*_: object) -> None:
        raise AssertionError("measured again")

    monkeypatch.setattr("evals.runs.shelf_of", never)
    run(data)
    assert {path.name: path.read_bytes() for path in (data.parent.parent / "results").iterdir()} == held
    with pytest.raises(AssertionError, match="measured again"):
        run(data, "--model", "hash")


def test_another_model_stands_beside_the_default(data: Path) -> None:
    run(data, "--model", "hash", "--set", "xquad_zh")
    found = {result.mode: result for result in load(data.parent.parent / "results")}
    assert set(found) == {"words", "bigrams", "dense", "aligned", "fused", "ranked", "dense@hash", "fused@hash", "ranked@hash"}
    assert found["ranked@hash"].model == "hash"
    assert found["ranked"].model == "youju-static"


def test_some_questions_only_are_no_results(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(data, "--questions", "2", "--mode", "words")
    said = capsys.readouterr()
    assert "2 questions" in said.out
    assert "ranked" not in said.out
    assert "no results are written" in said.err
    assert not (data.parent.parent / "results").exists()


def test_questions_of_ones_own_with_one_that_has_no_answer(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = data.parent.parent / "articles"
    folder.mkdir()
    for key, text in TEXTS.items():
        (folder / f"{key}.txt").write_text(text + "\n", encoding="utf-8")
    rows: list[dict[str, Any]] = [{"question": question, "evidence": [answer]} for question, answer in QUESTIONS.values()]
    rows.append({"question": "谁是月球基地的站长？"})
    asked = folder.parent / "questions.jsonl"
    asked.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    run(data, "--own", str(asked), "--library", str(folder), "--report", str(folder.parent / "out.html"))
    said = capsys.readouterr().out
    assert "## own: 4 questions, 3 paragraphs" in said
    assert "rejected_shipped 1.000" in said
    assert "falsely_refused_shipped 0.000" in said
    with pytest.raises(UsageError, match="--own and --library together"):
        run(data, "--own", str(asked))


def test_what_cannot_be_measured_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PathError, match="youju eval --data"):
        main(["--data", str(tmp_path), "--set", "cmrc_dev"])
    with pytest.raises(ModelError):
        main(["--data", str(tmp_path), "--model", "./no such model"])
    with pytest.raises(UsageError):
        main(["--set", "no such set"])
    with pytest.raises(PathError, match="make eval"):
        main(["--tables", "--results", str(tmp_path)])


class Page(HTMLParser):
    """The tags in order, what they refer to, and whether every one is closed."""

    VOID = frozenset({"meta", "line", "rect", "path"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.references: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.references += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID and (not self.open or self.open[-1] != tag):
            return
        assert self.open.pop() == tag


def test_the_page_stands_alone_and_escapes_what_is_not_ours(data: Path) -> None:
    out = data.parent.parent / "out.html"
    run(data, "--report", str(out), "--mode", "dense", "--mode", "ranked", "--mode", "words")
    text = out.read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert page.open == []
    assert page.references == []
    assert not {"script", "link", "img", "iframe", "b>"} & set(page.seen)
    assert "url(" not in text and "@import" not in text
    assert page.seen.count("svg") == 4
    assert "prefers-color-scheme: dark" in text
    assert "<b>？" not in text


def test_a_miss_is_on_the_page_with_its_question(data: Path) -> None:
    path = data / "eval" / "xquad_zh.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    rows[1]["questions"][0]["answers"] = ["<i>不在</i>"]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    out = data.parent.parent / "out.html"
    run(data, "--report", str(out))
    text = out.read_text(encoding="utf-8")
    assert "白河镇投入多少资金加固河堤&lt;b&gt;？" in text
    assert "right: &lt;i&gt;不在&lt;/i&gt;" in text
    assert "the first sentence does not answer" in text
    assert "青石小学" not in text  # no miss


def result(of: str, mode: str, made_of: str = "abc1234", **measures: float) -> Result:
    bounds = {name.replace("_at_", "@"): (value, value - 0.01, value + 0.01) for name, value in measures.items()}
    against = {} if mode == "words" else {"MRR@10": (0.03, 0.02, 0.04), "error_cut": (0.5, 0.4, 0.6)}
    return Result(of, mode, "m", made_of, 3, 5, bounds, against, [1, 0, 2], {"median": 9.0, "p95": 20.0} if mode == "ranked" else None)


RESULTS = [
    result(of, mode, nDCG_at_10=0.9, MRR_at_10=0.8, R_at_1=0.7, R_at_5=0.9, R_at_20=0.95, R_at_100=1.0, hit_at_1=0.75)
    for of in ("cmrc_dev+50k", "xquad_zh")
    for mode in ("ranked", "words")
]


def test_the_tables_are_made_of_the_results(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in READMES:
        (tmp_path / name).write_text(f"# {name}\n\n<!-- quality -->\nold\n<!-- end -->\n\nafter\n", encoding="utf-8")
    made = rendered(RESULTS, tmp_path)
    page = made[tmp_path / QUALITY]
    assert "commit `abc1234`" in page
    assert page.index("## CMRC 2018 dev") < page.index("## XQuAD zh")
    assert page.index("| words | 0.900 (0.890 to 0.910) |") < page.index("| ranked | 0.900")
    assert "50.0% (40.0% to 60.0%)" in page
    english, chinese = (made[tmp_path / name] for name in READMES)
    for text in (english, chinese):
        assert "old" not in text
        assert text.endswith("<!-- end -->\n\nafter\n")
        assert "| XQuAD zh, nDCG@10 | CMRC dev +50k, MRR@10 |" in text
    assert "| **youju** | 0.900 | 0.800 |" in english
    assert "| **有据** | 0.900 | 0.800 |" in chinese
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
    assert rendered(RESULTS, tmp_path) == made  # made again, nothing changes


def test_a_readme_without_marks_is_left_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").write_text("# no marks\n", encoding="utf-8")
    monkeypatch.setattr(tables, "load", lambda folder: RESULTS)
    assert write_tables(None, tmp_path) == [
        "wrote docs/quality.md",
        "README.md has no <!-- quality --> marks: left as it is",
        "README.zh.md has no <!-- quality --> marks: left as it is",
    ]
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "# no marks\n"


def row(made_of: str, mode: str = "words") -> dict[str, Any]:
    head = {"schema": results.SCHEMA, "set": "s+50k", "mode": mode, "model": "m", "commit": made_of, "questions": 1, "paragraphs": 1}
    return {**head, "measures": {"R@1": [1.0, None, None]}, "against": {"words": {}}, "ranks": [1]}


def test_a_complete_run_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    write([row("old", "dense@a/b")], True, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["s+50k-dense@a_b-old.json"]
    write([row("new")], False, tmp_path)
    with pytest.raises(UsageError, match="more than one commit \\(new, old\\)"):
        load(tmp_path)
    write([row("new")], True, tmp_path)
    assert [(found.mode, found.measures) for found in load(tmp_path)] == [("words", {"R@1": (1.0, None, None)})]
    path_of(row("new"), tmp_path).rename(tmp_path / "other.json")
    with pytest.raises(ValueError, match="not a results file"):
        load(tmp_path)


@pytest.mark.skipif(not any(results.FOLDER.glob("*.json")), reason="no results are committed yet")
def test_the_committed_tables_are_those_of_the_committed_results() -> None:
    made = rendered(load())
    assert ROOT / QUALITY in made
    for path, text in made.items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run `python -m evals --tables`"


@pytest.mark.skipif(not any(results.FOLDER.glob("*.json")), reason="no results are committed yet")
def test_the_committed_results_agree_with_their_own_ranks() -> None:
    """What can be worked out of the ranks alone, where one paragraph is right: MRR@10 and R@k."""
    for found in load():
        if found.set == "gold" or not found.ranks:
            continue
        assert len(found.ranks) == found.questions
        mean = sum(1 / rank for rank in found.ranks if 0 < rank <= 10) / len(found.ranks)
        assert found.measures["MRR@10"][0] == pytest.approx(mean, abs=1e-4)
        for k in (1, 5, 20, 100):
            share = sum(0 < rank <= k for rank in found.ranks) / len(found.ranks)
            assert found.measures[f"R@{k}"][0] == pytest.approx(share, abs=1e-4)


def test_bodies_are_what_stands_in_body_paragraphs() -> None:
    raw = "白河修堤\n\n白河镇投入九百万元加固河堤，九百人受益。\n\n↑河堤施工现场。（资料图片）\n".encode()
    assert bodies(raw, "a.txt") == ["白河镇投入九百万元加固河堤，九百人受益。"]


@pytest.mark.skipif(not (SHARED / "tools" / "wrapped_articles.py").is_file(), reason="no ../shared: no generator of wrapped articles")
def test_wrapped_articles_come_back() -> None:
    """The issue's floors, on a seed of its own."""
    figures = wrapped_articles(SHARED / "tools" / "wrapped_articles.py", 60, 41)
    assert figures["sentences_whole"] >= 0.96
    assert figures["captions_and_furniture_in_bodies"] <= 0.02
