"""A part of a library to ask: by place, by time of publication, by document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from qa import times
from qa.annotations import Period, Place
from qa.retrieve.shelf import Shelf, annotation
from qa.types import Paragraph


@dataclass(frozen=True, slots=True)
class Within:
    """What may be found: paragraphs that are about `place`, or name it or a part of it; of documents published in `period` (one
    whose date is not known is left out); of `documents`, by id. None leaves that side open."""

    place: Place | None = None
    period: Period | None = None
    documents: frozenset[str] | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self.place is None and self.period is None and self.documents is None


def narrowed(shelf: Shelf, within: Within | None) -> Shelf:
    """The shelf in which only that part is found; what it works out stays with the whole."""
    if within is None or within.everything:
        return shelf
    return replace(shelf, allowed=_allowed(within, shelf))


def _allowed(within: Within, shelf: Shelf) -> Callable[[Paragraph], bool]:
    held = within.documents
    published = {key: times.published(document.front) for key, document in shelf.documents.items()} if within.period else {}

    def allowed(paragraph: Paragraph) -> bool:
        if held is not None and paragraph.document_id not in held:
            return False
        if within.period is not None:
            when = published[paragraph.document_id]
            if when is None or not within.period.meets(when):
                return False
        return within.place is None or _speaks_of(within.place, paragraph, shelf)

    return allowed


def _speaks_of(place: Place, paragraph: Paragraph, shelf: Shelf) -> bool:
    noted = annotation(paragraph, shelf)
    named = [each for mention in noted.places for each in mention.places]
    return any(each is not None and place.holds(each) for each in (noted.about, *named))
