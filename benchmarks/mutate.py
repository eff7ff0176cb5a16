"""Files that were good, and what becomes of them on bad disks, in bad programs and in bad hands; the same for the same number."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from random import Random

from benchmarks.files import ENCODINGS, docx, encoded, epub, html, markdown, text, zipped
from benchmarks.pdfs import pdf
from benchmarks.prose import article

FORMATS = ("txt", "md", "html", "docx", "pdf", "epub", "zip")
_PACKED = ("docx", "epub", "zip")
_WORDS: dict[str, tuple[bytes, ...]] = {
    "txt": (
        b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", "\u202e".encode(), b"\r\n" * 40, b"\x81\x30\x81\x30",
        b"\xf0\x9f\x98\x80",
    ),
    "html": (
        b"<script>", b"<!--", b"]]>", b"&#xD800;", b"&#0;", b"&#x110000;", b"<table><tr>" * 30, b"<div>" * 300,
        b"<meta charset=big5>", b"<plaintext>", b"<!ENTITY a 'b'>", b"<br>" * 50, b"<svg><style>", b"\x00",
    ),
    "xml": (
        b"<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;&b;'>]>", b"&d;", b"<w:p>" * 200, b"</w:p>", b"<w:tbl>",
        b"<w:txbxContent>", b"]]>", b"\xff", b"<?x?>", b"xmlns:w=''", b"<w:sdt>",
    ),
    "pdf": (
        b"endobj", b"/Length 99999999", b"/Kids [1 0 R]", b"/Count -1", b"/W [1 65535 9]", b"BT ET q Q", b"/FlateDecode",
        b"[" * 300, b"<<" * 300, b"1e38 0 0 1e38 0 0 Tm", b"/Rotate 90", b"<D800> Tj", b"/Prev 0", b"/Size 0",
    ),
}  # fmt: skip


@cache
def good(kind: str) -> tuple[bytes, ...]:
    """The files that are spoilt, some of each shape and encoding, each small."""
    few = [article(n, 2) for n in range(6)]
    if kind == "txt":
        return tuple(encoded(text(few[n % 6], n), encoding) for n, encoding in enumerate(ENCODINGS))
    if kind == "md":
        return tuple(encoded(markdown(few[n % 6], n), encoding) for n, encoding in enumerate(ENCODINGS))
    if kind == "html":
        return tuple(encoded(html(few[n % 6], n, encoding), encoding) for n, encoding in enumerate(ENCODINGS))
    if kind == "docx":
        return tuple(docx(few[n], n) for n in range(4))
    if kind == "pdf":
        return tuple(pdf(few[n], 1 + n % 2, repeat=1 + n // 2) for n in range(4))
    if kind == "epub":
        return tuple(epub(few[n], n) for n in range(3))
    inside: dict[str, str | bytes] = {f"{ending}/一.{ending}": good(ending)[1] for ending in ("txt", "html")}
    return zipped(inside), zipped({"../a.txt": "x", **inside})


def spoilt(kind: str, number: int) -> bytes:
    """File `number` of a format, spoilt in one to four ways; of what is packed, two in three inside."""
    draw = Random(f"{kind}:{number}")
    files = good(kind)
    raw = draw.choice(files)
    if kind in _PACKED and draw.random() < 2 / 3:
        return _inside(raw, draw)
    return _spoil(raw, draw, "html" if kind == "md" and draw.random() < 0.3 else kind, files)


def _inside(raw: bytes, draw: Random) -> bytes:
    """The archive with one of its members spoilt, packed again as it should be."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = draw.choice(sorted(members))
    ending = name.rpartition(".")[2]
    words = ending if ending in ("txt", "html", "pdf") else "xml"
    members[name] = _spoil(members[name], draw, words, [members[name]])
    return zipped(dict(members))


def _spoil(raw: bytes, draw: Random, words: str, others: Sequence[bytes]) -> bytes:
    made = bytearray(raw)
    for _ in range(draw.randint(1, 4)):
        draw.choice(_WAYS)(made, draw, words, others)
    return bytes(made)


def _at(made: bytearray, draw: Random) -> int:
    """Anywhere, or, half of the time, before a tag, a space or a line's end, where a text still decodes."""
    at = draw.randrange(len(made) + 1)
    if draw.random() < 0.5:
        at = min((found for mark in b"< \n>" if (found := made.find(mark, at)) >= 0), default=at)
    return at


def _flip(made: bytearray, draw: Random, words: str, others: Sequence[bytes]) -> None:
    for _ in range(draw.choice((1, 1, 2, 8, 64))):
        if made:
            made[draw.randrange(len(made))] ^= 1 << draw.randrange(8)


def _cut(made: bytearray, draw: Random, words: str, others: Sequence[bytes]) -> None:
    ends = sorted((_at(made, draw), _at(made, draw)))
    del made[ends[0] : min(ends[1], ends[0] + draw.choice((1, 3, 30, 300, 3000)))]


def _end(made: bytearray, draw: Random, words: str, others: Sequence[bytes]) -> None:
    del made[_at(made, draw) :]


def _again(made: bytearray, draw: Random, words: str, others: Sequence[bytes]) -> None:
    at = _at(made, draw)
    made[at:at] = made[at : at + draw.choice((1, 4, 64, 1024))] * draw.choice((1, 2, 20))


def _word(made: bytearray, draw: Random, words: str, others: Sequence[bytes]) -> None:
    at = _at(made, draw)
    made[at:at] = draw.choice(_WORDS.get(words, _WORDS["txt"]))


def _noise(made: bytearray, draw: Random, words: str, others: Sequence[bytes]) -> None:
    at = _at(made, draw)
    made[at : at + 8] = draw.randbytes(draw.choice((1, 4, 8, 32)))


def _splice(made: bytearray, draw: Random, words: str, others: Sequence[bytes]) -> None:
    other = draw.choice(others)
    at = draw.randrange(len(other) + 1)
    made[_at(made, draw) :] = other[at:]


_WAYS: tuple[Callable[[bytearray, Random, str, Sequence[bytes]], None], ...] = (_flip, _cut, _end, _again, _word, _noise, _splice)
