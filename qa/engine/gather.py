"""The files that a command names, read: each as a candidate for a document, or as refused with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qa.engine.prepare import sha256_of
from qa.errors import PathError, ReadError, YoujuError
from qa.reading.archive import METADATA
from qa.reading.extract import is_archive, unpack
from qa.reading.files import Source, read_bytes, sources
from qa.reading.metadata import parse_metadata, read_metadata
from qa.types import FrontMatter

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read. `id` is what the document of these bytes is called, `folder` where its name is looked up."""

    name: str
    id: str
    raw: bytes
    given: FrontMatter | None
    folder: Path


@dataclass(slots=True)
class Gathered:
    """The files by name, in the order they were named, and the refused ones with their reasons."""

    files: dict[str, File] = field(default_factory=dict)
    refused: list[tuple[str, YoujuError]] = field(default_factory=list)


def gather(paths: Sequence[Path], progress: Progress) -> Gathered:
    """Read every file that `paths` mean. One bad file or path does not stop the others.

    Raises ReadError where a `metadata.toml` is off: what it says of good files is not to be lost in silence.
    """
    gathered = Gathered()
    found: list[Source] = []
    for path in paths:
        try:
            found += sources(path)
        except PathError as error:
            gathered.refused.append((str(path), error))
    given = {folder: read_metadata(folder) for folder in dict.fromkeys(source.folder for source in found)}
    for number, source in enumerate(found, start=1):
        try:
            raw = read_bytes(source)
            if is_archive(source.name):
                _gather_members(gathered, source, raw, given[source.folder])
            else:
                _keep(gathered, source.name, raw, given[source.folder].get(source.name), source.folder)
        except ReadError as error:
            gathered.refused.append((source.name, error))
        progress("read", number, len(found))
    return gathered


def _keep(gathered: Gathered, name: str, raw: bytes, given: FrontMatter | None, folder: Path) -> None:
    file = File(name, sha256_of(raw)[:16], raw, given, folder.resolve())
    if gathered.files.setdefault(file.name, file).id != file.id:
        raise PathError("name_twice", name=file.name)


def _gather_members(gathered: Gathered, source: Source, raw: bytes, given: Mapping[str, FrontMatter]) -> None:
    """The files of a ZIP, each a document of its own; `metadata.toml` beside the ZIP goes before the one in it."""
    members = unpack(raw, source.name)
    noted: dict[str, FrontMatter] = {}
    for member in members:
        if member.name == f"{source.name}/{METADATA}" and member.error is None:
            try:
                noted = parse_metadata(member.raw.decode("utf-8"), member.name)
            except UnicodeDecodeError as error:
                raise ReadError("metadata_not_toml", path=member.name, line=member.raw.count(b"\n", 0, error.start) + 1) from error
    articles = [member for member in members if member.name != f"{source.name}/{METADATA}"]
    if not articles:
        raise PathError("zip_without_articles", name=source.name)
    for member in articles:
        try:
            if member.error is not None:
                raise member.error
            inside = member.name.removeprefix(f"{source.name}/")
            _keep(gathered, member.name, member.raw, given.get(member.name) or noted.get(inside), source.folder)
        except ReadError as error:
            gathered.refused.append((member.name, error))
