"""PDFs made of made-up articles, by reportlab: in one column or several, and of pictures alone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from benchmarks.prose import Article


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters; a mark that may not begin a line hangs at the end of the one before."""
    lines: list[str] = []
    while text:
        end = width
        while end < len(text) and text[end] in "，。、；：！？”）》":
            end += 1
        lines.append(text[:end])
        text = text[end:]
    return lines


def pdf(each: Article, columns: int = 1, *, repeat: int = 1, rows_on_page: int = 38) -> bytes:
    """A PDF as a newspaper sets it: a running head, a headline over all columns, page numbers; `repeat` times the text, for more pages."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    size, left, gutter, width = 10.5, 60.0, 24.0, 475.0
    column = (width - gutter * (columns - 1)) / columns
    lines = [line for p in each.paragraphs * repeat for line in wrap(f"　　{p}", int(column / size))]
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setTitle(each.title)
    page = 0
    while lines:
        page += 1
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(left, 810, f"{each.publisher}  {each.spoken}  第{page}版")
        canvas.drawCentredString(297, 28, f"- {page} -")
        top = 780.0
        if page == 1:
            canvas.setFont("STSong-Light", 20)
            canvas.drawCentredString(297, 760, each.title)
            top = 720.0
        canvas.setFont("STSong-Light", size)
        for number in range(columns):
            lines = _column(canvas, lines, left + number * (column + gutter), top, size, rows_on_page)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _column(canvas: Any, lines: Sequence[str], left: float, top: float, size: float, rows: int) -> list[str]:
    for number, line in enumerate(lines[:rows]):
        indent = len(line) - len(line.lstrip("　"))
        canvas.drawString(left + indent * size, top - number * 16, line.lstrip("　"))
    return list(lines[rows:])


def scanned() -> bytes:
    """A PDF of two pages that are pictures."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    picture = io.BytesIO(b"P5 40 60 255\n" + bytes(i * 7 % 256 for i in range(40 * 60)))
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for _ in range(2):
        picture.seek(0)
        canvas.drawImage(ImageReader(picture), 50, 50, 400, 600)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def joined(papers: Sequence[bytes]) -> bytes:
    """The pages of several PDFs as one."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for raw in papers:
        part = pypdfium2.PdfDocument(raw)
        whole.import_pages(part)
        part.close()
    out = io.BytesIO()
    whole.save(out)
    whole.close()
    return out.getvalue()
