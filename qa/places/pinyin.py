"""Places in English text by their Latin names: Ganzhou, Zhanggong District, Ganzhou, Jiangxi Province."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from qa.annotations import Naming, Place, PlaceMention
from qa.patterns import regex
from qa.places.table import readings, table

_LEVELS = {
    "province": "省", "autonomous region": "自治区", "municipality": "市", "city": "市", "prefecture": "州盟地区", "district": "区",
    "county": "县", "banner": "旗", "autonomous county": "县", "autonomous prefecture": "州",
}  # fmt: skip
_WORD = r"[A-Z][a-z]+(?:['’][AEOaeo][a-z]*)?"  # Ji'an, but not the 's of a possessive
_LEVEL = "|".join(sorted(_LEVELS, key=len, reverse=True))
_NAME = regex(rf"\b({_WORD}(?:[ -]{_WORD})?)(?:[ ]((?i:{_LEVEL}))\b)?")
COUNTY = 6  # digits of the code of a county
_LEAST = 6  # letters of a county's name without a level word; shorter ones are names and words of other things
_SMALLER = regex(r"[ -](?i:road|street|avenue|lane|community|village|town|township|subdistrict|school|company|park|bridge|river|lake)\b")
"""What follows the name of something that is no division, though one is called alike (Xingguo Road)."""
_BEFORE = regex(r"\b([A-Z][a-z]*) $")
OPENS = frozenset(["a", "an", "can", "he", "me", "men", "she", "women", "you"])
"""Words that can be read as syllables and begin a sentence with a capital: no surname, there."""
_JOINT = regex(r",?\s+(?:in\s+)?")


def find(text: str) -> tuple[PlaceMention, ...]:
    """The places of a text in Latin letters; a name that several divisions share (Fuzhou) is left open with all of them."""
    found: list[tuple[int, int, tuple[str, ...]]] = []
    at = 0
    while match := _NAME.search(text, at):
        start, end, codes = _read(text, match)
        at = end
        if not codes or _SMALLER.match(text, end) or (not match.group(2) and _is_given_name(text, start)):
            continue
        if found and _JOINT.fullmatch(text, found[-1][1], start):
            above = tuple(code for code in codes if any(below.startswith(code) and below != code for below in found[-1][2]))
            if above:
                below = tuple(code for code in found[-1][2] if any(code.startswith(one) for one in above))
                found[-1] = (found[-1][0], end, below)
                continue
        found.append((start, end, codes))
    held = table()
    return tuple(PlaceMention(start, end, Naming.PINYIN, tuple(map(held.place, _top(codes)))) for start, end, codes in found)


@lru_cache(maxsize=1_000)
def alike(name: str) -> tuple[Place, ...]:
    """All divisions, of whichever level, that are written so in Latin letters (Longnan: 陇南市, 龙南市); none where none is."""
    match = _NAME.search(name)
    return tuple(map(table().place, _read(name, match)[2])) if match else ()


def _is_given_name(text: str, start: int) -> bool:
    """Whether a word that is read as one syllable stands right before, with a capital: Zhang Chaoyang is somebody."""
    before = _BEFORE.search(text, 0, start)
    return before is not None and before.group(1).lower() in _syllables() and (before.start() > 0 or before.group(1).lower() not in OPENS)


@cache
def _syllables() -> frozenset[str]:
    return frozenset(readings().values())


def _top(codes: tuple[str, ...]) -> tuple[str, ...]:
    least = min(map(len, codes))
    return tuple(code for code in codes if len(code) == least)


def _read(text: str, match: re.Match[str]) -> tuple[int, int, tuple[str, ...]]:
    """The longest name at a match: two words (Inner Mongolia), else the first alone."""
    start = match.start()
    whole, level = match.group(1), (match.group(2) or "").lower()
    codes = _codes(whole, level)
    if not level and " " in whole:
        codes = tuple(code for code in codes if len(code) < COUNTY)  # Wang Yi is somebody before 王益区
    if codes or not re.search("[ -]", whole):
        return start, match.end(), codes
    first = re.split("[ -]", whole)[0]
    second = re.split("['’]", whole[len(first) + 1 :].lower())[0]
    if second in _LEVELS:
        return start, start + len(first) + 1 + len(second), _codes(first, second)
    return start, start + len(first), _codes(first, "")


def _codes(name: str, level: str) -> tuple[str, ...]:
    held = table()
    key = re.sub(r"[ '’-]", "", name).lower().replace("v", "u")
    codes = held.pinyin.get(key, ())
    if level:
        named = tuple(code for code in codes if held.names[code].endswith(tuple(_LEVELS[level])))
        if level in ("city", "municipality"):
            named = tuple(code for code in codes if held.names[code].endswith("市"))
        return named
    return tuple(code for code in codes if len(code) < COUNTY or len(key) >= _LEAST)
