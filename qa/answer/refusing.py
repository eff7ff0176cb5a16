"""Why there is no answer, and what comes nearest to one."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.choose import quote
from qa.answer.consider import Part
from qa.answer.draft import Pick
from qa.answer.setting import Lack, Shortfall
from qa.answer.weigh import Weighed
from qa.rank import missing
from qa.retrieve import Found
from qa.types import Refusal, RefusalCode

NOTHING = 0.15  # share of the question's weight below which the best passage has nothing to do with it
_CODES = {
    Lack.PLACE: RefusalCode.OTHER_PLACE,
    Lack.TIME: RefusalCode.OTHER_TIME,
    Lack.FIGURE: RefusalCode.NOT_STATED,
    Lack.POST: RefusalCode.NOT_STATED,
    Lack.DATE: RefusalCode.NOT_STATED,
    Lack.NAME: RefusalCode.NOT_STATED,
    Lack.REASON: RefusalCode.NOT_STATED,
    Lack.EARLIER: RefusalCode.NOT_STATED,
    Lack.PARTS: RefusalCode.NOT_STATED,
}


def refuse(part: Part) -> tuple[Refusal, Pick | None]:
    """The reason, and the sentence that would have answered but for what it lacks (an other place, an other year)."""
    named = part.barred
    if named is not None and _stands_before(named[0], part.ranked) and _on_the_matter(part.found, named[0]):
        weighed, lack = named
        return _lacking(lack), quote(part.found, weighed)
    return _uncovered(part.found, part.ranked or ([named[0]] if named else [])), None


def _lacking(lack: Shortfall) -> Refusal:
    if not lack.words:
        return Refusal(RefusalCode.UNSURE)
    return Refusal(_CODES[lack.lack], (lack.words,), place=lack.place, period=lack.period)


def _stands_before(weighed: Weighed, ranked: Sequence[Weighed]) -> bool:
    """Whether a sentence is ranked before every one that meets the conditions."""
    return not ranked or (-weighed.score, weighed.place, weighed.s) < (-ranked[0].score, ranked[0].place, ranked[0].s)


def _on_the_matter(found: Found, weighed: Weighed) -> bool:
    """Whether what is asked, names and years aside, stands in the sentence's passage or around it."""
    rows = zip(found.question.terms, found.weights, weighed.candidate.found.terms, weighed.candidate.found.around, strict=True)
    asked = [(weight, max(*row, around)) for term, weight, row, around in rows if term.role not in ("name", "year")]
    whole = sum(weight for weight, _ in asked)
    return whole == 0 or sum(weight * held for weight, held in asked) / whole >= 0.5


def _uncovered(found: Found, ranked: Sequence[Weighed]) -> Refusal:
    """The words that nothing around the best evidence covers."""
    if not found.candidates:
        return Refusal(RefusalCode.NOTHING_FOUND)
    best = ranked[0].candidate if ranked else found.candidates[0]
    held = [max(max(row), around) for row, around in zip(best.found.terms, best.found.around, strict=True)]
    total = sum(found.weights) or 1.0
    words = missing(found.question, held)
    if sum(w * x for w, x in zip(found.weights, held, strict=True)) / total < NOTHING and not found.question.english:
        return Refusal(RefusalCode.NOTHING_FOUND, words)
    return Refusal(RefusalCode.NOT_COVERED, words) if words and not found.question.english else Refusal(RefusalCode.UNSURE)
