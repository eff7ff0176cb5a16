"""BibTeX, RIS and CSL-JSON: golden values, and read back by parsers that know nothing of how they were written."""

import json
import re

import pytest
from cited import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from qa.references import Source, SourceKind, Style, reference_of

NEWS = Source("7f3a", SourceKind.NEWSPAPER, "数字革命与竞争国际化", ("丁文详",), "中国青年报", "2000-11-20", page="15")
WEB = Source(
    "w-1", SourceKind.WEB, "GDP 与收入", ("许振超", "李明"), "云岭网", "2025-02", url="https://a.cn/x?p=1%20&q=_#s", accessed="2025-06-22"
)
GUESSED = Source("g", SourceKind.OTHER, "高山茶", ("中共云岭县委组织部",), date="2022-06", estimated=True)
TITLES = ['quotes "here" and “there”', "an {open", "close} {it}", "100% & more", r"back\slash_#1 $5 ~x^2", "}{", HOSTILE]
UNESCAPED = {r"{\textbackslash}": "\\", r"{\textbraceleft}": "{", r"{\textbraceright}": "}", r"{\textasciitilde}": "~",
             r"{\textasciicircum}": "^", **{"\\" + mark: mark for mark in "%&$#_"}}  # fmt: skip


def fields_of(entry: str) -> tuple[str, str, dict[str, str]]:
    """Type, key and fields of one BibTeX entry, by its grammar: braces count, a backslash before them does not."""
    head = re.match(r"@(\w+)\{([^,\s{}]+),", entry)
    assert head is not None
    at, fields = head.end(), {}
    while (name := re.compile(r"\s*(\w+) = \{").match(entry, at)) is not None:
        depth, at = 1, name.end()
        start = at
        while depth:
            depth += {"{": 1, "}": -1}.get(entry[at], 0)
            at += 1
        fields[name[1]] = entry[start : at - 1]
        assert entry[at] == ","
        at += 1
    assert entry[at:].strip() == "}"
    return head[1], head[2], fields


def unescaped(value: str) -> str:
    """What TeX would print: a brace that is no command's opens or closes a group and is not seen."""
    return re.sub("|".join([*map(re.escape, UNESCAPED), "[{}]"]), lambda match: UNESCAPED.get(match[0], ""), value)


def records_of(text: str) -> list[dict[str, list[str]]]:
    """RIS by its specification: lines end with CR LF; two capitals or digits, two spaces, a dash, a space, the value; TY to ER."""
    records: list[dict[str, list[str]]] = []
    assert "\n" not in text.replace("\r\n", "")
    for line in text.split("\r\n"):
        if not line:
            continue
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert match is not None, line
        if match[1] == "TY":
            records.append({})
        records[-1].setdefault(match[1], []).append(match[2])
    assert all(record["ER"] == [""] for record in records)
    return records


def test_a_newspaper_article_in_bibtex() -> None:
    assert reference_of(NEWS, Style.BIBTEX).splitlines() == [
        "@article{7f3a,",
        "  author = {丁文详},",
        "  title = {数字革命与竞争国际化},",
        "  journal = {中国青年报},",
        "  entrysubtype = {newspaper},",
        "  year = {2000},",
        "  date = {2000-11-20},",
        "  number = {15},",
        "}",
    ]


def test_a_web_page_in_bibtex_keeps_its_address_and_its_capitals() -> None:
    kind, key, fields = fields_of(reference_of(WEB, Style.BIBTEX))
    assert (kind, key) == ("online", "w-1")
    assert fields == {
        "author": "许振超 and 李明", "title": "{GDP 与收入}", "organization": "云岭网", "year": "2025", "date": "2025-02",
        "url": "https://a.cn/x?p=1%20&q=_#s", "urldate": "2025-06-22",
    }  # fmt: skip


def test_an_estimated_year_in_the_three_formats() -> None:
    assert fields_of(reference_of(GUESSED, Style.BIBTEX, inferred_dates=True))[2]["year"] == "[2022]"
    assert records_of(reference_of(GUESSED, Style.RIS, inferred_dates=True))[0]["DA"] == ["///[2022]"]
    assert json.loads(reference_of(GUESSED, Style.CSL_JSON, inferred_dates=True))[0]["issued"] == {"date-parts": [[2022]], "circa": True}
    assert "2022" not in "".join(reference_of(GUESSED, style) for style in Style)


@pytest.mark.parametrize("title", TITLES)
def test_every_special_of_bibtex_is_read_back_as_it_was(title: str) -> None:
    _, key, fields = fields_of(reference_of(Source("a b{c", SourceKind.NEWSPAPER, title, (), title), Style.BIBTEX))
    assert key == "a-b-c"
    assert unescaped(fields["title"]) == title
    assert unescaped(fields["journal"]) == title


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=30))
def test_any_title_leaves_a_bibtex_entry_whole(title: str) -> None:
    assert unescaped(fields_of(reference_of(Source("k", SourceKind.OTHER, title), Style.BIBTEX))[2]["title"]) == title


def test_a_name_that_bibtex_would_take_apart_is_one_word() -> None:
    authors = ("Salt and Pepper Society", "Smith, John", "A, B, C")
    fields = fields_of(reference_of(Source("k", SourceKind.OTHER, "题", authors), Style.BIBTEX))[2]
    assert fields["author"] == "{Salt and Pepper Society} and Smith, John and {A, B, C}"


def test_an_address_cannot_end_its_field() -> None:
    entry = reference_of(Source("k", SourceKind.WEB, "题", url="http://a.cn/} x\\{"), Style.BIBTEX)
    assert fields_of(entry)[2]["url"] == "http://a.cn/%7D%20x%5C%7B"


def test_a_newspaper_article_in_ris() -> None:
    assert reference_of(NEWS, Style.RIS) == (
        "TY  - NEWS\r\nID  - 7f3a\r\nAU  - 丁文详\r\nTI  - 数字革命与竞争国际化\r\nT2  - 中国青年报\r\n"
        "PY  - 2000\r\nDA  - 2000/11/20/\r\nSP  - 15\r\nER  - \r\n"
    )


def test_a_web_page_in_ris() -> None:
    (record,) = records_of(reference_of(WEB, Style.RIS))
    assert record["AU"] == ["许振超", "李明"]
    assert (record["TY"], record["DA"], record["Y2"]) == (["ELEC"], ["2025/02//"], ["2025/06/22/"])
    assert record["UR"] == [WEB.url]


@pytest.mark.parametrize("title", TITLES)
def test_ris_needs_no_escape_and_gives_the_title_back(title: str) -> None:
    assert records_of(reference_of(Source("k", SourceKind.NEWSPAPER, title), Style.RIS))[0]["TI"] == [title]


def test_a_newspaper_article_in_csl_json() -> None:
    assert json.loads(reference_of(NEWS, Style.CSL_JSON)) == [
        {
            "id": "7f3a", "type": "article-newspaper", "author": [{"literal": "丁文详"}], "title": "数字革命与竞争国际化",
            "container-title": "中国青年报", "issued": {"date-parts": [[2000, 11, 20]]}, "page": "15",
        }
    ]  # fmt: skip


# Of the schema csl-data.json, 1.0.2: the names that an item may have here, and its types.
_TEXTS = {"id", "type", "title", "container-title", "page", "publisher", "publisher-place", "URL"}
_TYPES = {"article-newspaper", "article-magazine", "webpage", "document"}


@pytest.mark.parametrize("kind", list(SourceKind))
def test_csl_json_holds_only_names_and_values_of_its_schema(kind: SourceKind) -> None:
    full = Source(
        "k", kind, "题", ("甲",), "日报", "2021-03-05", page="2", url="http://a.cn", accessed="2021-04", publisher="社", place="京"
    )
    (item,) = json.loads(reference_of(full, Style.CSL_JSON))
    assert set(item) == _TEXTS | {"author", "issued", "accessed"}
    assert all(isinstance(item[name], str) for name in _TEXTS)
    assert item["type"] in _TYPES
    assert item["accessed"] == {"date-parts": [[2021, 4]]}
    (bare,) = json.loads(reference_of(Source("k", kind, "题"), Style.CSL_JSON))
    assert set(bare) == {"id", "type", "title"}
