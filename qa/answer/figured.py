"""A figure that the question itself names (115岁的老人, 捐的2000万元): whether a sentence is of that one or of another."""

from __future__ import annotations

from qa.answer.setting import Lack, Setting, Shortfall
from qa.figures import quantities, unit_class
from qa.patterns import regex
from qa.question import Question

_DIGIT = regex(r"\d")
_PASSING = frozenset({"duration", "ratio", "share"})  # how long, how much more: what is asked is seldom known by it


def another(question: Question, setting: Setting) -> Shortfall | None:
    """A figure that the question names, where the sentence tells one in the same unit and neither it nor the sentence before it that one;
    None where it tells none, or that."""
    if question.english or not _DIGIT.search(question.written):
        return None
    start, end = setting.sentence
    before = setting.text.rfind("。", 0, max(0, start - 1)) + 1
    times = [(each.start, each.end) for each in question.times]
    for figure in quantities(question.written, times):
        written = question.written[figure.start : figure.end]
        if not _DIGIT.search(written) or unit_class(figure.unit) in _PASSING:
            continue
        alike = [each for each in setting.noted.figures if before <= each.start < end and each.unit == figure.unit]
        said = any(each.value == figure.value or each.upto == figure.value for each in alike)
        if any(start <= each.start for each in alike) and not said:
            return Shortfall(Lack.FIGURE, written)
    return None
