"""What a question names that its evidence must be of: a place, a time, the post of a person, the thing that is counted.

Deterministic, and apart from the judge: the judge says how likely a sentence answers, a condition that it cannot, and why. A sentence is
held against a condition only where the text states otherwise: it is about another place, or of another time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from qa import times
from qa.annotations import Annotation, Period, Place, PlaceMention, TimeMention
from qa.figures import indicator_of, only_grown, unit_class
from qa.question import Asked, Question, find
from qa.question.aliases import aliases
from qa.question.posts import holds_post, names_holder
from qa.tokens import normalise
from qa.types import Span


class Lack(StrEnum):
    """What a sentence lacks."""

    PLACE = "place"
    TIME = "time"
    FIGURE = "figure"
    POST = "post"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A condition that a sentence does not meet: `words` of the question, as written, and what the text states instead (the name of
    a place, a period), None where it states nothing."""

    lack: Lack
    words: str
    place: Place | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands: its slice of the paragraph's text, what the paragraph says, when its document was published, and every time
    that the document names."""

    text: str
    sentence: Span
    noted: Annotation
    published: Period | None
    told: tuple[Period, ...] = ()


# A thing counted that a text seldom names beside the number (花了多少时间: 大约两小时): its name is no condition.
_UNNAMED = frozenset(
    ["时间", "时", "时候", "比例", "百分比", "比率", "比数", "经费", "资金", "费用", "钱", "银两", "价格",
     "金额", "产值", "收入", "数量", "人数",
     "面积", "人口", "距离", "高度", "长度", "程度", "速度", "机率", "概率"]
)  # fmt: skip
_MEASURED = frozenset({"area", "length", "weight"})  # classes of units that no other stands for: 多少平方米 is answered by 亩, not by 人
_SORTS = (("面积", "area"), ("年纪", "age"), ("岁", "age"))  # what a question asks for, and the class of its units (qa.figures)
_NUMBER = re.compile(r"[\d零〇两二三四五六七八九十百千万亿半]|一[个名位家座条项次种件户所岁年天月倍成半]")
_PLAIN = re.compile(r"\d|[一两二三四五六七八九十][百千万亿十]|一(?:个月|年|天|倍|半|成)")
_TOTAL = re.compile("一共|总共|合计|总计|总数")
_OTHERWISE = re.compile(r"第几|什么|哪|谁|何")  # a rank, or a question of something else beside its number (每隔几天…在哪里)
_EXACT = re.compile(r"(?P<day>哪一?[天日]|几号|几月几[日号]|什么日期|何日)|哪个?月|几月")
_DAY = re.compile(
    r"[\d一二三四五六七八九十廿卅]+ ?[日号](?!线)|[昨今当前]天|[初廿卅][一二三四五六七八九十]|[当昨今同翌次]日"
    r"|[一二三四五六七八九十]+[早晚]|除夕|元旦|春节|国庆"
)
_MONTH = re.compile(r"[\d一二三四五六七八九十正腊]+ ?月|[当本上同次]月")
_CLAUSE = re.compile(r"[，,；;：:。！？!?]")


def shortfall(question: Question, setting: Setting) -> Shortfall | None:
    """The first condition that the sentence does not meet; None where it meets all that the question names."""
    found = _place(question, setting) or _time(question, setting) or _figure(question, setting)
    return found or _post(question, setting) or _date(question, setting)


def _place(question: Question, setting: Setting) -> Shortfall | None:
    for mention in question.places:
        stated = _stated_place(mention.places, setting)
        if stated is not None:
            return Shortfall(Lack.PLACE, question.written[mention.start : mention.end], place=stated)
    return _village(question, setting)


def _village(question: Question, setting: Setting) -> Shortfall | None:
    """A village that is named without what it lies in, and so is no place of the table: the paragraph names it, or is not about another."""
    known = {place.local for mention in question.places for place in mention.places}
    said, stated = normalise(setting.text), setting.noted.place_at(setting.sentence[0])
    for term in question.terms:
        named = term.role == "name" and term.text.endswith(("村", "社区")) and term.text not in known
        if named and term.text not in said and stated is not None and stated.local:
            return Shortfall(Lack.PLACE, term.written, place=stated)
    return None


def _stated_place(wanted: Sequence[Place], setting: Setting) -> Place | None:
    """The place that the sentence is about instead of the wanted one (or one of several that a name may mean); None where it is about
    that, or where nothing says what it is about. A sentence that names no place goes on with one that its paragraph names."""
    start, end = setting.sentence
    own = [mention for mention in setting.noted.places if start <= mention.start < end]
    if _any_within(wanted, own):
        return None
    if not any(mention.topic for mention in own) and _any_within(wanted, setting.noted.places):
        return None
    stated = setting.noted.place_at(max([start, *(mention.start for mention in own if mention.topic)]))
    return None if stated is None or any(_within(place, stated) for place in wanted) else stated


def _any_within(wanted: Sequence[Place], mentions: Sequence[PlaceMention]) -> bool:
    return any(_within(place, each) for mention in mentions for each in mention.places for place in wanted)


def _within(place: Place, other: Place) -> bool:
    """Whether the other is the place or in it. A village is known by its own name: a question seldom names all that is above it."""
    if not place.local:
        return place.holds(other)
    return other.local == place.local and (other.code.startswith(place.code) or place.code.startswith(other.code))


def _time(question: Question, setting: Setting) -> Shortfall | None:
    asked = [(mention, _resolved(mention, question, setting)) for mention in question.times]
    wanted = [(mention, period) for mention, period in asked if period is not None]
    if not wanted:
        return None
    stated = _stated_times(setting)
    if not stated or any(period.meets(each) for _, period in wanted for each in stated):
        return None
    if stated == [setting.published] and any(_looked_back_on(period, setting) for _, period in wanted):
        return None
    mention = wanted[0][0]
    return Shortfall(Lack.TIME, question.written[mention.start : mention.end], period=stated[-1])


def _looked_back_on(period: Period, setting: Setting) -> bool:
    """Whether a sentence without a time may be of the year before its document, which the document names: it looks back on that year."""
    published = setting.published
    return published is not None and period.first.year == published.first.year - 1 and any(period.meets(each) for each in setting.told)


def _resolved(mention: TimeMention, question: Question, setting: Setting) -> Period | None:
    return mention.period or times.resolve(mention, question.written, setting.published)


def _stated_times(setting: Setting) -> list[Period]:
    """The times of the sentence; else the last one before it in its paragraph; else that of publication."""
    start, end = setting.sentence
    known = [(mention, mention.period) for mention in setting.noted.times if mention.period is not None]
    own = [period for mention, period in known if start <= mention.start < end]
    if own:
        return own
    before = [period for mention, period in known if mention.start < start]
    return before[-1:] or ([setting.published] if setting.published else [])


def _figure(question: Question, setting: Setting) -> Shortfall | None:
    """A number is asked for: the sentence must hold one, in a unit of what is asked for (money, an area, an age), and name what is
    counted."""
    if question.kind is not Asked.NUMBER or _OTHERWISE.search(question.written):
        return None
    if question.english:
        return None if _numbers(question, setting) else Shortfall(Lack.FIGURE, "")
    start, end = setting.sentence
    measured = unit_class(question.expected.unit) if question.expected.form == "number" and question.expected.unit else ""
    money = question.expected.form == "money" and "多少" in question.written and "百分" not in question.written
    sort = measured if measured in _MEASURED else "money" if money else next((kind for words, kind in _SORTS if words in question.bare), "")
    held = [figure for figure in setting.noted.figures if start <= figure.start < end and unit_class(figure.unit) == sort]
    counted = "" if _UNNAMED.intersection(question.counted) or not question.counted else question.counted[-1]
    if not _numbers(question, setting) or (sort and not held) or (_TOTAL.search(question.written) and _each(counted, setting)):
        return Shortfall(Lack.FIGURE, counted or (f"多少{question.expected.unit}" if measured in _MEASURED else ""))
    asked = "" if question.counted else indicator_of(question.written)
    if only_grown(asked, normalise(setting.text[start:end])):
        return Shortfall(Lack.FIGURE, asked)
    return Shortfall(Lack.FIGURE, counted) if counted and not _counts(counted, setting) else None


def _numbers(question: Question, setting: Setting) -> bool:
    """Whether the sentence holds a number that is no part of a place's name (九江) or of a word (零距离)."""
    start, end = setting.sentence
    names = [(each.start, each.end) for each in setting.noted.places]
    found = [match.start() for match in _NUMBER.finditer(setting.text, start, end)]
    if not any(not any(low <= at < high for low, high in names) for at in found):
        return False
    said = normalise(setting.text[start:end])
    figures = any(start <= each.start < end for each in setting.noted.figures)
    return figures or _PLAIN.search(said) is not None or bool(find(said, question.expected))


def _each(noun: str, setting: Setting) -> bool:
    """Whether the numbers of what is counted are told of each one (每片林子配3名护林员), and so of no whole."""
    clauses = _clauses(setting)
    named = [clause for clause in clauses if noun in clause] or clauses
    return bool(named) and all(re.search("每|各", clause) for clause in named)


def _counts(noun: str, setting: Setting) -> bool:
    """Whether the sentence names what is counted, or one of its clauses with a figure most of its characters (护林人员, 护林队员)."""
    said = normalise(setting.text[slice(*setting.sentence)])
    if any(word in said for word in (noun, *aliases(noun))):
        return True
    return any(2 * sum(character in clause for character in noun) > len(noun) for clause in _clauses(setting))


def _clauses(setting: Setting) -> list[str]:
    """The clauses of the sentence that hold a figure, normalised."""
    start, end = setting.sentence
    edges = [start, *(match.end() for match in _CLAUSE.finditer(setting.text, start, end)), end]
    pairs = pairwise(edges)
    held = [each.start for each in setting.noted.figures if start <= each.start < end]
    return [normalise(setting.text[low:high]) for low, high in pairs if any(low <= at < high for at in held)]


def _post(question: Question, setting: Setting) -> Shortfall | None:
    """Somebody who holds a post is asked for: a clause of the sentence must name the post and a person."""
    if not question.post:
        return None
    clauses = _CLAUSE.split(normalise(setting.text[slice(*setting.sentence)]))
    held = any(holds_post(clause, question.post) and _somebody(clause, question) for clause in clauses)
    return None if held else Shortfall(Lack.POST, question.post)


def _somebody(clause: str, question: Question) -> bool:
    return names_holder(clause) or bool(find(clause, question.expected))


def _date(question: Question, setting: Setting) -> Shortfall | None:
    """A day or a month is asked for: the sentence, or the one before it, must tell one so exactly."""
    asked = None if question.kind is not Asked.DATE or question.english else _EXACT.search(question.written)
    if asked is None:
        return None
    exact = _DAY if asked["day"] else _MONTH
    start, end = setting.sentence
    before = setting.text.rfind("。", 0, max(0, start - 1)) + 1
    return None if exact.search(setting.text, before, end) else Shortfall(Lack.DATE, asked.group())
