"""What readers rated on the page as a set of questions, in the form that `evals.own` reads.

A thumb up says that the quotes answer: they are the evidence, in the documents they stand in; of a refusal, that nothing in the
library does. A thumb down says only that the quotes do not, which names no evidence: such questions are listed, for a person to
write down what would have answered. Of several ratings of one question after the same questions the last one counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.own import ask_of, whole
from evals.sets import EvalSet
from qa.engine import Library
from qa.engine.ratings import NAME, Rating
from qa.errors import UsageError
from qa.render.visible import visible


@dataclass(frozen=True, slots=True)
class Rated:
    """The questions to measure (None where there are none), their lines for a file of one's own, those whose quotes the library no
    longer holds, and those that were rated bad."""

    questions: EvalSet | None
    lines: tuple[str, ...]
    stale: tuple[str, ...]
    bad: tuple[Rating, ...]


def read_feedback(name: str, folder: Path) -> Rated:
    """The ratings kept in the library of that folder. LibraryError where there is none, UsageError where nothing was rated or a line
    cannot be read."""
    with Library.open(folder) as library:
        ratings = last_words(library.rated())
        held = whole(name, library)
    if not ratings:
        raise UsageError("eval_feedback_none", path=str(folder / NAME))
    asked, lines, stale = [], [], []
    for number, rating in enumerate((each for each in ratings if each.good), 1):
        line = own_line(rating)
        try:
            asked.append(ask_of(number, line, held.documents, held.paragraphs))
        except UsageError:  # its document was removed or replaced since
            stale.append(rating.question)
        else:
            lines.append(line)
    bad = tuple(each for each in ratings if not each.good)
    return Rated(replace(held, questions=tuple(asked)) if asked else None, tuple(lines), tuple(stale), bad)


def listed(bad: Sequence[Rating]) -> Iterator[str]:
    """The questions that were rated bad with what was said of them, as a list in Markdown."""
    if bad:
        yield f"\n## rated bad: {len(bad)} questions"
    for each in bad:
        said = " ".join(each.note.split())
        yield "- " + visible(" ".join(each.question.split()) + (f" ({said})" if said else ""))


def last_words(ratings: Sequence[Rating]) -> tuple[Rating, ...]:
    """The last rating of each question after its history, in the order in which the questions were first rated; none of a question
    that is blank, which nothing can answer."""
    last = {(each.question, each.history): each for each in ratings if each.question.strip()}
    return tuple(last.values())


def own_line(rating: Rating) -> str:
    """A good rating as one line of questions of one's own."""
    row: dict[str, object] = {"question": rating.question, "history": list(rating.history)}
    if rating.quotes:
        row["evidence"] = list(dict.fromkeys(quote for _, quote in rating.quotes))
        row["documents"] = list(dict.fromkeys(name for name, _ in rating.quotes))
    return json.dumps(row, ensure_ascii=False)
