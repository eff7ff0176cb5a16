"""What stands under an answer: what was searched and how long it took, and the links to what is done with it. And the copy."""

from __future__ import annotations

from collections.abc import Collection

from qa.messages import Locale, say
from qa.render.export import held_only
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
        documents, paragraphs = searched
        said = say("page_searched", locale, documents=documents, paragraphs=paragraphs, ms=f"{answer.timings_ms.get('total', 0.0):,.0f}")
    links = [("copy", "page_copy"), ("export", "page_export")] if answer.statements else []
    links += [("retry", "page_retry"), ("good", "page_rate_good"), ("bad", "page_rate_bad")]
    shown = " ".join(f'<a href="#{kind}-{turn}">{escape(say(key, locale))}</a>' for kind, key in links)
    return f'<p class="under">{escape(said)} {shown}</p>'


def copied_text(answer: Answer, held: Collection[int], locale: Locale) -> str:
    """The answer with its references as plain text, without the quotes that no longer hold; "" where nothing is left."""
    shown = held_only(answer, held)
    return "" if shown is None else answer_text(shown, locale, check=False)
