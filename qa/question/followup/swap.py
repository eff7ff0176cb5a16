"""A fragment put in the place of its like in the last question: 那抚州呢？ 2023年呢？ 人均呢？"""

from __future__ import annotations

import re

from qa.patterns import regex
from qa.question.followup.mentions import Mention, Slot, grouped, mentions
from qa.question.followup.turns import Turn, is_verb, runs, thing, turn_of
from qa.question.kinds import Asked

_FILLER = regex(r"^(?:[的和与及、,，\s在是]|同期|同样|同时)+|[的和与及、,，\s]+$")
_PER = regex(r"(?:人均|户均|村均|亩均|年均|月均|日均|平均|同比|环比|全年|累计)")
_MEASURE = regex(r"(?:同比|环比)?(?:增速|增幅|增长率|增长|增量|降幅|涨幅|占比|比例|比重|总数|总量|总额|数量|人数|户数|规模|排名|单价|成本)")
_POST = regex(
    r"(?:副|第一|常务副?|党(?:委|支部|总支))?(?:书记|主任|部长|局长|市长|县长|区长|镇长|乡长|村长|校长|院长|厅长|处长|经理|董事长|会长|队长)$"
)
# Verbs of office that the tagger now takes for a noun, now for an adjective, now swallows (健全, 优化, 开展调查).
_ACT = regex(
    r"(?:发展|推进|推动|促进|建设|加强|强化|开展|提升|提高|保护|培养|培育|健全|完善|优化|抓好|创新|解决|建立|壮大|加快|激发|深化|落实|实施|治理|扩大)"
    r"[\u4e00-\u9fff“]{2}"
)
# Places and times that are no names.
_ANY_PLACE = regex(
    r"(?:(?:其他|其它|别的|各)(?:城市|地方|地区|省份|省市?|市|县|区|县区|区县|市县|乡镇|村|社区|街道|国家)|全国各地|全国|全世界|国内|国外)的?"
)
_ANY_TIME = regex(
    r"(?:近|最近|过去|这|前|后|往)[一二两三四五六七八九十几\d]*年|(?:前|后|上|下|次)一?年|近年来?|近些年来?|近几年来?|往年|历年|现在|目前|以前|之前|之后|后来|最近"
)
_WHAT_IS = regex(r"^(?:请问)?(?:什么是|什么叫|何谓)")
_NUMBER_TAIL = regex(r"(?:[是有为达到共约了]|达到)*(?:多少|几).*$")
_IN_A_YEAR = regex(r"^(?:\d{1,2}月|上半年|下半年|第?[一二三四]季度|年底|年初)")
_YEAR = regex(r"^(?:(?:19|20)\d\d年|[去今前明]年)")


def splice(turn: Turn, start: int, end: int, new: str) -> Turn:
    """The question with another text in `[start, end)`; the carried topic keeps its end."""
    text = turn.text[:start] + new + turn.text[end:]
    grown = len(new) - (end - start)
    focus = 0 if not turn.focus else turn.focus + grown if end <= turn.focus else turn.focus if start >= turn.focus else 0
    return turn_of(text, focus)


def swap(what: str, last: Turn) -> Turn:
    """The last question with what the fragment names in the place of its like."""
    turn = last
    named = mentions(what)
    for slot in (Slot.TIME, Slot.PLACE):
        groups = grouped(named, what, slot)
        if groups:
            turn = _put_group(turn, slot, what[groups[-1][0].start : groups[-1][-1].end], groups[-1])
    phrase = _without(what, [m for m in named if m.slot in (Slot.TIME, Slot.PLACE)])
    if _ANY_PLACE.fullmatch(phrase):
        turn = _put_group(turn, Slot.PLACE, phrase, ())
    elif _ANY_TIME.fullmatch(phrase):
        turn = _put_group(turn, Slot.TIME, phrase, ())
    elif phrase:
        turn = _put_phrase(turn, phrase, mentions(phrase))
    return turn


def instead(old: str, what: str, last: Turn) -> Turn:
    """The last question with `what` where it says `old`; where it does not say that, as `swap`."""
    at = last.text.find(old)
    if at < 0:
        held = mentions(old)
        same = [m for m in last.mentions if held and m.slot is held[0].slot and m.full == held[0].full]
        return splice(last, same[0].start, same[0].end, what) if same else swap(what, last)
    return splice(last, at, at + len(old), what)


def _without(what: str, gone: list[Mention]) -> str:
    for mention in reversed(gone):
        what = what[: mention.start] + " " + what[mention.end :]
    return _FILLER.sub("", what.strip()).strip()


def _put_group(turn: Turn, slot: Slot, new: str, group: tuple[Mention, ...]) -> Turn:
    held = grouped(turn.mentions, turn.text, slot)
    if slot is Slot.TIME and re.fullmatch(r"\d{4}", new) and not turn.english:
        new += "年"
    if not held:
        return _put_first(turn, slot, new)
    old = _alike(held, group) if slot is Slot.PLACE else held[-1]
    if len(old) > 1 and len(group) == 1 and turn.kind is Asked.COMPARE:
        old = old[-1:]
    start, end = old[0].start, _end_within(turn, old[-1])
    if slot is Slot.TIME and _IN_A_YEAR.match(new):
        year = _YEAR.match(old[0].text)
        new = (year.group() if year else "") + new
    return splice(turn, start, end, new)


def _alike(held: list[tuple[Mention, ...]], new: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The first group of places of the same level, else the first of all."""
    return next((group for group in held if new and group[0].level == new[0].level), held[0])


def _end_within(turn: Turn, old: Mention) -> int:
    """The end of the place, taking in one that lies in it and follows (苏州市的虎丘区)."""
    end = old.end
    for mention in turn.of(Slot.PLACE):
        if mention.start >= end and turn.text[end : mention.start] == "的" and mention.full.startswith(old.full):
            end = mention.end
    return end


def _put_first(turn: Turn, slot: Slot, new: str) -> Turn:
    """Before the question, a place behind the time that it begins with and instead of a name that it begins with."""
    lead = re.match(r"(?:请问|什么是|谁是|为什么|为何|何谓|哪些|什么叫)", turn.text)
    at = lead.end() if lead else 0
    if slot is Slot.PLACE and turn.mentions and turn.mentions[0].slot is Slot.TIME and turn.mentions[0].start == at:
        at = turn.mentions[0].end
    if slot is not Slot.PLACE:
        return splice(turn, at, at, new)
    anywhere = _ANY_PLACE.match(turn.text, at)
    named = (mention.end for mention in turn.of(Slot.NAME) if mention.start == at)
    return splice(turn, at, anywhere.end() if anywhere else next(named, at), new)


def _put_phrase(turn: Turn, phrase: str, named: tuple[Mention, ...]) -> Turn:
    """A name, a quoted term or an indicator, in the place of its like, else of what was asked about."""
    if _WHAT_IS.match(turn.text) and not turn.of(Slot.PLACE, Slot.TIME):
        return turn_of(f"{phrase}是什么？")
    if len(named) == 1 and named[0].text == phrase:
        like = [m for m in turn.mentions if m.slot is named[0].slot]
        ending = [m for m in like if m.text[-1] == phrase[-1]]
        if like:
            old = (ending or like)[-1]
            return splice(turn, old.start, old.end, phrase)
        subject = [run for run in runs(turn) if run[0].start == turn.focus]
        if named[0].slot in (Slot.NAME, Slot.PERSON) and subject and len(runs(turn)) > 1:  # 腾讯如何…, of a name that no tagger knows
            return splice(turn, subject[0][0].start, subject[0][-1].end, phrase)
    about = thing(turn)
    if about is None:
        return _put_first(turn, Slot.NAME, phrase)
    start, end = about
    old_text = turn.text[start:end]
    if _PER.fullmatch(phrase):
        per = _PER.match(old_text)
        return splice(turn, start, start + (per.end() if per else 0), phrase)
    if _MEASURE.fullmatch(phrase) and turn.kind is Asked.NUMBER:
        measured = re.sub(rf"的?{_MEASURE.pattern}$", "", old_text)
        tail = _NUMBER_TAIL.search(turn.text, start)
        return splice(turn, start, max(end, len(turn.text) if tail else end), f"{measured}的{phrase}是多少？")
    if _acts(phrase):  # 壮大村集体经济: a verb with its object takes the place of both
        start = next(
            (run[0].start for run in runs(turn) if run[0].start < start <= run[-1].end and _acts(turn.text[run[0].start :])), start
        )
    post, its = _POST.search(phrase), _POST.search(old_text)
    if post and its and post.group() == phrase:
        start += its.start()
    return splice(turn, start, end, phrase)


def _acts(text: str) -> bool:
    """Whether it begins with a verb and goes on with its object."""
    found = runs(turn_of(text))
    return bool(_ACT.match(text)) or (bool(found) and found[0][0].start == 0 and len(found[0]) > 1 and is_verb(found[0][0], bare=True))
