"""A place by what a person writes for it: `--place 虎丘区`, `苏州市/虎丘区`, `Suzhou`."""

from __future__ import annotations

import re

from qa.annotations import Place
from qa.patterns import regex
from qa.places.pinyin import find as find_latin
from qa.places.resolve import Context, resolve
from qa.places.scan import Hit, matches
from qa.places.spots import Spot
from qa.places.table import Grade, table

COUNTY = 6
"""Digits of a county's code."""
_BETWEEN = regex(r"[\s/,，·、>-]+")


def place_named(written: str) -> Place | None:
    """The one division that a full name, a short one, an old one, a path or a Latin name means; None where none or several do."""
    if not re.search("[\u4e00-\u9fff]", written):
        found = find_latin(written)
        whole = len(found) == 1 and found[0].end - found[0].start == len(written.strip())
        return found[0].place if whole else None
    chain = _BETWEEN.sub("", written)
    spot: Spot | None = None
    at = 0
    for start, end, form in matches(chain):
        hit = Hit(start, end, table().meanings(form))
        if start != at:
            return None
        entries = hit.entries
        if spot is not None:
            entries = tuple(entry for entry in entries if any(entry.code.startswith(above.code) for above in spot.entries))
        if not entries:
            return None
        spot = Spot(0, end, tuple(entry._replace(grade=Grade.FREE) for entry in entries))
        at = end
    if spot is None or at != len(chain):
        return None
    readings = resolve([chain], [[spot]], Context())
    return table().place(readings[0].codes[0]) if readings and readings[0].sure else None


def name_of(code: str) -> str:
    """The whole path of a division; its code must be one of the table's."""
    return table().path(code)


def own_name(place: Place) -> str:
    """The last part of its path: 虎丘区 of 江苏省苏州市虎丘区, 河东村 of a village."""
    return place.local or table().names[place.code]


def same_level(place: Place) -> tuple[Place, ...]:
    """The other divisions with the same parent, in the order of their codes; none for a village."""
    held = table()
    if place.local:
        return ()
    return tuple(held.place(code) for code in held.children[held.parent(place.code)] if code != place.code)


def county_of(place: Place) -> Place:
    """The county that holds it, or itself where it is one or larger; the city where its townships lie in no county (东莞)."""
    if not place.local and len(place.code) <= COUNTY:
        return place
    return table().place(next(code for code in reversed(table().above(place.code)) if len(code) <= COUNTY))
