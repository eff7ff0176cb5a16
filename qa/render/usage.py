"""Help and usage errors of the command, in the reader's language (argparse knows English alone)."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from qa.errors import UsageError
from qa.messages import Locale, say
from qa.render.visible import visible

_ERRORS = (
    ("usage_required", r"the following arguments are required: (.+)"),
    ("usage_unknown", r"unrecognized arguments: (.+)"),
    ("usage_unknown", r"invalid choice: '(.*)' \(choose"),
    ("usage_value", r"argument ([^:]+):"),
)
"""Our message for each of argparse's sentences; any other becomes `usage_other`."""


_SPAN = 100  # years that one range may have: a table of more is a slip of the finger


def positive(word: str) -> int:
    """A whole number above 0, as argparse wants its types."""
    if int(word) < 1:
        raise ValueError(word)
    return int(word)


def listed(words: str) -> tuple[str, ...]:
    """What commas (、 and spaces too) divide, none empty, none twice."""
    found = tuple(dict.fromkeys(word for word in re.split(r"[,，、\s]+", words) if word))
    if not found:
        raise ValueError(words)
    return found


def years(words: str) -> tuple[int, ...]:
    """Years in a list, ranges among them (2020-2022,2024), in the order they are named."""
    found: list[int] = []
    for word in listed(words):
        match = re.fullmatch(r"(\d{4})年?(?:[-—–~至](\d{4})年?)?", word)
        if match is None:
            raise ValueError(words)
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last or last - first >= _SPAN:
            raise ValueError(words)
        found += range(first, last + 1)
    return tuple(dict.fromkeys(found))


class Parser(argparse.ArgumentParser):
    """argparse whose help and errors speak the reader's language; an error is a UsageError."""

    def __init__(self, *, locale: Locale, prog: str, description: str, epilog: str | None = None) -> None:
        super().__init__(prog=prog, description=description, epilog=epilog, add_help=False, allow_abbrev=False)
        self.locale: Locale = locale
        self.options = self.add_argument_group(say("help_options", locale))
        self.arguments = self.add_argument_group(say("help_arguments", locale))
        self.options.add_argument("-h", "--help", action="help", help=say("help_help", locale))

    def format_help(self) -> str:
        """The help, with its first word in the reader's language."""
        return super().format_help().replace("usage: ", say("help_usage", self.locale), 1)

    def error(self, message: str) -> NoReturn:
        """One sentence that names what is off, in the reader's language."""
        for key, pattern in _ERRORS:
            if found := re.search(pattern, message):
                raise UsageError(key, words=visible(found[1]), program=self.prog)
        raise UsageError("usage_other", program=self.prog)
