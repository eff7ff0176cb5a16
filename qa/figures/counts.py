"""What a count measures: the noun behind the measure word, else the one before it."""

from __future__ import annotations

from collections.abc import Sequence

from qa.figures.clauses import Run, Slice, cut, last_noun, subject_of
from qa.figures.nouns import before, behind
from qa.figures.tokens import Token
from qa.figures.words import people

PERSONS = frozenset("名位人")
"""Measure words of people: what they count ends like people."""


def count(tokens: Sequence[Token], at: int, first: int, last: int, unit: str) -> Slice | None:
    """What is counted: behind the measure word, else before it."""
    start = at + 1
    while start < last and (tokens[start].tag in ("B", "F") or tokens[start].word in "、或和") and _leads_on(tokens, start, last):
        start += 1  # 320个、85%的茶园
    of = start < last and tokens[start].word == "的"
    led = tokens[at - 1].tag if at > first else ""
    if not (of and start == at + 1 and led in ("V", "G")):
        run = counted_behind(tokens, start + of, last, unit)
        if run is not None:
            return cut(tokens, run)
    run = before(tokens, at, first)
    if run is not None:
        return cut(tokens, run)
    if at > first + 1 and tokens[at - 1].word == "的" and tokens[at - 2].tag != "T":
        return None  # 其中在中心城区报到的10276名
    if led in ("V", "G", "D") or (at > first and tokens[at - 1].word == "的"):
        return cut(tokens, subject_of(tokens, at, first))
    object_ = last_noun(tokens, start, last) if unit[:1] in PERSONS else None
    if object_ is not None:
        return cut(tokens, object_)
    if unit[:1] in PERSONS and start == at + 1 and start < last and tokens[start].tag == "v":
        return tokens[start].start, tokens[start].end  # 2人遇难
    if at > first and tokens[at - 1].tag in ("v", "vn") and (not unit or unit.endswith("次") or unit[:1] in PERSONS):
        return tokens[at - 1].start, tokens[at - 1].end
    if at > first + 1 and tokens[at - 1].tag == "v" and (tokens[at - 2].tag == "v" or tokens[at - 2].word == "、"):
        return tokens[at - 1].start, tokens[at - 1].end  # 查处醉驾1起
    return cut(tokens, subject_of(tokens, at, first)) if at > first and tokens[at - 1].tag == "T" else None


def _leads_on(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether a second figure stands in for the first: 320个、85%的茶园; or a second measure word, 3名(个)."""
    if tokens[at].tag == "B":
        return len(tokens[at].word) <= 4
    ahead = [token.tag for token in tokens[at : at + 2]]
    if tokens[at].tag == "F":
        adjacent = tokens[at - 1].tag == "F" and behind(tokens, at + 1, last) is not None  # 5大类30种模式
        return adjacent or (at + 1 < last and tokens[at + 1].word == "的")
    return ahead == [tokens[at].tag, "F"] and at + 2 < last and tokens[at + 2].word == "的"


def counted_behind(tokens: Sequence[Token], at: int, last: int, unit: str) -> Run | None:
    """The noun phrase behind a count. Where the next figure takes its own verb or its own amount from it, the rest is left."""
    run = behind(tokens, at, last)
    if run is not None:
        start, end = run
        following = tokens[end].tag if end < last else ""
        if following == "F" and end - start > 1 and behind(tokens, end + 1, last) is not None:
            return start, end - 1  # 12个老店[带动]30个新店
        if following in ("V", "G", "D", "F") and end - start > 1 and _amount_ahead(tokens, end, last):
            noun = next((i for i in range(start, end) if tokens[i].tag.startswith(("n", "zg", "j", "Q"))), start)
            return start, noun + 1  # 12个[镇]工业总产值在5亿元以上
    if run is not None and (unit[:1] not in PERSONS or people(tokens[run[1] - 1].word)):
        return run
    if run is not None or (at < last and tokens[at].tag[:1] in "vpdax"):
        for i in range(at + 1, last - 1):  # 十余名会开拖拉机的[护林员]
            if tokens[i].word == "的":
                head = behind(tokens, i + 1, last)
                if (
                    head is not None
                    and (run is None or people(tokens[head[1] - 1].word))
                    and (unit[:1] not in PERSONS or people(tokens[head[1] - 1].word))
                ):
                    return head
    return None if run is not None and tokens[at - 1].word == "的" else run


def _amount_ahead(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether the verb at `at` leads to an amount or a share: then the noun before it is what that measures."""
    while at < last and tokens[at].tag in ("V", "G", "D"):
        at += 1
    return at < last and tokens[at].tag == "F" and tokens[at].word[-1:] in "元%上下右多成番半数倍亩里点"
