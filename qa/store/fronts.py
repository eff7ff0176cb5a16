"""The front matter of documents in its layers: concluded from the text, given by a librarian, set right by a reader."""

from __future__ import annotations

import sqlite3

from qa.errors import NotFoundError
from qa.reading.edited import Edits
from qa.store import rows
from qa.store.database import DamagedRowError
from qa.types import FrontMatter


def given(sql: sqlite3.Connection, document_id: str) -> FrontMatter | None:
    """What a librarian gave. NotFoundError."""
    return rows.front_of(_column(sql, "given", document_id))


def inferred(sql: sqlite3.Connection, document_id: str) -> FrontMatter:
    """What was concluded from the text. NotFoundError."""
    front = rows.front_of(_column(sql, "inferred", document_id))
    if front is None:
        raise DamagedRowError("front matter")
    return front


def edits(sql: sqlite3.Connection, document_id: str) -> Edits:
    """What readers set right; nothing in a library of a format that knew of none."""
    if sql.execute("SELECT 1 FROM sqlite_master WHERE name = 'edits'").fetchone() is None:
        return {}
    found = sql.execute("SELECT fields FROM edits WHERE document = ?", (document_id,)).fetchone()
    return rows.edits_of(None if found is None else found[0])


def edit(sql: sqlite3.Connection, document_id: str, fields: Edits) -> None:
    """These edits in the place of those that were."""
    if fields:
        sql.execute("INSERT OR REPLACE INTO edits VALUES (?, ?)", (document_id, rows.edits_to_json(fields)))
    else:
        sql.execute("DELETE FROM edits WHERE document = ?", (document_id,))


def _column(sql: sqlite3.Connection, name: str, document_id: str) -> str | None:
    found = sql.execute(f"SELECT {name} FROM documents WHERE id = ?", (document_id,)).fetchone()
    if found is None:
        raise NotFoundError("document_unknown", name=document_id)
    column: str | None = found[0]
    return column
