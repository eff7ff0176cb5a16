"""What stands around a quote on the page: when it was checked, a button that copies it, the way to the quotes before and after it,
and the switch between the reconstructed article and the file's own text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, get_args

from qa.messages import Locale, say
from qa.references import reference
from qa.render.visible import escape, visible
from qa.render.where import where
from qa.types import Citation

View = Literal["article", "original"]
"""An article as reconstructed, or the text of its file as it is."""
VIEWS: tuple[View, ...] = get_args(View)


def verified_html(checked: datetime | None, locale: Locale) -> str:
    """The mark of a quote that passed the check, with the time of the check where it is given, aware of its zone. The page's script
    writes the time in the reader's own format and zone; without it, it stands there in the server's."""
    when = ""
    if checked is not None:
        time = f"{checked:%H:%M:%S}"
        zone = f"{checked:%z}"
        fields = {"year": checked.year, "month": checked.month, "day": checked.day, "time": time, "zone": f"{zone[:3]}:{zone[3:5]}"}
        full = escape(say("page_checked_on", locale, **fields))
        when = f' <time datetime="{checked.isoformat(timespec="seconds")}" title="{full}">{time}</time>'
    return f'<span class="verified" title="{escape(say("page_verified_note", locale))}">{escape(say("page_verified", locale))}{when}</span>'


def quoted_text(citation: Citation, locale: Locale) -> str:
    """The quote, its document's reference by GB/T 7714—2025, its file and lines: three lines of plain text."""
    place = say("comma", locale).join([visible(citation.document.name), where(citation, locale)])
    return "\n".join([visible(citation.quote), visible(reference(citation.document)), place])


def copy_html(citation: Citation, locale: Locale) -> str:
    """The button that copies the quote with its reference; it holds the text and what it is to say then."""
    text = "&#10;".join(map(escape, quoted_text(citation, locale).split("\n")))
    words = {name: escape(say(key, locale)) for name, key in (("said", "page_copied"), ("failed", "page_copy_lost"))}
    data = "".join(f' data-{name}="{each}"' for name, each in words.items())
    note, label = escape(say("page_copy_quote_note", locale)), escape(say("page_copy_quote", locale))
    inside = f'<span aria-live="polite">{label}</span>'
    return f'<button type="button" class="copy-quote" title="{note}" data-copy="{text}"{data}>{inside}</button>'


def steps_html(refs: Sequence[str], ref: str, locale: Locale) -> str:
    """Links to the citations before and after `ref` among `refs`, and which of them it is; nothing where it is none or the only one."""
    if ref not in refs or len(refs) < 2:
        return ""
    at = refs.index(ref)
    place = escape(say("page_step", locale, at=at + 1, count=len(refs)))
    before, after = refs[at - 1] if at else None, refs[at + 1] if at + 1 < len(refs) else None
    shown = f'<span class="at" role="img" aria-label="{place}">{at + 1} / {len(refs)}</span>'
    steps = _step("before", "‹", before, locale) + shown + _step("after", "›", after, locale)
    return f'<span class="steps" role="group" aria-label="{escape(say("page_steps", locale))}">{steps}</span>'


def views_html(view: View, ref: str, locale: Locale) -> str:
    """The switch in the panel, for the page's script: two buttons, that of the view shown pressed."""
    buttons = "".join(
        f'<button type="button" value="{each}" aria-pressed="{"true" if each == view else "false"}">{_named(each, locale)}</button>'
        for each in VIEWS
    )
    return f'<span class="views" role="group" aria-label="{escape(say("page_view", locale))}" data-ref="{escape(ref)}">{buttons}</span>'


def view_links_html(view: View, urls: Mapping[View, str], locale: Locale) -> str:
    """The same as links, for a page without a script."""
    current = {each: ' aria-current="page"' if each == view else "" for each in VIEWS}
    links = "".join(f'<a href="{escape(urls[each])}"{current[each]}>{_named(each, locale)}</a>' for each in VIEWS)
    return f'<nav class="views" aria-label="{escape(say("page_view", locale))}">{links}</nav>'


def _named(view: View, locale: Locale) -> str:
    return escape(say(f"page_view_{view}", locale))


def _step(name: str, sign: str, ref: str | None, locale: Locale) -> str:
    label = escape(say(f"page_step_{name}", locale))
    if ref is None:
        return f'<span class="step off" aria-hidden="true">{sign}</span>'
    return f'<a class="step {name}" href="#{escape(ref)}" title="{label}" aria-label="{label}">{sign}</a>'
