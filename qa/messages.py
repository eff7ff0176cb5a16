"""What the command and the page say to people: one table, `messages.toml`, in Chinese and English."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, cast

Locale = Literal["zh", "en"]


@cache
def table() -> dict[str, dict[Locale, str]]:
    """Every message by key, each with a `zh` and an `en` template for `str.format`."""
    raw = tomllib.loads(Path(__file__).with_name("messages.toml").read_text(encoding="utf-8"))
    return cast(dict[str, dict[Locale, str]], raw)


def say(key: str, locale: Locale, **fields: object) -> str:
    """The message `key` in the reader's language, its fields filled in. KeyError where the table lacks it (a bug)."""
    return table()[key][locale].format(**fields)


def locale_of_environment() -> Locale:
    """`zh` where LC_ALL, LC_MESSAGES or LANG (the first that is set, as POSIX orders them) names Chinese, else `en`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
