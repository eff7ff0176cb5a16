"""What to ask next: questions made from the headings near an answer's quotes, each tried and answered by the document it is from."""

from __future__ import annotations

from page.desk import DOING, Desk
from page.visit import Turn
from qa import render
from qa.messages import Locale, say
from qa.types import Kind

MOST = 3
TRIES = 6
"""Questions that are tried for one answer."""
SLOW_MS = 400.0
"""An answer that took longer than this gets none: each try would take as long, and hold up the next question."""


def suggestions(desk: Desk, turns: list[Turn]) -> tuple[str, ...]:
    """Questions that the library answers, of what the cited documents treat nearest to the quotes; none behind a refusal."""
    if not turns or not turns[-1].answer.answerable or turns[-1].answer.timings_ms.get("total", SLOW_MS) >= SLOW_MS:
        return ()
    asked = {turn.answer.question for turn in turns}
    said = {statement.text for turn in turns for statement in turn.answer.statements}
    found: list[str] = []
    for document_id, question in _questions(desk, turns[-1])[:TRIES]:
        if len(found) == MOST:
            break
        answer = desk.ask(question, ()) if question not in asked else None
        # Its first sentence is of that document, and news.
        if answer and answer.answerable and answer.citations[0].document.id == document_id and answer.statements[0].text not in said:
            found.append(question)
            said.add(answer.statements[0].text)
    return tuple(found)


def suggestions_html(questions: tuple[str, ...], locale: Locale) -> str:
    """A button a question, as a list with a name; "" where there is none."""
    buttons = "".join(f'<li><button type="button" lang="zh-CN">{render.escape(each)}</button></li>' for each in questions)
    return f'<ul aria-label="{render.escape(say("page_next", locale))}">{buttons}</ul>' if questions else ""


def _questions(desk: Desk, turn: Turn) -> list[tuple[str, str]]:
    """(document id, question) of every heading of the cited documents that says what is done, the nearest to a quote first."""
    near: dict[tuple[str, str], int] = {}
    for citation in turn.answer.citations:
        for paragraph in desk.paragraphs(citation.document.id):
            for line in paragraph.text.split() if paragraph.kind is Kind.HEADING else ():
                if DOING.fullmatch(line):
                    key, distance = (citation.document.id, f"如何{line}？"), abs(paragraph.ordinal - citation.paragraph.ordinal)
                    near[key] = min(distance, near.get(key, distance))
    return sorted(near, key=lambda key: (near[key], key))
