"""A follow-up question completed by what was asked before it: 那苏州呢？ after 杭州如何… asks 苏州如何….

Typed slots (place, time, person, quoted term, other name, and what is asked about) are carried from turn to turn; what the new
turn names takes the place of its like, a pronoun takes the last of its kind, and a question with a subject of its own takes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.question.followup import english
from qa.question.followup.carry import asks, beside, carry, measures_it, names_no_thing, relation, why
from qa.question.followup.forms import asks_for_more, correction, fragment, joins_on, without_lead
from qa.question.followup.point import points, resolve
from qa.question.followup.swap import instead, swap
from qa.question.followup.turns import Completed, Turn, turn_of
from qa.question.kinds import is_english
from qa.tokens import normalise

__all__ = ["Completed", "complete"]


def complete(question: str, history: Sequence[str], answered: Sequence[str] = ()) -> Completed:
    """Complete a question by the questions asked before it, oldest first; each of those is completed by its own past first.

    A question that stands by itself comes back as it is. `answered` is what was answered to the last question of the history, where
    the caller knows it: the entity (a name, 54个村) or the first statement; 他 and 其中 point at it before they point at the question.
    """
    past: list[Turn] = []
    for each in history:
        if each.strip():
            found = _one(each.strip(), past, ())
            past.append(turn_of(found.text, found.focus))
    return _one(question.strip(), past, answered)


def _one(question: str, past: Sequence[Turn], answered: Sequence[str]) -> Completed:
    if not past or not question:
        return Completed(question, 0, False)
    english_asked = is_english(normalise(question))
    found = english.follow(question, past) if english_asked else _chinese(question, past, answered)
    if found is None or found[0] == question:
        return Completed(question, 0, False)
    return Completed(found[0], found[1], True)


def _chinese(question: str, past: Sequence[Turn], answered: Sequence[str]) -> tuple[str, int] | None:
    """The completed question and its focus; None where it stands by itself."""
    last = past[-1]
    if asks_for_more(question):
        return last.text, last.focus
    meant = correction(question)
    if meant is not None:
        return _corrected(meant.what, meant.instead, past, answered)
    rest = without_lead(question)
    whole = why(rest, last) or beside(rest, last)
    if whole:
        return whole, 0
    what = fragment(question)
    if what is not None and not asks(what) and not points(what):
        if related := relation(what, last):
            return related, 0
        swapped = swap(what, last)
        return (swapped.text, swapped.focus) if swapped.text != last.text or what in last.text else None
    if points(rest):
        found = resolve(rest, past, answered)
        if found is not None and found[1]:
            return found
        named = fragment(found[0]) if found is not None and what is not None else None
        if named is not None:  # 全省呢？ is 江西省呢？ now
            swapped = swap(named, last)
            return swapped.text, swapped.focus
        if found is not None:  # 全市有多少？ is 赣州市有多少？ now, and still leaves out of what
            again = measures_it(rest) or (names_no_thing(found[0]) and turn_of(found[0]).kind is last.kind)
            return (carry(found[0], last, False) if again else None) or found
    return carry(rest, last, joins_on(question))


def _corrected(what: str, old: str, past: Sequence[Turn], answered: Sequence[str]) -> tuple[str, int]:
    """The last question put right; a correction that asks a question of its own is taken as that."""
    last = past[-1]
    if asks(what):
        return _chinese(what, past, answered) or (what, 0)
    swapped = instead(old, what, last) if old else swap(what, last)
    return swapped.text, swapped.focus
