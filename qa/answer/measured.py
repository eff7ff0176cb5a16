"""A number that is asked for in a measure of its own (毫米, 分, 几点, 多久): whether a sentence holds one in that measure or in another
that is told in its place."""

from __future__ import annotations

import re

from qa.patterns import regex
from qa.question import Question

# What is told in the place of a unit; one that is not here is told by itself. The commonest measure words (个, 名, 家) stand for nearly
# any.
_LIKE = {
    "米": "米|m", "毫米": "毫米|mm", "厘米": "厘米|cm|公分", "公里": "公里|千米|km|里", "千米": "公里|千米|km|里", "度": "度|℃|°",
    "平方米": "平方米|㎡|平米|平|亩", "亩": "亩|公顷|顷", "公顷": "公顷|亩|平方", "人次": "人次|人|名|次", "次": "次|场|回|遍|轮|度|届",
    "场次": "场|次|期", "场": "场|次|轮|期|届", "届": "届|次", "期": "期|批|届", "批": "批|期|次", "天": "天|日|小时|周", "日": "日|天",
    "年": "周?年|载|岁", "周年": "周?年", "个月": "月|年|天", "岁": "岁|年", "小时": "小时|分钟|天", "分钟": "分|小时|秒|刻",
    "点": "点|时|:", "辆": "辆|台|部", "台": "台|部|辆|套", "艘": "艘|条", "架": "架", "户": "户|家", "吨": "吨|斤", "元": "元|块|钱",
    "美元": "美元|元", "份": "份|件|本|册|张|封", "套": "套|间|户|组", "篇": "篇|条|件", "张": "张|份|幅", "只": "只|头|匹",
    "本": "本|册|部", "间": "间|个|处", "组": "组|支|个|队", "队": "队|支|个", "块": "块|个|处|宗", "层": "层|楼", "颗": "颗|个",
    "枚": "枚|块|个", "起": "[起件宗次处例]", "宗": "[起件宗]", "笔": "[笔项个]", "轮": "[轮场次]", "棵": "[棵株]", "株": "[棵株]",
    "根": "[根支个]", "种": "种|类|个", "类": "类|种|个", "趟": "[趟次]", "把": "[把个]", "瓶": "[瓶个]",
}  # fmt: skip
_ANY = frozenset("个家所座处项条件支部名位人口")
_NO_UNIT = frozenset("分代级面省市县区镇乡村国岛州")  # 百分比, 几级, 几个县: more often the beginning of what is counted
_DIGIT = r"[\d零〇一二两三四五六七八九十百千万亿垓半几数]"
_FEW = regex("[这那近前哪头好][几些]|过几[年天日]")
_LONG = regex("多久|多长时间|(?:多少|几)(?:个月|个?(?:天(?!前)|小时|分钟|周(?!年)|日|夜|星期|学期))")
_LASTED = regex(
    rf"{_DIGIT}[余多来]? ?(?:个|多)*(?:[年月天时分秒周日夜载岁]|小时|星期|学期|世纪|钟)|全年|终身|永久|整[天夜年]|长期|每[年天月周日]"
)
_YEARS = regex("多少年(?![轻前代级度])|(?<![每十])几年(?![级前代度来后间])")
_YEARS_LASTED = regex(  # no date, and no age
    r"(?<![近每前过\d一二三四五六七八九十])(?:(?!(?:1[5-9]|20)\d\d年)\d{1,4}|[一二两三四五六七八九十半]+)[多余]?(?:周?年(?![代级度底初末前来])|个月|载)"
    "|[十百千万亿][几多余]?年|几[十百]年"
)
_TOLD = (  # what asks for a measure, and what tells it
    (regex("几点(?![建意要])"), regex(r"[\d一二三四五六七八九十] ?[:：点时]|[上中下]午|凌晨|傍晚|深夜")),
    (regex("判(?:了|处)?(?:几|多少|多[久长])|刑期"), regex("[判刑牢狱监拘蹲]")),
    (regex("比分"), regex(r"\d ?[:：比-] ?\d")),
    (
        regex("[平人日月年户]均|每个?[人年月天户亩平晚周]"),
        regex("均|每|/|一[个名户年月天日亩周晚]|单价|年[产收入销营创]|[月日][薪产收入销]"),
    ),
    (regex("同比|比(?:去年|上年|前年|上月)"), regex("同比|环比|比|[增降涨升减跌]|翻|幅")),
)
_LASTING = ((_YEARS, _YEARS_LASTED), (_LONG, _LASTED))


def unmeasured(question: Question, said: str) -> str:
    """The words of the question that ask for a measure, where a normalised sentence holds no number in it; "" where nothing lacks."""
    asked = question.written
    few = _FEW.search(asked) is not None
    for asks, tells in _TOLD if few else (*_TOLD, *_LASTING):
        words = asks.search(asked)
        if words and not tells.search(said):
            return words.group()
    if few:
        return ""
    unit = question.expected.unit if question.expected.form == "number" else ""
    if not unit or unit in _ANY or unit in _NO_UNIT:
        return ""
    like = _LIKE.get(unit, re.escape(unit))
    counted = "|".join(map(re.escape, question.counted)) or "(?!)"
    told = rf"{_DIGIT}[\d.,]*{_DIGIT}*[余多来]? ?个?(?:{like}|{counted})|(?:{like}|{counted})[^,，。;；]{{0,6}}\d"
    return "" if re.search(told, said) else f"多少{unit}"
