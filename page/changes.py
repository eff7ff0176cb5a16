"""How the library is changed from the page: files in, documents out; what is sent is checked here, name by name."""

from __future__ import annotations

import json
import secrets
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from starlette.datastructures import UploadFile

from page.desk import Desk
from qa.engine import AddReport, Progress
from qa.errors import PathError, UsageError, YoujuError
from qa.reading.formats import ARTICLE_SUFFIXES
from qa.render import is_unicode

FILES = 50
"""Files of one upload."""
LARGEST = 20 * 1024 * 1024
"""Bytes of one file: an article has some ten thousand, a long book a million, a PDF of a paper's page some million."""
BODY = 64 * 1024 * 1024
"""Bytes of one upload."""
NAME = 200
"""Bytes of a file's name in UTF-8; file systems take 255."""


class CancelledError(Exception):
    """The visitor has called the upload off: nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The files of one upload by name, in their order, and those refused by their name or size alone."""

    files: dict[str, bytes] = field(default_factory=dict)
    refused: list[tuple[str, YoujuError]] = field(default_factory=list)


class Keeper:
    """Puts files into the library, one upload at a time. They pass through the folder `staging`, which is not there before and after."""

    def __init__(self, desk: Desk, staging: Path) -> None:
        self._desk, self._staging = desk, staging
        self._busy = threading.Lock()
        self._jobs: dict[str, threading.Event] = {}

    def overwritten(self, files: Mapping[str, bytes]) -> list[str]:
        """Names that the library holds with other bytes, in the order of the files."""
        held = {each.name: each.sha256 for each in self._desk.documents()}
        return [name for name, raw in files.items() if name in held and held[name] != sha256(raw).hexdigest()]

    def begin(self) -> str:
        """The name of a new upload, by which it can be called off. UsageError while another is going on."""
        if not self._busy.acquire(blocking=False):
            raise UsageError("page_add_busy")
        job = secrets.token_urlsafe(12)
        self._jobs[job] = threading.Event()
        return job

    def cancel(self, job: str) -> bool:
        """Call an upload off, at its next step. False where there is none of that name, or no longer."""
        event = self._jobs.get(job)
        if event is not None:
            event.set()
        return event is not None

    def add(self, job: str, files: Mapping[str, bytes], progress: Progress) -> AddReport:
        """Add the files and end the upload. CancelledError: nothing was added. Raises as `Library.add`."""
        called_off = self._jobs[job]

        def show(stage: str, done: int, total: int) -> None:
            if called_off.is_set():
                raise CancelledError
            progress(stage, done, total)

        try:
            with self._staged(files) as paths:
                return self._desk.add(paths, show)
        finally:
            del self._jobs[job]
            self._busy.release()

    @contextmanager
    def _staged(self, files: Mapping[str, bytes]) -> Iterator[list[Path]]:
        """The files on disk, and none of another upload, which may have been killed. The folder is always the same, for the library
        notes the folders that its files came from."""
        shutil.rmtree(self._staging, ignore_errors=True)
        self._staging.mkdir()
        try:
            for name, raw in files.items():
                (self._staging / name).write_bytes(raw)
            yield [self._staging / name for name in files]
        finally:
            shutil.rmtree(self._staging, ignore_errors=True)


async def received(parts: Sequence[UploadFile]) -> Sent:
    """What was sent, names and sizes checked. A name comes percent-encoded, so that no quote or line end of it is lost."""
    sent = Sent()
    for part in parts:
        name = unquote(part.filename or "", errors="surrogateescape")
        error: YoujuError | None = _wrong(name)
        if error is None and (part.size is None or part.size > LARGEST):
            error = PathError("page_add_file_too_large", name=name, limit=LARGEST // 1024**2)
        if error is None and name in sent.files:
            error = PathError("name_twice", name=name)
        if error is None:
            sent.files[name] = await part.read()
        else:
            sent.refused.append((name, error))
    return sent


def _wrong(name: str) -> YoujuError | None:
    """Why no document can have that name."""
    if not is_unicode(name):
        return PathError("name_not_text", path=name)
    if not name or name.startswith(".") or any(each in name for each in "/\\\0") or len(name.encode("utf-8")) > NAME:
        return PathError("page_add_name", name=name[:NAME])
    if Path(name).suffix.lower() not in ARTICLE_SUFFIXES:
        return PathError("page_add_kind", name=name, kinds=" ".join(ARTICLE_SUFFIXES))
    return None


def ids_of(body: bytes) -> list[str] | None:
    """The ids of a request to remove; None where it is none."""
    try:
        sent = json.loads(body)
    except ValueError:
        return None
    ids = sent.get("documents") if isinstance(sent, dict) else None
    return ids if isinstance(ids, list) and ids and all(isinstance(each, str) for each in ids) else None
