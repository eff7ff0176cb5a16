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

FILES = 500
"""Files of one upload: a folder of articles."""
LARGEST = 20 * 1024 * 1024
"""Bytes of one file: an article has some ten thousand, a long book a million, a PDF of a paper's page some million."""
BODY = 64 * 1024 * 1024
"""Bytes of one upload."""
NAME = 200
"""Bytes of a name in UTF-8, of the file and of each folder that it is in; file systems take 255."""
DEEP = 8
"""Parts of a name: folders in folders, and the file."""


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
            with self._staged(files) as folder:
                return self._desk.add([folder], show)
        finally:
            del self._jobs[job]
            self._busy.release()

    @contextmanager
    def _staged(self, files: Mapping[str, bytes]) -> Iterator[Path]:
        """A folder that holds the files, and none of another upload, which may have been killed. It is always the same, for the
        library notes the folders that its files came from."""
        shutil.rmtree(self._staging, ignore_errors=True)
        self._staging.mkdir()
        try:
            for name, raw in files.items():
                path = self._staging / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(raw)
            yield self._staging
        finally:
            shutil.rmtree(self._staging, ignore_errors=True)


async def received(parts: Sequence[UploadFile]) -> Sent:
    """What was sent, names and sizes checked. A name comes percent-encoded, so that no quote or line end of it is lost; that of a file
    in a folder is its path in that folder, as `Library.add` names it."""
    sent = Sent()
    folders: set[str] = set()
    for part in parts:
        name = unquote(part.filename or "", errors="surrogateescape")
        error: YoujuError | None = _wrong(name)
        if error is None and (part.size is None or part.size > LARGEST):
            error = PathError("page_add_file_too_large", name=name, limit=LARGEST // 1024**2)
        above = [] if error else ["/".join(name.split("/")[:depth]) for depth in range(1, name.count("/") + 1)]
        if error is None and (name in folders or any(each in sent.files for each in (name, *above))):
            error = PathError("name_twice", name=name)  # or one is a file where the other is in a folder
        if error is None:
            folders.update(above)
            sent.files[name] = await part.read()
        else:
            sent.refused.append((name, error))
    return sent


def _wrong(name: str) -> YoujuError | None:
    """Why no document can have that name: a path stays in its folder, and no part of it is hidden."""
    if not is_unicode(name):
        return PathError("name_not_text", path=name)
    parts = name.split("/")
    if len(parts) > DEEP or not all(map(_is_clean, parts)):
        return PathError("page_add_name", name=name[:NAME])
    if Path(name).suffix.lower() not in ARTICLE_SUFFIXES:
        return PathError("page_add_kind", name=name, kinds=" ".join(ARTICLE_SUFFIXES))
    return None


def _is_clean(part: str) -> bool:
    """Whether a file or a folder can have that name: no part is empty, `.` or `..`, or hidden."""
    return bool(part) and not part.startswith(".") and not any(each in part for each in "\\\0") and len(part.encode("utf-8")) <= NAME


def ids_of(body: bytes) -> list[str] | None:
    """The ids of a request to remove; None where it is none."""
    try:
        sent = json.loads(body)
    except ValueError:
        return None
    ids = sent.get("documents") if isinstance(sent, dict) else None
    return ids if isinstance(ids, list) and ids and all(isinstance(each, str) for each in ids) else None
