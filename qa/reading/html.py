"""An HTML page: its article by trafilatura, and what its head says of it. No address in it is followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import ConfigParser

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction
from trafilatura.settings import DEFAULT_CONFIG

from qa.clean import Extract
from qa.errors import DecodeError, EmptyFileError
from qa.patterns import regex
from qa.reading.blocks import Piece, flat, written
from qa.reading.decode import characters
from qa.reading.head import front_of
from qa.reading.limits import Limits
from qa.reading.markup import pieces
from qa.reading.plausible import plausibility
from qa.types import Format

_DECLARED = regex(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_HEAD = 4096
"""Bytes in which a page names its encoding (HTML: 1,024; real pages put scripts before it)."""
_PLAUSIBLE = 0.15
"""A declared encoding that makes less of the characters common ones is not believed (as in `decode`)."""


def read_html(raw: bytes, name: str, encoding: str | None, limits: Limits) -> Extract:
    """The page's article: its title as a heading, then headings, paragraphs and rows. Raises as `decode`."""
    text = source(raw, name, encoding)
    try:
        tree = parsed(text)
    except etree.ParserError as error:  # no element and no word
        raise EmptyFileError("file_empty", name=name) from error
    front = front_of(tree)
    found = list(_article(tree))
    if not found:
        found = pieces(tree)  # trafilatura finds no article: all that the page says
    title = front.title
    if title and not any(flat(piece.text).startswith(flat(title)) for piece in found[:2]):
        found.insert(0, Piece(title, 1))
    elif title and not found[0].level and flat(found[0].text) == flat(title):
        found[0] = Piece(title, 1)
    return Extract(Format.HTML, written(found), front)


def source(raw: bytes, name: str, encoding: str | None) -> str:
    """The page's characters: by the encoding named, its mark, UTF-8, what the page itself declares, or by how plausible they are."""
    declared = _DECLARED.search(raw[:_HEAD])
    if encoding is None and declared is not None:
        family = declared[1].decode("ascii").lower()
        codecs = ("gb18030",) if family.startswith("gb") else ("big5", "cp950", "big5hkscs") if family.startswith("big5") else ()
        for codec in ("utf-8", *codecs):
            try:
                text = characters(raw, name, codec)[0]
            except DecodeError:
                continue
            if plausibility(text) >= _PLAUSIBLE:
                return text
    return characters(raw, name, encoding)[0]


def parsed(text: str) -> HtmlElement:
    """The tree. Encoded anew for the parser, which is told so: what the page declares of its bytes is no longer true."""
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    return document_fromstring(text.encode("utf-8"), parser=parser, ensure_head_body=True)


def _article(tree: HtmlElement) -> Iterator[Piece]:
    """What trafilatura takes for the article, with its fallbacks: they leave out more of what stands around it (docs/log.md, formats)."""
    found = bare_extraction(tree, include_comments=False, include_tables=True, include_formatting=False, config=_config())
    body: etree._Element | None = getattr(found, "body", None)
    if body is not None:
        yield from pieces(body)


def _config() -> ConfigParser:
    """Its own settings count in characters of Latin text; a Chinese article says as much in a third."""
    config = ConfigParser()
    config.read_dict(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "80"
    return config
