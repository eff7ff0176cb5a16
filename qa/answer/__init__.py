"""From a question to the sentences that answer it, or to a refusal; pure: the caller cites and verifies each pick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answer.choose import choose
from qa.answer.draft import Draft, Pick
from qa.answer.weigh import Weighed, evidence, weigh
from qa.question import Question, analyse, complete
from qa.rank import Ranker, load, missing, probability
from qa.retrieve import Found, Shelf, look, passages, unmarked
from qa.types import Passage, Refusal, RefusalCode

__all__ = ["Draft", "Pick", "answer_question"]

PASSAGES = 10
EACH = 3  # statements for each side of a comparison
# Share of the threshold that each side must reach: both must, and what is compared (做法, 管理上) is named loosely. By reason.
SIDE = 0.5
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
    model = load()
    parts = [(part, weigh(part, shelf, model)) for part in _sides(asked, shelf) or [found]]
    chances = [_chance(part, ranked, model) for part, ranked in parts]
    worst = min(range(len(parts)), key=lambda i: chances[i])  # a comparison needs evidence on every side
    limit = model.threshold_english if asked.english else model.threshold
    limit *= SIDE if len(parts) > 1 else 1.0
    each = EACH if len(parts) > 1 else len(parts[0][1])
    picks = [] if chances[worst] < limit else list(dict.fromkeys(pick for part in parts for pick in choose(*part)[:each]))
    shown = _with_picked(passages(found, shelf, PASSAGES), picks, [found, *(part for part, _ in parts)], shelf)
    mark("answer")
    if not picks:
        return Draft(question, rewritten, shown, (), _refusal(*parts[worst]))
    return Draft(question, rewritten, shown, tuple((pick,) for pick in picks), None)


def _chance(found: Found, ranked: Sequence[Weighed], model: Ranker) -> float:
    """The judge's probability that the best sentence answers; for a question in English, of which it sees no word, the cosine."""
    if not ranked:
        return 0.0
    if found.question.english:
        return max(0.0, max(candidate.signals.cosine for candidate in found.candidates))
    return probability(model.answers.score(evidence(found, ranked[0])))


def _sides(question: Question, shelf: Shelf) -> list[Found]:
    """The question asked of each thing that it compares, without the others; [] where it compares nothing by name."""
    if len(question.sides) < 2:
        return []
    return [look(_side(question, name.text), shelf) for name in question.sides]


def _side(question: Question, name: str) -> Question:
    others = {term.text for term in question.sides if term.text != name}
    bare = question.bare
    for other in sorted(others):
        bare = bare.replace(other, " ")
    kept = tuple(term for term in question.terms if term.text not in others)
    pairs = tuple((pair, weight) for pair, weight in question.pairs if pair in bare)
    return replace(question, text=bare, bare=bare, terms=kept, pairs=pairs, sides=())


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
