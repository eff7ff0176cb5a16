"""A citation is the file's own characters: sliced, checked and counted by lines, in every encoding and with every line end."""

import dataclasses
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.cite import UnverifiedError, cite, line_range, locate, nearby, slice_spans, verify
from qa.types import Document, FrontMatter, Kind, Paragraph, Span

TEXT = "第一行很短\n第二行里有 GDP 增长\r\n第三行：村集体经济\r第四行，完。\n"
ENCODINGS = ["utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"]


def spans_of(text: str, encoding: str, keep: list[int]) -> tuple[Span, ...]:
    """The bytes of the characters at the places `keep`, joined where they touch."""
    sizes = [len(character.encode(encoding)) for character in text]
    spans: list[Span] = []
    for i in keep:
        start = sum(sizes[:i])
        if spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], start + sizes[i])
        else:
            spans.append((start, start + sizes[i]))
    return tuple(spans)


def made(text: str, encoding: str, keep: list[int]) -> tuple[bytes, Document, Paragraph]:
    raw = text.encode(encoding)
    digest = hashlib.sha256(raw).hexdigest()
    document = Document(digest[:16], "文.txt", digest, encoding, len(raw), FrontMatter())
    words = "".join(text[i] for i in keep)
    return raw, document, Paragraph(document.id, 3, Kind.BODY, (), words, spans_of(text, encoding, keep))


def in_simple(text: str, encoding: str) -> str:
    return text if encoding != "big5" else "第一行很短\n第二行裡有 GDP 增長\r\n第三行：村集體經濟\r第四行，完。\n"


def reflowed(text: str) -> list[int]:
    return [i for i, character in enumerate(text) if not character.isspace()]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_citation_over_wrapped_lines_holds_in_every_encoding(encoding: str) -> None:
    text = in_simple(TEXT, encoding)
    raw, document, paragraph = made(text, encoding, reflowed(text))
    start, end = paragraph.text.index("GDP"), paragraph.text.index("，完")
    citation = cite(7, document, paragraph, start, end, raw)
    assert citation.n == 7 and citation.verified
    assert citation.quote == paragraph.text[start:end] == "GDP" + paragraph.text[start + 3 : end]
    assert "".join(raw[s:e].decode(encoding) for s, e in citation.spans) == citation.quote
    assert citation.lines == (2, 4)
    assert len(citation.spans) == 4  # GDP | 增长 | 第三行… | 第四行


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(("character", "line"), [("一", 1), ("二", 2), ("三", 3), ("四", 4), ("完", 4)])
def test_lf_crlf_and_cr_each_end_a_line(encoding: str, character: str, line: int) -> None:
    text = in_simple(TEXT, encoding)
    spans = spans_of(text, encoding, [text.index(character)])
    assert line_range(text.encode(encoding), encoding, spans) == (line, line)


def test_a_line_end_belongs_to_the_line_it_ends() -> None:
    raw = b"ab\r\ncd"
    assert line_range(raw, "utf-8", [(2, 3)]) == (1, 1)
    assert line_range(raw, "utf-8", [(3, 4)]) == (1, 1)
    assert line_range(raw, "utf-8", [(1, 5)]) == (1, 2)


def test_a_byte_0a_inside_a_utf16_character_is_no_line_end() -> None:
    text = "\u0a0a\u0d0a甲\n乙"  # Gurmukhi and Malayalam letters whose bytes look like line ends
    raw = text.encode("utf-16-le")
    assert line_range(raw, "utf-16-le", [(4, 6)]) == (1, 1)
    assert line_range(raw, "utf-16-le", [(8, 10)]) == (2, 2)


def test_slices_are_the_runs_of_the_characters_bytes() -> None:
    raw = "甲乙\n丙丁".encode()
    spans = [(0, 6), (7, 13)]
    assert slice_spans(raw, "utf-8", spans, 0, 4) == ((0, 6), (7, 13))
    assert slice_spans(raw, "utf-8", spans, 1, 3) == ((3, 6), (7, 10))
    assert slice_spans(raw, "utf-8", spans, 2, 3) == ((7, 10),)
    for start, end in [(0, 5), (2, 2), (3, 2), (-1, 2)]:
        with pytest.raises(ValueError):
            slice_spans(raw, "utf-8", spans, start, end)


@pytest.mark.parametrize(
    ("quote", "spans"),
    [
        ("甲乙丙", [(0, 6)]),  # more words than bytes
        ("甲 乙", [(0, 6)]),  # white space that the file does not have
        ("甲乙", [(0, 5)]),  # a character cut in two
        ("乙甲", [(3, 6), (0, 3)]),  # not in the file's order
        ("甲甲", [(0, 3), (0, 3)]),  # the same bytes twice
        ("", []),
        ("", [(3, 3)]),
        ("丁", [(10, 14)]),  # beyond the end
        ("甲", [(-13, -10)]),
    ],
)
def test_what_the_bytes_do_not_say_is_no_quote(quote: str, spans: list[Span]) -> None:
    assert not verify("甲乙\n丙丁".encode(), "utf-8", quote, spans)


def test_the_digest_is_checked_where_it_is_given() -> None:
    raw = "甲乙".encode()
    assert verify(raw, "utf-8", "乙", [(3, 6)])
    assert verify(raw, "utf-8", "乙", [(3, 6)], hashlib.sha256(raw).hexdigest())
    assert not verify(raw + b"\n", "utf-8", "乙", [(3, 6)], hashlib.sha256(raw).hexdigest())


def test_a_paragraph_that_is_not_in_the_file_cannot_be_cited() -> None:
    raw, document, paragraph = made(TEXT, "utf-8", reflowed(TEXT))
    invented = dataclasses.replace(paragraph, text=paragraph.text.replace("村", "镇"))
    with pytest.raises(UnverifiedError):
        cite(1, document, invented, 0, len(invented.text), raw)
    with pytest.raises(UnverifiedError):  # the file is another one by now
        cite(1, document, paragraph, 0, 3, raw.replace("短".encode(), "长".encode()))
    with pytest.raises(UnverifiedError):
        cite(1, document, paragraph, 0, len(paragraph.text) + 1, raw)
    with pytest.raises(UnverifiedError):  # cut in two by a file of another encoding
        cite(1, dataclasses.replace(document, encoding="gb18030"), paragraph, 1, 3, raw)


TEXTS = st.text(alphabet="中文，。“”A1 \n\r𠮷\u3000", min_size=1, max_size=60)


@given(TEXTS, st.data(), st.sampled_from(["utf-8", "gb18030", "utf-16-le"]))
def test_the_law_of_the_spans(text: str, data: st.DataObject, encoding: str) -> None:
    keep = reflowed(text)
    if not keep:
        return
    raw, document, paragraph = made(text, encoding, keep)
    start = data.draw(st.integers(0, len(keep) - 1))
    end = data.draw(st.integers(start + 1, len(keep)))
    citation = cite(1, document, paragraph, start, end, raw)
    assert "".join(raw[s:e].decode(encoding) for s, e in citation.spans) == paragraph.text[start:end] == citation.quote
    lines = text[: keep[start] + 1].replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert citation.lines[0] == lines
    found = locate(raw, document, [paragraph], citation.spans[0][0], citation.spans[-1][1])
    assert found == (paragraph, start, end)


def test_a_link_that_names_no_characters_is_refused() -> None:
    raw, document, paragraph = made("甲乙\n丙丁", "utf-8", [0, 1, 3, 4])
    assert locate(raw, document, [paragraph], 3, 10) == (paragraph, 1, 3)
    for first, last in [(1, 3), (0, 5), (6, 13), (3, 3), (9, 3), (0, 99), (-3, 6)]:
        with pytest.raises(UnverifiedError):
            locate(raw, document, [paragraph], first, last)


def test_a_folder_that_may_not_be_listed_is_looked_into_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    assert nearby() == [Path(), Path("a"), Path("b")]

    def shut(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.scandir", shut)
    assert nearby() == [Path()]
