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


def positive(word: str) -> int:
    """A whole number above 0, as argparse wants its types."""
    if int(word) < 1:
        raise ValueError(word)
    return int(word)


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
