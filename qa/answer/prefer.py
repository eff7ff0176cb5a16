"""Of sentences that may all answer, the one that answers more directly comes first: what is asked for tells which that is.

Deterministic, on top of the learnt order; a sentence is only ever brought to the front, none is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile

from qa.annotations import Bound, Figure
from qa.answer.draft import Pick
from qa.answer.notes import part_of
from qa.answer.weigh import DIRECT, Weighed
from qa.figures import unit_class
from qa.patterns import regex
from qa.places import own_name
from qa.question import Asked, Question
from qa.retrieve import Shelf, annotation
from qa.tokens import normalise

# How much better another sentence may be and still give way, in the units of the sentence ranker (a softmax: 3 is twenty times likelier).
# By reason: a part's number is not that of the whole, and what a thing is made of is told in one sentence of an article, if at all.
PART, DEFINES, LOCATES, ROUGHLY = 3.0, 6.0, 12.0, 2.5
# What tells what a thing is: 主要内容包括…, 即…, 简称…; or a list behind the thing.
_DEFINES = regex(
    r"为(?:主要|基本|核心)?内容|(?:主要|基本)?内容(?:是|为|包括)|是指|指的是|即(?!将|使|可|日|便)|包括|分别(?:是|为)|简称|所谓|就是|由[^,。;]{4,}组成"
)
_LIES = regex(r"[^,，。；;]{0,8}(?:位于|地处|坐落|隶属)")
# The whole question asks where a place is, or what a thing in quotation marks is.
_WHERE = regex(r"^[^,，]{2,16}(?:在|位于|地处|坐落[在于]|隶?属于?)(?:哪|什么地方|何处|何地)[^的]{0,4}[?？]?$")
_WHAT = regex(
    r"^[^,，]{2,16}(?:是什么|(?:是|具体)?指(?:的是)?什么|是什么意思|的(?:含义|意思|内容)是什么)[?？]?$|^什么(?:是|叫做?)[^,，]{2,16}[?？]?$"
)
_MARKS = regex('[“”"‘’「」『』]')


def preferred(question: Question, ranked: list[Weighed], shelf: Shelf) -> list[Weighed]:
    """The sentences, with the most direct of the best before the rest."""
    if not ranked:
        return ranked
    named, quoted = _asked(question, _WHERE, "name"), _asked(question, _WHAT, "quoted")
    if named:
        ranked = first_of(ranked, LOCATES, lambda each: _locates(named, each, shelf))
    if quoted:
        ranked = first_of(ranked, DEFINES, lambda each: _defines(quoted, each))
    if question.kind is Asked.NUMBER:
        ranked = _exact_first(ranked, shelf)
    if question.places:
        reach = PART if question.kind is Asked.NUMBER or question.expected.form in ("number", "percent", "money") else DIRECT
        ranked = first_of(ranked, reach, lambda each: _of_itself(question, each, shelf))
    return ranked


def first_of(ranked: list[Weighed], reach: float, direct: Callable[[Weighed], bool]) -> list[Weighed]:
    """The first direct sentence within reach of the best score, before the others; as they were where there is none."""
    best = max(each.score for each in ranked)
    near = list(takewhile(lambda row: row[1].score >= best - reach, enumerate(ranked)))
    at = next((i for i, each in near if direct(each)), 0)
    return [ranked[at], *ranked[:at], *ranked[at + 1 :]]


def _exact_first(ranked: list[Weighed], shelf: Shelf) -> list[Weighed]:
    """Where the best sentence counts only roughly (百余名), one that is nearly as good and counts exactly, in the same sort of unit, before
    it."""

    def figures(weighed: Weighed) -> list[Figure]:
        start, end = _slice(weighed)
        return [each for each in annotation(weighed.candidate.paragraph, shelf).figures if start <= each.start < end]

    own = figures(ranked[0])
    sort = unit_class(own[0].unit) if own else ""

    def exact(weighed: Weighed) -> bool:
        return any(each.bound is Bound.EXACT and unit_class(each.unit) == sort for each in figures(weighed))

    return ranked if not own or exact(ranked[0]) else first_of(ranked, ROUGHLY, exact)


def _of_itself(question: Question, weighed: Weighed, shelf: Shelf) -> bool:
    """Whether it is about the place asked for and not only about a part of it."""
    paragraph = weighed.candidate.paragraph
    return part_of(Pick(paragraph, *_slice(weighed)), annotation(paragraph, shelf), question) is None


def _asked(question: Question, pattern: re.Pattern[str], role: str) -> str:
    """The term of this role that the whole question is about: where it is, or what it is; "" where it asks for something else."""
    normal = _MARKS.sub("", normalise(question.written))
    found = pattern.search(normal)
    if found is None:
        return ""
    return next((term.text for term in question.terms if term.role == role and term.text in found.group()), "")


def _defines(quoted: str, weighed: Weighed) -> bool:
    """Whether it holds the thing and words that tell what a thing is."""
    sentence = weighed.candidate.found.prepared.normal[weighed.s]
    return quoted in sentence and _DEFINES.search(sentence) is not None


def _locates(named: str, weighed: Weighed, shelf: Shelf) -> bool:
    """Whether it names the place with what it lies in (上饶市广丰区河东镇河西村), or says where it lies."""
    paragraph = weighed.candidate.paragraph
    start, end = _slice(weighed)
    for mention in annotation(paragraph, shelf).places:
        place = mention.place
        if place is None or not start <= mention.start < end or named not in (place.local or own_name(place)):
            continue
        chain = mention.end - mention.start > len(place.local or own_name(place))
        if chain or _LIES.match(paragraph.text, mention.end):
            return True
    return False


def _slice(weighed: Weighed) -> tuple[int, int]:
    return weighed.candidate.found.prepared.sentences[weighed.s]
