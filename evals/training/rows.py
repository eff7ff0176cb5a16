"""Questions asked of the training libraries, and what the ranker, its sibling and the judge see of each: rows to fit on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.training.corpus import fold
from evals.training.data import Case
from qa.answer.weigh import Weighed, evidence, weigh
from qa.question import analyse
from qa.rank import EVIDENCE, PASSAGE, SENTENCE, Linear, Ranker
from qa.retrieve import Found, Shelf, look
from qa.tokens import normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDS = (2, 3)  # of embeddings.training.corpus: the shipped encoder has seen neither, so its cosines are as good as in use
KEEP = 12  # candidates of which the sentences may be weighed: ten, and what moves up where the right one is removed
START = Linear(tuple({"words": 1.0, "pairs": 1.0, "cosine": 0.5}.get(name, 0.0) for name in PASSAGE))  # the sum that did best by hand


def held_out(title: str) -> bool:
    """Whether an article's questions measure and do not train: half of fold 3."""
    return fold(title) == 3 and hashlib.sha256(title.encode("utf-8")).digest()[1] % 2 == 0


@dataclass(frozen=True, slots=True)
class Group:
    """One question's rows: features (n, f) and which of them are right (n,)."""

    case: Case
    rows: NDArray[np.float64]
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the judge sees of the best sentence, whether it answers, and which kind of trial it was."""

    case: Case
    row: tuple[float, ...]
    answers: bool
    trial: str  # present, removed, swapped, or unanswerable


def untrained(passage: Linear = START) -> Ranker:
    """A ranker that has learnt only to rank passages."""
    return Ranker(passage, Linear((0.0,) * len(SENTENCE)), Linear((0.0,) * len(EVIDENCE)), 0.5, passage, 0.5)


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


def holds_answer(weighed: Weighed, answers: Sequence[str]) -> bool:
    """Whether a sentence holds one of the answer strings."""
    return any(normalise(answer) in weighed.candidate.found.prepared.normal[weighed.s] for answer in answers)


def sentence_group(case: Case, found: Found, shelf: Shelf, paragraph_id: str, ranker: Ranker) -> Group:
    """The sentences of the ten best passages; right are those of the right paragraph that hold an answer."""
    import numpy as np

    ranked = weigh(found, shelf, ranker)
    right = [w.candidate.paragraph.id == paragraph_id and holds_answer(w, case.answers) for w in ranked]
    return Group(case, np.array([w.features for w in ranked], dtype=np.float64).reshape(-1, len(SENTENCE)), np.array(right, dtype=bool))


def judged(case: Case, found: Found, shelf: Shelf, paragraph_id: str, ranker: Ranker, trial: str = "unanswerable") -> Iterator[Judged]:
    """The question with its paragraph, and, where it has an answer, without: each with the best sentence there is.

    Left out: a present question whose best sentence does not answer (that is the sentence ranker's fault), and a removed one
    that another paragraph answers.
    """
    ranked = weigh(found, shelf, ranker)
    if not case.answers:
        if ranked:
            yield Judged(case, tuple(evidence(found, ranked[0])), False, trial)
        return
    if ranked and holds_answer(ranked[0], case.answers):
        yield Judged(case, tuple(evidence(found, ranked[0])), True, "present")
    left = replace(found, candidates=tuple(c for c in found.candidates if c.paragraph.id != paragraph_id))
    ranked = weigh(left, shelf, ranker)
    if ranked and not holds_answer(ranked[0], case.answers):
        yield Judged(case, tuple(evidence(left, ranked[0])), False, "removed")


def swapped(cases: Sequence[Case]) -> list[Case]:
    """Questions with a name, a quoted term or a year in the place of their own, taken from a question further on: nobody answers
    them, though all the rest stands there. Those that name nothing are left out."""
    named = [(case, [t for t in analyse(case.question).terms if t.role in ("name", "quoted", "year")]) for case in cases]
    out = []
    for i, (case, terms) in enumerate(named):
        for j in range(1, len(named)):
            other, theirs = named[(i + 7 * j) % len(named)]
            pair = next(((a, b) for a in terms for b in theirs if a.role == b.role and a.text != b.text), None)
            if not terms or (pair and other.paragraph_id != case.paragraph_id):
                break
        if terms and pair:
            out.append(replace(case, question=normalise(case.question).replace(pair[0].text, pair[1].text), answers=()))
    return out
