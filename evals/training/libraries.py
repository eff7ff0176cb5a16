"""The big library and the small ones, with the questions to ask of each, in a fixed order."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path

from embeddings.encoder import shipped
from embeddings.training.corpus import fold
from evals.training.data import Case, train
from evals.training.rows import FOLDS, held_out
from evals.training.shelves import bare, crowd, small, titled
from qa.retrieve import Shelf

CROWD = 40_000  # news passages around the questions' own paragraphs in the big library: a crowd as big as one that measures


class Libraries:
    """Paragraphs of the folds that the encoder has not seen: all, bare, in a crowd of news, and, with their titles, in small
    libraries of a few documents.

    The machine-translated SQuAD stands apart in small libraries of its own and is asked only its unanswerable questions: most of
    XQuAD, which measures, is made of the same paragraphs, so that no weight may learn from it.
    """

    def __init__(self, data: Path, questions: int) -> None:
        encoder = shipped()
        texts, cases = train(data)
        self.title = {text.id: text.title for text in texts}
        translated = {case.paragraph_id for case in cases if case.translated}
        own = [text for text in texts if fold(text.title) in FOLDS]
        ids = {text.id for text in own}
        order = sorted((c for c in cases if c.paragraph_id in ids), key=_shuffled)
        self.answerable = [c for c in order if c.answers and not c.translated][:questions]
        self.unanswerable = [case for case in order if not case.answers][: questions // 3]
        self.translated = [case for case in order if case.answers and case.translated][: questions // 3]
        native = [text for text in own if text.id not in translated]
        self._folder = tempfile.TemporaryDirectory(prefix="youju-")
        self.big, self.big_ids = bare(native + crowd(data, CROWD), encoder, Path(self._folder.name) / "lexical")
        self.small: dict[str, tuple[Shelf, dict[str, str]]] = {}
        for part in [*small(native), *small([text for text in own if text.id in translated])]:
            library = titled(part, encoder)
            self.small |= {text.id: library for text in part}

    def held(self, case: Case) -> bool:
        """Whether a question measures and does not train."""
        return held_out(self.title_of(case))

    def title_of(self, case: Case) -> str:
        """The title of the article that a question is asked of; the id of an article of the news, which has none."""
        return self.title.get(case.paragraph_id, case.paragraph_id)

    def asked(self, cases: Sequence[Case]) -> list[tuple[str, Case, Shelf, str]]:
        """(library, question, shelf, id of its paragraph there): each question of the big library, where that holds its paragraph,
        and of its small one."""
        out = []
        for case in cases:
            if case.paragraph_id in self.big_ids:
                out.append(("big", case, self.big, self.big_ids[case.paragraph_id]))
            place, ids = self.small[case.paragraph_id]
            out.append(("small", case, place, ids[case.paragraph_id]))
        return out


def _shuffled(case: Case) -> str:
    return hashlib.sha256(f"{case.paragraph_id}\n{case.question}".encode()).hexdigest()
