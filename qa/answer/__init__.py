"""From a question to the sentences that answer it, or to a refusal; pure: the caller cites and verifies each pick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa import places
from qa.answer.consider import Part, consider, picks_of
from qa.answer.draft import Draft, Pick
from qa.answer.marks import marks_of
from qa.answer.notes import notes_of, part_of
from qa.answer.refusing import refuse
from qa.answer.reprints import with_carriers
from qa.question import Completed, analyse, complete
from qa.retrieve import Found, Shelf, look, passages, unmarked
from qa.types import Passage, Refusal, RefusalCode

__all__ = ["Draft", "Part", "Pick", "answer_question", "completed_by", "consider", "marks_of", "notes_of", "part_of", "picks_of"]

PASSAGES = 10
STAGES = ("encode", "retrieve", "rank", "answer")


def answer_question(question: str, history: Sequence[str], shelf: Shelf, mark: Callable[[str], None] = unmarked) -> Draft:
    """Complete the question by its history, retrieve, rank, choose or refuse.

    `mark(stage)` is called as each stage ends (`encode`, `retrieve`, `rank`, `answer`, in this order), so that a caller who
    has a clock can measure them; nothing here reads one.
    """
    completed = completed_by(question, history, shelf)
    corrected = places.corrected(completed.text)
    text = completed.text.replace(*corrected) if corrected else completed.text
    asked = analyse(text, completed.focus)
    draft = Draft(question, completed.text if completed.changed else None, (), (), None, asked, corrected=corrected)
    code = RefusalCode.EMPTY_QUESTION if not asked.bare.strip() else RefusalCode.EMPTY_LIBRARY if not shelf.paragraphs else None
    if code is not None:
        for stage in STAGES:
            mark(stage)
        return replace(draft, refusal=Refusal(code))
    found = look(asked, shelf, mark)
    weighed = consider(found, shelf)
    covered = [part for part in weighed.parts if part.answered]
    picks = picks_of(covered)
    refusal, nearest = (None, None) if picks else refuse(weighed.worst)
    everywhere = [candidate.paragraph for part in (found, *(part.found for part in weighed.parts)) for candidate in part.candidates]
    stated = with_carriers(picks, everywhere, shelf)
    quoted = [group[0] for group in stated] if nearest is None else [nearest]
    shown = _with_picked(passages(found, shelf, PASSAGES), quoted, [found, *(part.found for part in weighed.parts)], shelf)
    mark("answer")
    uncovered = tuple(part.side for part in weighed.parts if not part.answered) if picks else ()
    return replace(draft, passages=shown, statements=stated, refusal=refusal, nearest=nearest, uncovered=uncovered)


def completed_by(question: str, history: Sequence[str], shelf: Shelf) -> Completed:
    """The question completed by those before it, oldest first, and by the first sentence that answers the last of them."""
    completed = complete(question, history)
    if not completed.changed:
        return completed
    before = complete(history[-1], history[:-1])
    asked = analyse(before.text, before.focus)
    if not asked.bare.strip() or not shelf.paragraphs:
        return completed
    answered = picks_of([part for part in consider(look(asked, shelf), shelf).parts if part.answered])
    return complete(question, history, [pick.text for pick in answered[:1]])


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
