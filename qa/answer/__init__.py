"""From a question to the sentences that answer it, or to a refusal; pure: the caller cites and verifies each pick."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa.answer.consider import consider, picks_of
from qa.answer.draft import Draft, Pick
from qa.answer.weigh import Weighed
from qa.question import analyse, complete
from qa.rank import missing
from qa.retrieve import Found, Shelf, look, passages, unmarked
from qa.types import Passage, Refusal, RefusalCode

__all__ = ["Draft", "Pick", "answer_question", "consider", "picks_of"]

PASSAGES = 10
NOTHING = 0.15  # share of the question's weight below which the best passage has nothing to do with it
STAGES = ("encode", "retrieve", "rank", "answer")


def answer_question(question: str, history: Sequence[str], shelf: Shelf, mark: Callable[[str], None] = unmarked) -> Draft:
    """Complete the question by its history, retrieve, rank, choose or refuse.

    `mark(stage)` is called as each stage ends (`encode`, `retrieve`, `rank`, `answer`, in this order), so that a caller who
    has a clock can measure them; nothing here reads one.
    """
    completed = complete(question, history)
    rewritten = completed.text if completed.changed else None
    asked = analyse(completed.text, completed.focus)
    code = RefusalCode.EMPTY_QUESTION if not asked.bare.strip() else RefusalCode.EMPTY_LIBRARY if not shelf.paragraphs else None
    if code is not None:
        for stage in STAGES:
            mark(stage)
        return Draft(question, rewritten, (), (), Refusal(code))
    found = look(asked, shelf, mark)
    weighed = consider(found, shelf)
    picks = picks_of(weighed) if weighed.chance >= weighed.limit else []
    shown = _with_picked(passages(found, shelf, PASSAGES), picks, [found, *(part for part, _ in weighed.parts)], shelf)
    mark("answer")
    if not picks:
        return Draft(question, rewritten, shown, (), _refusal(*weighed.worst))
    return Draft(question, rewritten, shown, tuple((pick,) for pick in picks), None)


def _with_picked(shown: tuple[Passage, ...], picks: Sequence[Pick], parts: Sequence[Found], shelf: Shelf) -> tuple[Passage, ...]:
    """The passages, and behind them those that are quoted and stand further down."""
    held = {passage.paragraph.id for passage in shown}
    out = list(shown)
    for pick in picks:
        if pick.paragraph.id in held:
            continue
        held.add(pick.paragraph.id)
        candidate = next(c for part in parts for c in part.candidates if c.paragraph.id == pick.paragraph.id)
        document = shelf.documents[pick.paragraph.document_id]
        out.append(Passage(len(out) + 1, candidate.score, document, candidate.paragraph, {"cosine": candidate.signals.cosine}))
    return tuple(out)


def _refusal(found: Found, ranked: Sequence[Weighed]) -> Refusal:
    """Why there is no answer: the words that nothing around the best evidence covers."""
    if not found.candidates:
        return Refusal(RefusalCode.NOTHING_FOUND)
    best = ranked[0].candidate if ranked else found.candidates[0]
    held = [max(max(row), around) for row, around in zip(best.found.terms, best.found.around, strict=True)]
    total = sum(found.weights) or 1.0
    words = missing(found.question, held)
    if sum(w * x for w, x in zip(found.weights, held, strict=True)) / total < NOTHING and not found.question.english:
        return Refusal(RefusalCode.NOTHING_FOUND, words)
    return Refusal(RefusalCode.NOT_COVERED, words) if words and not found.question.english else Refusal(RefusalCode.UNSURE)
