"""A question that leaves out its subject is given that of the last: 为什么？ 谁负责？ 2023年是多少？ 取得了什么成效？"""

from __future__ import annotations

import re

from qa.patterns import regex
from qa.question.background import idf
from qa.question.followup.mentions import Slot, mentions
from qa.question.followup.swap import swap
from qa.question.followup.topic import topic, where_and_when
from qa.question.followup.turns import Run, Turn, is_light, is_verb, runs, turn_of
from qa.question.kinds import Asked
from qa.question.stops import ASKING
from qa.tokens import normalise

_WHY = regex(
    r"^(?:这是|是|又|这)?(?:为什么|为何|为啥|什么原因|原因)(?:呢|呀|啊|会这样|这样|这么做|要这样做?|要这么做|是什么|何在|如此|的)*[？?。\s]*$"
)
_HOW_ASKED = regex(r"是?(?:如何|怎样|怎么样?|什么时候|何时|在哪里)")
_THE = regex(
    r"^(?:具体的?|主要的?|实际的?)?(?:效果|成效|成果|结果|目的|意义|原因|内容|作用|标准|条件|做法|措施|办法|经验|特点|亮点|问题|面积|数量|比例|影响|背景|流程|名字|地址)"
)
_PREDICATE = regex(
    r"^(?:是?在|是?由|是?从|是|有|谁|什么|何|哪|怎|如何|为|多|几|取得|得到|起到|带来|产生|要|能|会|可以|已|共|一共|总共|分|包括|采取|具体|主要|分别)"
)
# A measure of a measure, or what became of it: it is asked of what was spoken of, whole.
_OF_IT = regex(
    r"^(?:同比|环比|[比较与跟同](?:上一?年|去年|前一?年|上个?月|往年|同期)|占|增速|增幅|增长|增加|提高|提升|下降|减少|上升|排名|排在|位居|平均|人均|合计|收入|年收入|每年|每月)"
)
_BY = regex(r"^(?:在|从|由|谁|什么时候|什么时间|何时|何地|哪|怎么|怎样|如何)")
_COUNTS = regex(r"^(?:有|共有?|一共有?|总共有?)?(?:多少|几|哪)")
_DEFINES = regex(r"^(?:什么是|什么叫|何谓|谁是)|(?:指什么|是什么意思|什么含义)[？?]?$")
_BECAME = regex(r"^[\u4e00-\u9fff]{1,3}了")
_BESIDE = regex(
    r"^(?:和|与|跟|同|比|比起|较|相比|相较于?)(?!上一?年|去年|前一?年|上个?月|往年|同期)(?P<what>[^,，]+?)(?:相比|比较|比起来|相较)?(?:怎么样|如何)?(?:呢)?[？?]?$"
)
_RELATION = regex(
    r"(?:具体|主要|实际)?的?(?P<grown>效果|成效|成果|进展|结果|影响)|(?:具体|主要|实际)?的?(?:目的|意义|原因|内容|作用|标准|条件|做法|措施|办法|经验|特点|亮点|"
    r"问题|背景|流程|好处|依据|目标)"
)


# What people leave out they leave out of short questions: with more runs of words, more characters in them or in all, nothing is missing.
# A subject rarer than one passage of news in 3,000 (六十进制, not 收入) is a new one, unless what went before was only of a place. Chosen
# by eye on questions of cmrc_trial and drcd_dev, each put behind one of another article: 5 % of them are given a topic, 21 % without this.
_RUNS, _SAID, _LONG, _RARE = 2, 13, 20, 8.0


def why(question: str, last: Turn) -> str | None:
    """为什么？ as a whole question; None where it is another one."""
    if not _WHY.match(question):
        return None
    asked = _HOW_ASKED.search(last.text, last.focus)
    if asked and last.kind in (Asked.HOW, Asked.DATE):
        return re.sub(r"的?[？?]?$", "？", last.text[: asked.start()] + "为什么" + last.text[asked.end() :], count=1)
    lead = topic(last)
    return f"{lead}的原因是什么？" if lead else None


def carry(question: str, last: Turn, goes_on: bool) -> tuple[str, int] | None:
    """A question without a pronoun, with what it leaves out, and its focus; None where it stands by itself.

    `goes_on` says that it began with 那: then a place alone carries the time as well.
    """
    if not asks(question):
        return None
    if measures_it(question):
        lead = topic(last)
        return (_joined(lead, question), 0) if lead else None
    own = turn_of(question)
    said = [run for run in runs(own) if not all(is_light(word) for word in run)]
    if own.of(Slot.PERSON, Slot.QUOTED, Slot.NAME) or (_DEFINES.search(question) and said):
        return None
    if own.of(Slot.PLACE, Slot.TIME) and not said:
        return _again(question, own, last)
    if own.of(Slot.PLACE):
        times = last.of(Slot.TIME)
        return (times[-1].text + question, 0) if goes_on and times and not own.of(Slot.TIME) else None
    if own.of(Slot.TIME):
        return _dated(question, own, said, last)
    if not said:
        lead = topic(last)
        return (_joined(lead, question), 0) if lead else None
    return _given(question, said, last)


def beside(question: str, last: Turn) -> str | None:
    """和抚州相比呢？ 比抚州多多少？ of the last topic; None where it is no comparison."""
    found = _BESIDE.match(question)
    named = mentions(found["what"]) if found else ()
    if found is None or not named or named[0].start > 0 or last.of(named[0].slot) == ():
        return None
    lead = topic(last)
    ending = "" if asks(found["what"]) else "有什么不同？"
    return f"{lead}{question.rstrip('？?呢')}{ending or '？'}"


def relation(what: str, last: Turn) -> str | None:
    """效果呢？ as a question on the last topic; None where it is no relation of that, or the last asked for a number."""
    found = _RELATION.fullmatch(what)
    lead = topic(last)
    if found is None or not lead or last.kind is Asked.NUMBER:
        return None
    return f"{lead}的{what}{'怎么样' if found['grown'] else '是什么'}？"


def _rich(question: str, said: list[Run]) -> bool:
    """Whether a question says so much of its own that it leaves nothing out."""
    return len(question) > _LONG or len(said) > _RUNS or sum(run[-1].end - run[0].start for run in said) > _SAID


def measures_it(question: str) -> bool:
    """Whether it begins with a measure of what was spoken of: 同比增长多少？"""
    return bool(_OF_IT.match(question)) and asks(question)


def _dated(question: str, own: Turn, said: list[Run], last: Turn) -> tuple[str, int] | None:
    """2023年投入了多少？ is asked of the last topic in that year; 2023年旅游收入是多少？ of the last place."""
    if _rich(question, said):
        return None
    time = own.of(Slot.TIME)[0]
    rest = question[time.end :]
    if time.start == 0 and (_OF_IT.match(rest) or _BECAME.match(rest) or (said[0][0].start == time.end and is_verb(said[0][0]))):
        lead = topic(swap(time.text, last))
        return (_joined(lead, rest), 0) if lead else None
    lead = where_and_when(last, frozenset({Slot.TIME}))  # its place, "" where it has none
    return (lead + question, 0) if lead else None


def names_no_thing(question: str) -> bool:
    """Whether it names a place or a time, and nothing that is asked of it."""
    own = turn_of(question)
    return len(own.mentions) == len(own.of(Slot.PLACE, Slot.TIME)) > 0 and all(is_light(word) for run in runs(own) for word in run)


def _again(question: str, own: Turn, last: Turn) -> tuple[str, int] | None:
    """抚州有多少？ 2023年是怎么做的？: the last question of another place or time, asked as the new one asks."""
    named = own.of(Slot.TIME, Slot.PLACE)
    swapped = swap(question[named[0].start : named[-1].end], last)
    if own.kind in (last.kind, Asked.OTHER, Asked.COMPARE):
        return swapped.text, swapped.focus
    if own.kind is Asked.WHERE:
        return None
    rest = question
    for mention in reversed(named):
        rest = rest[: mention.start] + rest[mention.end :]
    rest = re.sub(r"^[的又也在于从]+", "", rest.strip())
    lead = topic(swapped)
    return (why(rest, swapped) or _joined(lead, rest), 0) if lead else None


def _joined(lead: str, question: str) -> str:
    """Topic and predicate as one sentence: 修堤 + 谁负责 is 修堤由谁负责."""
    question = question.lstrip("的")
    done = re.search(r"的[？?]?$", question)
    if _THE.match(question):
        return f"{lead}的{question}"
    if re.match(r"^谁(?:来)?(?:负责|牵头|主管|组织|落实)", question):
        return f"{lead}由{question}"
    if _BY.match(question) and done:
        return f"{lead}是{question}"
    if re.match(r"^(?:谁|多少|哪里|哪儿|什么)[？?]?$", question):
        return f"{lead}{'有' if question.startswith('多少') else '是'}{question}"
    if any(pattern.match(question) for pattern in (_BY, _PREDICATE, _OF_IT, _BECAME)):
        return f"{lead}{question}"
    return f"{lead}，{question}"


def _given(question: str, said: list[Run], last: Turn) -> tuple[str, int] | None:
    """A question with words of its own: one with its own subject takes the place and the time, one without it the topic as well."""
    if _rich(question, said):
        return None
    first = said[0]
    subject = first[0].start == 0 and not is_verb(first[0]) and not _BECAME.match(question)
    if subject and not last.of(Slot.QUOTED, Slot.NAME, Slot.PERSON):
        lead = where_and_when(last) if last.of(Slot.PLACE) else ""
        return (lead + question, 0) if lead else None
    again = any(len(word.text) > 1 and word.text in last.text for word in first)  # 箭竹 after 玉山箭竹: named anew
    if not last.mentions or (subject and again) or (subject and max(idf(normalise(word.text)) for word in first) >= _RARE):
        return None
    lead = topic(last)
    if not lead:
        return None
    if not subject and _BY.match(question) and not _COUNTS.match(question):
        return _joined(lead, question), 0
    return f"{lead}，{question}", len(lead) + 1


def asks(question: str) -> bool:
    """Whether it has a question word."""
    return any(re.search(r"\w", match.group()) and match.group() not in "呢吧呀啊" for match in ASKING.finditer(question))
