"""Opening what is a ZIP inside (DOCX, EPUB, ZIP) without being blown up by it."""

from __future__ import annotations

import io
import zipfile

from qa.errors import FormatError
from qa.reading.limits import MB, Limits

_SMALL = MB
"""Bytes that anything may unpack to: the ratio is only looked at above."""


def opened(raw: bytes, name: str, limits: Limits) -> zipfile.ZipFile:
    """The archive, its promised sizes within the limits (nothing is ever unpacked past what it promises). FormatError, LimitError."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise FormatError("format_damaged", name=name, format="ZIP", problem=str(error)) from error
    if len(members) > limits.members:
        raise limits.exceeded("members", name)
    size = sum(member.file_size for member in members)
    if size > limits.unpacked_mb * MB:
        raise limits.exceeded("unpacked_mb", name)
    if size > max(_SMALL, limits.ratio * len(raw)):
        raise limits.exceeded("ratio", name)
    if any(member.flag_bits & 1 for member in members):
        raise FormatError("format_locked", name=name)
    return archive
