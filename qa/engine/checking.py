"""Whether a library is what this program wrote: every byte, paragraph, vector and annotation of it, and its indexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from qa import lexical
from qa.annotations import Annotation, Annotations
from qa.cite import verify
from qa.engine.prepare import CHUNKING, prepare_again, sha256_of
from qa.engine.writing import LEXICAL_FOLDER
from qa.errors import LibraryDamagedError, NotFoundError, SettingsMismatchError, YoujuError
from qa.store import WAIT_S, Original, Settings, Store, View
from qa.store.database import DamagedRowError
from qa.types import Document, Dropped, Paragraph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BLANK = "\ufeff\u200b"  # what no paragraph holds besides white space: marks of no width


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was looked at and what is wrong: each problem is one sentence that names the command which mends it."""

    documents: int
    paragraphs: int
    problems: tuple[YoujuError, ...]


def check(folder: Path, *, wait_s: float = WAIT_S) -> CheckReport:
    """Look at everything. Changes nothing. LibraryMissingError, LibraryLockedError, LibraryError (it cannot be read at all)."""
    problems: list[YoujuError] = []
    counts = [0, 0]
    try:
        with closing(Store(folder, wait_s=wait_s)) as store, store.snapshot() as view:
            for problem in _problems(view, folder, counts):
                problems.append(problem)
    except (LibraryDamagedError, SettingsMismatchError) as error:
        problems.append(error)
    return CheckReport(counts[0], counts[1], tuple(problems))


def _problems(view: View, folder: Path, counts: list[int]) -> Iterator[YoujuError]:
    """All that is wrong, the file first; `counts` documents and paragraphs on the way."""
    for fault in view.faults()[:1]:
        yield LibraryDamagedError("check_sqlite", path=str(folder), fault=fault)
    try:
        generation, documents, _ = view.generation, view.documents(), view.folders()
    except DamagedRowError:
        yield LibraryDamagedError("library_damaged", path=str(folder))
        return
    try:
        settings = view.settings()
    except DamagedRowError:
        settings = None
    if settings is None and documents:
        yield LibraryDamagedError("check_settings", path=str(folder))
    for document in documents:
        counts[0] += 1
        key = _bytes(view, document)
        if key is None:
            yield from _derived(view, document, settings, counts)
        else:
            yield LibraryDamagedError(key, name=document.name)
    for version in view.versions():
        if sha256_of(view.version(version.name, version.generation)[1].raw) != version.sha256:
            yield LibraryDamagedError("check_version", name=version.label)
    try:
        if generation:  # no index is made of a library that never held anything
            lexical.check_either(folder / LEXICAL_FOLDER, generation)
    except lexical.StaleIndexError:
        yield LibraryDamagedError("check_lexical", path=str(folder))


def _bytes(view: View, document: Document) -> str | None:
    """The message that fits where the document's bytes are not the ones that were added."""
    try:
        raw = view.raw(document.id)
    except NotFoundError:
        return "check_bytes"
    told = document.sha256, document.id, document.size
    found = sha256_of(raw)
    if told != (found, found[:16], len(raw)):
        return "check_bytes"
    return None if document.extracted is None or view.taken(document.sha256) is not None else "check_text"


def _derived(view: View, document: Document, settings: Settings | None, counts: list[int]) -> Iterator[YoujuError]:
    """What is wrong with what was made of a document's bytes; all of it can be made anew."""
    found = 0
    for problem in _parts(view, document, settings.dimension if settings else None, counts):
        found += 1
        yield problem
    if not found and settings is not None and settings.chunking == CHUNKING and not _as_made(view, document):
        yield LibraryDamagedError("check_derived", name=document.name)


def _as_made(view: View, document: Document) -> bool:
    """Whether all but the vectors is what is made of the bytes now, so that no title, date or section was changed either."""
    try:
        raw, given, taken = view.raw(document.id), view.given(document.id), view.taken(document.sha256)
        original = Original(document.name, document.sha256, document.encoding, given, raw, taken)
        made = prepare_again(original, view.edits(document.id))
        held = tuple(view.paragraphs(document.id)), view.dropped(document.id), view.annotations(document.id)
    except (YoujuError, DamagedRowError):  # what could be read when it was added
        return False
    return (document, *held) == (made.document, made.paragraphs, made.dropped, made.annotations)


def _parts(view: View, document: Document, dimension: int | None, counts: list[int]) -> Iterator[YoujuError]:
    try:
        paragraphs, dropped = view.paragraphs(document.id), view.dropped(document.id)
    except DamagedRowError:
        yield LibraryDamagedError("check_paragraphs", name=document.name)
        return
    counts[1] += len(paragraphs)
    if not covers(view.text(document.id), document, paragraphs, dropped):
        yield LibraryDamagedError("check_paragraphs", name=document.name)
    try:
        sound = dimension is None or _finite(view.vectors(dimension, document.id), len(paragraphs))
    except DamagedRowError:
        sound = False
    if not sound:
        yield LibraryDamagedError("check_vectors", name=document.name)
    try:
        sound = _inside(view.annotations(document.id), paragraphs)
    except (DamagedRowError, NotFoundError):
        sound = False
    if not sound:
        yield LibraryDamagedError("check_annotations", name=document.name)


def covers(raw: bytes, document: Document, paragraphs: Sequence[Paragraph], dropped: Sequence[Dropped]) -> bool:
    """Whether each text is what its spans of the bytes say, and every byte but white space is in exactly one of them."""
    if [paragraph.ordinal for paragraph in paragraphs] != list(range(len(paragraphs))):
        return False
    texts = [(each.text, each.spans) for each in paragraphs] + [(each.text, each.spans) for each in dropped]
    if not all(verify(raw, document.encoding, text, spans) for text, spans in texts):
        return False
    edge = 0
    rest = []
    for start, end in sorted(chain.from_iterable(spans for _, spans in texts)):
        if start < edge:
            return False
        rest.append(raw[edge:start])
        edge = end
    try:
        return not "".join(piece.decode(document.encoding) for piece in (*rest, raw[edge:])).strip().strip(_BLANK).strip()
    except UnicodeDecodeError:
        return False


def _finite(vectors: NDArray[np.float16], count: int) -> bool:
    import numpy as np

    return len(vectors) == count and bool(np.isfinite(vectors).all())


def _inside(annotations: Annotations, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the annotations are of these paragraphs, and each slice inside its text."""
    lengths = [len(paragraph.text) for paragraph in paragraphs]
    ordinals = [each.ordinal for each in annotations.paragraphs]
    if len(set(ordinals)) != len(ordinals) or not set(ordinals) <= set(range(len(lengths))):
        return False
    return all(0 <= start < end <= lengths[each.ordinal] for each in annotations.paragraphs for start, end in _slices(each))


def _slices(annotation: Annotation) -> Iterator[tuple[int, int]]:
    yield from ((each.start, each.end) for each in annotation.places)
    yield from ((each.start, each.end) for each in annotation.times)
    for figure in annotation.figures:
        yield figure.start, figure.end
        yield from (named for named in (figure.indicator, figure.subject) if named is not None)
