"""What documents were: the bytes of those that were replaced or removed, until `youju vacuum`.

A version is never indexed: of it are kept the original bytes, the name, the encoding and what a librarian gave, so that the
document can be made again, and no paragraph and no vector, so that nothing finds it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.errors import NotFoundError
from qa.store.database import DamagedRowError
from qa.store.rows import Original, original_of, typed

_FIELDS = "name, generation, fate, sha256, encoding, length(raw)"


class Fate(StrEnum):
    """What became of a document."""

    REPLACED = "replaced"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Version:
    """A document that was. `generation` is that of the library that no longer held it: with the name, it names the version."""

    name: str
    generation: int
    fate: Fate
    sha256: str
    encoding: str
    size: int

    @property
    def label(self) -> str:
        """`NAME@GENERATION`, as people type it."""
        return f"{self.name}@{self.generation}"


def keep(sql: sqlite3.Connection, document_ids: Sequence[str], fate: Fate, generation: int) -> None:
    """Note documents that are about to go, `generation` being the first without them."""
    query = """INSERT OR REPLACE INTO versions SELECT name, ?, ?, sha256, encoding, given, raw
        FROM documents JOIN originals ON document = id WHERE id = ?"""
    sql.executemany(query, [(generation, str(fate), held) for held in document_ids])


def versions(sql: sqlite3.Connection) -> tuple[Version, ...]:
    """By name, the latest first."""
    return tuple(_version(row) for row in sql.execute(f"SELECT {_FIELDS} FROM versions ORDER BY name, generation DESC"))


def version(sql: sqlite3.Connection, name: str, generation: int) -> tuple[Version, Original]:
    """One with its bytes. NotFoundError."""
    query = f"SELECT {_FIELDS}, given, raw FROM versions WHERE name = ? AND generation = ?"
    row = sql.execute(query, (name, generation)).fetchone()
    if row is None:
        raise NotFoundError("version_unknown", name=f"{name}@{generation}")
    *fields, given, raw = row
    found = _version(tuple(fields))
    return found, original_of((found.name, found.sha256, found.encoding, given, raw))


def forget(sql: sqlite3.Connection, named: Sequence[tuple[str, int]] | None) -> None:
    """Let go of the versions of these names and generations, or of all."""
    if named is None:
        sql.execute("DELETE FROM versions")
        sql.execute("DELETE FROM edits WHERE document NOT IN (SELECT id FROM documents)")
    else:
        sql.executemany("DELETE FROM versions WHERE name = ? AND generation = ?", named)


def _version(row: tuple[str, int, str, str, str, int]) -> Version:
    typed(row, str, int, str, str, str, int)
    name, generation, fate, sha256, encoding, size = row
    try:
        return Version(name, generation, Fate(fate), sha256, encoding, size)
    except ValueError as error:
        raise DamagedRowError("version") from error
