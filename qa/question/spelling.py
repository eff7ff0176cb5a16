"""Names in a question in English that may be Chinese ones in pinyin (Zhao Zhengbing, Malian village), and the syllables they are read as.

Orthography as GB/T 16159-2012 has it: a name's parts begin with capitals, and an apostrophe stands before a syllable that begins with a
vowel; people leave it out, so that cuts without it are tried after those with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from qa.patterns import regex
from qa.places.pinyin import OPENS
from qa.places.table import readings
from qa.question.people import SURNAMES

LONGEST = 5  # syllables of a name

# What names a thing's kind behind its name, and how the Chinese name ends then. No two begin alike but in longer ones, which come first.
KINDS = {
    "subdistrict": ("街道",), "street": ("街", "路"), "road": ("路",), "avenue": ("大道", "大街"), "village": ("村",),
    "community": ("社区",), "township": ("乡",), "town": ("镇",), "county": ("县",), "district": ("区",), "city": ("市",),
    "province": ("省",), "river": ("河", "江"), "lake": ("湖",), "mountain": ("山",), "mount": ("山",), "bridge": ("桥", "大桥"),
    "temple": ("寺", "庙"), "island": ("岛",), "reservoir": ("水库",), "port": ("港",), "bay": ("湾",), "park": ("公园",),
    "university": ("大学",), "school": ("学校", "中学", "小学"), "hospital": ("医院",), "station": ("站",),
}  # fmt: skip
_VOWELS = frozenset("aeiou")
_WORD = r"[A-ZÜ][a-zü]+(?:['’][aoe][a-z]*)?"
_RUN = regex(rf"\b{_WORD}(?:[ -]{_WORD})*")
_PART = regex(_WORD)
_KIND = regex(rf"[ -]({'|'.join(KINDS)})\b", re.IGNORECASE)
_BEGINS = regex(r"(?:^|[.?!:“\"(])\s*$")


@dataclass(frozen=True, slots=True)
class Spelt:
    """A name in Latin letters: its slice of the text, the ways to cut it into syllables, likeliest first, whether it begins with what a
    surname is read as and has a given name apart from it, and the endings that its Chinese name has by the kind that follows."""

    start: int
    end: int
    cuts: tuple[tuple[str, ...], ...]
    person: bool
    endings: tuple[str, ...]


def spelt(text: str) -> tuple[Spelt, ...]:
    """The names of an English text that can be read as two to `LONGEST` syllables, in order, apart."""
    return tuple(name for run in _RUN.finditer(text) for name in _names(text, run.start(), run.end()))


def _names(text: str, start: int, end: int) -> Iterator[Spelt]:
    """Of the words of a run of capitalised ones, those next to each other that can be read."""
    words: list[tuple[int, int, tuple[tuple[str, ...], ...]]] = []
    for match in (*_PART.finditer(text, start, end), None):
        word = match.group().lower() if match else ""
        opens = match is not None and word in OPENS and _BEGINS.search(text, 0, match.start()) is not None
        cuts = syllables(word) if match and not opens and word not in KINDS else ()
        if match and cuts:
            words.append((match.start(), match.end(), cuts))
        else:
            yield from _name(text, words)
            words = []


def _name(text: str, words: list[tuple[int, int, tuple[tuple[str, ...], ...]]]) -> Iterator[Spelt]:
    if not 1 <= len(words) <= LONGEST:
        return
    whole = [tuple(syllable for part in cut for syllable in part) for cut in product(*(cuts for _, _, cuts in words))]
    cuts = tuple(dict.fromkeys(cut for cut in whole if 2 <= len(cut) <= LONGEST))
    if cuts:
        kind = _KIND.match(text, words[-1][1])
        first = text[slice(*words[0][:2])].lower()
        person = not kind and len(words) == 2 and first in _surnames() and len(cuts[0]) <= 3
        yield Spelt(words[0][0], words[-1][1], cuts, person, KINDS[kind.group(1).lower()] if kind else ())


@lru_cache(maxsize=1_000)
def syllables(word: str) -> tuple[tuple[str, ...], ...]:
    """The ways to cut a word in lower case into `LONGEST` syllables at most, those that need no apostrophe first; none where it can't be,
    and no other where it is one."""
    if word in _characters():
        return ((word,),)
    parts = word.replace("ü", "u").replace("v", "u").replace("’", "'").split("'")
    ways = [tuple(syllable for part in cut for syllable in part) for cut in product(*(_cut(part, LONGEST) for part in parts))]
    return tuple(sorted(ways, key=lambda way: (sum(syllable[0] in "aoe" for syllable in way[1:]), len(way), way)))


def _cut(letters: str, most: int) -> tuple[tuple[str, ...], ...]:
    if not letters:
        return ((),)
    known = _characters()
    longest = min(6, len(letters)) if 6 * most >= len(letters) else 0
    return tuple((letters[:n], *rest) for n in range(longest, 0, -1) if letters[:n] in known for rest in _cut(letters[n:], most - 1))


@cache
def _characters() -> dict[str, str]:
    found: dict[str, str] = {}
    for character, syllable in readings().items():
        if not _VOWELS.isdisjoint(syllable):  # 嗯 is no part of a name
            found[syllable] = found.get(syllable, "") + character
    return found


def read_as(syllable: str) -> str:
    """The characters that are mostly read as a syllable; "" where none is."""
    return _characters().get(syllable, "")


@cache
def _surnames() -> frozenset[str]:
    return frozenset(readings()[surname] for surname in SURNAMES if surname in readings())
