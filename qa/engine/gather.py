"""The files that a command names, read: each as a candidate for a document, or as refused with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qa.engine.prepare import sha256_of
from qa.errors import PathError, ReadError, YoujuError
from qa.reading.files import Source, read_bytes, sources
from qa.reading.metadata import read_metadata
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
            file = File(source.name, sha256_of(raw)[:16], raw, given[source.folder].get(source.name), source.folder.resolve())
            if gathered.files.setdefault(file.name, file).id != file.id:
                raise PathError("name_twice", name=file.name)
        except ReadError as error:
            gathered.refused.append((source.name, error))
        progress("read", number, len(found))
    return gathered
