"""The conversation's events, tied to the components that show it. None goes through Gradio's queue (see page/conversation.py)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import Dependency

from page.conversation import Asking, Conversation
from page.keeping import Keeping
from page.visit import Visit

# "multiple": Gradio drops an event that comes while one of its kind is under way.
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False, "trigger_mode": "multiple"}
_SCRIPT = Path(__file__).with_name("static") / "conversation.js"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a conversation is shown in: the messages, the answers behind them, the panel's cards and article, the box, and the
    button that begins anew, and what to ask next; `wanted` holds the filter that is in force."""

    talk: gr.Chatbot
    turns: gr.State
    cards: gr.HTML
    source: gr.HTML
    box: gr.Textbox
    new: gr.Button
    following: gr.HTML
    wanted: gr.State | None = None


def converse(page: gr.Blocks, visit: Visit, parts: Parts) -> None:
    """Make the conversation go, inside `gr.Blocks`. What `conversation.js` triggers comes in through `copied`, a place out of sight."""
    conversation = Conversation(visit)
    asking = gr.State(Asking())
    outputs = [parts.talk, parts.turns, parts.cards, parts.source, parts.box]
    said = [parts.talk, parts.turns, asking]
    within = [] if parts.wanted is None else [parts.wanted]
    begun = [parts.talk, parts.box, parts.following]
    copied = gr.HTML(elem_id="copied", apply_default_css=False, js_on_load=_SCRIPT.read_text(encoding="utf-8"))
    # Enter pressed twice is one question: the second finds an empty box.
    once: dict[str, Any] = _PRIVATE | {"trigger_mode": "always_last"}
    events = [
        parts.box.submit(conversation.ask, [parts.box, *said, *within], begun, **once),
        parts.talk.example_select(conversation.ask_example, [*said, *within], begun, **_PRIVATE),
        parts.talk.edit(conversation.edit, [*said, *within], begun, **_PRIVATE),
        page.load(conversation.ask_address, [*said, *within], begun, **_PRIVATE),
        _own(parts.cards, "again")(conversation.ask_as_written, [*said, *within], begun, **_PRIVATE),
        _own(copied, "follow")(conversation.ask_next, [*said, *within], begun, **_PRIVATE),
        _own(copied, "retry")(conversation.again, [*said, *within], begun, **_PRIVATE),
    ]
    parts.box.stop(conversation.stop, [asking], [parts.talk, parts.box], **_PRIVATE)
    parts.new.click(conversation.leave, [asking], [*outputs, parts.following], **_PRIVATE)
    _own(copied, "copy")(conversation.copy, [parts.turns], copied, **_PRIVATE)
    keep = _kept(page, conversation, parts, copied, asking, outputs)
    for event in events:
        answered = event.then(conversation.answer, [asking], outputs, **_PRIVATE)
        keep(answered)
        answered.then(conversation.suggest, [parts.turns, asking], parts.following, **_PRIVATE)


def _kept(
    page: gr.Blocks, conversation: Conversation, parts: Parts, copied: gr.HTML, asking: gr.State, outputs: list[Any]
) -> Callable[[Dependency], None]:
    """The conversations that the browser keeps. The key and the secret are given, or they would change with every start: what they
    encipher is the reader's own, on the reader's own machine."""
    keeping = Keeping(conversation)
    store = gr.BrowserState({"talks": []}, storage_key="youju.talks", secret="youju")
    current = gr.State("")
    heard = "watch('value', () => setTimeout(() => window.youju?.listed(), 0));"
    listed = gr.HTML(elem_id="talks", apply_default_css=False, js_on_load=heard)
    changed = [store, current, listed]
    page.load(keeping.show, [store, current], listed, **_PRIVATE)
    parts.new.click(keeping.leave, [store], [current, listed], **_PRIVATE)
    _own(copied, "reopen")(keeping.reopen, [store, asking], [*outputs, parts.following, current, listed], **_PRIVATE)
    _own(copied, "rename")(keeping.rename, [store, current], changed, **_PRIVATE)
    _own(copied, "forget")(keeping.forget, [store, current], changed, **_PRIVATE)

    def keep(event: Dependency) -> None:
        event.then(keeping.keep, [parts.turns, store, current], changed, **_PRIVATE)

    return keep


def _own(component: gr.HTML, name: str) -> Any:
    """An event of our own: Gradio makes a listener of any name that the component's script triggers."""
    return getattr(component, name)
