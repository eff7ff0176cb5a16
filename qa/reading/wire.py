"""What goes between us and the process that reads: frames of bytes, each behind its length; the words in them are JSON."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

_LENGTH = struct.Struct("<Q")


class BrokenFrameError(ValueError):
    """The other side is gone, or sends more than it may."""


def frame(payload: bytes) -> bytes:
    """The payload behind its length."""
    return _LENGTH.pack(len(payload)) + payload


def words(fields: dict[str, object]) -> bytes:
    """A frame of JSON."""
    return frame(json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def read_frame(read: Callable[[int], bytes], most: int) -> bytes:
    """The next payload, of at most `most` bytes; `read(n)` gives n bytes, fewer where there are no more. BrokenFrameError."""
    head = read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise BrokenFrameError("end")
    (length,) = _LENGTH.unpack(head)
    if length > most:
        raise BrokenFrameError("long")
    payload = read(length)
    if len(payload) < length:
        raise BrokenFrameError("end")
    return payload


def read_words(read: Callable[[int], bytes], most: int) -> dict[str, Any]:
    """The next payload as JSON. BrokenFrameError."""
    try:
        found = json.loads(read_frame(read, most).decode("utf-8"))
    except (ValueError, RecursionError) as error:  # a BrokenFrameError is a ValueError too
        raise error if isinstance(error, BrokenFrameError) else BrokenFrameError("words") from error
    if not isinstance(found, dict):
        raise BrokenFrameError("words")
    return found
