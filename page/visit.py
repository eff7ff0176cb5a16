"""What happens on the page: a question, a question asked again, a table, a reference that is followed. Each checks what it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import gradio as gr

from page import filters
from page.desk import LONGEST_QUESTION, BadReferenceError, Desk
from page.filters import EVERYTHING, Filter
from page.language import NAMES, TAGS, language_of
from page.source import no_panel_html, panel_html
from page.table import Fields, wanted
from qa import render
from qa.errors import YoujuError
from qa.facts import Comparison
from qa.messages import Locale, say
from qa.render.viewer import VIEWS, View
from qa.types import Answer

Messages = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer. `alone` where it was asked as it is written: it and what follows take nothing from before it.
    `narrowed` says in what part of the library it was looked for, if only in a part."""

    answer: Answer
    alone: bool = False
    narrowed: str = ""


class Visit:
    """The page's events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def greet(self, request: gr.Request) -> tuple[object, ...]:
        """Words that depend on the browser's language. A fast visitor may have asked already: nothing said is touched."""
        locale = locale_of(request)
        count = say("page_library", locale, count=len(self.desk.documents()))
        brand = (
            f'<div class="seal" aria-hidden="true">据</div><div><h1>{render.escape(say("page_title", locale))}</h1>'
            f'<p>{render.escape(say("page_tagline", locale))}</p></div><span class="library">{render.escape(count)}</span>'
        )
        welcome = f'<div class="welcome">{render.escape(say("page_welcome", locale))}</div>'
        about = f"<h2>{render.escape(say('page_compare', locale))}</h2><p>{render.escape(say('page_compare_about', locale))}</p>"
        return brand, gr.update(placeholder=welcome), f"<p>{render.escape(say('page_panel_empty', locale))}</p>", about, tongue_html(locale)

    def compare(self, places: object, years: object, indicator: object, request: gr.Request) -> tuple[object, ...]:
        """The table, what it holds, its cards and the article (none); where there is no table, the reason in its place."""
        locale = locale_of(request)
        fields = Fields(*(each if isinstance(each, str) else "" for each in (places, years, indicator)))
        try:
            asked = wanted(fields, locale)
            table = self.desk.compare(asked)
        except YoujuError as error:
            return f'<p class="warning" role="alert">{render.escape(error.say(locale))}</p>', gr.skip(), gr.skip(), gr.skip()
        return self.desk.table(table, asked, locale), table, self.desk.table_cards(table, locale), ""

    def cite(self, turns: list[Turn], table: Comparison | None, event: gr.EventData, request: gr.Request) -> tuple[object, object]:
        """The cards of the answer or table a reference belongs to, and the article, or its file's own text, with its words marked."""
        locale = locale_of(request)
        ref = ref_of(event)
        try:
            turn = self.desk.turn_of(ref)
            shown: Answer | Comparison | None
            if turn == "table":
                shown, cards = table, gr.skip() if table is None else self.desk.table_cards(table, locale)
            elif turn == "search":  # a passage belongs to no answer: the cards stay
                shown, cards = None, gr.skip()
            else:
                shown = turns[turn].answer if turn < len(turns) else None
                cards = gr.skip() if shown is None else self.desk.cards(shown, turn, locale)
            if isinstance(ref, str) and ref.startswith("cards-"):
                return cards, ""
            return cards, panel_html(self.desk, self.desk.place(ref, shown), locale, view_of(event))
        except (BadReferenceError, YoujuError):
            return gr.skip(), no_panel_html(locale)

    def message(self, turn: Turn, number: int, locale: Locale) -> str:
        """A turn as a chat message, its quotes verified now."""
        return filters.noted(self.desk.message(turn.answer, number, locale, turn.alone, bool(turn.narrowed)), turn.narrowed)

    def answered(
        self, text: str, messages: Messages, turns: list[Turn], alone: bool, locale: Locale, wanted: Filter = EVERYTHING
    ) -> tuple[Messages] | tuple[Messages, list[Turn], str, str]:
        """Messages, turns, cards and article (none) after a question, or the messages alone with the reason why it is not answered.
        `alone` where it takes nothing from the conversation, `wanted` where it is looked for."""
        if len(text) > LONGEST_QUESTION:
            return (spoken(messages, text, say("page_too_long", locale, limit=LONGEST_QUESTION)),)
        try:
            sieve = filters.sift(self.desk, wanted)
            answer = self.desk.ask(text, () if alone else history(turns), sieve.within)
        except YoujuError as error:  # the library was locked, or rebuilt with another model, while the page stood open
            return (spoken(messages, text, render.escape_markdown(error.say(locale))),)
        turn = len(turns)
        made = Turn(answer, alone, filters.said(sieve, locale))
        said = spoken(messages, text, self.message(made, turn, locale))
        return said, [*turns, made], self.desk.cards(answer, turn, locale), ""


def tongue_html(locale: Locale) -> str:
    """The button that shows the page in the other language, and what is said while the server does not answer; `visitor.js` uses both."""
    other: Locale = "en" if locale == "zh" else "zh"
    label = render.escape(say("page_language_switch", locale))
    lost, back = (render.escape(say(key, locale)) for key in ("page_lost", "page_back_again"))
    name = f'<span lang="{TAGS[other]}">{NAMES[other]}</span>'
    button = f'<button type="button" class="language" data-language="{other}" title="{label}">{name}</button>'
    return f'{button}<p class="lost" role="alert" hidden data-lost="{lost}" data-back="{back}"></p>'


def history(turns: Sequence[Turn]) -> list[str]:
    """The questions of a conversation that count for the next one: from the last that was asked alone."""
    start = max((place for place, turn in enumerate(turns) if turn.alone), default=0)
    return [turn.answer.question for turn in turns[start:]]


def locale_of(request: gr.Request) -> Locale:
    """The reader's language."""
    return language_of(request.headers)


def ref_of(event: gr.EventData) -> object:
    """What the page's own script sends along with an event, if anything."""
    return event._data.get("ref") if isinstance(event._data, dict) else None


def view_of(event: gr.EventData) -> View:
    """Which view of an article the page's script asks for; the article itself where it says nothing that is one."""
    sent = event._data.get("view") if isinstance(event._data, dict) else None
    return next((each for each in VIEWS if each == sent), VIEWS[0])


def spoken(messages: Messages, question: str, reply: str | None = None) -> Messages:
    """The messages with one more question, and its reply if there is one yet."""
    asked = [*messages, {"role": "user", "content": render.escape_markdown(question)}]
    return asked if reply is None else [*asked, {"role": "assistant", "content": reply}]
