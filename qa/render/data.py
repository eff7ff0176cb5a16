"""Answers, passages and documents as plain data: the JSON contract of the command. Text is verbatim here, never escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.annotations import Annotations
from qa.messages import Locale, say
from qa.render.noted import annotation_dict, period_list, place_dict, place_name
from qa.times import spoken
from qa.types import Answer, Citation, Document, Dropped, Paragraph, Passage, Refusal, Span, Statement

TIMINGS = ("encode", "retrieve", "rank", "answer", "total")
"""Milliseconds by step of the flow."""
_DIGITS = 6  # of a part of a score: as many as a sum of single precision holds


def document_dict(document: Document) -> dict[str, object]:
    """A document without its text; what is not known is null, and `origins` says where the rest comes from."""
    front = document.front
    return {
        "id": document.id,
        "name": document.name,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "size": document.size,
        "format": str(document.format),
        "extracted": document.extracted,
        "title": front.title,
        "publisher": front.publisher,
        "author": front.author,
        "date": front.date,
        "date_note": front.date_note,
        "places": list(front.places),
        "page": front.page,
        "number": front.number,
        "dateline": front.dateline,
        "origins": {name: str(origin) for name, origin in sorted(front.origins.items())},
    }


def citation_dict(citation: Citation) -> dict[str, object]:
    """A quote and where it stands: bytes and lines of the original file, or of its extracted text; the page where it has pages."""
    return {
        "n": citation.n,
        "document": document_dict(citation.document),
        "section": list(citation.paragraph.section),
        "kind": str(citation.paragraph.kind),
        "quote": citation.quote,
        "spans": _pairs(citation.spans),
        "lines": list(citation.lines),
        "page": citation.page,
        "verified": citation.verified,
        "also_in": [
            {"id": each.id, "name": each.name, "title": each.front.title, "publisher": each.front.publisher, "date": each.front.date}
            for each in citation.also_in
        ],
    }


def passage_dict(passage: Passage) -> dict[str, object]:
    """A retrieved paragraph; a higher score is better, and so is each of its parts (`Passage.scores`)."""
    return {
        "rank": passage.rank,
        "score": passage.score,
        "scores": {name: round(value, _DIGITS) for name, value in passage.scores.items()},
        "document": document_dict(passage.document),
        "ordinal": passage.paragraph.ordinal,
        "section": list(passage.paragraph.section),
        "kind": str(passage.paragraph.kind),
        "text": passage.paragraph.text,
        "spans": _pairs(passage.paragraph.spans),
    }


def answer_dict(answer: Answer, id: str | int | None, locale: Locale) -> dict[str, object]:
    """One answer; `id` is the asker's, and `reason` a sentence in the reader's language where it is a refusal."""
    return {
        "id": id,
        "question": answer.question,
        "rewritten": answer.rewritten,
        "answerable": answer.answerable,
        "reason": None if answer.refusal is None else reason(answer.refusal, locale),
        "reason_code": None if answer.refusal is None else str(answer.refusal.code),
        "missing": [] if answer.refusal is None else list(answer.refusal.missing),
        "nearest": None if answer.refusal is None else answer.refusal.nearest,
        "corrected": None if answer.corrected is None else {"written": answer.corrected[0], "meant": answer.corrected[1]},
        "uncovered": list(answer.uncovered),
        "statements": [statement_dict(each) for each in answer.statements],
        "citations": [citation_dict(each) for each in answer.citations],
        "passages": [passage_dict(each) for each in answer.passages],
        "timings_ms": _timings(answer.timings_ms),
    }


def statement_dict(statement: Statement) -> dict[str, object]:
    """A statement; `notes` say what its relative words mean, `part` which part of the place asked for it is about."""
    notes = [
        {"start": note.start, "end": note.end, "text": statement.text[note.start : note.end]}
        | ({} if note.place is None else {"place": place_dict(note.place)})
        | ({} if note.period is None else {"period": period_list(note.period)})
        for note in statement.notes
    ]
    part = None if statement.part is None else place_dict(statement.part)
    return {"text": statement.text, "citations": list(statement.citations), "notes": notes, "part": part}


def show_dict(
    document: Document, paragraphs: Sequence[Paragraph], dropped: Sequence[Dropped], annotations: Annotations
) -> dict[str, object]:
    """A document with every paragraph, what each says of places, times and figures, and everything that was left out, in the file's
    order."""
    noted = {each.ordinal: each for each in annotations.paragraphs}
    return {
        "document": document_dict(document),
        "about": None if annotations.about is None else place_dict(annotations.about),
        "published": None if annotations.published is None else period_list(annotations.published),
        "paragraphs": [
            {"ordinal": p.ordinal, "kind": str(p.kind), "section": list(p.section), "text": p.text, "spans": _pairs(p.spans)}
            | annotation_dict(noted[p.ordinal], p.text)
            for p in paragraphs
        ],
        "dropped": [{"reason": str(d.reason), "text": d.text, "spans": _pairs(d.spans)} for d in dropped],
    }


def reason(refusal: Refusal, locale: Locale) -> str:
    """Why there is no answer, in one sentence."""
    quoted = [say("quoted", locale, words=word) for word in refusal.missing]
    held = place_name(refusal.place) if refusal.place else ""
    held = spoken(refusal.period, locale) if refusal.period else held
    return say(f"refused_{refusal.code}", locale, missing=say("list_comma", locale).join(quoted), held=held)


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _timings(timings: Mapping[str, float]) -> dict[str, float]:
    """Every step, in the order of the flow; a step that was not taken took no time."""
    extra = sorted(set(timings) - set(TIMINGS))
    return {name: round(float(timings.get(name, 0.0)), 3) for name in (*TIMINGS, *extra)}
