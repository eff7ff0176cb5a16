"""Errors over the wire: a reading process says by its name which one it met."""

from __future__ import annotations

from collections.abc import Mapping

from qa.errors import BinaryFileError, DecodeError, EmptyFileError, FormatError, LimitError, PathError, ReadError, ScannedError
from qa.messages import table

_KINDS = {
    kind.__name__: kind
    for kind in (ReadError, PathError, EmptyFileError, BinaryFileError, DecodeError, FormatError, ScannedError, LimitError)
}


def error_words(error: ReadError) -> dict[str, object]:
    """The error as JSON."""
    return {"error": error.key, "kind": type(error).__name__, "fields": {name: str(value) for name, value in error.fields.items()}}


def error_of(said: Mapping[str, object]) -> ReadError:
    """The inverse. What no such error is comes back as the one of a reader that ended: the process may be an attacker's by now."""
    key, kind, given = str(said.get("error")), _KINDS.get(str(said.get("kind"))), said.get("fields")
    fields = {str(name): str(value) for name, value in given.items()} if isinstance(given, Mapping) else {}
    if kind is not None and key in table():
        error = kind(key, **fields)
        try:
            error.say("zh")
            error.say("en")
            return error
        except (LookupError, ValueError):  # a field that the sentence needs is not there
            pass
    return ReadError("format_damaged", name=fields.get("name", "?"), format="?", problem="?")
