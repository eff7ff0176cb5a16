"""A PDF with a text layer: the words of its pages in the order they are read. One of pictures alone is refused as a scan."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from qa.clean import Extract
from qa.errors import FormatError, ScannedError
from qa.reading.blocks import flat
from qa.reading.columns import Line, laid_out
from qa.reading.fragments import Fragment, Glyph, fragments
from qa.reading.limits import Limits
from qa.reading.printed import body_size, written
from qa.reading.running import told, without_running
from qa.types import PAGE_END, Format, FrontMatter

UNREADABLE = 0.01
"""Part of the glyphs that may have no character: bullets of a symbol font. More, and what the page shows is not what would be read."""
SCANNED = 0.5
"""Part of the pages that may be pictures without a word, from which on the file is a scan with a few typed pages."""
_UNKNOWN = "\ufffd"


def read_pdf(raw: bytes, name: str, encoding: str | None, limits: Limits) -> Extract:
    """The text, page by page. FormatError (damaged, locked, glyphs without characters), ScannedError, LimitError."""
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise FormatError("format_locked", name=name) from error
        raise FormatError("format_damaged", name=name, format="PDF", problem=str(error)) from error
    try:
        if len(document) > limits.pages:
            raise limits.exceeded("pages", name)
        pictures: list[int] = []
        pages = list(_pages(document, name, limits, pictures))
        title = flat(str(document.get_metadata_value("Title") or ""))
    finally:
        document.close()
    pages, running = without_running(pages)
    laid = [laid_out(page) for page in pages]
    size = body_size(laid)
    text = PAGE_END.join(written(page, size) for page in laid)
    publisher, date = told(running)
    return Extract(Format.PDF, text, FrontMatter(title=_title(title, laid), publisher=publisher, date=date), tuple(pictures))


def _pages(document: pypdfium2.PdfDocument, name: str, limits: Limits, pictures: list[int]) -> Iterator[list[Fragment]]:
    """The runs of words of each page, in the order of the file; the numbers of those that are pictures without a word go to `pictures`."""
    count = unknown = 0
    for number in range(len(document)):
        page = document[number]
        try:
            glyphs = list(_glyphs(page))
            if not glyphs and any(each.type == pdfium.FPDF_PAGEOBJ_IMAGE for each in page.get_objects(max_depth=2)):
                pictures.append(number + 1)
            height = page.get_height() if page.get_rotation() in (0, 180) else page.get_width()
        finally:
            page.close()
        count += len(glyphs)
        unknown += sum(glyph.text == _UNKNOWN for glyph in glyphs)
        if count > limits.characters:
            raise limits.exceeded("characters", name)
        yield fragments(glyphs, height)
    if not count or len(pictures) > SCANNED * len(document):
        raise ScannedError("pdf_scanned", name=name, pages=len(document), pictures=len(pictures))
    if unknown > UNREADABLE * count:
        raise FormatError("pdf_unreadable", name=name, unknown=unknown, count=count)


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    """Every character that is drawn, with its box: from the page's lower left corner, in points. What PDFium adds is left out."""
    text = page.get_textpage()
    try:
        box = pdfium.FS_RECTF()
        high = 0
        for i in range(pdfium.FPDFText_CountChars(text)):
            code = pdfium.FPDFText_GetUnicode(text, i)
            if pdfium.FPDFText_IsGenerated(text, i) == 1:
                continue
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            character = _character(code, high)
            high = 0
            if character.isspace() or not pdfium.FPDFText_GetLooseCharBox(text, i, ctypes.byref(box)):
                continue
            yield Glyph(character, box.left, box.bottom, box.right, box.top)
    finally:
        text.close()


def _character(code: int, high: int) -> str:
    """The character of PDFium's code, of two halves where it is told in two; the mark of an unknown one where it is none."""
    if 0xDC00 <= code < 0xE000 and high:
        return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00))
    if code in (0x09, 0x0A, 0x0D, 0x20):
        return " "
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF:
        return _UNKNOWN
    return chr(code)


def _title(title: str, pages: list[list[list[Line]]]) -> str | None:
    """The title among the file's properties, where the first page says it too: programs write all sorts of things there."""
    first = "".join("".join(line.text.split()) for part in pages[0] for line in part) if pages else ""
    return title if len(title) >= 4 and "".join(title.split()) in first else None
