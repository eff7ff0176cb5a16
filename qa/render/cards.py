"""The cards beside an answer: what each number cites, or the passages that come nearest to a question without an answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qa.messages import Locale, say
from qa.render.visible import dated, escape
from qa.types import Answer, Citation, Document, Paragraph, Passage, Span

NEAREST = 5
"""How many passages a refusal shows."""


def reference(turn: int, n: int, document_id: str, spans: Sequence[Span]) -> str:
    """The fragment behind a number: answer's turn, number (0: a passage, no quote), document, first and last byte."""
    return f"cite-{turn}-{n}-{document_id}-{spans[0][0]}-{spans[-1][1]}"


def cards_html(answer: Answer, turn: int, held: Collection[int], changed: Collection[str], locale: Locale) -> str:
    """The panel beside the chat. `held`: citations whose quotes pass the check now; `changed`: documents whose file has changed."""
    if answer.refusal is None:
        title = say("page_citations", locale)
        cards = [_citation(citation, turn, citation.n in held, citation.document.id in changed, locale) for citation in answer.citations]
    else:
        title = say("page_nearest", locale)
        cards = [_passage(passage, turn, passage.document.id in changed, locale) for passage in answer.passages[:NEAREST]]
    count = f'<span class="count">{len(cards)}</span>'
    note = "" if answer.refusal is None else f'<p class="note">{escape(say("page_nearest_note", locale))}</p>'
    kind = "citations" if answer.refusal is None else "nearest"
    question = f'<p class="asked">{escape(answer.question)}</p>'
    head = f'<header class="panel-head"><h2>{escape(title)}</h2>{count}{close_html(locale)}</header>'
    body = "".join(cards) or f'<p class="note">{escape(say("no_passages", locale))}</p>'
    return f'{head}<div class="scroll {kind}" data-turn="{turn}">{question}{note}{body}</div>'


def meta_html(document: Document, locale: Locale) -> str:
    """Publisher, date and author line, as far as they are known; an inferred date says so and from what."""
    front = document.front
    parts = [f"<span>{escape(front.publisher)}</span>"] if front.publisher else []
    if date := dated(document, locale):
        note = f' title="{escape(front.date_note)}"' if front.date_note else ""
        parts.append(f"<span{note}>{escape(date)}</span>")
    if front.author:
        parts.append(f"<span>{escape(front.author)}</span>")
    return f'<p class="meta">{"".join(parts)}</p>' if parts else ""


def section_html(paragraph: Paragraph) -> str:
    """The path of headings above a paragraph."""
    path = "".join(f"<span>{escape(each)}</span>" for each in paragraph.section)
    return f'<p class="section" lang="zh-CN">{path}</p>' if path else ""


def close_html(locale: Locale) -> str:
    """Puts the panel away where it lies over the chat."""
    return f'<button type="button" class="close" aria-label="{escape(say("page_close", locale))}">×</button>'


def _citation(citation: Citation, turn: int, held: bool, changed: bool, locale: Locale) -> str:
    link = reference(turn, citation.n, citation.document.id, citation.spans)
    first, last = citation.lines
    lines = say("line" if first == last else "lines", locale, first=first, last=last)
    if held:
        quote = f'<blockquote lang="zh-CN">{escape(citation.quote)}</blockquote>'
        mark = f'<span class="verified" title="{escape(say("page_verified_note", locale))}">{escape(say("page_verified", locale))}</span>'
    else:
        quote = f'<p class="warning">{escape(say("page_quote_failed", locale))}</p>'
        mark = ""
    foot = f'{mark}<span>{escape(lines)}</span><a class="open" href="#{link}">{escape(say("page_open", locale))}</a>'
    head = f'<h3><a class="n" href="#{link}">{citation.n}</a><span lang="zh-CN">{escape(citation.document.title)}</span></h3>'
    return _card(head, citation.document, citation.paragraph, quote, changed, foot, locale)


def _passage(passage: Passage, turn: int, changed: bool, locale: Locale) -> str:
    link = reference(turn, 0, passage.document.id, passage.paragraph.spans)
    head = f'<h3><span lang="zh-CN">{escape(passage.document.title)}</span></h3>'
    text = f'<p class="passage" lang="zh-CN">{escape(passage.paragraph.text)}</p>'
    foot = f'<a class="open" href="#{link}">{escape(say("page_open", locale))}</a>'
    return _card(head, passage.document, passage.paragraph, text, changed, foot, locale)


def _card(head: str, document: Document, paragraph: Paragraph, text: str, changed: bool, foot: str, locale: Locale) -> str:
    warning = f'<p class="warning">{escape(say("page_changed", locale))}</p>' if changed else ""
    about = meta_html(document, locale) + section_html(paragraph)
    return f'<article class="card">{head}{about}{text}{warning}<footer>{foot}</footer></article>'
