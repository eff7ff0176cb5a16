"""Lists of words that the search for places goes by: `lists.toml`, which says what each is for."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_LISTS = Path(__file__).with_name("lists.toml")


@cache
def _all() -> dict[str, str]:
    lists: dict[str, str] = tomllib.loads(_LISTS.read_text(encoding="utf-8"))
    return lists


def listed(name: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(_all()[name].split())
