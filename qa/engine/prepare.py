"""A file's bytes to everything that is kept of it but its vectors."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from qa.annotate import annotate
from qa.annotations import Annotations
from qa.paragraphs import LONG, LONGEST, SHORTEST, paragraphs
from qa.reading import decode
from qa.reading.metadata import merge
from qa.store import Prepared
from qa.text import reconstruct
from qa.types import Document, FrontMatter, Origin, Paragraph

# The numbers count up with every change of reconstruction, of paragraphs or of annotations that a library is to be made anew for.
CHUNKING = f"1: {SHORTEST} to {LONG}, at most {LONGEST}; annotations 1"


def sha256_of(raw: bytes) -> str:
    """64 hexadecimal digits; the first 16 are the document's id."""
    return hashlib.sha256(raw).hexdigest()


def prepare(raw: bytes, name: str, encoding: str | None, given: FrontMatter | None) -> Prepared:
    """Decode, reconstruct, cut into paragraphs; `document.name` is the file's and may be another when it is put.

    Raises EmptyFileError, BinaryFileError, DecodeError.
    """
    sha256 = sha256_of(raw)
    decoded = decode(raw, name, encoding)
    clean = reconstruct(decoded.text)
    kept, dropped = paragraphs(sha256[:16], clean, decoded)
    annotations = annotate(kept, merge(given, clean.front))
    inferred = about(clean.front, annotations)
    document = Document(sha256[:16], name, sha256, decoded.encoding, len(raw), merge(given, inferred))
    return Prepared(document, inferred, given, raw, kept, dropped, annotations)


def about(front: FrontMatter, annotations: Annotations) -> FrontMatter:
    """The front matter with the place that the annotations find the document to be about, marked as inferred."""
    place = annotations.about
    if front.places or place is None:
        return front
    return replace(front, places=(place.name + place.local,), origins={**front.origins, "places": Origin.INFERRED})


def embedding_text(document: Document, paragraph: Paragraph) -> str:
    """What is embedded of a paragraph: its text, with nothing before it."""
    return paragraph.text
