"""The column on the left: the filters, the door for files, the list of documents, and one document's paragraphs in the panel."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import gradio as gr
from gradio.events import Dependency

from page import filters
from page.changes import FILES
from page.desk import Desk
from page.filters import EVERYTHING, Filter, Sieve
from page.front import front_html
from page.source import bar_html
from page.visit import locale_of
from qa.errors import YoujuError
from qa.messages import Locale, say
from qa.reading.formats import ARTICLE_SUFFIXES
from qa.render import escape
from qa.render.cards import meta_html
from qa.render.visible import day_words
from qa.types import Document, Kind, Paragraph

_SCRIPT = Path(__file__).with_name("static") / "library.js"
# "multiple": Gradio drops an event that comes while one of its kind is under way, and a filter would not be in force.
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False, "trigger_mode": "multiple"}
_ID = re.compile("[0-9a-f]{16}")
LISTED = 300
"""Documents that are listed: a browser draws some hundreds with ease. Of more, those that the filter looks in."""
DEEPEST = 4
"""How far a paragraph is set in: the panel is narrow."""
_KIND = {kind: f"page_kind_{kind}" for kind in Kind}


@dataclass(frozen=True, slots=True)
class Column:
    """The column's parts: the form of the filters, the door for files, the list of documents."""

    form: gr.HTML
    door: gr.HTML
    shelf: gr.HTML


def column() -> Column:
    """The parts, empty; `Shelf.greet` fills them when the page is loaded. `library.js` runs in the list, `folders.js` in the door."""
    form = gr.HTML(elem_id="filters", apply_default_css=False)
    door = gr.HTML(elem_id="door", apply_default_css=False, js_on_load=_SCRIPT.with_name("folders.js").read_text(encoding="utf-8"))
    shelf = gr.HTML(elem_id="shelf", apply_default_css=False, js_on_load=_SCRIPT.read_text(encoding="utf-8"))
    return Column(form, door, shelf)


class Shelf:
    """The column's events. `open_` says whether documents may be added and removed from the page."""

    def __init__(self, desk: Desk, open_: bool) -> None:
        self.desk = desk
        self.open = open_

    def connect(self, page: gr.Blocks, parts: Column, within: gr.HTML, sieve: gr.State, source: gr.HTML) -> list[Dependency]:
        """Make the column's events those of the page: `narrow`, `renew` and `read` are triggered by `library.js`. What is returned are
        the events behind which another part of the library may be found."""
        page.load(self.greet, None, [parts.form, parts.door, parts.shelf], **_PRIVATE)
        narrow, renew, read = (getattr(parts.shelf, name) for name in ("narrow", "renew", "read"))
        shown = [parts.form, parts.shelf, within]
        read(self.read, None, [source], **_PRIVATE)
        return [narrow(self.narrow, [sieve], [sieve, *shown], **_PRIVATE), renew(self.renew, [sieve], shown, **_PRIVATE)]

    def greet(self, request: gr.Request) -> tuple[str, str, str]:
        """The form, the door and the list, with no filter."""
        locale = locale_of(request)
        form, shelf, _ = self._shown(EVERYTHING, locale)
        return form, door_html(self.open, locale), shelf

    def narrow(self, kept: Filter, event: gr.EventData, request: gr.Request) -> tuple[object, ...]:
        """The filter that the form sends, in force from now on, with what shows it; what no form sends changes nothing."""
        wanted = filters.read(event._data)
        if wanted is None:
            return (gr.skip(),) * 4
        return wanted, *self._shown(wanted, locale_of(request), _number(event))

    def renew(self, kept: Filter, request: gr.Request) -> tuple[str, str, str]:
        """The form, the list and the sentence after the library has changed."""
        return self._shown(kept, locale_of(request))

    def read(self, event: gr.EventData, request: gr.Request) -> object:
        """A document's paragraphs in the panel."""
        locale = locale_of(request)
        sent = event._data.get("document") if isinstance(event._data, dict) else None
        document = self.desk.document(sent) if isinstance(sent, str) and _ID.fullmatch(sent) else None
        try:
            if document is not None:
                return paragraphs_html(document, self.desk.paragraphs(document.id), locale, self.open)
        except YoujuError:  # removed a moment ago
            pass
        words = escape(say("page_not_found", locale))
        return f'{bar_html("", locale)}<div class="scroll reader" tabindex="0"><p class="warning">{words}</p></div>'

    def _shown(self, wanted: Filter, locale: Locale, number: int = 0) -> tuple[str, str, str]:
        documents, sieve = self.desk.documents(), filters.sift(self.desk, wanted)
        counts = self.desk.counts()
        form = filters.form_html(documents, wanted, sieve, locale)
        shelf = list_html(documents, counts, wanted, sieve, self.open, locale, self.desk.arrivals(), number)
        return form, shelf, filters.said_html(sieve, locale)


def door_html(open_: bool, locale: Locale) -> str:
    """Where files are dropped or chosen, with what becomes of them below; or why none are taken. `library.js` fills in the words."""
    if not open_:
        return f'<p class="closed">{escape(say("page_changes_closed", locale))}</p>'
    said = ("sending", "cancel", "lost", "replace", "yes", "no", "note", "folder", "no_article")
    words = {name: escape(say(f"page_add_{name}", locale)) for name in said}
    data = "".join(f' data-{name.replace("_", "-")}="{words[name]}"' for name in ("sending", "lost", "replace", "yes", "no_article"))
    data += f' data-most="{FILES}" data-many="{escape(say("page_add_too_many", locale, limit=FILES))}"'
    data += f' data-skipped="{escape(say("page_add_skipped", locale, count="{count}"))}"'
    types = ",".join(ARTICLE_SUFFIXES)
    return (
        f'<div class="door"{data}><label class="drop"><input type="file" multiple accept="{types}" aria-describedby="door-note">'
        f'<span>{escape(say("page_add", locale))}</span><small id="door-note">{words["note"]}</small></label>'
        f'<label class="folder"><input type="file" webkitdirectory>{words["folder"]}</label>'
        '<div class="work" hidden><p class="stage" role="status"></p>'
        f'<progress max="1" value="0" aria-label="{words["sending"]}"></progress>'
        f'<button type="button" class="cancel">{words["cancel"]}</button></div>'
        '<ul class="outcome" aria-live="polite"></ul>'
        f'<dialog class="sure"><p></p><ul></ul><button type="button" class="yes"></button>'
        f'<button type="button" class="no">{words["no"]}</button></dialog></div>'
    )


def list_html(
    documents: Sequence[Document], counts: Mapping[str, int], wanted: Filter, sieve: Sieve, open_: bool, locale: Locale,
    arrivals: Mapping[str, datetime] = MappingProxyType({}), number: int = 0,
) -> str:  # fmt: skip
    """Every document, up to `LISTED`, each with a box that chooses it for the filter, a way to its paragraphs, and (`open_`) one to
    remove it."""
    looked_in = {each.id for each in sieve.documents}
    listed = documents if len(documents) <= LISTED else sorted(documents, key=lambda each: each.id not in looked_in)[:LISTED]
    rows = "".join(
        _row(each, counts.get(each.id, 0), arrivals.get(each.id), each.id in wanted.documents, each.id in looked_in, open_, locale)
        for each in listed
    )
    rest = len(documents) - len(listed)
    more = f'<p class="hint more">{escape(say("page_shelf_more", locale, count=rest))}</p>' if rest else ""
    title = escape(say("page_shelf", locale))
    data = f' data-remove="{escape(say("page_remove_sure", locale))}" data-yes="{escape(say("page_remove", locale))}"'
    data += f' data-held="{escape(say("page_library", locale, count=len(documents)))}"'
    data += f' data-number="{number}"'
    note = say("page_shelf_note" if documents else "page_shelf_empty", locale)
    head = f'<h2>{title} <span class="count">{len(documents)}</span></h2><p class="hint">{escape(note)}</p>'
    return f'<section class="shelf" aria-label="{title}"{data}>{head}<ul>{rows}</ul>{more}</section>'


def paragraphs_html(document: Document, paragraphs: Sequence[Paragraph], locale: Locale, open_: bool = False) -> str:
    """A document's paragraphs, each with its kind, set in as deep as the headings above it: the tree of its sections. Above them
    (`open_`) what sets its front matter right."""
    kinds = [f"{escape(say(_KIND[kind], locale))} {count}" for kind in Kind if (count := sum(p.kind is kind for p in paragraphs))]
    counted = escape(say("page_paragraphs", locale, count=len(paragraphs)))
    about = f'<p class="kinds"><span>{counted}</span><span>{"</span><span>".join(kinds)}</span></p>'
    rows = "".join(_paragraph(each, locale) for each in paragraphs)
    title = f'<h2 class="title" lang="zh-CN">{escape(document.title)}</h2>'
    name = f'<p class="original">{escape(document.name)}</p>'
    body = f'<ol class="paragraphs" lang="zh-CN">{rows}</ol>'
    front = front_html(document, locale) if open_ else ""
    inside = f"{title}{meta_html(document, locale, places=True)}{name}{front}{about}{body}"
    return f'{bar_html("", locale)}<div class="scroll reader" tabindex="0" data-document="{document.id}">{inside}</div>'


def _paragraph(paragraph: Paragraph, locale: Locale) -> str:
    kind = f'<span class="kind {paragraph.kind}">{escape(say(_KIND[paragraph.kind], locale))}</span>'
    depth = f'class="{paragraph.kind}" data-depth="{min(len(paragraph.section), DEEPEST)}"'
    return f'<li value="{paragraph.ordinal + 1}" {depth}>{kind}{escape(paragraph.text)}</li>'


def _number(event: gr.EventData) -> int:
    """Which of the tab's filters this is: the list says it back, so that the tab knows which one it is shown."""
    sent = event._data.get("number") if isinstance(event._data, dict) else None
    return sent if isinstance(sent, int) and 0 <= sent < 10**9 else 0


def _row(document: Document, count: int, added: datetime | None, chosen: bool, looked_in: bool, open_: bool, locale: Locale) -> str:
    title = escape(document.title)
    box = f'<input type="checkbox" value="{document.id}"{" checked" if chosen else ""} aria-label="{_named("choose", document, locale)}">'
    read = f'<button type="button" class="read" value="{document.id}" lang="zh-CN">{title}</button>'
    remove = ""
    if open_:
        label = _named("remove_one", document, locale)
        remove = f'<button type="button" class="remove" value="{document.id}" title="{label}" aria-label="{label}">×</button>'
    places = "".join(f"<span>{escape(each)}</span>" for each in document.front.places)
    counted = f"<span>{escape(say('page_paragraphs', locale, count=count))}</span>"
    day = "" if added is None else day_words(added.astimezone().date().isoformat(), locale)
    came = f"<span>{escape(say('page_added', locale, day=day))}</span>" if day else ""
    about = f'{meta_html(document, locale)}<p class="meta">{places}{counted}{came}</p><p class="name">{escape(document.name)}</p>'
    out = "" if looked_in else ' class="out"'
    return f"<li{out}>{box}<div>{read}{about}</div>{remove}</li>"


def _named(what: str, document: Document, locale: Locale) -> str:
    return escape(say(f"page_{what}", locale, title=document.title))
