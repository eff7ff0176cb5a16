"""What stands under an answer: what was searched and how long it took, and the links that copy it and ask again. And the copy."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from qa.messages import Locale, say
from qa.render.text import answer_text
from qa.render.visible import escape
from qa.types import Answer


def under_html(answer: Answer, turn: int, searched: tuple[int, int] | None, locale: Locale, narrowed: bool = False) -> str:
    """`searched`: documents and paragraphs that were looked through; None for an answer of an earlier visit, whose quotes were
    checked again instead. `turn` is the answer's place in the conversation, from 0. Where only a part was asked
    (`narrowed`), what that was is said above the answer, and here the time alone."""
    if searched is None:
        said = say("page_reopened", locale)
    elif narrowed:
        said = say("page_took", locale, ms=f"{answer.timings_ms.get('total', 0.0):,.0f}")
    else:
        documents, paragraphs = (f"{count:,}" for count in searched)
        said = say("page_searched", locale, documents=documents, paragraphs=paragraphs, ms=f"{answer.timings_ms.get('total', 0.0):,.0f}")
    copy = f'<a href="#copy-{turn}">{escape(say("page_copy", locale))}</a>' if answer.statements else ""
    retry = f'<a href="#retry-{turn}">{escape(say("page_retry", locale))}</a>'
    return f'<p class="under">{escape(said)} {copy} {retry}</p>'


def copied_text(answer: Answer, held: Collection[int], locale: Locale) -> str:
    """The answer with its references as plain text, without the quotes that no longer hold; "" where nothing is left."""
    citations = tuple(each for each in answer.citations if each.n in held)
    statements = []
    for statement in answer.statements:
        numbers = tuple(n for n in statement.citations if n in held)
        if numbers:
            statements.append(replace(statement, citations=numbers))
    if not statements:
        return ""
    return answer_text(replace(answer, statements=tuple(statements), citations=citations), locale, check=False)
