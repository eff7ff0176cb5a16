"""Which county each quote of an answer is about, by the annotations that the library keeps."""

from __future__ import annotations

from collections.abc import Sequence

from qa.annotations import Place
from qa.errors import NotFoundError
from qa.places import county_of
from qa.store import View
from qa.types import Citation


def placed(view: View, citations: Sequence[Citation]) -> dict[int, Place]:
    """The place by the citation's number, no smaller than a county: that of the text where the quote begins, else that of its document.
    A quote of which neither is known, or whose document is gone, has none."""
    found: dict[int, Place] = {}
    kept = {}
    for citation in citations:
        key = citation.document.id
        if key not in kept:
            try:
                kept[key] = view.annotations(view.document(key).id)
            except NotFoundError:  # removed since the answer was made
                continue
        noted = next((each for each in kept[key].paragraphs if each.ordinal == citation.paragraph.ordinal), None)
        place = (noted.place_at(citation.start) if noted else None) or kept[key].about
        if place is not None:
            found[citation.n] = county_of(place)
    return found
