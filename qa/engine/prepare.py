"""A file's bytes to everything that is kept of it but its vectors."""

from __future__ import annotations

import hashlib

from qa.paragraphs import LONG, LONGEST, SHORTEST, paragraphs
from qa.reading import decode
from qa.reading.metadata import merge
from qa.store import Prepared
from qa.text import reconstruct
from qa.types import Document, FrontMatter, Paragraph

# The first number counts up with every change of reconstruction or of paragraphs that a library is to be made anew for.
CHUNKING = f"1: {SHORTEST} to {LONG}, at most {LONGEST}"


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
    document = Document(sha256[:16], name, sha256, decoded.encoding, len(raw), merge(given, clean.front))
    return Prepared(document, clean.front, given, raw, kept, dropped)


def embedding_text(document: Document, paragraph: Paragraph) -> str:
    """What is embedded of a paragraph: its text, with nothing before it."""
    return paragraph.text
