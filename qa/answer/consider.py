"""A question's evidence weighed: how likely it answers, and what would be quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answer.choose import choose
from qa.answer.draft import Pick
from qa.answer.weigh import Weighed, evidence, weigh
from qa.question import Question
from qa.rank import Ranker, load, probability
from qa.retrieve import Found, Shelf, look

EACH = 3  # statements for each side of a comparison
# Share of the threshold that each side must reach: both must, and what is compared (做法, 管理上) is named loosely. By reason.
SIDE = 0.5


@dataclass(frozen=True, slots=True)
class Considered:
    """What was found for a question, or for each side of a comparison, with its sentences, best first. `chance` is the probability
    that the part that is covered worst (`worst`) is answered, 0 to 1; below `limit` the question is refused."""

    parts: tuple[tuple[Found, list[Weighed]], ...]
    worst: tuple[Found, list[Weighed]]
    chance: float
    limit: float


def consider(found: Found, shelf: Shelf) -> Considered:
    """Weigh the sentences of what was found; a comparison needs evidence on every side."""
    model, question = load(), found.question
    parts = tuple((part, weigh(part, shelf, model)) for part in _sides(question, shelf) or [found])
    chances = [_chance(part, ranked, model) for part, ranked in parts]
    worst = min(range(len(parts)), key=lambda i: chances[i])
    limit = model.threshold_english if question.english else model.threshold
    return Considered(parts, parts[worst], chances[worst], limit * (SIDE if len(parts) > 1 else 1.0))


def picks_of(considered: Considered) -> list[Pick]:
    """What is quoted if the question is answered, whatever its chance; [] where no sentence can be."""
    each = EACH if len(considered.parts) > 1 else None
    return list(dict.fromkeys(pick for part in considered.parts for pick in choose(*part)[:each]))


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
