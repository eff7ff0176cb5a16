"""What a librarian notes goes before what is inferred."""

from pathlib import Path

import pytest

from qa.errors import ReadError
from qa.reading.metadata import merge, parse_metadata, read_metadata
from qa.types import FrontMatter, Origin

GOOD = """
["a.txt"]
title = "题"
publisher = "报"
author = "人"
date = "2017-12-28"
date_origin = "printed"
places = ["江西省", "赣州市"]
["sub/b.md"]
date = 2022-03-01
date_origin = "inferred"
date_note = "文中写“今年3月”"
["c.txt"]
date = "2022"
"""


def test_a_table_is_read_by_document_name() -> None:
    given = parse_metadata(GOOD, "m")
    assert sorted(given) == ["a.txt", "c.txt", "sub/b.md"]
    a, b, c = given["a.txt"], given["sub/b.md"], given["c.txt"]
    assert (a.title, a.publisher, a.author, a.date, a.date_note, a.places) == ("题", "报", "人", "2017-12-28", None, ("江西省", "赣州市"))
    assert a.origins == {
        "title": Origin.GIVEN,
        "publisher": Origin.GIVEN,
        "author": Origin.GIVEN,
        "date": Origin.PRINTED,
        "places": Origin.GIVEN,
    }
    assert (b.date, b.date_note, b.origins) == ("2022-03-01", "文中写“今年3月”", {"date": Origin.INFERRED})
    assert c.origins == {"date": Origin.GIVEN}


@pytest.mark.parametrize(("text", "line"), [('["a"]\ntitle = "x', 2), ("\n\n= 3", 3), ("a = 1\na = 2\n", 2), ('["a"', 1)])
def test_what_is_no_toml_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises(ReadError) as caught:
        parse_metadata(text, "m.toml")
    assert (caught.value.key, caught.value.fields["line"]) == ("metadata_not_toml", line)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ("titel = 'x'", "titel"),
        ("title = 3", "title"),
        ("date = 'yesterday'", "date"),
        ("date = '2022-13'", "date"),
        ("date = 2022", "date"),
        ("date = 2022-03-01T00:00:00", "date"),
        ("date_origin = 'guessed'", "date_origin"),
        ("places = '江西省'", "places"),
        ("places = [1]", "places"),
    ],
)
def test_a_field_that_is_off_is_named(body: str, field: str) -> None:
    with pytest.raises(ReadError) as caught:
        parse_metadata(f'["a.txt"]\n{body}\n', "m.toml")
    assert caught.value.key == "metadata_field"
    assert caught.value.fields == {"path": "m.toml", "name": "a.txt", "field": field}


def test_a_value_where_a_table_belongs_is_named() -> None:
    with pytest.raises(ReadError, match=r"a\.txt"):
        parse_metadata('"a.txt" = "title"', "m.toml")


def test_a_folder_without_the_file_has_none_and_a_bad_one_is_an_error(tmp_path: Path) -> None:
    assert read_metadata(tmp_path) == {}
    (tmp_path / "metadata.toml").write_bytes(b'["a.txt"]\ntitle = "\xff"')
    with pytest.raises(ReadError) as caught:
        read_metadata(tmp_path)
    assert (caught.value.key, caught.value.fields["line"]) == ("metadata_not_toml", 2)


def test_given_goes_before_inferred_field_by_field() -> None:
    inferred = FrontMatter(
        title="猜", author="某", date="2020", date_note="由此", places=("某地",),
        origins={"title": Origin.PRINTED, "author": Origin.PRINTED, "date": Origin.INFERRED, "places": Origin.INFERRED},
    )  # fmt: skip
    given = FrontMatter(title="题", date="2022-03", origins={"title": Origin.GIVEN, "date": Origin.PRINTED})
    merged = merge(given, inferred)
    assert merged == FrontMatter(
        title="题", author="某", date="2022-03", date_note=None, places=("某地",),
        origins={"title": Origin.GIVEN, "author": Origin.PRINTED, "date": Origin.PRINTED, "places": Origin.INFERRED},
    )  # fmt: skip
    assert merge(None, inferred) == inferred
    assert merge(FrontMatter(), inferred) == inferred
