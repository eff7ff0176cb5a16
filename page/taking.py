"""What is done with an answer: taken along as a file or as references, and rated. The dialogs' words come once, what is made with each
event; `taking.js` shows the one and hands the other to the browser, so that no file is left on the server."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

import gradio as gr

from page.desk import Desk
from page.visit import Turn, history, locale_of, ref_of
from qa.engine.ratings import LONGEST_NOTE
from qa.errors import YoujuError
from qa.messages import Locale, say
from qa.references import READ_BY_PEOPLE, Style, references
from qa.render import Form, answer_export, documents_of, escape, visible
from qa.render.export import held_only
from qa.types import Answer

_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False, "trigger_mode": "multiple"}
_SCRIPT = Path(__file__).with_name("static") / "taking.js"
_LINK = re.compile(r"(export|good|bad)-(\d{1,4})", re.ASCII)
_NAME = re.compile(r"[\w-]+")
LONGEST_NAME = 40
"""Characters of the question in a file's name."""
REFERENCES = "references"
"""Beside the forms of an answer: its references alone."""
ENDINGS = {Style.GBT7714_2025: "txt", Style.GBT7714_2015: "txt", Style.BIBTEX: "bib", Style.RIS: "ris", Style.CSL_JSON: "json"}
_TYPES = {
    "md": "text/markdown", "txt": "text/plain", "bib": "application/x-bibtex", "ris": "application/x-research-info-systems",
    "json": "application/vnd.citationstyles.csl+json", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


_STYLES = {
    Style.GBT7714_2025: "GB/T 7714—2025", Style.GBT7714_2015: "GB/T 7714—2015", Style.BIBTEX: "BibTeX", Style.RIS: "RIS",
    Style.CSL_JSON: "CSL-JSON",
}  # fmt: skip
_WORDS = (
    "export_title", "export_answer", "export_references", "export_style", "export_download", "export_copy", "export_close", "rate_good",
    "rate_bad", "rate_about", "rate_note", "rate_send", "copied",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taken:
    """A file: its name and its bytes."""

    name: str
    content: bytes


class Taking:
    """The events of taking along and rating."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def connect(self, page: gr.Blocks, turns: gr.State) -> None:
        """Make them those of the page, inside `gr.Blocks`: `take` and `rate` are triggered by `taking.js`."""
        dialogs = gr.HTML(elem_id="dialogs", apply_default_css=False)
        taken = gr.HTML(elem_id="taken", apply_default_css=False, js_on_load=_SCRIPT.read_text(encoding="utf-8"))
        page.load(self.greet, None, dialogs, **_PRIVATE)
        take, rate = getattr(taken, "take"), getattr(taken, "rate")  # noqa: B009 - Gradio's type knows only every component's events
        take(self.take, [turns], taken, **_PRIVATE)
        rate(self.rate, [turns], taken, **_PRIVATE)

    def greet(self, request: gr.Request) -> str:
        """Both dialogs, in the reader's language."""
        return dialogs_html(locale_of(request))

    def take(self, turns: list[Turn], event: gr.EventData, request: gr.Request) -> str:
        """A file of the answer or of its references, its quotes verified now, for the script; or why there is none."""
        locale = locale_of(request)
        answer = self._answer("export", turns, event)
        shown = None if answer is None else held_only(self.desk.current(answer), self.desk.held(answer))
        made = None if shown is None else taken_of(shown, _said(event, "form"), _said(event, "style"), locale)
        if made is None:
            return _news(event, say("page_export_none", locale))
        kind = _TYPES[made.name.rpartition(".")[2]]
        body = base64.b64encode(made.content).decode("ascii")
        return _news(event, say("page_exported", locale), f' data-name="{escape(made.name)}" data-type="{kind}" data-body="{body}"')

    def rate(self, turns: list[Turn], event: gr.EventData, request: gr.Request) -> str:
        """What a reader says of an answer is kept in the library; what is said back stands in the place of the link."""
        locale, note = locale_of(request), _said(event, "note")
        good = self._answer("good", turns, event)
        answer = good or self._answer("bad", turns, event)
        if answer is None or not isinstance(note, str):
            return _news(event, say("page_rate_failed", locale))
        number = next(place for place, turn in enumerate(turns) if turn.answer is answer)
        try:
            before = () if turns[number].alone else history(turns[:number])
            self.desk.library.feedback(answer, good is not None, before, note)
        except YoujuError as error:
            return _news(event, error.say(locale))
        return _news(event, say("page_rated", locale))

    def _answer(self, kind: str, turns: list[Turn], event: gr.EventData) -> Answer | None:
        ref = ref_of(event)
        found = _LINK.fullmatch(ref) if isinstance(ref, str) else None
        number = int(found[2]) if found is not None and found[1] == kind else len(turns)
        return turns[number].answer if number < len(turns) else None


def taken_of(answer: Answer, form: object, style: object, locale: Locale) -> Taken | None:
    """The answer in that form, or its references, in that style; None where there is no such form or style, or nothing is cited."""
    if not isinstance(style, str) or style not in set(Style) or not isinstance(form, str):
        return None
    stem = "-".join(_NAME.findall(visible(answer.question)))[:LONGEST_NAME].strip("-") or "youju"
    if form == REFERENCES:
        cited = documents_of(answer)
        return Taken(f"{stem}.{ENDINGS[Style(style)]}", references(cited, Style(style)).encode()) if cited else None
    if form not in set(Form) or style not in READ_BY_PEOPLE:
        return None
    made = answer_export(answer, locale, Form(form), Style(style))
    return Taken(f"{stem}.{form}", made if isinstance(made, bytes) else made.encode())


def dialogs_html(locale: Locale) -> str:
    """The dialog that exports and the one that rates."""
    words = {name: escape(say(f"page_{name}", locale)) for name in _WORDS}
    forms = "".join(_button(form, say(f"page_export_{form}", locale)) for form in Form)
    files = _button(REFERENCES, words["export_download"]) + _button(REFERENCES, words["export_copy"], ' data-copy="yes"')
    close = f'<button type="button" class="shut">{words["export_close"]}</button>'
    said = '<p class="said" role="status"></p>'
    answer = _fieldset("answer", words["export_answer"], words["export_style"], READ_BY_PEOPLE, forms)
    alone = _fieldset(REFERENCES, words["export_references"], words["export_style"], tuple(Style), files)
    note = f'<label>{words["rate_note"]}<textarea rows="3" maxlength="{LONGEST_NOTE}"></textarea></label>'
    send = f'<button type="button" class="send">{words["rate_send"]}</button>'
    return (
        f'<dialog class="export" aria-labelledby="export-title" data-copied="{words["copied"]}">'
        f'<h2 id="export-title">{words["export_title"]}</h2>{answer}{alone}{said}{close}</dialog>'
        f'<dialog class="rate" aria-labelledby="rate-title" data-good="{words["rate_good"]}" data-bad="{words["rate_bad"]}">'
        f'<h2 id="rate-title"></h2><p>{words["rate_about"]}</p>{note}{said}<p class="row">{send}{close}</p></dialog>'
    )


def _fieldset(name: str, legend: str, label: str, styles: tuple[Style, ...], buttons: str) -> str:
    options = "".join(f'<option value="{style}">{_STYLES[style]}</option>' for style in styles)
    chosen = f'<label>{label} <select name="{name}">{options}</select></label>'
    return f'<fieldset><legend>{legend}</legend>{chosen}<p class="row">{buttons}</p></fieldset>'


def _button(form: str, words: str, more: str = "") -> str:
    return f'<button type="button" data-form="{form}"{more}>{words}</button>'


def _said(event: gr.EventData, name: str) -> object:
    return event._data.get(name) if isinstance(event._data, dict) else None


def _news(event: gr.EventData, said: str, more: str = "") -> str:
    """What was done, for the script; the number makes it news each time, or the script would not hear of it."""
    ref = ref_of(event)
    link = ref if isinstance(ref, str) and _LINK.fullmatch(ref) else ""
    return f'<pre data-link="{link}" data-news="{token_hex(4)}"{more}>{escape(said)}</pre>'
