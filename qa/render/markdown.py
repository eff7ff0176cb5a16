"""An answer as a message of the chat. Every string of a document or a person is escaped: Markdown is code to the browser."""

from __future__ import annotations

from collections.abc import Collection

from qa.messages import Locale, say
from qa.patterns import regex
from qa.question.kinds import is_english
from qa.render.cards import nearest_of, reference
from qa.render.data import reason
from qa.render.text import also_in, asked_as, beside, uncovered
from qa.render.visible import escape, facts, visible
from qa.tokens import normalise
from qa.types import Answer, Citation, Refusal, Statement

_PUNCTUATION = regex(r"([!-/:-@\[-`{-~])")
WORD_JOINER = "\u2060"
"""Keeps a number on the line of the words it stands behind."""


def escape_markdown(text: str) -> str:
    """`text` on one line, so that Markdown shows it as it is: every ASCII punctuation mark behind a backslash."""
    return _escaped(text).strip(" ")


def _escaped(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", visible(text))


def answer_markdown(answer: Answer, turn: int, held: Collection[int], locale: Locale, alone: bool = False) -> str:
    """The statements, each with a link a citation; or the refusal, its reason, and the nearest quote as such.

    `held` are the numbers of the citations whose quotes passed the check just now: a statement that none of them holds is not
    shown as one. `turn` is the answer's place in the conversation, from 0. `alone` where the question was asked again as it is
    written, without the conversation before it.
    """
    asked = _asked(answer, turn, held, locale, alone)
    if answer.refusal is not None:
        return _refusal(answer, answer.refusal, asked, turn, held, locale)
    by_number = {citation.n: citation for citation in answer.citations}
    parts = [asked] if asked else []
    for statement in answer.statements:
        numbers = [n for n in statement.citations if n in held]
        if numbers:
            links = "".join(_link(by_number[n], turn, locale) for n in numbers)
            parts.append(_marked(statement) + links)
            carried = [line for n in numbers if (line := also_in(by_number[n], locale))]
            parts += [_line("beside", escape(note)) for note in [*beside(statement, locale), *carried]]
        else:
            parts.append("*" + escape_markdown(say("page_quote_failed", locale)) + "*")
    parts += [_line("uncovered", escape(line)) for line in uncovered(answer, locale)]
    seen = say("page_see_citations", locale, count=len(answer.citations))
    parts.append(f"[{escape_markdown(seen)}](#cards-{turn})")
    return "\n\n".join(parts)


def _asked(answer: Answer, turn: int, held: Collection[int], locale: Locale, alone: bool) -> str:
    """How the question was taken; where it was completed, with the link that asks it as it is written; in which language it is answered."""
    lines = [escape(line) for line in asked_as(answer, locale)]
    if answer.rewritten is not None:
        lines[-1] += f'\u2003<a href="#asis-{turn}">{escape(say("page_as_written", locale))}</a>'
    elif alone:
        lines.append(escape(say("page_alone", locale)))
    quoted = any(each.n in held and not is_english(normalise(each.quote)) for each in answer.citations)
    if quoted and locale == "en" and is_english(normalise(answer.question)):
        lines.append(escape(say("page_quoted_in_chinese", locale)))
    return "".join(_line("rewritten", line) for line in lines)


def _refusal(answer: Answer, refusal: Refusal, asked: str, turn: int, held: Collection[int], locale: Locale) -> str:
    why = f"<p>{escape(reason(refusal, locale))}</p>"
    near = nearest_of(answer)
    quote = ""
    if near is not None and near.n in held:
        ref = reference(turn, near.n, near.document.id, near.spans)
        number = f'{WORD_JOINER}<a href="#{ref}" title="{escape(_title(near, locale))}">{near.n}</a>'
        quote = _line("near", escape(say("nearest_quote", locale))) + f"<blockquote><p>{escape(near.quote)}{number}</p></blockquote>"
    link = f'<p><a href="#cards-{turn}">{escape(say("page_see_nearest", locale))}</a></p>' if answer.passages else ""
    return f'<div class="refusal"><p><strong>{escape(say("page_refusal", locale))}</strong></p>{asked}{why}{quote}{link}</div>'


def _marked(statement: Statement) -> str:
    """The statement's text with the words that answer in `<mark>`; the text itself is unchanged."""
    parts, at = [], 0
    for start, end in statement.marks:
        parts += [_escaped(statement.text[at:start]), f"<mark>{_escaped(statement.text[start:end])}</mark>"]
        at = end
    return "".join([*parts, _escaped(statement.text[at:])]).strip(" ")


def _line(kind: str, inside: str) -> str:
    return f'<p class="{kind}">{inside}</p>'


def _link(citation: Citation, turn: int, locale: Locale) -> str:
    ref = reference(turn, citation.n, citation.document.id, citation.spans)
    return f'{WORD_JOINER}[{citation.n}](#{ref} "{escape_markdown(_title(citation, locale))}")'


def _title(citation: Citation, locale: Locale) -> str:
    """What stands behind a number, at a glance."""
    return " · ".join([citation.document.title, *facts(citation.document, locale)])
