"""An answer as a DOCX file whose footnotes are footnotes: each quote's reference stands at the foot of its page.

Office Open XML, ECMA-376 part 1: 17.11 for footnotes, 11.3.7 for their part. The same sheet gives the same bytes: the package is
written anew with the times of 1980, and its core properties name neither a date nor a person.
"""

from __future__ import annotations

import io
import zipfile

from docx import Document as new_document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from qa.messages import say
from qa.patterns import regex
from qa.render.export import Said, Sheet
from qa.render.footnotes import Footnotes

_FORBIDDEN = regex("[\ufffe\uffff]")
"""What XML may not hold of what `visible` leaves as it is."""
_BODY_FONT, _HEADING_FONT = "SimSun", "SimHei"  # 宋体 and 黑体, which Word and WPS have and other programs replace


def docx_bytes(sheet: Sheet) -> bytes:
    """The file: the question as title, the statements with footnotes, the references with the lines quoted."""
    made = new_document()
    _dress(made)
    footnotes = Footnotes(made)
    made.add_heading(_safe(sheet.question), level=1)
    for line in sheet.taken_as:
        made.add_paragraph().add_run(_safe(line)).italic = True
    if sheet.why:
        made.add_paragraph().add_run(_safe(sheet.why)).bold = True
        if sheet.said:
            made.add_paragraph(_safe(say("nearest_quote", sheet.locale)))
    for said in sheet.said:
        _statement(made, said, sheet, footnotes)
    for line in sheet.uncovered:
        made.add_paragraph(_safe(line))
    if sheet.sources:
        made.add_heading(_safe(say("export_references", sheet.locale)), level=2)
        for document, cited in sheet.sources:
            entry = made.add_paragraph(_safe(sheet.reference(document)))
            entry.add_run().add_break()
            entry.add_run(_safe(sheet.where(document, cited))).font.size = Pt(9)
    footnotes.attach()
    held = io.BytesIO()
    made.save(held)
    return _timeless(held.getvalue())


def _statement(made: Docx, said: Said, sheet: Sheet, footnotes: Footnotes) -> None:
    paragraph = made.add_paragraph(_safe(said.text), style="Quote" if sheet.why else None)
    for citation in said.citations:
        footnotes.add(paragraph, _safe(f"{sheet.reference(citation.document)} {sheet.where(citation.document, [citation])}"))
    for line in said.beside:
        _small(made.add_paragraph(), line)


def _small(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(_safe(text))
    run.italic, run.font.size = True, Pt(9)


def _safe(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _dress(made: Docx) -> None:
    """Fonts that hold Chinese, and no word of who made the file or when."""
    for name, font in (("Normal", _BODY_FONT), ("Heading 1", _HEADING_FONT), ("Heading 2", _HEADING_FONT)):
        style = made.styles[name]
        properties = style.element.get_or_add_rPr()
        fonts = properties.find(qn("w:rFonts"))
        if fonts is None:
            fonts = OxmlElement("w:rFonts")
            properties.insert(0, fonts)
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(attribute), None)
        fonts.set(qn("w:ascii"), "Times New Roman")
        fonts.set(qn("w:hAnsi"), "Times New Roman")
        fonts.set(qn("w:eastAsia"), font)
    properties_of_package = made.core_properties._element
    for child in list(properties_of_package):
        properties_of_package.remove(child)


def _timeless(package: bytes) -> bytes:
    """The same package, its members in their order, each of 1980-01-01 (the earliest time that ZIP knows)."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type, member.external_attr, member.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            new.writestr(member, old.read(name))
    return written.getvalue()
