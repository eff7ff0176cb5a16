"""The text of a file whose bytes are not its text, taken out in a process of its own; and the members of a ZIP."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from qa.clean import Decoded, Extract
from qa.errors import EmptyFileError, ReadError
from qa.patterns import regex
from qa.reading.errors import error_of
from qa.reading.formats import format_of, is_archive
from qa.reading.limits import limits
from qa.reading.offsets import starts
from qa.reading.worker import WORKER
from qa.types import Format, FrontMatter, Origin

ENCODING = "utf-8"
"""Of every extracted text: its spans are into these bytes."""
_TEXTS = ("title", "publisher", "author")
_DATE = regex(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_LONGEST = 500
"""Characters of a title, a publisher or an author; what is longer was meant for something else."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a ZIP, or why it is not taken."""

    name: str
    raw: bytes
    error: ReadError | None = None


def extract(raw: bytes, name: str, encoding: str | None = None) -> Extract | None:
    """The text of the file; None where its bytes are its text. `encoding` is that of an HTML page, where a user names one.

    FormatError, ScannedError, LimitError, DecodeError, EmptyFileError, or ReadError (the process that read it has ended).
    """
    format = format_of(name, raw)
    if format is Format.TEXT:
        return None
    said = WORKER.extract(raw, name, format, encoding, limits())
    text, front, pictures = said.get("text"), said.get("front"), said.get("pictures", [])
    if not isinstance(text, str) or not isinstance(front, Mapping) or "\0" in text or not isinstance(pictures, list):
        raise error_of({})
    if not text.strip():
        raise EmptyFileError("file_empty", name=name)
    try:
        text.encode(ENCODING)
    except UnicodeEncodeError as error:  # half of a surrogate pair
        raise ReadError("text_not_unicode", name=name) from error
    return Extract(format, text, _front(front), tuple(page for page in pictures if isinstance(page, int)))


def unpack(raw: bytes, name: str) -> list[Member]:
    """The files of a ZIP, each named `archive.zip/member`. FormatError, LimitError, ReadError."""
    found = []
    for said, content in WORKER.unpack(raw, name, limits()):
        member = f"{name}/{said.get('name')}"
        found.append(Member(member, content, error_of(said) if "error" in said else None))
    return found


def text_bytes(found: Extract) -> bytes:
    """The bytes that spans are into."""
    return found.text.encode(ENCODING)


def text_digest(found: Extract) -> str:
    """Their SHA-256."""
    return hashlib.sha256(text_bytes(found)).hexdigest()


def decoded(found: Extract) -> Decoded:
    """The extracted text with the map to its own bytes."""
    return Decoded(found.text, ENCODING, starts(text_bytes(found), ENCODING, found.text))


def _front(said: Mapping[str, object]) -> FrontMatter:
    fields = {field: value for field in _TEXTS if isinstance(value := said.get(field), str) and 0 < len(value) <= _LONGEST}
    date = said.get("date")
    if isinstance(date, str) and _DATE.fullmatch(date):
        fields["date"] = date
    return FrontMatter(**fields, origins=dict.fromkeys(fields, Origin.FILE))  # type: ignore[arg-type]


__all__ = ["ENCODING", "Member", "decoded", "extract", "is_archive", "text_bytes", "text_digest", "unpack"]
