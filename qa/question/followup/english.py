"""English follow-ups: What about Fuzhou? And in 2023? How many of them have certificates? Why? No, I meant 2020."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.patterns import regex
from qa.question.followup.mentions import Slot, divisions, mentions
from qa.question.followup.swap import splice
from qa.question.followup.swap import swap as swap_chinese
from qa.question.followup.topic import topic
from qa.question.followup.turns import Turn

_LEAD = r"(?:(?:and|but|so|then|ok|okay|well|also|now)\b[,\s]*)*"
_SWAP = regex(rf"^\s*{_LEAD}(?:(?:what|how)\s+about\s+)?(?:(?:in|for|of|at|during)\s+)?(?P<what>[\w\s'’\-]{{1,40}}?)\s*\??\s*$", re.I)
_MARK = regex(r"^\s*(?:and|but|so|then|what\s+about|how\s+about)\b", re.I)
_ABOUT = r"(?:\s+(?:about|for))?"
_SAID = rf"(?:i\s+(?:meant|mean|was asking{_ABOUT}|am asking{_ABOUT}|asked{_ABOUT})|it should be|make that)\s+"
_WHAT = r"(?P<what>[\w\s'’\-]{1,40}?)\s*[.?!]*\s*$"
_CORRECTION = regex(rf"^\s*(?:(?:no|sorry|wrong|actually|not that|i mean|oops)[,.!\s]+)*(?:{_SAID})?(?:(?:in|for|of)\s+)?{_WHAT}", re.I)
_CORRECTS = regex(r"^\s*(?:no\b|sorry\b|wrong\b|actually\b|oops\b|i mean|i was asking|i am asking|it should be|make that|not\s)", re.I)
_NOT_BUT = regex(
    rf"^\s*(?:(?:no|sorry)[,.!\s]+)*(?:{_SAID})?not\s+(?P<not>[\w\s'’\-]{{1,40}}?)\s*[,;]\s*(?:but\s+)?(?:{_SAID})?{_WHAT}", re.I
)
_MORE = regex(
    rf"^\s*{_LEAD}(?:anything|what|who|where) else\b[^,]*$|^\s*(?:tell me more|go on|more|more details?)[.?!\s]*(?:please)?[.?!\s]*$", re.I
)
_ASKING = regex(r"\b(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|can|has|have)\b", re.I)
_POINTING = regex(r"\b(?:it|its|they|their|them|he|she|his|her|him|this|that|these|those|there)\b", re.I)
_THERE = regex(r"\bthere\b(?!\s*(?:is|are|was|were)\b)(?<!\bis there)(?<!\bare there)(?<!\bwas there)(?<!\bwere there)", re.I)
_THAT_PLACE = regex(
    r"\b(?:the|that|this) (?:city|county|district|village|town|province|place|community)\b"
    r"(?=\s*(?:[?,.]|'s|$)|\s+(?:has|have|is|are|do|does|did|was|were|in|with|and)\b)", re.I,
)  # fmt: skip
_HE = regex(r"\b(?P<own>his|her(?=\s+[a-z]))\b|\b(?:he|she|him|her)\b", re.I)
_COUNTED = regex(
    r"\bhow many\s+(?P<noun>(?!of\b)[a-z][a-z'\- ]*?)\s+(?:are|were|is|was|do|does|did|have|has|had|can|will|in|there)\b", re.I
)
_THEM = regex(r"\b(?:of|among) (?:them|these|those)\b", re.I)
_AUX = regex(r"^\s*(?:how|when|where)\s+(?=(?:do|does|did|is|are|was|were|has|have|can)\b)", re.I)


def follow(question: str, past: Sequence[Turn]) -> tuple[str, int] | None:
    """The completed question and its focus; None where it stands by itself."""
    last = past[-1]
    if _MORE.match(question):
        return last.text, last.focus
    pair = _NOT_BUT.match(question)
    if pair and pair["not"] in last.text:
        at = last.text.find(pair["not"])
        found = splice(last, at, at + len(pair["not"]), pair["what"])
        return found.text, found.focus
    corrected = _CORRECTION.match(question) if _CORRECTS.match(question) else None
    match = corrected or (_SWAP.match(question) if _MARK.match(question) or _bare(question) else None)
    if match and not _ASKING.search(match["what"]) and not _POINTING.search(match["what"]):
        return _swap(match["what"].strip(), last)
    pointed = _point(question, past)
    if pointed is not None:
        return pointed
    named = [m for m in mentions(question) if m.slot is not Slot.TIME]
    if named or not _ASKING.search(question) or not (_POINTING.search(question) or _elliptical(question)):
        return None
    return _appended(question, last)


def _bare(question: str) -> bool:
    """Whether nothing but a place or a year is said."""
    stripped = question.strip(" ?.!")
    return any(mention.text == stripped and mention.slot in (Slot.PLACE, Slot.TIME) for mention in mentions(stripped))


def _elliptical(question: str) -> bool:
    """Whether it is short, or goes on from the last (And when did …)."""
    return len(question.split()) <= 5 or bool(_MARK.match(question))


def _swap(what: str, last: Turn) -> tuple[str, int] | None:
    """The last question with another year, place or name; in a Chinese one as a Chinese follow-up does it."""
    if not last.english:
        found = swap_chinese(_in_chinese(what, last), last)
        return found.text, found.focus
    named = mentions(what)
    slot = named[0].slot if named else None
    same = [m for m in last.mentions if m.slot is slot] or (
        [m for m in last.mentions if slot is not Slot.TIME and m.slot in (Slot.PLACE, Slot.NAME, Slot.PERSON)] if named else []
    )
    if same:
        old = same[0] if slot is not Slot.TIME else same[-1]
        new = named[0].text if named[0].text in what and slot is Slot.TIME else re.sub(r"^(?:the year)\s+", "", what)
        found = splice(last, old.start, old.end, new)
        return found.text, found.focus
    if named:
        body = last.text.rstrip(" ?.")
        return f"{body} in {what}?", last.focus
    counted = _COUNTED.search(last.text)
    if counted:
        found = splice(last, counted.start("noun"), counted.end("noun"), what)
        return found.text, found.focus
    return None


def _in_chinese(what: str, last: Turn) -> str:
    """Its places by their Chinese names: of several of one spelling (Fuzhou) the one in the province that the last question speaks of."""
    provinces = {place.code[:2] for mention in last.of(Slot.PLACE) for place in mention.places}
    for mention in reversed(mentions(what)):
        near = [place for place in mention.places if place.code[:2] in provinces]
        chosen = mention.places if len(mention.places) == 1 else near
        if len(chosen) == 1:
            what = what[: mention.start] + divisions(chosen[0])[0] + what[mention.end :]
    return what


def _point(question: str, past: Sequence[Turn]) -> tuple[str, int] | None:
    """The pronoun replaced by the last place, person or counted noun; None where there is none of its kind."""
    last = past[-1]
    counted = _COUNTED.search(last.text) if last.english else None
    if _THEM.search(question):
        if counted:
            where = next((f" in {m.text}" for m in last.of(Slot.PLACE, Slot.NAME) if last.text[: m.start].endswith(" in ")), "")
            return _THEM.sub(f"of the {counted['noun']}{where}", question, count=1), 0
        return (f"{topic(last)}，{question}", len(topic(last)) + 1) if not last.english else None
    own = any(m.slot is Slot.PLACE for m in mentions(question))
    places = [] if own else [m.text for turn in reversed(past) for m in turn.of(Slot.PLACE)]
    if places and _THAT_PLACE.search(question):
        return _THAT_PLACE.sub(places[0], question, count=1), 0
    if places and _THERE.search(question):
        return _THERE.sub(f"in {places[0]}", question, count=1), 0
    people = [m.text for turn in reversed(past) for m in turn.of(Slot.PERSON, Slot.NAME)]
    he = _HE.search(question)
    if people and he:
        return question[: he.start()] + people[0] + ("'s" if he["own"] else "") + question[he.end() :], 0
    return None


def _appended(question: str, last: Turn) -> tuple[str, int]:
    """Two questions as one: How does Nanchang protect trees, and when did it start?; Why? asks the last one anew."""
    bare = re.sub(rf"^\s*{_LEAD}", "", question, flags=re.I).strip()
    if re.fullmatch(r"why\s*\??", bare, re.I) and _AUX.match(last.text):
        return _AUX.sub("Why ", last.text, count=1), 0
    if not last.english:
        lead = topic(last)
        return f"{lead}，{bare}", len(lead) + 1
    base = (last.text[: last.focus].removesuffix(", and ") if last.focus else last.text).rstrip(" ?.")
    lead = f"{base}, and "
    return lead + bare[:1].lower() + bare[1:], len(lead)
