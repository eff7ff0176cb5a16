"""Text that was decoded wrongly before it was saved: the file decodes without loss, and yet says nothing."""

from __future__ import annotations

from qa.patterns import regex
from qa.reading.plausible import plausibility
from qa.text.typography import is_han

# What is left of characters that were replaced (U+FFFD; its three bytes twice, read as GBK), and of memory never written to, read as GBK.
_REMAINS = regex("\ufffd+|(?:锟斤拷?)+|烫{3,}|屯{3,}|(?<=[\u4e00-\u9fff])\\?{2,}(?=[\u4e00-\u9fff，。])")
# Bytes read as Latin-1 or as Windows' own: letters with accents and signs, four and more in a row.
_WESTERN = regex("[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{4,}")
_WINDOWS = {0x81: "\x81", 0x8D: "\x8d", 0x8F: "\x8f", 0x90: "\x90", 0x9D: "\x9d"}  # bytes that cp1252 leaves open
_FOREIGN = regex("[^\x00-\x7f]+")
LEAST = 8
"""Characters outside ASCII from which a line can be judged."""
PLAIN, BETTER = 0.2, 0.4
"""A line under the first share of common characters, that another reading brings over the second, was read wrongly (of 20 clean characters,
99 in 100 lines score 0.32 and more, see `qa.reading.decode`)."""
_MIXED_UP = (("gb18030", "utf-8"), ("big5", "gb18030"), ("gb18030", "big5"), ("big5", "utf-8"))
"""By which codec a line was read, and by which it was written."""


def mojibake(text: str) -> tuple[str, ...]:
    """The runs and lines that were decoded wrongly, in the order of the text."""
    found: list[str] = []
    for line in text.splitlines():
        found += [match[0] for match in _REMAINS.finditer(line)]
        western = [match[0] for match in _WESTERN.finditer(line) if _reads(_western_bytes(match[0]))]
        found += western
        if not western and _misread(line):
            found.append(line.strip())
    return tuple(found)


def _western_bytes(run: str) -> bytes:
    raw = bytearray()
    for character in run:
        if character in _WINDOWS.values() or "\u0080" <= character <= "\u00ff":
            raw.append(ord(character))
        else:
            raw += character.encode("cp1252", "ignore")
    return bytes(raw)


def _reads(raw: bytes) -> bool:
    """Whether the bytes are Chinese in UTF-8 or in GB18030; a run may begin and end inside a character."""
    for codec in ("utf-8", "gb18030"):
        text = raw.decode(codec, "ignore")
        han = sum(map(is_han, text))
        if han >= 2 and han * 2 >= len(text) and plausibility(text) >= BETTER:
            return True
    return False


def _misread(line: str) -> bool:
    """Whether the line is Chinese by its characters, but by another pair of codecs in its sense."""
    foreign = "".join(_FOREIGN.findall(line))
    if len(foreign) < LEAST or plausibility(foreign) >= PLAIN:
        return False
    for read, written in _MIXED_UP:
        again = foreign.encode(read, "ignore").decode(written, "ignore")
        if len(again) * 2 >= len(foreign) * 0.8 and plausibility(again) >= BETTER:
            return True
    return False
