"""What a document is about: told by its front matter, its title and its publisher, else by what it names most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qa.annotations import Place
from qa.places.table import table

SHARE = 0.5
"""Part of all namings that must lie within the place."""
LEAST = 2
"""Namings that must lie within the place."""


def settle(title: Sequence[str], publisher: Sequence[str], named: Sequence[str], topics: Sequence[str]) -> Place | None:
    """The deepest division that holds at least half of what is named. What all places of the title have in common comes first;
    else the text must name the place at the head of a clause (`topics`), and the publisher's place counts as one naming more."""
    held = table()
    if title:
        common = shared(title)
        if common and (common in title or len(common) > 2):
            return held.place(common)
    votes = [*named, *(publisher if named else ())]
    if len(votes) < LEAST:
        return None
    total, counts = len(votes), Counter(votes)
    best = ""
    for digits in (2, 4, 6, 9):
        within: dict[str, int] = {}
        for code, count in counts.items():
            if len(code) >= digits and code[:digits] in held.names and code.startswith(best):
                within[code[:digits]] = within.get(code[:digits], 0) + count
        top = max(within, key=lambda code: (within[code], code), default="")
        if top and within[top] >= LEAST and within[top] >= SHARE * total:
            best = top
    while best and not any(code.startswith(best) for code in (*topics, *publisher)):
        best = held.parent(best)
    return held.place(best) if best else None


def shared(codes: Sequence[str]) -> str:
    """The code of the deepest division that holds all of them; "" where none does. A chain counts as its deepest part."""
    deepest = [code for code in codes if not any(other != code and other.startswith(code) for other in codes)]
    if not deepest:
        return ""
    chain = table().above(deepest[0])
    return next((above for above in reversed(chain) if all(code.startswith(above) for code in deepest)), "")
