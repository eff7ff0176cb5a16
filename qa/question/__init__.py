"""What a question asks: completed by the conversation, its kind, the shape of its answer, its terms. Pure."""

from __future__ import annotations

from qa.question.followup import Completed, complete
from qa.question.kinds import FACTS, Asked, Expected
from qa.question.shapes import find
from qa.question.stops import ENGLISH_STOPS
from qa.question.terms import NAMED, Question, Term, analyse, asked_of

__all__ = [
    "ENGLISH_STOPS", "FACTS", "NAMED", "Asked", "Completed", "Expected", "Question", "Term", "analyse", "asked_of", "complete", "find",
]  # fmt: skip
