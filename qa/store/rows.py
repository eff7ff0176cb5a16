"""Domain objects to columns and back. What cannot be read back is a DamagedRowError."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from qa.annotations import Annotations
from qa.clean import Extract
from qa.reading.edited import Edits, edited
from qa.reading.metadata import FIELDS, merge
from qa.reading.offsets import CODECS
from qa.store.database import DamagedRowError
from qa.types import Document, Dropped, Format, FrontMatter, Kind, Origin, Paragraph, Reason, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SPAN = struct.Struct("<qq")
_TEXT = (str, type(None))


@dataclass(frozen=True, slots=True)
class Settings:
    """What a library was made with. Vectors of another encoder, or paragraphs of other settings, must not be mixed in."""

    encoder: str
    digest: str
    dimension: int
    chunking: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document before it is embedded.

    `document.front` is `edits` (a reader's) before `given` (a librarian's, None where there is none) before `inferred`; the three
    are kept apart, so that each can change without the others.
    """

    document: Document
    inferred: FrontMatter
    given: FrontMatter | None
    raw: bytes
    paragraphs: tuple[Paragraph, ...]
    dropped: tuple[Dropped, ...]
    annotations: Annotations
    edits: Edits = field(default_factory=dict, kw_only=True)
    taken: Extract | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Entry(Prepared):
    """A document with all that is kept of it; `vectors` is float32 (paragraphs, dimension), and is kept in float16."""

    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Original:
    """What a library is rebuilt from; `taken` is the text that was taken out of the file, None where there is none or it is damaged."""

    name: str
    sha256: str
    encoding: str
    given: FrontMatter | None
    raw: bytes
    taken: Extract | None = None


def original_of(row: tuple[str, str, str, str | None, bytes], taken: Extract | None = None) -> Original:
    """From name, sha256, encoding, given, raw."""
    typed(row, str, str, str, _TEXT, bytes)
    name, sha256, encoding, given, raw = row
    return Original(name, sha256, encoding, front_of(given), raw, taken)


def spans_to_blob(spans: Iterable[Span]) -> bytes:
    """Pairs of little-endian 64-bit numbers."""
    return b"".join(_SPAN.pack(*span) for span in spans)


def spans_of(blob: bytes) -> tuple[Span, ...]:
    """The inverse of `spans_to_blob`."""
    try:
        return tuple((start, end) for start, end in _SPAN.iter_unpack(blob))
    except (struct.error, TypeError) as error:
        raise DamagedRowError("spans") from error


def front_to_json(front: FrontMatter | None) -> str | None:
    """NULL where there is none."""
    return None if front is None else json.dumps(asdict(front), ensure_ascii=False, sort_keys=True)


def front_of(text: str | None) -> FrontMatter | None:
    """The inverse of `front_to_json`."""
    if text is None:
        return None
    try:
        fields = json.loads(text)
        fields["places"] = tuple(fields["places"])
        fields["origins"] = {name: Origin(origin) for name, origin in fields["origins"].items()}
        return FrontMatter(**fields)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedRowError("front matter") from error


def typed(row: Sequence[object], *kinds: type | tuple[type, ...]) -> None:
    """DamagedRowError unless the columns are of these types: SQLite keeps a value's type beside it, and takes any."""
    if not all(isinstance(value, kind) for value, kind in zip(row, kinds, strict=True)):
        raise DamagedRowError("type")


def edits_to_json(edits: Edits) -> str:
    """Compact, the same for the same edits."""
    return json.dumps(edits, ensure_ascii=False, sort_keys=True)


def edits_of(text: str | None) -> Edits:
    """The inverse of `edits_to_json`; none where there is no row."""
    if text is None:
        return {}
    typed((text,), str)
    try:
        edits = {name: tuple(values) for name, values in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise DamagedRowError("edits") from error
    if not all(name in FIELDS and all(isinstance(value, str) for value in values) for name, values in edits.items()):
        raise DamagedRowError("edits")
    return edits


def document_of(row: tuple[str, str, str, str, int, str, str | None, str | None, str | None, str | None]) -> Document:
    """From id, name, sha256, encoding, size, inferred, given, edits; of the extracted text format and digest, NULL where there is none."""
    typed(row, str, str, str, str, int, str, _TEXT, _TEXT, _TEXT, _TEXT)
    held, name, sha256, encoding, size, inferred, given, edits, format, digest = row
    front = front_of(inferred)
    if encoding not in CODECS:
        raise DamagedRowError("encoding")
    if front is None:
        raise DamagedRowError("front matter")
    try:
        kind = Format.TEXT if format is None else Format(format)
    except ValueError as error:
        raise DamagedRowError("format") from error
    if (digest is None) != (kind is Format.TEXT):
        raise DamagedRowError("format")
    return Document(held, name, sha256, encoding, size, edited(merge(front_of(given), front), edits_of(edits)), kind, digest)


def paragraph_of(row: tuple[str, int, str, str, str, bytes], sections: Mapping[str, tuple[str, ...]]) -> Paragraph:
    """From document, ordinal, kind, section, text, spans; `sections` holds those already read, by their column."""
    typed(row, str, int, str, str, str, bytes)
    document, ordinal, kind, section, text, spans = row
    try:
        path = sections[section] if section in sections else tuple(map(str, json.loads(section)))
        return Paragraph(document, ordinal, Kind(kind), path, text, spans_of(spans))
    except (ValueError, TypeError) as error:
        raise DamagedRowError("paragraph") from error


def dropped_of(row: tuple[str, str, bytes]) -> Dropped:
    """From reason, text, spans."""
    typed(row, str, str, bytes)
    reason, text, spans = row
    try:
        return Dropped(Reason(reason), text, spans_of(spans))
    except ValueError as error:
        raise DamagedRowError("dropped") from error


def vectors_of(blobs: Sequence[bytes], dimension: int) -> NDArray[np.float16]:
    """The rows of several documents, one after another."""
    import numpy as np

    typed(blobs, *[bytes] * len(blobs))
    joined = b"".join(blobs)
    if len(joined) % (2 * dimension):
        raise DamagedRowError("vectors")
    return np.frombuffer(joined, "<f2").reshape(-1, dimension)
