"""Bytes to characters, strictly: nothing is replaced, nothing skipped; what cannot be decoded without loss is refused."""

from __future__ import annotations

import codecs

from qa.clean import Decoded
from qa.errors import BinaryFileError, DecodeError, EmptyFileError
from qa.patterns import regex
from qa.reading.limits import limits
from qa.reading.offsets import CODECS, ComposedError, starts
from qa.reading.plausible import plausibility

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What people call a codec that another one holds whole.
_WIDER = {"utf-8-sig": "utf-8", "gb2312": "gb18030"}
# Big5 as its standard has it, then with Microsoft's additions, then with Hong Kong's: the narrowest that decodes is taken.
_BIG5 = ("big5", "cp950", "big5hkscs")
# Of passages of 20 characters, 99 in 100 scored 0.32 or more in their own codec and 0.15 or less in the other; of 40
# characters, 0.41 and 0.10. All of 40 and more were read right, of 20 all but 0.04 %, which were refused (docs/log.md).
LEAST_PLAUSIBILITY = 0.15
LEAST_LEAD = 0.15
_BINARY_STARTS = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")
# Tabs, line ends, form feeds and the old end-of-file mark stand in texts. One in a hundred of the others does not.
_CONTROL = regex(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
LARGEST_CONTROL_SHARE = 0.01


def decode(raw: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The characters of a file with their decode map.

    A byte-order mark decides, else UTF-8 where the bytes are that, else GB18030 or Big5 by how plausible the characters
    are. `encoding` decides before all of them. The mark is no part of the text; line ends stand in it as they are.
    Raises EmptyFileError (nothing but white space), BinaryFileError, DecodeError (names the codecs tried and the byte),
    LimitError.
    """
    text, codec, first = characters(raw, name, encoding)
    allowed = limits()
    if len(text) > allowed.characters:
        raise allowed.exceeded("characters", name)
    try:
        return Decoded(text, codec, starts(raw[first:], codec, text, first))
    except ComposedError as error:
        raise DecodeError("decode_failed", name=name, tried=_tried((codec, first + error.offset))) from error


def characters(raw: bytes, name: str, encoding: str | None = None) -> tuple[str, str, int]:
    """The characters, the codec that they were read by, and the byte at which they start. Raises as `decode`, but for limits."""
    if not raw:
        raise EmptyFileError("file_empty", name=name)
    mark, marked = next(((mark, codec) for mark, codec in MARKS if raw.startswith(mark)), (b"", None))
    codec = _named(name, encoding, marked) if encoding else marked
    if codec is None:
        if b"\0" in raw or raw.startswith(_BINARY_STARTS):
            raise BinaryFileError("file_binary", name=name)
        codec = _guess(raw, name)
    first = len(mark) if codec == marked else 0
    try:
        text = raw[first:].decode(codec)
    except UnicodeDecodeError as error:
        raise DecodeError("decode_failed", name=name, tried=_tried((codec, first + error.start))) from error
    if "\0" in text or len(_CONTROL.findall(text)) > LARGEST_CONTROL_SHARE * len(text):
        raise BinaryFileError("file_binary", name=name)
    if not text.strip().strip("\ufeff\u200b"):
        raise EmptyFileError("file_empty", name=name)
    return text, codec, first


def _named(name: str, encoding: str, marked: str | None) -> str:
    """The codec that a user means by `encoding`, by any of its names; `utf-16` means the one of the file's mark."""
    try:
        codec = codecs.lookup(encoding).name
    except (LookupError, ValueError):  # ValueError: a null character in the name
        codec = ""
    codec = _WIDER.get(codec, codec)
    if codec == "utf-16" and marked in ("utf-16-le", "utf-16-be"):
        return marked
    if codec not in CODECS:
        raise DecodeError("encoding_unknown", name=name, encoding=encoding, known=", ".join(CODECS))
    return codec


def _guess(raw: bytes, name: str) -> str:
    """UTF-8, or the more plausible of GB18030 and Big5."""
    failures: list[tuple[str, int]] = []
    if _decodes(raw, ("utf-8",), failures):
        return "utf-8"
    found = [_decodes(raw, family, failures) for family in (("gb18030",), _BIG5)]
    scored = sorted(((plausibility(raw.decode(codec)), codec) for codec in found if codec), reverse=True)
    if not scored or scored[0][0] < LEAST_PLAUSIBILITY:
        raise DecodeError("decode_failed", name=name, tried=_tried(*failures))
    if len(scored) > 1 and scored[0][0] - scored[1][0] < LEAST_LEAD:
        raise DecodeError("encoding_unclear", name=name, encodings=", ".join(codec for _, codec in scored))
    return scored[0][1]


def _decodes(raw: bytes, family: tuple[str, ...], failures: list[tuple[str, int]]) -> str | None:
    """The first codec of a family that decodes `raw`; where none does, the byte at which the widest failed goes to `failures`."""
    failure = (family[0], 0)
    for codec in family:
        try:
            raw.decode(codec)
        except UnicodeDecodeError as error:
            failure = (codec, error.start)
        else:
            return codec
    failures.append(failure)
    return None


def _tried(*failures: tuple[str, int]) -> str:
    """`utf-8 @ 12, gb18030 @ 40`: codec and byte, in one form for both languages."""
    return ", ".join(f"{codec} @ {offset}" for codec, offset in failures)
