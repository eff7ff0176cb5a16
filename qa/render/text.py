"""Answers, passages and documents for the terminal, in the reader's language."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from qa.messages import Locale, say
from qa.render.data import reason
from qa.render.noted import place_name
from qa.render.visible import facts, visible
from qa.render.where import bytes_of, where
from qa.times import spoken
from qa.types import Answer, Citation, Document, Dropped, Format, Kind, Paragraph, Passage, Statement

NEAREST = 3
"""How many passages stand under a refusal."""
_GLANCE = 120
"""Characters of such a passage: enough to see what it is about."""
_INDENT = "    "
_ICONV = {"utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE", "gb18030": "GB18030", "big5": "BIG5", "cp950": "CP950"}
"""iconv's names of the codecs; the first two it does not know by Python's."""


def dd_command(citation: Citation, path: Path, library: Path | None = None) -> str:
    """A shell command that prints the quote's own bytes out of the file at `path`, turned into UTF-8 where they are not.

    One span is one plain `dd`; several (a quote over wrapped lines) are a loop over `start+length`. Where the file's bytes are not
    its text, `youju show --text` gives those that the quote stands in, out of `library`.
    """
    file, before = f" if={_shell_word(str(path))}", ""
    if citation.document.format is not Format.TEXT:
        option = "" if library is None else f" --library {_shell_word(str(library))}"
        file, before = "", f"youju{option} show {citation.document.id} --text | "
    if len(citation.spans) == 1:
        ((start, end),) = citation.spans
        command = f"{before}dd{file} bs=1 skip={start} count={end - start} status=none"
    else:
        runs = " ".join(f"{start}+{end - start}" for start, end in citation.spans)
        command = f"for s in {runs}; do {before}dd{file} bs=1 skip=${{s%+*}} count=${{s#*+}} status=none; done"
    encoding = citation.document.encoding
    return command if encoding in ("utf-8", "ascii") else f"{command} | iconv -f {_ICONV.get(encoding, encoding)} -t UTF-8"


def answer_text(
    answer: Answer, locale: Locale, paths: Mapping[str, Path] | None = None, *, check: bool = True, library: Path | None = None
) -> str:
    """The statements with their numbers, then where each stands; or why there is no answer, and what comes nearest.

    `paths` names the files on disk by document id; where one is not known, the command for checking it names the document.
    `check` adds that command; `library` is named in it where it needs one.
    """
    if answer.refusal is not None:
        return _refusal_text(answer, reason(answer.refusal, locale), locale)
    lines = _asked_as(answer, locale)
    for statement in answer.statements:
        lines.append(f"{visible(statement.text)} {''.join(f'[{n}]' for n in statement.citations)}")
        lines += [_INDENT + visible(note) for note in beside(statement, locale)]
    lines += uncovered(answer, locale)
    lines += ["", say("references", locale)]
    for citation in answer.citations:
        lines += _citation_lines(citation, locale)
    if not check:
        return "\n".join(lines)
    first = answer.citations[0]
    path = (paths or {}).get(first.document.id, Path(first.document.name))
    key = "check_with" if first.document.format is Format.TEXT else "check_extracted"
    return "\n".join([*lines, "", say(key, locale, n=first.n), _INDENT + dd_command(first, path, library)])


def passages_text(passages: Sequence[Passage], locale: Locale) -> str:
    """Ranked passages, best first, each whole."""
    if not passages:
        return say("no_passages", locale)
    return "\n\n".join("\n".join(_passage_lines(passage, locale)) for passage in passages)


def documents_text(documents: Sequence[Document], locale: Locale) -> str:
    """One document after the other: its name, then what is known of it."""
    if not documents:
        return say("list_empty", locale)
    return "\n".join(f"{visible(d.name)}\n{_INDENT}{_about(d, locale)}" for d in documents)


def show_text(document: Document, paragraphs: Sequence[Paragraph], dropped: Sequence[Dropped], locale: Locale) -> str:
    """The article as it is read: headings marked `#`, captions named, and at the end what was left out and why."""
    lines = [visible(document.title), _about(document, locale)]
    for paragraph in paragraphs:
        text = visible(paragraph.text)
        if paragraph.kind is Kind.HEADING:
            text = f"# {text}"
        elif paragraph.kind is Kind.CAPTION:
            text = say("caption_of", locale, text=text)
        lines += ["", text]
    if dropped:
        lines += ["", say("left_out", locale)]
        lines += [f"{_INDENT}{say('dropped_' + each.reason.name.lower(), locale)}  {visible(each.text)}" for each in dropped]
    return "\n".join(lines)


def _shell_word(path: str) -> str:
    """The path as one word of the shell. A name that would steer the terminal is spelt out in octal bytes."""
    if visible(path) == path:
        return shlex.quote(path)
    octal = "".join(f"\\{byte:03o}" for byte in os.fsencode(path))
    return f"\"$(printf '{octal}')\""


def beside(statement: Statement, locale: Locale) -> list[str]:
    """What stands beside a statement: which part of the place asked for it is about, and what its relative words mean."""
    notes = [] if statement.part is None else [say("part_of", locale, place=place_name(statement.part))]
    meant: dict[str, str] = {}
    for note in statement.notes:
        words = statement.text[note.start : note.end]
        means = place_name(note.place) if note.place else spoken(note.period, locale) if note.period else ""
        meant.setdefault(words, means)
    if meant:
        each = [say("note", locale, words=words, meaning=means) for words, means in meant.items()]
        notes.append(say("list_comma", locale).join(each))
    return notes


def uncovered(answer: Answer, locale: Locale) -> list[str]:
    """The sentence on what was compared and is not covered; none where all is."""
    names = say("list_comma", locale).join(say("quoted", locale, words=name) for name in answer.uncovered)
    return [visible(say("uncovered", locale, names=names))] if names else []


def asked_as(answer: Answer, locale: Locale) -> list[str]:
    """How the question was taken: a name spelt rightly, a follow-up completed."""
    lines = []
    if answer.corrected is not None:
        written, meant = answer.corrected
        lines.append(visible(say("corrected", locale, written=written, meant=meant)))
    if answer.rewritten is not None:
        lines.append(visible(say("asked_as", locale, question=answer.rewritten)))
    return lines


def _asked_as(answer: Answer, locale: Locale) -> list[str]:
    lines = asked_as(answer, locale)
    return [*lines, ""] if lines else []


def _refusal_text(answer: Answer, why: str, locale: Locale) -> str:
    lines = [*_asked_as(answer, locale), say("no_answer", locale, reason=visible(why))]
    nearest = next((each for each in answer.citations if answer.refusal and each.n == answer.refusal.nearest), None)
    if nearest is not None:
        lines += ["", say("nearest_quote", locale), visible(nearest.quote), *_citation_lines(nearest, locale)]
    if answer.passages:
        lines += ["", say("nearest", locale)]
    for passage in answer.passages[:NEAREST]:
        lines += ["", *(line if len(line) <= _GLANCE else line[:_GLANCE] + "……" for line in _passage_lines(passage, locale))]
    return "\n".join(lines)


def _citation_lines(citation: Citation, locale: Locale) -> list[str]:
    comma = say("comma", locale)
    head = comma.join([visible(citation.document.title), *facts(citation.document, locale)])
    place = comma.join([visible(citation.document.name), where(citation, locale), bytes_of(citation, locale)])
    section = [_INDENT + visible(" > ".join(citation.paragraph.section))] if citation.paragraph.section else []
    also = [_INDENT + line for line in [also_in(citation, locale)] if line]
    return [f"[{citation.n}] {head}", *section, _INDENT + place, *also]


def also_in(citation: Citation, locale: Locale) -> str:
    """The other newspapers that carry the same words, one line; nothing where there is none."""
    carriers = [" ".join([visible(each.name), *facts(each, locale)]) for each in citation.also_in]
    return say("also_in", locale, carriers=say("list_semicolon", locale).join(carriers)) if carriers else ""


def _passage_lines(passage: Passage, locale: Locale) -> list[str]:
    head = [visible(passage.document.title), *facts(passage.document, locale), visible(passage.document.name)]
    section = [_INDENT + visible(" > ".join(passage.paragraph.section))] if passage.paragraph.section else []
    rank = f"{passage.rank}. {say('comma', locale).join(head)}  {passage.score:.3f}"
    return [rank, *section, _INDENT + visible(passage.paragraph.text)]


def _about(document: Document, locale: Locale) -> str:
    printed = [visible(each) for each in (document.front.author, document.front.number) if each]
    kind = document.encoding if document.format is Format.TEXT else document.format.upper()
    parts = [*facts(document, locale), *printed, kind, say("size", locale, size=document.size), document.id]
    title = [visible(document.front.title)] if document.front.title else []
    return say("comma", locale).join([*title, *parts])
