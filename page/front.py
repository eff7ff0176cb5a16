"""A document's front matter set right on the page: the form in the panel, and what it sends, read and checked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from qa.messages import Locale, say
from qa.reading.edited import LONGEST
from qa.reading.metadata import FIELDS
from qa.render import escape
from qa.types import Document, Origin

BETWEEN = "、"
"""Between several places in their one field."""
_APART = re.compile("[、，,;；]")
_ID = re.compile("[0-9a-f]{16}")
_HINTED = {"date", "page", "number", "dateline", "places"}
"""Fields that are written in a certain way, and so come with an example."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be set right in which document, as `Library.amend` takes it."""

    document: str
    fields: dict[str, list[str]]
    clear: list[str]


def wanted_of(body: bytes) -> Wanted | None:
    """`{"document": id, "fields": {name: text}, "clear": [name]}`; None where it is something else. Names are checked by the library."""
    try:
        sent = json.loads(body)
    except ValueError:
        return None
    document, fields, clear = (sent.get(each) for each in ("document", "fields", "clear")) if isinstance(sent, dict) else (None,) * 3
    if not (isinstance(document, str) and _ID.fullmatch(document) and isinstance(fields, dict) and isinstance(clear, list)):
        return None
    if not all(isinstance(each, str) for each in (*fields.values(), *clear)):
        return None
    return Wanted(document, {name: _APART.split(text) if name == "places" else [text] for name, text in fields.items()}, clear)


def front_html(document: Document, locale: Locale) -> str:
    """The form, folded up: each field with where its value comes from and, where a reader set it, a way back to what the file says."""
    rows = "".join(_row(name, document, locale) for name in FIELDS)
    save, about = (escape(say(f"page_front_{name}", locale)) for name in ("save", "about"))
    label = escape(say("page_front", locale))
    lost = escape(say("page_add_lost", locale))
    return (
        f'<details class="front"><summary>{label}</summary><form aria-label="{label}" data-document="{document.id}" data-lost="{lost}">'
        f'<p class="hint">{about}</p>{rows}<p class="row"><button type="submit">{save}</button><span class="said" role="status"></span></p>'
        "</form></details>"
    )


def _row(name: str, document: Document, locale: Locale) -> str:
    value = BETWEEN.join(document.front.places) if name == "places" else getattr(document.front, name) or ""
    origin = document.front.origins.get(name)
    came = f" <small>{escape(say(f'origin_{origin}', locale))}</small>" if origin is not None else ""
    back = ""
    if origin is Origin.EDITED:
        back = f'<button type="button" class="undo" value="{name}">{escape(say("page_front_undo", locale))}</button>'
    hint = f' placeholder="{escape(say(f"page_front_{name}", locale))}"' if name in _HINTED else ""
    field = f'<input id="front-{name}" name="{name}" type="text" value="{escape(value)}" maxlength="{LONGEST}" autocomplete="off"{hint}>'
    return f'<div class="field"><label for="front-{name}">{escape(say(f"field_{name}", locale))}{came}</label>{field}{back}</div>'
