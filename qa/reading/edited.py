"""What a reader set right of a document's front matter; it goes before what a file says and before `metadata.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from qa.errors import UsageError
from qa.reading.metadata import FIELDS, is_date
from qa.types import FrontMatter, Origin

LONGEST = 500
"""Characters of a field at most: a title, not a text."""

Edits = Mapping[str, tuple[str, ...]]
"""By field, its values: one, or several places; none where the reader says that nothing is known."""


def edits_of(given: Mapping[str, Iterable[str]]) -> Edits:
    """What was typed as edits, spaces at the ends left out. UsageError names a field that is none and a value that cannot be."""
    edits: dict[str, tuple[str, ...]] = {}
    for field, typed in given.items():
        if field not in FIELDS:
            raise UsageError("meta_field", field=field, fields=", ".join(FIELDS))
        values = tuple(dict.fromkeys(value.strip() for value in typed if value.strip()))
        if any(len(value) > LONGEST or "\n" in value or "\r" in value for value in values):
            raise UsageError("meta_long", field=field, longest=LONGEST)
        if field == "date" and not all(map(is_date, values)):
            raise UsageError("date_unknown", date=values[0])
        edits[field] = values
    return edits


def edited(front: FrontMatter, edits: Edits) -> FrontMatter:
    """The front matter with the edits in it; an edited date has no note of what it was inferred from."""
    if not edits:
        return front
    origins = {field: origin for field, origin in front.origins.items() if field not in edits}
    changes: dict[str, Any] = {field: values[0] if values else None for field, values in edits.items() if field != "places"}
    if "places" in edits:
        changes["places"] = edits["places"]
    if "date" in edits:
        changes["date_note"] = None
    return replace(front, **changes, origins=origins | {field: Origin.EDITED for field, values in edits.items() if values})
