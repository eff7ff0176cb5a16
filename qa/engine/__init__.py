"""The facade: a library opened, changed and asked. The command, the page and the evals call only this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from qa.annotations import Annotations, Place
from qa.engine.changing import amended, equalise, restored, split_label
from qa.engine.gather import Progress, gather
from qa.engine.models import Models
from qa.engine.placing import placed
from qa.engine.ratings import Rating, keep, rating_of, ratings_in
from qa.engine.shelved import Shelved
from qa.engine.stating import compared, part_of, stated
from qa.engine.writing import AddReport, add_files, index_again, rebuild_all
from qa.facts import CitedFact, Comparison
from qa.reading.edited import edits_of
from qa.store import WAIT_S, Store, Version, View
from qa.types import Answer, Citation, Document, Dropped, Paragraph, Passage

if TYPE_CHECKING:
    from qa.retrieve import Shelf, Within

__all__ = ["AddReport", "CitedFact", "Comparison", "Library", "Progress", "Within"]


def _silent(stage: str, done: int, total: int) -> None:
    """The progress of a caller who shows none."""


class Library:
    """A library folder. Safe to use from several threads; safe beside other processes that read or write the same folder."""

    def __init__(self, store: Store, models: Models) -> None:
        self._store, self._models = store, models
        self._shelved = Shelved(store, models)

    @classmethod
    def open(
        cls, folder: Path, *, model: str | None = None, reranker: str | None = None, create: bool = False, wait_s: float = WAIT_S
    ) -> Library:
        """The library in `folder`, made empty first where `create` and there is none.

        `model` names the encoder, as `load_encoder` takes it, and `reranker` a cross-encoder that reorders the best passages, as
        `load_reranker` does; each is loaded when first needed. `wait_s` is how many seconds to wait for another writer.
        Raises LibraryMissingError, LibraryDamagedError, LibraryLockedError, LibraryError.
        """
        return cls(Store(folder, make=create, wait_s=wait_s), Models(model, reranker))

    def close(self) -> None:
        """Let go of the folder."""
        self._shelved.forget()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def add(self, paths: Sequence[Path], *, encoding: str | None = None, progress: Progress | None = None) -> AddReport:
        """Add files, and every article of folders and of ZIPs, in one transaction; `encoding` is what all of them are in.

        A bad file does not stop the others: it is among the report's `refused`. `progress(stage, done, total)` is called
        for the stages read, reconstruct, embed, index. Raises ReadError for a bad `metadata.toml`, SettingsMismatchError,
        ModelError, LibraryLockedError; then nothing was added.
        """
        show = progress or _silent
        gathered = gather(paths, show)
        encoder = self._models.encoder()
        with self._store.writing() as draft:
            return add_files(draft, self._store.folder, gathered, encoder, encoding, show)

    def sync(self, folder: Path, *, dry_run: bool = False, progress: Progress | None = None) -> AddReport:
        """Make the library equal to a folder, in one transaction: added, replaced and gone; `dry_run` only says what would be.

        What is there but cannot be read now stays as it is held, and is `refused`. PathError where the folder is missing or
        holds no article; else raises as `add`.
        """
        return equalise(self._store, folder, self._models.encoder(), progress or _silent, dry_run=dry_run)

    def versions(self) -> tuple[Version, ...]:
        """What documents were before they were replaced or removed, by name, the latest first."""
        with self._store.snapshot() as view:
            return view.versions()

    def revert(self, label: str, *, progress: Progress | None = None) -> Document:
        """Bring the version `NAME@NUMBER` back under its name. NotFoundError, UsageError, SettingsMismatchError."""
        name, generation = split_label(label)
        encoder = self._models.encoder()
        with self._store.writing() as draft:
            return restored(draft, self._store.folder, name, generation, encoder, progress or _silent)

    def amend(self, name_or_id: str, fields: Mapping[str, Sequence[str]], clear: Sequence[str] = ()) -> Document:
        """Set front matter right, in one transaction: `fields` by name (`qa.reading.metadata.FIELDS`), each with its values.

        An empty value says that nothing is known; `clear` takes back what was set, so that the file and `metadata.toml` speak
        again. What is set stays through `add`, `sync`, `rebuild` and backups. NotFoundError, UsageError, LibraryLockedError.
        """
        edits, _ = edits_of(fields), edits_of(dict.fromkeys(clear, ()))
        with self._store.writing() as draft:
            return amended(draft, self._store.folder, name_or_id, edits, clear)

    def vacuum(self) -> int:
        """Erase every version for good, from the file and from its log; how many there were. LibraryLockedError."""
        return self._store.vacuum()

    def remove(self, names: Sequence[str]) -> tuple[Document, ...]:
        """Remove documents by name or id, from every index, in one transaction. NotFoundError: then none was removed."""
        with self._store.writing() as draft:
            removed = tuple(dict.fromkeys(draft.document(name).id for name in names))
            documents = tuple(draft.document(each) for each in removed)
            if removed:
                draft.remove(removed)
                index_again(draft, self._store.folder, None, _silent)
        return documents

    def rebuild(self, *, model: str | None = None, progress: Progress | None = None) -> None:
        """Make everything derived anew from the original bytes, with `model`, else with the one the library was opened with."""
        if model is not None:
            self._models.choose(model)
        encoder = self._models.encoder()
        with self._store.writing(any_format=True) as draft:
            rebuild_all(draft, self._store.folder, encoder, progress or _silent)

    def documents(self) -> tuple[Document, ...]:
        """All, by name."""
        with self._store.snapshot() as view:
            return view.documents()

    def folders(self) -> tuple[Path, ...]:
        """Where the documents' files lay when they were added, the latest folder first."""
        with self._store.snapshot() as view:
            return view.folders()

    def document(self, name_or_id: str) -> Document:
        """By name, else by id. NotFoundError."""
        with self._store.snapshot() as view:
            return view.document(name_or_id)

    def paragraphs(self, name_or_id: str) -> tuple[Paragraph, ...]:
        """A document's, in the file's order. NotFoundError."""
        with self._store.snapshot() as view:
            return tuple(view.paragraphs(view.document(name_or_id).id))

    def dropped(self, name_or_id: str) -> tuple[Dropped, ...]:
        """What reconstruction left out of a document, in the file's order. NotFoundError."""
        with self._store.snapshot() as view:
            return view.dropped(view.document(name_or_id).id)

    def raw(self, name_or_id: str) -> bytes:
        """A document's original bytes. NotFoundError."""
        with self._store.snapshot() as view:
            return view.raw(view.document(name_or_id).id)

    def text(self, name_or_id: str) -> bytes:
        """The bytes that a document's spans are into: those of the text taken out of the file, else the original ones. NotFoundError."""
        with self._store.snapshot() as view:
            return view.text(view.document(name_or_id).id)

    def arrivals(self) -> Mapping[str, datetime]:
        """When each document came into the library, by its id, in UTC; for people to read, and no part of any answer."""
        with self._store.snapshot() as view:
            return view.arrivals()

    def counts(self) -> Mapping[str, int]:
        """How many paragraphs each document has, by its id; a document without any is not in it."""
        with self._store.snapshot() as view:
            return view.counts()

    def annotations(self, name_or_id: str) -> Annotations:
        """The places, times and figures of a document, paragraph by paragraph. NotFoundError."""
        with self._store.snapshot() as view:
            return view.annotations(view.document(name_or_id).id)

    def placed(self, citations: Sequence[Citation]) -> dict[int, Place]:
        """The place that each quote is about, by its number, where it is known; no smaller than a county."""
        with self._store.snapshot() as view:
            return placed(view, citations)

    def facts(self, place: str | None = None, year: int | None = None, indicator: str = "") -> tuple[CitedFact, ...]:
        """Every figure of the library, or those of a place, a year and an indicator, each with its verified quote. UsageError."""
        with self._store.snapshot() as view:
            return stated(view, place, year, indicator)

    def compare(self, places: Sequence[str], years: Sequence[int], indicator: str) -> Comparison:
        """A table of place by year, each cell a figure with its verified quote, or None. UsageError."""
        with self._store.snapshot() as view:
            return compared(view, places, years, indicator)

    def within(self, place: str | None = None, since: str | None = None, until: str | None = None, documents: Sequence[str] = ()) -> Within:
        """A part of the library to ask, as people name it: dates as `2024`, `2024-06` or `2024-06-30`, documents by name or id.

        Raises UsageError for a place or a date that is none, NotFoundError for a document that is not held.
        """
        with self._store.snapshot() as view:
            return part_of(view, place, since, until, documents)

    def ask(self, question: str, history: Sequence[str] = (), within: Within | None = None) -> Answer:
        """One answer, from the whole library or a part; `history` are the questions before it.

        Raises SettingsMismatchError, ModelError, LibraryLockedError.
        """
        from qa.engine.asking import answer

        return self._shelved.on(lambda shelf, view: answer(question, history, shelf, view), within)

    def size(self, within: Within | None = None) -> tuple[int, int]:
        """How many documents and paragraphs a question looks through. Raises as `ask`."""

        def counted(shelf: Shelf, view: View) -> tuple[int, int]:
            if shelf.allowed is None:
                return len(shelf.documents), len(shelf.paragraphs)
            found = [paragraph.document_id for paragraph in shelf.paragraphs if shelf.allowed(paragraph)]
            return len(set(found)), len(found)

        return self._shelved.on(counted, within)

    def search(self, question: str, k: int = 10, within: Within | None = None) -> tuple[Passage, ...]:
        """The k best passages, best first. Raises as `ask`."""
        from qa.retrieve import retrieve

        return self._shelved.on(lambda shelf, view: retrieve(question, shelf, k), within)

    def feedback(self, answer: Answer, good: bool, history: Sequence[str] = (), note: str = "") -> None:
        """Keep what a reader says of an answer. UsageError where the note is too long; LibraryError where it cannot be written."""
        keep(self._store.folder, rating_of(answer, history, good, note))

    def rated(self) -> tuple[Rating, ...]:
        """What readers said of answers, the oldest first. UsageError names a line of the file that cannot be read."""
        return ratings_in(self._store.folder)
