"""A set's library ready to be asked: its lexical index and its vectors, made once and kept in the work folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from evals.sets import EvalSet
from qa import lexical
from qa.lexical import LexicalIndex, StaleIndexError
from qa.retrieve import Shelf
from qa.types import Paragraph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from embeddings.encoder import Encoder

CHUNK = 4_096  # paragraphs embedded between two steps of the progress bar
Item = TypeVar("Item")


def counted(items: Sequence[Item], what: str) -> Iterator[Item]:
    """The items, with a progress bar on standard error where someone looks on."""
    from tqdm import tqdm  # type: ignore[import-untyped]

    yield from tqdm(items, desc=what, leave=False, disable=None, mininterval=0.5)


def shelf_of(of: EvalSet, encoder: Encoder, work: Path) -> Shelf:
    """The set's shelf with this encoder. What is kept below `work` is keyed by the paragraphs and the encoder's digest."""
    from embeddings.encoder import shipped
    from embeddings.index import VectorIndex

    folder = work / "libraries" / of.library_digest[:16]
    rows = {paragraph.id: row for row, paragraph in enumerate(of.paragraphs)}
    index = lexical_of(of.paragraphs, folder / "lexical", of.name)
    vectors = vectors_of(of.paragraphs, encoder, folder, of.name)
    return Shelf(of.documents, of.paragraphs, rows, index, VectorIndex(vectors), encoder, shipped())


def lexical_of(paragraphs: Sequence[Paragraph], folder: Path, name: str) -> LexicalIndex:
    """The lexical index in `folder`, made where it is not there or made otherwise."""
    try:
        return LexicalIndex.open(folder, 1)
    except StaleIndexError:
        folder.parent.mkdir(parents=True, exist_ok=True)
        lexical.build(folder, counted(paragraphs, f"{name}: words and bigrams"), 1)
        return LexicalIndex.open(folder, 1)


def vectors_of(paragraphs: Sequence[Paragraph], encoder: Encoder, folder: Path, name: str) -> NDArray[np.float32]:
    """Unit rows (n, d) of the paragraphs."""
    import numpy as np

    kept = folder / f"{encoder.digest[:16]}.npy"
    if kept.is_file():
        held: NDArray[np.float32] = np.load(kept, allow_pickle=False)
        return held
    starts = list(range(0, len(paragraphs), CHUNK))
    parts = [
        encoder.encode_passages([paragraph.text for paragraph in paragraphs[start : start + CHUNK]])
        for start in counted(starts, f"{name}: vectors of {encoder.name}")
    ]
    vectors = np.concatenate(parts) if parts else np.zeros((0, encoder.dimension), np.float32)
    part = kept.with_suffix(".part")
    with part.open("wb") as file:
        np.save(file, vectors, allow_pickle=False)
    part.replace(kept)
    return vectors
