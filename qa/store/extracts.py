"""The texts that were taken out of files whose bytes are not their text, by the digest of the file.

They last like the files themselves: quotes are of them, so that another version of a parser must not change them under a reader.
"""

from __future__ import annotations

import hashlib
import sqlite3

from qa.clean import Extract
from qa.reading.extract import text_bytes, text_digest
from qa.store.database import DamagedRowError
from qa.store.rows import front_of, front_to_json, typed
from qa.types import Format


def put(sql: sqlite3.Connection, sha256: str, taken: Extract) -> None:
    """Keep the text of the file with this digest, in the place of one taken out before."""
    format, digest, front = str(taken.format), text_digest(taken), str(front_to_json(taken.front))
    values = (sha256, format, digest, text_bytes(taken), front, _seal(sha256, format, digest, front))
    sql.execute("INSERT OR REPLACE INTO extracts VALUES (?, ?, ?, ?, ?, ?)", values)


def text(sql: sqlite3.Connection, sha256: str) -> bytes | None:
    """The bytes of the text; None where the file's own bytes are its text. They are not checked here: whoever quotes them does."""
    found = sql.execute("SELECT text FROM extracts WHERE sha256 = ?", (sha256,)).fetchone()
    if found is None:
        return None
    typed(found, bytes)
    return bytes(found[0])


def taken(sql: sqlite3.Connection, sha256: str) -> Extract | None:
    """The text with what the file says of itself; None where there is none, or it is not what was kept (it can be taken out anew)."""
    if not sql.execute("SELECT 1 FROM sqlite_master WHERE name = 'extracts'").fetchone():  # a library of an older format
        return None
    row = sql.execute("SELECT format, digest, text, front, seal FROM extracts WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        return None
    try:
        typed(row, str, str, bytes, str, str)
        format, digest, kept, front, seal = row
        said = front_of(front)
        if hashlib.sha256(kept).hexdigest() != digest or seal != _seal(sha256, format, digest, front) or said is None:
            return None
        return Extract(Format(format), kept.decode("utf-8"), said)
    except (DamagedRowError, ValueError):
        return None


def forget(sql: sqlite3.Connection) -> None:
    """Let go of the texts of files that are neither held nor kept as a version."""
    sql.execute("DELETE FROM extracts WHERE sha256 NOT IN (SELECT sha256 FROM documents UNION SELECT sha256 FROM versions)")


def _seal(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
