"""How large a file may be, and how much reading it may cost. Each limit is a setting: `YOUJU_MAX_PAGES=5000 youju add …`."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields

from qa.errors import LimitError, UsageError

PREFIX = "YOUJU_MAX_"
MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one file (of a ZIP: of all of it), each a positive whole number.

    `file_mb`, `memory_mb` and `unpacked_mb` are in units of 1,048,576 bytes; `ratio` is how many times its size a packed file may
    unpack to; `seconds` are by the clock and by the processor. A million characters of text take about half a minute to prepare
    (docs/log.md): the limit of characters is what bounds that, for it is not done in a process of its own.
    """

    file_mb: int = 50
    characters: int = 2_000_000
    pages: int = 2_000
    members: int = 2_000
    unpacked_mb: int = 500
    ratio: int = 200
    seconds: int = 60
    memory_mb: int = 1_024

    def exceeded(self, limit: str, name: str) -> LimitError:
        """The error of a file that goes over a limit: names the limit and the setting."""
        return LimitError(f"limit_{limit}", name=name, limit=getattr(self, limit), setting=setting_of(limit))


def setting_of(limit: str) -> str:
    """`YOUJU_MAX_PAGES` of `pages`."""
    return PREFIX + limit.upper()


def limits() -> Limits:
    """The limits, as the environment sets them. UsageError where a setting is no positive whole number."""
    found: dict[str, int] = {}
    for field in fields(Limits):
        value = os.environ.get(setting_of(field.name), "").strip()
        if not value:
            continue
        if not (value.isascii() and value.isdigit() and 0 < int(value) < 10**12):
            raise UsageError("limit_setting", setting=setting_of(field.name), value=value)
        found[field.name] = int(value)
    return Limits(**found)
