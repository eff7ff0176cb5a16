"""A file's bytes to everything that is kept of it but its vectors."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from qa.annotate import annotate
from qa.annotations import Annotations
from qa.paragraphs import LONG, LONGEST, SHORTEST, paragraphs
from qa.reading import decode
from qa.reading.extract import decoded, extract, text_digest
from qa.reading.formats import format_of
from qa.reading.metadata import merge
from qa.store import Original, Prepared
from qa.text import reconstruct
from qa.types import Document, Extract, Format, FrontMatter, Origin, Paragraph

# The numbers count up with every change of reconstruction, of paragraphs or of annotations that a library is to be made anew for.
CHUNKING = f"1: {SHORTEST} to {LONG}, at most {LONGEST}; annotations 1"


def sha256_of(raw: bytes) -> str:
    """64 hexadecimal digits; the first 16 are the document's id."""
    return hashlib.sha256(raw).hexdigest()


def prepare(raw: bytes, name: str, encoding: str | None, given: FrontMatter | None, taken: Extract | None = None) -> Prepared:
    """Decode (or take the text out), reconstruct, cut into paragraphs; `document.name` is the file's and may be another when it is put.

    `taken` is the text that was taken out of the file before, and is used as it is. Raises as `decode` and `extract`.
    """
    sha256 = sha256_of(raw)
    taken = taken or extract(raw, name, encoding)
    found = decode(raw, name, encoding) if taken is None else decoded(taken)
    clean = reconstruct(found.text)
    front = clean.front if taken is None else merge(taken.front, clean.front)
    kept, dropped = paragraphs(sha256[:16], clean, found)
    annotations = annotate(kept, merge(given, front))
    inferred = about(front, annotations)
    format, digest = (Format.TEXT, None) if taken is None else (taken.format, text_digest(taken))
    document = Document(sha256[:16], name, sha256, found.encoding, len(raw), merge(given, inferred), format, digest)
    return Prepared(document, inferred, given, raw, kept, dropped, annotations, taken=taken)


def prepare_again(original: Original) -> Prepared:
    """What a library holds, made anew: a text that was taken out of its file is used as it is kept, or, damaged, taken out anew."""
    encoding = original.encoding if format_of(original.name, original.raw) is Format.TEXT else None  # that of the text, not of the page
    return prepare(original.raw, original.name, encoding, original.given, original.taken)


def about(front: FrontMatter, annotations: Annotations) -> FrontMatter:
    """The front matter with the place that the annotations find the document to be about, marked as inferred."""
    place = annotations.about
    if front.places or place is None:
        return front
    return replace(front, places=(place.name + place.local,), origins={**front.origins, "places": Origin.INFERRED})


def embedding_text(document: Document, paragraph: Paragraph) -> str:
    """What is embedded of a paragraph: its text, with nothing before it."""
    return paragraph.text
