"""References by GB/T 7714, numeric system: the editions of 2025 (in force since 2026-07-01) and of 2015.

Rules and where they stand (section of the 2025 edition, of 2015 in brackets):

- order of parts, 8.5.3 (4.4.2) for what a newspaper or periodical holds, 8.11.3.2 (4.6.2) for a web page;
- authors, 7.1.2 (8.1.2): three at most are all named, of more the first three, then 等 or et al.; where there is none the
  numeric system starts with the title, 7.1.3 (8.1.3);
- title as it is printed; one made up for want of it in [ ], 7.2.1 (8.2);
- a newspaper's date as YYYY-MM-DD, its page behind it in parentheses, 7.5.4.2 and 8.5.1.4 (8.4.3.2, 8.8); a periodical's year;
- an estimated year in [ ], 7.5.4.3 (8.4.3.3);
- what is online is marked /OL and gives its address, 7.3 and 7.8 (8.6); the date of access belongs to web pages in 2025 (the table
  of 8.11.3.1 has it, that of 8.5.2 has not), to everything online in 2015 (4.4.1, 4.6.1);
- Chinese entries of 2025 have full-width commas, colons and parentheses, and half-width `.`, `[ ]`, `/`; those of other
  languages, and all of 2015, have half-width ones (the examples of 8.5.3 and 8.11.3.2; section 7 of 2015).

The official site does not show the text of the standard: these rules and the examples in the tests were read in public reproductions
that agree, gbT7714-2025.tex of biblatex-gb7714-2025 and the examples of gbt7714-bibtex-style and of zotero-chinese/styles.
Western names are printed as they were found: neither put in capitals (2015) nor cut to initials.
"""

from __future__ import annotations

from dataclasses import dataclass

from qa.references.source import Source, SourceKind, is_han

MOST_AUTHORS = 3


@dataclass(frozen=True, slots=True)
class Edition:
    """What differs between the editions: full-width marks in Chinese entries, and the date of access of all that is online."""

    full_width: bool
    accessed_everywhere: bool


OF_2025 = Edition(full_width=True, accessed_everywhere=False)
OF_2015 = Edition(full_width=False, accessed_everywhere=True)


@dataclass(frozen=True, slots=True)
class _Marks:
    comma: str
    colon: str
    opening: str
    closing: str
    others: str


def by_standard(source: Source, edition: Edition) -> str:
    """One entry on one line, without its number."""
    marks = _marks(source, edition)
    online = "/OL" if source.url or source.kind is SourceKind.WEB else ""
    head = f"{source.title}[{source.kind}{online}]"
    if source.authors:
        head = f"{_authors(source.authors, marks)}. {head}"
    accessed = f"[{source.accessed}]" if source.accessed and online else ""
    if source.kind is SourceKind.WEB:
        where = f"{marks.opening}{_date(source)}{marks.closing}" if source.date else ""
        where += accessed
    else:
        where = _place(source, marks) + (accessed if edition.accessed_everywhere else "")
    return ". ".join(part for part in (head, where, source.url) if part) + "."


def _marks(source: Source, edition: Edition) -> _Marks:
    chinese = is_han(source.title + "".join(source.authors))
    if chinese and edition.full_width:
        return _Marks("，", "：", "（", "）", "等")
    return _Marks(", ", ": ", "(", ")", "等" if chinese else "et al")


def _authors(authors: tuple[str, ...], marks: _Marks) -> str:
    named = [author.rstrip(".") for author in authors[:MOST_AUTHORS]]  # the full stop that follows is the entry's own
    return marks.comma.join([*named, marks.others] if len(authors) > MOST_AUTHORS else named)


def _place(source: Source, marks: _Marks) -> str:
    """Container, date and page."""
    where = marks.comma.join(part for part in (source.container, _date(source)) if part)
    if source.page is None:
        return where
    if source.kind is SourceKind.NEWSPAPER:
        return f"{where}{marks.opening}{source.page}{marks.closing}"
    return f"{where}{marks.colon}{source.page}" if where else source.page


def _date(source: Source) -> str | None:
    if source.date is None:
        return None
    if source.estimated:
        return f"[{source.date[:4]}]"
    # A periodical's issue is told by its year; what is online and has no issue gives the day (8.5.1.1, example 7).
    return source.date[:4] if source.kind is SourceKind.PERIODICAL and not source.url else source.date
