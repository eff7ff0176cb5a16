"""The SQLite file: its tables, opening it, and its errors in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.errors import LibraryDamagedError, LibraryError, LibraryLockedError, LibraryMissingError

FILE_NAME = "library.sqlite"
FORMAT = 4  # counts up with every change of the tables or of what is in their columns; kept as SQLite's user_version
APPLICATION_ID = 0x596F754A  # "YouJ", in the file's header: how a library is told from any other SQLite file

DERIVED = ("annotations", "vectors", "dropped", "paragraphs")  # in the order of dropping them, before those that last
LASTING = ("originals", "documents", "settings")  # in every format: what a library of an older one is rebuilt from
KEPT = ("versions", "edits", "extracts", "arrivals")
"""Outlive a rebuild: what documents were before they were replaced or removed, what readers set right, texts taken out, and when each
document came."""
TABLES = (*DERIVED, *LASTING, *KEPT)
_SCHEMA = (
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value NOT NULL)",
    """CREATE TABLE documents (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, encoding TEXT NOT NULL,
        size INTEGER NOT NULL, inferred TEXT NOT NULL, given TEXT)""",
    "CREATE TABLE originals (document TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE, raw BLOB NOT NULL)",
    """CREATE TABLE paragraphs (document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, ordinal INTEGER NOT NULL,
        kind TEXT NOT NULL, section TEXT NOT NULL, text TEXT NOT NULL, spans BLOB NOT NULL, PRIMARY KEY (document, ordinal))""",
    """CREATE TABLE dropped (document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, ordinal INTEGER NOT NULL,
        reason TEXT NOT NULL, text TEXT NOT NULL, spans BLOB NOT NULL, PRIMARY KEY (document, ordinal))""",
    "CREATE TABLE vectors (document TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE, rows BLOB NOT NULL)",
    "CREATE TABLE annotations (document TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE, rows TEXT NOT NULL)",
    # By the digest of the file: `digest` is that of the text, which spans are into, `seal` that of all the rest.
    """CREATE TABLE IF NOT EXISTS extracts (sha256 TEXT PRIMARY KEY, format TEXT NOT NULL, digest TEXT NOT NULL, text BLOB NOT NULL,
        front TEXT NOT NULL, seal TEXT NOT NULL)""",
    # `generation`: of the library that no longer held it. The bytes and what decodes them; nothing that an index could find.
    """CREATE TABLE IF NOT EXISTS versions (name TEXT NOT NULL, generation INTEGER NOT NULL, fate TEXT NOT NULL, sha256 TEXT NOT NULL,
        encoding TEXT NOT NULL, given TEXT, raw BLOB NOT NULL, PRIMARY KEY (name, generation))""",
    # By a document's id, that of its bytes: what was removed and comes back brings its own along, until it is vacuumed away.
    "CREATE TABLE IF NOT EXISTS edits (document TEXT PRIMARY KEY, fields TEXT NOT NULL)",
    # By a document's id, in UTC. For people to read: nothing is found, ranked or answered by it.
    "CREATE TABLE IF NOT EXISTS arrivals (document TEXT PRIMARY KEY, added TEXT NOT NULL)",
    "INSERT INTO settings VALUES ('generation', 0)",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {FORMAT}",
)
# Primary result codes of SQLite (sqlite.org/rescode.html).
_BUSY, _LOCKED, _CORRUPT, _NOT_A_DATABASE = 5, 6, 11, 26
_UNUSABLE = {8, 10, 13, 14, 23}  # read-only, I/O error, full, cannot open, not authorised
# Damage that SQLite's code does not tell: text that is not UTF-8 is found by Python's side, a torn table lacks what every one has.
_TOLD = ("decode to UTF-8", "no such ", "unsupported file format")


class DamagedRowError(ValueError):
    """A row holds what this program never writes."""


@contextmanager
def our_errors(folder: Path) -> Iterator[None]:
    """SQLite's errors as the library's: locked, damaged, or unusable; what is none of these is a bug and passes through."""
    try:
        yield
    except (DamagedRowError, UnicodeDecodeError) as error:  # the latter: SQLite quotes damaged text in a message of its own
        raise LibraryDamagedError("library_damaged", path=str(folder)) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        primary = None if code is None else code & 0xFF
        if is_locked(error):
            raise LibraryLockedError("library_locked", path=str(folder)) from error
        if primary in (_CORRUPT, _NOT_A_DATABASE) or any(told in str(error) for told in _TOLD):
            raise LibraryDamagedError("library_damaged", path=str(folder)) from error
        if primary in _UNUSABLE:
            raise LibraryError("library_unusable", path=str(folder), problem=error.sqlite_errorname) from error
        raise


def is_locked(error: sqlite3.Error) -> bool:
    """Whether another connection holds what was wanted."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (_BUSY, _LOCKED)


def connect(folder: Path, wait_s: float) -> sqlite3.Connection:
    """A connection to the library in `folder`, each statement its own transaction until BEGIN.

    Waits up to `wait_s` seconds for a lock. Raises LibraryMissingError, LibraryDamagedError, LibraryLockedError.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        raise LibraryMissingError("library_missing", path=str(folder))
    connection = _open(path, "rw", wait_s)
    try:
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:  # its making was broken off
            raise LibraryMissingError("library_missing", path=str(folder))
        held = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        wanted = TABLES if connection.execute("PRAGMA user_version").fetchone()[0] == FORMAT else LASTING
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID or not held.issuperset(wanted):
            raise DamagedRowError(str(path))
    except BaseException:
        connection.close()
        raise
    return connection


def create(folder: Path, wait_s: float) -> None:
    """Make an empty library in `folder`, in one transaction; nothing where there is one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryMissingError("library_uncreatable", path=str(folder)) from error
    connection = _open(folder / FILE_NAME, "rwc", wait_s)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            make_tables(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()


def make_tables(connection: sqlite3.Connection) -> None:
    """The empty tables, at generation 0, within the transaction of the caller."""
    for statement in _SCHEMA:
        connection.execute(statement)


def _open(path: Path, mode: str, wait_s: float) -> sqlite3.Connection:
    # Used by one thread at a time (the store's lock sees to it), but not always by the one that made it.
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=wait_s, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # what is removed is overwritten, not only unlinked
    except BaseException:
        connection.close()
        raise
    return connection
