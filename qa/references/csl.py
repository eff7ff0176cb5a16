"""References as CSL-JSON, what Zotero, pandoc and citeproc read.

Names and types: the schema csl-data.json of the Citation Style Language, 1.0.2. A name is `literal`: where a Chinese name's
family name ends is nowhere told. A newspaper's page is `page`; an estimated year has `circa`.
"""

from __future__ import annotations

from qa.references.source import Source, SourceKind

_TYPE = {
    SourceKind.NEWSPAPER: "article-newspaper",
    SourceKind.PERIODICAL: "article-magazine",
    SourceKind.WEB: "webpage",
    SourceKind.OTHER: "document",
}


def csl(source: Source) -> dict[str, object]:
    """One item, its keys in this order; a field that is not known is left out."""
    given: dict[str, object] = {
        "id": source.key,
        "type": _TYPE[source.kind],
        "author": [{"literal": author} for author in source.authors],
        "title": source.title,
        "container-title": source.container,
        "issued": _date(source.date, source.estimated),
        "page": source.page,
        "publisher": source.publisher,
        "publisher-place": source.place,
        "URL": source.url,
        "accessed": _date(source.accessed, estimated=False),
    }
    return {name: value for name, value in given.items() if value}


def _date(date: str | None, estimated: bool) -> dict[str, object] | None:
    if not date:
        return None
    if estimated:
        return {"date-parts": [[int(date[:4])]], "circa": True}
    return {"date-parts": [[int(part) for part in date.split("-")]]}
