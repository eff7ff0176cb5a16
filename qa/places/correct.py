"""A place written wrongly by one character (赣洲), set right where exactly one division fits."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache

from qa.annotations import Naming
from qa.patterns import regex
from qa.places.spots import spots
from qa.places.table import Grade, readings, table
from qa.places.words import Words, known

_LONGEST = 6  # characters of a name that is looked for
_RUN = regex("[\u4e00-\u9fff]+")
_LEVELS = frozenset("省市区县州盟旗")
_BEFORE = ("p", "c", "x", "u", "ns", "r", "t", "v", "m", "d")
_PARTICLES = frozenset("的一是有在中和不了为这那之与及或个几何哪谁许于向内外上下将把被从到对")
_TAILS = frozenset("市县区省州村镇乡的是有在和与到去比")
_SURE = 4  # characters from which one wrong one needs not be alike


def corrected(text: str) -> tuple[str, str] | None:
    """(written, meant) where a name differs by one character from that of exactly one division, by one read or built alike, and is
    itself neither a word nor a name; else None. The first in the text, the longest there."""
    words = Words(text)
    taken = [(spot.start, spot.end) for spot in spots(text) if spot.entries or spot.relative]
    above = {entry.code for spot in spots(text) for entry in spot.entries}
    for start, end in _windows(words):
        written = text[start:end]
        if any(start < last and end > first for first, last in taken) or known(written) or written in table().forms:
            continue
        meant = _meant(written, above, any(last == start for _, last in taken))
        if meant is not None:
            return written, meant
    return None


def _windows(words: Words) -> Iterator[tuple[int, int]]:
    """Slices that may be a name: words that the dictionary lacks, or single characters left over side by side."""
    for run in _RUN.finditer(words.text):
        for start in range(run.start(), run.end() - 1):
            if not words.cut_at(start) or (start and not words.at(start - 1)[3].startswith(_BEFORE)):
                continue
            for end in range(min(run.end(), start + _LONGEST), start + 1, -1):
                if _unknown(words, start, end) and _closed(words, start, end):
                    yield start, end


def _closed(words: Words, start: int, end: int) -> bool:
    """Whether a name may end there: what stands behind is no part of it, being a word of the dictionary, a level or a function word;
    so no 清海 of 清海澄守将."""
    if end == len(words.text):
        return True
    first, last, _, _ = words.at(end)
    if first not in (start, end):
        return False
    rest = words.text[end:last]
    if not "\u4e00" <= rest[0] <= "\u9fff" or rest[0] in _TAILS:
        return True
    return len(rest) > 1 and known(rest)


def _unknown(words: Words, start: int, end: int) -> bool:
    """Whether no word of two characters or more in the slice is known to the dictionary, but for one that stands before a level word."""
    offset = start
    while offset < end:
        _, last, word, _ = words.at(offset)
        if len(word) > 1 and known(word):
            return False
        offset = last
    return True


def _meant(written: str, above: set[str], below: bool) -> str | None:
    """The one name that fits, by sound; behind a place that holds it (`below`) also by shape, a long one by the rest of it; where
    several do, the one within a place that the text names."""
    if not _PARTICLES.isdisjoint(written):
        return None
    kinds = [_sounds]
    if below:
        kinds.append(_looks)
    if len(written) >= _SURE:
        kinds.append(_any)
    for alike in kinds:
        found = sorted(set(_near(written, alike)))
        if len(found) > 1:
            found = [name for name in found if any(entry.code[:n] in above for entry in table().forms[name] for n in (2, 4))]
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return None


def _near(written: str, alike: Callable[[str, str], bool]) -> Iterator[str]:
    for i, character in enumerate(written):
        if i == len(written) - 1 and character in _LEVELS and len(written) > 2:
            continue
        for name in _wild().get(f"{written[:i]}?{written[i + 1 :]}", ()):
            if name[i] != character and alike(name[i], character):
                yield name


def _sounds(one: str, other: str) -> bool:
    return one in readings() and readings()[one] == readings().get(other)


def _any(one: str, other: str) -> bool:
    return one != other


def _looks(one: str, other: str) -> bool:
    """Whether two characters stand under the same radical of the Kangxi dictionary, by which Unicode orders them."""
    starts = _radicals()
    return bisect_right(starts, one) == bisect_right(starts, other)


@cache
def _radicals() -> list[str]:
    return sorted({unicodedata.normalize("NFKD", chr(code)) for code in range(0x2F00, 0x2FD6)})


@cache
def _wild() -> dict[str, tuple[str, ...]]:
    """Names with each character in turn left open."""
    found: dict[str, list[str]] = {}
    for name, entries in table().forms.items():
        best = min(entries, key=lambda entry: len(entry.code))
        if best.naming is Naming.OLD or best.grade is not Grade.FREE or len(name) > _LONGEST or best.zone:
            continue
        if len(name) == 2 and len(best.code) > 4:
            continue
        for i in range(len(name)):
            found.setdefault(f"{name[:i]}?{name[i + 1 :]}", []).append(name)
    return {key: tuple(names) for key, names in found.items()}
