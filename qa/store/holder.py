"""Who writes to a library: a note beside it, for the one who waits in vain. The lock itself is SQLite's and goes with its process."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

FILE_NAME = "writer.json"


@dataclass(frozen=True, slots=True)
class Holder:
    """A process by its number and machine, and the local time at which it began to write."""

    pid: int
    host: str
    since: str


@contextmanager
def holding(folder: Path) -> Iterator[None]:
    """Leave the note for as long as one writes. Nothing depends on it: where it cannot be written there is none."""
    path = folder / FILE_NAME
    mine = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now().isoformat(" ", "seconds")}
    with suppress(OSError):
        path.write_text(json.dumps(mine), encoding="utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def holder(folder: Path) -> Holder | None:
    """Who left the note; None where there is none, or none that can be true: of a process that is no more, on this machine."""
    try:
        told = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        found = Holder(int(told["pid"]), str(told["host"]), str(told["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if found.pid < 1 or (found.host == socket.gethostname() and not _lives(found.pid)):
        return None
    return found


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:  # another user's
        return True
    except (OSError, OverflowError):
        return False
    return True
