"""References as RIS records: lines `TAG  - value` that end with CR LF, in UTF-8.

Tags and types: the RIS format specification (Research Information Systems, 2001) in its revision of 2011, as EndNote and Zotero
read it. TY NEWS, MGZN, ELEC, GEN; AU one a line, TI, T2 the newspaper, PY the year, DA `YYYY/MM/DD/other`, SP the page, CY, PB,
UR, Y2 the date of access, ID. RIS has no mark for an estimated year: it stands in the last part of DA as `[2022]`, without PY.
"""

from __future__ import annotations

from qa.references.source import Source, SourceKind

_TYPE = {SourceKind.NEWSPAPER: "NEWS", SourceKind.PERIODICAL: "MGZN", SourceKind.WEB: "ELEC", SourceKind.OTHER: "GEN"}


def ris(source: Source) -> str:
    """One record, from TY to ER."""
    dated = source.date or ""
    fields = [
        ("TY", _TYPE[source.kind]),
        ("ID", source.key),
        *(("AU", author) for author in source.authors),
        ("TI", source.title),
        ("T2", source.container),
        ("PY", "" if source.estimated else dated[:4]),
        ("DA", f"///[{dated[:4]}]" if source.estimated and dated else _slashed(dated)),
        ("SP", source.page),
        ("PB", source.publisher),
        ("CY", source.place),
        ("UR", source.url),
        ("Y2", _slashed(source.accessed or "")),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value) + "ER  - \r\n"


def _slashed(date: str) -> str:
    """`2000-11-20` as `2000/11/20/`; what is not known stays empty between its slashes."""
    if not date:
        return ""
    year, month, day = [*date.split("-"), "", ""][:3]
    return f"{year}/{month}/{day}/"
