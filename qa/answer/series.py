"""What an article tells item by item (第一，……；一是……；（一）……): the items that belong together, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.weigh import Weighed
from qa.patterns import regex
from qa.question import Asked

_NUMERALS = "一二三四五六七八九十"
_ITEM = regex(
    rf"第(?P<nth>[{_NUMERALS}])(?=[，,、:]|是|方面)|(?P<one>[{_NUMERALS}])(?:是(?!样)|、|要)|[(](?P<round>[{_NUMERALS}])[)]|(?P<digit>[1-9])[.、](?!\d)"
)
_ANNOUNCES = regex(rf"(?:[两{_NUMERALS}几多]|\d)(?:大|个|种|项|条|点|步|方面)|以下|如下")
OPEN = frozenset({Asked.LIST, Asked.WHAT, Asked.HOW, Asked.WHY})
_SOON = 2  # sentences behind the one that announces them, within which the first item stands


def series(kind: Asked, first: Weighed, pool: Sequence[Weighed]) -> list[Weighed]:
    """The other items of a list of which `first` is one or which it announces (原因有三个。第一，……), as far as they are among those
    weighed; [] for a question of one thing, and where it is no list."""
    if kind not in OPEN:
        return []
    document = first.candidate.paragraph.document_id
    inside = sorted((w for w in pool if w.candidate.paragraph.document_id == document), key=_place)
    at = inside.index(first)
    own = _item(first)
    if own is not None:
        return _before(inside[:at], own) + _behind(inside[at + 1 :], own)
    if _ANNOUNCES.search(_said(first)) is None:
        return []
    for i, each in enumerate(inside[at + 1 : at + 1 + _SOON], start=at + 1):
        item = _item(each)
        if item is not None and item[1] == 1:
            return [each, *_behind(inside[i + 1 :], item)]
    return []


def _behind(rest: Sequence[Weighed], item: tuple[str, int]) -> list[Weighed]:
    out = []
    for each in rest:
        found = _item(each)
        if found == (item[0], item[1] + 1):
            out.append(each)
            item = found
        elif found is not None and found[0] == item[0]:
            break  # another list begins
    return out


def _before(rest: Sequence[Weighed], item: tuple[str, int]) -> list[Weighed]:
    out: list[Weighed] = []
    for each in reversed(rest):
        found = _item(each)
        if found == (item[0], item[1] - 1):
            out.insert(0, each)
            item = found
        elif found is not None and found[0] == item[0]:
            break
    return out


def _item(weighed: Weighed) -> tuple[str, int] | None:
    """How a sentence is numbered, and its number from 1; None where it is no item."""
    match = _ITEM.match(_said(weighed))
    if match is None or match.lastgroup is None:
        return None
    number = match[match.lastgroup]
    return match.lastgroup, int(number) if number.isdigit() else _NUMERALS.index(number) + 1


def _place(weighed: Weighed) -> tuple[int, int]:
    return weighed.candidate.paragraph.ordinal, weighed.s


def _said(weighed: Weighed) -> str:
    return weighed.candidate.found.prepared.normal[weighed.s]
