"""Conversations as the browser keeps them: JSON out, JSON in. What comes in may have been written by anyone, and is checked again.

Only what an answer says and where it stands is kept. Opened again, each quote is looked up in the library by its bytes; one that is
not there any more stays in the answer as a citation that fails its check, and so is shown as such.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from page.desk import BadReferenceError, Desk
from page.visit import Turn
from qa import cite
from qa.annotations import Note, Period, Place
from qa.errors import NotFoundError
from qa.render.cards import NEAREST
from qa.types import Answer, Citation, Document, FrontMatter, Kind, Paragraph, Passage, Refusal, RefusalCode, Statement

MOST_TURNS = 30
"""Of one conversation: the last ones are kept."""
_LONGEST = 1000
"""Characters of any string that is kept; a quote has at most 220 without white space."""


class BadKeptError(ValueError):
    """What the browser sent is no conversation."""


def turns_to_json(turns: Sequence[Turn]) -> list[dict[str, object]]:
    """The last turns, as plain data."""
    return [_turn_out(turn) for turn in turns[-MOST_TURNS:]]


def turns_of(desk: Desk, sent: object) -> list[Turn]:
    """The turns of a kept conversation, their quotes looked up again. BadKeptError where it is none."""
    if not isinstance(sent, list) or len(sent) > MOST_TURNS or len(json.dumps(sent)) > 40_000 * MOST_TURNS:
        raise BadKeptError
    try:
        return [_turn_in(desk, each) for each in sent]
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError) as error:
        raise BadKeptError from error


def _turn_out(turn: Turn) -> dict[str, object]:
    answer, refusal = turn.answer, turn.answer.refusal
    cited = [
        [
            each.n, each.document.id, each.document.title, each.quote, [list(span) for span in each.spans], list(each.lines),
            [carrier.id for carrier in each.also_in],
        ]
        for each in answer.citations
    ]  # fmt: skip
    said = [
        [list(each.citations), [_note_out(note) for note in each.notes], _place_out(each.part), list(each.marks)]
        for each in answer.statements
    ]
    why = None
    if refusal is not None:
        why = [refusal.code.value, list(refusal.missing), refusal.nearest, _place_out(refusal.place), _period_out(refusal.period)]
    shown = answer.passages[:NEAREST] if refusal is not None else ()
    near = [[each.document.id, each.paragraph.spans[0][0], each.paragraph.spans[-1][1]] for each in shown]
    return {
        "question": answer.question, "rewritten": answer.rewritten, "alone": turn.alone, "narrowed": turn.narrowed, "cited": cited,
        "said": said, "why": why, "near": near, "uncovered": list(answer.uncovered),
        "corrected": answer.corrected and list(answer.corrected),
    }  # fmt: skip


def _turn_in(desk: Desk, sent: dict[str, object]) -> Turn:
    citations = tuple(_citation_in(desk, *each) for each in _rows(sent["cited"]))
    quotes = {each.n: each.quote for each in citations}
    statements = tuple(_statement_in(quotes, *each) for each in _rows(sent["said"]))
    why = sent["why"]
    refusal = _refusal_in(*why) if isinstance(why, list) else None
    passages = {each.paragraph.id: Passage(0, 0.0, each.document, each.paragraph) for each in citations}
    for row in _rows(sent["near"]):
        try:
            place = desk.find(_text(row[0]), int(row[1]), int(row[2]))
        except BadReferenceError:
            continue
        paragraph = _paragraph(desk, place.document, place.marks[-1].ordinal)
        passages.setdefault(paragraph.id, Passage(0, 0.0, place.document, paragraph))
    corrected = tuple(map(_text, _rows(sent["corrected"] or [])))
    answer = Answer(
        _text(sent["question"]), None if sent["rewritten"] is None else _text(sent["rewritten"]), statements, citations,
        tuple(passages.values()), refusal, {}, tuple(map(_text, _rows(sent["uncovered"]))),
        (corrected[0], corrected[1]) if corrected else None,
    )  # fmt: skip
    return Turn(answer, sent["alone"] is True, _text(sent["narrowed"]))


def _citation_in(
    desk: Desk, n: int, document_id: str, title: str, quote: str, spans: list[list[int]], lines: list[int], also: object = None
) -> Citation:
    """The quote found again by its bytes; where they say something else now, or are gone, a citation that no check will pass. `also`
    are the reprints, which conversations kept by an older page do not name."""
    held = tuple((int(low), int(high)) for low, high in spans)
    try:
        place = desk.find(_text(document_id), held[0][0], held[-1][1])
        mark = place.marks[-1]
        paragraph = _paragraph(desk, place.document, mark.ordinal)
        cited = cite.cite(int(n), place.document, paragraph, mark.start, mark.end, desk.library.text(place.document.id))
        if cited.quote == quote:
            carriers = map(desk.document, map(_text, _rows(also or [])))
            return replace(cited, also_in=tuple(each for each in carriers if each is not None and _carries(desk, each, quote)))
    except (BadReferenceError, NotFoundError, cite.UnverifiedError):
        pass
    # Without a name: a name of the browser's would be looked for on the disk.
    gone = Document(_text(document_id), "", "", "utf-8", 0, FrontMatter(title=_text(title)))
    paragraph = Paragraph(gone.id, -int(n) - 1, Kind.BODY, (), _text(quote), held)
    return Citation(int(n), gone, paragraph, 0, len(quote), quote, held, (int(lines[0]), int(lines[1])), True)


def _statement_in(quotes: dict[int, str], numbers: list[int], notes: list[list[object]], part: object, marks: list[list[int]]) -> Statement:
    text = quotes[numbers[0]]
    slices = tuple((int(low), int(high)) for low, high in marks)
    edges = [0, *(edge for pair in slices for edge in pair), len(text)]
    if edges != sorted(edges):
        raise BadKeptError
    return Statement(text, tuple(map(int, numbers)), tuple(_note_in(*each) for each in notes), _place_in(part), slices)


def _refusal_in(code: str, missing: list[str], nearest: int | None, place: object, period: object) -> Refusal:
    return Refusal(RefusalCode(code), tuple(map(_text, missing)), nearest, _place_in(place), _period_in(period))


def _note_out(note: Note) -> list[object]:
    return [note.start, note.end, _period_out(note.period), _place_out(note.place)]


def _note_in(start: object, end: object, period: object, place: object) -> Note:
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        raise BadKeptError
    return Note(start, end, _period_in(period), _place_in(place))


def _place_out(place: Place | None) -> list[str] | None:
    return None if place is None else [place.code, place.name, place.local]


def _place_in(sent: object) -> Place | None:
    return Place(*map(_text, _rows(sent))) if sent is not None else None


def _period_out(period: Period | None) -> list[str] | None:
    return None if period is None else [period.first.isoformat(), period.last.isoformat()]


def _period_in(sent: object) -> Period | None:
    return Period(*(date.fromisoformat(_text(each)) for each in _rows(sent))) if sent is not None else None


def _carries(desk: Desk, document: Document, quote: str) -> bool:
    """Whether a paragraph of the document holds the words of a quote, white space aside."""
    words = "".join(quote.split())
    return any(words in "".join(each.text.split()) for each in desk.paragraphs(document.id))


def _paragraph(desk: Desk, document: Document, ordinal: int) -> Paragraph:
    return next(each for each in desk.paragraphs(document.id) if each.ordinal == ordinal)


def _rows(sent: object) -> list:  # type: ignore[type-arg]
    if not isinstance(sent, list):
        raise BadKeptError
    return sent


def _text(sent: object) -> str:
    if not isinstance(sent, str) or len(sent) > _LONGEST:
        raise BadKeptError
    return sent
