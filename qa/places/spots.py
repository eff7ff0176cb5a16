"""Places named in one paragraph, before anything is decided: chains joined into one, villages and zones, relative names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qa.annotations import Naming
from qa.places.local import Named, zone_behind
from qa.places.local import find as find_local
from qa.places.relative import Relative, own_level
from qa.places.relative import find as find_relative
from qa.places.scan import Hit, scan
from qa.places.table import Entry, Grade
from qa.places.words import Words, known

_NAMES = ("ns", "nz", "nr", "nt")
_WIDE = ("区", "街道", "镇", "乡", "园")
_JOINTS = ("", "·", " ", "\u3000")


class Spot(NamedTuple):
    """A slice `[start, end)` of a text that names a place. `entries` is what it may mean, all of one naming chain: the deepest
    division named; empty where a village stands alone (`local`) or the name is relative (`relative`). `linked` says that its
    parent stands right before it (苏州虎丘区); `zone` is the zone that a chain names above its village (苏州高新区河东村)."""

    start: int
    end: int
    entries: tuple[Entry, ...] = ()
    linked: bool = False
    old: bool = False
    local: str = ""
    relative: Relative | None = None
    zone: str = ""

    @property
    def naming(self) -> Naming:
        """How the slice names the place."""
        if self.relative is not None:
            return Naming.RELATIVE
        if self.local:
            return Naming.LOCAL
        if self.old:
            return Naming.OLD
        return self.entries[0].naming


def spots(text: str) -> tuple[Spot, ...]:
    """All spots of a text, in order, none overlapping."""
    words = Words(text)
    chains = _chains(words)
    taken = [(chain.start, chain.end, chain.linked or chain.entries[0].naming is not Naming.SHORT) for chain in chains]
    found = list(chains)
    for named in find_local(words, taken):
        found = _with_local(found, named)
    for relative in find_relative(words):
        same = next((spot for spot in found if spot.end == relative.start and _whole(spot, relative)), None)
        if same is not None:
            good = tuple(entry for entry in same.entries if own_level(entry.code, relative.level))
            found[found.index(same)] = same._replace(end=relative.end, entries=good)
            continue
        held = [(spot.start, spot.end) for spot in found]
        if all(relative.end <= start or relative.start >= end for start, end in held):
            found.append(Spot(relative.start, relative.end, relative=relative))
    return _joined(sorted(found, key=lambda spot: spot.start))


def repeated(texts: Sequence[str], found: Sequence[Sequence[Spot]]) -> list[tuple[Spot, ...]]:
    """The spots of all texts with every other occurrence of the villages that were found with their division."""
    names = dict.fromkeys(spot.local for row in found for spot in row if spot.local and spot.entries and len(spot.local) > 2)
    out = []
    for text, row in zip(texts, found, strict=True):
        more = list(row)
        for name in names:
            at = text.find(name)
            while at >= 0:
                end = at + len(name)
                if all(end <= spot.start or at >= spot.end for spot in more) and text[end : end + 1] != "民":
                    more.append(Spot(at, end, local=name))
                at = text.find(name, end)
        out.append(tuple(sorted(more, key=lambda spot: spot.start)))
    return out


def _whole(spot: Spot, relative: Relative) -> bool:
    """Whether a relative name behind a place says the whole of it: 苏州全市, 虎丘区全区."""
    return relative.scope == "全" and not spot.local and any(own_level(entry.code, relative.level) for entry in spot.entries)


def _joined(row: Sequence[Spot]) -> tuple[Spot, ...]:
    """A zone or a sub-district that stands in no table, joined with the division or the village right behind it."""
    found: list[Spot] = []
    for spot in row:
        before = found[-1] if found else None
        if before is not None and before.end == spot.start and before.local.endswith(_WIDE) and before.entries and not spot.relative:
            below = tuple(entry for entry in spot.entries if any(_nested(above, entry) for above in before.entries))
            if below or not spot.entries:
                found[-1] = Spot(before.start, spot.end, below or before.entries, True, before.old, spot.local, zone=before.local)
                continue
        found.append(spot)
    return tuple(found)


def _with_local(found: list[Spot], named: Named) -> list[Spot]:
    """A village joined to the chain right before it, or by itself; what lies inside its name is no place (和平 in 和平村)."""
    kept = [spot for spot in found if not (spot.start >= named.start and spot.start < named.end)]
    before = next((spot for spot in kept if spot.end == named.start and not spot.local), None)
    if before is None:
        return [*kept, Spot(named.start, named.end, local=named.name)]
    joined = Spot(before.start, named.end, before.entries, before.linked, before.old, named.name)
    return [joined if spot is before else spot for spot in kept]


def _chains(words: Words) -> list[Spot]:
    found: list[Spot] = []
    for hit in scan(words):
        before = found[-1] if found else None
        entries = _weighed(words, hit)
        if before is not None and words.text[before.end : hit.start] in _JOINTS and not before.local:
            below = tuple(entry for entry in hit.entries if any(_nested(above, entry) for above in before.entries))
            if below:
                found[-1] = Spot(before.start, hit.end, below, linked=True, old=before.old or below[0].naming is Naming.OLD)
                continue
            if before.end == hit.start and len(hit.entries[0].code) == 9 and len(before.entries[0].code) >= 4:
                name = words.text[hit.start : hit.end]  # a township that the table does not have there
                found[-1] = Spot(before.start, hit.end, before.entries, before.linked, before.old, name)
                continue
        zone = entries[0].zone
        found.append(Spot(hit.start, hit.end, entries, old=entries[0].naming is Naming.OLD, local=zone))
        tail = zone_behind(words, hit.end)
        if tail and not zone:
            found[-1] = Spot(hit.start, hit.end + len(tail[0]), entries, linked=False, local=words.text[hit.start : hit.end] + tail[1])
    return found


def _nested(above: Entry, below: Entry) -> bool:
    return below.code.startswith(above.code) and len(below.code) > len(above.code)


def _weighed(words: Words, hit: Hit) -> tuple[Entry, ...]:
    """What the form may mean; a township whose name is a word of the dictionary (小城镇) only counts behind its parent."""
    form = words.text[hit.start : hit.end]
    if len(hit.entries[0].code) < 9 or not known(form) or words.at(hit.start)[3].startswith(_NAMES):
        return hit.entries
    return tuple(entry._replace(grade=Grade.CHAINED) for entry in hit.entries)
