"""A number that a question asks for: whether a sentence holds one, in a unit of what is asked for, of what is counted."""

from __future__ import annotations

import re
from itertools import pairwise

from qa.answer.measured import unmeasured
from qa.answer.setting import CLAUSE, Lack, Setting, Shortfall, without
from qa.figures import indicator_of, only_grown, unit_class
from qa.patterns import regex
from qa.question import Asked, Question, find
from qa.question.aliases import aliases
from qa.question.words import digits
from qa.tokens import normalise

# A thing counted that a text seldom names beside the number (花了多少时间: 大约两小时): its name is no condition.
_UNNAMED = frozenset(
    ["时间", "时", "时候", "比例", "百分比", "比率", "比数", "经费", "资金", "费用", "钱", "银两", "价格",
     "金额", "产值", "收入", "数量", "人数",
     "钟", "趟", "一趟", "事", "经验",
     "面积", "人口", "距离", "高度", "长度", "程度", "速度", "机率", "概率"]
)  # fmt: skip
_ANYBODY = frozenset(["人员", "人士", "人才", "人选"])  # people of what stands before (管理人员); where nothing does, people at all
_MEASURED = frozenset({"area", "length", "weight"})  # classes of units that no other stands for: 多少平方米 is answered by 亩, not by 人
_SORTS = (("面积", "area"), ("年纪", "age"), ("岁", "age"))  # what a question asks for, and the class of its units (qa.figures)
_NUMBER = regex(r"[\d零〇两二三四五六七八九十百千万亿半]|一[个名位家座条项次种件户所岁年天月倍成半]")
_PLAIN = regex(r"\d|[一两二三四五六七八九十][百千万亿十]|一(?:个月|年|天|倍|半|成)|半(?:个?[月年天]|个?小时)")
# How near a word must come to the noun that is counted to stand for it, a cosine: 小朋友 to 孩子 0.23, 医生 to 大夫 0.41;
# but 患者 to 医生 0.15, 街道 to 社区 0.13 (docs/log.md).
ALIKE = 0.2
AKIN = 0.15  # the same for a word that ends with one of its characters: 房屋 to 民房 0.17, 摊位 to 展位 0.18; but 卫生院 to 医院 0.12
_SUFFIX = frozenset("员人者家生工子")  # which says nothing of what they have in common (党员, 团员)
_COUNTED = ("count", "people", "area")
BEHIND, BEFORE = 10, 8  # characters behind a figure and before it in which that word stands
_PEOPLE = regex(r"[\d一二两三四五六七八九十百千万亿][多余来]? ?(?:[名位]|人(?![民口大才均]))|人口")
_PAID = regex(
    r"\b(?:how much|what)\b.*\b(?:costs?|prices?|pay|paid|money|funds?|funding|invest\w*|incomes?|revenues?|spend|spent|earn\w*|yuan)\b",
    re.I,
)
_PEOPLED = regex(r"\b(?:population|inhabitants)\b", re.I)
WHOLE = regex("全[省市县区州]|一共|总共|共有|总数|合计")
"""A number is asked for of a place or of a thing as a whole."""
_TOTAL = regex("一共|总共|加起来|加在一起|合计|总计|总数")
_NO_TOTAL = regex(r"[每均]|各(?=\d|有|配|给|得|派|设|建|选)|不超过|不高于|不少于|不低于|不得超|至多|最多|至少|最少")
_SLOGAN = regex("[“‘「『][^”’」』\\d]{1,6}[”’」』]")
_TIMES = frozenset(["年", "个月", "天", "日", "小时", "分钟", "岁", "世纪", "周年", "届", "期"])
_LASTS = regex(r"多久|多长|时间|[几少]年|年[龄纪限]|\b(?:long|old|age|years?|days?|hours?|months?)\b", re.IGNORECASE)
_OTHERWISE = regex(r"第几|什么|哪|谁|何")  # a rank, or a question of something else beside its number (每隔几天…在哪里)


def figure_lacking(question: Question, setting: Setting) -> Shortfall | None:
    """A number is asked for: the sentence must hold one, in a unit of what is asked for (money, an area, an age), and name what is
    counted."""
    if question.kind is not Asked.NUMBER or _OTHERWISE.search(question.written):
        return None
    start, end = setting.sentence
    if question.english:
        sorts = {sort for words, sort in ((_PAID, "money"), (_PEOPLED, "people")) if words.search(question.written)}
        told = {unit_class(each.unit) for each in setting.noted.figures if start <= each.start < end}
        return None if sorts <= told and _numbers(question, setting) else Shortfall(Lack.FIGURE, "")
    measured = unit_class(question.expected.unit) if question.expected.form == "number" and question.expected.unit else ""
    money = question.expected.form == "money" and "多少" in question.written and "百分" not in question.written
    sort = (
        measured if measured in _MEASURED else "money" if money else next((kind for words, kind in _SORTS if words in question.written), "")
    )
    people = measured == "people" and "多少" in question.written and _PEOPLE.search(setting.text, start, end) is None
    sort = sort or ("people" if people else "")
    held = [figure for figure in setting.noted.figures if start <= figure.start < end and unit_class(figure.unit) == sort]
    nouns = [noun for noun in question.counted if noun not in _ANYBODY and not digits(noun)]  # 世界五百强 counts no 五百
    counted = "" if _UNNAMED.intersection(question.counted) or not nouns else nouns[-1]
    measure = unmeasured(question, normalise(setting.text[start:end]))
    if measure:
        return Shortfall(Lack.FIGURE, measure)
    if not _numbers(question, setting) or (sort and not held) or (_TOTAL.search(question.written) and _each(counted, setting)):
        return Shortfall(Lack.FIGURE, counted or (f"多少{question.expected.unit}" if sort == measured != "" else ""))
    asked = "" if question.counted else indicator_of(question.written)
    if only_grown(asked, normalise(setting.text[start:end])):
        return Shortfall(Lack.FIGURE, asked)
    whole = WHOLE.search(question.written) is not None
    return Shortfall(Lack.FIGURE, counted) if counted and not _counts(counted, setting, whole) else None


def _numbers(question: Question, setting: Setting) -> bool:
    """Whether the sentence holds a number that is no part of a place's name (九江), of a word (零距离), of a slogan (“三改”) or, unless so
    many years or days are asked for, of a time."""
    start, end = setting.sentence
    others = [*((each.start, each.end) for each in setting.noted.places), *(match.span() for match in _SLOGAN.finditer(setting.text))]
    if question.expected.unit not in _TIMES and not _LASTS.search(question.written):
        others += [(each.start, each.end) for each in setting.noted.times]
    found = [match.start() for match in _NUMBER.finditer(setting.text, start, end)]
    if not any(not any(low <= at < high for low, high in others) for at in found):
        return False
    said = normalise(without(setting.text, start, end, others))
    figures = any(start <= each.start < end for each in setting.noted.figures)
    return figures or _PLAIN.search(said) is not None or bool(find(said, question.expected))


def _each(noun: str, setting: Setting) -> bool:
    """Whether the numbers of what is counted are told of each one (每片林子配3名护林员) or as a limit, and so of no whole."""
    clauses = _clauses(setting)
    named = [clause for clause in clauses if noun in clause] or clauses
    return bool(named) and all(_NO_TOTAL.search(clause) for clause in named)


def _counts(noun: str, setting: Setting, whole: bool) -> bool:
    """Whether the sentence names what is counted, where it is asked of a whole a clause with a figure or one beside it, or one of its
    clauses with a figure most of its characters (护林人员, 护林队员), or beside a figure a word that comes near to it (小朋友, 孩子)."""
    said = _clauses(setting, 1) if whole else [normalise(setting.text[slice(*setting.sentence)])]
    if any(word in part for part in said for word in (noun, *aliases(noun))):
        return True
    if any(2 * sum(character in clause for character in noun) > len(noun) for clause in _clauses(setting)):
        return True
    start, end = setting.sentence
    held = [each for each in setting.noted.figures if start <= each.start < end and unit_class(each.unit) in _COUNTED]
    beside = (
        setting.text[low:high]
        for each in held
        for low, high in ((each.end, each.end + BEHIND), (max(start, each.start - BEFORE), each.start))
    )
    return any(setting.near(noun, text) >= ALIKE or _akin(noun, text, setting) for text in map(normalise, beside))


def _akin(noun: str, text: str, setting: Setting) -> bool:
    """Whether a word of the text ends with a character of the noun and comes near to it."""
    import rjieba

    heads = set(noun) - _SUFFIX
    return any(len(word) > 1 and word[-1] in heads and setting.near(noun, word) >= AKIN for word in rjieba.cut(text))


def _clauses(setting: Setting, beside: int = 0) -> list[str]:
    """The clauses of the sentence that hold a figure, each with so many on either side, normalised."""
    start, end = setting.sentence
    parts = [*pairwise([start, *(match.end() for match in CLAUSE.finditer(setting.text, start, end)), end])]
    held = [each.start for each in setting.noted.figures if start <= each.start < end]
    found = [i for i, (low, high) in enumerate(parts) if any(low <= at < high for at in held)]
    return [normalise(setting.text[parts[max(0, i - beside)][0] : parts[min(len(parts) - 1, i + beside)][1]]) for i in found]
