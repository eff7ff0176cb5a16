"""A pronoun gives way to what it points at in the turns before: 该市, 当地, 他, 它, 其中, 这."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.patterns import regex
from qa.question.followup.mentions import Mention, Slot, divisions, mentions
from qa.question.followup.topic import topic, where_and_when
from qa.question.followup.turns import Turn, is_light, runs, says_something, subject, thing, turn_of
from qa.question.kinds import Asked
from qa.question.terms import analyse

_DIVISION = regex(
    r"(?:[该本此全]|[这那](?:个|座|一)?)(?P<kind>省|市|县|区|镇|乡|街道|社区|村|州|城市)(?:里|内)?(?![民长委政干部貌容级直属])"
)
_THERE = regex(r"当地|该地|那[里儿边](?!面)|这[里儿边](?!面)|此地")
_PERSON = regex(r"(?<![其吉排])(?:他们?|她们?)(?![山人乡日处律项地国])|[该这那]位?(?:个人|名?同志|人(?!家|数|口)|先生|女士)|此人")
_PART = regex(r"其中|当中|(?:这|那)(?:些|几)?[^,，。？?]{0,6}(?:中|里面|当中)(?=有|的|，|,|谁|哪|多|几)|^里面")
_THING = regex(
    r"(?<!尤)(?:它们?(?:的)?|其(?![他它中余实间次])的?)|(?:(?<![应本])该(?![如怎不由在是有去来说用被将])(?:项|个|种|类|套|支)?|此(?=项|种|类|举)|[这那](?:项|个|种|类|套|支|一|条|家|所|座)|[这那]些)"
    r"(?P<noun>[\u4e00-\u9fff]{1,6}?(?=是|有|的|由|通常|主要|最|一般|曾|已|又|也|都|还|会|将|在|从|为|怎|如|什|哪|谁|何|对|让|给|能|了|,|，|$)|)"
)
_THIS = regex(r"^(?:这|那|此|上述)(?:样做?|么做|件事|事|里面)?(?=是|有|为|给|对|由|从|在|的|能|会|让|带|取|产|起|怎|如|什|意)")
_SAID = frozenset(
    ["数字", "数据", "结果", "情况", "做法", "措施", "工作", "事情", "经验", "成绩", "成果", "成效", "效果", "问题", "变化", "说法", "现象",
     "目标", "举措", "办法"]
)  # fmt: skip
_SORTS = frozenset(["省", "市", "县", "区", "镇", "乡", "村", "街道", "社区", "城市", "地方", "村子", "单位", "组织", "企业", "公司", "人"])
_FORMER = regex(r"(?P<first>前者)|后者")
_OFFICE = regex(
    r"(?:书记|主任|部长|局长|市长|县长|区长|镇长|村长|校长|院长|经理|会长|队长|负责人|带头人|干部|党员|代表|教师|医生|村民|居民)$"
)


def points(question: str) -> bool:
    """Whether a pronoun in it points back."""
    return any(_found(pattern, question) for pattern in (_DIVISION, _THERE, _PERSON, _PART, _THING, _THIS, _FORMER))


def _found(pattern: re.Pattern[str], question: str) -> re.Match[str] | None:
    """Its first match that points out of the question: what is said before a pronoun in it (抚州全市) is what the pronoun means."""
    match = pattern.search(question)
    if match is None:
        return None
    before = question[: match.start()]
    named = any(mention.slot is not Slot.TIME for mention in mentions(before))
    if match.group() in ("他", "她"):  # 诉讼费他还得掏多少: no thing is a person
        return None if named or _OFFICE.search(before) else match
    said = pattern not in (_DIVISION, _THERE) and any(says_something(run) and not all(map(is_light, run)) for run in runs(turn_of(before)))
    return None if named or said else match


def resolve(question: str, past: Sequence[Turn], answered: Sequence[str]) -> tuple[str, int] | None:
    """The question with its pronoun replaced, and its focus; None where nothing in the past is of the pronoun's kind."""
    if match := _found(_PART, question):
        return _among(question, match, past[-1], answered)
    for pattern, find in ((_DIVISION, _division), (_THERE, _there), (_PERSON, _person), (_FORMER, _compared), (_THING, _thing)):
        match = _found(pattern, question)
        entity = find(match, past, answered) if match else ""
        if match and entity:
            return _put(question, match, entity), 0
        if match and pattern is _DIVISION:
            lead = topic(past[-1])
            return (f"{lead}，{question}", len(lead) + 1) if lead else None
    if match := _found(_THIS, question):
        lead = topic(past[-1])
        return (f"{lead}{question[match.end() :]}", 0) if lead else None
    return None


def _put(question: str, match: re.Match[str], entity: str) -> str:
    """The entity in the pronoun's place; 其 and 它的 own what follows."""
    owning = match.group().endswith("的") or (match.group() == "其" and not re.match(r"[是有在由为]", question[match.end() :]))
    if owning or (match.group() == "它们" and question[match.end() :].startswith("的")):
        entity += "" if question[match.end() :].startswith("的") else "的"
    return question[: match.start()] + entity + question[match.end() :]


def _among(question: str, match: re.Match[str], last: Turn, answered: Sequence[str]) -> tuple[str, int] | None:
    """其中 stays, behind what it is a part of: what was answered, where that is short enough to be one, else the topic."""
    part = answered[-1].strip() if answered else ""
    if part and len(part) <= 20 and not re.search(r"[。，；]", part):
        held = frozenset(mention.slot for mention in mentions(part))
        lead = where_and_when(last, held) + part
    else:
        lead = topic(last, frozenset(mention.slot for mention in mentions(question) if mention.slot in (Slot.PLACE, Slot.TIME)))
    if not lead:
        return None
    rest = question if match.group() in ("其中", "当中") else question[: match.start()] + "其中" + question[match.end() :]
    return f"{lead}，{rest}", len(lead) + 1


def _division(match: re.Match[str], past: Sequence[Turn], answered: Sequence[str]) -> str:
    """The last place of that level, or that the last place lies in; a community or an office may be a name that no table holds."""
    kind = "市" if match["kind"] == "城市" else match["kind"]
    for named in _latest(past, answered):
        held = [mention for mention in reversed(named) if mention.slot in (Slot.PLACE, Slot.NAME)]
        for mention in held:
            if _is_a(mention.full, kind):
                return mention.text
        for mention in held:
            above = divisions(mention.places[0])[1:] if len(mention.places) == 1 else []
            if found := next((name for name in above if _is_a(name, kind)), ""):
                return found
    return ""


def _is_a(name: str, kind: str) -> bool:
    """Whether a name is that of a 市, a 村 and so on."""
    return name.endswith(kind) and not (kind == "区" and name.endswith("社区"))


def _there(match: re.Match[str], past: Sequence[Turn], answered: Sequence[str]) -> str:
    """The last place that was asked about; where it was asked for, that of the answer."""
    said = _latest(past, answered) if past[-1].kind is Asked.WHERE or not past[-1].of(Slot.PLACE) else [past[-1].mentions]
    places = [mention for turn in said for mention in reversed(turn) if mention.slot is Slot.PLACE]
    return places[0].text if places else ""


def _person(match: re.Match[str], past: Sequence[Turn], answered: Sequence[str]) -> str:
    """Who was answered, else the last person named, else the post that was asked after; they are what was asked about."""
    if match.group().endswith("们"):
        about = thing(past[-1])
        return topic(past[-1]) if about else ""
    named = [mention for turn in _latest(past, answered) for mention in reversed(turn) if mention.slot is Slot.PERSON]
    if named:
        return named[0].text
    for turn in reversed(past):
        lead = topic(turn)
        if turn.kind is Asked.WHO or _OFFICE.search(lead):
            return lead
    return ""


def _latest(past: Sequence[Turn], answered: Sequence[str]) -> list[tuple[Mention, ...]]:
    """The entities of what was answered last, then of the questions, latest first."""
    said = [mentions(text) for text in answered[-1:]]
    return [*said, *(turn.mentions for turn in reversed(past))]


def _compared(match: re.Match[str], past: Sequence[Turn], answered: Sequence[str]) -> str:
    for slot in Slot:
        held = past[-1].of(slot)
        if len(held) > 1:
            return held[0 if match["first"] else -1].text
    return ""


def _counted(turn: Turn) -> str:
    """The noun of which a turn asked how many there are; "" where it asked for no number."""
    terms = analyse(turn.text).counted
    at = re.search(rf"(?:多少|几)[^，,。？?]{{0,3}}?{re.escape(terms[0])}", turn.text) if terms else None
    return turn.text[at.end() - len(terms[0]) : turn.text.rfind(terms[-1]) + len(terms[-1])] if at else ""


def _thing(match: re.Match[str], past: Sequence[Turn], answered: Sequence[str]) -> str:
    """The quoted term or the name that was asked about, with its noun and its place; else what was asked about, else the place."""
    last, noun = past[-1], match["noun"] or ""
    owning = match.group().endswith("的") or (match.group() in ("其", "它") and re.match(r"有|的", match.string[match.end() :]))
    if noun in _SAID:
        return topic(last)
    if match.group().startswith("它们") and (counted := _counted(last)):
        return where_and_when(last, frozenset()) + counted
    if not noun and owning and last.kind is Asked.NUMBER and last.of(Slot.PLACE) and not last.of(Slot.QUOTED, Slot.NAME):
        return last.of(Slot.PLACE)[-1].text
    for turn in reversed(past):
        about = subject(turn)
        if not about:
            continue
        text = turn.text[about[0] : about[1]]
        if text in _SORTS:  # 河东村是个什么样的村: the village itself is meant
            continue
        if noun and noun not in text and not any(m.start >= about[0] and m.end <= about[1] for m in turn.mentions):
            continue
        place = next((m for m in turn.of(Slot.PLACE) if turn.text[m.end : about[0]] in ("", "的")), None)
        text = turn.text[place.start : about[1]] if place else where_and_when(turn, frozenset({Slot.TIME})) + text
        return text + noun if noun and noun not in text and text.endswith(("”", "》", "」")) else text
    places = last.of(Slot.PLACE)
    return places[-1].text if places and not noun else ""
