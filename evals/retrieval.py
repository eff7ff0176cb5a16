"""Retrieval on question sets: the shipped ranker beside each of its legs, over the same paragraphs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from embeddings.encoder import load_encoder
from embeddings.index import VectorIndex
from evals.measures import ndcg, recall, reciprocal_rank
from evals.sets import RetrievalSet
from qa.lexical import LexicalIndex, build
from qa.retrieve import Shelf, retrieve
from qa.tokens import bigrams, words
from qa.types import Document, FrontMatter, Kind, Paragraph

DEPTH = 10
Run = Callable[[str], list[str]]


def shelf_of(held: dict[str, str], folder: Path) -> tuple[Shelf, dict[str, str]]:
    """A shelf on which every paragraph of the set is a document of its own, without front matter; and the set's id of each
    paragraph id."""
    documents: dict[str, Document] = {}
    paragraphs: list[Paragraph] = []
    names: dict[str, str] = {}
    for name, text in held.items():
        digest = sha256(name.encode("utf-8")).hexdigest()
        size = len(text.encode("utf-8"))
        documents[digest[:16]] = Document(digest[:16], name, digest, "utf-8", size, FrontMatter())
        paragraphs.append(Paragraph(digest[:16], 0, Kind.BODY, (), text, ((0, size),)))
        names[paragraphs[-1].id] = name
    paragraphs.sort(key=lambda paragraph: paragraph.id)
    build(folder / "lexical", paragraphs, 1)
    encoder = load_encoder()
    vectors = encoder.encode_passages([paragraph.text for paragraph in paragraphs])
    rows = {paragraph.id: row for row, paragraph in enumerate(paragraphs)}
    lexical = LexicalIndex.open(folder / "lexical", 1)
    return Shelf(documents, tuple(paragraphs), rows, lexical, VectorIndex(vectors), encoder), names


def runs_of(shelf: Shelf) -> dict[str, Run]:
    """Each way of ranking, by name: question -> paragraph ids, best first."""

    def dense(question: str) -> list[str]:
        _, rows = shelf.vectors.search(shelf.encoder.encode_queries([question])[0], DEPTH)
        return [shelf.paragraphs[row].id for row in rows]

    return {
        "BM25 words": lambda question: [i for i, _ in shelf.lexical.search_words(words(question), DEPTH)],
        "BM25 bigrams": lambda question: [i for i, _ in shelf.lexical.search_bigrams(bigrams(question), DEPTH)],
        "static model": dense,
        "youju": lambda question: [passage.paragraph.id for passage in retrieve(question, shelf, DEPTH)],
    }


def measure(of: RetrievalSet) -> dict[str, dict[str, float]]:
    """nDCG@10, RR@10 and R@10 of each way of ranking, each the mean over all questions."""
    with tempfile.TemporaryDirectory() as folder:
        shelf, names = shelf_of(of.paragraphs, Path(folder))
        figures = {}
        for method, run in runs_of(shelf).items():
            sums = [0.0, 0.0, 0.0]
            for question, relevant in of.questions:
                found = [names[i] for i in run(question)]
                for place, score in enumerate((ndcg, reciprocal_rank, recall)):
                    sums[place] += score(found, {relevant}, DEPTH)
            figures[method] = dict(zip(("nDCG@10", "RR@10", "R@10"), (s / len(of.questions) for s in sums), strict=True))
        return figures
