"""A set to choose on: questions of train/ that no weight learns from, among news that none has seen. Never written to the results."""

from __future__ import annotations

from pathlib import Path

from embeddings.training.corpus import fold
from evals.sets import AbsentError, EvalSet, shelved

CROWD = 9_000  # news passages around the questions' own paragraphs


def read_held(data: Path) -> EvalSet:
    """Questions written in Chinese on the articles that measure (`held_out`), asked of all paragraphs of folds 2 and 3 of the sets
    written in Chinese and of passages from the end of news-3. AbsentError where the data is not there."""
    from evals.training.data import train
    from evals.training.rows import FOLDS, held_out
    from evals.training.shelves import crowd

    try:
        texts, cases = train(data)
        around = crowd(data, CROWD)
    except FileNotFoundError as error:
        raise AbsentError(str(error.filename)) from error
    translated = {case.paragraph_id for case in cases if case.translated}
    own = [text for text in texts if fold(text.title) in FOLDS and text.id not in translated]
    measured = {text.id for text in own if held_out(text.title)}
    asked = [(case.question, case.paragraph_id, case.answers) for case in cases if case.answers and case.paragraph_id in measured]
    return shelved("held", [(text.id, text.text) for text in own + around], asked)
