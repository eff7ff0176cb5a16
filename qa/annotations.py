"""Where, when and how much: what a paragraph says of places, times and quantities, each pinned to a slice of its text.

A slice is `[start, end)` in characters of the paragraph's text (or of the question). What is resolved stands beside the words,
never in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative division of China, or something smaller within one.

    `code` has 2 digits for a province, 4 for a city, 6 for a county, 9 for a township (GB/T 2260 and GB/T 10114), so that what
    lies within a place has a code that begins with its own. `name` is the whole path (`江苏省苏州市虎丘区`). `local` is a village, a
    community or a zone by its own name, "" for a division itself; `code` is then the smallest division known to hold it.
    """

    code: str
    name: str
    local: str = ""

    def holds(self, other: Place) -> bool:
        """Whether the other is this place or lies within it."""
        if self.local:
            return self == other
        return other.code.startswith(self.code)


class Naming(StrEnum):
    """How a place is named."""

    FULL = "full"  # 上饶市, 广丰区河东镇
    SHORT = "short"  # 赣州
    OLD = "old"  # an alias or an old name: 赣南, 虔州
    RELATIVE = "relative"  # 全市, 该区, 我省
    LOCAL = "local"  # a village, community or zone, found by its pattern
    PINYIN = "pinyin"  # Ganzhou


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text. `places` holds one where it is resolved, several where it is left open (never none).

    `topic` says whether the text from here on is about it, up to the next mention that is: 虎丘区 in `2024年，虎丘区…`, but not 北京
    in `学习上海等地办法`.
    """

    start: int
    end: int
    naming: Naming
    places: tuple[Place, ...]
    topic: bool = False

    @property
    def place(self) -> Place | None:
        """The one place it means; None where it is left open."""
        return self.places[0] if len(self.places) == 1 else None


@dataclass(frozen=True, slots=True)
class Period:
    """A time, from the first day to the last, both included."""

    first: date
    last: date

    def meets(self, other: Period) -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def covers(self, other: Period) -> bool:
        """Whether every day of the other is one of these."""
        return self.first <= other.first and other.last <= self.last


class Dating(StrEnum):
    """How a time is told."""

    ABSOLUTE = "absolute"  # 2021年3月
    RELATIVE = "relative"  # 去年: counted from the day of publication
    PARTIAL = "partial"  # 9月19日: its year is told by the text around it or by the day of publication
    NAMED = "named"  # “十四五”, 某届全国代表大会
    VAGUE = "vague"  # 近年来, 目前


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time named in a text. `period` is None where it is vague, or where nothing says what it is counted from.

    `offset` is set where a relative time counts in whole years: -1 for 去年; it lets a question's be resolved for each document.
    """

    start: int
    end: int
    dating: Dating
    period: Period | None
    offset: int | None = None


class Bound(StrEnum):
    """How exact a quantity is."""

    EXACT = "exact"
    ABOUT = "about"  # 约, 左右, 几
    OVER = "over"  # 超, 多, 余, 以上
    UNDER = "under"  # 近, 不足, 以下


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with what it measures.

    `value` is in `unit` (1.03亿元 is 103000000 元; 近八成 is 80 %); `upto` is the other end of a range (5—10个), else None. `start` and
    `end` hold the number with its bound and its unit. `indicator` is the slice of the words it measures (水库蓄水量),
    `subject` that of whom (该区), each None where the text names none; `place` and `period` are where and when it holds.
    """

    start: int
    end: int
    value: Decimal
    upto: Decimal | None
    unit: str
    bound: Bound
    indicator: tuple[int, int] | None = None
    subject: tuple[int, int] | None = None
    place: Place | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What words of a quote mean where it stands: the period of 去年, the place of 该区. Shown beside the quote, never in it."""

    start: int
    end: int
    period: Period | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one paragraph says. `about` is the place that its text is about where no mention in it has said otherwise."""

    ordinal: int
    about: Place | None
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    figures: tuple[Figure, ...] = ()

    def place_at(self, offset: int) -> Place | None:
        """The place that the text at an offset is about: the last topic before it that is resolved, else `about`."""
        found = self.about
        for mention in self.places:
            if mention.start > offset:
                break
            if mention.topic and mention.place is not None:
                found = mention.place
        return found


@dataclass(frozen=True, slots=True)
class Annotations:
    """What a document says, paragraph by paragraph; the place it is about, and when it was published."""

    about: Place | None
    published: Period | None
    paragraphs: tuple[Annotation, ...]
