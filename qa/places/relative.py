"""Relative names (全市, 该区, 我省): found by pattern, meant by what the text is about there."""

from __future__ import annotations

from dataclasses import dataclass

from qa.annotations import Place
from qa.patterns import regex
from qa.places.lists import listed
from qa.places.table import table
from qa.places.words import Words

MUNICIPALITIES = ("11", "12", "31", "50")
_PATTERN = regex(
    r"(全|该|我|本)(省|自治区|自治州|自治县|市|区|县|旗|州|镇|乡|街道|村|社区)"
    r"(?!民(?!政|族|营|主)|场|值|面|域|间|块|位|划|别|份|会(?!议)|城(?!乡|镇|市|区)|委|政府|办|级(?:市|行)|长|处|官|花|区(?!内)|县(?!级))"
)
_TAILS = listed("tails")
_SHORT_OF = {"自治区": "区", "自治州": "州", "自治县": "县"}


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative name: `scope` is 全, 该, 我 or 本, `level` the word for the level (市, 区, 镇, 村)."""

    start: int
    end: int
    scope: str
    level: str


def find(words: Words) -> list[Relative]:
    """The relative names of a text; 市委, 市里 and 全国 are none."""
    found = []
    for match in _PATTERN.finditer(words.text):
        first, last, word, _ = words.at(match.start())
        own = first == match.start() or word == "自我"
        if not own or (last > match.end() and words.text[match.end() : last] not in _TAILS):
            continue
        level = match.group(2)
        found.append(Relative(match.start(), match.end(), match.group(1), _SHORT_OF.get(level, level)))
    return found


def own_level(code: str, level: str) -> bool:
    """Whether a division itself is called by that level: 苏州市 by 市."""
    found = at_level(table().place(code), level)
    return found is not None and found.code == code


def at_level(place: Place, level: str, named: bool = False) -> Place | None:
    """The place itself, or the one that holds it, that is called by that level: 市 of 虎丘区 is 苏州市; None where none is. `named`
    takes the nearest one, a county-level city too: 该市 behind 昆山市玉山镇 is 昆山市, but 全市 is the city that holds it."""
    if level in ("村", "社区"):
        return place if place.local.endswith(level) else None
    if level in ("镇", "乡", "街道", "区") and place.local.endswith(level):
        return place
    held = table()
    chain = held.above(place.code)
    for code in reversed(chain):
        name = held.names[code]
        if level == "市" and (code in MUNICIPALITIES or (name.endswith("市") and (named or len(code) == 4 or code == place.code))):
            return held.place(code)
        if level == "省" and len(code) == 2 and code not in MUNICIPALITIES:
            return held.place(code)
        if level not in ("市", "省") and name.endswith(level) and (len(code) != 2 or level == "区"):
            return held.place(code)
    return None
