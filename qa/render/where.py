"""Where a quote stands, in words."""

from __future__ import annotations

from qa.messages import Locale, say
from qa.types import Citation, Format


def where(citation: Citation, locale: Locale) -> str:
    """The page of a file that has pages, else the lines: of the file, or (and it says so) of the text that was taken out of it."""
    if citation.page is not None:
        return say("on_page", locale, page=citation.page)
    first, last = citation.lines
    lines = say("line" if first == last else "lines", locale, first=first, last=last)
    return lines if citation.document.format is Format.TEXT else say("of_extracted", locale, where=lines)


def bytes_of(citation: Citation, locale: Locale) -> str:
    """The spans, of the file or of the text that was taken out of it."""
    spans = say("bytes", locale, spans=" ".join(f"{start}-{end}" for start, end in citation.spans))
    return spans if citation.document.format is Format.TEXT else say("of_extracted", locale, where=spans)
