"""What a question wants told (a time, a reason, the name of a village, what was before, parts), and whether a sentence tells one."""

from __future__ import annotations

import re

from qa.answer.setting import Lack, Setting, Shortfall, without
from qa.patterns import regex
from qa.question import Asked, Question, find
from qa.question.people import persons
from qa.question.posts import names_holder
from qa.tokens import normalise
from qa.types import Span

_EXACT = regex(r"(?P<day>哪一?[天日]|几号|几月几[日号]|什么日期|何日)|哪年哪月|哪个?月|几月")
_DAY = regex(
    r"[\d一二三四五六七八九十廿卅]+ ?[日号](?!线)|[昨今当前]天|[初廿卅][一二三四五六七八九十]|[当昨今同翌次]日"
    r"|[一二三四五六七八九十]+[早晚]|(?:周|星期|礼拜)[一二三四五六日天]|除夕|元旦|春节|国庆"
)
_MONTH = regex(r"[\d一二三四五六七八九十正腊]+ ?月|[当本上同次]月")
_CAUSE = regex(
    "(?<![成定评列称认选改变分命名视转化确])为(?!主)|[因由以故令使让致缘怕难缺须求想受就便却但而]|导致|造成|引起|目的|旨在|避免|防止|从而|于是|结果|原因|基于|鉴于|考虑|担心|认为|不足|来自|需要|"
    "希望|随着|只有|决心|表示"
)
# Of a place that is asked for by what it is: one must be named.
_NAMED_UNITS = frozenset({"村", "社区", "街道", "镇", "乡", "县", "省", "街", "路"})
_NO_UNIT = regex("哪一?[个条]?(?:县[市区]|路[段线])")
_NO_NAME = "农乡全该本各个从政范些有每的在到和了是进驻为对向让把"
_NAME = regex("[叫姓](?:什么|啥|甚)(?:名[字儿]?)?|(?:姓名|名字)(?:是|叫)?(?:什么|啥)?[？?]?$")
_IN_ENGLISH = regex(
    r"^who(?:(?:'s| is| was) (?!allowed|eligible|entitled|able|responsible)|"
    r" (?:leads?|led|heads?|headed|runs?|ran|chairs?|chaired|succeeded)\b)"
    r"|\bwhat(?: is| was|'s) the (?:full )?(?P<name>name) of\b",
    re.IGNORECASE,
)
_QUOTED_NAME = regex("[“「《]")
_LATIN = regex("[a-z][a-z.]+ [a-z]{2,}")
_FIRM = regex("(?:企业|公司|工厂|厂家)的?(?:名[字称])?(?:叫|是)(?:什么|啥)(?:名[字称])?")
_FIRMS_NAME = regex(  # 江滨酒业, “江滨”公司, ABC; but not 我们公司
    "[\u4e00-\u9fff]{2}(?<!他们|我们|你们|一家|这家|那家|这个|那个)(?:公司|集团|酒业|药业|科技|实业|股份|厂)|[“「][^”」]{2,}[”」](?:公司|企业)|[A-Za-z]{2}"
)
_WHY = regex("为什么|为何|为啥|原因|因何|何以")
_BEFORE = regex(
    "(?:之前|以前|此前|原先|原来|先前)(?:曾|一直|都|又)*(?:是|担任|任|当|做|干|经营|从事|在|叫|的)[^，,。？?]{0,8}(?:什么|啥|哪|谁|何)"
)
_EARLIER = regex("[原曾]|(?<![目当])前(?![来往列沿景])|过去|以往|早年|辞去|返|回到|起初|本来|时任|当年|昔")
# A thing whose name counts its parts (“四到”工作法), asked what these are, and what names several in a row.
_PARTS = regex(
    r"指的?是?(?:什么|啥|哪(?!一?[年个天]))|分别(?:是|指|为)|(?:是|有|包括|包含|涵盖)哪(?:[些几二两三四五六七八九十]|一(?![年个位家种项座所天日月]))|什么意思"
    r"|(?:包括|包含)(?:什么|啥)"
)
_COUNTING = regex(r'[“"「](?=[^”"」]*[一二两三四五六七八九十\d])([^”"」]{2,5})[”"」]')
_MOTTO = regex("[“「《][^”」》、]*(?:、[^”」》、]*)?[”」》]")  # “让路、护路”: two in quotation marks are a slogan, three are a list
_SEVERAL = regex("[、:]")
# Times that are not when something was: how long it took, and what it was done for (为全县2020年脱贫打下基础).
_NOT_WHEN = regex(r"(?:连续|历时|长达|为期|持续)[一二两三四五六七八九十\d]+多?[年天月日]|(?<=[，,；;])(?:为|助力|助推)[^，,；;。]*")
_YEARLY = regex("(?<!近)(?<!近些)(?<!近几)(?<!多)(?<!往)[年代纪岁朝]")
# A dynasty, and where somebody is from: what asks for it, and what tells it.
_DYNASTY = (
    regex("(?:哪一?个?|什么)朝代|哪一?朝"),
    regex(
        "[\u4e00-\u9fff]朝|[夏商周秦汉晋隋唐宋辽金元明清]代|[北南东西后前][宋汉晋魏周唐梁齐]|[唐宋元明清汉隋晋秦][初中末]|先秦|春秋|战国|三国|民国|时期|年间|世纪"
    ),
)
_ORIGIN = (
    regex("(?:哪里|哪儿|何处|何地|什么地方|哪个地方的?)人[？?]?$|籍贯"),
    regex("[\u4e00-\u9fff](?:籍|人(?=[，,；;。、（(]|$))|生于|出生|老家|家乡|故乡|来自|祖籍|乡亲|土生土长"),
)
_WHEN = regex("哪一?年|何年|什么时候|何时|什么时间|几时|[多哪]会儿")
# What tells a time though it is no date: 宋末, 高二的时候, 元宵节前后, 只在早上; a year, unless it is one of many or of an age.
_YEARS = regex("(?<![每近历逐整半多])年(?![龄轻级薪均产报收纪青味糕货终]|时间|内(?!$))|(?<!新)[时朝]代|世纪|岁|[宋唐元明清汉隋晋秦]代?末")
_ERA = regex(f"{_YEARS.pattern}|[时初早晚末中]期|期间|之[后前时]|[后前]，|时，|时候|(?<!环|细|季|情|关|调)节|[早晚]上|凌晨|傍晚|中午")


def untold(question: Question, setting: Setting) -> Shortfall | None:
    """What is to be told and is not, in the sentence or the one before it; None where nothing lacks."""
    return _date(question, setting) or _said(question, setting)


def _from_before(setting: Setting) -> Span:
    """The slice of the sentence and the one before it."""
    start, end = setting.sentence
    return setting.text.rfind("。", 0, max(0, start - 1)) + 1, end


def _date(question: Question, setting: Setting) -> Shortfall | None:
    """A time is asked for: the sentence, or the one before it, must tell one, and a day or a month as exactly."""
    if question.kind is not Asked.DATE:
        return None
    before, end = _from_before(setting)
    dynasty, its = _DYNASTY
    if era := dynasty.search(question.written):
        return None if its.search(setting.text, before, end) else Shortfall(Lack.DATE, era.group())
    asked = None if question.english else _EXACT.search(question.written)
    if asked:
        exact = _DAY if asked["day"] else _MONTH
        return None if exact.search(setting.text, before, end) else Shortfall(Lack.DATE, asked.group())
    yearly = question.expected.form == "year"
    if yearly and not question.english:
        before = setting.sentence[0]  # a year must be in what is quoted
    others = [match.span() for match in _NOT_WHEN.finditer(setting.text, before, end)]
    own = [each for each in setting.noted.times if before <= each.start < end and not any(low <= each.start < high for low, high in others)]
    times_told = [setting.text[each.start : each.end] for each in own]
    said = without(setting.text, before, end, others)
    told = any(not yearly or _YEARLY.search(each) for each in times_told) or (_YEARS if yearly else _ERA).search(said)
    if told or find(normalise(said), question.expected):
        return None
    when = _WHEN.search(question.written)
    return Shortfall(Lack.DATE, when.group() if when else "")


def _names_one(unit: str, setting: Setting, before: int) -> bool:
    """Whether a village, a community and so on is named there, as far as can be told: 梧桐社区, but not 各社区 or 村里."""
    end = setting.sentence[1]
    said = [setting.text[each.start : each.end] for each in setting.noted.places if before <= each.start < end]
    if unit == "省":
        return bool(said)
    ends = "[路街道巷弄]" if unit in "路街" else unit
    named = regex(rf"[\u4e00-\u9fff](?![{_NO_NAME}])[\u4e00-\u9fff]{ends}(?![里民级干部集委口子庄落务])")
    return any(unit in name for name in said) or named.search(setting.text, before, end) is not None


def _named(question: Question, setting: Setting) -> bool:
    """Whether the sentence holds a name of somebody whom the question does not name, be it in Latin letters."""
    said = normalise(setting.text[slice(*setting.sentence)])
    found = persons(said) if question.english else find(said, question.expected)
    others = [said[low:high] for low, high in found] + _LATIN.findall(said)
    return (not question.english and names_holder(said)) or any(name not in question.bare for name in others)


def _quotes_name(asked: re.Match[str], setting: Setting) -> bool:
    """Whether the name of something is asked for, and the sentence has one in quotation marks."""
    return asked["name"] is not None and _QUOTED_NAME.search(setting.text, *setting.sentence) is not None


def _in_parts(thing: str, setting: Setting) -> bool:
    """Whether the part of the sentence, up to semicolons, that names the thing names several others; or all of it, behind one that does."""
    before, end = _from_before(setting)
    said = normalise(setting.text[setting.sentence[0] : end])
    parts = [part for part in said.split(";") if thing in part]
    if not parts and thing in normalise(setting.text[before:end]):
        parts = [said]
    return any(_SEVERAL.search(_MOTTO.sub("", part)) for part in parts)


def _said(question: Question, setting: Setting) -> Shortfall | None:
    """A reason, the name of a village, what was before, parts: the sentence, or the one before it, must say something of the kind."""
    if question.english:
        who = _IN_ENGLISH.search(question.written)
        return None if who is None or _named(question, setting) or _quotes_name(who, setting) else Shortfall(Lack.NAME, who.group())
    before, end = _from_before(setting)
    if question.kind is Asked.WHY and _CAUSE.search(setting.text, before, end) is None:
        asked = _WHY.search(question.written)
        return Shortfall(Lack.REASON, asked.group() if asked else "")
    named = question.expected.unit in _NAMED_UNITS and not _NO_UNIT.search(question.written)
    if question.kind is Asked.WHERE and named and not _names_one(question.expected.unit, setting, before):
        return Shortfall(Lack.NAME, f"哪个{question.expected.unit}")
    origin, from_there = _ORIGIN
    if (asked_from := origin.search(question.written)) and not from_there.search(setting.text, before, end):
        return Shortfall(Lack.NAME, asked_from.group())
    if question.expected.form == "title" and not find(setting.text[before:end], question.expected):
        return Shortfall(Lack.NAME, "")
    called = _NAME.search(question.written) if question.kind is Asked.WHO else None
    if called and not _named(question, setting):
        return Shortfall(Lack.NAME, called.group())
    firm = _FIRM.search(question.written)
    if firm and _FIRMS_NAME.search(setting.text, before, end) is None:
        return Shortfall(Lack.NAME, firm.group())
    parts = _PARTS.search(question.written)
    counting = [*_COUNTING.finditer(question.written, 0, parts.start())] if parts else []  # the last is what is asked about
    if parts and counting and not _in_parts(normalise(counting[-1].group(1)), setting):
        return Shortfall(Lack.PARTS, parts.group())
    earlier = _BEFORE.search(question.written)
    if earlier and _EARLIER.search(setting.text, before, end) is None:
        return Shortfall(Lack.EARLIER, earlier.group()[:2])
    return None
