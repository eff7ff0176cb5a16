"""The big library and the small ones, with the questions to ask of each, in a fixed order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from embeddings.encoder import load_encoder
from embeddings.training.corpus import fold
from evals.training.data import Case, train
from evals.training.rows import FOLDS, held_out
from evals.training.shelves import crowd, shelf, small
from qa.retrieve import Shelf

CROWD = 9_000  # news passages around the questions' own paragraphs in the big library
TRANSLATED = 2  # of the machine-translated questions, every second is asked


class Libraries:
    """Paragraphs of the folds that the encoder has not seen: all in a crowd of news, and in small libraries of a few documents."""

    def __init__(self, data: Path, questions: int) -> None:
        encoder = load_encoder()
        texts, cases = train(data)
        self.title = {text.id: text.title for text in texts}
        own = [text for text in texts if fold(text.title) in FOLDS]
        ids = {text.id for text in own}
        order = sorted((c for c in cases if c.paragraph_id in ids), key=_shuffled)
        native = [c for c in order if c.answers and not c.translated]
        translated = [c for c in order if c.answers and c.translated][::TRANSLATED]
        self.answerable = sorted([*native, *translated], key=_shuffled)[:questions]
        self.unanswerable = [case for case in order if not case.answers][: questions // 3]
        self.big, self.big_ids = shelf(own + crowd(data, CROWD), encoder)
        self.small: dict[str, tuple[Shelf, dict[str, str]]] = {}
        for part in small(own):
            library = shelf(part, encoder)
            self.small |= {text.id: library for text in part}

    def held(self, case: Case) -> bool:
        """Whether a question measures and does not train."""
        return held_out(self.title[case.paragraph_id])

    def asked(self, cases: Sequence[Case]) -> list[tuple[str, Case, Shelf, str]]:
        """(library, question, shelf, id of its paragraph there): each question of the big library and of its small one."""
        out = []
        for case in cases:
            place, ids = self.small[case.paragraph_id]
            out.append(("big", case, self.big, self.big_ids[case.paragraph_id]))
            out.append(("small", case, place, ids[case.paragraph_id]))
        return out


def _shuffled(case: Case) -> str:
    return hashlib.sha256(f"{case.paragraph_id}\n{case.question}".encode()).hexdigest()
