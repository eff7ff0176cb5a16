"""The filters: which part of the library is asked, and in words what that leaves out. Words go in and are checked at each question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from page.desk import Desk
from qa import times
from qa.errors import UsageError, YoujuError
from qa.messages import Locale, say
from qa.render import escape, visible
from qa.render.noted import place_name
from qa.types import Document

if TYPE_CHECKING:
    from qa.engine import Within

LONGEST = 60
"""Characters of a field; the longest name of a place has some thirty."""
MOST = 10_000
"""Documents that can be chosen one by one."""
NAMED = 3
"""Titles that the sentence names before it counts."""
WORDS = ("publisher", "place", "since", "until")
_ID = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a visitor put in: ids of documents, a publisher, and a place and dates as they were typed. Empty leaves that side open."""

    documents: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    since: str = ""
    until: str = ""


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Sieve:
    """A filter applied to what the library holds now. `within` is None where nothing is left out; `documents` are those looked in,
    by name, of `total`; `undated` counts those left out because their date is not known; `errors` are the words that mean nothing,
    by field: these are not in force."""

    within: Within | None
    documents: tuple[Document, ...]
    total: int
    undated: int = 0
    errors: Mapping[str, YoujuError] = field(default_factory=dict)


def read(sent: object) -> Filter | None:
    """The filter that the page's form sends; None where it is something else."""
    if not isinstance(sent, dict):
        return None
    words = [sent.get(name, "") for name in WORDS]
    documents = sent.get("documents", [])
    if not isinstance(documents, list) or len(documents) > MOST:
        return None
    if not all(isinstance(each, str) and _ID.fullmatch(each) for each in documents):
        return None
    # A publisher is chosen from a list and as long as some document has it.
    if not all(isinstance(word, str) for word in words) or any(len(word) > LONGEST for word in words[1:]):
        return None
    return Filter(tuple(dict.fromkeys(documents)), words[0], *(word.strip() for word in words[1:]))


def sift(desk: Desk, wanted: Filter) -> Sieve:
    """The filter as it can be applied now. A place or a date that is none is left out and named; documents that are gone are not
    looked in, and where that leaves none, nothing is found."""
    held = desk.documents()
    place, since, until, errors = _checked(desk, wanted)
    within = desk.within(place, since, until)
    chosen = [each for each in held if _is_chosen(each, wanted)]
    if wanted.documents or wanted.publisher:
        within = replace(within, documents=frozenset(each.id for each in chosen))
    if within.everything:
        return Sieve(None, held, len(held), errors=errors)
    when = {each.id: times.published(each.front) for each in chosen}
    undated = sum(period is None for period in when.values()) if within.period else 0
    kept = [each for each in chosen if within.period is None or ((day := when[each.id]) is not None and within.period.meets(day))]
    return Sieve(within, tuple(kept), len(held), undated, errors)


def said(sieve: Sieve, locale: Locale) -> str:
    """One sentence that names what is looked in and so what is left out; empty where that is everything. Not escaped."""
    within = sieve.within
    if within is None:
        return ""
    kept, total = len(sieve.documents), sieve.total
    if kept == 0:
        parts = [say("page_filter_none", locale, total=total)]
    elif kept == total:
        parts = [say("page_filter_all", locale, total=total)]
    else:
        parts = [say("page_filter_some", locale, total=total, kept=kept, titles=_titles(sieve.documents, locale))]
    if within.place is not None:
        parts.append(say("page_filter_of_place", locale, place=place_name(within.place)))
    if sieve.undated:
        parts.append(say("page_filter_undated", locale, count=sieve.undated))
    return say("page_filter_end", locale, parts=say("page_filter_comma", locale).join(parts))


def said_html(sieve: Sieve, locale: Locale) -> str:
    """The sentence above the box for a question, with the button that takes the filters away; empty where nothing is left out."""
    words = said(sieve, locale)
    clear = f'<button type="button" class="clear">{escape(say("page_filter_clear", locale))}</button>'
    return f'<p class="within" role="status"><span>{escape(words)}</span> {clear}</p>' if words else ""


def noted(message: str, words: str) -> str:
    """An answer's message under the sentence that says where it was looked for."""
    return f'<p class="rewritten narrowed">{escape(words)}</p>\n\n{message}' if words else message


def form_html(documents: Sequence[Document], wanted: Filter, sieve: Sieve, locale: Locale) -> str:
    """The form. Each field has a place for its error, which is there while it is empty, so that it is read out when it comes."""
    publishers = sorted({visible(each.front.publisher) for each in documents if each.front.publisher} | ({wanted.publisher} - {""}))
    options = "".join(_option(each, each == wanted.publisher, each) for each in publishers)
    every = _option("", not wanted.publisher, say("page_filter_any_publisher", locale))
    publisher = f'<select id="filter-publisher" name="publisher">{every}{options}</select>'
    place, since, until = (
        f'<input id="filter-{name}" name="{name}" type="text" value="{escape(getattr(wanted, name))}" maxlength="{LONGEST}" '
        f'autocomplete="off" placeholder="{escape(say(f"page_filter_{name}_example", locale))}" aria-describedby="filter-{name}-error" '
        f'aria-invalid="{"true" if name in sieve.errors else "false"}">'
        for name in WORDS[1:]
    )
    fields = (("publisher", publisher), ("place", place), ("since", since), ("until", until))
    body = "".join(_field(name, control, sieve.errors.get(name), locale) for name, control in fields)
    words = escape(said(sieve, locale) or say("page_filter_open", locale, total=sieve.total))
    clear = f'<button type="button" class="clear">{escape(say("page_filter_clear", locale))}</button>'
    title = escape(say("page_filter", locale))
    return f'<form class="filters" aria-label="{title}"><h2>{title}{clear}</h2>{body}<p class="in-force">{words}</p></form>'


def _checked(desk: Desk, wanted: Filter) -> tuple[str | None, str | None, str | None, dict[str, YoujuError]]:
    """Place, first and last date, each None where it is empty or means nothing, and the errors by field."""
    errors: dict[str, YoujuError] = {}
    good: dict[str, str | None] = {}
    for name in WORDS[1:]:
        good[name] = getattr(wanted, name) or None
        try:
            desk.within(**dict.fromkeys(WORDS[1:]) | {name: good[name]})
        except UsageError as error:
            errors[name], good[name] = error, None
    try:
        desk.within(None, good["since"], good["until"])
    except UsageError as error:  # the first date is after the last
        errors["until"], good["until"] = error, None
    return good["place"], good["since"], good["until"], errors


def _is_chosen(document: Document, wanted: Filter) -> bool:
    if wanted.documents and document.id not in wanted.documents:
        return False
    return not wanted.publisher or visible(document.front.publisher or "") == wanted.publisher


def _titles(documents: Sequence[Document], locale: Locale) -> str:
    named = say("list_comma", locale).join(say("page_filter_title", locale, title=visible(each.title)) for each in documents[:NAMED])
    rest = len(documents) - NAMED
    return say("page_filter_more", locale, titles=named, count=rest) if rest > 0 else named


def _option(value: str, selected: bool, words: str) -> str:
    return f'<option value="{escape(value)}"{" selected" if selected else ""}>{escape(words)}</option>'


def _field(name: str, control: str, error: YoujuError | None, locale: Locale) -> str:
    label = f'<label for="filter-{name}">{escape(say(f"page_filter_{name}", locale))}</label>'
    words = "" if error is None else f"{error.say(locale)}{say('page_filter_not_in_force', locale)}"
    return f'<div class="field {name}">{label}{control}<p class="error" id="filter-{name}-error" role="alert">{escape(words)}</p></div>'
