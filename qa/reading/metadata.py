"""`metadata.toml`: what a librarian notes of the files beside it; it goes before what is inferred from a text."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path
from typing import Never

from qa.errors import ReadError
from qa.patterns import regex
from qa.times import published
from qa.types import FrontMatter, Origin

FILE_NAME = "metadata.toml"
FIELDS = ("title", "publisher", "author", "date", "page", "number", "dateline", "places")
"""What can be given of a document, in the order in which it is shown; a date has its note besides."""
_TEXT_FIELDS = ("title", "publisher", "author", "date_note", "page", "number", "dateline")
_FIELDS = {*_TEXT_FIELDS, "date", "date_origin", "places"}
_LINE = regex(r"at line (\d+)")
_ORIGINS = {"printed": Origin.PRINTED, "inferred": Origin.INFERRED}


def read_metadata(folder: Path) -> dict[str, FrontMatter]:
    """What the folder's `metadata.toml` says, by document name; nothing where there is none. ReadError where it is off."""
    path = folder / FILE_NAME
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ReadError("path_unreadable", path=str(path)) from error
    try:
        return parse_metadata(raw.decode("utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise ReadError("metadata_not_toml", path=str(path), line=raw.count(b"\n", 0, error.start) + 1) from error


def parse_metadata(text: str, path: str) -> dict[str, FrontMatter]:
    """One table a document, `["name.txt"]`, with title, publisher, author, date, date_origin, date_note, page, number, dateline, places."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _LINE.search(str(error))  # absent where the text ends too early
        raise ReadError("metadata_not_toml", path=path, line=int(at[1]) if at else text.count("\n") + 1) from error
    return {name: _front(name, table, path) for name, table in tables.items()}


def _front(name: str, table: object, path: str) -> FrontMatter:
    def off(field: str) -> Never:
        raise ReadError("metadata_field", path=path, name=name, field=field)

    if not isinstance(table, dict):
        off(name)
    for field in table:
        if field not in _FIELDS:
            off(field)
    for field in _TEXT_FIELDS:
        if not isinstance(table.get(field, ""), str):
            off(field)
    date = table.get("date")
    if isinstance(date, datetime.date) and not isinstance(date, datetime.datetime):  # a date of TOML, without quotes
        date = date.isoformat()
    if date is not None and not (isinstance(date, str) and is_date(date)):
        off("date")
    origin = table.get("date_origin")
    if origin is not None and (not isinstance(origin, str) or origin not in _ORIGINS):
        off("date_origin")
    places = table.get("places", [])
    if not isinstance(places, list) or not all(isinstance(place, str) for place in places):
        off("places")
    texts = {field: table.get(field) or None for field in _TEXT_FIELDS}
    given = {**texts, "date": date, "places": places}
    origins = {field: Origin.GIVEN for field in FIELDS if given[field]}
    if date and origin:
        origins["date"] = _ORIGINS[origin]
    return FrontMatter(**texts, date=date, places=tuple(places), origins=origins)


def merge(given: FrontMatter | None, inferred: FrontMatter) -> FrontMatter:
    """Field by field, what is given before what is inferred; a date brings its own note and origin."""
    if given is None:
        return inferred
    dated = given if given.date else inferred
    origins = {}
    for field in FIELDS:
        origin = (given if getattr(given, field) else inferred).origins.get(field)
        if origin is not None:
            origins[field] = origin
    return FrontMatter(
        title=given.title or inferred.title,
        publisher=given.publisher or inferred.publisher,
        author=given.author or inferred.author,
        date=dated.date,
        date_note=dated.date_note,
        places=given.places or inferred.places,
        origins=origins,
        page=given.page or inferred.page,
        number=given.number or inferred.number,
        dateline=given.dateline or inferred.dateline,
    )


def is_date(text: str) -> bool:
    """Whether the text is a day, a month or a year of the calendar as ISO 8601 writes it."""
    try:
        return published(FrontMatter(date=text)) is not None
    except ValueError:
        return False
