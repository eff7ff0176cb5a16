"""Which files a path means, by what name each goes, and their bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qa.errors import PathError, ReadError
from qa.reading.formats import ARTICLE_SUFFIXES
from qa.reading.limits import MB, limits

LOOKS = 3
"""How often a file is read that is written to meanwhile: half of the old and half of the new is no one's article."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to add. `name` is its path relative to `folder`, the folder added or the one that a single file is in.

    `refusal` is why it cannot be taken, known before a byte of it is read.
    """

    name: str
    path: Path
    folder: Path
    refusal: ReadError | None = None


def sources(path: Path) -> tuple[Source, ...]:
    """The file itself, or every article (by its ending) of a folder and the folders in it, by name; hidden ones are left out.

    Links that lead out of the folder are refused one by one; folders are not entered by a link. Raises PathError where the
    path is missing or no file nor folder, and where a folder holds no article.
    """
    try:
        is_folder = path.is_dir()
    except OSError as error:  # the folder that it is in is shut, or the name is longer than names can be
        raise PathError("path_unreadable", path=str(path)) from error
    if not is_folder:
        if not os.path.lexists(path):
            raise PathError("path_missing", path=str(path))
        return (_checked(Source(path.name, path, path.parent)),)
    found = tuple(sorted(_articles(path), key=lambda source: source.name))
    if not found:
        raise PathError("folder_without_articles", path=str(path), kinds=" ".join(ARTICLE_SUFFIXES))
    return found


def _articles(folder: Path) -> Iterator[Source]:
    """Every article of a folder, and every link or folder of it that cannot be taken."""
    inside = os.path.realpath(folder)
    closed: list[Source] = []

    def unreadable(error: OSError) -> None:
        shut = Path(str(error.filename))
        closed.append(Source(_relative(shut, folder), shut, folder, PathError("path_unreadable", path=str(shut))))

    for where, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if Path(where, name).is_symlink()]
        articles = [name for name in files if not name.startswith(".") and Path(name).suffix.lower() in ARTICLE_SUFFIXES]
        for name in (*links, *articles):
            path = Path(where, name)
            leads_out = path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(inside)
            source = Source(_relative(path, folder), path, folder, PathError("link_leads_out", path=str(path)) if leads_out else None)
            if leads_out or name in articles:
                yield _checked(source)
    yield from closed


def _relative(path: Path, folder: Path) -> str:
    return str(PurePosixPath(*path.relative_to(folder).parts))


def _checked(source: Source) -> Source:
    """The source, refused where its name is no text: a document's name must be one that can be typed and printed."""
    try:
        source.name.encode("utf-8")
    except UnicodeEncodeError:
        shown = source.name.encode("utf-8", "backslashreplace").decode("utf-8")
        return Source(shown, source.path, source.folder, PathError("name_not_text", path=shown))
    return source


def read_bytes(source: Source) -> bytes:
    """The bytes of a source, all of one moment. PathError where it is refused, missing, unreadable, no regular file (a pipe would
    not end), or written to all the while; LimitError."""
    if source.refusal is not None:
        raise source.refusal
    try:
        if not source.path.exists():
            raise PathError("path_missing", path=str(source.path))
        if not source.path.is_file():
            raise PathError("path_not_a_file", path=str(source.path))
        allowed = limits()
        for _ in range(LOOKS):
            before = source.path.stat()
            if before.st_size > allowed.file_mb * MB:
                raise allowed.exceeded("file_mb", source.name)
            raw = source.path.read_bytes()
            after = source.path.stat()
            if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
                return raw
        raise PathError("path_changing", path=str(source.path))
    except OSError as error:
        raise PathError("path_unreadable", path=str(source.path)) from error
