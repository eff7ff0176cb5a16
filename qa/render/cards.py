"""The cards beside an answer or a table: what each number cites, or what comes nearest to a question without an answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

from qa.facts import CitedFact, Comparison
from qa.messages import Locale, say
from qa.render.data import reason
from qa.render.noted import place_name
from qa.render.text import also_in
from qa.render.viewer import copy_html, verified_html
from qa.render.visible import dated, escape
from qa.render.where import where
from qa.types import Answer, Citation, Document, Paragraph, Passage, Span

NEAREST = 5
"""How many passages a refusal shows."""
Turn = int | Literal["table", "search"]
"""Whose citations: the answer's place in the conversation, from 0, or the comparison table's, or the search's (passages alone)."""


def reference(turn: Turn, n: int, document_id: str, spans: Sequence[Span]) -> str:
    """The fragment behind a number: answer's turn, number (0: a passage, no quote), document, first and last byte."""
    return f"cite-{turn}-{n}-{document_id}-{spans[0][0]}-{spans[-1][1]}"


def nearest_of(answer: Answer) -> Citation | None:
    """The quote that comes nearest to a question without an answer; None where there is none, or there is an answer."""
    return next((each for each in answer.citations if answer.refusal is not None and each.n == answer.refusal.nearest), None)


def cards_html(
    answer: Answer, turn: int, held: Collection[int], changed: Collection[str], locale: Locale, spread: str = "",
    checked: datetime | None = None,
) -> str:  # fmt: skip
    """The panel beside the chat. `held`: citations whose quotes pass the check now, at `checked`; `changed`: documents whose file has
    changed; `spread`: HTML that stands above the cards of an answer (`qa.render.spread`).

    A refusal's nearest quote stands first and says that it is no answer and why; then the nearest passages, without its own.
    """
    question = f'<p class="asked">{escape(answer.question)}</p>'
    if answer.refusal is None:
        cards = [_citation(each, turn, each.n in held, each.document.id in changed, locale, checked) for each in answer.citations]
        return _panel(say("page_citations", locale), "citations", question + spread, cards, locale)
    near = nearest_of(answer)
    others = [each for each in answer.passages if near is None or each.paragraph.id != near.paragraph.id][: NEAREST - (near is not None)]
    cards = [_passage(each, turn, each.document.id in changed, locale) for each in others]
    if near is not None:
        badge = f'<span class="badge">{escape(say("page_not_an_answer", locale))}</span> {escape(reason(answer.refusal, locale))}'
        cards.insert(
            0, _citation(near, turn, near.n in held, near.document.id in changed, locale, checked, f'<p class="instead">{badge}</p>')
        )
    note = f'<p class="note">{escape(say("page_nearest_note", locale))}</p>'
    return _panel(say("page_nearest", locale), "nearest", question + note, cards, locale)


def comparison_cards_html(
    table: Comparison, held: Collection[int], changed: Collection[str], locale: Locale, checked: datetime | None = None
) -> str:
    """The panel beside a comparison table: the quote of each filled cell, by its number."""
    about = f'<p class="asked">{escape(table.indicator)}</p>'
    cited = [each.citation for each in filled(table)]
    cards = [_citation(each, "table", each.n in held, each.document.id in changed, locale, checked) for each in cited]
    return _panel(say("page_citations", locale), "citations", about, cards, locale)


def comparison_html(table: Comparison, held: Collection[int], csv_url: str, locale: Locale) -> str:
    """Place by year, each cell a quantity as written with the number of its quote, or said to be not stated."""
    cells = len(table.places) * len(table.years)
    caption = say("page_compare_caption", locale, indicator=table.indicator, filled=len(filled(table)), cells=cells)
    years = "".join(f'<th scope="col">{year}</th>' for year in table.years)
    head = f'<tr><th scope="col">{escape(say("compare_place", locale))}</th>{years}</tr>'
    rows = "".join(
        f'<tr><th scope="row" lang="zh-CN">{escape(place_name(place))}</th>{"".join(_cell(each, held, locale) for each in row)}</tr>'
        for place, row in zip(table.places, table.cells, strict=True)
    )
    made = f"<table><caption>{escape(caption)}</caption><thead>{head}</thead><tbody>{rows}</tbody></table>"
    seen = say("page_see_citations", locale, count=len(filled(table)))
    quotes = f'<a href="#cards-table">{escape(seen)}</a>' if filled(table) else ""
    csv = f'<a class="csv" href="{escape(csv_url)}" download>{escape(say("page_compare_csv", locale))}</a>'
    return f'<div class="grid" role="region" aria-label="{escape(caption)}" tabindex="0">{made}</div><p class="under">{quotes}{csv}</p>'


def filled(table: Comparison) -> list[CitedFact]:
    """The cells that the library states, in the order of the table, which is that of their numbers."""
    return [each for row in table.cells for each in row if each is not None]


def meta_html(document: Document, locale: Locale, *, places: bool = False) -> str:
    """Publisher, date and author line, as far as they are known; an inferred date says so and from what. With `places`, what the
    document is about too."""
    front = document.front
    parts = [f"<span>{escape(front.publisher)}</span>"] if front.publisher else []
    if date := dated(document, locale):
        note = f' title="{escape(front.date_note)}"' if front.date_note else ""
        parts.append(f"<span{note}>{escape(date)}</span>")
    if front.author:
        parts.append(f"<span>{escape(front.author)}</span>")
    if places and front.places:
        about = say("list_comma", locale).join(front.places)
        parts.append(f'<span class="place" title="{escape(say("page_places", locale))}" lang="zh-CN">{escape(about)}</span>')
    return f'<p class="meta">{"".join(parts)}</p>' if parts else ""


def section_html(paragraph: Paragraph) -> str:
    """The path of headings above a paragraph."""
    path = "".join(f"<span>{escape(each)}</span>" for each in paragraph.section)
    return f'<p class="section" lang="zh-CN">{path}</p>' if path else ""


def close_html(locale: Locale) -> str:
    """Puts the panel away where it lies over the chat."""
    return f'<button type="button" class="close" aria-label="{escape(say("page_close", locale))}">×</button>'


def _panel(title: str, kind: str, above: str, cards: Sequence[str], locale: Locale) -> str:
    count = f'<span class="count">{len(cards)}</span>'
    head = f'<header class="panel-head"><h2>{escape(title)}</h2>{count}{close_html(locale)}</header>'
    body = "".join(cards) or f'<p class="note">{escape(say("no_passages", locale))}</p>'
    return f'{head}<div class="scroll {kind}">{above}{body}</div>'


def _cell(cited: CitedFact | None, held: Collection[int], locale: Locale) -> str:
    if cited is None:
        return f'<td class="blank">{escape(say("page_compare_blank", locale))}</td>'
    citation = cited.citation
    if citation.n not in held:
        return f'<td class="blank">{escape(say("page_quote_failed", locale))}</td>'
    link = reference("table", citation.n, citation.document.id, citation.spans)
    title = escape(say("page_compare_cell", locale, n=citation.n, title=citation.document.title))
    number = f'<a href="#{link}" title="{title}" aria-label="{title}">{citation.n}</a>'
    return f'<td><span lang="zh-CN">{escape(cited.fact.quantity)}</span> {number}</td>'


def _citation(citation: Citation, turn: Turn, held: bool, changed: bool, locale: Locale, checked: datetime | None, above: str = "") -> str:
    link = reference(turn, citation.n, citation.document.id, citation.spans)
    if held:
        quote = f'<blockquote lang="zh-CN">{escape(citation.quote)}</blockquote>'
        mark, copy = verified_html(checked, locale), copy_html(citation, locale)
    else:
        quote = f'<p class="warning">{escape(say("page_quote_failed", locale))}</p>'
        mark = copy = ""
    opened = f'<a class="open" href="#{link}">{escape(say("page_open", locale))}</a>'
    foot = f"{mark}<span>{escape(where(citation, locale))}</span>{copy}{opened}"
    head = f'<h3><a class="n" href="#{link}">{citation.n}</a><span lang="zh-CN">{escape(citation.document.title)}</span></h3>'
    if also := also_in(citation, locale):
        quote += f'<p class="note">{escape(also)}</p>'
    return _card(above + head, citation.document, citation.paragraph, quote, changed, foot, locale, link)


def _passage(passage: Passage, turn: int, changed: bool, locale: Locale) -> str:
    link = reference(turn, 0, passage.document.id, passage.paragraph.spans)
    head = f'<h3><span lang="zh-CN">{escape(passage.document.title)}</span></h3>'
    text = f'<p class="passage" lang="zh-CN">{escape(passage.paragraph.text)}</p>'
    foot = f'<a class="open" href="#{link}">{escape(say("page_open", locale))}</a>'
    return _card(head, passage.document, passage.paragraph, text, changed, foot, locale, link)


def _card(head: str, document: Document, paragraph: Paragraph, text: str, changed: bool, foot: str, locale: Locale, link: str) -> str:
    warning = f'<p class="warning">{escape(say("page_changed", locale))}</p>' if changed else ""
    about = meta_html(document, locale, places=True) + section_html(paragraph)
    return f'<article class="card" data-ref="{link}">{head}{about}{text}{warning}<footer>{foot}</footer></article>'
