"""The product asked as it ships, and with refusal taken out of the picture. The one module of the evals that sees how an answer
comes about; a test holds that it says what `answer_question` says."""

from __future__ import annotations

import time
from dataclasses import dataclass

from evals.sets import Ask
from qa.answer import Pick, completed_by, consider, picks_of
from qa.question import analyse
from qa.retrieve import Found, Shelf, look


@dataclass(frozen=True, slots=True)
class Said:
    """What the product makes of a question: the ranked paragraph ids; the picks it quotes where it may not refuse; how sure its
    judge is (`chance`, 0 to 1) and what that is held against (`limit`: below it the question is refused); and how many
    milliseconds analysis, retrieval and ranking took."""

    ids: tuple[str, ...]
    picks: tuple[Pick, ...]
    chance: float
    limit: float
    milliseconds: float

    @property
    def answered(self) -> bool:
        """Whether the product as shipped answers."""
        return self.chance >= self.limit and bool(self.picks)


def say(ask: Ask, shelf: Shelf) -> Said:
    """Ask the product; the clock only measures."""
    started = time.perf_counter()
    completed = completed_by(ask.question, ask.history, shelf)
    question = analyse(completed.text, completed.focus)
    found = look(question, shelf)
    milliseconds = (time.perf_counter() - started) * 1000
    picks, chance, limit = judged(found, shelf)
    return Said(tuple(candidate.paragraph.id for candidate in found.candidates), picks, chance, limit, milliseconds)


def judged(found: Found, shelf: Shelf) -> tuple[tuple[Pick, ...], float, float]:
    """(picks, chance, limit) of a question that was looked up."""
    considered = consider(found, shelf)
    return tuple(picks_of(considered.parts)), considered.worst.chance, considered.worst.limit
