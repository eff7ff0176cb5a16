"""Facts, comparisons and parts of a library, through the command and the facade. The articles are made up; their places are real."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from qa.cli import main
from qa.engine import Library
from qa.errors import NotFoundError, UsageError
from qa.types import Origin

ARTICLES = {
    "ganzhou.txt": (
        "赣州市柑橘连年增产\n\n"
        "2023年，赣州市柑橘总产量达120万吨，种植柑橘的农户有9.5万户。2024年，赣州市柑橘总产量达135万吨。\n\n"
        "章贡区沙石镇的果农老周种了一辈子柑橘。去年，章贡区柑橘总产量达3.2万吨。\n"
    ),
    "fuzhou.txt": (
        "抚州市蜜橘喜获丰收\n\n2024年，抚州市柑橘总产量达88万吨，建成柑橘合作社430家。该市还举办了第三届蜜橘节，吸引游客6万人次。\n"
    ),
}
META = '["ganzhou.txt"]\ndate = "2025-01-20"\nplaces = ["江西省赣州市"]\n["fuzhou.txt"]\ndate = "2024-12-30"\nplaces = ["江西省抚州市"]\n'
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("fruit")
    for name, text in ARTICLES.items():
        (made / name).write_text(text, encoding="utf-8")
    (made / "metadata.toml").write_text(META, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def library(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("library") / "fruit"
    with Library.open(made, create=True) as opened:
        assert opened.add([folder]).refused == ()
    return made


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def out(library: Path, capsys: Capture, *words: str) -> str:
    assert main(["--library", str(library), *words]) in (0, 1)
    return capsys.readouterr().out


def data(library: Path, capsys: Capture, *words: str) -> Any:
    return json.loads(out(library, capsys, *words, "--json"))


def test_facts_are_chosen_by_place_year_and_indicator_each_with_its_quote(library: Path, capsys: Capture) -> None:
    facts = data(library, capsys, "facts", "--place", "赣州", "--year", "2024", "--indicator", "柑橘总产量")
    assert [(each["quantity"], each["place"]["name"]) for each in facts] == [
        ("135万吨", "江西省赣州市"),
        ("3.2万吨", "江西省赣州市章贡区"),
    ]
    for each in facts:
        assert each["quantity"] in each["citation"]["quote"] and each["citation"]["verified"]
    assert [each["quantity"] for each in data(library, capsys, "facts", "--place", "抚州市")] == ["88万吨", "430家", "6万人次"]
    assert data(library, capsys, "facts", "--year", "2019") == []
    assert out(library, capsys, "facts", "--year", "2019") == "The library states no such figure.\n"


def test_facts_as_text_name_what_where_and_when(library: Path, capsys: Capture) -> None:
    lines = out(library, capsys, "facts", "--place", "抚州", "--indicator", "柑橘总产量").splitlines()
    assert lines[0].startswith("88万吨  江西省抚州市, 2024") and "2024年，抚州市柑橘总产量达88万吨" in lines[1]
    assert lines[2].strip().startswith("fuzhou.txt")


def test_facts_as_csv_have_a_row_each(library: Path, capsys: Capture) -> None:
    rows = list(csv.DictReader(io.StringIO(out(library, capsys, "facts", "--place", "抚州", "--csv"))))
    assert [(row["quantity"], row["value"], row["unit"]) for row in rows] == [
        ("88万吨", "880000", "吨"), ("430家", "430", "家"), ("6万人次", "60000", "人次"),
    ]  # fmt: skip
    assert {row["place_code"] for row in rows} == {"3610"}


def test_a_table_of_place_by_year_has_a_quote_or_a_blank_in_every_cell(library: Path, capsys: Capture) -> None:
    words = ("compare", "--places", "赣州,抚州、章贡区", "--years", "2023-2024", "柑橘总产量")
    table = json.loads(out(library, capsys, *words[:1], "--json", *words[1:]))
    cells = [[cell and cell["quantity"] for cell in row["cells"]] for row in table["rows"]]
    assert cells == [["120万吨", "135万吨"], [None, "88万吨"], [None, "3.2万吨"]]
    assert [row["place"]["code"] for row in table["rows"]] == ["3607", "3610", "360702"]
    text = out(library, capsys, *words)
    assert "120万吨 [1]" in text and "2024年，抚州市柑橘总产量达88万吨" in text
    rows = list(csv.reader(io.StringIO(out(library, capsys, *words[:1], "--csv", *words[1:]))))
    assert rows[0] == ["", "2023", "2024", "2023 quote", "2024 quote"]
    assert rows[2][:4] == ["江西省抚州市", "", "88万吨", ""]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("facts", "--place", "无何有乡"), "is no place in the table"),
        (("compare", "--places", "火星", "--years", "2024", "产量"), "is no place in the table"),
        (("compare", "--places", "赣州", "--years", "24", "产量"), "The value of --years"),
        (("compare", "--places", "赣州", "--years", "2024-2020", "产量"), "The value of --years"),
        (("compare", "--places", "，", "--years", "2024", "产量"), "The value of --places"),
        (("ask", "--from", "去年", "柑橘产量多少？"), "is no date"),
        (("ask", "--from", "2024-13", "柑橘产量多少？"), "is no date"),
        (("search", "--from", "2025", "--to", "2024", "柑橘"), "exchange the two dates"),
        (("search", "--document", "没有.txt", "柑橘"), "没有.txt"),
    ],
)
def test_what_is_named_wrongly_is_told_in_one_sentence(words: tuple[str, ...], message: str, library: Path, capsys: Capture) -> None:
    assert main(["--library", str(library), *words]) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.count("\n") == 1 and message in printed.err


def test_a_part_of_the_library_is_asked_and_the_rest_is_not_found(library: Path) -> None:
    with Library.open(library) as opened:

        def names(**part: Any) -> set[str]:
            return {passage.document.name for passage in opened.search("柑橘总产量", within=opened.within(**part))}

        assert names() == {"ganzhou.txt", "fuzhou.txt"}
        assert names(place="抚州") == {"fuzhou.txt"} == names(until="2024") == names(documents=["fuzhou.txt"])
        assert names(place="章贡区") == {"ganzhou.txt"} == names(since="2025-01-20")
        assert names(since="2026") == set()
        answer = opened.ask("柑橘总产量是多少？", within=opened.within(place="抚州"))
        assert {citation.document.name for citation in answer.citations} == {"fuzhou.txt"}
        assert not opened.ask("柑橘总产量是多少？", within=opened.within(since="2026")).answerable
        with pytest.raises(UsageError):
            opened.within(place="朝阳路")
        with pytest.raises(NotFoundError):
            opened.within(documents=["x"])


def test_another_place_or_year_is_refused_named_and_offered_as_the_nearest(library: Path, capsys: Capture) -> None:
    for question, code, part, held in (
        ("上饶市2024年柑橘总产量是多少？", "other_place", "上饶市", ""),
        ("抚州市2019年柑橘总产量是多少？", "other_time", "2019年", "88万吨"),
    ):
        answer = data(library, capsys, "ask", question)
        assert not answer["answerable"] and answer["missing"] == [part] and answer["reason_code"] == code
        assert answer["nearest"] == 1 and held in answer["citations"][0]["quote"] and part in answer["reason"]
    assert "88万吨" in out(library, capsys, "ask", "抚州市2019年柑橘总产量是多少？")


def test_what_stands_beside_a_statement(library: Path, capsys: Capture) -> None:
    answer = data(library, capsys, "ask", "章贡区去年柑橘总产量是多少？")
    assert "3.2万吨" in answer["statements"][0]["text"]
    assert answer["statements"][0]["notes"] == [{"start": 0, "end": 2, "text": "去年", "period": ["2024-01-01", "2024-12-31"]}]
    assert "“去年” is 2024" in out(library, capsys, "ask", "章贡区去年柑橘总产量是多少？")


def test_another_date_given_later_is_what_the_times_are_counted_from(folder: Path, tmp_path: Path) -> None:
    here = tmp_path / "articles"
    here.mkdir()
    (here / "ganzhou.txt").write_text(ARTICLES["ganzhou.txt"], encoding="utf-8")
    with Library.open(tmp_path / "library", create=True) as opened:
        opened.add([here])
        (here / "metadata.toml").write_text('["ganzhou.txt"]\ndate = "2020-01-20"\n', encoding="utf-8")
        assert opened.add([here]).replaced == ("ganzhou.txt",)
        times = [each for noted in opened.annotations("ganzhou.txt").paragraphs for each in noted.times]
        assert any(each.offset == -1 and each.period is not None and each.period.first.year == 2019 for each in times)


def test_the_place_that_a_document_is_about_is_inferred_and_marked_so(folder: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", create=True) as opened:
        opened.add([folder / "fuzhou.txt"])
        front = opened.document("fuzhou.txt").front
        assert (front.places, front.origins["places"]) == (("江西省抚州市",), Origin.GIVEN)
        (tmp_path / "plain.txt").write_text(ARTICLES["fuzhou.txt"] + "文章到此为止。\n", encoding="utf-8")
        opened.add([tmp_path / "plain.txt"])
        front = opened.document("plain.txt").front
        assert (front.places, front.origins["places"]) == (("江西省抚州市",), Origin.INFERRED)


def test_a_follow_up_points_at_what_was_answered(library: Path) -> None:
    with Library.open(library) as opened:
        answer = opened.ask("该市举办了第几届蜜橘节？", ["2024年哪个市建成柑橘合作社430家？"])
        assert answer.rewritten == "抚州市举办了第几届蜜橘节？"
        assert "第三届蜜橘节" in answer.statements[0].text
        assert opened.ask("该市举办了第几届蜜橘节？").rewritten is None
