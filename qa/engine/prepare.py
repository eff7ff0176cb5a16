"""A file's bytes to everything that is kept of it but its vectors."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from types import MappingProxyType

from qa.annotate import annotate
from qa.annotations import Annotations
from qa.paragraphs import LONG, LONGEST, SHORTEST, paragraphs
from qa.reading import decode
from qa.reading.edited import Edits, edited
from qa.reading.metadata import merge
from qa.store import Draft, Prepared
from qa.text import reconstruct
from qa.types import Document, FrontMatter, Origin, Paragraph

# The numbers count up with every change of reconstruction, of paragraphs or of annotations that a library is to be made anew for.
CHUNKING = f"2: {SHORTEST} to {LONG}, at most {LONGEST}; annotations 1"


def sha256_of(raw: bytes) -> str:
    """64 hexadecimal digits; the first 16 are the document's id."""
    return hashlib.sha256(raw).hexdigest()


_NO_EDITS: Edits = MappingProxyType({})


def prepare(raw: bytes, name: str, encoding: str | None, given: FrontMatter | None, edits: Edits = _NO_EDITS) -> Prepared:
    """Decode, reconstruct, cut into paragraphs; `document.name` is the file's and may be another when it is put.

    Raises EmptyFileError, BinaryFileError, DecodeError.
    """
    sha256 = sha256_of(raw)
    decoded = decode(raw, name, encoding)
    clean = reconstruct(decoded.text)
    kept, dropped = paragraphs(sha256[:16], clean, decoded)
    annotations = annotate(kept, edited(merge(given, clean.front), edits))
    inferred = about(clean.front, annotations)
    document = Document(sha256[:16], name, sha256, decoded.encoding, len(raw), edited(merge(given, inferred), edits))
    return Prepared(document, inferred, given, raw, kept, dropped, annotations, edits=edits)


def about(front: FrontMatter, annotations: Annotations) -> FrontMatter:
    """The front matter with the place that the annotations find the document to be about, marked as inferred."""
    place = annotations.about
    if front.places or place is None:
        return front
    return replace(front, places=(place.name + place.local,), origins={**front.origins, "places": Origin.INFERRED})


def note_again(draft: Draft, document_id: str) -> None:
    """What follows from a document's front matter, since other things are given or set right now."""
    inferred = draft.inferred(document_id)
    if inferred.origins.get("places") is Origin.INFERRED:  # `about` put it there
        inferred = replace(inferred, places=(), origins={k: v for k, v in inferred.origins.items() if k != "places"})
    front = edited(merge(draft.given(document_id), inferred), draft.edits(document_id))
    annotations = annotate(draft.paragraphs(document_id), front)
    draft.infer(document_id, about(inferred, annotations))
    draft.note(document_id, annotations)


def embedding_text(document: Document, paragraph: Paragraph) -> str:
    """What is embedded of a paragraph: its text, with nothing before it."""
    return paragraph.text
