"""The members of a ZIP, each by its name: nothing is written to disk, and no name is used as a path."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from qa.errors import FormatError, PathError, ReadError
from qa.patterns import regex
from qa.reading.formats import ARTICLE_SUFFIXES, is_archive, suffix
from qa.reading.limits import MB, Limits
from qa.reading.packed import opened

_UTF8 = 0x800  # the flag of a name in UTF-8; others are in the code page of who packed them
_DRIVE = regex(r"[A-Za-z]:")
METADATA = "metadata.toml"


@dataclass(frozen=True, slots=True)
class Packed:
    """A member, or why it is not taken."""

    name: str
    raw: bytes
    error: ReadError | None = None


def members(raw: bytes, name: str, limits: Limits) -> Iterator[Packed]:
    """Every member that is an article, and `metadata.toml`, in the archive's order; hidden ones are left out, others are passed over.

    FormatError, LimitError (all of it); refused one by one: names that lead out, links, archives in it, damage, sizes.
    """
    with opened(raw, name, limits) as archive:
        for member in archive.infolist():
            shown, error = _named(member, name)
            parts = PurePosixPath(shown).parts
            if member.is_dir() or (error is None and any(part.startswith(".") or part == "__MACOSX" for part in parts)):
                continue
            if error is None and suffix(shown) not in ARTICLE_SUFFIXES and shown != METADATA:
                continue
            if error is None and is_archive(shown):
                error = FormatError("zip_nested", name=f"{name}/{shown}")
            if error is None and member.file_size > limits.file_mb * MB:
                error = limits.exceeded("file_mb", f"{name}/{shown}")
            content = b""
            if error is None:
                try:
                    content = archive.read(member)
                except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as problem:
                    error = FormatError("format_damaged", name=f"{name}/{shown}", format="ZIP", problem=str(problem))
            yield Packed(shown, content, error)


def _named(member: zipfile.ZipInfo, archive: str) -> tuple[str, ReadError | None]:
    """The member's name as text, and what is wrong with it."""
    name = member.filename
    if not member.flag_bits & _UTF8:
        spelt = member.orig_filename.encode("cp437")  # as zipfile reads what has no flag
        for codec in ("utf-8", "gb18030", "big5"):
            try:
                name = spelt.decode(codec)
                break
            except UnicodeDecodeError:
                continue
        else:
            return name, PathError("name_not_text", path=f"{archive}/{name}")
    name = name.split("\0")[0]
    whole = f"{archive}/{name}"
    if name.startswith(("/", "\\")) or "\\" in name or _DRIVE.match(name) or ".." in PurePosixPath(name).parts:
        return name, PathError("zip_name", name=whole)
    if stat.S_ISLNK(member.external_attr >> 16):
        return name, PathError("zip_link", name=whole)
    return name, None
