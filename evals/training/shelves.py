"""Libraries to train on, built in memory: a big one in a crowd of news, and small ones of a few documents each."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from embeddings.encoder import Encoder
from embeddings.index import VectorIndex
from embeddings.training.corpus import HELD_ARTICLES
from evals.training.bm25 import MemoryBM25
from evals.training.data import Text, cut, news
from qa.retrieve import Shelf
from qa.types import Document, FrontMatter, Kind, Paragraph

SMALL = 120  # paragraphs of a small library, about what five newspaper pages give
HEADLINE = 24  # characters of a news article's first sentence that stand in for its title


def shelf(texts: Sequence[Text], encoder: Encoder) -> tuple[Shelf, dict[str, str]]:
    """A library of these texts, one document a title, and the paragraph id of each text's id."""
    documents: dict[str, Document] = {}
    paragraphs: list[Paragraph] = []
    ids: dict[str, str] = {}
    by_title: dict[str, list[Text]] = {}
    for text in texts:
        by_title.setdefault(text.title, []).append(text)
    for title in sorted(by_title):
        digest = hashlib.sha256(title.encode("utf-8")).hexdigest()
        key = digest[:16]
        documents[key] = Document(key, title, digest, "utf-8", 0, FrontMatter(title=title))
        for ordinal, text in enumerate(by_title[title]):
            paragraphs.append(Paragraph(key, ordinal, Kind.BODY, (), text.text, ((0, 0),)))
            ids[text.id] = paragraphs[-1].id
    bodies = [paragraph.text for paragraph in paragraphs]
    names = [paragraph.id for paragraph in paragraphs]
    rows = {name: row for row, name in enumerate(names)}
    vectors = VectorIndex(encoder.encode_passages(bodies))
    return Shelf(documents, paragraphs, rows, MemoryBM25(names, bodies), vectors, encoder), ids


def crowd(data: Path, count: int) -> list[Text]:
    """Passages of the last articles of the training news, which the shipped encoder has not learnt from."""
    articles = list(news(data))[-HELD_ARTICLES:]
    found = (Text(f"{key}-{i}", text[:HEADLINE], passage) for key, text in articles for i, passage in enumerate(cut(text)))
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
