"""What a question names that its evidence must be of: a place, a time, the post of a person, the thing that is counted.

Deterministic, and apart from the judge: the judge says how likely a sentence answers, a condition that it cannot, and why. A sentence is
held against a condition only where the text states otherwise: it is about another place, or of another time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from qa import places, times
from qa.annotations import Period, Place, PlaceMention, TimeMention
from qa.answer.counted import WHOLE, figure_lacking
from qa.answer.figured import another
from qa.answer.setting import CLAUSE, Lack, Setting, Shortfall
from qa.answer.telling import untold
from qa.patterns import regex
from qa.places.pinyin import alike
from qa.places.short import shorts
from qa.question import Asked, Question, find
from qa.question.kinds import POST
from qa.question.people import persons
from qa.question.posts import holds_post, names_holder
from qa.tokens import normalise

_POST = regex(r"\b(?:secretary|mayor|director|head|chief|minister|governor|leader|president|chairman|manager)\b", re.IGNORECASE)
_ANY_POST = regex(POST)
_DIVISION = regex("[市县区镇乡州旗]$")
_ITEM = regex("[；;]")
LISTED = 3  # parts of a sentence with a place each, from which it is a list of places. By reason


def shortfall(question: Question, setting: Setting) -> Shortfall | None:
    """The first condition that the sentence does not meet; None where it meets all that the question names."""
    found = _place(question, setting) or _time(question, setting)
    if found is None:
        own = _own_part(question, setting)
        found = figure_lacking(question, own) or another(question, own) or _post(question, own) or untold(question, setting)
    return found


def _own_part(question: Question, setting: Setting) -> Setting:
    """Of a sentence that lists places one behind the other (甲县……；乙县……；丙县……), the part that is about what the question names: a
    number or a post that is told of another is no answer."""
    start, end = setting.sentence
    cuts = [start, *(match.end() for match in _ITEM.finditer(setting.text, start, end)), end]
    wanted = [place for mention in question.places for place in mention.places]
    villages = [term.text for term in question.terms if term.role == "name" and term.text.endswith(("村", "社区"))]
    parts = [(low, high) for low, high in pairwise(cuts) if low < high]
    placed = [[each for each in setting.noted.places if low <= each.start < high] for low, high in parts]
    own = [
        (low, high) for (low, high), named in zip(parts, placed, strict=True)
        if any(name in setting.text[low:high] for name in villages) or (named and _any_within(wanted, named))
    ]  # fmt: skip
    listed = sum(map(bool, placed)) >= LISTED
    return replace(setting, sentence=own[0]) if listed and len(own) == 1 else setting


def _place(question: Question, setting: Setting) -> Shortfall | None:
    for mention in question.places:
        written = question.written[mention.start : mention.end]
        if question.english and _said((*mention.places, *alike(written)), setting):
            continue
        said = _DIVISION.search(written) is not None and written in setting.text[slice(*setting.sentence)]  # whichever of that name it is
        stated = (None if said else _stated_place(mention.places, setting)) or _part(question, mention.places, setting)
        if stated is not None and not _known_by_name(question, mention.places, stated, setting):
            return Shortfall(Lack.PLACE, written, place=stated)
    return _village(question, setting)


def _known_by_name(question: Question, wanted: Sequence[Place], stated: Place, setting: Setting) -> bool:
    """Whether the sentence names somebody whom the question does and tells of them in all that the wanted place lies in: the province's
    office on a county's mayor."""
    if not any(stated.holds(place) for place in wanted):
        return False
    said, asked = normalise(setting.text[slice(*setting.sentence)]), normalise(question.written)
    return any(asked[start:end] in said for start, end in persons(asked))


def _said(wanted: Sequence[Place], setting: Setting) -> bool:
    """Whether the sentence says the name itself, be it in that of something else (江滨酒业): in English the two look alike."""
    said = setting.text[slice(*setting.sentence)]
    names = [places.own_name(place) for place in wanted]
    return any(form in said for name in names for form in (name, *shorts(name)))


def _part(question: Question, wanted: Sequence[Place], setting: Setting) -> Place | None:
    """Of a place as a whole a number is asked for (全市共有多少名): the part of it that the sentence is about, None where it is about
    more."""
    if question.kind is not Asked.NUMBER or not WHOLE.search(question.written):
        return None
    start, end = setting.sentence
    own = [place for mention in setting.noted.places if start <= mention.start < end for place in mention.places]
    parts = [place for place in own if any(_within(each, place) and not _within(place, each) for each in wanted)]
    return parts[-1] if own and len(parts) == len(own) else None


def _village(question: Question, setting: Setting) -> Shortfall | None:
    """A village that is named without what it lies in, and so is no place of the table: the paragraph names it, or is not about another;
    and the sentence is not about all that it lies in."""
    known = {place.local for mention in question.places for place in mention.places}
    start, end = setting.sentence
    said, stated = normalise(setting.text), setting.noted.place_at(start)
    own = [each for each in setting.noted.places if start <= each.start < end]
    wider = next((each.places[0] for each in own if each.topic and not each.places[0].local), None)
    for term in question.terms:
        if term.role != "name" or not term.text.endswith(("村", "社区")) or term.text in known:
            continue
        if term.text not in said and stated is not None and stated.local:
            return Shortfall(Lack.PLACE, term.written, place=stated)
        if term.text not in normalise(setting.text[start:end]) and term.text not in setting.above and wider is not None:
            return Shortfall(Lack.PLACE, term.written, place=wider)
    return None


def _stated_place(wanted: Sequence[Place], setting: Setting) -> Place | None:
    """The place that the sentence is about instead of the wanted one (or one of several that a name may mean); None where it is about
    that, or where nothing says what it is about. A sentence that names no place goes on with one that its paragraph names."""
    start, end = setting.sentence
    own = [mention for mention in setting.noted.places if start <= mention.start < end]
    if _any_within(wanted, own) or any(
        place.local and place.local in setting.text[each.start : each.end] for each in own for place in wanted
    ):
        return None  # it is that, in it, or in a zone of that name (甲市高新区 of 甲市高新区某村)
    if not any(mention.topic for mention in own) and _any_within(wanted, setting.noted.places):
        return None
    stated = setting.noted.place_at(max([start, *(mention.start for mention in own if mention.topic)]))
    if stated is not None and not any(mention.topic for mention in own) and any(_leads(place, stated, setting) for place in wanted):
        return None
    return None if stated is None or any(_within(place, stated) for place in wanted) else stated


def _leads(place: Place, stated: Place, setting: Setting) -> bool:
    """Whether the document begins with the place, which lies in the one that is stated: what it tells without naming a place is of that."""
    return (stated.holds(place) and stated != place) and (place.local or places.own_name(place)) in setting.lead


def is_about(wanted: Sequence[Place], setting: Setting) -> bool:
    """Whether the sentence is about one of these places, or what lies in it."""
    start, end = setting.sentence
    own = [mention for mention in setting.noted.places if start <= mention.start < end]
    stated = setting.noted.place_at(start)
    return _any_within(wanted, own) or (not own and stated is not None and any(_within(place, stated) for place in wanted))


def names_one(mentions: Sequence[PlaceMention], setting: Setting) -> bool:
    """Whether the sentence itself names one of these places, and not only what lies in it."""
    start, end = setting.sentence
    named = {place for mention in setting.noted.places if start <= mention.start < end for place in mention.places}
    return any(place in named for mention in mentions for place in mention.places)


def _any_within(wanted: Sequence[Place], mentions: Sequence[PlaceMention]) -> bool:
    return any(_within(place, each) for mention in mentions for each in mention.places for place in wanted)


def _within(place: Place, other: Place) -> bool:
    """Whether the other is the place or in it. A village is known by its own name: a question seldom names all that is above it."""
    if not place.local:
        return place.holds(other)
    return other.local == place.local and (other.code.startswith(place.code) or place.code.startswith(other.code))


def _time(question: Question, setting: Setting) -> Shortfall | None:
    asked = [(mention, _resolved(mention, question, setting)) for mention in question.times]
    wanted = [(mention, period) for mention, period in asked if period is not None]
    if not wanted:
        return None
    stated = _stated_times(setting)
    if not stated or any(period.meets(each) for _, period in wanted for each in stated):
        return None
    if stated == [setting.published] and any(_looked_back_on(period, setting) for _, period in wanted):
        return None
    mention = wanted[0][0]
    return Shortfall(Lack.TIME, question.written[mention.start : mention.end], period=stated[-1])


def _looked_back_on(period: Period, setting: Setting) -> bool:
    """Whether a sentence without a time may be of the year before its document, which the document names: it looks back on that year."""
    published = setting.published
    return published is not None and period.first.year == published.first.year - 1 and any(period.meets(each) for each in setting.told)


def _resolved(mention: TimeMention, question: Question, setting: Setting) -> Period | None:
    return mention.period or times.resolve(mention, question.written, setting.published)


def _stated_times(setting: Setting) -> list[Period]:
    """The times of the sentence; else the last one before it in its paragraph; else that of publication."""
    start, end = setting.sentence
    known = [(mention, mention.period) for mention in setting.noted.times if mention.period is not None]
    own = [period for mention, period in known if start <= mention.start < end]
    if own:
        return own
    before = [period for mention, period in known if mention.start < start]
    return before[-1:] or ([setting.published] if setting.published else [])


def _post(question: Question, setting: Setting) -> Shortfall | None:
    """Somebody who holds a post is asked for: a clause of the sentence must name the post and a person; in English, of which posts no
    table is kept, any post and its holder."""
    english = question.english and question.kind is Asked.WHO and _POST.search(question.written)
    if not question.post and not english:
        return None
    clauses = CLAUSE.split(normalise(setting.text[slice(*setting.sentence)]))
    held = any(_any_holder(clause) if english else holds_post(clause, question.post) and _somebody(clause, question) for clause in clauses)
    return None if held else Shortfall(Lack.POST, question.post)


def _any_holder(clause: str) -> bool:
    """Whether a clause names a person and a post, in whichever order (罗桂禾是石桥村书记)."""
    return names_holder(clause) or (_ANY_POST.search(clause) is not None and bool(persons(clause)))


def _somebody(clause: str, question: Question) -> bool:
    return names_holder(clause) or bool(find(clause, question.expected))
