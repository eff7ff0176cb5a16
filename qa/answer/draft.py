"""What answering hands to its caller: statements as slices of paragraphs, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass

from qa.question import Question
from qa.types import Paragraph, Passage, Refusal


@dataclass(frozen=True, slots=True)
class Pick:
    """`paragraph.text[start:end]`, to be quoted: one sentence, or an unbroken run of its whole clauses."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.paragraph.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before its quotes are verified.

    `asked` is the question as it was analysed, None for one that was not. `nearest` is what a refusal offers instead of an answer.

    `rewritten` is the completed question, None where nothing was changed. Each statement is one pick or more: its text is
    the first pick's, whose paragraph is among `passages`, the others are places in reprints that hold the same words. There are
    statements or a refusal, never both; where verification drops every pick, the caller refuses with `unsure`.
    """

    question: str
    rewritten: str | None
    passages: tuple[Passage, ...]
    statements: tuple[tuple[Pick, ...], ...]
    refusal: Refusal | None
    asked: Question | None = None
    nearest: Pick | None = None
    uncovered: tuple[str, ...] = ()
    corrected: tuple[str, str] | None = None
