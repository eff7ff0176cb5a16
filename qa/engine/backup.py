"""A library to one file and back: a whole one or none, each told by a digest.

A backup is an SQLite file, as SQLite's online backup makes it, with a line of ours behind it that names the SHA-256 of all
that stands before it. SQLite reads over such a line, so that the file can be opened without this program too.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from qa import folders, lexical
from qa.engine.writing import LEXICAL_FOLDER, repair_lexical
from qa.errors import (
    LibraryDamagedError,
    LibraryError,
    LibraryLockedError,
    LibraryMissingError,
    PathError,
    SettingsMismatchError,
    UsageError,
    YoujuError,
)
from qa.store import WAIT_S, Store
from qa.store.database import FILE_NAME, DamagedRowError, connect, our_errors

_SEAL = b"\nyouju-backup-1 sha256 "
_SEAL_BYTES = len(_SEAL) + 64 + 1
_CHUNK = 1 << 20
_LOG = ("-wal", "-shm")  # what SQLite keeps beside the file


def backup(folder: Path, target: Path, *, force: bool = False, wait_s: float = WAIT_S) -> int:
    """Write the library to one file, while others may read and write it; how many bytes.

    The file is there whole or not at all. UsageError where there is one and not `force`, LibraryDamagedError where the
    library is not sound (a backup of it would only pass for one), LibraryError where the file cannot be written.
    """
    if target.exists() and not force:
        raise UsageError("backup_exists", path=str(target))
    part = target.with_name(f".{target.name}.part")
    with our_errors(folder), closing(connect(folder, wait_s)) as source, _unwritable(target):
        try:
            part.unlink(missing_ok=True)
            with closing(sqlite3.connect(part)) as copy:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, with no log beside it
                if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                    raise DamagedRowError(str(folder))
            size = _seal(part)
            _publish(part, target, force)
        finally:
            for left in (part, part.with_name(f"{part.name}-journal")):
                left.unlink(missing_ok=True)
    return size


def restore(folder: Path, source: Path, *, wait_s: float = WAIT_S) -> int:
    """Put a backup in the place of the library in `folder`; how many documents it holds.

    The backup is checked before anything is touched; the library in place is kept aside until the restored one opens.
    Raises PathError, LibraryDamagedError (`source` is no whole backup), LibraryLockedError (another process has the library
    open), LibraryError; then the library is as it was.
    """
    size = _sealed(source)
    fresh, aside = folder / "restoring", folder / "before-restore"
    with our_errors(folder), _unwritable(folder):
        try:
            for left in (fresh, aside):
                shutil.rmtree(left, ignore_errors=True)
            fresh.mkdir(parents=True)
            _copy(source, fresh / FILE_NAME, size)
            _opened(fresh, source)
            with _alone(folder, wait_s):
                aside.mkdir()
                _exchange(folder, fresh, aside)
            shutil.rmtree(aside)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        with closing(connect(folder, wait_s)) as connection:
            count = int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    with closing(Store(folder, wait_s=wait_s)) as store, suppress(SettingsMismatchError), store.writing() as draft:
        repair_lexical(draft, folder)  # of another format, it is made with the rebuild that this asks for
    return count


@contextmanager
def _unwritable(path: Path) -> Iterator[None]:
    """A full disk, or a folder that may not be written to, in one sentence."""
    try:
        yield
    except OSError as error:
        raise LibraryError("backup_unwritable", path=str(path), problem=error.strerror or type(error).__name__) from error
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in (8, 10, 13, 14):  # read-only, I/O, full, cannot open
            raise
        raise LibraryError("backup_unwritable", path=str(path), problem=error.sqlite_errorname) from error


def _seal(path: Path) -> int:
    """Put the digest behind the file and see it to the disk; the bytes in all."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with path.open("ab") as file:
        file.write(_SEAL + digest.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def _publish(part: Path, target: Path, force: bool) -> None:
    if force:
        part.replace(target)
        return
    try:
        os.link(part, target)  # unlike a renaming, this never goes over a file that came to be meanwhile
    except FileExistsError as error:
        raise UsageError("backup_exists", path=str(target)) from error
    except OSError:  # a file system without links
        part.rename(target)


def _sealed(source: Path) -> int:
    """How many bytes of the backup are the library. PathError, LibraryDamagedError."""
    try:
        with source.open("rb") as file:
            size = file.seek(0, os.SEEK_END) - _SEAL_BYTES
            file.seek(max(size, 0))
            seal = file.read()
            file.seek(0)
            digest = hashlib.sha256()
            while size > file.tell():
                digest.update(file.read(min(_CHUNK, size - file.tell())))
    except FileNotFoundError as error:
        raise PathError("restore_missing", path=str(source)) from error
    except OSError as error:
        raise PathError("path_unreadable", path=str(source)) from error
    if size <= 0 or seal != _SEAL + digest.hexdigest().encode() + b"\n":
        raise LibraryDamagedError("backup_damaged", path=str(source))
    return size


def _copy(source: Path, target: Path, size: int) -> None:
    with source.open("rb") as file, target.open("wb") as copy:
        while size > 0 and (chunk := file.read(min(_CHUNK, size))):
            copy.write(chunk)
            size -= len(chunk)
        copy.flush()
        os.fsync(copy.fileno())


def _opened(fresh: Path, source: Path) -> None:
    """Open what is to be restored, where it is not yet the library. LibraryDamagedError."""
    try:
        with closing(connect(fresh, 0)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise DamagedRowError(str(source))
    except (DamagedRowError, LibraryMissingError, sqlite3.DatabaseError) as error:
        if isinstance(error, sqlite3.OperationalError):  # the disk, not the file
            raise
        raise LibraryDamagedError("backup_damaged", path=str(source)) from error


@contextmanager
def _alone(folder: Path, wait_s: float) -> Iterator[None]:
    """Hold the library in place against everyone; where it is damaged or missing there is none to hold. LibraryLockedError.

    SQLite leaves its write-ahead log only where no other connection is open: a reader that went on with the old file would
    write its log over the new one's.
    """
    try:
        connection = connect(folder, wait_s)
    except (DamagedRowError, LibraryMissingError, sqlite3.DatabaseError):
        yield
        return
    with closing(connection):
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in (5, 6):  # busy, locked
                raise
            raise LibraryLockedError("restore_in_use", path=str(folder)) from error
        except sqlite3.DatabaseError:  # damaged further in
            pass
        yield


def _exchange(folder: Path, fresh: Path, aside: Path) -> None:
    """The new file in the place of the old one, at every moment either; the old one back where the new one does not open."""
    old = folder / FILE_NAME
    if old.exists():
        try:
            os.link(old, aside / FILE_NAME)
        except OSError:
            shutil.copy2(old, aside / FILE_NAME)
    (folder / LEXICAL_FOLDER / lexical.STAMP).unlink(missing_ok=True)  # it may name the generation of the restored library too
    folders.settle(folder / LEXICAL_FOLDER)
    logs = [folder / f"{FILE_NAME}{suffix}" for suffix in _LOG]
    kept = [log for log in logs if log.exists()]
    for log in kept:
        log.rename(aside / log.name)
    (fresh / FILE_NAME).replace(old)
    try:
        with closing(connect(folder, 0)) as connection:
            connection.execute("SELECT count(*) FROM documents").fetchone()
    except (YoujuError, DamagedRowError, sqlite3.Error):
        for name in (FILE_NAME, *(log.name for log in kept)):
            (aside / name).replace(folder / name)
        raise
