"""What readers said of answers: one JSON object a line in `feedback.jsonl` of the library folder.

A file of its own, not the database: it outlives a rebuild, can be read and mended with any editor, and holds no article beyond
the quotes of the answers rated. A line is appended by one write (POSIX appends it as a whole), so several may rate at a time.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.errors import LibraryError, UsageError
from qa.render import is_unicode
from qa.types import Answer

NAME = "feedback.jsonl"
LONGEST_NOTE = 2000
"""Characters of a note: a paragraph or two; a longer one is a document by mistake."""
_LONGEST_LINE = 1 << 20
"""Bytes of one line. An answer has a dozen quotes of 500 characters; what is longer was not made by the page."""


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating. `quotes` are the quotes that held the answer, each with the name of its document; none where it was a refusal."""

    question: str
    history: tuple[str, ...]
    good: bool
    note: str
    answerable: bool
    quotes: tuple[tuple[str, str], ...]


def rating_of(answer: Answer, history: Sequence[str], good: bool, note: str) -> Rating:
    """The rating of an answer. UsageError where the note is too long, or no Unicode."""
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise UsageError("feedback_note_long", limit=LONGEST_NOTE)
    if not all(is_unicode(text) for text in (answer.question, note, *history)):
        raise UsageError("feedback_unicode")
    held = {n for statement in answer.statements for n in statement.citations}
    quotes = tuple((each.document.name, each.quote) for each in answer.citations if each.n in held)
    return Rating(answer.question, tuple(history), good, note, answer.answerable, quotes)


def keep(folder: Path, rating: Rating) -> None:
    """Add one line. UsageError where it is too long; LibraryError where it cannot be written (a disk that is full may keep a part of
    it: `ratings_in` names that line, and what is said later stands on a line of its own)."""
    row = {
        "question": rating.question, "history": rating.history, "good": rating.good, "note": rating.note,
        "answerable": rating.answerable, "quotes": [{"document": name, "quote": quote} for name, quote in rating.quotes],
    }  # fmt: skip
    line = (json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8")
    if len(line) > _LONGEST_LINE:
        raise UsageError("feedback_too_long")
    path = folder / NAME
    try:
        file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            size = os.fstat(file).st_size
            whole = line if not size or os.pread(file, 1, size - 1) == b"\n" else b"\n" + line
            if os.write(file, whole) != len(whole):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        finally:
            os.close(file)
    except OSError as error:
        raise LibraryError("feedback_unwritable", path=str(path)) from error


def ratings_in(folder: Path) -> tuple[Rating, ...]:
    """All, in the order in which they were said; none where there is no file. UsageError names a line that cannot be read."""
    path = folder / NAME
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise LibraryError("feedback_unreadable", path=str(path)) from error
    return tuple(_rating(line, number, path) for number, line in enumerate(lines, 1) if line.strip())


def _rating(line: bytes, number: int, path: Path) -> Rating:
    try:
        row = json.loads(line.decode("utf-8"))
        if not isinstance(row, Mapping) or not isinstance(row["good"], bool) or not isinstance(row["answerable"], bool):
            raise TypeError
        quotes = tuple((_text(each["document"]), _text(each["quote"])) for each in row["quotes"])
        history = tuple(_text(each) for each in row["history"])
        return Rating(_text(row["question"]), history, row["good"], _text(row["note"]), row["answerable"], quotes)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UsageError("feedback_line", line=number, path=str(path)) from error


def _text(value: object) -> str:
    if not isinstance(value, str) or not is_unicode(value):
        raise TypeError
    return value
