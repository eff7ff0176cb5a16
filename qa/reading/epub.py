"""An EPUB book: its chapters in their order, and what its package says of it."""

from __future__ import annotations

import posixpath
import zipfile
from urllib.parse import unquote

from lxml import etree

from qa.clean import Extract
from qa.errors import FormatError
from qa.patterns import regex
from qa.reading.blocks import Piece, flat, written
from qa.reading.html import parsed, source
from qa.reading.limits import Limits
from qa.reading.markup import local, pieces
from qa.reading.packed import opened
from qa.types import Format, FrontMatter

_CONTAINER = "META-INF/container.xml"
_DAY = regex(r"\d{4}(-\d{2}(-\d{2})?)?")
_PAGES = ("application/xhtml+xml", "text/html")


def read_epub(raw: bytes, name: str, encoding: str | None, limits: Limits) -> Extract:
    """The text of every chapter that the book reads through. FormatError, LimitError."""
    with opened(raw, name, limits) as archive:
        try:
            root = next(each.get("full-path") or "" for each in _xml(archive.read(_CONTAINER)).iter() if local(each) == "rootfile")
            package = _xml(archive.read(root))
            chapters = _chapters(package, posixpath.dirname(root))
        except (KeyError, StopIteration, etree.LxmlError) as error:
            raise FormatError("format_damaged", name=name, format="EPUB", problem=str(error)) from error
        found: list[Piece] = []
        for number, chapter in enumerate(chapters):
            try:
                found += pieces(parsed(source(archive.read(chapter), name, None)))
            except (KeyError, etree.LxmlError, zipfile.BadZipFile) as error:
                raise FormatError("format_damaged", name=name, format="EPUB", problem=f"{number + 1}: {error}") from error
    return Extract(Format.EPUB, written(found), _front(package))


def _xml(raw: bytes) -> etree._Element:
    """Strict XML without entities of its own, files or network."""
    return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))


def _chapters(package: etree._Element, folder: str) -> list[str]:
    items = {each.get("id"): each for each in package.iter() if local(each) == "item"}
    order = [items.get(each.get("idref")) for each in package.iter() if local(each) == "itemref"]
    found = [each for each in order if each is not None and each.get("media-type") in _PAGES]
    return [posixpath.normpath(posixpath.join(folder, unquote(each.get("href") or ""))) for each in found]


def _front(package: etree._Element) -> FrontMatter:
    said: dict[str, str] = {}
    for each in package.iter():
        if (key := local(each)) in ("title", "creator", "publisher", "date") and (words := flat("".join(map(str, each.itertext())))):
            said.setdefault(key, words)
    day = _DAY.match(said.get("date", ""))
    return FrontMatter(title=said.get("title"), publisher=said.get("publisher"), author=said.get("creator"), date=day[0] if day else None)
