"""What an amount, a share or a duration measures: the subject of its verb, else the noun before it or behind it."""

from __future__ import annotations

from collections.abc import Sequence

from qa.figures.clauses import Run, Slice, Told, compares, cut, subject_of
from qa.figures.counts import counted_behind
from qa.figures.nouns import before, behind
from qa.figures.tokens import Token
from qa.figures.words import measure

_LONGEST = 14
"""Characters of the predicate that stands for what a duration measures (连续九年获得考评奖)."""
_BE = frozenset(["有", "为", "是", "还有", "共有"])


def amount(tokens: Sequence[Token], at: int, first: int, last: int, kind: str, told: Told) -> Slice | None:
    """What an amount or a share measures."""
    previous = tokens[at - 1] if at > first else None
    follows = at + 1 < last and tokens[at + 1].word == "的"
    ahead = behind(tokens, at + 2, last) if follows else None
    if ahead is not None and previous is not None and previous.word in _BE:
        return cut(tokens, ahead)
    if previous is not None and previous.word == "的" and at - 2 >= first and tokens[at - 2].tag != "T":
        return cut(tokens, before(tokens, at - 1, first))
    if kind in ("ratio", "share") and any(compares(token) for token in tokens[first:at]):
        return cut(tokens, subject_of(tokens, at, first))
    led = previous is not None and (previous.tag in ("V", "G", "D", "p", "r") or previous.word == "的")
    if led:
        found = subject_of(tokens, at, first)
        if found is not None:
            return _with_growth(tokens, found, at)
        if previous is not None and previous.tag == "V" and previous.word not in ("有", "为", "是") and told.amount:
            return told.amount
        if kind == "share" and not follows and previous is not None and previous.word not in ("有", "的") and previous.tag != "D":
            return None
    run = before(tokens, at, first)
    if run is not None and not measure(tokens[run[1] - 1].word):
        next_ = ahead or behind(tokens, at + 1, last)
        if next_ is not None and (next_ is ahead or measure(tokens[next_[1] - 1].word)):
            return cut(tokens, next_)  # 以30.47元交易均价
        if run[0] > first and told.amount and (tokens[run[0] - 1].tag == "F" or tokens[run[0] - 1].word == "的"):
            return told.amount  # 68.82%的村超20万元
    if run is not None:
        return cut(tokens, run)
    start = at + 1 + follows
    run = behind(tokens, start, last) if start < last else None
    if run is not None and (follows or (kind != "ratio" and not (run[1] < last and tokens[run[1]].tag == "F"))):
        return cut(tokens, run)
    verb = tokens[at - 2] if previous is not None and previous.tag == "ul" and at - 2 >= first else previous
    if verb is not None and verb.tag.startswith("v") and kind != "share":
        return verb.start, verb.end
    return cut(tokens, subject_of(tokens, at, first)) if previous is not None and not previous.tag.startswith("v") else None


def _with_growth(tokens: Sequence[Token], run: Run, at: int) -> Slice:
    """The phrase with the word of growth that follows it at once: 茶叶产量增长."""
    end = run[1]
    grown = end < at and tokens[end].tag == "G"
    return tokens[run[0]].start, tokens[end if grown else end - 1].end


def lasting(tokens: Sequence[Token], at: int, first: int, last: int, age: bool) -> Slice | None:
    """What lasts so long, or is so old: the noun behind it, else its predicate, else the noun before."""
    start = at + 1
    of = start < last and tokens[start].word == "的"
    if age and (run := behind(tokens, start + 1, last) if of else counted_behind(tokens, start, last, "名")) is not None:
        return cut(tokens, run)
    while start < last and tokens[start].word in ("的", "时间", "左右", "来", "内", "间", "后", "期限"):
        start += 1
    run = behind(tokens, start, last)
    if run is not None and (run[1] == last or tokens[start - 1].word == "的") and tokens[start - 1].word not in ("时间", "内", "后"):
        return cut(tokens, run)
    led = at > first and tokens[at - 1].tag == "V"
    predicate = start < last and tokens[start].tag not in ("x", "ul", "y", "p", "c", "F", "V", "G", "T", "P")
    if (led or not predicate) and at > first and (run := subject_of(tokens, at, first)) is not None:
        return cut(tokens, run)
    if predicate:
        return tokens[start].start, min(tokens[last - 1].end, tokens[start].start + _LONGEST)
    return (tokens[at - 1].start, tokens[at - 1].end) if at > first and tokens[at - 1].tag.startswith("v") else None
