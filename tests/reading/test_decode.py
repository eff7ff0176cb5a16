"""Strict decoding: which codec, exact offsets, and what is refused."""

import codecs
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.clean import Decoded
from qa.errors import BinaryFileError, DecodeError, EmptyFileError
from qa.reading import char_offsets, decode
from qa.reading.offsets import CODECS

SIMPLIFIED = "市委组织部昨天召开会议，要求各地把集体经济发展好，让群众得到实惠。"
TRADITIONAL = "市政府昨天召開會議，要求各地把經濟發展好，讓民眾得到實惠。"
# One byte, two, three and four in UTF-8; two and four in GB18030; two and four in UTF-16.
MIXED = "a\r\n中\u00e9\r€𠮷，\n😀z"


def check_the_law(decoded: Decoded, raw: bytes) -> None:
    """Every slice of the bytes at the offsets is the slice of the text."""
    assert len(decoded.offsets) == len(decoded.text) + 1
    assert decoded.offsets[-1] == len(raw)
    for i, character in enumerate(decoded.text):
        assert raw[decoded.offsets[i] : decoded.offsets[i + 1]].decode(decoded.encoding) == character
    assert raw[decoded.offsets[0] :].decode(decoded.encoding) == decoded.text


@pytest.mark.parametrize(
    ("codec", "mark", "named"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"),
        ("gb18030", b"", "gb18030"),
    ],
)
def test_the_codec_is_found_and_the_mark_is_no_part_of_the_text(codec: str, mark: bytes, named: str) -> None:
    text = SIMPLIFIED + MIXED
    raw = mark + text.encode(codec)
    decoded = decode(raw, "a.txt")
    assert (decoded.text, decoded.encoding, decoded.offsets[0]) == (text, named, len(mark))
    check_the_law(decoded, raw)


def test_offsets_of_each_codec_are_these() -> None:
    assert list(decode(b"a\r\n" + "中𠮷".encode(), "x").offsets) == [0, 1, 2, 3, 6, 10]
    assert list(decode("中a𠮷".encode("gb18030"), "x", "gb18030").offsets) == [0, 2, 3, 7]
    assert list(decode("中a".encode("big5"), "x", "big5").offsets) == [0, 2, 3]
    assert list(decode(codecs.BOM_UTF16_LE + "中𠮷".encode("utf-16-le"), "x").offsets) == [2, 4, 8]


def test_big5_and_gb18030_are_told_apart_by_what_they_say() -> None:
    assert decode(TRADITIONAL.encode("big5"), "x").encoding == "big5"
    assert decode(TRADITIONAL.encode("big5"), "x").text == TRADITIONAL
    assert decode(SIMPLIFIED.encode("gb18030"), "x").encoding == "gb18030"
    assert decode(TRADITIONAL.encode("gb18030"), "x").text == TRADITIONAL, "GB18030 holds traditional characters too"


def test_the_additions_to_big5_are_read() -> None:
    assert decode((TRADITIONAL + "恒").encode("cp950"), "x").text == TRADITIONAL + "恒"
    microsoft = TRADITIONAL.encode("big5") + "碁銹裏".encode("cp950")
    assert decode(microsoft, "x").encoding == "cp950"
    check_the_law(decode(microsoft, "x"), microsoft)
    hong_kong = (TRADITIONAL + "㗎喺").encode("big5hkscs")
    assert decode(hong_kong, "x").encoding == "big5hkscs"
    check_the_law(decode(hong_kong, "x"), hong_kong)


def test_two_codes_of_one_character_keep_their_own_bytes() -> None:
    raw = "十".encode("big5") + b"\xa2\xcc" + "好".encode("big5")
    text, offsets = char_offsets(raw, "big5", 0, len(raw))
    assert (text, offsets) == ("十十好", [0, 2, 4, 6])


def test_one_code_for_two_characters_is_refused_with_its_byte() -> None:
    raw = TRADITIONAL.encode("big5") + b"\x88\x62"
    with pytest.raises(DecodeError, match=f"big5hkscs @ {len(raw) - 2}"):
        decode(raw, "x")


def test_char_offsets_are_absolute_and_refuse_half_a_character() -> None:
    raw = "中a文".encode()
    assert char_offsets(raw, "utf-8", 3, 7) == ("a文", [3, 4, 7])
    with pytest.raises(UnicodeDecodeError):
        char_offsets(raw, "utf-8", 1, 7)


def test_a_file_that_is_no_codec_whole_is_refused_with_the_byte() -> None:
    raw = SIMPLIFIED.encode() + b"\xff" + SIMPLIFIED.encode()
    with pytest.raises(DecodeError) as caught:
        decode(raw, "报.txt")
    assert f"utf-8 @ {len(SIMPLIFIED.encode())}" in str(caught.value)
    assert "报.txt" in str(caught.value)
    assert "--encoding" in str(caught.value)


def test_a_truncated_file_is_refused_with_the_byte() -> None:
    raw = SIMPLIFIED.encode()[:-1]
    with pytest.raises(DecodeError, match=f"utf-8 @ {len(raw) - 2}"):
        decode(raw, "x")
    with pytest.raises(DecodeError, match=r"utf-16-le @ 4"):
        decode(codecs.BOM_UTF16_LE + "中".encode("utf-16-le") + b"\x01", "x")


def test_too_close_to_call_names_the_option_and_the_option_decides() -> None:
    raw = b"\xa4\xa4"  # 中 in Big5, い in GB18030: two bytes are no evidence
    with pytest.raises(DecodeError, match="--encoding") as caught:
        decode("我的".encode("big5") + "我的".encode("gb18030"), "x")
    assert caught.value.key == "encoding_unclear"
    assert decode(raw, "x", "big5").text == "中"
    assert decode(raw, "x", "gb18030").text == "い"


@pytest.mark.parametrize("alias", ["GB2312", "gbk", "GB18030", "gb18030-2000"])
def test_encodings_go_by_all_their_names(alias: str) -> None:
    assert decode(SIMPLIFIED.encode("gb2312"), "x", alias).text == SIMPLIFIED


@pytest.mark.parametrize("unknown", ["klingon", "utf-7", "iso2022_jp", "hz", "base64", "rot13", "utf-16", "\0"])
def test_a_codec_that_cannot_decode_a_slice_is_refused(unknown: str) -> None:
    with pytest.raises(DecodeError, match="choose from"):
        decode(SIMPLIFIED.encode(), "x", unknown)


def test_utf_16_by_name_takes_the_order_of_the_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + "中".encode("utf-16-be"), "x", "utf-16").encoding == "utf-16-be"


def test_the_wrong_encoding_by_name_is_refused_and_never_replaced() -> None:
    with pytest.raises(DecodeError, match="utf-8 @ 0"):
        decode(SIMPLIFIED.encode("gb18030"), "x", "utf-8")


@pytest.mark.parametrize(
    "raw", [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF8 + b"\n", "\u3000\n".encode(), "\u3000".encode("gb18030")]
)
def test_a_blank_file_is_empty(raw: bytes) -> None:
    with pytest.raises((EmptyFileError, DecodeError)) as caught:
        decode(raw, "x")
    assert caught.type is EmptyFileError


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\0\0",
        b"PK\x03\x04\x14\0",
        b"%PDF-1.7\n%\xe2\xe3\n",
        "没有标记".encode("utf-16-le") + "\n".encode("utf-16-le"),
        b"\xff\xfe\0\0" + "字".encode("utf-32-le"),
        bytes(range(1, 32)) * 3,
        b"text\0text",
    ],
)
def test_a_binary_file_is_refused(raw: bytes) -> None:
    with pytest.raises(BinaryFileError):
        decode(raw, "x")


def test_a_stray_control_character_does_not_make_a_text_binary() -> None:
    assert decode(("\x0c" + SIMPLIFIED * 4 + "\x07").encode(), "x").text.endswith("\x07")


def test_another_language_in_another_codec_is_not_taken_for_chinese() -> None:
    with pytest.raises(DecodeError):
        decode("안녕하세요 저는 학생입니다 반갑습니다".encode("euc-kr"), "x")
    with pytest.raises(DecodeError):
        decode("Съешь ещё этих мягких французских булок".encode("cp1251"), "x")


@cache
def codes(codec: str) -> list[bytes]:
    """Every code of a double-byte codec that stands for one character, those that share a character among them."""
    found = [bytes([a]) for a in b"\t\n\r az~"]
    for a in range(0x81, 0xFF):
        for b in range(0x40, 0xFF):
            try:
                if len(bytes([a, b]).decode(codec)) == 1:
                    found.append(bytes([a, b]))
            except UnicodeDecodeError:
                pass
    if codec == "gb18030":  # codes of four bytes: in the basic plane, and beyond it
        found += [character.encode(codec) for character in ("\u00e9", "\u0627", "\u3400", "\u9fff", "𠮷", "😀", "\U0010fffd")] * 500
    return found


def raws(codec: str) -> st.SearchStrategy[bytes]:
    """Whatever is valid in the codec, with every kind of line end."""
    if codec.startswith("utf"):
        usual = st.sampled_from([*SIMPLIFIED, "\r\n", "\r", "\t", "Ａ", "…", "𠮷", "😀", "e\u0301", "\ufffd"])
        anything = st.characters(exclude_categories=["Cs", "Cc"])
        return st.lists(st.one_of(anything, usual), min_size=1, max_size=40).map(lambda found: "".join(found).encode(codec))
    return st.lists(st.sampled_from(codes(codec)), min_size=1, max_size=40).map(b"".join)


def oracle(raw: bytes, codec: str) -> list[int]:
    """A decoder fed byte by byte: a character starts where the one before it was complete."""
    decoder = codecs.getincrementaldecoder(codec)()
    found, start = [], 0
    for i in range(len(raw)):
        if out := decoder.decode(raw[i : i + 1]):
            assert len(out) == 1
            found.append(start)
            start = i + 1
    return [*found, len(raw)]


@pytest.mark.parametrize("codec", CODECS)
@given(data=st.data())
def test_every_slice_at_the_offsets_is_the_slice_of_the_text(codec: str, data: st.DataObject) -> None:
    raw = "a".encode(codec) + data.draw(raws(codec))  # never blank, and no byte-order mark at its start
    text = raw.decode(codec)
    decoded = decode(raw, "x", codec)
    assert (decoded.text, decoded.encoding) == (text, codec)
    check_the_law(decoded, raw)
    assert list(decoded.offsets) == oracle(raw, codec)
    low = data.draw(st.integers(0, len(text)))
    high = data.draw(st.integers(low, len(text)))
    start, end = decoded.offsets[low], decoded.offsets[high]
    assert char_offsets(raw, codec, start, end) == (text[low:high], list(decoded.offsets[low : high + 1]))
