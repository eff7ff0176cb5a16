"""Every file of a path, looked at as `add` would read it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from qa.clean import Decoded
from qa.doctor.debris import debris
from qa.doctor.found import Examined
from qa.doctor.mojibake import mojibake
from qa.errors import PathError, ReadError
from qa.paragraphs import paragraphs
from qa.reading import decode
from qa.reading.decode import MARKS
from qa.reading.extract import Member, extract, is_archive, unpack
from qa.reading.extract import decoded as taken_text
from qa.reading.files import Source, read_bytes, sources
from qa.reading.formats import ARTICLE_SUFFIXES
from qa.reading.metadata import FILE_NAME, merge, read_metadata
from qa.reading.plausible import plausibility
from qa.resemblance import alike
from qa.text import reconstruct
from qa.text.lines import measure
from qa.text.sheet import Sheet
from qa.types import FrontMatter, Origin


def examine(path: Path) -> tuple[Examined, ...]:
    """Every file of the path by name, those that `add` passes over too. PathError where the path is missing."""
    try:
        found = sources(path)
    except PathError:
        if path.is_dir() and (others := tuple(_others(path))):  # no article among them, but that is to be told of each
            return others
        raise
    noted: dict[Path, dict[str, FrontMatter]] = {}
    files: list[Examined] = []
    for folder in dict.fromkeys(source.folder for source in found):
        try:
            noted[folder] = read_metadata(folder)
        except ReadError as error:
            noted[folder] = {}
            files.append(Examined(FILE_NAME, error))
    bodies: dict[str, str] = {}
    first: dict[str, str] = {}
    for source, file in _files(found):
        try:
            if file.error is not None:
                raise file.error
            examined, body = _examined(file.name, file.raw, noted[source.folder].get(file.name))
        except ReadError as error:
            files.append(Examined(file.name, error))
            continue
        digest = hashlib.sha256(file.raw).hexdigest()
        if first.setdefault(digest, file.name) == file.name:
            bodies[file.name] = body
        files.append(replace(examined, same_as=None if first[digest] == file.name else first[digest]))
    files += _others(path) if path.is_dir() else ()
    return tuple(sorted(_with_near(files, bodies), key=lambda each: each.name))


def _files(found: Sequence[Source]) -> Iterator[tuple[Source, Member]]:
    """Every file and every member of a ZIP, or why it cannot be read."""
    for source in found:
        try:
            raw = read_bytes(source)
            members = unpack(raw, source.name) if is_archive(source.name) else [Member(source.name, raw)]
        except ReadError as error:
            members = [Member(source.name, b"", error)]
        yield from ((source, member) for member in members if not member.name.endswith(f"/{FILE_NAME}"))


def _examined(name: str, raw: bytes, given: FrontMatter | None) -> tuple[Examined, str]:
    """The file, and its text for comparing it with others. ReadError where it would be refused."""
    taken = extract(raw, name)
    decoded = decode(raw, name) if taken is None else taken_text(taken)
    clean = reconstruct(decoded.text)
    kept, dropped = paragraphs("", clean, decoded)
    front = merge(given, clean.front if taken is None else merge(taken.front, clean.front))
    body = "".join(each.text for each in kept)
    out = sum(len(each.text) for each in dropped)
    return Examined(
        name,
        encoding=decoded.encoding,
        sure=sureness(raw, decoded),
        mojibake=mojibake(decoded.text),
        debris=debris(decoded.text),
        width=measure(Sheet(decoded.text).lines()).width,
        left_out=out / max(1, out + sum(map(len, body.split()))),
        paragraphs=len(kept),
        date=front.date,
        date_inferred=front.origins.get("date") is Origin.INFERRED,
        pictures=() if taken is None else taken.pictures,
    ), body


def sureness(raw: bytes, decoded: Decoded) -> float:
    """1 where a mark or UTF-8 tells the encoding, else by how much it is more plausible than the other family's best."""
    if decoded.encoding == "utf-8" or raw.startswith(tuple(mark for mark, _ in MARKS)):
        return 1.0
    others = ("big5", "cp950", "big5hkscs") if decoded.encoding.startswith("gb") else ("gb18030",)
    best = 0.0
    for codec in others:
        try:
            best = max(best, plausibility(raw.decode(codec)))
        except UnicodeDecodeError:
            continue
    return max(0.0, plausibility(decoded.text) - best)


def _others(folder: Path) -> Iterator[Examined]:
    """Files that `add` does not take because of their names; hidden ones are nobody's articles."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(where, name)
            if name.startswith(".") or path.suffix.lower() in ARTICLE_SUFFIXES or (name == FILE_NAME and Path(where) == folder):
                continue
            shown = str(PurePosixPath(*path.relative_to(folder).parts)).encode("utf-8", "backslashreplace").decode("utf-8")
            yield Examined(shown, PathError("doctor_no_article", name=shown, kinds=" ".join(ARTICLE_SUFFIXES)))


def _with_near(files: Sequence[Examined], bodies: dict[str, str]) -> Iterator[Examined]:
    names = list(bodies)
    near: dict[str, list[tuple[str, float]]] = {}
    for i, j, score in alike(list(bodies.values())):
        near.setdefault(names[i], []).append((names[j], score))
        near.setdefault(names[j], []).append((names[i], score))
    for each in files:
        found = sorted(near.get(each.name, ()), key=lambda other: (-other[1], other[0]))
        yield replace(each, near=tuple(found)) if each.refused is None else each
