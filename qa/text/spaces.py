"""Which white space is kept: between Latin words always, between the phrases of a heading.

Never what the layout put between characters and around numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qa.text.typography import is_latin

QUOTED = 24
"""Characters that are looked through for the quotation marks around a gap."""
PHRASE = 2
"""Characters that a phrase of a heading has at least: `换 届 前` is one phrase spread out."""


def settle(text: str, chars: Sequence[int], phrases: bool, lines: bool = False) -> tuple[str, tuple[int, ...]]:
    """The clean text of the characters at `chars` (no white space among them) and its map, white space kept where it means something.

    `phrases`: keep what parts the phrases of a heading, or the names in a caption; `lines`: keep line breaks that do so too.
    """
    kept: list[int] = []
    pieces: list[str] = []
    begin = 0
    gaps = [k for k, (before, at) in enumerate(pairwise(chars), start=1) if at != before + 1]
    for k in [*gaps, len(chars)]:
        if begin < k:
            kept += chars[begin:k]
            pieces.append(text[chars[begin] : chars[k - 1] + 1])
        if k < len(chars) and text[chars[k - 1] + 1].isspace():
            space = _meant(text, chars, k, phrases, lines)
            if space is not None:
                kept.append(space)
                pieces.append(text[space])
        begin = k
    return "".join(pieces), tuple(kept)


def _meant(text: str, chars: Sequence[int], k: int, phrases: bool, lines: bool) -> int | None:
    """Index of the white space to keep between characters k-1 and k; the line break itself where one stands there."""
    before, after = text[chars[k - 1]], text[chars[k]]
    first = chars[k - 1] + 1
    last = first
    while last < chars[k] and text[last].isspace():
        last += 1
    gap = text[first:last]
    broken = next((first + i for i, c in enumerate(gap) if c in "\n\r"), None)
    if broken is not None and text[broken] == "\r" and text[broken + 1 : broken + 2] == "\n":
        broken += 1
    place = first if broken is None else broken
    latin = is_latin(before) or is_latin(after)
    if _word(before) and _word(after):
        return place if latin or broken is None else None  # a number broken by the layout is one number
    if before.isascii() and after.isascii() and any(is_latin(text[i]) for i in chars[max(0, k - 2) : k + 2]):
        return place  # around the punctuation of a Latin sentence
    if broken is not None and not lines:
        return None
    if (phrases or _quoted(text, chars, k)) and _phrase(text, chars, k, -1) and _phrase(text, chars, k, 1):
        return place
    return None


def _quoted(text: str, chars: Sequence[int], k: int) -> bool:
    """Whether the gap stands inside a short quotation or title, which may be of two phrases."""
    before = next((text[i] for i in reversed(chars[max(0, k - QUOTED) : k]) if text[i] in "“”《》"), "")
    after = next((text[i] for i in chars[k : k + QUOTED] if text[i] in "“”《》"), "")
    plain = all(text[i] not in "，。；、" for i in chars[max(0, k - 1) : k + 1])
    return before in ("“", "《") and after in ("”", "》") and plain and chars[k] == chars[k - 1] + 2


def _word(character: str) -> bool:
    return is_latin(character) or character.isdigit()


def _phrase(text: str, chars: Sequence[int], k: int, step: int) -> bool:
    """Whether what stands on one side of the gap holds together for `PHRASE` characters."""
    here = k if step > 0 else k - 1
    edge = 0 if step < 0 else len(chars) - 1
    if here == edge and _word(text[chars[here]]):
        return True  # the letter or number of a heading
    for _ in range(PHRASE - 1):
        there = here + step
        if not 0 <= there < len(chars) or abs(chars[there] - chars[here]) != 1:
            return False
        here = there
    return True
