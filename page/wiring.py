"""The conversation's events, tied to the components that show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import Dependency

from page.conversation import Conversation
from page.keeping import Keeping
from page.visit import Visit

_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
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


def converse(page: gr.Blocks, visit: Visit, parts: Parts) -> Callable[[Dependency], None]:
    """Make the conversation go, inside `gr.Blocks`. What `conversation.js` triggers comes in through `copied`, a place out of sight.

    Returns what has to be done with every other event that adds a turn, so that it is kept.
    """
    conversation = Conversation(visit)
    outputs = [parts.talk, parts.turns, parts.cards, parts.source, parts.box]
    said = [parts.talk, parts.turns]
    within = [] if parts.wanted is None else [parts.wanted]
    copied = gr.HTML(elem_id="copied", apply_default_css=False, js_on_load=_SCRIPT.read_text(encoding="utf-8"))
    # No limit: a tab that is closed at the wrong moment keeps its slot in Gradio's queue for ever, and two of them would stop the page.
    asking: dict[str, Any] = {"concurrency_limit": None, **_PRIVATE}
    events = [
        # An answer is seen a moment before its event ends: what is sent in between is asked then, and not lost (the default drops it).
        parts.box.submit(conversation.ask, [parts.box, *said, *within], outputs, trigger_mode="always_last", **asking),
        parts.talk.example_select(conversation.ask_example, [*said, *within], outputs, **asking),
        parts.talk.edit(conversation.edit, [*said, *within], outputs, **asking),
        page.load(conversation.ask_address, [*said, *within], outputs, **asking),
        _own(copied, "follow")(conversation.ask_next, [*said, *within], outputs, **asking),
        _own(copied, "retry")(conversation.again, [*said, *within], outputs, **asking),
    ]
    parts.box.stop(conversation.stop, said, outputs, cancels=events, queue=False, **_PRIVATE)
    _own(copied, "copy")(conversation.copy, [parts.turns], copied, queue=False, **_PRIVATE)
    keep = _kept(page, Keeping(conversation), parts, copied, outputs)
    for event in events:
        keep(event)
        event.then(conversation.suggest, [parts.turns], parts.following, concurrency_limit=None, **_PRIVATE)
    for left in (parts.new.click, _own(copied, "reopen")):
        left(lambda: "", None, parts.following, queue=False, **_PRIVATE)
    return keep


def _kept(page: gr.Blocks, keeping: Keeping, parts: Parts, copied: gr.HTML, outputs: list[Any]) -> Callable[[Dependency], None]:
    """The conversations that the browser keeps. The key and the secret are given, or they would change with every start: what they
    encipher is the reader's own, on the reader's own machine."""
    store = gr.BrowserState({"talks": []}, storage_key="youju.talks", secret="youju")
    current = gr.State("")
    heard = "watch('value', () => setTimeout(() => window.youju?.listed(), 0));"
    listed = gr.HTML(elem_id="talks", apply_default_css=False, js_on_load=heard)
    changed = [store, current, listed]
    page.load(keeping.show, [store, current], listed, queue=False, **_PRIVATE)
    parts.new.click(keeping.leave, [store], [current, listed], queue=False, **_PRIVATE)
    _own(copied, "reopen")(keeping.reopen, [store], [*outputs, current, listed], queue=False, **_PRIVATE)
    _own(copied, "rename")(keeping.rename, [store, current], changed, queue=False, **_PRIVATE)
    _own(copied, "forget")(keeping.forget, [store, current], changed, queue=False, **_PRIVATE)

    def keep(event: Dependency) -> None:
        event.then(keeping.keep, [parts.turns, store, current], changed, queue=False, **_PRIVATE)

    return keep


def _own(component: gr.HTML, name: str) -> Any:
    """An event of our own: Gradio makes a listener of any name that the component's script triggers."""
    return getattr(component, name)
