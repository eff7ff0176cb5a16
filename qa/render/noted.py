"""Places, times and figures as plain data, and facts as tables: text, CSV, JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from qa.annotations import Annotation, Figure, Period, Place


def place_dict(place: Place) -> dict[str, object]:
    """Code (GB/T 2260), whole name, and the own name of what is smaller than a division."""
    return {"code": place.code, "name": place.name, "local": place.local or None}


def place_name(place: Place) -> str:
    """The whole name, down to what is smaller than a division."""
    return place.name + place.local


def period_list(period: Period) -> list[str]:
    """First and last day, ISO 8601."""
    return [period.first.isoformat(), period.last.isoformat()]


def annotation_dict(noted: Annotation, text: str) -> dict[str, object]:
    """What a paragraph says: each mention with its slice of the text, raw and resolved; null where it is left open or vague."""
    return {
        "about": _place(noted.about),
        "places": [
            {
                "start": m.start, "end": m.end, "text": text[m.start : m.end], "naming": str(m.naming), "topic": m.topic,
                "place": _place(m.place), "candidates": [place_dict(each) for each in m.places] if m.place is None else [],
            }
            for m in noted.places
        ],
        "times": [
            {"start": m.start, "end": m.end, "text": text[m.start : m.end], "dating": str(m.dating), "period": _period(m.period)}
            for m in noted.times
        ],
        "figures": [{"text": text[f.start : f.end]} | figure_dict(f, text) for f in noted.figures],
    }  # fmt: skip


def figure_dict(figure: Figure, text: str) -> dict[str, object]:
    """A figure with its slices of the paragraph's text; the value as a decimal string in its base unit."""
    return {
        "start": figure.start, "end": figure.end, "value": format(figure.value, "f"),
        "upto": None if figure.upto is None else format(figure.upto, "f"), "unit": figure.unit, "bound": str(figure.bound),
        "indicator": _words(figure.indicator, text), "subject": _words(figure.subject, text),
        "place": _place(figure.place), "period": _period(figure.period),
    }  # fmt: skip


def csv_text(rows: Sequence[Sequence[object]]) -> str:
    """Rows as CSV (RFC 4180), a header among them. A cell that a spreadsheet would take for a formula is kept from it by a quote."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([[_cell(value) for value in row] for row in rows])
    return out.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def _place(place: Place | None) -> dict[str, object] | None:
    return None if place is None else place_dict(place)


def _period(period: Period | None) -> list[str] | None:
    return None if period is None else period_list(period)


def _words(part: tuple[int, int] | None, text: str) -> str | None:
    return None if part is None else text[part[0] : part[1]]
