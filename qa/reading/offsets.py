"""Where each character of encoded bytes starts, exact for every codec that a document may have.

A character's bytes are read off the bytes, never by encoding the character again: Big5 has characters with two codes, and
one of them would come back as the other.
"""

from __future__ import annotations

import re
from array import array
from itertools import accumulate

from qa.patterns import regex

# Every codec that decodes a slice by itself: no state, no mark. The unit of a double-byte codec is one or two bytes
# (GB18030: four where the second is a digit); what is not a unit was refused when the file was decoded.
CODECS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5", "cp950", "big5hkscs")
_GB18030_UNIT = regex(rb"[\x00-\x80]|[\x81-\xff][\x30-\x39]..|[\x81-\xff].", re.DOTALL)
_DOUBLE_BYTE_UNIT = regex(rb"[\x00-\x80]|[\x81-\xff].", re.DOTALL)


class ComposedError(ValueError):
    """One code stands for two characters (Big5-HKSCS has four), so that no byte starts the second; `offset` is its byte."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"the code at byte {offset} stands for two characters")
        self.offset = offset


def char_offsets(raw: bytes, encoding: str, start: int, end: int) -> tuple[str, list[int]]:
    """The text of `raw[start:end]` and the byte offset in `raw` of each of its characters, with `end` last.

    UnicodeDecodeError where the slice does not begin and end between two characters.
    """
    piece = raw[start:end]
    text = piece.decode(encoding)
    return text, starts(piece, encoding, text, start).tolist()


def starts(piece: bytes, encoding: str, text: str, first: int = 0) -> array[int]:
    """`first` plus the offset in `piece` of each character of `text`, which is `piece` decoded; `len(text) + 1` entries."""
    if encoding not in CODECS:
        raise ValueError(f"{encoding} is not a codec of a document")
    if len(text) == len(piece):  # one byte a character, as in ASCII
        return array("q", range(first, first + len(piece) + 1))
    if encoding.startswith("utf"):
        return _unicode_starts(piece, encoding, first)
    unit = _GB18030_UNIT if encoding == "gb18030" else _DOUBLE_BYTE_UNIT
    units = unit.findall(piece)
    found = array("q", accumulate(map(len, units), initial=first))
    if len(units) != len(text):
        raise ComposedError(next(at for code, at in zip(units, found, strict=False) if len(code.decode(encoding)) > 1))
    return found


def _unicode_starts(piece: bytes, encoding: str, first: int) -> array[int]:
    """UTF-8: every byte that continues no character. UTF-16: every unit that is no second half of a pair."""
    import numpy as np

    if encoding == "utf-8":
        leads = np.flatnonzero((np.frombuffer(piece, np.uint8) & 0xC0) != 0x80)
    else:
        units = np.frombuffer(piece, "<u2" if encoding == "utf-16-le" else ">u2")
        leads = np.flatnonzero((units & 0xFC00) != 0xDC00) * 2
    found = array("q", (leads.astype(np.int64) + first).tobytes())
    found.append(first + len(piece))
    return found
