"""A conversation as it goes: a question under way, stopped, asked again, edited, copied. What fails loses no question and no answer.

A question is two events, one behind the other: the first shows it, the second answers it. Neither goes through Gradio's queue, whose
stream to the browser can end just as an event is sent (docs/log.md), and that event is never heard of again.
"""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass
from secrets import token_hex

import anyio.to_thread
import gradio as gr

from page.desk import BadReferenceError
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
_STILL = (gr.skip(),) * 5
AT_ONCE = 2
"""Questions that are worked on at a time, of all visitors together; the others wait, without a thread."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is under way. `kept` are the turns it goes behind, `before` their messages; `whole` is all that was said, which
    stays where the question is not answered; then `back` says whether the box gets it, which is so where it stands nowhere else. `alone`
    and `wanted` as in `Visit.answered`."""

    text: str
    before: Messages
    kept: list[Turn]
    alone: bool
    wanted: Filter
    whole: Messages
    back: bool

    def box(self) -> object:
        """The box where this question is not answered."""
        return idle(self.text if self.back else None)


class Asking:
    """The question of one tab that is under way, if any. A later one takes its place, and what is answered too late is not shown."""

    def __init__(self) -> None:
        self.due: Asked | None = None
        self.current: Asked | None = None
        self.moves = 0  # how often a question was begun or let go

    def put(self, asked: Asked) -> None:
        """Begin a question."""
        self.due = self.current = asked
        self.moves += 1

    def take(self) -> Asked | None:
        """The question that nobody works on yet, once."""
        due, self.due = self.due, None
        return due

    def drop(self) -> None:
        """There is no question under way any more."""
        self.due = self.current = None
        self.moves += 1


def busy(value: str | None = None) -> object:
    """The box while a question is under way, with `value` in it, or with what is typed: its button stops."""
    return gr.update(submit_btn=False, stop_btn=True) if value is None else gr.update(value=value, submit_btn=False, stop_btn=True)


def idle(value: str | None = None) -> object:
    """The box when it is the reader's turn, with `value` in it, or with what is typed."""
    return gr.update(submit_btn=True, stop_btn=False) if value is None else gr.update(value=value, submit_btn=True, stop_btn=False)


def plain(content: object) -> str:
    """The words of a message as they were typed: `escape_markdown` undone."""
    if isinstance(content, list):
        content = "".join(each.get("text", "") for each in content if isinstance(each, dict) and isinstance(each.get("text"), str))
    return _ESCAPED.sub(r"\1", content) if isinstance(content, str) else ""


class Conversation:
    """The events of one conversation. Each that asks gives messages, box and suggestions (none); `answer` follows each of them."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.desk = visit, visit.desk
        self._turns = asyncio.Semaphore(AT_ONCE)

    def ask(self, question: object, messages: Messages, turns: list[Turn], asking: Asking, wanted: Filter = EVERYTHING) -> Outputs:
        """One more question from the box, which is empty then."""
        return self._begin(question, messages, turns, asking, wanted, busy(""))

    def ask_example(
        self, messages: Messages, turns: list[Turn], asking: Asking, event: gr.SelectData, wanted: Filter = EVERYTHING
    ) -> Outputs:
        """The same for an example."""
        return self._begin(event.value.get("text") if isinstance(event.value, dict) else None, messages, turns, asking, wanted)

    def ask_next(self, messages: Messages, turns: list[Turn], asking: Asking, event: gr.EventData, wanted: Filter = EVERYTHING) -> Outputs:
        """The same for a suggested question."""
        return self._begin(event._data.get("question") if isinstance(event._data, dict) else None, messages, turns, asking, wanted)

    def ask_address(
        self, messages: Messages, turns: list[Turn], asking: Asking, request: gr.Request, wanted: Filter = EVERYTHING
    ) -> Outputs:
        """The same for the question that the page's address asks (`/?q=…`), when the page is loaded."""
        return self._begin(request.query_params.get("q"), messages, turns, asking, wanted)

    def ask_as_written(
        self, messages: Messages, turns: list[Turn], asking: Asking, event: gr.EventData, request: gr.Request, wanted: Filter = EVERYTHING
    ) -> Outputs:
        """The same for a question that was completed by the conversation, in its own words alone."""
        try:
            number = self.desk.again_of(ref_of(event))
        except BadReferenceError:
            number = len(turns)
        if number >= len(turns) or turns[number].answer.rewritten is None:
            return _no_turn(messages, locale_of(request))
        return self._begin(turns[number].answer.question, messages, turns, asking, wanted, alone=True)

    def again(
        self, messages: Messages, turns: list[Turn], asking: Asking, event: gr.EventData, request: gr.Request, wanted: Filter = EVERYTHING
    ) -> Outputs:
        """An answer's question asked again: that answer and what follows it make place for the new one."""
        number = self._number("retry", event)
        if number is None or number >= len(turns):
            return _no_turn(messages, locale_of(request))
        turn, kept = turns[number], turns[:number]
        return self._instead(turn.answer.question, messages, kept, turn.alone, asking, wanted, locale_of(request))

    def edit(
        self, messages: Messages, turns: list[Turn], asking: Asking, event: gr.EditData, request: gr.Request, wanted: Filter = EVERYTHING
    ) -> Outputs:
        """A question written anew: its answer and what follows make place."""
        index = event.index[0] if isinstance(event.index, tuple | list) else event.index
        before = messages[:index] if isinstance(index, int) and index >= 0 else messages
        kept = turns[: sum(1 for each in before if each["role"] == "assistant" and "(#cards-" in _source(each))]
        text = plain(event.value if isinstance(event.value, str | list) else "").strip()
        return self._instead(text or plain(event.previous_value), messages, kept, False, asking, wanted, locale_of(request))

    async def answer(self, asking: Asking, request: gr.Request) -> Outputs:
        """Messages, turns, cards, article and the box behind the question that was begun. Where it is not answered, its reason stands
        behind all that was said, and the box keeps it: nothing is lost by asking."""
        asked, locale = asking.take(), locale_of(request)
        if asked is None:
            return _STILL
        try:
            async with self._turns:
                if asking.current is not asked:
                    return _STILL
                outputs = await anyio.to_thread.run_sync(self._answered, asked, locale)
        except Exception:  # noqa: BLE001 - whatever failed, the reader keeps the question and the conversation
            _LOG.exception("a question was not answered")
            outputs = spoken(asked.whole, asked.text, say("page_failed", locale)), *_STILL[1:4], asked.box()
        if asking.current is not asked:  # stopped, or another was asked
            return _STILL
        asking.drop()
        return outputs

    def suggest(self, turns: list[Turn], asking: Asking, request: gr.Request) -> object:
        """What to ask next, behind the last answer; nothing changes where the conversation was left or went on meanwhile."""
        before = asking.moves
        found = suggestions_html(suggestions(self.desk, turns), locale_of(request))
        return found if asking.moves == before else gr.skip()

    def leave(self, asking: Asking) -> Outputs:
        """A new conversation: messages, turns, cards, article, the box and suggestions."""
        asking.drop()
        return [], [], "", "", idle(""), ""

    def stop(self, asking: Asking) -> Outputs:
        """Messages and the box: a question that was under way goes back into it; all that was said before stays."""
        asked = asking.current
        asking.drop()
        return (gr.skip(), idle()) if asked is None else (asked.whole, asked.box())

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

    def _begin(
        self, question: object, messages: Messages, turns: list[Turn], asking: Asking, wanted: Filter, box: object | None = None,
        alone: bool = False,
    ) -> Outputs:  # fmt: skip
        text = question.strip() if isinstance(question, str) else ""
        if not text:
            return gr.skip(), gr.skip(), gr.skip()
        whole = _heard(messages)
        asking.put(Asked(text, whole, turns, alone, wanted, whole, not alone))
        return spoken(whole, text), busy() if box is None else box, ""

    def _instead(
        self, question: str, messages: Messages, kept: list[Turn], alone: bool, asking: Asking, wanted: Filter, locale: Locale
    ) -> Outputs:
        before = self.messages(kept, locale)
        asking.put(Asked(question, before, kept, alone, wanted, _heard(messages), False))
        return spoken(before, question), busy(), ""

    def _answered(self, asked: Asked, locale: Locale) -> Outputs:
        said, *rest = self.visit.answered(asked.text, asked.before, asked.kept, asked.alone, locale, asked.wanted)
        if rest:
            return said, *rest, idle()
        return [*asked.whole, *said[len(asked.before) :]], *_STILL[1:4], asked.box()

    def _number(self, kind: str, event: gr.EventData) -> int | None:
        ref = ref_of(event)
        found = _LINK.fullmatch(ref) if isinstance(ref, str) else None
        return int(found[2]) if found is not None and found[1] == kind else None


def _no_turn(messages: Messages, locale: Locale) -> Outputs:
    return [*messages, {"role": "assistant", "content": say("page_bad_turn", locale)}], gr.skip(), gr.skip()


def _heard(messages: Messages) -> Messages:
    """The messages without a last question that nobody answers any more."""
    return messages[:-1] if messages and messages[-1]["role"] == "user" else messages


def _source(message: dict[str, str]) -> str:
    content: object = message["content"]
    return content if isinstance(content, str) else str(content)
