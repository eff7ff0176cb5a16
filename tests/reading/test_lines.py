"""Lines of a file, counted once for all paragraphs: the same numbers as those of a citation, whatever ends a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.cite import line_range
from qa.reading.lines import line_bounds, line_starts, lines_of
from qa.reading.offsets import char_offsets

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
TEXTS = st.text(alphabet="村A\n\r \t\u0a0a\U00020bb7😀é，", min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []), ("甲", ["甲"]), ("甲\n", ["甲"]), ("甲\n\n乙", ["甲", "", "乙"]), ("\n", [""]), ("甲\r\n乙\r丙\n", ["甲", "乙", "丙"]),
        ("甲\n\r乙", ["甲", "", "乙"]), ("甲\u2028乙\x0b丙", ["甲\u2028乙\x0b丙"]),
    ],
)  # fmt: skip
def test_a_line_ends_at_lf_crlf_or_cr_and_nowhere_else(text: str, lines: list[str]) -> None:
    assert [text[start:end] for start, end in line_bounds(text)] == lines


@given(TEXTS, st.sampled_from(ENCODINGS), st.data())
def test_the_lines_of_spans_are_those_of_a_citation(text: str, encoding: str, data: st.DataObject) -> None:
    raw = text.encode(encoding)
    offsets = char_offsets(raw, encoding, 0, len(raw))[1]
    edges = data.draw(st.lists(st.sampled_from(offsets), min_size=2, max_size=4, unique=True).map(sorted))
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    assert lines_of(line_starts(raw, encoding), spans) == line_range(raw, encoding, spans)
