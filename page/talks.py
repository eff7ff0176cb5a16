"""The list of conversations that the browser keeps: put, renamed, deleted, opened; bounded in number and size; never trusted."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from qa import render
from qa.messages import Locale, say

MOST = 30
"""Conversations; the oldest make place for new ones."""
LARGEST = 400_000
"""Characters of them all as JSON. A browser keeps five million of a site, and enciphers what goes along with every question."""
LONGEST_TITLE = 60
_ID = re.compile(r"[0-9a-f]{16}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation: its title is its first question until it is renamed; `turns` are as `page.kept` writes them, unchecked."""

    id: str
    title: str
    turns: list[object]


Talks = tuple[Talk, ...]
"""The one that was spoken in last comes first."""


def talks_of(sent: object) -> Talks:
    """The conversations that the browser sent, without what is none."""
    rows = sent.get("talks") if isinstance(sent, dict) else None
    found: dict[str, Talk] = {}
    for row in rows[:MOST] if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get("turns"), list):
            id, title = row.get("id"), row.get("title")
            if isinstance(id, str) and _ID.fullmatch(id) and isinstance(title, str) and title.strip():
                found.setdefault(id, Talk(id, title[:LONGEST_TITLE], row["turns"]))
    return tuple(found.values())


def kept(talks: Talks) -> dict[str, object]:
    """What the browser keeps of them: as many as the limits let, the last first."""
    rows: list[dict[str, object]] = []
    size = 0
    for talk in talks[:MOST]:
        row: dict[str, object] = {"id": talk.id, "title": talk.title, "turns": talk.turns}
        size += len(json.dumps(row))
        if size > LARGEST:
            break
        rows.append(row)
    return {"talks": rows}


def put(talks: Talks, id: str, question: str, turns: list[object]) -> Talks:
    """The conversation with these turns, before all others; a new one is called by its first question."""
    held = next((each for each in talks if each.id == id), None)
    title = held.title if held is not None else " ".join(render.visible(question).split())[:LONGEST_TITLE]
    return Talk(id, title, turns), *(each for each in talks if each.id != id)


def renamed(talks: Talks, id: object, title: object) -> Talks:
    """The same, one of them called otherwise; an empty title changes nothing."""
    words = " ".join(render.visible(title).split())[:LONGEST_TITLE] if isinstance(title, str) else ""
    return tuple(replace(each, title=words) if words and each.id == id else each for each in talks)


def without(talks: Talks, id: object) -> Talks:
    """The same without that one."""
    return tuple(each for each in talks if each.id != id)


def list_html(talks: Talks, current: str, locale: Locale) -> str:
    """The list, with a button to open, one to rename and one to delete each; `current` is the one that is on the page."""
    head = f"<h2>{render.escape(say('page_talks', locale))}</h2>"
    if not talks:
        return f"{head}<p>{render.escape(say('page_talks_none', locale))}</p>"
    rename, delete, sure = (render.escape(say(f"page_talk_{key}", locale)) for key in ("rename", "delete", "sure"))
    rows = []
    for talk in talks:
        title = render.escape(talk.title)
        here = ' aria-current="true"' if talk.id == current else ""
        rows.append(
            f'<li data-id="{talk.id}" data-sure="{sure}"><button type="button" class="open"{here}>{title}</button>'
            f'<button type="button" class="rename" aria-label="{rename}: {title}" title="{rename}">✎</button>'
            f'<button type="button" class="delete" aria-label="{delete}: {title}" title="{delete}">✕</button></li>'
        )
    return f"{head}<ul>{''.join(rows)}</ul><p>{render.escape(say('page_talks_note', locale, most=MOST))}</p>"
