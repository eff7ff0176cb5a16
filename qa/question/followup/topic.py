"""The topic of a question: what it is about, as a phrase to put before another question."""

from __future__ import annotations

import re

from qa.patterns import regex
from qa.question.followup.mentions import Slot
from qa.question.followup.turns import Turn, asking_at
from qa.question.stops import ASKING

# What asks, with what hangs on it, cut from a question so that its topic is left.
_CUTS = tuple(
    regex(source)
    for source in (
        r"^(?:请问|什么是|谁是|何谓|什么叫)",
        r"(?:(?:分别|各自)?(?:是|指|叫|为|在|位于|属于|由|来自)*(?:的是|指的是)?(?:什么|谁|哪里|哪儿|何处|何地|哪一?[个座位家所名]?(?:村|社区|县|市|区|镇|乡|省|单位|部门|公司|人)?)"
        r"(?:意思|含义|人|地方)?(?:的|[负办创发提建设主]\w{0,3}的?)?)?[？?。]*$",
        r"有(?:什么|何|哪些)(?:不同|区别|差异|异同).*$",
        r"有(?:什么|何)(?:特点|特色|功能|作用|用途|用处|意义|影响|变化|成效|效果|成绩|优势|好处|问题|症状|关系|要求)[？?。]*$",
        r"(?:是)?(?:从|在|于|自)?(?:什么时候|什么时间|何时|哪一?[年天]|何年)(?:开始|起)?",
        r"是?(?:如何|怎样|怎么样?)",
        r"(?:是|有|为|达到?|共有?|一共有?)?(?:多少|几)(?:个|名|位|户|家|项|条|座|所|处|件|次|种|类|支|场|元|钱|亩|人)?(?![月号])",
        r"(?:包括|包含|含有|涉及|分为)了?(?:哪些|什么|哪几)(?:方面|内容|部分|举措|项目)?[？?。]*$",
        r"(?:有|采取了?|包括|包含|取得了?|开展了?)?哪些(?:方面)?",
        r"为什么(?:会|要)?|为何",
        r"(?:很|挺|比较)?(?:多|少|高|低|大|小|好|快|强)(?:不(?:多|少|高|低|大|小|好|快|强))?[吗呢]?[？?。]*$",
    )
)
_HANGING = frozenset(["是", "有", "为", "到", "的", "了", "从", "向", "对", "在", "由", "，", ",", " "])


def topic(turn: Turn, without: frozenset[Slot] = frozenset()) -> str:
    """The question as a phrase, without what asks: 赣州有多少护林员 gives 赣州护林员. Entities of the slots `without` are left out.

    A question that was itself given a topic passes that on.
    """
    text = turn.text
    end = turn.focus or len(text)
    for mention in reversed(turn.mentions):
        if mention.slot in without and mention.end <= end:
            rest = re.sub(r"^(?:的|和|与|、)", "", text[mention.end :])
            end -= len(text) - mention.start - len(rest)
            text = text[: mention.start] + rest
    text = text[:end]
    people = turn.of(Slot.PERSON)
    if people and not turn.focus and people[-1].end < asking_at(turn):
        return turn.text[: people[-1].end]
    if not turn.focus:
        for cut in _CUTS:
            text = cut.sub("", text).strip()
        text = ASKING.sub(lambda match: match.group() if match.group() in "、，,：:" else " ", text)
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"(?:(?<=[\u3400-\u9fff”』》]) | (?=[\u3400-\u9fff“『《]))", "", text)
    return text if turn.focus else _unhung(text)


def _unhung(text: str) -> str:
    """Without the particles and prepositions that hang at its end; 到 stays where it ends a word (报到)."""
    import rjieba

    cut = list(rjieba.cut(text))
    while cut and cut[-1] in _HANGING:
        cut.pop()
    return "".join(cut)


def where_and_when(turn: Turn, without: frozenset[Slot] = frozenset()) -> str:
    """Its last time and place, as they stand in it (2021年赣州), without the slots that the new question fills itself."""
    kept = []
    for slot in (Slot.TIME, Slot.PLACE):
        found = turn.of(slot)
        if found and slot not in without:
            kept.append(found[-1].text)
    return "".join(kept)
