"""BM25 over two fields, words and character bigrams, in a folder that it is given. Derived: it can always be made anew.

Scores are tantivy's BM25 with k1 = 1.2 and b = 0.75 (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework"),
idf = ln(1 + (N - n + 0.5) / (n + 0.5)), N all paragraphs, n those with the token; a paragraph's length is rounded down to
what one byte holds (exact to 40, then in steps of an eighth). Zero and up, no upper bound, higher is better.

A removal is written by building anew: tantivy counts a deleted paragraph in N, n and the mean length until its segment
happens to be merged, and then the same library would score differently by what it once held. Adding is incremental: N, n
and lengths are summed over segments, so a score does not depend on how the paragraphs came in (a test holds that).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from qa import folders
from qa.tokens import TOKENS_VERSION, bigrams, words
from qa.types import Paragraph

if TYPE_CHECKING:
    import tantivy

STAMP = "stamp.json"
# What tantivy writes again, by renaming another file over it or in place; its segments it writes once.
_REWRITTEN = {STAMP, "meta.json", ".managed.json"}
_ANALYZER = "split"
# One thread, so that the segments are the same each time; tantivy wants 15 MB at least. 50 MB hold some 60,000 paragraphs.
_HEAP_BYTES = 50_000_000

Field = Literal["words", "bigrams"]


class StaleIndexError(Exception):
    """The folder does not hold the index of that generation, byte for byte as it was written: build it anew."""


class LexicalIndex:
    """One generation of the index, as it was when it was opened; a later write does not change it."""

    def __init__(self, folder: Path, generation: int) -> None:
        """StaleIndexError where the folder's stamp names another generation, or its files are not what the stamp says.

        While a writer has put its index in place and not yet committed, the one before it, which readers still need, lies beside.
        """
        try:
            self._open(folder, generation)
        except StaleIndexError:
            self._open(folders.before(folder), generation)

    def _open(self, folder: Path, generation: int) -> None:
        import tantivy

        meta = folder / "meta.json"  # names the segments; a writer never brings back one that was there before
        try:
            before = meta.read_bytes()
            check_stamp(folder, generation)
            index = tantivy.Index.open(str(folder))
            _register(index)
            self._searcher = index.searcher()
            overtaken = meta.read_bytes() != before
        except (OSError, ValueError) as error:
            raise StaleIndexError(str(folder)) from error
        if overtaken:  # by a writer of another process, after the stamp was checked
            raise StaleIndexError(str(folder))
        self.generation = generation
        self._schema = index.schema

    @classmethod
    def open(cls, folder: Path, generation: int) -> LexicalIndex:
        """The index in `folder`; StaleIndexError as above. Takes no writer's lock."""
        return cls(folder, generation)

    def __len__(self) -> int:
        return self._searcher.num_docs

    def search_words(self, tokens: Sequence[str], k: int) -> list[tuple[str, float]]:
        """The k best paragraphs by `qa.tokens.words`: (paragraph id, BM25), by (-score, id). No token, no result."""
        return self._search(self._any("words", tokens), k)

    def search_bigrams(self, tokens: Sequence[str], k: int) -> list[tuple[str, float]]:
        """The same by `qa.tokens.bigrams`."""
        return self._search(self._any("bigrams", tokens), k)

    def search_near(self, groups: Sequence[Sequence[tuple[str, float]]], k: int) -> list[tuple[str, float]]:
        """The same by groups of (word, weight), weights above 0: a group counts as its best word does, BM25 times its weight."""
        import tantivy

        best = []
        for group in groups:
            terms = [tantivy.Query.boost_query(self._term("words", word), weight) for word, weight in group]
            best += [tantivy.Query.disjunction_max_query(terms)] if terms else []
        return self._search(best, k)

    def pairs_beginning(self, character: str) -> list[tuple[str, int]]:
        """The bigrams that begin with a character, with the number of paragraphs that hold each, the most frequent first."""
        found: list[tuple[str, int]] = self._searcher.terms_with_prefix("bigrams", character)
        return found

    def _term(self, field: Field, token: str) -> tantivy.Query:
        import tantivy

        return tantivy.Query.term_query(self._schema, field, token, "freq")

    def _any(self, field: Field, tokens: Sequence[str]) -> list[tantivy.Query]:
        return [self._term(field, token) for token in tokens]

    def _search(self, parts: Sequence[tantivy.Query], k: int) -> list[tuple[str, float]]:
        """The k best by the sum of the parts."""
        import tantivy

        if not parts or k < 1 or not len(self):
            return []
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])
        # Ties at the k-th place come in the order of the files: fetch on until the last one is worse, then order them by id.
        limit = k + 16
        hits = self._searcher.search(query, limit, count=False).hits
        while len(hits) == limit and hits[-1][0] == hits[k - 1][0]:
            limit *= 4
            hits = self._searcher.search(query, limit, count=False).hits
        addresses = [address for _, address in hits]
        documents = self._searcher.fast_field_values("document", addresses)
        ordinals = self._searcher.fast_field_values("ordinal", addresses)
        scores = [float(score) for score, _ in hits]
        found = [(f"{d:016x}:{o}", score) for d, o, score in zip(documents, ordinals, scores, strict=True)]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]


def check_stamp(folder: Path, generation: int) -> None:
    """StaleIndexError unless the folder's files are, byte for byte, those that were written for `generation`."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        intact = stamp == _stamp(folder, generation)
    except (OSError, ValueError) as error:
        raise StaleIndexError(str(folder)) from error
    if not intact:
        raise StaleIndexError(str(folder))


def extend(folder: Path, paragraphs: Iterable[Paragraph], held: int, generation: int) -> None:
    """Add paragraphs to the index of generation `held`, in one commit, and stamp it `generation`.

    For the holder of the library's lock only. StaleIndexError where the folder is not at `held`. Readers of `held` go on: the
    new index is made beside the old one, of whose files it takes over those that are never written again.
    """
    import tantivy

    try:
        check_stamp(folder, held)
    except StaleIndexError:  # a writer was killed, or gave up, before its commit
        check_stamp(folders.before(folder), held)
        folders.bring_back(folder)
    fresh = folders.like(folder, _REWRITTEN)
    _write(tantivy.Index.open(str(fresh)), paragraphs)
    _put_stamp(fresh, generation)
    folders.exchange(fresh, folder)


def build(folder: Path, paragraphs: Iterable[Paragraph], generation: int) -> None:
    """Make the index anew beside the old one and put it in its place. For the holder of the library's lock only."""
    import tantivy

    fresh = folders.fresh(folder)
    _write(tantivy.Index(_schema(), path=str(fresh)), paragraphs)
    _put_stamp(fresh, generation)
    folders.exchange(fresh, folder)


def check_either(folder: Path, generation: int) -> None:
    """StaleIndexError unless the index in place, or the one before it, is that of `generation`."""
    try:
        check_stamp(folder, generation)
    except StaleIndexError:
        check_stamp(folders.before(folder), generation)


def _schema() -> tantivy.Schema:
    """A paragraph's id is kept as two numbers: a document's id is 16 hexadecimal digits, and numbers are read in batches."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for number in ("document", "ordinal"):
        builder.add_unsigned_field(number, fast=True)
    for field in ("words", "bigrams"):
        builder.add_text_field(field, tokenizer_name=_ANALYZER, index_option="freq")
    return builder.build()


def _register(index: tantivy.Index) -> None:
    """Tokens come ready-made, with spaces between them."""
    import tantivy

    index.register_tokenizer(_ANALYZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())


def _write(index: tantivy.Index, paragraphs: Iterable[Paragraph]) -> None:
    import tantivy

    _register(index)
    writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
    for paragraph in paragraphs:
        row = tantivy.Document()
        row.add_unsigned("document", int(paragraph.document_id, 16))
        row.add_unsigned("ordinal", paragraph.ordinal)
        row.add_text("words", " ".join(words(paragraph.text)))
        row.add_text("bigrams", " ".join(bigrams(paragraph.text)))
        writer.add_document(row)
    writer.commit()
    writer.wait_merging_threads()


def _stamp(folder: Path, generation: int) -> dict[str, object]:
    """What the folder holds now: its files by name with size and CRC-32, and by which versions they were made."""
    import tantivy

    version = str(tantivy.__version__)  # type: ignore[attr-defined]  # names the format of its files too
    files = {}
    for path in sorted(folder.iterdir()):
        if path.name != STAMP and path.suffix not in (".lock", ".tmp"):
            content = path.read_bytes()
            files[path.name] = [len(content), zlib.crc32(content)]
    return {"generation": generation, "tantivy": version, "tokens": TOKENS_VERSION, "files": files}


def _put_stamp(folder: Path, generation: int) -> None:
    part = folder / f"{STAMP}.tmp"
    part.write_text(json.dumps(_stamp(folder, generation)), encoding="utf-8")
    part.replace(folder / STAMP)
