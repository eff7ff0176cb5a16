"""What a reference is made of, whatever its style; and how it is read off a document's front matter.

Nothing is invented: a field that the front matter does not give is None, and every style leaves it out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.patterns import regex
from qa.types import Document, Origin


class SourceKind(StrEnum):
    """What is cited; the value is the mark of GB/T 7714 (annex A.1 of 2025, annex B of 2015)."""

    NEWSPAPER = "N"
    PERIODICAL = "J"
    WEB = "EB"
    OTHER = "Z"  # nothing says what it was taken from


@dataclass(frozen=True, slots=True)
class Source:
    """One thing cited. Texts are on one line and hold no controls.

    `key` names it in BibTeX, RIS and CSL-JSON. `date` and `accessed` are ISO 8601, the date perhaps only a year or a month;
    `estimated` says that the source does not print it. `container` is the newspaper, the periodical or the site, `page` the
    newspaper's page number (版次), `publisher` and `place` those of the house that brings it out.
    """

    key: str
    kind: SourceKind
    title: str
    authors: tuple[str, ...] = ()
    container: str | None = None
    date: str | None = None
    estimated: bool = False
    page: str | None = None
    url: str | None = None
    accessed: str | None = None
    publisher: str | None = None
    place: str | None = None


_UNSEEN = regex(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
"""Controls, zero-width marks, what turns the direction of a line, halves of pairs and what XML forbids: never part of a title.
(The separators U+001C to U+001F are white space.)"""
_HAN = regex("[\u3400-\u9fff\U00020000-\U0003ffff]")
_WRITER = regex(
    r"(?:(?<=[\s、，,;；/／|｜])|^)(?:本报|本刊|本社|本网|新华社|中新社|特约|全媒体|融媒体|见习|实习|首席|驻[\u4e00-\u9fff]{1,4}?)*"
    r"(?:记者(?!站|协会|部)|通讯员|撰稿人|特派员|实习生|作者(?=\s*[:：]))\s*[:：]?"
)
"""What an author is called before the name. 本报评论员 stays: it signs for the newspaper."""
_PERIODICAL = regex(r"(?:刊|杂志社?|学报|公报|画报|月报|季报)$|\bMagazine$", re.IGNORECASE)
_NOT_PRINTED = regex(r"(?:年报|简报|通报|海报|快报|预报|汇报)$")
_NEWSPAPER = regex(
    r"报(?:社|业集团)?$|报[（(·]?[\u4e00-\u9fff]{1,6}版[）)]?$|每日电讯$|参考消息$|\b(?:Daily|Times|Post|Herald|Gazette|Newspaper)$",
    re.IGNORECASE,
)


def is_han(text: str) -> bool:
    """Whether a Chinese character stands in the text."""
    return bool(_HAN.search(text))


def source_of(document: Document) -> Source:
    """The document as a source. A title made up for want of one (here the file's name) stands in [ ], as 7.2.1 of the standard
    has it; a date that the file does not print is `estimated`."""
    front = document.front
    container = _clean(front.publisher)
    return Source(
        key=document.id,
        kind=_kind(container),
        title=_clean(front.title) or f"[{_clean(document.name) or document.id}]",
        authors=authors_in(front.author or ""),
        container=container,
        date=_clean(front.date),
        estimated=front.date is not None and front.origins.get("date") is Origin.INFERRED,
        page=_clean(front.page),
    )


def authors_in(text: str) -> tuple[str, ...]:
    """The names in a byline, in its order, without what they are called (本报记者) unless nothing else is there.

    Chinese names stand apart by white space or a mark; a name spaced out (刘　洋) is one. Latin names stand apart by semicolons,
    by `and`, and by commas where each part is a whole name.
    """
    line = _clean(text)
    if line is None:
        return ()
    named = _WRITER.sub("、", line).strip("、 ") or line
    parts = _han_names(named) if is_han(named) else _latin_names(named)
    return tuple(dict.fromkeys(part for part in parts if part))


def _han_names(line: str) -> list[str]:
    pieces = re.split(r"\s*[、，,;；/／|｜&]\s*|(?<![A-Za-z.])\s+|\s+(?![A-Za-z])", line)
    names: list[str] = []
    single: list[str] = []
    for piece in [*pieces, ""]:
        if len(piece) == 1 and is_han(piece):
            single.append(piece)
            continue
        names += _spaced_out(single)
        single = []
        names.append(piece)
    return names


def _spaced_out(single: list[str]) -> list[str]:
    """Names out of characters that stand alone: by twos, or three as one; left as they are where that does not come out."""
    if len(single) == 3:
        return ["".join(single)]
    if len(single) % 2:
        return single
    return [first + second for first, second in zip(single[::2], single[1::2], strict=True)]


def _latin_names(line: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"\s*[;/|]\s*|,?\s+(?:and|&)\s+", line)]
    names: list[str] = []
    for part in parts:
        listed = [name.strip() for name in part.split(",")]
        names += listed if all(" " in name for name in listed) else [part]
    return names


def _kind(container: str | None) -> SourceKind:
    """By the container's name: a newspaper's ends in 报, a periodical's in 刊 or 杂志; of any other it is not known what it is."""
    if container is None or _NOT_PRINTED.search(container):
        return SourceKind.OTHER
    if _PERIODICAL.search(container):
        return SourceKind.PERIODICAL
    return SourceKind.NEWSPAPER if _NEWSPAPER.search(container) else SourceKind.OTHER


def _clean(text: str | None) -> str | None:
    """The text on one line without what cannot be seen; None where nothing is left."""
    return " ".join(_UNSEEN.sub("", text or "").split()) or None
