"""How far each form is to be trusted, counted in news: a name keeps company with its parent, an everyday word does not."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SEEN = 6  # articles: what stands in fewer is too rare to be an everyday word
SURE = 0.8  # share of real places from which a county's short form is free
OFTEN = 0.55  # the same where the full name is common too (`RATIO`)
CITY = 0.25  # the same for cities, which are named without company more often
NAMED, NAMED_CLEAN = 0.35, 0.97  # the same, with `clean`, for a city whose name the dictionary does not know as a place (大连, not 日照)
CLEAN = 0.9  # share of real places among supported ones from which support is enough for a county, where they are few
STRICT = 0.93  # the same for a city, and for a county that stands in `COMMON` articles or more (朝阳)
FULL = 0.12  # a full name with its level word is everyday only where it hardly ever keeps company (老城区)
FULL_SHORT = 0.6  # of two characters (赵县)
RATIO = 0.3  # articles with the full name to those with the short one
CITY_RATIO = 0.15  # the same for a city: 深圳 is named without company so often that its share tells nothing
RARE_FULL, COMMON = 0.12, 15  # a form in so many articles whose full name is that rare means something else (中原, 天山)


@dataclass(frozen=True)
class Grades:
    """`share[form]` is the estimated part of a form's articles in which it is a place, `clean[form]` the same among those that
    name its parent or its full name; `seen[form]` the number of its articles."""

    share: dict[str, float] = field(default_factory=dict)
    clean: dict[str, float] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)

    def of(self, form: str, code: str, name: str) -> int:
        """1 chained, 2 supported, 3 free, for a form of the division with that full name."""
        seen = self.seen.get(form, 0)
        if len(code) == 2 or (len(code) == 4 and form == name):
            return 3
        if form[-1] in "省市区县旗盟州" and len(form) > 2:
            return 3 if seen < SEEN or self.share[form] >= FULL else 1
        if seen < SEEN:
            return 3 if len(code) == 4 else 2
        share, clean, ratio = self.share[form], self.clean[form], self.seen.get(name, 0) / seen
        if form == name:
            return 3 if share >= FULL_SHORT else 2 if clean >= CLEAN else 1
        if len(code) == 4:
            if _tag(form) == "ns" and ratio >= CITY_RATIO:
                return 3
            sure = share >= CITY if _tag(form) == "ns" else share >= NAMED and clean >= NAMED_CLEAN
            return 1 if clean < STRICT else 3 if sure else 2
        if share < SURE and seen >= COMMON and ratio < RARE_FULL:
            return 1
        if share >= SURE or (share >= OFTEN and ratio >= RATIO and clean >= STRICT and _tag(form) != "n"):
            return 3
        return 2 if clean >= (STRICT if seen >= COMMON else CLEAN) else 1

    def town(self, name: str) -> bool:
        """Whether a township's name is an everyday word."""
        return self.seen.get(name, 0) >= SEEN and self.share[name] < FULL


def _tag(word: str) -> str:
    import rjieba

    tagged = rjieba.tag(word)
    return str(tagged[0][1]) if len(tagged) == 1 else ""


def _relatives(form: str) -> frozenset[str]:
    """The forms that support it: those of its parents, and the other forms of its own division."""
    from qa.places.table import Grade, table

    held = table()
    codes = [entry.code for entry in held.meanings(form) if not entry.zone]
    above = {parent for code in codes for parent in held.above(code) if parent != code or len(code) == 2}
    return frozenset(
        other
        for other, entries in held.forms.items()
        if other != form
        and len(entries) < 6
        and any(entry.code in above or (entry.code in codes and len(other) > len(form)) for entry in entries if entry.grade is Grade.FREE)
    )


def count(files: Sequence[Path]) -> Grades:
    """Read the news and estimate each form's share.

    Of the articles with a form, h name a relative; b of all articles do by chance. If p of them mean the place,
    h = p + (1 - p) b, so p = (h - b) / (1 - b).
    """
    from qa.places.scan import scan
    from qa.places.words import Words

    articles: list[frozenset[str]] = []
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as rows:
            for row in rows:
                text = json.loads(row)["text"]
                articles.append(frozenset(text[hit.start : hit.end] for hit in scan(Words(text))))
    seen = Counter(form for article in articles for form in article)
    return _estimate(articles, {form: n for form, n in seen.items() if n >= SEEN})


def _estimate(articles: Iterable[frozenset[str]], seen: dict[str, int]) -> Grades:
    where: dict[str, set[int]] = {}
    total = 0
    for number, article in enumerate(articles):
        total += 1
        for form in article:
            where.setdefault(form, set()).add(number)
    grades = Grades(seen=seen)
    for form in sorted(seen):
        near: set[int] = set().union(*(where[other] for other in _relatives(form) if other in where))
        chance = len(near) / total
        held = len(where[form] & near) / seen[form]
        share = max(0.0, (held - chance) / (1 - chance))
        grades.share[form] = share
        grades.clean[form] = share / held if held else 0.0
    return grades
