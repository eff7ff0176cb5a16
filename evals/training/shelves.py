"""Libraries to train on: a big one of bare paragraphs in a crowd of news, and small ones of a few documents each, in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from embeddings.index import VectorIndex
from embeddings.static import StaticEncoder
from evals.training.bm25 import MemoryBM25
from evals.training.data import Text, cut, news
from qa.lexical import LexicalIndex, build
from qa.retrieve import Lexical, Shelf
from qa.types import Document, FrontMatter, Kind, Paragraph

SMALL = 120  # paragraphs of a small library, about what five newspaper pages give


def titled(texts: Sequence[Text], encoder: StaticEncoder) -> tuple[Shelf, dict[str, str]]:
    """A library of these texts, one document a title, and the paragraph id of each text's id."""
    return _shelf([(text.title, text) for text in texts], encoder, None, named=True)


def untitled(texts: Sequence[Text], encoder: StaticEncoder) -> tuple[Shelf, dict[str, str]]:
    """The same without the titles."""
    return _shelf([(text.title, text) for text in texts], encoder, None, named=False)


def bare(texts: Sequence[Text], encoder: StaticEncoder, folder: Path) -> tuple[Shelf, dict[str, str]]:
    """The same with each text a document of its own that has no title, as in the sets that are measured; its lexical index lies in
    the folder, which must stay as long as it is asked."""
    return _shelf([(text.id, text) for text in texts], encoder, folder, named=False)


def _shelf(texts: Sequence[tuple[str, Text]], encoder: StaticEncoder, folder: Path | None, named: bool) -> tuple[Shelf, dict[str, str]]:
    documents: dict[str, Document] = {}
    paragraphs: list[Paragraph] = []
    ids: dict[str, str] = {}
    held: dict[str, int] = {}
    for name, text in texts:
        digest = hashlib.sha256(name.encode("utf-8")).hexdigest()
        key = digest[:16]
        documents.setdefault(key, Document(key, name, digest, "utf-8", 0, FrontMatter(title=name if named else None)))
        held[key] = held.get(key, -1) + 1
        paragraphs.append(Paragraph(key, held[key], Kind.BODY, (), text.text, ((0, 0),)))
        ids[text.id] = paragraphs[-1].id
    paragraphs.sort(key=lambda paragraph: (paragraph.document_id, paragraph.ordinal))
    bodies = [paragraph.text for paragraph in paragraphs]
    names = [paragraph.id for paragraph in paragraphs]
    lexical: Lexical
    if folder:
        build(folder, paragraphs, 1)
        lexical = LexicalIndex.open(folder, 1)
    else:
        lexical = MemoryBM25(names, bodies)
    rows = {name: row for row, name in enumerate(names)}
    return Shelf(documents, paragraphs, rows, lexical, VectorIndex(encoder.encode_passages(bodies)), encoder, encoder), ids


def crowd(data: Path, count: int) -> list[Text]:
    """Passages of the training news, from its end. The encoder has learnt from all but the last articles, but as distractors
    those stand no nearer to a question than the others (docs/log.md)."""
    articles = reversed(list(news(data)))
    found = (Text(f"{key}-{i}", key, passage) for key, text in articles for i, passage in enumerate(cut(text)))
    return list(islice(found, count))


def small(texts: Sequence[Text]) -> list[list[Text]]:
    """The texts parted into libraries of some `SMALL` paragraphs, whole titles each, in a fixed order."""
    by_title: dict[str, list[Text]] = {}
    for text in texts:
        by_title.setdefault(text.title, []).append(text)
    parts: list[list[Text]] = [[]]
    for title in sorted(by_title, key=lambda t: hashlib.sha256(t.encode("utf-8")).hexdigest()):
        if len(parts[-1]) >= SMALL:
            parts.append([])
        parts[-1] += by_title[title]
    return parts
