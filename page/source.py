"""The article as a plain page without a script: what a link to a quote opens, and what can be kept and sent on."""

from __future__ import annotations

from dataclasses import replace

from page.desk import BadReferenceError, Desk, Place, now
from page.language import TAGS
from qa import render
from qa.messages import Locale, say
from qa.reading.lines import line_starts, lines_of
from qa.render.cards import close_html, meta_html
from qa.render.viewer import VIEWS, View, copy_html, steps_html, verified_html, view_links_html, views_html
from qa.render.where import where
from qa.types import Document, Format


def source_url(place: Place, view: View = "article") -> str:
    """The address of the plain page, relative to the page's own."""
    return f"source/{place.document.id}{_query(place.first, place.last, view)}#hl"


def panel_html(desk: Desk, place: Place, locale: Locale, view: View = "article") -> str:
    """The article beside the chat, or its file's own text, with the chosen words marked."""
    url, new = render.escape(source_url(place, view)), render.escape(say("page_new_tab", locale))
    tab = f'<a class="tab" href="{url}" target="_blank" rel="noopener" title="{new}"><span>{new}</span> ↗</a>'
    lines = f'<span class="lines">{render.escape(where(place.citation, locale))}</span>'
    tools = views_html(view, place.ref, locale) + verified_html(now(), locale) + lines + copy_html(place.citation, locale)
    head = bar_html(steps_html(place.refs, place.ref, locale) + tab, locale) + f'<div class="tools">{tools}</div>'
    whole = _whole(desk, place.document, place.marks, locale, view)
    return f'{head}<div class="scroll reader" tabindex="0">{whole}</div>'


def no_panel_html(locale: Locale) -> str:
    """What stands there instead where the words cannot be found."""
    words = render.escape(say("page_bad_reference", locale))
    return f'{bar_html("", locale)}<div class="scroll reader"><p class="warning">{words}</p></div>'


def source_page(
    desk: Desk, document_id: str, first: int | None, last: int | None, locale: Locale, view: View = "article"
) -> tuple[int, str]:
    """HTTP status and the page: the article or its file's own text, with bytes `[first, last)` marked where they are words of it."""
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
    end = "#hl" if marks else ""
    links = view_links_html(view, {each: f"{document.id}{_query(first, last, each)}{end}" for each in VIEWS}, locale)
    return 200, _page(document.title, links + warning + _whole(desk, document, marks, locale, view), locale)


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


def _query(first: int | None, last: int | None, view: View) -> str:
    fields = {"start": first, "end": last, "view": None if view == "article" else view}
    given = "&".join(f"{name}={value}" for name, value in fields.items() if value is not None)
    return f"?{given}" if given else ""


def _whole(desk: Desk, document: Document, marks: tuple[render.Mark, ...], locale: Locale, view: View) -> str:
    """Title and what is known, the text with its marks, and which file it is; of an article, what was left out too."""
    title = f'<h2 class="title" lang="zh-CN">{render.escape(document.title)}</h2>'
    changed = f'<p class="warning">{render.escape(say("page_changed", locale))}</p>' if desk.has_changed(document) else ""
    raw, paragraphs = desk.library.text(document.id), desk.paragraphs(document.id)
    if view == "original":
        text = render.original_html(raw, document.encoding, paragraphs, marks, locale)
    else:
        starts = line_starts(raw, document.encoding)
        text = render.article_html(paragraphs, marks, {each.ordinal: lines_of(starts, each.spans) for each in paragraphs})
        text += render.dropped_html(desk.library.dropped(document.id), locale)
    kind = document.encoding if document.format is Format.TEXT else document.format.upper()
    about = say("page_original", locale, name=document.name, encoding=kind, size=document.size, sha256=document.sha256)
    return f'{title}{meta_html(document, locale, places=True)}{changed}{text}<p class="original">{render.escape(about)}</p>'


def _page(title: str, body: str, locale: Locale) -> str:
    return (
        f'<!doctype html><html lang="{TAGS[locale]}"><head><meta charset="utf-8"><title>{render.escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        '<link rel="stylesheet" href="../static/page.css"><link rel="stylesheet" href="../static/viewer.css"></head>'
        f'<body class="plain"><main class="reader">{body}</main></body></html>'
    )
