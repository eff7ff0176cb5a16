"""The typed slots that a question fills: the places, times, people, quoted terms and other names in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from qa import places, times
from qa.annotations import Dating, Naming, Place
from qa.patterns import regex
from qa.question.kinds import Expected, is_english
from qa.question.shapes import find
from qa.question.terms import analyse
from qa.tokens import normalise


class Slot(StrEnum):
    """What an entity of a question may be replaced by: another of its slot."""

    PLACE = "place"
    TIME = "time"
    PERSON = "person"
    QUOTED = "quoted"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity, `[start, end)` in characters of the question; `places` is what a place may be, one where that is known."""

    slot: Slot
    start: int
    end: int
    text: str
    places: tuple[Place, ...] = ()

    @property
    def full(self) -> str:
        """The whole name of the place that it is known to be (江苏省苏州市 of 苏州), else what is written."""
        return self.places[0].name + self.places[0].local if len(self.places) == 1 else self.text

    @property
    def level(self) -> int:
        """Of a place the digits of its code, more for a village or a community; 0 of anything else."""
        return (_LOCAL if self.places[0].local else len(self.places[0].code)) if self.places else 0


_ABOVE = {9: 6, 6: 4, 4: 2}  # digits of the code of the next larger division
_LOCAL = 12  # a level below the 9 digits of a township
QUOTED = regex(r"[“\"「『《‘][^”\"」』》’]{2,30}[”\"」』》’]")
_CAPITAL = regex(r"(?<![.?!]\s)(?<=\s)(?:[A-Z][a-z'’\-]+)(?:\s[A-Z][a-z'’\-]+)*")
_TITLED = regex(r"^[A-Z][a-z'’\-]+(?:\s[A-Z][a-z'’\-]+)*$")
_LAST_CHARACTER = regex(r"[\u4e00-\u9fff](?<![的是在说和与有为由做任呢吗了被对])(?=$|[？?，,。、的是在说和与有为由做任])")
_JOINED = regex(r"\s*(?:和|与|及|以及|跟|同|、|,|，|and|or|&)\s*")


@lru_cache(maxsize=512)
def mentions(question: str) -> tuple[Mention, ...]:
    """The entities of a question, in order, none within another; times and quoted terms go before places, those before names."""
    found: list[Mention] = []
    for group in (_times(question), _quoted(question), _places(question), _people(question), _names(question)):
        for each in group:
            if each.start < each.end and not any(each.start < held.end and held.start < each.end for held in found):
                found.append(each)
    return tuple(sorted(found, key=lambda mention: mention.start))


def grouped(found: Sequence[Mention], text: str, slot: Slot) -> list[tuple[Mention, ...]]:
    """The entities of a slot, those that a conjunction joins (赣州、抚州和吉安) together, in order."""
    groups: list[tuple[Mention, ...]] = []
    for mention in found:
        if mention.slot is not slot:
            continue
        if groups and _JOINED.fullmatch(text[groups[-1][-1].end : mention.start]):
            groups[-1] = (*groups[-1], mention)
        else:
            groups.append((mention,))
    return groups


def divisions(place: Place) -> list[str]:
    """The names of a place and of those that it lies in, the smallest first: 河东村, 柳河镇, 虎丘区, 苏州市, 江苏省."""
    found = [place.local] if place.local else []
    for digits in (9, 6, 4, 2):
        if digits <= len(place.code):
            whole, above = places.name_of(place.code[:digits]), places.name_of(place.code[: _ABOVE[digits]]) if digits > 2 else ""
            found += [whole[len(above) :]] if whole != above else []
    return found


def _times(question: str) -> Iterable[Mention]:
    """The times that can be told; 目前 and 近年来 say no more than that it is now."""
    for each in times.in_question(question):
        if each.dating is not Dating.VAGUE:
            yield Mention(Slot.TIME, each.start, each.end, question[each.start : each.end])


def _places(question: str) -> Iterable[Mention]:
    """The places told by name; a relative one (全市) is a pronoun."""
    for each in places.in_question(question):
        if each.naming is not Naming.RELATIVE:
            yield Mention(Slot.PLACE, each.start, each.end, question[each.start : each.end], each.places)


def _quoted(question: str) -> Iterable[Mention]:
    for match in QUOTED.finditer(question):
        yield Mention(Slot.QUOTED, match.start(), match.end(), match.group())


def _people(question: str) -> Iterable[Mention]:
    normal = normalise(question)
    if len(normal) == len(question):
        for start, end in find(normal, Expected("person")):
            if end - start == 2 and _LAST_CHARACTER.match(question, end):  # the tagger cuts 何定远 before its last character
                end += 1
            yield Mention(Slot.PERSON, start, end, question[start:end])


def _names(question: str) -> Iterable[Mention]:
    """What is neither place nor person and yet a name: companies, codes (GDP), in English what is capitalised."""
    if is_english(normalise(question)):
        whole = [_TITLED.match(question)] if _TITLED.match(question) else list(_CAPITAL.finditer(question))
        yield from (Mention(Slot.NAME, m.start(), m.end(), m.group()) for m in whole if m)
        return
    for term in analyse(question).terms:
        at = question.find(term.written)
        if term.role in ("name", "code") and at >= 0:
            yield Mention(Slot.NAME, at, at + len(term.written), term.written)
