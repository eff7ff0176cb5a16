"""One line of `youju ask --jsonl`."""

from __future__ import annotations

import json

from qa.errors import UsageError
from qa.render import is_unicode


def request(line: bytes) -> tuple[str | int | None, str, list[str]]:
    """Id, question and history of one line of `ask --jsonl`. UsageError where it is not what it must be."""
    try:
        asked = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageError("jsonl_bad") from error
    if not isinstance(asked, dict):
        raise UsageError("jsonl_bad")
    identity, question, history = asked.get("id"), asked.get("question"), asked.get("history", [])
    if isinstance(identity, bool) or not isinstance(identity, str | int | None):
        raise UsageError("jsonl_id")
    if not isinstance(question, str):
        raise UsageError("jsonl_question")
    if not isinstance(history, list) or not all(isinstance(each, str) for each in history):
        raise UsageError("jsonl_history")
    if not all(is_unicode(each) for each in (question, *history, *([identity] if isinstance(identity, str) else []))):
        raise UsageError("jsonl_unicode")
    return identity, question, history
