"""What a figure measures, and of whom: by the clause it stands in, for there is no parser.

Counts measure the noun behind them (300名护林员), or where none stands there the one before (网格80个). Amounts and shares
measure the subject of 达, 为, 超, 增长 (总产值达2亿元), the noun before them (资金600万元), or the one behind 的 (40.5%的村).
A clause that names none goes on with what was measured before it (比上年多5%).
"""

from __future__ import annotations

from bisect import bisect_left

from qa.figures.amounts import amount, lasting
from qa.figures.clauses import Slice, Told, cut, of_whom, subject_of
from qa.figures.counts import count
from qa.figures.nouns import before
from qa.figures.tokens import Sentence
from qa.figures.units import unit_class
from qa.figures.words import MARKS

_COUNTED = frozenset(["people", "count"])


def measured(sentence: Sentence, start: int, unit: str, told: Told) -> tuple[Slice | None, Slice | None]:
    """The slices of what the figure that starts at `start` measures and of whom; `told` is brought up to date."""
    own = sentence.clause_at(start)
    tokens = sentence.clause(own)
    at = bisect_left(tokens, (start,))
    last = len(tokens) - (tokens[-1].word in MARKS)
    kind = unit_class(unit) if unit else "count"
    aside = 0 < at < len(tokens) - 1 and tokens[at - 1].word in ("（", "(") and tokens[at + 1].word in ("）", ")")
    if aside and (run := before(tokens, at - 1, 0)) is not None:
        found = cut(tokens, run)  # 商业银行（9家）
    elif kind in _COUNTED:
        found = count(tokens, at, 0, last, unit) or _carried(sentence, own, told.count or told.amount, told.count is None)
    elif kind in ("duration", "age"):
        found = lasting(tokens, at, 0, last, kind == "age")
    else:
        found = amount(tokens, at, 0, last, kind, told) or told.amount or told.count or _carried(sentence, own, None, True)
    of_things = kind in _COUNTED or (kind == "share" and found is not None and found[0] > tokens[at].start)  # 68.82%的村
    if found is not None and of_things:
        told.count = found
    elif found is not None and kind not in ("duration", "age"):
        told.amount = found
    subject = of_whom(tokens, 0, at, found) or told.subject
    told.subject = subject
    return found, subject


def _carried(sentence: Sentence, own: int, told: Slice | None, look: bool) -> Slice | None:
    """What was measured before in the sentence; else, at the clause before, the noun that it ends with."""
    if told is not None and not look:
        return told
    if own:
        tokens = sentence.clause(own - 1)
        at = len(tokens) - 1
        if not at and own > 1:  # nothing but a mark
            tokens = sentence.clause(own - 2)
            at = len(tokens)
        run = (before(tokens, at, 0) or subject_of(tokens, at, 0)) if at else None
        if run is not None:
            return tokens[run[0]].start, tokens[run[1] - 1].end
    return told
