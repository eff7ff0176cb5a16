"""Questions asked of the training libraries, and what the ranker of passages sees of each: rows to fit on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.training.corpus import fold
from evals.training.data import Case
from qa.question import analyse
from qa.rank import EVIDENCE, FIRST, PASSAGE, SENTENCE, Boosted, Linear, Ranker
from qa.retrieve import Found, Shelf, look

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDS = (2, 3)  # of embeddings.training.corpus: the shipped encoder has seen neither, so its cosines are as good as in use
KEEP = 12  # candidates of which the sentences may be weighed: ten, and what moves up where the right one is removed
START = Linear(tuple(FIRST.get(name, 0.0) for name in PASSAGE))  # the sum that did best by hand


def held_out(title: str) -> bool:
    """Whether an article's questions measure and do not train: half of fold 3."""
    return fold(title) == 3 and hashlib.sha256(title.encode("utf-8")).digest()[1] % 2 == 0


def part(text: str, parts: int, what: str) -> int:
    """0 to `parts` - 1, by a hash of the text: what is parted for different uses (`what`) is parted independently."""
    return hashlib.sha256(f"{what} {text}".encode()).digest()[0] % parts


@dataclass(frozen=True, slots=True)
class Group:
    """One question's rows: features (n, f) and which of them are right (n,)."""

    case: Case
    rows: NDArray[np.float64]
    right: NDArray[np.bool_]


def untrained(passage: Linear = START) -> Ranker:
    """A ranker that has learnt only to rank passages."""
    nothing = Boosted(Linear((0.0,) * len(SENTENCE)))
    unjudged = Linear((0.0,) * len(EVIDENCE))
    return Ranker(passage, nothing, unjudged, 0.5, passage, unjudged, 0.5, nothing)


@dataclass(frozen=True, slots=True)
class Trial:
    """A question asked of a library: its candidates' rows, and its best candidates and the right one with all that is known of them."""

    library: str
    case: Case
    paragraph_id: str
    shelf: Shelf
    group: Group
    found: Found


def ask(library: str, case: Case, shelf: Shelf, paragraph_id: str, ranker: Ranker, keep: int = KEEP) -> Trial:
    """Ask a question; `keep` candidates are kept with their matches."""
    found = look(analyse(case.question), shelf, ranker=ranker)
    kept = tuple(c for i, c in enumerate(found.candidates) if i < keep)
    return Trial(library, case, paragraph_id, shelf, passage_group(case, found, paragraph_id), replace(found, candidates=kept))


def passage_group(case: Case, found: Found, paragraph_id: str) -> Group:
    """The candidates of a question."""
    import numpy as np

    rows = np.array([candidate.features for candidate in found.candidates], dtype=np.float64).reshape(-1, len(PASSAGE))
    return Group(case, rows, np.array([candidate.paragraph.id == paragraph_id for candidate in found.candidates], dtype=bool))
