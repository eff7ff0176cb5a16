r"""References as BibTeX entries, in UTF-8 (biber, or bibtex with a style that knows UTF-8 such as gbt7714).

Entry types and fields: btxdoc (Patashnik 1988) for @article, @misc, author, title, journal, howpublished, year, number; the
biblatex manual, 2.1 and 2.2, for @online, date, url, urldate, entrysubtype. A newspaper's article is an @article of the subtype
`newspaper` with its page as `number`, as gbt7714-bibtex-style and biblatex-gb7714-2025 read it. An estimated year is `[2022]`.
"""

from __future__ import annotations

import re

from qa.patterns import regex
from qa.references.source import Source, SourceKind

_ENTRY = {SourceKind.NEWSPAPER: "article", SourceKind.PERIODICAL: "article", SourceKind.WEB: "online", SourceKind.OTHER: "misc"}
_SPECIALS = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",  # \{ would do for TeX, but BibTeX counts braces and does not see the backslash
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{mark: "\\" + mark for mark in "%&$#_"},
}
_SPECIAL = regex("[" + re.escape("".join(_SPECIALS)) + "]")
_NOT_IN_ADDRESS = regex(r"[\\{}\s]")
_NOT_IN_KEY = regex(r"[^A-Za-z0-9_:.+-]")


def bibtex(source: Source) -> str:
    """One entry, without a line end behind its closing brace."""
    dated = source.date or ""
    container = "journal" if _ENTRY[source.kind] == "article" else "organization" if source.kind is SourceKind.WEB else "howpublished"
    fields = [
        ("author", " and ".join(map(_name, source.authors))),
        ("title", _protected(source.title)),
        (container, escaped(source.container or "")),
        ("entrysubtype", "newspaper" if source.kind is SourceKind.NEWSPAPER else ""),
        ("year", f"[{dated[:4]}]" if source.estimated and dated else dated[:4]),
        ("date", "" if source.estimated or len(dated) == 4 else dated),
        ("number" if source.kind is SourceKind.NEWSPAPER else "pages", escaped(source.page or "")),
        ("publisher", escaped(source.publisher or "")),
        ("address", escaped(source.place or "")),
        ("url", _address(source.url or "")),
        ("urldate", source.accessed or ""),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    return "\n".join([f"@{_ENTRY[source.kind]}{{{_NOT_IN_KEY.sub('-', source.key)},", *lines, "}"])


def escaped(text: str) -> str:
    """The text with everything escaped that TeX or BibTeX would read as a command."""
    return _SPECIAL.sub(lambda match: _SPECIALS[match[0]], text)


def _protected(title: str) -> str:
    """Capitals are kept by a second pair of braces: styles turn the others of a title into small letters."""
    return f"{{{escaped(title)}}}" if re.search("[A-Z]", title) else escaped(title)


def _name(author: str) -> str:
    """A name as one word where BibTeX would take it apart: at `and`, and at commas of anything but `Family, Given`."""
    apart = re.search(r"\band\b|\bothers\b", author, re.IGNORECASE) or author.count(",") > 1
    return f"{{{escaped(author)}}}" if apart else escaped(author)


def _address(url: str) -> str:
    r"""An address stands as it is (\url reads it), but for what would end the field."""
    return _NOT_IN_ADDRESS.sub(lambda match: f"%{ord(match[0]):02X}", url)
