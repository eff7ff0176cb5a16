"""The page's layout: a conversation or a comparison table, and beside it the quotes it is made of and the articles they stand in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from page.api import add_endpoints
from page.desk import LONGEST_QUESTION, Desk
from page.filters import EVERYTHING
from page.library import Shelf, column
from page.search import Searching, parts
from page.table import LONGEST_FIELD
from page.taking import Taking
from page.visit import Visit
from page.wiring import Parts, converse
from qa.messages import Locale, say

STATIC = Path(__file__).with_name("static")
_FIELDS = ("places", "years", "indicator")
_KEYS = (
    "page_shelf", "page_talks", "page_new", "page_ask", "page_compare", "page_compare_make", *(f"page_compare_{name}" for name in _FIELDS),
    *(f"page_compare_{name}_example" for name in _FIELDS), "page_search", "page_search_box",
)  # fmt: skip
STYLES = ("page.css", "conversation.css", "library.css", "taking.css", "visitor.css", "looks.css", "viewer.css")
LOCALES: tuple[Locale, ...] = ("zh", "en")
_SANS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "system-ui", "sans-serif")
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False, "trigger_mode": "multiple"}


def chat(desk: Desk, examples: tuple[str, ...], changes: bool = False) -> gr.Blocks:
    """The page's blocks. State is the conversation's turns (their questions go along as history, their citations give the marks)
    and the table, and the filter. `changes` says whether documents may be added and removed."""
    words = translations()
    visit = Visit(desk)
    page: gr.Blocks = gr.Blocks(title="有据 · youju", analytics_enabled=False, fill_width=True, fill_height=True)
    with page:
        add_endpoints(desk.library)  # first: a private event of the same name would take the name
        turns, table, sieve = gr.State([]), gr.State(None), gr.State(EVERYTHING)
        with gr.Row(elem_id="bar"):
            gr.Button(words("page_shelf"), elem_id="shelf-open", size="sm", scale=0)  # library.js shows the column and hides it
            brand = gr.HTML(elem_id="brand", apply_default_css=False)
            gr.Button(words("page_search"), elem_id="search-open", size="sm", scale=0)  # looks.js shows the mode and hides it
            gr.Button(words("page_compare"), elem_id="compare-open", size="sm", scale=0)  # panel.js shows the form and hides it
            gr.Button(words("page_talks"), elem_id="talks-open", size="sm", scale=0)  # conversation.js shows the list and hides it
            tongue = gr.HTML(elem_id="tongue", apply_default_css=False, js_on_load=_static("visitor.js"))
            new = gr.Button(words("page_new"), elem_id="new", size="sm", scale=0)
        with gr.Row(elem_id="desk", equal_height=True):
            with gr.Column(elem_id="left", scale=0, min_width=280):
                left = column()
            with gr.Column(elem_id="talk", scale=3):
                talk, within, box = _talk(words, examples)
                following = gr.HTML(elem_id="next", apply_default_css=False)
            with gr.Column(elem_id="compare", scale=3):
                about, fields, make, grid = _form(words)
            with gr.Column(elem_id="search", scale=3):
                found = parts(words)
            with gr.Column(elem_id="evidence", scale=2):
                hint = gr.HTML(elem_id="hint", apply_default_css=False)
                cards = gr.HTML(elem_id="cards", apply_default_css=False, js_on_load=_static("panel.js") + _static("viewer.js"))
                source = gr.HTML(elem_id="source", apply_default_css=False, js_on_load=_static("source.js") + _static("front.js"))
        page.load(visit.greet, None, [brand, talk, hint, about, tongue], **_PRIVATE)
        converse(page, visit, Parts(talk, turns, cards, source, box, new, following, sieve))
        gr.on([make.click, *(field.submit for field in fields)], visit.compare, fields, [grid, table, cards, source], **_PRIVATE)
        # `cite` is an event of our own: panel.js triggers it, and Gradio makes a listener of any name triggered there.
        cite = getattr(cards, "cite")  # noqa: B009 - Gradio's type knows only every component's events
        cite(visit.cite, [turns, table], [cards, source], **_PRIVATE)
        Taking(desk).connect(page, turns)
        narrowed = Shelf(desk, changes).connect(page, left, within, sieve, source)
        Searching(desk).connect(page, found, sieve, narrowed)
    return page


def _talk(words: gr.I18n, examples: tuple[str, ...]) -> tuple[gr.Chatbot, gr.HTML, gr.Textbox]:
    """The conversation, where it is looked for, and the box for a question."""
    talk = gr.Chatbot(
        elem_id="chat", height="100%", show_label=False, buttons=[], feedback_options=None, latex_delimiters=[],
        examples=[{"text": each} for each in examples], group_consecutive_messages=False, line_breaks=False, editable="user",
        allow_file_downloads=False, allow_tags=False, autoscroll=False,
    )  # fmt: skip
    within = gr.HTML(elem_id="within", apply_default_css=False)
    with gr.Row(elem_id="ask-row"):
        box = gr.Textbox(
            elem_id="ask", placeholder=words("page_ask"), show_label=False, container=False, submit_btn=True, lines=1, max_lines=4,
            max_length=LONGEST_QUESTION, autofocus=True,
        )  # fmt: skip
    return talk, within, box


def _form(words: gr.I18n) -> tuple[gr.HTML, list[gr.Textbox], gr.Button, gr.HTML]:
    """The comparison: what it is, its three fields, the button that makes the table, and the table."""
    about = gr.HTML(elem_id="compare-about", apply_default_css=False)
    with gr.Row(elem_id="compare-form"):
        fields = [
            gr.Textbox(
                elem_id=f"compare-{name}", label=words(f"page_compare_{name}"), placeholder=words(f"page_compare_{name}_example"), lines=1,
                max_lines=1, max_length=LONGEST_FIELD, min_width=180, scale=1 if name == "years" else 2,
            )
            for name in _FIELDS
        ]  # fmt: skip
        make = gr.Button(words("page_compare_make"), elem_id="compare-make", scale=0, min_width=120)
    grid = gr.HTML(elem_id="grid", apply_default_css=False)
    return about, fields, make, grid


def translations() -> gr.I18n:
    """The words that the browser puts in, by its own language; the rest comes from the server in the same."""
    tables = {locale: {key: say(key, locale) for key in _KEYS} for locale in LOCALES}
    return gr.I18n(**{"en": tables["en"], "zh": tables["zh"], "zh-CN": tables["zh"], "zh-TW": tables["zh"], "zh-HK": tables["zh"]})


def theme() -> gr.themes.Base:
    """Plain, with the system's fonts: a font name that Gradio would fetch is never given."""
    return gr.themes.Base(primary_hue="red", neutral_hue="stone", font=list(_SANS), font_mono=["ui-monospace", "monospace"])


def head() -> str:
    """The style of the page. In the head, because Gradio rewrites what it is given as `css`."""
    return f"<style>{''.join(_static(name) for name in STYLES)}</style>"


def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
