"""The process that parses what others wrote: started when first needed, one for many files, ended by the first that it cannot bear."""

from __future__ import annotations

import atexit
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qa.errors import ReadError, YoujuError
from qa.reading.errors import error_of
from qa.reading.limits import MB, Limits
from qa.reading.wire import BrokenFrameError, frame, read_frame, read_words, words

# -P: the folder we are in is no place to import from. The program's own is named, for it need not be installed.
_CODE = "import sys; sys.path.insert(0, sys.argv[1]); from qa.reading.child import serve; serve(float(sys.argv[2]))"
_ROOT = str(Path(__file__).resolve().parents[2])
IDLE_S = 30.0
"""Seconds without a file after which the process ends: a server that rarely reads one is not to hold it for ever."""
_WORD = 6
"""Bytes of JSON that a character of text may take: `\\u0000`."""
_CHUNK = 1 << 20


class Worker:
    """One process that reads files. Safe to use from several threads: one file at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0  # a fork must not write into the pipe of its parent
        self._lock = threading.Lock()

    def extract(self, raw: bytes, name: str, format: str, encoding: str | None, limits: Limits) -> dict[str, Any]:
        """What the process says of one file: its text and its front matter, as JSON. ReadError."""
        asked: dict[str, object] = {"do": "extract", "name": name, "format": format, "encoding": encoding}
        with self._lock:
            ((said, _),) = self._answers(asked, raw, name, limits)
            return said

    def unpack(self, raw: bytes, name: str, limits: Limits) -> list[tuple[dict[str, Any], bytes]]:
        """The members of a ZIP: what is said of each (its name, or an error), and its bytes. ReadError."""
        with self._lock:
            return self._answers({"do": "unpack", "name": name}, raw, name, limits)

    def stop(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.wait()

    def _answers(self, asked: dict[str, object], raw: bytes, name: str, limits: Limits) -> list[tuple[dict[str, Any], bytes]]:
        """All that is said. A process that had read other files and ends at this one may have ended of those, or been idle for too
        long: the file is given to a new one before it is held against the file."""
        request = words({**asked, "limits": asdict(limits)}) + frame(raw)
        while True:
            deadline = time.monotonic() + limits.seconds
            old = self._process is not None
            try:
                return list(self._told(self._sent(request, deadline), deadline, limits))
            except (BrokenFrameError, OSError) as error:
                ended = self._ended(name, limits, error, deadline)
                if not (old and ended.key == "reader_ended"):
                    raise ended from error
            except YoujuError as error:
                if error.key == "limit_memory_mb":  # it says so and ends
                    self.stop()
                raise
            except BaseException:  # broken off (Ctrl-C): what is still to come must not be taken for the next file's
                self.stop()
                raise

    def _told(self, process: subprocess.Popen[bytes], deadline: float, limits: Limits) -> Iterator[tuple[dict[str, Any], bytes]]:
        read, left = _Reading(process, deadline), limits.unpacked_mb * MB
        while True:
            said = read_words(read, limits.characters * _WORD + MB)
            if said.get("end"):
                return
            if "error" in said and not said.get("member"):
                raise error_of(said)
            content = read_frame(read, left) if said.get("bytes") else b""
            left -= len(content)
            yield said, content

    def _sent(self, request: bytes, deadline: float) -> subprocess.Popen[bytes]:
        """The process that took the request: the one there is, or, where that has ended meanwhile, another."""
        if self._process is not None and (self._process.poll() is not None or self._owner != os.getpid()):
            self.stop()
        if self._process is not None:
            try:
                _write(self._process, request, deadline)
                return self._process
            except BrokenPipeError:
                self.stop()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _CODE, _ROOT, str(IDLE_S)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
        )  # fmt: skip
        self._owner = os.getpid()
        _write(self._process, request, deadline)
        return self._process

    def _ended(self, name: str, limits: Limits, error: Exception, deadline: float) -> ReadError:
        """Why the process did not answer, from how it ended; it is ended where it still runs."""
        process = self._process
        late = time.monotonic() >= deadline
        try:
            code = None if process is None or late else process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            code = None
        self.stop()
        if late or code == -getattr(signal, "SIGXCPU", 0):
            return limits.exceeded("seconds", name)
        if str(error) == "long":
            return limits.exceeded("characters", name)
        return ReadError("reader_ended", name=name, limit=limits.memory_mb, setting="YOUJU_MAX_MEMORY_MB")


class _Reading:
    """`read(n)` of the process's words that gives up at the deadline."""

    def __init__(self, process: subprocess.Popen[bytes], deadline: float) -> None:
        assert process.stdout is not None
        self._pipe, self._deadline = process.stdout.fileno(), deadline

    def __call__(self, count: int) -> bytes:
        found = bytearray()
        while len(found) < count:
            _wait(self._pipe, select.POLLIN, self._deadline)
            piece = os.read(self._pipe, min(_CHUNK, count - len(found)))
            if not piece:
                break
            found += piece
        return bytes(found)


def _write(process: subprocess.Popen[bytes], request: bytes, deadline: float) -> None:
    assert process.stdin is not None
    pipe, rest = process.stdin.fileno(), memoryview(request)
    os.set_blocking(pipe, False)
    while rest:
        _wait(pipe, select.POLLOUT, deadline)
        rest = rest[os.write(pipe, rest[:_CHUNK]) :]


def _wait(pipe: int, event: int, deadline: float) -> None:
    """Until the pipe is ready. BrokenFrameError at the deadline."""
    left = deadline - time.monotonic()
    ready = select.poll()  # unlike select(), for any number of open files
    ready.register(pipe, event)
    if left <= 0 or not ready.poll(left * 1000):
        raise BrokenFrameError("late")


WORKER = Worker()
"""The one of this program: it is the same for every library."""
atexit.register(WORKER.stop)
