"""The events of the kept conversations: kept after each answer, listed, opened again, renamed, deleted."""

from __future__ import annotations

from secrets import token_hex

import gradio as gr

from page.conversation import Asking, Conversation, Outputs, idle
from page.kept import BadKeptError, turns_of, turns_to_json
from page.talks import Talks, kept, list_html, put, renamed, talks_of, without
from page.visit import Turn, locale_of
from qa.messages import say


class Keeping:
    """What the browser keeps goes in and comes out with every event; the server keeps nothing."""

    def __init__(self, conversation: Conversation) -> None:
        self.conversation, self.desk = conversation, conversation.desk

    def keep(self, turns: list[Turn], sent: object, current: str, request: gr.Request) -> Outputs:
        """What is kept, the current conversation's id and the list, after an answer."""
        if not turns:
            return gr.skip(), gr.skip(), gr.skip()
        id = current or token_hex(8)
        return self._changed(put(talks_of(sent), id, turns[0].answer.question, list(turns_to_json(turns))), id, request)

    def show(self, sent: object, current: str, request: gr.Request) -> str:
        """The list."""
        return list_html(talks_of(sent), current, locale_of(request))

    def leave(self, sent: object, request: gr.Request) -> Outputs:
        """No conversation is the current one; and the list."""
        return "", list_html(talks_of(sent), "", locale_of(request))

    def reopen(self, sent: object, asking: Asking, event: gr.EventData, request: gr.Request) -> Outputs:
        """The five outputs of a question, suggestions (none), the current id and the list: a conversation, its quotes verified again."""
        asking.drop()
        locale, talks, id = locale_of(request), talks_of(sent), _sent(event, "id")
        found = next((each for each in talks if each.id == id), None)
        try:
            turns = turns_of(self.desk, found.turns) if found is not None else []
        except BadKeptError:
            turns = []
        if found is None or not turns:
            return (
                [{"role": "assistant", "content": say("page_talk_bad", locale)}],
                [],
                "",
                "",
                idle(),
                "",
                "",
                list_html(talks, "", locale),
            )
        last = len(turns) - 1
        cards = self.desk.cards(turns[last].answer, last, locale)
        return self.conversation.messages(turns, locale), turns, cards, "", idle(), "", found.id, list_html(talks, found.id, locale)

    def rename(self, sent: object, current: str, event: gr.EventData, request: gr.Request) -> Outputs:
        """What is kept, the current id and the list, with one called otherwise."""
        return self._changed(renamed(talks_of(sent), _sent(event, "id"), _sent(event, "title")), current, request)

    def forget(self, sent: object, current: str, event: gr.EventData, request: gr.Request) -> Outputs:
        """The same without one; where it was the current one, what is said from now on is a new one."""
        id = _sent(event, "id")
        return self._changed(without(talks_of(sent), id), "" if current == id else current, request)

    def _changed(self, talks: Talks, current: str, request: gr.Request) -> Outputs:
        out = kept(talks)
        return out, current, list_html(talks_of(out), current, locale_of(request))


def _sent(event: gr.EventData, name: str) -> object:
    return event._data.get(name) if isinstance(event._data, dict) else None
