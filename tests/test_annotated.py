"""Annotations come back from their column as they went in; a damaged column is said to be one."""

import string
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.annotations import Annotation, Annotations, Bound, Dating, Figure, Naming, Period, Place, PlaceMention, TimeMention
from qa.store.annotated import annotations_of, annotations_to_json
from qa.store.database import DamagedRowError

places = st.builds(Place, st.text(string.digits, min_size=2, max_size=9), st.text(max_size=8), st.text(max_size=4))
periods = st.builds(lambda a, b: Period(min(a, b), max(a, b)), st.dates(), st.dates())
offsets = st.integers(0, 500)
slices = st.tuples(offsets, offsets)
numbers = st.decimals(allow_nan=False, allow_infinity=False)
mentions = st.builds(
    PlaceMention, offsets, offsets, st.sampled_from(Naming), st.lists(places, min_size=1, max_size=3).map(tuple), st.booleans()
)
times = st.builds(TimeMention, offsets, offsets, st.sampled_from(Dating), st.none() | periods, st.none() | st.integers(-3, 3))
figures = st.builds(
    Figure, offsets, offsets, numbers, st.none() | numbers, st.text(max_size=3), st.sampled_from(Bound), st.none() | slices,
    st.none() | slices, st.none() | places, st.none() | periods,
)  # fmt: skip
rows = st.builds(
    Annotation, offsets, st.none() | places, st.lists(mentions).map(tuple), st.lists(times).map(tuple), st.lists(figures).map(tuple)
)


@given(st.builds(Annotations, st.none() | places, st.none() | periods, st.lists(rows, max_size=3).map(tuple)))
def test_they_come_back_as_they_went_in(annotations: Annotations) -> None:
    assert annotations_of(annotations_to_json(annotations)) == annotations


@pytest.mark.parametrize("column", ["", "[]", "{}", '{"about":0,"published":null,"paragraphs":[],"places":[]}', '{"about":null}'])
def test_a_damaged_column_is_said_to_be_one(column: str) -> None:
    with pytest.raises(DamagedRowError):
        annotations_of(column)


def test_a_place_is_written_once() -> None:
    place = Place("36", "江西省")
    one = PlaceMention(0, 2, Naming.SHORT, (place,))
    assert annotations_to_json(Annotations(place, None, (Annotation(0, place, (one, one), ()),))).count("江西省") == 1


def test_a_decimal_keeps_its_digits() -> None:
    figure = Figure(0, 3, Decimal("84.580"), None, "%", Bound.EXACT, period=Period(date(2021, 1, 1), date(2021, 12, 31)))
    back = annotations_of(annotations_to_json(Annotations(None, None, (Annotation(0, None, (), (), (figure,)),))))
    assert str(back.paragraphs[0].figures[0].value) == "84.580"
