"""A file's bytes to everything that is kept of it but its vectors."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from types import MappingProxyType

from qa.annotate import annotate
from qa.annotations import Annotations
from qa.clean import Extract
from qa.paragraphs import LONG, LONGEST, SHORTEST, paragraphs
from qa.reading import decode
from qa.reading.edited import Edits, edited
from qa.reading.extract import decoded, extract, text_digest
from qa.reading.formats import format_of
from qa.reading.metadata import merge
from qa.store import Draft, Original, Prepared
from qa.text import reconstruct
from qa.types import Document, Format, FrontMatter, Origin, Paragraph

# The numbers count up with every change of reconstruction, of paragraphs or of annotations that a library is to be made anew for.
CHUNKING = f"2: {SHORTEST} to {LONG}, at most {LONGEST}; annotations 4"


def sha256_of(raw: bytes) -> str:
    """64 hexadecimal digits; the first 16 are the document's id."""
    return hashlib.sha256(raw).hexdigest()


_NO_EDITS: Edits = MappingProxyType({})


def prepare(
    raw: bytes, name: str, encoding: str | None, given: FrontMatter | None, edits: Edits = _NO_EDITS, taken: Extract | None = None
) -> Prepared:
    """Decode (or take the text out), reconstruct, cut into paragraphs; `document.name` is the file's and may be another when it is put.

    `taken` is the text that was taken out of the file before, and is used as it is. Raises as `decode` and `extract`.
    """
    sha256 = sha256_of(raw)
    taken = taken or extract(raw, name, encoding)
    found = decode(raw, name, encoding) if taken is None else decoded(taken)
    clean = reconstruct(found.text)
    front = clean.front if taken is None else merge(taken.front, clean.front)
    kept, dropped = paragraphs(sha256[:16], clean, found)
    annotations = annotate(kept, edited(merge(given, front), edits))
    inferred = about(front, annotations)
    format, digest = (Format.TEXT, None) if taken is None else (taken.format, text_digest(taken))
    whole = edited(merge(given, inferred), edits)
    document = Document(sha256[:16], name, sha256, found.encoding, len(raw), whole, format, digest)
    return Prepared(document, inferred, given, raw, kept, dropped, annotations, edits=edits, taken=taken)


def prepare_again(original: Original, edits: Edits) -> Prepared:
    """What a library holds, made anew: a text that was taken out of its file is used as it is kept, or, damaged, taken out anew."""
    encoding = original.encoding if format_of(original.name, original.raw) is Format.TEXT else None  # that of the text, not of the page
    return prepare(original.raw, original.name, encoding, original.given, edits, original.taken)


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
