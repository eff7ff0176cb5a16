"""What runs in the reading process: files come in, text or an error goes out. It can write nothing and take no more than its limits."""

from __future__ import annotations

import os
import select
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from lxml.etree import LxmlError

from qa.clean import Extract
from qa.errors import FormatError, ReadError
from qa.reading.errors import error_words
from qa.reading.limits import MB, Limits
from qa.reading.wire import BrokenFrameError, frame, read_frame, read_words, words
from qa.types import Format

# What parsers raise at a file that is not what they expect: all that is no error of the system's or of ours.
_DAMAGE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError, AssertionError, EOFError, SyntaxError,
           OSError, zipfile.BadZipFile, zlib.error, LxmlError)  # fmt: skip
_SAID = 120
"""Characters of a parser's own words."""
_IN, _OUT = 0, 1


def serve(idle_s: float) -> None:
    """Read requests until there are no more, or none for `idle_s` seconds."""
    while select.select([_IN], [], [], idle_s)[0]:
        try:
            asked = read_words(_read, MB)
            raw = read_frame(_read, 1 << 40)
        except BrokenFrameError:
            return
        limits = Limits(**asked["limits"])
        _confine(limits)
        for payload in _answers(asked, raw, limits):
            _write(payload)


def _answers(asked: dict[str, Any], raw: bytes, limits: Limits) -> Iterator[bytes]:
    name = asked["name"]
    try:
        if asked["do"] == "unpack":
            from qa.reading.archive import members

            for member in members(raw, name, limits):
                told = {"name": member.name, "bytes": member.error is None}
                yield words(told if member.error is None else told | error_words(member.error) | {"member": True})
                if member.error is None:
                    yield frame(member.raw)
        else:
            yield words(_extract(asked, raw, limits))
        yield words({"end": True})
    except ReadError as error:
        yield words(error_words(error))
    except MemoryError:
        raw = b""
        yield words(error_words(limits.exceeded("memory_mb", name)))
        sys.exit(0)  # what is left of the heap is in pieces
    except _DAMAGE as error:
        problem = f"{type(error).__name__}: {error}"[:_SAID]
        damaged = FormatError("format_damaged", name=name, format=str(asked.get("format", "zip")).upper(), problem=problem)
        yield words(error_words(damaged))


def _extract(asked: dict[str, Any], raw: bytes, limits: Limits) -> dict[str, object]:
    read = _reader(Format(asked["format"]))
    found = read(raw, asked["name"], asked["encoding"], limits)
    if len(found.text) > limits.characters:
        raise limits.exceeded("characters", asked["name"])
    front = asdict(found.front)
    said = {field: front[field] for field in ("title", "publisher", "author", "date")}
    return {"text": found.text, "front": said, "pictures": found.pictures}


def _reader(format: Format) -> Callable[[bytes, str, str | None, Limits], Extract]:
    """The reader of a format; its library is loaded with the first file that needs it."""
    if format is Format.HTML:
        from qa.reading.html import read_html as read
    elif format is Format.DOCX:
        from qa.reading.word import read_docx as read
    elif format is Format.PDF:
        from qa.reading.pdf import read_pdf as read
    else:
        from qa.reading.epub import read_epub as read
    return read


def _confine(limits: Limits) -> None:
    """Take the limits of the next file upon this process. Where the system has none (Windows), the clock alone ends it."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    for kind, soft in (
        (resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + limits.seconds + 1),
        (resource.RLIMIT_AS, limits.memory_mb * MB),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _read(count: int) -> bytes:
    found = bytearray()
    while len(found) < count:
        piece = os.read(_IN, min(MB, count - len(found)))
        if not piece:
            break
        found += piece
    return bytes(found)


def _write(payload: bytes) -> None:
    rest = memoryview(payload)
    while rest:
        rest = rest[os.write(_OUT, rest) :]
