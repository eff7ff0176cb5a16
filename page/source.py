"""The article as a plain page without a script: what a link to a quote opens, and what can be kept and sent on."""

from __future__ import annotations

from dataclasses import replace

from page.desk import BadReferenceError, Desk, Place
from page.language import TAGS
from qa import render
from qa.messages import Locale, say
from qa.render.cards import close_html, meta_html
from qa.types import Document


def source_url(place: Place) -> str:
    """The address of the plain page, relative to the page's own."""
    return f"source/{place.document.id}?start={place.first}&end={place.last}#hl"


def panel_html(desk: Desk, place: Place, locale: Locale) -> str:
    """The article beside the chat, its chosen words marked."""
    url = render.escape(source_url(place))
    tab = f'<a class="tab" href="{url}" target="_blank" rel="noopener">{render.escape(say("page_new_tab", locale))} ↗</a>'
    whole = _whole(desk, place.document, place.marks, locale)
    return f'{bar_html(tab, locale)}<div class="scroll reader" tabindex="0">{whole}</div>'


def no_panel_html(locale: Locale) -> str:
    """What stands there instead where the words cannot be found."""
    words = render.escape(say("page_bad_reference", locale))
    return f'{bar_html("", locale)}<div class="scroll reader"><p class="warning">{words}</p></div>'


def source_page(desk: Desk, document_id: str, first: int | None, last: int | None, locale: Locale) -> tuple[int, str]:
    """HTTP status and the page: the article, with bytes `[first, last)` marked where they are words of it."""
    document = desk.document(document_id)
    if document is None:
        return 404, _page(say("page_title", locale), f'<p class="warning">{render.escape(say("page_not_found", locale))}</p>', locale)
    marks: tuple[render.Mark, ...] = ()
    warning = ""
    if first is not None or last is not None:
        try:
            marks = _marks(desk, document, first or 0, last or 0)
        except BadReferenceError:
            warning = f'<p class="warning">{render.escape(say("page_bad_reference", locale))}</p>'
    return 200, _page(document.title, warning + _whole(desk, document, marks, locale), locale)


def _marks(desk: Desk, document: Document, first: int, last: int) -> tuple[render.Mark, ...]:
    """The words in those bytes. Where paragraphs are cut otherwise than when the link was made, so much of them as stands in each."""
    try:
        return desk.find(document.id, first, last).marks
    except BadReferenceError:
        found: list[render.Mark] = []
        for paragraph in desk.paragraphs(document.id):
            low, high = max(first, paragraph.spans[0][0]), min(last, paragraph.spans[-1][1])
            if low < high:
                found += desk.find(document.id, low, high).marks
        if len(found) < 2:  # one paragraph or none: then the bytes begin or end inside a character or between paragraphs
            raise
    return (found[0], *(replace(mark, chosen=False) for mark in found[1:]))


def bar_html(inside: str, locale: Locale) -> str:
    """The panel's head: the way back, what is `inside`, and the button that puts the panel away."""
    back = f'<button type="button" class="back">← {render.escape(say("page_back", locale))}</button>'
    return f'<header class="panel-head">{back}{inside}{close_html(locale)}</header>'


def _whole(desk: Desk, document: Document, marks: tuple[render.Mark, ...], locale: Locale) -> str:
    title = f'<h2 class="title" lang="zh-CN">{render.escape(document.title)}</h2>'
    return title + meta_html(document, locale) + desk.article(document, marks, locale)


def _page(title: str, body: str, locale: Locale) -> str:
    return (
        f'<!doctype html><html lang="{TAGS[locale]}"><head><meta charset="utf-8"><title>{render.escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f'<link rel="stylesheet" href="../static/page.css"></head><body class="plain"><main class="reader">{body}</main></body></html>'
    )
