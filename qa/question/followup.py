"""A follow-up question completed by what was asked before it: 那苏州呢？ after 杭州如何… asks 苏州如何…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.question.kinds import Asked, asked
from qa.question.stops import ASKING
from qa.question.terms import Term, analyse
from qa.tokens import normalise


@dataclass(frozen=True, slots=True)
class Completed:
    """A question that stands by itself; what stands before `focus` is the topic it was given. `changed` says whether it was."""

    text: str
    focus: int
    changed: bool


# 那苏州呢, 还有苏州呢, 苏州怎么样呢: only a term, to be put in the place of its like.
_SWAP = re.compile(
    r"^\s*(?:那么?|还有|至于|以及|再说|换成|如果是|要是)?[,，]?\s*(?P<what>[^,，。？?]{1,24}?)(?:的?(?:情况|方面))?(?:呢|"
    r"又?怎么样呢?|又?如何呢?)?[？?。]?\s*$"
)
_SWAP_MARK = re.compile(r"^\s*(?:那|还有|至于|以及|换成|如果是|要是)|呢[？?。]?\s*$")
_SWAP_EN = re.compile(
    r"^\s*(?:and|but|what about|how about|and what about|and how about)\s+(?:(?:in|for|"
    r"of)\s+)?(?P<what>[\w\s'\-]{1,40}?)\s*\??\s*$",
    re.I,
)
_POINTING = re.compile(
    r"^\s*(?:其|它|他|她|这|那|该|此|上述|前者|后者|当时|同时|后来|另外|此外|又|还|并|再|然后|接着|里面|当中)|它们?|"
    r"他们?(?!山)|她们?|这[个些里种项名位]|那[个些里种项名位](?!呢)|"
    r"[该此][市县区村镇乡省地人制项社公]|其中|当地|上述|前者|后者"
)
_POINTING_EN = re.compile(r"\b(it|its|they|their|them|he|she|his|her|this|that|these|those|there|of them|among them)\b", re.I)
_LEAD = re.compile(r"^\s*(?:那么?|还有|至于|以及)[,，]?\s*")
_HANGING = re.compile(r"[是有为到](?=\s|$)")
_KIND = re.compile(r"(省|市|县|区|镇|乡|街道|社区|村|州|年|局|委|厅|部)$")


def complete(question: str, history: Sequence[str]) -> Completed:
    """Complete a question by the questions asked before it, oldest first; each of those is completed by its own past first.

    A question that stands by itself comes back as it is. The topic of one whose words name nothing is put before it.
    """
    last = Completed("", 0, False)
    for past in history:
        if past.strip():
            last = _one(past.strip(), last)
    return _one(question.strip(), last)


def _one(question: str, last: Completed) -> Completed:
    if not last.text or not question:
        return Completed(question, 0, False)
    pattern = _SWAP_EN.match(question) or (_SWAP.match(question) if _SWAP_MARK.search(question) else None)
    if pattern and not ASKING.search(normalise(pattern["what"])):
        swapped = _swap(pattern["what"].strip(), last)
        if swapped is not None:
            return swapped
    own = analyse(question)
    if not own.terms and own.kind is Asked.OTHER:
        return Completed(last.text, last.focus, True)  # 还有呢？
    own_names = [term for term in own.terms if term.role in ("name", "quoted", "code")]
    pointing = _POINTING_EN.search(question) if own.english else _POINTING.search(question)
    if own_names and not pointing:
        return Completed(question, 0, False)
    if not pointing and not _names(last):
        return Completed(question, 0, False)
    topic = _topic(last, own.terms)
    if not topic:
        return Completed(question, 0, False)
    lead = f"{topic}, " if own.english else f"{topic}，"
    return Completed(lead + _LEAD.sub("", question), len(lead), True)


def _names(last: Completed) -> list[Term]:
    return [term for term in analyse(last.text).terms if term.role in ("name", "quoted", "year", "code")]


def _swap(what: str, last: Completed) -> Completed | None:
    """The last question with `what` in the place of the term of its kind; None where nothing is of its kind and it names nothing."""
    text = last.text
    terms = analyse(what).terms
    if not terms:
        return Completed(text, last.focus, True)  # 还有呢
    if asked(normalise(text[last.focus :])) is Asked.WHAT and not any(term.role == "name" for term in terms):
        return Completed(f"{what}是什么？", 0, True)
    if all(term.role == "word" for term in terms) and not analyse(text).english:
        return _replace_words(text, what)
    for term in terms:
        if term.role == "word" and not analyse(text).english:
            continue
        replaced = _replace(text, term.written, term)
        if replaced is None:
            return None
        text = replaced
    if text == last.text:
        return None
    return Completed(text, min(last.focus, len(text)) if text[: last.focus] == last.text[: last.focus] else 0, True)


def _replace_words(text: str, what: str) -> Completed | None:
    """The last run of plain words of the question gives way to `what`."""
    words = [term.written for term in analyse(text).terms if term.role == "word"]
    if not words or words[-1] not in text:
        return None
    end = text.rfind(words[-1]) + len(words[-1])
    start = end - len(words[-1])
    for word in reversed(words[:-1]):  # 社区图书馆 is one run of two words
        if not text[:start].endswith(word):
            break
        start -= len(word)
    return Completed(text[:start] + what + text[end:], 0, True)


def _replace(text: str, written: str, term: Term) -> str | None:
    terms = list(analyse(text).terms)
    if any(term.text == other.text for other in terms):
        return text
    same = [other for other in terms if other.role == term.role]
    if term.role == "word" and analyse(text).english:
        return _replace_capital(text, written)
    if term.role == "name":
        suffix = _KIND.search(term.text)
        alike = [other for other in same if suffix and other.text.endswith(suffix.group(1))]
        same = alike or same
    if term.role in ("name", "quoted", "year", "code", "number") and not same:
        return f"{written}{text}"
    if not same:
        return None
    old = same[0] if term.role == "name" else same[-1]
    at = text.find(old.written)
    if at < 0:
        return f"{written}{text}"
    return text[:at] + written + text[at + len(old.written) :]


def _replace_capital(text: str, written: str) -> str | None:
    """English: the first capitalised word that does not begin the question gives way."""
    match = re.search(r"(?<=\s)[A-Z][a-z]+(?:\s[A-Z][a-z]+)*", text)
    return text[: match.start()] + written + text[match.end() :] if match else None


def _topic(last: Completed, own: Sequence[Term]) -> str:
    """The last question without its question words and without names that the new one puts in their place."""
    bare = last.text
    roles = {term.role for term in own if term.role in ("name", "year")}
    for term in analyse(last.text).terms:
        if term.role in roles:
            bare = bare.replace(term.written, "")
    bare = re.sub(r"\s+", " ", _HANGING.sub(" ", ASKING.sub(" ", bare))).strip()
    bare = re.sub(r"(?:(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff]))", "", bare)
    return re.sub(r"[是有为到的了从向对在]+$", "", bare)
