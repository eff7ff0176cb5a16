"""What a question asks a number of, and how far what a figure measures is that.

No statistics of the language are used, so that two phrases are alike or not in every library: the heads must agree (收入 is not 支出),
then it counts how many of the words before them do.
"""

from __future__ import annotations

import re

from qa.figures.nouns import before, behind
from qa.figures.tokens import tagged
from qa.figures.units import UNIT
from qa.patterns import regex

_ASKED = regex(
    rf"(?:(?:共计|一共|总共|分别|大约|约)?(?:有|是|为|达到?|占|超过)?了?)?(?:多少|几)(?:[十百千万亿]+)?(?:{UNIT}|钱)?"
    r"|百分之(?:几|多少)|[有是]?多[大高长重远久宽深快]"
)
_TIMES = regex(
    r"(?:\d{2,4}|[一二〇零三四五六七八九]{4})年?(?:上半年|下半年|[一二三四]季度|\d{1,2}月(?:份)?)?(?:\d{1,2}日)?(?:底|末|初|以来)?|[去今前明]年(?:以来|底|上半年)?|"
    r"截至(?:目前)?|目前|现在|近年来?|上半年|下半年"
)
_TAIL = regex(r"(?:分别|一共|总共|共|已经?|各|大概|大约|约|又|都|却|的?(?:具体)?(?:有|是|为|达到?|占|共有|超过?))+$")
_ASKING = regex(r"[？?。！!，,]|请问|是多少|(?:各|分别)?是?什么|如何|怎么样?|呢$|吗$|查一下|告诉我|帮我")
_GROWTH = ("增长", "增速", "增幅", "下降", "降幅", "涨幅", "跌幅", "减少", "增加", "提高", "上升", "同比", "环比")
_LEVEL = regex(r"(?<![\d.,])\d[\d.,]*(?![\d.,]|%|个百分点|倍|[年月日])")
"""A number that is no growth and no date."""
_PER = ("人均", "村均", "户均", "平均", "亩均", "日均", "年均", "月均", "店均", "校均", "单位")
_KIND = ("支出", "收入", "利润", "成本", "亏损", "税收", "投资", "产值", "面积", "人口", "产量", "销量", "出口", "进口")
_PLAIN_TAIL = regex(r"(?:的?(?:总数量|总数|总量|总额|数量|人数|个数|数目|金额|总金额|规模|数|值|额))$")
_SAME = (
    ("地区生产总值", "gdp"), ("国内生产总值", "gdp"), ("生产总值", "gdp"), ("营业收入", "营收"), ("研究与试验发展", "研发"),
    ("纯收入", "收入"), ("总收入", "收入"),
    ("人口数", "人口"),
)  # fmt: skip
_FILLERS = regex(r"[的了和与及、“”‘’「」（）() 　\s]")


def indicator_of(question: str) -> str:
    """The words that a question asks a number of: 党员 of 有多少名党员, 村均经营性收入 of 村均经营性收入是多少; "" where it asks none.

    The question may be a bare one (without its question words). Place names that the tagger knows and times are left out.
    """
    text = _TIMES.sub(" ", question)
    asked = _ASKED.search(text)
    if asked is not None:
        noun = _behind(text[asked.end() :])
        if noun:
            return noun
        text = text[: asked.start()]
    text = _ASKING.sub(" ", text).strip()
    while (shorter := _TAIL.sub("", text).rstrip()) != text:
        text = shorter
    return _before(text)


def same_indicator(asked: str, stated: str) -> float:
    """How far what is stated measures what is asked, 0 to 1. Not symmetric: a narrower thing stated answers less than the thing itself."""
    if not asked or not stated:
        return 0.0
    want, have = _plain(asked), _plain(stated)
    if want == have:
        return 1.0
    grown = any(word in have for word in _GROWTH)
    if grown and not any(word in want for word in _GROWTH):
        return 0.0
    factor = 1.0 if grown == any(word in want for word in _GROWTH) else 0.8
    want, have = _without(want, _GROWTH), _without(have, _GROWTH)
    each = [word for word in _PER if (word in want) != (word in have)]
    factor *= 0.4 if each else 1.0  # an average is not a total
    want, have = _without(want, _PER), _without(have, _PER)
    return round(factor * _phrases(_bare(want), _bare(have)), 4)


def only_grown(asked: str, text: str) -> bool:
    """Whether a normalised text tells of what is asked (GDP总量) nothing but how it grew (GDP增长0.8%); False where that was asked."""
    core = _bare(_plain(asked))
    if not core or any(word in core for word in _GROWTH):
        return False
    told = [text[match.end() :] for match in re.finditer(re.escape(core), text)]
    return bool(told) and all(any(word in behind[:6] for word in _GROWTH) and not _LEVEL.search(behind) for behind in told)


def _phrases(want: str, have: str) -> float:
    """The heads must agree; then 0.5, and as much again as the words before them agree."""
    if want == have:
        return 1.0
    if not want or not have:
        return 0.0
    if any(
        (word in want) != (word in have) and any(other in want + have for other in _KIND if other != word) for word in _KIND if word in want
    ):
        return 0.0
    head = _head(want, have)
    if head == 0:
        return 0.5 * len(want) / len(have) if want in have else 0.0
    if want.endswith(have):
        return 0.65 if len(have) > 2 else 0.5  # less is said than was asked
    mine, theirs = _pairs(want[:-head] + want[-head]), _pairs(have[:-head] + have[-head])
    found = sum(pair in theirs for pair in mine) / len(mine) if mine else 1.0
    spare = sum(pair not in mine for pair in theirs) / len(theirs) if theirs else 0.0
    return 0.4 + 0.6 * found - 0.25 * spare * (1.0 if found else 0.5) if mine else 1.0 - 0.3 * spare


def _head(want: str, have: str) -> int:
    """Characters that the two end with alike, at most 4, at least 2 (or the whole, where one of them is shorter)."""
    least = min(2, len(want), len(have))
    shared = 0
    while shared < min(4, len(want), len(have)) and want[-shared - 1] == have[-shared - 1]:
        shared += 1
    return shared if shared >= least else 0


def _pairs(text: str) -> list[str]:
    return list(dict.fromkeys(text[i : i + 2] for i in range(len(text) - 1)))


def _plain(text: str) -> str:
    text = _FILLERS.sub("", text.lower())
    for long, short in _SAME:
        text = text.replace(long, short)
    return text


def _bare(text: str) -> str:
    return _PLAIN_TAIL.sub("", text) if len(text) > 2 else text


def _without(text: str, words: tuple[str, ...]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


def _behind(text: str) -> str:
    """The noun that the question word asks the number of; 钱 and the like ask none."""
    words = tagged(text)
    start = 1 if words and words[0].word == "的" else 0
    run = behind(words, start, len(words))
    if run is None and words[start:] and len(words[start].word) > 1 and words[start].tag.startswith("v") and start + 1 < len(words):
        run = behind(words, start + 1, len(words))  # 多少名[在职]党员
        run = (start, run[1]) if run else None
    return "" if run is None else text[words[run[0]].start : words[run[1] - 1].end]


def _before(text: str) -> str:
    """The noun phrase that is left, without the place or the subject that owns it."""
    words = tagged(text)
    while words and words[-1].tag.startswith(("d", "u", "p", "x")):
        words.pop()
    end = len(words)
    while end and (words[end - 1].word in _GROWTH or words[end - 1].tag.startswith("d")):
        end -= 1
    run = before(words, end, 0)
    if run is None:
        return text.strip()
    first, last = run[0], len(words) if end < len(words) and words[end].word in _GROWTH else run[1]
    while first < last - 1 and (
        words[first].tag == "ns" or words[first].word in ("全市", "全省", "全县", "全区", "该市", "该区", "该县", "的", "我市")
    ):
        first += 1
    return text[words[first].start : words[last - 1].end]
