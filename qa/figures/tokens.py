"""A sentence as words with their parts of speech, in which figures, times, places and names stand as one word each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from qa.figures.words import MARKS, nominal
from qa.patterns import regex


class Token(NamedTuple):
    """A word at `[start, end)` of the paragraph.

    `tag` is the tagger's, or one of ours: F a figure, T a time, P a place, Q a name in quotes, B a bracket, V and G the verb before
    a figure (达, 增长), D an adverb before it. `noun` says whether it may stand in a noun phrase.
    """

    start: int
    end: int
    tag: str
    word: str
    noun: bool


_token: Callable[[tuple[int, int, str, str, bool]], Token] = partial(tuple.__new__, Token)
"""A token of its fields, without a step of Python for each: a library's paragraphs have millions."""


Masked = tuple[int, int, str]
"""A slice that is one word, with its tag."""

_HOLE = "\ue000"  # of the private use area: it stands for a slice that is one word, and the tagger leaves it by itself
_MARK = regex(f"[{''.join(sorted(MARKS))}]")
QUOTED = regex(r"[“「『‘《\"](?:(?<=[“「『‘])([^“”「」『』‘’]{1,24})[”」』’]|(?<=《)[^《》]{1,60}》|(?<=\")([^\"]{1,24})\")")
_SPEECH = regex(r"[，。！？；,;!?：]")
_BRACKET = regex(r"[（(][^（）()\d]{1,14}[）)]")
_ADVERB = (
    "[村人户亩店日年月校]均|同比|环比|平均|分别|累计|合计|总共|已经|普遍|首次|实际|大幅|再次|连续|进一步|一般|最[多高低少]|大约|逐步|仍然|继续|直接|每年|每月|每天|相当|几乎|"
    "[可已共总仅只均就却也还将都又再才各仍]"
)
_GROWTH = (
    "增长|成长|下降|提高|减少|上升|增加|降低|提升|回落|上涨|下跌|下滑|萎缩|扩大|收窄|攀升|缩减|上浮|上调|下调|暴涨|大涨|大跌|大增|缩短|压缩|跌幅|涨幅|增幅|降幅|"
    "(?<=[，,；;、比幅])[涨跌降增升]"
)
_LEVEL = (
    "(?:增长|下降|提高|减少|上升|增加|降低|提升|扩大|发展|壮大|回落|优化|调整|上涨|缩短|压缩|缩减)[到至为]|[增升降减跌涨]至|保持在?|稳定在|维持在|控制在|"
    "达到|可达|高达|多达|达|约?[为占]到?|占比|(?<![所])[共拥具含设建只还现约]?有|是|超过|突破|接近|(?<![现存所])在|介于|于|从|由|合计|共计|总计|需要?|至|到|报|收于"
)
_BRIDGE = regex(rf"(?P<adverbs>(?:{_ADVERB})*)(?:(?P<growth>{_GROWTH})[了约近]?|(?P<level>{_LEVEL})[了过约近]?)?(?:{_ADVERB})*$")
_LEADING = frozenset(re.findall("[\u4e00-\u9fff]", _BRIDGE.pattern))
"""The characters of these words: they go no further back than these do."""
_TORN = regex(r"(?:解决|开展|提供|完成|举办|建立|实现|获得|参加|参与|发放|深入|带动|推动|打造)..")
"""A verb and its object that the tagger leaves in one word."""
_REACH = 12
"""Characters before a figure in which its verb is looked for."""


def quoted_names(text: str) -> list[tuple[int, int]]:
    """Short quotations that name something (“三改”, 《河边》): what is counted in them is none of the text's figures."""
    found = []
    for match in QUOTED.finditer(text):
        inner = match.group(1) or match.group(2) or ""
        if not _SPEECH.search(inner):
            found.append(match.span())
    return found


def verbs(text: str, starts: Iterable[int]) -> list[Masked]:
    """The words that lead up to each figure that starts at one of `starts`: adverbs (D), and its verb (V, or G for growth)."""
    found: list[Masked] = []
    for start in starts:
        floor, low = max(0, start - _REACH, found[-1][1] if found else 0), start
        while low > floor and text[low - 1] in _LEADING:
            low -= 1
        match = _BRIDGE.search(text, low, start) if low < start else None
        if match is None or match.start() == start:
            continue
        if match.group("adverbs"):
            found.append((*match.span("adverbs"), "D"))
        for name, tag in (("growth", "G"), ("level", "V")):
            if match.group(name):
                found.append((*match.span(name), tag))
        after = match.end("growth" if match.group("growth") else "level" if match.group("level") else "adverbs")
        if after < start:
            found.append((after, start, "D"))
    return found


def brackets(text: str) -> list[Masked]:
    """Short asides without a number: （商会）, （市、区）."""
    return [(*match.span(), "B") for match in _BRACKET.finditer(text)]


def masks(*layers: Sequence[Masked]) -> list[Masked]:
    """The slices of all layers in order, none overlapping another: an earlier layer wins."""
    kept: list[Masked] = []
    taken = bytearray(max((one[1] for layer in layers for one in layer), default=0))
    for layer in layers:
        free = [one for one in layer if one[0] < one[1] and taken.find(1, one[0], one[1]) < 0]
        for first, last, _ in free:
            taken[first:last] = b"\x01" * (last - first)
        kept += free
    return sorted(kept)


class Sentence:
    """The clauses of `text[start:end]`, each cut into words when it is first asked for: most hold no figure."""

    __slots__ = ("_cut", "_ends", "_inside", "_start", "_text")

    def __init__(self, text: str, start: int, end: int, masked: Sequence[Masked]) -> None:
        """The `masked` slices, in order, that lie in the sentence are one word each."""
        self._text, self._start = text.replace(_HOLE, "\ue001"), start
        self._inside = masked[bisect_left(masked, (start,)) : bisect_left(masked, (end,))]
        if self._inside and self._inside[-1][1] > end:  # it runs on into the next sentence
            self._inside = self._inside[:-1]
        self._ends: list[int] = []
        at = start
        for first, last, _ in [*self._inside, (end, end, "")]:
            self._ends += [mark.end() for mark in _MARK.finditer(text, at, first)]
            at = last
        if not self._ends or self._ends[-1] < end:
            self._ends.append(end)
        self._cut: dict[int, list[Token]] = {}

    def clause_at(self, offset: int) -> int:
        """The index of the clause that holds a character of the paragraph."""
        return bisect_right(self._ends, offset)

    def clause(self, i: int) -> list[Token]:
        """The words of a clause, with the mark that ends it where there is one."""
        if i not in self._cut:
            self._cut[i] = self._words(self._ends[i - 1] if i else self._start, self._ends[i])
        return self._cut[i]

    def _words(self, start: int, end: int) -> list[Token]:
        holes = self._inside[bisect_left(self._inside, (start,)) : bisect_left(self._inside, (end,))]
        line, at = "", start
        for first, last, _ in holes:
            line += self._text[at:first] + _HOLE
            at = last
        line += self._text[at:end]
        words, tags = _cut(line)
        sizes = list(map(len, words))
        torn = ("p", 2) in zip(tags, sizes, strict=True) or _TORN.search(line)
        hole = -1
        for first, last, kind in holes:
            hole = words.index(_HOLE, hole + 1)
            words[hole], tags[hole], sizes[hole] = self._text[first:last], kind, last - first
        found = _tokens(words, tags, sizes, start)
        return [part for one in found for part in (_torn(one) if one.tag == "p" or len(one.word) == 4 else (one,))] if torn else found


def tagged(text: str) -> list[Token]:
    """The words of a text as the tagger cuts it."""
    words, tags = _cut(text)
    return _tokens(words, tags, map(len, words), 0)


def _cut(text: str) -> tuple[list[str], list[str]]:
    """Words and tags."""
    import rjieba

    words, tags = map(list, zip(*rjieba.tag(text), strict=True)) if text else ([], [])
    return words, tags


def _tokens(words: Sequence[str], tags: Sequence[str], sizes: Iterable[int], start: int) -> list[Token]:
    edges = list(accumulate(sizes, initial=start))
    return list(map(_token, zip(edges, edges[1:], tags, words, map(nominal, words, tags), strict=False)))


def _torn(token: Token) -> tuple[Token, ...]:
    """A word as one token, or as the two that the tagger has run together."""
    start, end, tag, word, _ = token
    if end - start == 4 and tag != "v" and _TORN.fullmatch(word):  # 完成作业
        cut, first, last = start + 2, "v", "n"
    elif end - start == 2 and tag == "p" and word[1] in "为在与":  # 村为
        cut, first, last = start + 1, "n", "p"
    else:
        return (token,)
    left, right = word[: cut - start], word[cut - start :]
    return Token(start, cut, first, left, nominal(left, first)), Token(cut, end, last, right, nominal(right, last))
