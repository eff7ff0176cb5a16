"""A conversation as it goes: a question under way, stopped, asked again, edited, copied. What fails loses no question and no answer."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable
from functools import partial
from secrets import token_hex

import gradio as gr

from page.filters import EVERYTHING, Filter
from page.suggest import suggestions, suggestions_html
from page.visit import Messages, Turn, Visit, locale_of, ref_of, spoken
from qa import render
from qa.messages import Locale, say

_LINK = re.compile(r"(copy|retry)-(\d{1,4})", re.ASCII)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LOG = logging.getLogger(__name__)
Outputs = tuple[object, ...]
"""Messages, turns, cards, article and the box."""
_SKIP = (gr.skip(),) * 4


def busy() -> object:
    """The box while a question is under way: its button stops."""
    return gr.update(submit_btn=False, stop_btn=True)


def idle(value: str | None = None) -> object:
    """The box when it is the reader's turn, with `value` in it, or with what is typed."""
    return gr.update(submit_btn=True, stop_btn=False) if value is None else gr.update(value=value, submit_btn=True, stop_btn=False)


def plain(content: object) -> str:
    """The words of a message as they were typed: `escape_markdown` undone."""
    if isinstance(content, list):
        content = "".join(each.get("text", "") for each in content if isinstance(each, dict) and isinstance(each.get("text"), str))
    return _ESCAPED.sub(r"\1", content) if isinstance(content, str) else ""


class Conversation:
    """The events of one conversation. Each that asks yields twice: the question at once, then its answer."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.desk = visit, visit.desk

    async def ask(
        self, question: object, messages: Messages, turns: list[Turn], request: gr.Request, wanted: Filter = EVERYTHING
    ) -> AsyncIterator[Outputs]:
        """One more question from the box."""
        text = question.strip() if isinstance(question, str) else ""
        work = partial(self.visit.ask, question, messages, turns, request, wanted)
        async for each in self._asking(text, messages, work, locale_of(request)):
            yield each

    async def ask_example(
        self, messages: Messages, turns: list[Turn], event: gr.SelectData, request: gr.Request, wanted: Filter = EVERYTHING
    ) -> AsyncIterator[Outputs]:
        """The same for an example."""
        question = event.value.get("text") if isinstance(event.value, dict) else None
        async for each in self.ask(question, messages, turns, request, wanted):
            yield each

    async def ask_next(
        self, messages: Messages, turns: list[Turn], event: gr.EventData, request: gr.Request, wanted: Filter = EVERYTHING
    ) -> AsyncIterator[Outputs]:
        """The same for a suggested question."""
        question = event._data.get("question") if isinstance(event._data, dict) else None
        async for each in self.ask(question, messages, turns, request, wanted):
            yield each

    def suggest(self, turns: list[Turn], request: gr.Request) -> str:
        """What to ask next, behind the last answer."""
        return suggestions_html(suggestions(self.desk, turns), locale_of(request))

    async def ask_address(
        self, messages: Messages, turns: list[Turn], request: gr.Request, wanted: Filter = EVERYTHING
    ) -> AsyncIterator[Outputs]:
        """The same for the question that the page's address asks (`/?q=…`), when the page is loaded."""
        async for each in self.ask(request.query_params.get("q"), messages, turns, request, wanted):
            yield each

    async def again(
        self, messages: Messages, turns: list[Turn], event: gr.EventData, request: gr.Request, wanted: Filter = EVERYTHING
    ) -> AsyncIterator[Outputs]:
        """An answer's question asked again: that answer and what follows it make place for the new one."""
        locale = locale_of(request)
        number = self._number("retry", event)
        if number is None or number >= len(turns):
            yield [*messages, {"role": "assistant", "content": say("page_bad_turn", locale)}], *_SKIP[1:], gr.skip()
            return
        async for each in self._instead(turns[number].answer.question, messages, turns[:number], turns[number].alone, locale, wanted):
            yield each

    async def edit(
        self, messages: Messages, turns: list[Turn], event: gr.EditData, request: gr.Request, wanted: Filter = EVERYTHING
    ) -> AsyncIterator[Outputs]:
        """A question written anew: its answer and what follows make place."""
        locale = locale_of(request)
        index = event.index[0] if isinstance(event.index, tuple | list) else event.index
        before = messages[:index] if isinstance(index, int) and index >= 0 else messages
        kept = turns[: sum(1 for each in before if each["role"] == "assistant" and "(#cards-" in _source(each))]
        text = plain(event.value if isinstance(event.value, str | list) else "").strip()
        async for each in self._instead(text or plain(event.previous_value), messages, kept, False, locale, wanted):
            yield each

    def stop(self, messages: Messages, turns: list[Turn], request: gr.Request) -> Outputs:
        """A question that was under way goes back into the box; what was answered before it stays."""
        if not messages or messages[-1]["role"] != "user":
            return *_SKIP, idle()
        return self.messages(turns, locale_of(request)), *_SKIP[1:], idle(plain(messages[-1]["content"]))

    def copy(self, turns: list[Turn], event: gr.EventData, request: gr.Request) -> str:
        """The answer as plain text in HTML, for the script to put on the clipboard, and what the link is to say then; none where nothing
        is left of it. The number makes it news each time, or the script would not hear of it."""
        locale, number = locale_of(request), self._number("copy", event)
        text = self.desk.copied(turns[number].answer, locale) if number is not None and number < len(turns) else ""
        said = render.escape(say("page_copied" if text else "page_copy_failed", locale))
        lines = "\n".join(map(render.escape, text.split("\n")))
        return f'<pre data-link="copy-{number}" data-said="{said}" data-news="{token_hex(4)}">{lines}</pre>'

    def messages(self, turns: list[Turn], locale: Locale) -> Messages:
        """The conversation as it is shown, its quotes verified again."""
        said: Messages = []
        for number, turn in enumerate(turns):
            said = spoken(said, turn.answer.question, self.visit.message(turn, number, locale))
        return said

    async def _instead(
        self, question: str, messages: Messages, kept: list[Turn], alone: bool, locale: Locale, wanted: Filter
    ) -> AsyncIterator[Outputs]:
        before = self.messages(kept, locale)
        work = partial(self.visit.answered, question, before, kept, alone, locale, wanted)
        async for each in self._asking(question, before, work, locale, messages):
            yield each

    async def _asking(
        self, text: str, before: Messages, work: Callable[[], Outputs], locale: Locale, whole: Messages | None = None
    ) -> AsyncIterator[Outputs]:
        """The question behind `before`, then what `work` says. Where that is no answer, it stands behind `whole`, which `before` may be
        the beginning of: nothing is lost by asking."""
        if not text:
            yield *_SKIP, gr.skip()
            return
        yield spoken(before, text), *_SKIP[1:], busy()
        try:
            said, turns, cards, article, box = await asyncio.to_thread(work)  # so that stopping does not wait for it
        except Exception:  # noqa: BLE001 - whatever failed, the reader keeps the question and the conversation
            _LOG.exception("a question was not answered")
            yield spoken(before if whole is None else whole, text, say("page_failed", locale)), *_SKIP[1:], idle(text)
            return
        if whole is not None and not isinstance(turns, list) and isinstance(said, list):
            said = [*whole, *said[len(before) :]]
        yield said, turns, cards, article, idle("" if box == "" else None)

    def _number(self, kind: str, event: gr.EventData) -> int | None:
        ref = ref_of(event)
        found = _LINK.fullmatch(ref) if isinstance(ref, str) else None
        return int(found[2]) if found is not None and found[1] == kind else None


def _source(message: dict[str, str]) -> str:
    content: object = message["content"]
    return content if isinstance(content, str) else str(content)
