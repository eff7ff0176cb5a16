"""An answer as a message of the chat. Every string of a document or a person is escaped: Markdown is code to the browser."""

from __future__ import annotations

import re
from collections.abc import Collection

from qa.messages import Locale, say
from qa.render.cards import reference
from qa.render.data import reason
from qa.render.visible import escape, facts, visible
from qa.types import Answer, Citation

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
WORD_JOINER = "\u2060"
"""Keeps a number on the line of the words it stands behind."""


def escape_markdown(text: str) -> str:
    """`text` on one line, so that Markdown shows it as it is: every ASCII punctuation mark behind a backslash."""
    return _PUNCTUATION.sub(r"\\\1", visible(text).strip(" "))


def answer_markdown(answer: Answer, turn: int, held: Collection[int], locale: Locale) -> str:
    """The statements, each with a link a citation; or the refusal and its reason.

    `held` are the numbers of the citations whose quotes passed the check just now: a statement that none of them holds is not
    shown as one. `turn` is the answer's place in the conversation, from 0.
    """
    asked = "" if answer.rewritten is None else f'<p class="rewritten">{escape(say("asked_as", locale, question=answer.rewritten))}</p>'
    if answer.refusal is not None:
        why = escape(reason(answer.refusal, locale))
        link = f'<p><a href="#cards-{turn}">{escape(say("page_see_nearest", locale))}</a></p>' if answer.passages else ""
        return f'<div class="refusal"><p><strong>{escape(say("page_refusal", locale))}</strong></p>{asked}<p>{why}</p>{link}</div>'
    by_number = {citation.n: citation for citation in answer.citations}
    parts = [asked] if asked else []
    for statement in answer.statements:
        numbers = [n for n in statement.citations if n in held]
        if numbers:
            links = "".join(_link(by_number[n], turn, locale) for n in numbers)
            parts.append(escape_markdown(statement.text) + links)
        else:
            parts.append("*" + escape_markdown(say("page_quote_failed", locale)) + "*")
    seen = say("page_see_citations", locale, count=len(answer.citations))
    parts.append(f"[{escape_markdown(seen)}](#cards-{turn})")
    return "\n\n".join(parts)


def _link(citation: Citation, turn: int, locale: Locale) -> str:
    title = " · ".join([citation.document.title, *facts(citation.document, locale)])
    return f'{WORD_JOINER}[{citation.n}](#{reference(turn, citation.n, citation.document.id, citation.spans)} "{escape_markdown(title)}")'
