"""A library made equal to a folder, once or as long as one watches; and a version brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qa.engine.gather import Progress, gather
from qa.engine.prepare import note_again, prepare_again, sha256_of
from qa.engine.writing import AddReport, carry_out, changes, check_settings, embed, index_again, settings_of
from qa.errors import LibraryDamagedError, PathError, UsageError, YoujuError
from qa.reading.edited import Edits
from qa.reading.files import sources
from qa.reading.metadata import FILE_NAME
from qa.store import Draft, Fate, Store
from qa.types import Document

if TYPE_CHECKING:
    from embeddings.encoder import Encoder

Fingerprint = tuple[tuple[str, int, int], ...]
"""Name, size and time of change in nanoseconds of each file of a folder: what shows that one must be read again."""


def equalise(store: Store, folder: Path, encoder: Encoder, progress: Progress, *, dry_run: bool) -> AddReport:
    """Make the library equal to the folder in one transaction, or (`dry_run`) only say what that would do.

    PathError where the folder is missing or holds no article: a disk that is not mounted must not empty the library.
    """
    if not folder.is_dir():
        raise PathError("sync_no_folder", path=str(folder))
    sources(folder)  # raises where it holds none
    gathered = gather([folder], progress)
    with store.snapshot() if dry_run else store.writing() as state:
        check_settings(state, settings_of(encoder), store.folder)
        change = changes(state, gathered, None, progress, whole=True)
        if isinstance(state, Draft):
            carry_out(state, store.folder, change, encoder, progress)
    return change.report


def restored(draft: Draft, folder: Path, name: str, generation: int, encoder: Encoder, progress: Progress) -> Document:
    """Bring a version back under its name, as it was; what goes by that name now becomes a version in the same step.

    NotFoundError, LibraryDamagedError (its bytes are not those that were kept), UsageError (the library holds it already).
    """
    check_settings(draft, settings_of(encoder), folder)
    version, original = draft.version(name, generation)
    if sha256_of(original.raw) != version.sha256:
        raise LibraryDamagedError("check_version", name=version.label)
    held = {document.id: document for document in draft.documents()}
    again = held.get(version.sha256[:16])
    if again is not None and again.name != name:
        raise UsageError("version_held_elsewhere", name=version.label, other=again.name)
    if again is not None and again.encoding == version.encoding:
        raise UsageError("version_held", name=version.label)
    prepared = prepare_again(replace(original, name=name), draft.edits(version.sha256[:16]))
    draft.make_with(settings_of(encoder))
    draft.remove([each for each, document in held.items() if document.name == name], Fate.REPLACED)
    draft.forget([(name, generation)])
    for entry in embed([prepared], encoder, progress):
        draft.put(replace(entry, document=replace(entry.document, name=name)))
        draft.arrive(entry.document.id, datetime.now(UTC))
    index_again(draft, folder, None, progress)
    return draft.document(name)


def amended(draft: Draft, folder: Path, name: str, edits: Edits, cleared: Sequence[str]) -> Document:
    """Set fields of a document's front matter right, and take back what was set in others. NotFoundError."""
    document = draft.document(name)
    held = draft.edits(document.id)
    after = {field: values for field, values in {**held, **edits}.items() if field in edits or field not in cleared}
    if after != held:
        draft.edit(document.id, after)
        note_again(draft, document.id)
        index_again(draft, folder, (), lambda stage, done, total: None)
    return draft.document(document.id)


def split_label(label: str) -> tuple[str, int]:
    """`NAME@7` as people type it. UsageError where it is none."""
    name, mark, number = label.rpartition("@")
    if not (mark and name and number.isascii() and number.isdigit()):
        raise UsageError("version_label", name=label)
    return name, int(number)


def fingerprint(folder: Path) -> Fingerprint:
    """Of every article of the folder and its `metadata.toml`; empty where there is none."""
    try:
        found = [(source.name, source.path) for source in sources(folder)]
    except PathError:
        return ()
    return tuple(_seen(name, path) for name, path in [*found, (FILE_NAME, folder / FILE_NAME)])


def _seen(name: str, path: Path) -> tuple[str, int, int]:
    try:
        state = path.stat()
    except OSError:  # gone between the two looks, or shut
        return name, -1, -1
    return name, state.st_size, state.st_mtime_ns


def watch(folder: Path, sync: Callable[[], AddReport], pause: Callable[[], None]) -> Iterator[AddReport | YoujuError]:
    """Make the library equal now, and again whenever the folder has changed and then stood still for one `pause`.

    Ends only with its caller (or KeyboardInterrupt). An error (the library is locked, the folder is away) is yielded once,
    and tried again after every pause.
    """
    taken: Fingerprint | None = None
    last: Fingerprint | None = None
    said = ""
    while True:
        seen = fingerprint(folder)
        if seen != taken and (taken is None or seen == last):
            try:
                report = sync()
                taken, said = seen, ""
                yield report
            except YoujuError as error:
                if str(error) != said:
                    said = str(error)
                    yield error
        last = seen
        pause()
