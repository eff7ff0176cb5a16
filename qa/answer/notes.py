"""What stands beside a quote: the times and places that its words mean there, and whether it is about a part of the place asked for."""

from __future__ import annotations

from qa.annotations import Annotation, Dating, Naming, Note, Place
from qa.answer.draft import Pick
from qa.question import Question

_SAID = (Dating.RELATIVE, Dating.PARTIAL)  # what a reader cannot date from the quote alone

_GENERIC = ("当年", "同年")  # counted from a time that the quote mostly holds, and as often no time of its own


def notes_of(pick: Pick, noted: Annotation) -> tuple[Note, ...]:
    """In the order of the quote's words; slices of its text."""
    notes = [
        Note(each.start - pick.start, each.end - pick.start, period=each.period)
        for each in noted.times
        if each.dating in _SAID
        and each.period is not None
        and pick.start <= each.start
        and each.end <= pick.end
        and not pick.paragraph.text.startswith(_GENERIC, each.start)
    ]
    notes += [
        Note(each.start - pick.start, each.end - pick.start, place=each.place)
        for each in noted.places
        if each.naming is Naming.RELATIVE and each.place is not None and pick.start <= each.start and each.end <= pick.end
    ]
    return tuple(sorted(notes, key=lambda note: (note.start, note.end)))


def part_of(pick: Pick, noted: Annotation, asked: Question | None) -> Place | None:
    """The part of the place asked for that the quote is about; None where it names that place itself, or none is asked for."""
    wanted = [place for mention in asked.places for place in mention.places] if asked else []
    named = [each.place for each in noted.places if pick.start <= each.start < pick.end and each.place is not None]
    about = noted.place_at(pick.start)
    if not wanted or about is None or any(each in wanted for each in (about, *named)):
        return None
    return about if any(place.holds(about) for place in wanted) else None
