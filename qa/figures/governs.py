"""Where and when a figure holds: the place and the time that govern it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from qa.annotations import Dating, Period, Place, PlaceMention, TimeMention
from qa.patterns import regex

_ONWARD = regex(r"起(?![点初伏])")
_CLAUSE_ENDS = regex(r"[，,；;。！？]")
_COMPARED = regex(r"(?:比|较|相比|相较|对比|[超高低多少]于|不如|对照)(?:去|上)?$")
_COMPARED_LATER = regex(r"(?:与|同|跟|和)$")
_LIKENED = regex(r"[^，。；]{0,8}(?:相比|相较|比较|同期|持平)")
_COMPARES = regex("(?:同期)?(?:相比|相较|持平)")
_NUMBERED = regex(r"的[\d约近超]")
_OF_SENTENCE = regex("(?:以来|起|后|前|期间|内|间|中)?[，,]")
_SAID = regex(
    r"(?:上午|下午|晚|晚间|凌晨|早间|当天|下午|\d+时)?(?:电|讯|消息|报道|介绍|表示|透露|指出|称|说|发布|公布|通报|宣布|召开|举行|从|在|获悉|对外|正式|晚间|最新|公告|印发)"
)
_ADVERBIAL = regex(r"(?:^|[，,；;。！？：:\s”」』》）)…—、|]|[在从自至到于由为仅就截底]|截至|截止|自从|其中|预计|到了)$")
_RANGE_OF_LIST = regex(r"[、和与及]|以及")
_NATION = regex(r"(?:^|[，,；;。：:\s年月日来])(?:全国|我国|中国|全球|全世界)(?=[^，。；]*$)")
_EVERYWHERE = regex(r"[。；](?:各地|各[市县区](?:[（(]|[，,、\u4e00-\u9fff]))")
_AND_OTHERS = regex(r"等?(?:地|市|县|区|这|共|全部)?(?:约|近|超)?")


class Listed(NamedTuple):
    """A figure in a row of figures (15.95亿元、16.55亿元): the `rank`-th of `size`, the row beginning at `start`."""

    start: int
    rank: int
    size: int


def place_of(text: str, start: int, sentence: int, places: Sequence[PlaceMention], about: Place | None, row: Listed) -> Place | None:
    """The place that the text is about at `start`; a list that the figure sums up (虎丘区、吴中区等6个区) does not govern it, and one
    whose figures follow in a row (甲、乙分别为5%、6%) governs them one by one."""
    if row.size > 1:
        named = [mention for mention in places if sentence <= mention.start and mention.end <= row.start]
        each = _in_step(text, named, row)
        if each is not None:
            return named[each].place
    topics = [mention for mention in places if mention.topic and mention.end <= start]
    last = max(sentence, topics[-1].end) if topics else sentence
    if (text.find("国", last, start) >= 0 or text.find("全", last, start) >= 0) and _NATION.search(text, last, start):
        return None
    if topics and _EVERYWHERE.search(text, topics[-1].end, start):
        return about
    listed = _list_before(text, start, topics) if topics else 0
    if listed:
        parts = [mention.place for mention in topics[-listed:]]
        above = [mention.place for mention in topics[:-listed] if mention.place is not None]
        return next((place for place in reversed([about, *above]) if place and all(part and place.holds(part) for part in parts)), about)
    for mention in reversed(topics):
        if mention.place is not None:
            return mention.place
        if mention.start >= sentence:
            return None  # left open, and nearer than any that is not
    return about


def onward(text: str, mention: TimeMention, published: Period | None) -> TimeMention:
    """The mention, up to the day of publication where the text says that it goes on: 从2017年起."""
    period = mention.period
    if period is None or published is None or period.first > published.last or not _ONWARD.match(text, mention.end):
        return mention
    return replace(mention, period=Period(period.first, published.last))


def _list_before(text: str, start: int, topics: Sequence[PlaceMention]) -> int:
    """How many of the last mentions are a list that ends at the figure."""
    last = topics[-1]
    if not _AND_OTHERS.fullmatch(text, last.end, start):
        return 0
    length = 1
    while length < len(topics):
        gap = text[topics[-length - 1].end : topics[-length].start]
        if not _RANGE_OF_LIST.fullmatch(gap):
            break
        length += 1
    return length if length > 1 else 0


def period_of(
    text: str,
    start: int,
    sentence: int,
    times: Sequence[TimeMention],
    before: tuple[int, int] | None,
    goes_on: bool,
    row: Listed,
    lasts: bool,
) -> Period | None:
    """The time that governs a figure at `start`, in a sentence that begins at `sentence`.

    The nearest before it in the sentence; else one at the start of the sentence `before` it, if this one `goes_on` with it. For what
    `lasts` (连续9年), only one in its own clause.
    """
    named = [mention for mention in times if sentence <= mention.start and mention.end <= start]
    each = _in_step(text, named, row) if row.size > 1 else None
    if each is not None:
        return named[each].period
    for mention in reversed(named):
        generic = text.startswith("当年", mention.start) and mention is not named[0]  # 从2015年起，…按当年利润的15%
        if not generic and _governs(text, mention, start):
            return None if lasts and _CLAUSE_ENDS.search(text, mention.end, start) else mention.period
    if before is None or not goes_on or lasts:
        return None
    own = [mention for mention in times if before[0] <= mention.start < before[1]]
    if not own or _CLAUSE_ENDS.search(text, before[0], own[0].start) or _attributive(text, own[0], before[1]):
        return None
    return own[0].period if not _SAID.match(text, own[0].end) and not _compared(text, own[0]) else None


def _in_step(text: str, named: Sequence[PlaceMention] | Sequence[TimeMention], row: Listed) -> int | None:
    """The index of the mention that goes with the figure, where the last ones are a list as long as the row of figures."""
    if len(named) < row.size or "分别" not in text[named[-row.size].end : row.start]:
        return None
    first = len(named) - row.size
    for at in range(first, len(named) - 1):
        if not _RANGE_OF_LIST.fullmatch(text, named[at].end, named[at + 1].start):
            return None
    return first + row.rank


def _governs(text: str, mention: TimeMention, start: int) -> bool:
    """Whether a mention before a figure says when it holds."""
    between = text[mention.end : start]
    apart = bool(_CLAUSE_ENDS.search(between))
    if _compared(text, mention) or (_SAID.match(text, mention.end) and mention.dating is not Dating.VAGUE and apart):
        return False
    if between.startswith("的") and _NUMBERED.match(between):
        return False  # 由2022年的900个减为300个
    if apart and _attributive(text, mention, start):
        return False
    return mention.period is not None or mention.dating is Dating.VAGUE


def _attributive(text: str, mention: TimeMention, start: int) -> bool:
    """Whether a mention belongs to a noun (获得2023年度示范村称号) and not to the sentence."""
    if text.startswith("的", mention.end):
        return True
    head = text[max(0, mention.start - 2) : mention.start]
    if head.endswith("、"):
        return True
    return not _ADVERBIAL.search(head) and not _after_subject(text, mention)


def _after_subject(text: str, mention: TimeMention) -> bool:
    """Whether a clause mark or an adverb follows, so that the mention is the sentence's: 全市今年以来，…."""
    return _OF_SENTENCE.match(text, mention.end, mention.end + 4) is not None


def _compared(text: str, mention: TimeMention) -> bool:
    head = text[max(0, mention.start - 3) : mention.start]
    if _COMPARED.search(head):
        return True
    if _COMPARED_LATER.search(head) and _LIKENED.match(text, mention.end):
        return True
    return _COMPARES.match(text, mention.end, mention.end + 4) is not None
