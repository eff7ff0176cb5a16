"""The words of the comparison form: what is listed is told apart, limits hold, and a link says the same again."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from page.table import MOST_PLACES, MOST_YEARS, Fields, Wanted, csv_url, wanted
from qa.errors import UsageError


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("赣州、抚州，吉安", ("赣州", "抚州", "吉安")), ("赣州 抚州　吉安", ("赣州", "抚州", "吉安")), ("赣州", ("赣州",)),
        ("Ganzhou, Zhanggong District", ("Ganzhou", "Zhanggong District")), ("赣州；抚州;", ("赣州", "抚州")),
        ("、赣州、、赣州 、", ("赣州",)), ("Zhanggong District", ("Zhanggong District",)),
    ],
)  # fmt: skip
def test_places_are_told_apart(written: str, places: tuple[str, ...]) -> None:
    assert wanted(Fields(written, "2020", "收入"), "zh").places == places


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("2020", (2020,)), ("2020 2021", (2020, 2021)), ("2020-2022", (2020, 2021, 2022)), ("2020年至2022年", (2020, 2021, 2022)),
        ("2021、2020，2021", (2021, 2020)), ("２０２０ — ２０２２", (2020, 2021, 2022)),
        ("2020—2021年 2024年", (2020, 2021, 2024)),
    ],
)  # fmt: skip
def test_years_are_told_apart(written: str, years: tuple[int, ...]) -> None:
    assert wanted(Fields("赣州", written, "收入"), "zh").years == years


@pytest.mark.parametrize("years", ["", "二〇二〇", "20", "2020-", "-2020", "2022-2020", "9999", "2020;DROP", "2020--x", "٢٠٢٠"])
def test_what_names_no_years_is_refused(years: str) -> None:
    with pytest.raises(UsageError) as caught:
        wanted(Fields("赣州", years, "收入"), "zh")
    assert caught.value.key == "page_compare_bad_years"


def test_the_limits_hold_at_their_edges() -> None:
    places = "、".join(f"地{n}" for n in range(MOST_PLACES))
    table = wanted(Fields(places, f"2000-{1999 + MOST_YEARS}", "收" * 400), "en")
    assert (len(table.places), len(table.years)) == (MOST_PLACES, MOST_YEARS)
    for fields, key in (
        (Fields(places + "、多", "2020", "收入"), "page_compare_many_places"),
        (Fields("赣州", f"2000-{2000 + MOST_YEARS}", "收入"), "page_compare_many_years"),
        (Fields("赣州", "2000-2020 1960-1980", "收入"), "page_compare_many_years"),
        (Fields("赣州", "2020", "收" * 401), "page_compare_too_long"),
        (Fields("赣州", "2020", "\n "), "page_compare_no_indicator"),
    ):
        with pytest.raises(UsageError) as caught:
            wanted(fields, "en")
        assert caught.value.key == key


@pytest.mark.parametrize("places", [("赣州市", "Zhanggong District"), ("Zhanggong District",), ("赣州",)])
def test_the_link_to_the_file_asks_for_the_same_table(places: tuple[str, ...]) -> None:
    table = Wanted(places, (2020, 2022), '收入&places="x"')
    link = csv_url(table)
    asked = parse_qs(urlsplit(link).query, strict_parsing=True)
    assert link.startswith("compare.csv?") and all(len(values) == 1 for values in asked.values())
    assert wanted(Fields(*(asked[name][0] for name in Fields._fields)), "zh") == table
