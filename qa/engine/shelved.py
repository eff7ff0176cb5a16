"""The library of one generation in memory, loaded when it is first asked after a change, and kept for as long as it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from qa.engine.models import Models, user_errors
from qa.engine.writing import check_settings, repair_lexical, settings_of
from qa.errors import LibraryLockedError
from qa.lexical import StaleIndexError
from qa.store import Store, View

if TYPE_CHECKING:
    from qa.retrieve import Shelf, Within

Outcome = TypeVar("Outcome")
# A reader that finds the lexical index stale looks again, or repairs it first; each time, another process may have written since.
_LOOKS = 5


class Shelved:
    """What a library's readers share: the shelf of the generation last asked."""

    def __init__(self, store: Store, models: Models) -> None:
        self._store, self._models = store, models
        self._held: tuple[int, Shelf] | None = None

    def forget(self) -> None:
        """Let go of the memory."""
        self._held = None

    def on(self, work: Callable[[Shelf, View], Outcome], within: Within | None) -> Outcome:
        """Do `work` on one state of the library, in memory and on disk; repair a stale lexical index before that."""
        from qa.retrieve import narrowed

        self._models.encoder()  # before the snapshot: loading takes its time, and fails first where it fails
        self._models.reranker()
        for _ in range(_LOOKS):
            with self._store.snapshot() as view:
                seen, shelf = view.generation, self._shelf(view)
                if shelf is not None:
                    with user_errors():
                        return work(narrowed(replace(shelf, kept=view.annotations), within), view)
            with self._store.snapshot() as view:
                overtaken = view.generation != seen  # a writer was faster, and the index is whole
            if not overtaken:
                with self._store.writing() as draft:
                    repair_lexical(draft, self._store.folder)
        raise LibraryLockedError("library_locked", path=str(self._store.folder))

    def _shelf(self, view: View) -> Shelf | None:
        """The library of this generation, loaded once; None where the lexical index is of another."""
        from qa.engine.asking import load_shelf

        generation = view.generation
        if self._held is None or self._held[0] != generation:
            encoder = self._models.encoder()
            check_settings(view, settings_of(encoder), self._store.folder)
            try:
                self._held = generation, load_shelf(view, self._store.folder, encoder, self._models.reranker())
            except StaleIndexError:
                return None
        return self._held[1]
