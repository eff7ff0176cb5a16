"""The characters of Chinese typesetting, by what they do to a sentence."""

from __future__ import annotations

import re

from qa.patterns import regex

TERMINALS = frozenset("。！？!?…")
OPENING = dict(zip("“‘「『（(《〈【[〔〖", "”’」』）)》〉】]〕〗", strict=True))
CLOSING = {closing: opening for opening, closing in OPENING.items()}
QUOTES = frozenset("“‘「『")
"""Openings of speech: a long speech may be cut at its sentences; a bracket or a title never is."""
CLOSERS = frozenset(CLOSING) | {'"'}
BOUND = frozenset("的地得了着们吗呢吧么")
"""Particles that no sentence begins with: they belong to the word before them."""


_IDEOGRAPHS = (("\u4e00", "\u9fff"), ("\u3400", "\u4dbf"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"), ("〇", "〇"))


def is_han(character: str) -> bool:
    """Whether it is a Chinese character (the unified ideographs, their extensions, and 〇)."""
    return any(first <= character <= last for first, last in _IDEOGRAPHS)


def is_latin(character: str) -> bool:
    """Whether it is a letter of an alphabet that puts spaces between words (Latin, Greek, Cyrillic)."""
    return character.isalpha() and not is_han(character) and character < "\u0590"


def bare(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def letters(text: str) -> str:
    """Letters and digits alone: what is left to compare when two lines may differ in punctuation."""
    return "".join(character for character in text if character.isalnum())


_PAIRED = regex(f"[{re.escape(''.join(sorted({*OPENING, *CLOSING})))}]")


def pairs(text: str, reach: int) -> dict[int, int]:
    """Index of each opening bracket or quote to that of its closing one; the unmatched and those further apart than `reach` are absent.

    An unmatched mark is passed over, so that one forgotten quote does not swallow the rest of the text.
    """
    found: dict[int, int] = {}
    stack: list[tuple[int, str]] = []
    for match in _PAIRED.finditer(text):
        at, character = match.start(), match.group()
        if character in OPENING:
            stack.append((at, character))
        elif character in CLOSING:
            depth = len(stack) - 1
            while depth >= 0 and stack[depth][1] != CLOSING[character]:
                depth -= 1
            if depth < 0:
                continue
            start = stack[depth][0]
            del stack[depth:]
            if at - start <= reach:
                found[start] = at
    return found


def closed_at(text: str) -> int:
    """Where the text's last closing marks begin: `len(text)` where there are none."""
    end = len(text)
    while end and text[end - 1] in CLOSERS:
        end -= 1
    return end


def ends_sentence(text: str) -> bool:
    """Whether the text ends with a sentence's end, closing quotes and brackets aside; white space at the end is passed over."""
    text = text.rstrip()
    end = closed_at(text)
    if end and text[end - 1] in TERMINALS:
        return True
    return end > 1 and text[end - 1] == "." and is_latin(text[end - 2])
