"""Words of everyday questions, and how newspapers and offices write the same."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("aliases.toml")


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {word: tuple(others.split()) for word, others in tomllib.loads(TABLE.read_text(encoding="utf-8")).items()}


@cache
def _long() -> tuple[str, ...]:
    return tuple(sorted((word for word in _table() if len(word) > 3), key=lambda word: (-len(word), word)))


def aliases(word: str) -> tuple[str, ...]:
    """What a text may say in the place of a normalised word; none for most."""
    return _table().get(word, ())


def phrases(text: str) -> list[str]:
    """The words of the table of four characters and more that stand in a normalised text, the longest first, none in another: the cutter
    would take them apart."""
    found: list[str] = []
    for word in _long():
        if word in text:
            found.append(word)
            text = text.replace(word, " ")
    return found
