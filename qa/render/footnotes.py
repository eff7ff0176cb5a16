"""Footnotes for python-docx, whose 1.2 has none: the part `footnotes.xml` and the marks that point into it.

ECMA-376 part 1: 17.11.10 for a footnote, 17.11.14 for its mark in the text, 17.11.23 for the line above the notes.
"""

from __future__ import annotations

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_EMPTY = (
    f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote></w:footnotes>'
)
_NAMED_IN_SETTINGS = f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'


class Footnotes:
    """The footnotes of one new document, numbered from 1 in the order in which they are added."""

    def __init__(self, document: Docx) -> None:
        self._document = document
        self._notes = parse_xml(_EMPTY)
        self._count = 0
        text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)  # the names of the built-in styles
        mark = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        assert isinstance(text, ParagraphStyle) and isinstance(mark, CharacterStyle)
        text.font.size, mark.font.superscript = Pt(9), True
        self._text_style, self._mark_style = text.style_id, mark.style_id

    def add(self, paragraph: Paragraph, text: str) -> None:
        """A mark at the end of the paragraph, and the note at the foot of its page. `text` holds only what XML may hold."""
        self._count += 1
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(self._count))
        run = paragraph.add_run(style=self._document.styles["footnote reference"])
        run._r.append(mark)
        note = parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="{self._count}"><w:p><w:pPr><w:pStyle w:val="{self._text_style}"/></w:pPr>'
            f'<w:r><w:rPr><w:rStyle w:val="{self._mark_style}"/></w:rPr><w:footnoteRef/></w:r>'
            '<w:r><w:t xml:space="preserve"></w:t></w:r></w:p></w:footnote>'
        )
        note.find(f".//{qn('w:t')}").text = f" {text}"
        self._notes.append(note)

    def attach(self) -> None:
        """Put the part into the document's package; once, after the last note. A document without notes needs none."""
        if not self._count:
            return
        main = self._document.part
        blob = serialize_part_xml(self._notes)
        main.relate_to(Part(PackURI("/word/footnotes.xml"), _CONTENT_TYPE, blob, main.package), _RELATION)
        compat = self._document.settings.element.find(qn("w:compat"))
        if compat is not None:  # the schema has it stand before
            compat.addprevious(parse_xml(_NAMED_IN_SETTINGS))
