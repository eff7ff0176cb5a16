"""Where a sentence holds something of the shape that a question expects: numbers, shares, sums, dates, names, places."""

from __future__ import annotations

import re
from functools import cache

from qa.patterns import regex
from qa.question.kinds import UNIT, Expected
from qa.question.people import Slice, persons

_DIGITS = r"\d[\d,.]*"
_HAN = "[零〇一二两三四五六七八九十百千万亿半数]"
_SCALE = "[十百千万亿]*[余多来]?"
_SOME = "(?:[十百千万]几|几[十百千万]+|[数上近][十百千万]+)"  # 十几个, 上百名
_FORMS: dict[str, re.Pattern[str]] = {
    # A plain number: Arabic digits, or Chinese numerals with a measure word (but 一 alone: 一名 is an article more often than a count).
    "number": regex(
        rf"{_DIGITS}{_SCALE}(?:分之{_DIGITS})?|{_HAN}+分之{_HAN}+|(?:[两二三四五六七八九十百千]|一(?={_HAN})){_HAN}*[余多]?(?={UNIT})|"
        rf"{_SOME}(?={UNIT})|半(?=个?(?:[月年天日]|小时|学期))"),
    "percent": regex(
        rf"{_DIGITS}(?:%|个百分点|倍)|百分之{_HAN}+|{_HAN}+分之{_HAN}+|[一两二三四五六七八九十]+倍|"
        rf"[近超约]?[一二两三四五六七八九]成|翻了?[一两二三]?番|过半|一半|半数"),
    "money": regex(rf"{_DIGITS}{_SCALE}(?:元|美元|欧元|英镑|日元|港元|円|块)|{_HAN}+[余多]?(?:元|美元|英镑|日元)|[$¥£€]{_DIGITS}"),
    "year": regex(
        r"(?<!\d)(?:1\d|20)\d\d(?:年代?|(?!\d))|[一二]?[〇零一二三四五六七八九]{3}年|\d{1,2}世纪|(?<!\d)\d{3,4}年(?!来|内|间|"
        r"以[上下])|前\d+年|[今去前明]年|元年|[一二三四五六七八九十]+年(?!来|内|间)"),
    "title": regex("《[^》]+》|〈[^〉]+〉"),
    "date": regex(
        r"(?<!\d)(?:1\d|20)\d\d(?:年代?|(?!\d))(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日|底|初|中旬|上旬|下旬)?|"
        r"\d{1,2}日|\d{1,2}世纪|[今去前明]年|[上下]?[半]年|[春夏秋冬][季天日]|前\d+年|[一二三四五六七八九十]+[月年]|(?<!新)时[期代]|"
        r"年代|期间|年间|初期|末期|中期|之后|之前|以来|(?<!\d)\d{1,4}年(?!来|内|间|以[上下])"),
}  # fmt: skip
_YEARS = regex(r"(?<!\d)(?:1\d|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?|(?<!\d)\d{1,2}月(?:\d{1,2}日)?|(?<![\d月])\d{1,2}日")
_PLACE_NOUN = regex(
    r"[\u4e00-\u9fff]{1,7}?(?:社区|街道|乡镇|小区|景区|园区|新区|经开区|开发区|高新区|自治区|服务区|村|县|市|区|镇|乡|省|州|国|洲|岛|"
    r"山|河|江|湖|海|港|路(?![上程线途过人况])|街|馆|院|站|广场|公园|机场|码头|礼堂|宾馆|酒店|[小中]学(?!生)|大学|学院|公司|集团|医院|党委|支部|局|厅)"
)


# A number right before a noun answers 多少个 (54个村, 54村); before another measure it does not.
_NO_UNIT = r"(?=[\u4e00-\u9fff])(?![年月日岁号点时分秒元角人名位户口亩吨米度次期届倍斤克公里周天第及至到余多来万亿千百十])"
_PEOPLE, _THINGS = frozenset("名位人口"), frozenset("个家所座处项条种类件支部")


@cache
def _united(form: str, unit: str) -> re.Pattern[str]:
    """A number or a name that carries a unit. Measure words stand for each other: 多少名 is answered by 17.3万人, 多少个 by 130家."""
    if form == "place":
        return regex(rf"[\u4e00-\u9fff0-9a-z·]{{1,9}}?{re.escape(unit)}")
    after = "[名位人口]" if unit in _PEOPLE else rf"(?:{'[个家所座处项条种类件支部]' if unit in _THINGS else re.escape(unit)}|{_NO_UNIT})"
    return regex(rf"(?:{_DIGITS}|{_SOME}|(?:[两二三四五六七八九十百千]|一(?={_HAN})){_HAN}*){_SCALE}(?:分之\d+)?[余多来]?{after}")


def find(sentence: str, expected: Expected) -> tuple[Slice, ...]:
    """The slices of a normalised sentence that have the expected shape, in order; with a unit named, those that carry it.

    A number is no date, and a number that carries another unit than the one asked for is left out by the unit's pattern.
    """
    form, unit = expected.form, expected.unit
    if not form:
        return ()
    if form == "person":
        return persons(sentence)
    if form == "place":
        pattern = _united(form, unit) if unit else _PLACE_NOUN
        return tuple(m.span() for m in pattern.finditer(sentence))
    pattern = _united(form, unit) if unit else _FORMS[form]
    spans = [m.span() for m in pattern.finditer(sentence)]
    if form in ("number", "percent", "money"):
        dates = [m.span() for m in _YEARS.finditer(sentence)]
        spans = [s for s in spans if not any(a <= s[0] and s[1] <= b for a, b in dates)]
    return tuple(spans)
