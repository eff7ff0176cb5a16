"""The words of the comparison table's form and of its address: read, checked, and written out again as a link. Anyone may send anything."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from qa import render
from qa.errors import UsageError
from qa.messages import Locale, say

MOST_PLACES = 20
MOST_YEARS = 30
LONGEST_FIELD = 400
"""Characters of one field; twenty places by their whole names fit."""
_LISTED = re.compile(r"[、,;，；\n]")
_LATIN = re.compile(r"[A-Za-z]")
_RANGE = re.compile(r"([12]\d{3})年?(?:[-–—~至到]+([12]\d{3})年?)?", re.ASCII)
_AROUND_DASH = re.compile(r"\s*([-–—~至到])\s*")


class Fields(NamedTuple):
    """What was written into the form."""

    places: str
    years: str
    indicator: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table that may be asked of the library: names of places, years in the order written, an indicator."""

    places: tuple[str, ...]
    years: tuple[int, ...]
    indicator: str


def wanted(fields: Fields, locale: Locale) -> Wanted:
    """The table that the fields describe. UsageError where they describe none or one that is too large."""
    for name, value in zip(Fields._fields, fields, strict=True):
        if len(value) > LONGEST_FIELD:
            raise UsageError("page_compare_too_long", field=say(f"page_compare_{name}", locale), limit=LONGEST_FIELD)
    places = _parts(fields.places)
    if not places:
        raise UsageError("page_compare_no_places")
    if len(places) > MOST_PLACES:
        raise UsageError("page_compare_many_places", limit=MOST_PLACES)
    years = _years(fields.years)
    indicator = render.visible(fields.indicator).strip()
    if not indicator:
        raise UsageError("page_compare_no_indicator")
    return Wanted(places, years, indicator)


def csv_url(table: Wanted) -> str:
    """The address of the table as a file, relative to the page's own."""
    fields = {"places": "、".join(table.places), "years": " ".join(map(str, table.years)), "indicator": table.indicator}
    return f"compare.csv?{urlencode(fields)}"


def _parts(text: str) -> tuple[str, ...]:
    """What is listed, once each: between 、 or commas, else between spaces, unless the name is Latin and may hold them itself."""
    parts = _LISTED.split(text) if _LISTED.search(text) or _LATIN.search(text) else text.split()
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _years(text: str) -> tuple[int, ...]:
    """2020 2021, or 2020-2024, or both."""
    years: dict[int, None] = {}
    for part in re.split(r"[、,;\s]+", _AROUND_DASH.sub(r"\1", unicodedata.normalize("NFKC", text).strip())):
        found = _RANGE.fullmatch(part)
        if found is None or (found[2] and int(found[2]) < int(found[1])):
            raise UsageError("page_compare_bad_years", words=render.visible(text.strip()))
        first, last = int(found[1]), int(found[2] or found[1])
        if last - first >= MOST_YEARS:
            raise UsageError("page_compare_many_years", limit=MOST_YEARS)
        years |= dict.fromkeys(range(first, last + 1))
    if len(years) > MOST_YEARS:
        raise UsageError("page_compare_many_years", limit=MOST_YEARS)
    return tuple(years)
