"""A library as if some of its paragraphs were not there, without building it anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from qa.rank import plain, surround
from qa.retrieve import Lexical, Shelf, Vectors
from qa.retrieve.opening import beginnings
from qa.retrieve.shelf import neighbours

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


Asked = TypeVar("Asked")


@dataclass(frozen=True, slots=True)
class _LexicalWithout:
    """Lexical search that never finds some paragraphs. Their share in the words' rarity stays: one paragraph in a hundred or more."""

    lexical: Lexical
    gone: frozenset[str]

    def _but(self, search: Callable[[Asked, int], list[tuple[str, float]]], tokens: Asked, k: int) -> list[tuple[str, float]]:
        return [found for found in search(tokens, k + len(self.gone)) if found[0] not in self.gone][:k]

    def search_words(self, tokens: Sequence[str], k: int) -> list[tuple[str, float]]:
        """As `Lexical`."""
        return self._but(self.lexical.search_words, tokens, k)

    def search_bigrams(self, tokens: Sequence[str], k: int) -> list[tuple[str, float]]:
        """As `Lexical`."""
        return self._but(self.lexical.search_bigrams, tokens, k)

    def search_near(self, groups: Sequence[Sequence[tuple[str, float]]], k: int) -> list[tuple[str, float]]:
        """As `Lexical`."""
        return self._but(self.lexical.search_near, groups, k)

    def pairs_beginning(self, character: str) -> list[tuple[str, int]]:
        """As `Lexical`, those of the paragraphs that are not found among them."""
        return self.lexical.pairs_beginning(character)


@dataclass(frozen=True, slots=True)
class _VectorsWithout:
    """Vector search that never finds some rows."""

    vectors: Vectors
    gone: tuple[int, ...]

    def search(self, query: NDArray[np.float32], k: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """As `Vectors`."""
        import numpy as np

        scores, rows = self.vectors.search(query, k + len(self.gone))
        kept = ~np.isin(rows, self.gone)
        return scores[kept][:k], rows[kept][:k]


def without(shelf: Shelf, gone: Sequence[str]) -> Shelf:
    """The shelf with these paragraphs (ids) found by no leg and left out of what their documents say around the others.

    What is worked out of the other paragraphs is taken from the shelf's cache, and what is worked out anew stays with the result.
    """
    rows = tuple(sorted(shelf.rows[key] for key in gone))
    around: dict[tuple[str, str], object] = {}
    for document in sorted({shelf.paragraphs[row].document_id for row in rows}):
        first = last = next(row for row in rows if shelf.paragraphs[row].document_id == document)
        while first and shelf.paragraphs[first - 1].document_id == document:
            first -= 1
        while last + 1 < len(shelf.paragraphs) and shelf.paragraphs[last + 1].document_id == document:
            last += 1
        rest = [plain(shelf.paragraphs[i].text) for i in range(first, last + 1) if i not in rows]
        around["around", document] = surround(shelf.documents[document], rest)
        left = [shelf.paragraphs[i] for i in range(first, last + 1) if i not in rows]
        around |= beginnings(shelf.documents[document], left)
        for at, each in enumerate(left):
            around["beside", each.id] = plain(" ".join(other.text for other in neighbours(left, at, (0, len(left)))))
    lexical, vectors = _LexicalWithout(shelf.lexical, frozenset(gone)), _VectorsWithout(shelf.vectors, rows)
    return replace(shelf, lexical=lexical, vectors=vectors, cache=shelf.cache | around)
