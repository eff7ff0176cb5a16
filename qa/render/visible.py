"""What a reader may be shown of an untrusted document: nothing that steers the terminal, the page or the direction of the line."""

from __future__ import annotations

import html
import re

from qa.messages import Locale, say
from qa.patterns import regex
from qa.types import Document, Origin

# Controls (tab and line ends are mere white space), the characters that turn the direction of a line, and lone surrogates.
_STEERING = regex("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ISO = regex(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_BLANK = regex("[\t\n\x0b\x0c\r\x85\u2028\u2029]")


def visible(text: str) -> str:
    """`text` on one line, each control or bidirectional character written out as `⟨U+202E⟩`. Other text is unchanged."""
    return _STEERING.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", _BLANK.sub(" ", text))


def is_unicode(text: str) -> bool:
    """Whether no half of a surrogate pair stands alone (from bytes of the shell, or from an escape of JSON)."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def escape(text: str) -> str:
    """`text` made visible, for HTML content and for attributes in double or single quotes."""
    return html.escape(visible(text), quote=True)


def dated(document: Document, locale: Locale) -> str | None:
    """The document's date, marked where it was inferred; None where there is none."""
    front = document.front
    if front.date is None:
        return None
    words = day_words(front.date, locale)
    return say("date_inferred", locale, date=words) if front.origins.get("date") is Origin.INFERRED else words


def day_words(date: str, locale: Locale) -> str:
    """A year, a month or a day of ISO 8601 as the language writes it; what is none, as it is."""
    found = _ISO.fullmatch(date)
    if found is None:
        return date
    year, *rest = (int(part) for part in found.groups() if part)
    return say(("date_year", "date_month", "date_day")[len(rest)], locale, year=year, month=(*rest, 0)[0], day=(*rest, 0, 0)[1])


def facts(document: Document, locale: Locale) -> list[str]:
    """Publisher, date and page, as far as they are known: what stands behind a title."""
    page = document.front.page and say("page_number", locale, page=document.front.page)
    return [visible(fact) for fact in (document.front.publisher, dated(document, locale), page) if fact]
