"""Where a sentence stands, and what it lacks of what a question names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.annotations import Annotation, Period, Place
from qa.patterns import regex
from qa.types import Span

CLAUSE = regex(r"[，,；;：:。！？!?]")
"""What ends a clause."""


class Lack(StrEnum):
    """What a sentence lacks."""

    PLACE = "place"
    TIME = "time"
    FIGURE = "figure"
    POST = "post"
    DATE = "date"
    NAME = "name"
    REASON = "reason"
    EARLIER = "earlier"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A condition that a sentence does not meet: `words` of the question, as written, and what the text states instead (the name of
    a place, a period), None where it states nothing."""

    lack: Lack
    words: str
    place: Place | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands: its slice of the paragraph's text, what the paragraph says, when its document was published, every time
    that the document names, the title and headings above, normalised, what its document begins with (title and first paragraph), and how
    near a text comes to a word by the vectors of both (its nearest word's cosine)."""

    text: str
    sentence: Span
    noted: Annotation
    published: Period | None
    told: tuple[Period, ...] = ()
    above: str = ""
    lead: str = ""
    near: Callable[[str, str], float] = lambda word, text: 0.0


def without(text: str, start: int, end: int, slices: Sequence[Span]) -> str:
    """The text from `start` to `end` with these slices of it blank."""
    for low, high in slices:
        low, high = max(low, start), min(high, end)
        text = text[:low] + " " * (high - low) + text[high:] if low < high else text
    return text[start:end]
