"""A comparison of things that are told in a phrase each (甲县的合作社和乙镇的夜校，各有多少人), as a question of each alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa import places
from qa.patterns import regex
from qa.question.terms import Question, analyse
from qa.types import Span

_AND = regex("以及|和|与|跟|同(?!样|时|学|志|意|步)|及|、")
_CLAUSE = regex("[，,；;]")
# What says that things are compared, behind them.
_MARK = regex(
    r"(?P<each>各自|各(?![种类级方地界项类])|分别)"
    r"|(?:谁|哪[个家边方])(?P<verb>[^，,]{0,4}?)(?:得|更|比较)?[多少高低早晚大重快](?=$|[，,？?])"
    r"|(?P<differ>有?(?:什么|哪些|何|啥)(?:不同|不一样|区别|差别|差异|异同))|(?P<beside>放[在到]?一起|比一?比|对比|相比|比较)"
)
_TWICE = regex(  # 甲有多少、乙又有多少
    "(?P<one>[^，,、]{2,16}?)(?P<asks>有|是|为|达到?)(?P<what>(?:多少|几[个名户家])[^，,、]{0,8}?)[、，,](?P<two>[^，,、]{2,16}?)又?(?:有|是|为|达到?)?(?:多少|几[个名户家])"
)
_LEADS = regex("^(?:同样是|把|将|给|对于?|比较一?下?|对比一?下?)")
_OF = regex("的[^的]+$|之间.*$")
_COUNTED = regex("(?:数量?|人数|比例|收入|规模|面积)$")
_ASKS = regex("什么|多少|几|哪|谁|怎|如何|何|啥")
_WITHIN, _PLACE = regex("的?(?!全[省市县区])[^的]{2,}"), regex("全|[^的]{2,6}(?:[村省市县]|社区|街道)")
_SAID = regex("[“「『《]?[\u4e00-\u9fff]{2}")
_LEAST = 2  # characters that two phrases end in alike, where they name nothing


def apart(question: Question) -> tuple[tuple[str, str], ...]:
    """(phrase, question of it alone) of each of the two things that a question in Chinese compares, both as written; () where it does not
    compare two phrases, or names one thing in each, which `Question.sides` are."""
    text = question.written.strip(" ？?。！!")
    found = () if question.english else _twice(text) or _marked(text)
    names = [term.text for term in question.sides]
    own = [[name for name in names if name in phrase] for phrase, _ in found]
    return () if len(names) == len(own) == sum(len(each) == 1 for each in own) else found


def _twice(text: str) -> tuple[tuple[str, str], ...]:
    match = _TWICE.search(text)
    if match is None:
        return ()
    topic = text[: match.start()]
    return tuple((match[name].removeprefix("和"), f"{topic}{match[name]}{match['asks']}{match['what']}") for name in ("one", "two"))


def _marked(text: str) -> tuple[tuple[str, str], ...]:
    mark = next((each for each in _MARK.finditer(text) if each.start()), None)
    if mark is None:
        return ()
    clauses = [clause for clause in _CLAUSE.split(text[: mark.start()]) if clause]
    at = next((i for i in range(len(clauses) - 1, -1, -1) if _AND.search(clauses[i])), None)
    if at is None:
        return ()
    scene, behind = "".join(f"{clause}，" for clause in clauses[:at]), "".join(clauses[at + 1 :])
    phrases = _parted(_LEADS.sub("", clauses[at]))
    asked = _CLAUSE.split(re.split("[？?]", text[mark.end() :])[0])[0]
    if mark["verb"] is not None:
        asked = f"{mark['verb'].removesuffix('得') or '有'}多少"
    elif not mark["each"] or not _ASKS.search(asked):
        asked = ""
    out = []
    for phrase, tail in phrases:
        rest = asked or ("是多少" if _COUNTED.search(phrase + tail + behind) else "是什么")
        out.append((phrase, f"{scene}{phrase}{tail}{behind}{rest}"))
    return tuple(out)


def _parted(clause: str) -> tuple[tuple[str, str], ...]:
    """The two phrases that a clause joins, each with what is said of both behind it; () where it is not told which they are."""
    named = [(each.start, each.end) for each in places.in_question(clause)]
    best: tuple[int, int, re.Match[str]] | None = None
    for match in _AND.finditer(clause):
        one, two = clause[: match.start()], clause[match.end() :]
        if not (_SAID.search(one) and _SAID.match(two)) or any(low < match.end() and match.start() < high for low, high in named):
            continue
        score = _alike(one, two), sum(_has(named, *span) for span in ((0, match.start()), (match.end(), len(clause))))
        if best is None or score > best[:2]:
            best = (*score, match)
    if best is None or (best[0] < _LEAST and best[1] == 0):
        return ()
    one, two = clause[: best[2].start()], clause[best[2].end() :]
    shared = _OF.search(two) if "的" not in one else None
    if shared:
        two = two[: shared.start()]
    if best[1] == 1 and named and named[0][0] == 0 and _WITHIN.match(one, named[0][1]) and not _PLACE.match(two):
        place = clause[: named[0][1]]
        two = f"{place}{'的' if one[len(place) :].startswith('的') else ''}{two}"  # what the first lies in, the second does too
    return tuple((phrase, shared.group() if shared else "") for phrase in (one, two))


def _alike(one: str, two: str) -> int:
    """How many characters both end in."""
    return next((i for i, (a, b) in enumerate(zip(one[::-1], two[::-1], strict=False)) if a != b), min(len(one), len(two)))


def _has(named: Sequence[Span], start: int, end: int) -> bool:
    return any(start <= low and high <= end for low, high in named)


def alone(question: Question) -> tuple[tuple[str, Question], ...]:
    """The same with the questions taken apart."""
    return tuple((phrase, analyse(text)) for phrase, text in apart(question))
