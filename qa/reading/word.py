"""A DOCX file: paragraphs, headings by their styles, tables row by row, footnotes at the end; what was deleted is not read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document as open_docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from lxml import etree

from qa.clean import Extract
from qa.errors import FormatError
from qa.patterns import regex
from qa.reading.blocks import Piece, flat, written
from qa.reading.limits import Limits
from qa.reading.packed import opened
from qa.types import Format, FrontMatter

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says again what stands beside it
_SAYS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_ASIDE = frozenset((f"{_W}txbxContent", _FALLBACK))
_AROUND = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_HEADING = regex(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_OUTLINE = 9
"""`outlineLvl` from which on Word means body text."""


def read_docx(raw: bytes, name: str, encoding: str | None, limits: Limits) -> Extract:
    """The document's text; headers and footers, which every page repeats, are left out. FormatError, LimitError."""
    opened(raw, name, limits).close()
    try:
        document = open_docx(io.BytesIO(raw))
    except (PackageNotFoundError, KeyError, ValueError, etree.LxmlError) as error:
        raise FormatError("format_damaged", name=name, format="DOCX", problem=str(error)) from error
    levels = _Levels(document)
    found = [*_pieces(document.element.body, levels), *_notes(document, levels)]
    return Extract(Format.DOCX, written(found), FrontMatter(title=_title(document, found)))


class _Levels:
    """The level of a paragraph's heading: its own, or that of its style or of one that the style is made from."""

    def __init__(self, document: Any) -> None:
        styles = {style.get(f"{_W}styleId"): style for style in document.styles.element.iterchildren(f"{_W}style")}
        self._levels = {key: self._of_style(style, styles) for key, style in styles.items()}
        self._below_title = any(name == 0 for name in self._levels.values())

    def of(self, paragraph: etree._Element) -> int:
        """1 to 6, 0 where it is no heading; the level of a title is 1, and headings go below it."""
        settings = paragraph.find(f"{_W}pPr")
        if settings is None:
            return 0
        style = settings.find(f"{_W}pStyle")
        level = _outline(settings)
        if level is None and style is not None:
            level = self._levels.get(style.get(f"{_W}val"))
        return 0 if level is None else 1 if level == 0 else min(level + 1, 6)

    def _of_style(self, style: etree._Element, styles: dict[str | None, etree._Element]) -> int | None:
        """0 of the title, 1 and on of headings, None of all others."""
        seen = 0
        step: etree._Element | None = style
        while step is not None and seen < len(styles):
            seen += 1
            named = step.find(f"{_W}name")
            name = "" if named is None else named.get(f"{_W}val") or ""
            if name.lower() in ("title", "标题"):
                return 0
            if match := _HEADING.fullmatch(name.strip()):
                return int(match[1])
            settings = step.find(f"{_W}pPr")
            if settings is not None and (level := _outline(settings)) is not None:
                return level
            based = step.find(f"{_W}basedOn")
            step = None if based is None else styles.get(based.get(f"{_W}val"))
        return None


def _outline(settings: etree._Element) -> int | None:
    found = settings.find(f"{_W}outlineLvl")
    value = "" if found is None else found.get(f"{_W}val") or ""
    return int(value) + 1 if value.isdigit() and int(value) < _OUTLINE else None


def _pieces(container: etree._Element, levels: _Levels) -> Iterator[Piece]:
    """Paragraphs and tables in their order; those in content controls and in what was inserted, too."""
    for child in container:
        if child.tag == f"{_W}p":
            yield from _paragraph(child, levels)
        elif child.tag == f"{_W}tbl":
            yield from (Piece("", cells=tuple(_cells(row))) for row in _rows(child))
        elif child.tag in _AROUND:
            yield from _pieces(child, levels)


def _paragraph(paragraph: etree._Element, levels: _Levels) -> Iterator[Piece]:
    words = "".join(_words(paragraph))
    if words.strip():
        yield Piece(words, levels.of(paragraph))
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(above.tag in _ASIDE for above in box.iterancestors()):
            yield from _pieces(box, levels)


def _words(element: etree._Element) -> Iterator[str]:
    """What the paragraph says, in its order; what was deleted stands in other elements and text boxes are told apart."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SAYS:
            yield _SAYS[child.tag]
        elif child.tag not in _ASIDE and isinstance(child.tag, str) and child.tag != f"{_W}pPr":
            yield from _words(child)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The table's own rows; one in a cell is read with that cell."""
    for child in table:
        if child.tag == f"{_W}tr":
            yield child
        elif child.tag in _AROUND:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[str]:
    """A cell that was merged with the one above says nothing, so that nothing is said twice."""
    for cell in row.iterchildren(f"{_W}tc"):
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        above = merged is not None and merged.get(f"{_W}val") != "restart"
        paragraphs = [] if above else list(cell.iter(f"{_W}p"))
        yield " ".join(words for each in paragraphs if (words := flat("".join(_words(each)))))


def _notes(document: Any, levels: _Levels) -> Iterator[Piece]:
    for relation in document.part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES) and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                if note.get(f"{_W}type") is None:
                    yield from _pieces(note, levels)


def _title(document: Any, found: list[Piece]) -> str | None:
    """The title among the file's properties, where the text says it too: programs write all sorts of things there."""
    title = flat(document.core_properties.title or "")
    said = any(flat(piece.text) == title for piece in found[:5])
    return title if title and said else None
