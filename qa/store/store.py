"""A library folder opened: snapshots to read, one transaction at a time to write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from qa.errors import LibraryLockedError, LibraryMissingError, SettingsMismatchError
from qa.store.database import FORMAT, connect, create, is_locked, our_errors
from qa.store.draft import Draft
from qa.store.holder import holder, holding
from qa.store.turns import Turns
from qa.store.view import View

# How long a writer waits for another before it says so: about what a person waits for a command.
WAIT_S = 5.0


class Store:
    """The library in a folder. Reading never waits for a writer; of two writers, the second waits `wait_s` seconds."""

    def __init__(self, folder: Path, *, make: bool = False, wait_s: float = WAIT_S) -> None:
        """Raises LibraryMissingError (unless `make`), LibraryDamagedError, LibraryLockedError, LibraryError."""
        self.folder = folder
        self._wait_s = wait_s
        self._lock = Turns()
        with our_errors(folder):
            try:
                self._reading = connect(folder, wait_s)
            except LibraryMissingError:
                if not make:
                    raise
                create(folder, wait_s)
                self._reading = connect(folder, wait_s)

    def close(self) -> None:
        """Let go of the folder."""
        self._reading.close()

    def vacuum(self) -> int:
        """Let go of every version, write the file anew without them and empty its log, which may still hold them; how many.

        LibraryLockedError where a reader of another process keeps the log from being emptied.
        """
        with self.writing() as draft:
            count = len(draft.versions())
            draft.forget()
        with self._lock, our_errors(self.folder), closing(connect(self.folder, self._wait_s)) as connection:
            connection.execute("VACUUM")
            if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise LibraryLockedError("library_read", path=str(self.folder))
        return count

    @contextmanager
    def snapshot(self) -> Iterator[View]:
        """The library as it is at the first look, whatever others commit meanwhile. One thread at a time; not nested."""
        with self._lock, our_errors(self.folder):
            self._reading.execute("BEGIN")
            try:
                self._check_format(self._reading)
                yield View(self._reading)
            finally:
                if self._reading.in_transaction:
                    self._reading.execute("ROLLBACK")

    @contextmanager
    def writing(self, *, any_format: bool = False) -> Iterator[Draft]:
        """The one writer's transaction: committed at the end if the draft was advanced, undone on any error or kill.

        LibraryLockedError names who writes for longer than the wait.
        """
        with our_errors(self.folder), closing(connect(self.folder, self._wait_s)) as connection:
            self._begin(connection)
            with holding(self.folder):
                if not any_format:
                    self._check_format(connection)
                draft = Draft(connection)
                yield draft
                connection.execute("COMMIT" if draft.changed else "ROLLBACK")
                draft.settle()

    def _begin(self, connection: sqlite3.Connection) -> None:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            other = holder(self.folder) if is_locked(error) else None
            if other is None:
                raise
            path = str(self.folder)
            raise LibraryLockedError("library_locked_by", path=path, pid=other.pid, host=other.host, since=other.since) from error

    def _check_format(self, connection: sqlite3.Connection) -> None:
        held = connection.execute("PRAGMA user_version").fetchone()[0]
        if held != FORMAT:
            raise SettingsMismatchError("library_format", path=str(self.folder), held=held, wanted=FORMAT)
