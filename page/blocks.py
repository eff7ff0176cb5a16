"""The chat: a conversation, and beside it the quotes of its answers and the articles they stand in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from page.desk import LONGEST_QUESTION, BadReferenceError, Desk
from page.language import language
from page.source import no_panel_html, panel_html
from qa import render
from qa.errors import YoujuError
from qa.messages import Locale, say
from qa.types import Answer

STATIC = Path(__file__).with_name("static")
_KEYS = ("page_new", "page_ask")
LOCALES: tuple[Locale, ...] = ("zh", "en")
_SANS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "system-ui", "sans-serif")

Messages = list[dict[str, str]]
_STILL = (gr.skip(),) * 5
"""All five outputs of a question, left as they are."""


def chat(desk: Desk, examples: tuple[str, ...]) -> gr.Blocks:
    """The page's blocks. State is the conversation's answers: their questions go along as history, their citations give the marks."""
    words = translations()
    visit = Visit(desk)
    page: gr.Blocks = gr.Blocks(title="有据 · youju", analytics_enabled=False, fill_width=True, fill_height=True)
    with page:
        answers = gr.State([])
        with gr.Row(elem_id="bar"):
            brand = gr.HTML(elem_id="brand", apply_default_css=False)
            new = gr.Button(words("page_new"), elem_id="new", size="sm", scale=0)
        with gr.Row(elem_id="desk", equal_height=True):
            with gr.Column(elem_id="talk", scale=3):
                talk = gr.Chatbot(
                    elem_id="chat", height="100%", show_label=False, buttons=[], feedback_options=None, latex_delimiters=[],
                    examples=[{"text": each} for each in examples], group_consecutive_messages=False, line_breaks=False,
                    allow_file_downloads=False, allow_tags=False, autoscroll=False,
                )  # fmt: skip
                with gr.Row(elem_id="ask-row"):
                    box = gr.Textbox(
                        elem_id="ask", placeholder=words("page_ask"), show_label=False, container=False, submit_btn=True, lines=1,
                        max_lines=4, max_length=LONGEST_QUESTION, autofocus=True,
                    )  # fmt: skip
            with gr.Column(elem_id="evidence", scale=2):
                hint = gr.HTML(elem_id="hint", apply_default_css=False)
                cards = gr.HTML(elem_id="cards", apply_default_css=False, js_on_load=_static("panel.js"))
                source = gr.HTML(elem_id="source", apply_default_css=False, js_on_load=_static("source.js"))
        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        page.load(visit.greet, None, [brand, talk, hint], queue=False, **private)
        outputs = [talk, answers, cards, source, box]
        box.submit(visit.ask, [box, talk, answers], outputs, concurrency_limit=2, **private)
        talk.example_select(visit.ask_example, [talk, answers], outputs, concurrency_limit=2, **private)
        new.click(visit.leave, None, outputs, queue=False, **private)
        # `cite` is an event of our own: panel.js triggers it, and Gradio makes a listener of any name triggered there.
        cite = getattr(cards, "cite")  # noqa: B009 - Gradio's type knows only the events of every component
        cite(visit.cite, [answers], [cards, source], queue=False, **private)
    page.queue(default_concurrency_limit=2, max_size=64)
    return page


class Visit:
    """The page's events. Each checks what it is sent: anyone can send anything."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def greet(self, request: gr.Request) -> tuple[object, object, object]:
        """Words that depend on the browser's language. A fast visitor may have asked already: nothing said is touched."""
        locale = _locale(request)
        count = say("page_library", locale, count=len(self.desk.documents()))
        brand = (
            f'<div class="seal" aria-hidden="true">据</div><div><h1>{render.escape(say("page_title", locale))}</h1>'
            f'<p>{render.escape(say("page_tagline", locale))}</p></div><span class="library">{render.escape(count)}</span>'
        )
        welcome = f'<div class="welcome">{render.escape(say("page_welcome", locale))}</div>'
        return brand, gr.update(placeholder=welcome), f"<p>{render.escape(say('page_panel_empty', locale))}</p>"

    def ask(self, question: object, messages: Messages, answers: list[Answer], request: gr.Request) -> tuple[object, ...]:
        """Messages, answers, cards, article (none) and the box (empty) after one more question."""
        locale = _locale(request)
        text = question.strip() if isinstance(question, str) else ""
        if not text:
            return _STILL
        said: Messages = [*messages, {"role": "user", "content": render.escape_markdown(text)}]
        if len(text) > LONGEST_QUESTION:
            return [*said, {"role": "assistant", "content": say("page_too_long", locale, limit=LONGEST_QUESTION)}], *_STILL[1:]
        try:
            answer = self.desk.ask(text, [each.question for each in answers])
        except YoujuError as error:  # the library was locked, or rebuilt with another model, while the page stood open
            return [*said, {"role": "assistant", "content": render.escape_markdown(error.say(locale))}], *_STILL[1:]
        turn = len(answers)
        said.append({"role": "assistant", "content": self.desk.message(answer, turn, locale)})
        return said, [*answers, answer], self.desk.cards(answer, turn, locale), "", ""

    def ask_example(self, messages: Messages, answers: list[Answer], event: gr.SelectData, request: gr.Request) -> tuple[object, ...]:
        """The same for an example."""
        return self.ask(event.value.get("text") if isinstance(event.value, dict) else None, messages, answers, request)

    def leave(self) -> tuple[object, ...]:
        """A new conversation."""
        return [], [], "", "", ""

    def cite(self, answers: list[Answer], event: gr.EventData, request: gr.Request) -> tuple[object, object]:
        """The cards of the answer a reference belongs to, and the article with its words marked."""
        locale = _locale(request)
        ref = event._data.get("ref") if isinstance(event._data, dict) else None
        try:
            turn = self.desk.turn_of(ref)
            answer = answers[turn] if turn < len(answers) else None
            cards = gr.skip() if answer is None else self.desk.cards(answer, turn, locale)
            if isinstance(ref, str) and ref.startswith("cards-"):
                return cards, ""
            return cards, panel_html(self.desk, self.desk.place(ref, answer), locale)
        except (BadReferenceError, YoujuError):
            return gr.skip(), no_panel_html(locale)


def translations() -> gr.I18n:
    """The words that the browser puts in, by its own language; the rest comes from the server in the same."""
    tables = {locale: {key: say(key, locale) for key in _KEYS} for locale in LOCALES}
    return gr.I18n(**{"en": tables["en"], "zh": tables["zh"], "zh-CN": tables["zh"], "zh-TW": tables["zh"], "zh-HK": tables["zh"]})


def theme() -> gr.themes.Base:
    """Plain, with the system's fonts: a font name that Gradio would fetch is never given."""
    return gr.themes.Base(primary_hue="red", neutral_hue="stone", font=list(_SANS), font_mono=["ui-monospace", "monospace"])


def head() -> str:
    """The style of the page. In the head, because Gradio rewrites what it is given as `css`."""
    return f"<style>{_static('page.css')}</style>"


def _locale(request: gr.Request) -> Locale:
    return language(request.headers.get("accept-language"))


def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
