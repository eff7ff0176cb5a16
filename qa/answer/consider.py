"""A question's evidence weighed: how likely it answers, what would be quoted, and what it is not of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from qa import times
from qa.annotations import Place, PlaceMention
from qa.answer.choose import OPEN_MOST, choose
from qa.answer.conditions import is_about, names_one, shortfall
from qa.answer.draft import Pick
from qa.answer.prefer import first_of, preferred
from qa.answer.setting import Lack, Setting, Shortfall
from qa.answer.weigh import Weighed, evidence, weigh
from qa.question import Question, Term
from qa.question.sides import alone
from qa.rank import Ranker, load, probability
from qa.retrieve import Found, Shelf, annotation, look, relaid, told
from qa.retrieve.opening import lead
from qa.tokens import normalise

EACH = 3  # statements for each side of a comparison
# Share of the threshold that each side must reach: both must, and what is compared (做法, 管理上) is named loosely; at a half
# more comparisons were refused in vain, and no more of those without an answer (docs/log.md, on questions of our own).
SIDE = 0.25
FAR = 5.0  # how far below one that does not meet the conditions, 150 times less likely, a sentence answers nothing. By reason
OWN = 6.0  # how much better a sentence may be and still give way, of a side that is a place, to one that names it: in an article on many
# places what is said of all of them is no side's own. By reason
NEAR = 2.5  # how far below the nearest sentence another may lie that says better what is not covered, in the units of `DIRECT`


@dataclass(frozen=True, slots=True)
class Part:
    """What was found for a question, or for one side of a comparison (`side`, as written, "" for a question that compares nothing).

    `ranked` are the sentences that meet the question's conditions, best first, `barred` the best that does not and what it lacks.
    `chance` is the probability that the best of `ranked` answers, 0 to 1; below `limit` it does not.
    """

    found: Found
    side: str
    ranked: list[Weighed]
    barred: tuple[Weighed, Shortfall] | None
    chance: float
    limit: float

    @property
    def answered(self) -> bool:
        """Whether it is answered, as far as the judge can tell, and by a sentence that is not out of the question beside a better one that
        says something else."""
        best = max((each.score for each in self.ranked), default=0.0)  # the first is not the best where another answers more directly
        far = self.barred is not None and self.barred[0].score > best + FAR
        elsewhere = self.side != "" and self.barred is not None and self.barred[1].lack is Lack.PLACE  # the other side's: no better one
        return bool(self.ranked) and self.chance >= self.limit and (elsewhere or not far)


@dataclass(frozen=True, slots=True)
class Considered:
    """The parts of a question's evidence, one or one for each side."""

    parts: tuple[Part, ...]

    @property
    def worst(self) -> Part:
        """The part that is covered worst."""
        return min(self.parts, key=lambda part: part.chance)


def consider(found: Found, shelf: Shelf) -> Considered:
    """Weigh the sentences of what was found, for each side of a comparison by itself."""
    sides = _sides(found.question, shelf)
    if not sides:
        return Considered((_part("", found, shelf, 1.0, ()),))
    return Considered(tuple(_part(name, part, shelf, SIDE, _inner(part.question, found.question)) for name, part in sides))


def _inner(side: Question, whole: Question) -> tuple[Place, ...]:
    """The places of the other sides that lie in this one's (of 全省 and its capital): what is said of them is not said of this."""
    own = [place for mention in side.places for place in mention.places]
    others = [place for mention in whole.places for place in mention.places if place not in own]
    return tuple(other for other in others if any(place.holds(other) and not other.holds(place) for place in own))


def picks_of(parts: Sequence[Part]) -> list[Pick]:
    """What is quoted if these parts are answered, whatever their chance; [] where no sentence can be."""
    return list(dict.fromkeys(pick for part in parts for pick in choose(part.found, part.ranked, EACH if part.side else OPEN_MOST)))


def _part(side: str, found: Found, shelf: Shelf, share: float, apart: Sequence[Place]) -> Part:
    """A question or a side of it; no sentence that is about one of the places `apart` is of this side."""
    model, question = load(), found.question
    weighed = weigh(found, shelf, model)
    if apart:
        weighed = [each for each in weighed if not is_about(apart, _setting(each, shelf))]
    ranked, barred = meeting(question, weighed, shelf)
    if side and ranked and question.places:
        ranked = first_of(ranked, OWN, lambda each: names_one(question.places, _setting(each, shelf)))
    limit = model.threshold_english if question.english else model.threshold
    return Part(found, side, ranked, barred, chance(found, ranked, model), limit * share)


def meeting(question: Question, weighed: Sequence[Weighed], shelf: Shelf) -> tuple[list[Weighed], tuple[Weighed, Shortfall] | None]:
    """The sentences that meet the question's conditions, best first, and the best that does not, with what it lacks."""
    lacks = [_shortfall(question, each, shelf) for each in weighed]
    met = [each for each, lack in zip(weighed, lacks, strict=True) if lack is None]
    barred = [(each, lack) for each, lack in zip(weighed, lacks, strict=True) if lack is not None]
    return preferred(question, met, shelf), _nearest(barred)


def _nearest(barred: Sequence[tuple[Weighed, Shortfall]]) -> tuple[Weighed, Shortfall] | None:
    """The best sentence that lacks something; where it is about another place, one that is about the right one comes before it, though
    it be less good: of a place and a year that are asked for, the one that is not covered is named."""
    if not barred or barred[0][1].lack is not Lack.PLACE:
        return next(iter(barred), None)
    near = [row for row in barred if row[0].score >= barred[0][0].score - NEAR]
    return next((row for row in near if row[1].lack is Lack.TIME), barred[0])


def _shortfall(question: Question, weighed: Weighed, shelf: Shelf) -> Shortfall | None:
    return shortfall(question, _setting(weighed, shelf))


def _setting(weighed: Weighed, shelf: Shelf) -> Setting:
    prepared = weighed.candidate.found.prepared
    document = shelf.documents[prepared.paragraph.document_id]
    published = times.published(document.front)
    noted, above = annotation(prepared.paragraph, shelf), f"{normalise(document.front.title or '')} {prepared.section}"
    return Setting(
        prepared.paragraph.text, prepared.sentences[weighed.s], noted, published, told(document.id, shelf), above,
        lead(document.id, shelf), partial(_near, shelf),
    )  # fmt: skip


def _near(shelf: Shelf, word: str, text: str) -> float:
    """The cosine of a word with the nearest word of a text, of two characters at least; 0 where there is none."""
    import rjieba

    others = [other for other in rjieba.cut(text) if len(other) > 1]
    if not others:
        return 0.0
    wanted, *rows = shelf.pieces.pool(shelf.pieces.cut([word, *others]))
    return float(max(row @ wanted for row in rows))


def chance(found: Found, ranked: Sequence[Weighed], model: Ranker) -> float:
    """The judge's probability that the best sentence answers."""
    if not ranked:
        return 0.0
    judge = model.answers_english if found.question.english else model.answers
    return probability(judge.score(evidence(found, ranked[0])))


def _sides(question: Question, shelf: Shelf) -> list[tuple[str, Found]]:
    """The question asked of each thing that it compares, without the others; [] where it compares nothing by name."""
    phrases = alone(question)
    if phrases:
        return [(phrase, look(each, shelf)) for phrase, each in phrases]
    if len(question.sides) < 2:
        return []
    return [(name.written, _asked_there(name, look(_side(question, name.text), shelf), shelf)) for name in question.sides]


def _asked_there(name: Term, found: Found, shelf: Shelf) -> Found:
    """What was found for a side that is a place, weighed by what is asked of it alone: that a sentence is about the place is a condition,
    and one that only names it once more answers nothing."""
    question = found.question
    terms = tuple(term for term in question.terms if term.text != name.text)
    if not question.places or not any(term.role == "word" for term in terms):
        return found
    bare = " ".join(question.bare.replace(name.text, " ").split())
    pairs = tuple((pair, weight) for pair, weight in question.pairs if pair in bare)
    return relaid(replace(question, text=bare, bare=bare, terms=terms, pairs=pairs), found, shelf)


def _side(question: Question, name: str) -> Question:
    others = {each for term in question.sides if term.text != name for each in (term.text, *_belonging(question, term.forms))}
    named = tuple(
        each for each in question.places
        if not _is_any(question.written[each.start : each.end], others) and not _introduces(question.written[each.end :], others)
    )  # fmt: skip
    ours, theirs = ({_words_of(each, question) for each in question.places if (each in named) is own} for own in (True, False))
    bare = question.bare
    for other in sorted({*others, *theirs} - ours, key=lambda text: (-len(text), text)):
        bare = bare.replace(other, " ")
    bare = " ".join(bare.split())
    kept = tuple(term for term in question.terms if term.text not in others)
    pairs = tuple((pair, weight) for pair, weight in question.pairs if pair in bare)
    times = tuple(each for each in question.times if not any(other in question.written[each.start : each.end] for other in others))
    return replace(question, text=bare, bare=bare, terms=kept, pairs=pairs, sides=(), places=named, times=times)


def _words_of(place: PlaceMention, question: Question) -> str:
    return normalise(question.written[place.start : place.end])


def _belonging(question: Question, names: Sequence[str]) -> list[str]:
    """The names and quoted terms of a question that stand right behind one of these names, asked of that alone (河东的“甲”和河西石桥)."""
    written = normalise(question.written)
    own = [term.text for term in question.terms if term.role in ("name", "quoted")]
    behind = [written[match.end() :].lstrip("的") for name in names for match in re.finditer(re.escape(name), written)]
    return [term for term in own if any(re.match(rf"[“\"「『《]?{re.escape(term)}", rest) for rest in behind)]


def _introduces(behind: str, names: set[str]) -> bool:
    """Whether one of the names, a year aside, stands right behind a place, which is then that one's (河东区的“甲”和“乙”)."""
    return normalise(behind).lstrip('的“”"「『《 ').startswith(tuple(name for name in names if not name.isdigit()))


def _is_any(written: str, names: set[str]) -> bool:
    return any(name in written or written in name for name in names)
