"""Places in a question: no document stands around it, so what is ambiguous stays open."""

from __future__ import annotations

from qa.annotations import Naming, PlaceMention
from qa.patterns import regex
from qa.places import pinyin
from qa.places.lists import listed
from qa.places.resolve import Context, resolve
from qa.places.spots import Spot, spots
from qa.places.table import Grade, table
from qa.places.words import Words

_EVERYDAY = listed("everyday")
_LED = listed("led")
_KEEPS = listed("keeps")
_LOOSE = ("p", "c", "u", "x", "r", "d", "f", "m", "q", "y", "v", "a")
_PARTS = frozenset("会爱拉令")  # verbs that are part of names: 会通河, 波密拉
_CJK = regex("[\u3400-\u9fff]")


def in_question(text: str) -> tuple[PlaceMention, ...]:
    """The places that a question names, in order. `topic` is set for all: a question is about what it names."""
    if not _CJK.search(text):
        return pinyin.find(text)
    held = table()
    words = Words(text)
    row = spots(text)
    ends = {spot.end for spot in row}
    found = []
    for reading in resolve([text], [[spot if spot.start in ends else _trusted(spot, words) for spot in row]], Context()):
        spot = reading.spot
        naming = Naming.LOCAL if spot.local else spot.naming
        places = tuple(held.place(code, spot.local) for code in reading.codes)
        found.append(PlaceMention(spot.start, spot.end, naming, places, topic=True))
    return tuple(found)


def _trusted(spot: Spot, words: Words) -> Spot:
    """The spot with every county's name that stands by itself and is no everyday word taken for it: 信丰 needs no company in a
    question, but 平原 does, and 通河 in 会通河."""
    if words.text[spot.start : spot.end] in _EVERYDAY:
        return spot._replace(entries=tuple(entry._replace(grade=min(entry.grade, Grade.SUPPORTED)) for entry in spot.entries))
    if not _alone(words, spot.start, spot.end):
        return spot
    good = tuple(
        entry._replace(grade=Grade.FREE) if entry.grade is Grade.SUPPORTED and len(entry.code) < 9 else entry for entry in spot.entries
    )
    return spot._replace(entries=good)


def _alone(words: Words, start: int, end: int) -> bool:
    """Whether no single character that may belong to a longer name stands right before or behind."""
    if start and _joins(words, start - 1) and words.text[start - 1] not in _LED:
        return False
    return end == len(words.text) or words.text[end] in _KEEPS or not _joins(words, end)


def _joins(words: Words, offset: int) -> bool:
    _, _, word, tag = words.at(offset)
    return len(word) == 1 and "\u4e00" <= word <= "\u9fff" and (word in _PARTS or not tag.startswith(_LOOSE))
