"""A document's annotations to one column and back, as JSON: places once each, referred to by their index."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from qa.annotations import Annotation, Annotations, Bound, Dating, Figure, Naming, Period, Place, PlaceMention, TimeMention
from qa.store.database import DamagedRowError


def annotations_to_json(annotations: Annotations) -> str:
    """Compact, the same for the same annotations."""
    places: dict[Place, int] = {}

    def index(place: Place | None) -> int | None:
        return None if place is None else places.setdefault(place, len(places))

    def row(each: Annotation) -> list[object]:
        named = [[m.start, m.end, m.naming, [index(place) for place in m.places], int(m.topic)] for m in each.places]
        dated = [[m.start, m.end, m.dating, _days(m.period), m.offset] for m in each.times]
        counted = [_row(figure, index(figure.place)) for figure in each.figures]
        return [each.ordinal, index(each.about), named, dated, counted]

    about, rows = index(annotations.about), [row(each) for each in annotations.paragraphs]
    whole = {
        "about": about,
        "published": _days(annotations.published),
        "paragraphs": rows,
        "places": [[place.code, place.name, place.local] for place in places],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _row(figure: Figure, place: int | None) -> list[object]:
    upto = None if figure.upto is None else str(figure.upto)
    exact = [figure.start, figure.end, str(figure.value), upto, figure.unit, figure.bound]
    return [*exact, figure.indicator, figure.subject, place, _days(figure.period)]


def annotations_of(text: str) -> Annotations:
    """The inverse of `annotations_to_json`. DamagedRowError."""
    try:
        whole = json.loads(text)
        places = [Place(*map(str, each)) for each in whole["places"]]
        paragraphs = tuple(_annotation(row, places) for row in whole["paragraphs"])
        return Annotations(_at(places, whole["about"]), _period(whole["published"]), paragraphs)
    except (ValueError, KeyError, TypeError, IndexError, InvalidOperation) as error:
        raise DamagedRowError("annotations") from error


def _annotation(row: Sequence[Any], places: Sequence[Place]) -> Annotation:
    ordinal, about, named, dated, counted = row
    return Annotation(
        ordinal,
        _at(places, about),
        tuple(
            PlaceMention(start, end, Naming(naming), tuple(places[i] for i in held), bool(topic))
            for start, end, naming, held, topic in named
        ),
        tuple(TimeMention(start, end, Dating(dating), _period(days), offset) for start, end, dating, days, offset in dated),
        tuple(_figure(each, places) for each in counted),
    )


def _figure(row: Sequence[Any], places: Sequence[Place]) -> Figure:
    start, end, value, upto, unit, bound, indicator, subject, place, days = row
    high = None if upto is None else Decimal(upto)
    where, when = _at(places, place), _period(days)
    return Figure(start, end, Decimal(value), high, unit, Bound(bound), _slice(indicator), _slice(subject), where, when)


def _at(places: Sequence[Place], index: int | None) -> Place | None:
    return None if index is None else places[index]


def _days(period: Period | None) -> list[str] | None:
    return None if period is None else [period.first.isoformat(), period.last.isoformat()]


def _period(days: Sequence[str] | None) -> Period | None:
    return None if days is None else Period(date.fromisoformat(days[0]), date.fromisoformat(days[1]))


def _slice(pair: Iterable[int] | None) -> tuple[int, int] | None:
    if pair is None:
        return None
    start, end = pair
    return int(start), int(end)
