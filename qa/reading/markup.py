"""Marked-up text -> pieces: any XHTML, and the XML that trafilatura makes of a page. Nothing of it is followed or run."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from qa.reading.blocks import Piece

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "header", "hr", "html", "item", "legend", "li", "list", "main", "nav", "ol",
        "p", "pre", "quote", "section", "summary", "table", "tbody", "tfoot", "thead", "ul", "caption",
    )
)  # fmt: skip
_ROWS, _CELLS, _BREAKS = frozenset({"tr", "row"}), frozenset({"td", "th", "cell"}), frozenset({"br", "lb"})
_SILENT = frozenset(
    (
        "script", "style", "head", "title", "template", "noscript", "iframe", "object", "embed", "svg", "canvas", "audio",
        "video", "select", "button", "textarea",
    )
)  # fmt: skip


def pieces(root: etree._Element) -> list[Piece]:
    """What the element says, in its order; what is not shown as text (scripts, styles, forms' fields) is left out."""
    writer = _Writer()
    writer.element(root, tail=False)
    writer.end()
    return writer.found


def local(element: etree._Element) -> str:
    """The tag without its namespace, in lower case; "" of a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


class _Writer:
    """The pieces so far, and the words of the one that is open."""

    def __init__(self) -> None:
        self.found: list[Piece] = []
        self._words: list[str] = []

    def element(self, element: etree._Element, *, tail: bool = True) -> None:
        tag = local(element)
        level = _HEADINGS.get(tag) or (_HEADINGS.get(element.get("rend", "h2"), 2) if tag == "head" and element.get("rend") else 0)
        if tag in _ROWS:
            self.end()
            self.found.append(Piece("", cells=tuple(_cells(element))))
        elif tag in _BREAKS:
            self._words.append("\n")
        elif level or tag in _BLOCKS:
            self.end()
            self._inside(element)
            self.end(level)
        elif tag and tag not in _SILENT:
            self._inside(element)
        if tail and element.tail:
            self._say(element.tail)

    def _inside(self, element: etree._Element) -> None:
        if element.text:
            self._say(element.text)
        for child in element:
            self.element(child)

    def _say(self, words: str) -> None:
        """Words of the source: its line breaks are white space."""
        self._words.append(words.replace("\n", " ").replace("\r", " "))

    def end(self, level: int = 0) -> None:
        words, self._words = "".join(self._words), []
        if words.strip():
            self.found.append(Piece(words, level))


def _cells(row: etree._Element) -> Iterator[str]:
    """What each cell says; a table in a cell is read as part of that cell, and only there."""
    for child in row:
        if local(child) in _CELLS:
            inner = pieces(child)
            yield " ".join(" ".join(each.cells) if each.cells else each.text for each in inner)
        elif local(child) not in _ROWS:
            yield from _cells(child)
