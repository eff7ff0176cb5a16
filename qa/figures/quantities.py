"""Where a text states a quantity: a number, its unit, and the words that say how exact it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from qa.annotations import Bound
from qa.figures.numerals import approximate
from qa.figures.units import OPENINGS, PLAIN, UNITS
from qa.figures.written import ARABIC, HAN, Written, ends, per_end, percent, value, written
from qa.patterns import regex


class Quantity(NamedTuple):
    """`[start, end)` with bound words and unit; `core` is where the number itself begins."""

    start: int
    core: int
    end: int
    value: Decimal
    upto: Decimal | None
    unit: str
    bound: Bound


SAME = str.maketrans("０１２３４５６７８９％．～〜－−", "0123456789%.~~--")
"""Full-width forms to plain ones, one character for one, so that offsets stay."""

_SHARE = regex(
    rf"(?P<half>半数|一半|大半|过半)|(?P<part>半)(?P<lasting>个?小时|年|个月|天)|"
    rf"百分之(?P<percent>{ARABIC}|[{HAN}]+(?:点[{HAN}]+)?)|"
    rf"(?P<below>\d+|[{HAN}]+)分之(?P<above>\d+|[{HAN}]+)|"
    rf"翻了?(?P<times>[一两二三四五六七八九\d])?番|"
    rf"(?P<tenths>[一二两三四五六七八九])(?P<more>[一二三四五六七八九])?成(?![为立功员本果长了都效就绩分熟交套品人年型功语])"
)
"""What is told in parts of a whole."""
_CHANGED = regex(r"(?:增[长加]|减少|下降|上涨|上升|提高|降低|下跌|涨|跌|降|增|减)了?$")
_WIDE = regex("[０-９％．～〜－−]")
_ON = rf"{HAN}余多来几半成分\s—–\-~至到"
_LASTING = "|".join(re.escape(unit) for unit, kind in UNITS.items() if kind in ("duration", "length") or unit == "倍")
_NONE = regex(
    rf"(?:[^0-9{HAN}几数半大过翻]+|(?>{ARABIC}\s?|[{HAN}]+)(?![{OPENINGS}{_ON}])|一(?![{_ON}]|{_LASTING})"
    rf"|[几数](?![十百千万亿])|半(?!数|个?小时|年|个月|天)|[大过](?!半)|翻(?!了?[一两二三四五六七八九\d]?番))*+"
)
"""What holds no quantity, numbers included that have nothing behind them that could make one of them: most of a text."""
_NO_END = frozenset("零〇一二两三四五六七八九十百千万亿,.分之")
"""Behind a slice that a number begins in, what might go on with the number."""
_AFTER = regex(r"以上|以下|以内|左右|上下|之多|有余|多(?![名种个家年元样数方项条位次措])|余(?![名个家])")
_BEFORE: tuple[tuple[str, Bound], ...] = (
    ("不少于", Bound.OVER), ("不低于", Bound.OVER), ("不超过", Bound.UNDER), ("不高于", Bound.UNDER),
    ("不多于", Bound.UNDER), ("超过", Bound.OVER),
    ("超出", Bound.OVER), ("突破", Bound.OVER), ("至少", Bound.OVER), ("最少", Bound.OVER), ("高于", Bound.OVER), ("大于", Bound.OVER),
    ("多于", Bound.OVER), ("至多", Bound.UNDER), ("最多", Bound.UNDER), ("不足", Bound.UNDER), ("不到", Bound.UNDER), ("不满", Bound.UNDER),
    ("少于", Bound.UNDER), ("低于", Bound.UNDER), ("小于", Bound.UNDER), ("将近", Bound.UNDER), ("接近", Bound.UNDER),
    ("大约", Bound.ABOUT),
    ("约为", Bound.ABOUT), ("约有", Bound.ABOUT), ("约", Bound.ABOUT), ("近", Bound.UNDER), ("超", Bound.OVER), ("逾", Bound.OVER),
    ("过", Bound.OVER), ("上", Bound.OVER),
)  # fmt: skip
_ENDING = {word[-1]: tuple(one for one in _BEFORE if one[0][-1] == word[-1]) for word, _ in _BEFORE}  # by their last characters
_WORD_ENDS = {"约": "节合预签纽条制公违契邀", "近": "最附邻靠远临", "超": "反", "过": "超经通不度渡透穿路", "上": "以"}
_OVER, _UNDER = ("以上", "多", "余", "之多", "有余"), ("以下", "以内")
_ORDINAL = regex(r"(?:第|每|[A-Za-z\d.+/_]|\d[:-]|[这那前后头另首历]|周|星期|初|农历|之|No\.?)$")
_NAMED = regex(r"[的]?(?:行动|攻坚|计划|规划|工程|倍增|提质|大计|之约|强|方面|维护|确立|意识|自信|伏|抗战)")
_NO_COUNT = regex(
    r"次(?:全|会|代表|党代)|[栋幢]|届(?=[一二三四五六七八九十]*[次中]|中央|全国|人大|全会|党代)|小时(?:内外|[以之]外)|条线|个(?:个|一)|种子|位一体|人[转行]"
)
_TOOK = regex(r"(?:历时|用时|耗时|长达|用了?|达|经过|为期|时长|连续|历经)$")
_AT_MOST = regex(r"(?:最多|至多|最高)[^，,。；;、\d]{0,5}$")
_WORD = regex(r"[\dA-Za-z%-]")
_TELEPHONE = 10  # digits in a row that are no quantity any more
_RHETORIC = frozenset("百千万亿")


def quantities(text: str, barred: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Every quantity of a text, in order; what touches a barred slice (a date, a name) is none."""
    plain = text.translate(SAME) if _WIDE.search(text) else text
    found: list[Quantity] = []
    at = passed = 0
    while (none := _NONE.match(plain, at)) is not None and (first := none.end()) < len(plain):
        while passed < len(barred) and barred[passed][1] <= first:
            passed += 1
        if passed < len(barred) and barred[passed][0] <= first and plain[first].isdigit():
            within = plain[barred[passed][1] : barred[passed][1] + 1]
            if within not in _NO_END and not within.isdigit() and not within.isspace():
                at = barred[passed][1]
                continue
        share = _SHARE.match(plain, first)
        number = written(plain, first) if share is None else None
        if share is not None:
            last = at = share.end()
        elif number is not None:
            last, at = number.end, first + len(number.first)
        else:
            at = first + 1
            continue
        near = passed < len(barred) and barred[passed][0] < last
        cover = next((end for low, end in barred[passed:] if low < last and first < end), 0) if near else 0
        if cover:
            at = max(at, cover) if cover <= last else cover
            continue
        quantity = _read(plain, share) if share else _counted(plain, number) if number else None
        if quantity is not None:
            found.append(quantity)
            at = quantity.end
    return found


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if match.group("half"):
        if text[max(0, start - 1) : start] in ("另", "前", "后", "上", "下"):
            return None
        bound = Bound.OVER if match.group("half") in ("大半", "过半") else Bound.EXACT
        end += text.startswith("数", end) and match.group("half") == "过半"
        return _bounded(text, start, end, Decimal(50), None, "%", bound)
    if match.group("part"):
        half = _bounded(text, start, end, Decimal("0.5"), None, match.group("lasting").replace("个小时", "小时"))
        return half if half.start < half.core and text[half.start : half.core] != "上" else None
    if match.group("percent"):
        return _bounded(text, start, end, percent(match.group("percent")), None, "%")
    if match.group("below"):
        below, above = value(match.group("below")), value(match.group("above"))
        if not below or above is None:
            return None
        return _bounded(text, start, end, (above / below * 100).quantize(Decimal("0.01")), None, "%")
    if match.group("tenths"):
        first, second = value(match.group("tenths")), value(match.group("more") or "")
        if first is None or _ORDINAL.search(text[:start][-2:]):
            return None
        if second is not None and approximate(match.group("tenths") + match.group("more")):
            return _bounded(text, start, end, first * 10, second * 10, "%", Bound.ABOUT)
        return _bounded(text, start, end, first * 10 + (second or 0), None, "%")
    times = value(match.group("times") or "一")
    return None if times is None else _bounded(text, start, end, times, None, "番")


def _counted(text: str, number: Written) -> Quantity | None:
    """A number with its unit, or with 万 or 亿 and no unit; None where it is an ordinal, an article or part of a name."""
    start, first, own, last, mid, behind, unit, own_end, end = number
    changed = own and last and _CHANGED.search(text, max(0, start - 3), start)
    if own and (changed or not (last and unit)):  # no range: the number ends at its own unit
        end = per_end(text, own_end, own_end - len(own))
        unit, last, mid, behind = own + text[own_end:end], "", "", ""
    elif last and not unit:
        return None
    before = text[max(0, start - 3) : start]
    if _ORDINAL.search(before) and not before.endswith("之前"):
        return None
    if not unit and not (first[0].isdigit() and (behind or first[-1] in "万亿")):
        return None
    worth = ends(first, last, bool(own), behind)
    if worth is None:
        return None
    low, high, pair = worth
    if first.isdigit() and ((unit == "年" and len(first) == 4 and not mid) or (len(first) >= _TELEPHONE and UNITS.get(unit) != "money")):
        return None
    bound = Bound.ABOUT if first[0] in "几数" or first == "十几" or pair else Bound.OVER if mid in ("余", "多") else Bound.EXACT
    if unit in ("年半", "个半小时", "个半月"):
        low, unit = low + Decimal("0.5"), {"年半": "年", "个半小时": "小时", "个半月": "个月"}[unit]
    elif unit.startswith("个多"):
        unit, bound = {"个多月": "个月", "个多小时": "小时"}[unit], Bound.OVER
    quantity = _bounded(text, start, end, low, high, unit, bound)
    return quantity if _counts(text, quantity, first, last, mid) else None


def _counts(text: str, quantity: Quantity, first: str, last: str, mid: str) -> bool:
    """Whether the number counts: not 一个, 两委, 三年行动, 8时30分, 近三年."""
    unit, rest = quantity.unit, text[quantity.end : quantity.end + 3]
    han = not first[0].isdigit()
    duration = UNITS.get(unit) == "duration"
    if (han or duration) and _NAMED.match(rest):
        return False
    before = text[max(0, quantity.start - 2) : quantity.start]
    if unit == "分" and text[max(0, quantity.core - 1) : quantity.core] in ("时", "点"):
        return False
    if duration and before in ("未来", "过去", "今后", "此后", "最近", "往后", "此前", "之前", "近"):
        return False
    if duration and rest[:1] in ("后", "前") and not rest.startswith("前后"):
        return False  # 3天后 is a time
    if duration and text[quantity.start : quantity.core] == "近" and not _TOOK.search(before):
        return False
    if unit == "届" and _NO_COUNT.match(unit + rest):
        return False
    if not han:
        return True
    loose = mid != "" or quantity.bound is not Bound.EXACT or last != ""
    if first == "一":
        return unit == "倍" or (loose and UNITS.get(unit) in ("duration", "length"))
    if loose and first not in ("几", "数", "二"):
        return True
    if first in ("几", "数", "二") or (len(first) == 1 and first in _RHETORIC) or _NO_COUNT.match(unit + rest):
        return False
    return unit in PLAIN or UNITS.get(unit) in ("money", "area", "weight") or (len(first) > 2 and unit in UNITS)


def _bounded(text: str, start: int, end: int, value: Decimal, upto: Decimal | None, unit: str, bound: Bound = Bound.EXACT) -> Quantity:
    """The quantity with the bound words before and behind it; the words before it decide where both say something."""
    core = start
    for word, kind in _ENDING.get(text[start - 1 : start], ()):
        if text.endswith(word, 0, start) and not (start > len(word) and text[start - len(word) - 1] in _WORD_ENDS.get(word, "")):
            if word in ("过", "上") and text[start] not in "百千万亿半":
                continue
            start, bound = start - len(word), kind
            break
    after = _AFTER.match(text, end)
    if after is not None:
        end = after.end()
        word = after.group()
        if core == start:
            bound = Bound.OVER if word in _OVER else Bound.UNDER if word in _UNDER else Bound.ABOUT
    if bound is Bound.EXACT and _AT_MOST.search(text, max(0, start - 8), start):
        bound = Bound.UNDER  # 最多可减免10%
    if core == start and text[core - 1 : core] == "-" and not _WORD.match(text[max(0, core - 2) : core - 1]) and upto is None:
        start, value = start - 1, -value
    return Quantity(start, core, end, _plain(value), None if upto is None else _plain(upto), unit, bound)


def _plain(value: Decimal) -> Decimal:
    """The same number without zeros behind the point: 103000000, not 1.03E+8 or 103000000.00."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
