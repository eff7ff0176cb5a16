"""A paragraph's sentences and a sentence's clauses, as slices. They concatenate to what was cut."""

from __future__ import annotations

import re

from qa.patterns import regex
from qa.text.typography import CLOSERS, CLOSING, OPENING, QUOTES, TERMINALS, ends_sentence, is_han, is_latin, pairs

SPEECH = 120
"""Characters up to which a quotation stays one sentence; half of what a statement may hold (220), so that two fit."""
REACH_QUOTE, REACH_BRACKET = 600, 200
"""A pair further apart is taken for two forgotten marks, and holds nothing together."""
ENUMERATION = 12
"""Characters before …… from which it may end a sentence; shorter ones are hesitations."""

_BINDS = frozenset("，、；：,;:的地得等之与和及）)》】”’」』")
_JOINS = frozenset("，、；：,;:)）》】")
_HESITATES = frozenset("了吗呢吧啊呀着过")
_ABBREVIATION = regex(r"(?:^|[^A-Za-z])(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|No|vs|etc|St|Inc|Ltd|Co|Corp|[ap]\.?m|e\.g|i\.e)$")
_MARK = regex("[。！？!?….]")
_ADDRESS = regex(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def sentences(text: str) -> list[tuple[int, int]]:
    """`[start, end)` of each sentence of a paragraph, in order; they concatenate to it.

    Closing quotes and brackets belong to the sentence they close, white space to the one before it. Nothing is cut inside
    （） and 《》, decimals, dates and addresses; a quotation is cut at its sentences only where it is longer than `SPEECH`.
    An ellipsis ends a sentence before a new one and at the paragraph's end.
    """
    held = _held(text)
    found: list[tuple[int, int]] = []
    start, at = 0, 0
    while (mark := _MARK.search(text, at)) is not None:
        at = mark.end()
        if held[at - 1] or not (text[at - 1] in "。！？" or _ends_at(text, at - 1, start)):
            continue
        while at < len(text) and (text[at] in TERMINALS or text[at] == "."):
            at += 1
        while at < len(text) and text[at] in CLOSERS and _closes(text, at, start):
            at += 1
        plain = at < len(text) and text[at - 1] in "。！？" and text[at] not in _JOINS and not text[at].isspace()
        if not plain and at < len(text) and _goes_on(text, at, start):
            continue
        while at < len(text) and text[at].isspace():
            at += 1
        found.append((start, at))
        start = at
    if start < len(text):
        found.append((start, len(text)))
    return found


def _held(text: str) -> bytearray:
    """1 for each character inside a bracket or a short quotation, where no sentence ends; the last mark inside a quotation is free."""
    held = bytearray(len(text))
    for opening, closing in pairs(text, REACH_QUOTE).items():
        if text[opening] in QUOTES:
            end = closing
            while end > opening and (text[end - 1] in TERMINALS or text[end - 1] in CLOSERS):
                end -= 1  # 。” ends the sentence around it too
            if closing - opening > SPEECH:
                continue
        else:
            end = closing
            if closing - opening > REACH_BRACKET:
                continue
            if text[closing - 1] in TERMINALS and (not opening or text[opening - 1] in TERMINALS or text[opening - 1] in CLOSERS):
                end -= 1  # a sentence that stands in brackets as a whole
        held[opening:end] = b"\x01" * (end - opening)
    for match in _ADDRESS.finditer(text) if "@" in text or "://" in text or "www." in text else ():
        held[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return held


def _ends_at(text: str, at: int, start: int) -> bool:
    """Whether a mark at `at` that is not 。！？, which always may, may end a sentence."""
    mark = text[at]
    following = text[at + 1] if at + 1 < len(text) else ""
    if mark in "!?":
        return not (following.isascii() and following.isalnum())
    if mark == "…":
        return True
    if mark == ".":
        if not following:
            return at > 0 and is_latin(text[at - 1])
        rest = text[at + 1 :].lstrip()
        return (
            at > start
            and (following.isspace() or is_han(following))
            and (is_latin(text[at - 1]) or text[at - 1].isdigit() or text[at - 1] in CLOSERS)
            and bool(rest)
            and (rest[0].isupper() or is_han(rest[0]) or rest[0] in OPENING)
            and not _ABBREVIATION.search(text[max(start, at - 6) : at])
        )
    return False


def _closes(text: str, at: int, start: int) -> bool:
    if text[at] == '"':
        return text.count('"', start, at) % 2 == 1
    return text[at] in CLOSING


def _goes_on(text: str, at: int, start: int) -> bool:
    """Whether the sentence goes on at `at`, just after its mark and closing quotes."""
    behind = at
    while behind < len(text) and text[behind].isspace():
        behind += 1
    if behind == len(text):
        return False
    following, last = text[behind], text[at - 1]
    if following in "，、；：,;:）)》】":
        return True
    if last != "…" and last not in CLOSERS:
        return False
    end = at
    while end > start and text[end - 1] in CLOSERS:
        end -= 1
    mark = text[end - 1]
    if mark == "…":
        before = text[start:end].rstrip("…。")
        new = is_han(following) or following in OPENING
        return len(before) < ENUMERATION or following in _BINDS or before[-1:] in _HESITATES or not new
    if last in CLOSERS and mark in "！？!?":
        return following in _BINDS or (following in QUOTES and last in CLOSING)
    return last in CLOSING and following in "的等"


def is_complete(sentence: str) -> bool:
    """False where a sentence is cut off at its end.

    An item of a list that ends with a semicolon is whole; a lead-in with a colon is not.
    """
    text = sentence.rstrip()
    return ends_sentence(text) or text.endswith(("；", ";"))


def clauses(sentence: str) -> list[tuple[int, int]]:
    """`[start, end)` of each whole clause, cut only after ；;，, outside quotes and brackets; they concatenate to the sentence."""
    covers = pairs(sentence, REACH_QUOTE)
    found: list[tuple[int, int]] = []
    start, at = 0, 0
    while at < len(sentence):
        if at in covers:
            at = covers[at] + 1
            continue
        mark = sentence[at]
        number = mark == "," and sentence[at - 1 : at].isdigit() and sentence[at + 1 : at + 2].isdigit()
        if mark in "；;，," and not number and sentence[at + 1 :].strip():
            end = at + 1
            while end < len(sentence) and sentence[end].isspace():
                end += 1
            found.append((start, end))
            start = end
            at = end
            continue
        at += 1
    if start < len(sentence):
        found.append((start, len(sentence)))
    return found
