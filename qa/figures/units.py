"""Units and measure words: what may stand behind a number, and what kind of quantity each makes. The lists stand in units.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_LISTED = tomllib.loads(Path(__file__).with_name("units.toml").read_text(encoding="utf-8"))
_NOT_BEFORE: dict[str, str] = _LISTED.pop("not_before")
PLAIN = frozenset(_LISTED.pop("other")["plain"].split())
"""Units that a Chinese numeral alone makes a figure with (四个, not 四级)."""
UNITS: dict[str, str] = {unit: kind for kind, listed in _LISTED.items() for unit in listed.split()}
"""The class of each unit."""


def _rest(unit: str) -> str:
    """What a unit goes on with behind its first character."""
    barred = _NOT_BEFORE.get(unit, "")
    if unit.isascii() and unit.isalpha():
        return re.escape(unit[1:]) + "(?![A-Za-z])"
    return re.escape(unit[1:]) + (f"(?![{barred}])" if barred else "")


def _any() -> str:
    rests: dict[str, list[str]] = {}
    for unit in sorted(UNITS, key=lambda unit: (-len(unit), unit)):
        rests.setdefault(unit[0], []).append(_rest(unit))
    return "|".join(re.escape(first) + (f"(?:{'|'.join(row)})" if row[1:] else row[0]) for first, row in rests.items())


OPENINGS = re.escape("".join(sorted({unit[0] for unit in UNITS})))
"""The characters that a unit may begin with, to stand in a set of a regular expression."""
UNIT = f"(?=[{OPENINGS}])(?:{_any()})"
"""Any unit, the longest first; looked for by its first character, since most of what stands behind a number is none."""


def unit_class(unit: str) -> str:
    """money, share, people, count, area, length, weight, duration, ratio, age, or measure (volume, power, temperature, 元/吨).

    Figures whose units are in one class can stand in one column; 人, 名 and 位 can, 人 and 户 cannot. A unit that is not known counts.
    """
    return "measure" if "/" in unit else UNITS.get(unit, "count")
