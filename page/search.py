"""The search mode: passages without an answer, looked for where the filter leaves open, and again when that changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import Dependency

from page import filters
from page.desk import LONGEST_QUESTION, Desk
from page.filters import Filter
from page.visit import locale_of
from qa.errors import YoujuError
from qa.messages import Locale, say
from qa.render import escape
from qa.render.search import search_html

PASSAGES = 10
"""As many as the command shows."""
_SCRIPT = Path(__file__).with_name("static") / "looks.js"
# "multiple": Gradio drops an event that comes while one of its kind is under way.
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False, "trigger_mode": "multiple"}


@dataclass(frozen=True, slots=True)
class Parts:
    """What it is, the box for words, and what was found; `looks.js` runs in that."""

    about: gr.HTML
    box: gr.Textbox
    found: gr.HTML


def parts(words: gr.I18n) -> Parts:
    """The parts, empty; `Searching.greet` says what the mode is when the page is loaded."""
    about = gr.HTML(elem_id="search-about", apply_default_css=False)
    with gr.Row(elem_id="search-row"):
        box = gr.Textbox(
            elem_id="search-box", placeholder=words("page_search_box"), show_label=False, container=False, submit_btn=True,
            lines=1, max_lines=1, max_length=LONGEST_QUESTION,
        )  # fmt: skip
    found = gr.HTML(elem_id="found", apply_default_css=False, js_on_load=_SCRIPT.read_text(encoding="utf-8"))
    return Parts(about, box, found)


class Searching:
    """The mode's events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def connect(self, page: gr.Blocks, made: Parts, sieve: gr.State, changed: list[Dependency]) -> None:
        """Make the mode go, inside `gr.Blocks`; after each event of `changed` what was found is looked for again."""
        asked = gr.State("")
        page.load(self.greet, None, [made.about], **_PRIVATE)
        made.box.submit(self.search, [made.box, sieve], [made.found, asked], **_PRIVATE)
        for event in changed:
            event.then(self.again, [asked, sieve], [made.found], **_PRIVATE)

    def greet(self, request: gr.Request) -> str:
        """What the mode is."""
        locale = locale_of(request)
        return f"<h2>{escape(say('page_search', locale))}</h2><p>{escape(say('page_search_about', locale))}</p>"

    def search(self, words: object, wanted: Filter, request: gr.Request) -> tuple[object, object]:
        """What was found, and the question it was found for; the reason instead where there is nothing to look for."""
        locale = locale_of(request)
        question = words.strip() if isinstance(words, str) else ""
        if not question:
            return _said(say("page_search_empty", locale)), ""
        if len(question) > LONGEST_QUESTION:
            return _said(say("page_too_long", locale, limit=LONGEST_QUESTION)), ""
        return self._found(question, wanted, locale), question

    def again(self, question: str, wanted: Filter, request: gr.Request) -> object:
        """The same question, now that the filter or the library is another; nothing where none was asked."""
        return self._found(question, wanted, locale_of(request)) if question else gr.skip()

    def _found(self, question: str, wanted: Filter, locale: Locale) -> str:
        try:
            sieve = filters.sift(self.desk, wanted)
            passages = self.desk.search(question, PASSAGES, sieve.within)
            changed = self.desk.changed_of(each.document for each in passages)
        except YoujuError as error:  # the library was locked, or rebuilt with another model, while the page stood open
            return _said(error.say(locale))
        return search_html(question, passages, changed, filters.said(sieve, locale), locale)


def _said(words: str) -> str:
    return f'<p class="warning" role="alert">{escape(words)}</p>'
