"""Questions made from the library's own figures are answered, and refused with the part named once the place or the year is swapped."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.swaps import outcome, questions
from qa.engine import Library

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("swaps") / "library", create=True) as made:
        made.add([SEEDS])
        yield made


def test_a_place_or_a_year_that_the_library_does_not_hold_is_refused_and_named(library: Library) -> None:
    plain, swapped = questions(library, 300)
    assert len(plain) == len(swapped) == 300
    as_they_stand, other = outcome(library, plain), outcome(library, swapped)
    assert as_they_stand.refused <= 0.05 * as_they_stand.asked, as_they_stand.failures
    assert other.named >= 0.95 * other.asked, other.failures


def test_the_questions_are_the_same_each_time_and_hold_what_is_swapped(library: Library) -> None:
    first, again = questions(library, 50), questions(library, 50)
    assert first == again
    for made in first[1]:
        assert made.swapped and made.swapped in made.question
        assert made.swapped not in made.fact.paragraph.text
