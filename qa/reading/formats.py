"""What a file is: by the ending of its name, and its first bytes must not say otherwise."""

from __future__ import annotations

from pathlib import PurePosixPath

from qa.errors import FormatError
from qa.types import Format

_FORMATS = {
    ".html": Format.HTML, ".htm": Format.HTML, ".xhtml": Format.HTML, ".docx": Format.DOCX, ".pdf": Format.PDF, ".epub": Format.EPUB,
}  # fmt: skip
ARCHIVE = ".zip"
ARTICLE_SUFFIXES = (".txt", ".md", *_FORMATS, ARCHIVE)
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")  # a member first, or none at all
_PDF_WITHIN = 1024  # bytes before `%PDF-`, as readers of PDF allow


def format_of(name: str, raw: bytes) -> Format:
    """The format of a file that is no archive; whatever is not known by its ending is text. FormatError."""
    found = _FORMATS.get(suffix(name), Format.TEXT)
    packed = raw.startswith(_ZIPS)
    fits = {
        Format.PDF: b"%PDF-" in raw[:_PDF_WITHIN],
        Format.DOCX: packed,
        Format.EPUB: packed,
        Format.HTML: not packed and not raw.startswith(b"%PDF-"),
    }
    if raw and not fits.get(found, True):
        raise FormatError("format_other", name=name, format=found.upper())
    return found


def is_archive(name: str) -> bool:
    """Whether the name is that of a ZIP."""
    return suffix(name) == ARCHIVE


def suffix(name: str) -> str:
    """The ending with its dot, in lower case."""
    return PurePosixPath(name).suffix.lower()
