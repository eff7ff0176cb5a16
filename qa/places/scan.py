"""Every form of every division in a text, the longest at each place: one automaton, one pass."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from qa.annotations import Naming
from qa.patterns import regex
from qa.places.table import Entry, table
from qa.places.words import Words

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


LONGEST = 15
"""Characters of the longest name of a township that is looked up."""
LEVELS = ("省", "市", "区", "县", "州", "盟", "旗", "镇", "乡", "街道", "苏木", "地区")
_PARTS = ("东部", "西部", "南部", "北部", "中部")  # of a province; 南部 is a county only in full
_COUNTS = regex(r"[\d每几数多两一二三四五六七八九十百千]")
_TOWN = regex("镇|乡|街道|苏木")


class Hit(NamedTuple):
    """A form found in a text, with what it may mean."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@cache
def _automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    forms = tuple(table().forms)
    return AhoCorasick(forms, MatchKind.LeftmostLongest, store_patterns=False, implementation=Implementation.ContiguousNFA), forms


def matches(text: str) -> list[tuple[int, int, str]]:
    """(start, end, form) of the longest forms from the left, none overlapping, whatever stands around them."""
    automaton, forms = _automaton()
    found = [(start, end, forms[i]) for i, start, end in automaton.find_matches_as_indexes(text)]
    for sign in _TOWN.finditer(text):
        _add_town(text, sign.end(), found)
    return found


def _add_town(text: str, end: int, found: list[tuple[int, int, str]]) -> None:
    """Put in the longest township that ends there, in place of what it holds or cuts (柳河镇 for 柳河 and 镇江), never of what holds it
    or begins before it."""
    towns = table().towns
    last = bisect_left(found, (end,))
    for start in range(max(0, end - LONGEST), end - 1):
        if text[start:end] in towns and not (
            text[start] in "百千万亿" and _COUNTS.fullmatch(text, max(0, start - 1), start)
        ):  # 几万城镇家庭
            first = bisect_left(found, (start,))
            if first and found[first - 1][1] > start:
                continue
            if first < last and found[first][0] == start and found[first][1] >= end:
                return
            found[first:last] = [(start, end, text[start:end])]
            return


def scan(words: Words) -> list[Hit]:
    """The forms that stand by themselves, in order, and those that make a chain with a parent (湖南岳阳) however the cutter cut it."""
    found = [(match, _hit(words, *match)) for match in matches(words.text) if match[2] not in _PARTS]
    if not found:
        return []
    out: dict[int, Hit] = {}
    for i, (one, hit) in enumerate(found):
        if hit is not None:
            out[hit.start] = hit
        following = found[i + 1] if i + 1 < len(found) else None
        if following is None or one[1] != following[0][0] or (hit is not None and following[1] is not None):
            continue
        above, below = table().meanings(one[2]), table().meanings(following[0][2])
        nested = any(low.code.startswith(high.code) and len(low.code) > len(high.code) for high in above for low in below)
        if nested and words.cut_at(one[0]) and words.cut_at(following[0][1]) and not words.institution(following[0][1]):
            out[one[0]], out[one[1]] = Hit(one[0], one[1], above), Hit(one[1], following[0][1], below)
    return [out[start] for start in sorted(out)]


def _hit(words: Words, start: int, end: int, form: str) -> Hit | None:
    """The form, else the longest shorter one that begins with it (成都 of 成都市民), if it stands by itself."""
    while len(form) >= 2:
        held = table().meanings(form)
        if held:
            full = held[0].naming is not Naming.SHORT and form.endswith(LEVELS)
            if words.stands(start, start + len(form), full):
                return Hit(start, start + len(form), held)
        form = form[:-1]
    return None
