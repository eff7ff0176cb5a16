"""An answer to take along: the question, the statements with the numbers of their quotes, and the references; or why there is none.

The caller sees to it that the answer's quotes passed the check when they were last shown. Pure: no file, no clock; the same answer
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from qa.errors import UsageError
from qa.messages import Locale, say
from qa.patterns import regex
from qa.references import READ_BY_PEOPLE, Style, reference
from qa.render.data import reason
from qa.render.text import also_in, asked_as, beside, uncovered
from qa.render.visible import visible
from qa.render.where import where
from qa.types import Answer, Citation, Document


class Form(StrEnum):
    """What is written; the value is the ending of the file's name."""

    MARKDOWN = "md"
    TEXT = "txt"
    DOCX = "docx"


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, or the quote that comes nearest; the citations that hold it, and what is said beside it."""

    text: str
    citations: tuple[Citation, ...]
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every form lays out. `why` is the reason of a refusal; each document cited stands once in `sources`, in the order of
    its first citation, with all of them."""

    question: str
    taken_as: tuple[str, ...]
    why: str | None
    said: tuple[Said, ...]
    uncovered: tuple[str, ...]
    sources: tuple[tuple[Document, tuple[Citation, ...]], ...]
    locale: Locale
    style: Style

    def reference(self, document: Document) -> str:
        """The document's reference, for a page or a terminal."""
        return visible(reference(document, self.style))

    def where(self, document: Document, citations: Iterable[Citation], *, numbered: bool = False) -> str:
        """The file and the lines of the quotes, each once; with the citations' numbers where they are `numbered`."""
        lines = (f"[{each.n}] {self._lines(each)}" if numbered else self._lines(each) for each in citations)
        return say("comma", self.locale).join([visible(document.name), say("list_comma", self.locale).join(dict.fromkeys(lines))])

    def _lines(self, citation: Citation) -> str:
        return where(citation, self.locale)


def answer_export(answer: Answer, locale: Locale, form: Form, style: Style = Style.GBT7714_2025) -> bytes | str:
    """The answer as Markdown or plain text (a string that ends with a line feed) or as a DOCX file with footnotes (bytes).

    Nothing in it that comes from a document or a question steers the program that shows it. UsageError for a style that is not
    for people to read: those are written by `qa.references` into files of their own.
    """
    if style not in READ_BY_PEOPLE:
        raise UsageError("export_style", style=style, styles=", ".join(READ_BY_PEOPLE))
    sheet = _sheet(answer, locale, style)
    if form is Form.DOCX:
        from qa.render.word import docx_bytes  # python-docx and lxml: only where they are needed

        return docx_bytes(sheet)
    return _markdown(sheet) if form is Form.MARKDOWN else _text(sheet)


def held_only(answer: Answer, held: Collection[int]) -> Answer | None:
    """The answer without the quotes that no longer hold; None where no statement is left."""
    citations = tuple(each for each in answer.citations if each.n in held)
    statements = []
    for statement in answer.statements:
        numbers = tuple(n for n in statement.citations if n in held)
        if numbers:
            statements.append(replace(statement, citations=numbers))
    return replace(answer, statements=tuple(statements), citations=citations) if statements else None


def documents_of(answer: Answer) -> tuple[Document, ...]:
    """The documents that the answer cites, each once, in the order of its first citation."""
    return tuple({citation.document.id: citation.document for citation in answer.citations}.values())


def _sheet(answer: Answer, locale: Locale, style: Style) -> Sheet:
    by_number = {citation.n: citation for citation in answer.citations}
    said = [
        Said(
            visible(each.text),
            tuple(by_number[n] for n in each.citations),
            tuple(map(visible, [*beside(each, locale), *(also for n in each.citations if (also := also_in(by_number[n], locale)))])),
        )
        for each in answer.statements
    ]
    why = None
    if answer.refusal is not None:
        why = say("no_answer", locale, reason=visible(reason(answer.refusal, locale)))
        near = by_number.get(answer.refusal.nearest or 0)
        said = [] if near is None else [Said(visible(near.quote), (near,))]
    sources = tuple(
        (document, tuple(each for each in answer.citations if each.document.id == document.id)) for document in documents_of(answer)
    )
    return Sheet(
        visible(answer.question).strip(), tuple(asked_as(answer, locale)), why, tuple(said), tuple(uncovered(answer, locale)), sources,
        locale, style,
    )  # fmt: skip


def _text(sheet: Sheet) -> str:
    parts = [[sheet.question], *([line] for line in sheet.taken_as)]
    if sheet.why:
        parts.append([sheet.why])
        if sheet.said:
            parts.append([say("nearest_quote", sheet.locale)])
    for said in sheet.said:
        parts.append([f"{said.text} {_numbers(said.citations)}", *(f"    {line}" for line in said.beside)])
    parts += [[line] for line in sheet.uncovered]
    if sheet.sources:
        listed = [say("export_references", sheet.locale)]
        for document, cited in sheet.sources:
            listed.append(f"{_numbers(cited)} {sheet.reference(document)}")
            listed.append(f"    {sheet.where(document, cited, numbered=True)}")
        parts.append(listed)
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _markdown(sheet: Sheet) -> str:
    parts = [f"# {_plain(sheet.question)}", *(f"*{_plain(line)}*" for line in sheet.taken_as)]
    if sheet.why:
        parts.append(f"**{_plain(sheet.why)}**")
        if sheet.said:
            parts.append(_plain(say("nearest_quote", sheet.locale)))
    for said in sheet.said:
        quote = "> " if sheet.why else ""
        parts.append(quote + _plain(f"{said.text} {_numbers(said.citations)}"))
        parts += [f"*{_plain(line)}*" for line in said.beside]
    parts += [_plain(line) for line in sheet.uncovered]
    if sheet.sources:
        parts.append(f"## {_plain(say('export_references', sheet.locale))}")
        for document, cited in sheet.sources:
            entry = _plain(f"{_numbers(cited)} {sheet.reference(document)}")
            parts.append(f"- {entry}  \n  {_plain(sheet.where(document, cited, numbered=True))}")
    return "\n\n".join(parts) + "\n"


def _numbers(citations: Sequence[Citation]) -> str:
    return "".join(f"[{citation.n}]" for citation in citations)


# What Markdown and its usual extensions read as a mark anywhere, and what starts a list, a heading or a rule at a line's start.
_MARK = regex(r"[\\`*_\[\]<>&~|$!{}^]")
_START = regex(r"^(\s*\d*)([-+#=:.)])")


def _plain(text: str) -> str:
    """`text` as Markdown that shows it as it is. Unlike `escape_markdown` it leaves full stops and dashes as they are, since people
    read and copy these files in their raw form too."""
    marked = _MARK.sub(lambda match: "\\" + match[0], text.strip())
    return _START.sub(r"\1\\\2", marked)
