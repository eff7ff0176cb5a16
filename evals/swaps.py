"""Questions made from a library's own figures, as they stand and with the place or the year swapped for one that the library does not hold.

`python -m evals.swaps --library var/library` prints how many of the swapped are refused with the right part named, and how many of the
others are refused. Drawn with a fixed seed; the questions are of the figures as they were read, so that a figure read wrongly
counts against the figure's reader too.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.annotations import Place
from qa.engine import Library
from qa.facts import Fact
from qa.figures import unit_class
from qa.places import own_name, same_level
from qa.types import Answer

SEED = 20261122
EACH = 12  # other places, and other years, put in the place of a figure's own, at most
YEARS = 8  # how far a swapped year lies from the true one, at most


@dataclass(frozen=True, slots=True)
class Made:
    """A question and what in it was swapped, as it is written; "" for a question of what stands there."""

    question: str
    swapped: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many questions, how many of them refused, and of these how many naming the swapped part; the failures to read."""

    asked: int
    refused: int
    named: int
    failures: tuple[str, ...]


def questions(library: Library, count: int) -> tuple[list[Made], list[Made]]:
    """(as they stand, swapped), at most `count` of each, none twice, in an order that a fixed seed decides."""
    facts = [each.fact for each in library.facts()]
    held = _held(library)
    random_ = random.Random(SEED)
    plain = _drawn([made for fact in facts for made in _plain(fact)], count, random_)
    swapped = _drawn([made for fact in facts for made in _swapped(fact, library, held)], count, random_)
    return plain, swapped


def outcome(library: Library, made: Sequence[Made]) -> Outcome:
    """Ask them all."""
    refused = named = 0
    failures = []
    for each in made:
        answer = library.ask(each.question)
        right = each.swapped and names(answer, each.swapped)
        refused += not answer.answerable
        named += bool(right)
        if (each.swapped and not right) or (not each.swapped and not answer.answerable):
            said = answer.statements[0].text if answer.statements else str(answer.refusal)
            failures.append(f"{each.question}  [{each.fact.quantity}]  {said[:100]}")
    return Outcome(len(made), refused, named, tuple(failures))


def names(answer: Answer, part: str) -> bool:
    """Whether it is a refusal that names the part."""
    return answer.refusal is not None and any(part in words or words in part for words in answer.refusal.missing)


def _drawn(made: Sequence[Made], count: int, random_: random.Random) -> list[Made]:
    unique = list({each.question: each for each in made}.values())
    random_.shuffle(unique)
    return unique[:count]


def _plain(fact: Fact) -> Iterator[Made]:
    place, year = _place_words(fact.figure.place), _year(fact)
    if place and len(fact.indicator) >= 2:
        for when in [f"{year}年", ""] if year else [""]:
            for words in place:
                yield from (Made(question, "", fact) for question in _asked(fact, words, when))


def _swapped(fact: Fact, library: Library, held: dict[str, set[int]]) -> Iterator[Made]:
    place, year = fact.figure.place, _year(fact)
    own = _place_words(place)
    if place is None or not own or len(fact.indicator) < 2:
        return
    if not place.local:
        others = [each for each in same_level(place) if each.code not in held]
        for other in others[:: max(1, len(others) // EACH)][:EACH]:
            words = _place_words(other)[0]
            yield from (Made(question, words, fact) for question in _asked(fact, words, f"{year}年" if year else ""))
    if year:
        taken = held[fact.document.id]
        free = [year + step for size in range(1, YEARS + 1) for step in (-size, size) if year + step not in taken]
        for other_year in free[:EACH]:
            yield from (Made(question, f"{other_year}年", fact) for question in _asked(fact, own[0], f"{other_year}年"))


def _asked(fact: Fact, place: str, when: str) -> list[str]:
    """The question in three ways, by what is measured."""
    unit, indicator = fact.figure.unit, fact.indicator
    if unit_class(unit) in ("people", "count"):
        many = f"有多少{unit}"
        return [f"{place}{when}{many}{indicator}？", f"{when}{place}共{many}{indicator}？", f"请问{when}{place}{indicator}{many}？"]
    much = "百分之多少" if unit_class(unit) == "share" else "多少"
    return [f"{place}{when}{indicator}是{much}？", f"{when}{place}的{indicator}是{much}？", f"请问{when}{place}{indicator}达到{much}？"]


def _place_words(place: Place | None) -> list[str]:
    """How people write it: its own name, and with that of what it lies in."""
    return [] if place is None else list(dict.fromkeys([own_name(place), place.name + place.local]))


def _year(fact: Fact) -> int | None:
    """The one year of a figure's period."""
    period = fact.figure.period
    return period.first.year if period is not None and period.first.year == period.last.year else None


def _held(library: Library) -> dict[str, set[int]]:
    """Codes of the places that the library names or that hold one of them, each an empty set; and the years of each document by its id."""
    held: dict[str, set[int]] = {}
    for document in library.documents():
        annotations = library.annotations(document.id)
        years = held.setdefault(document.id, set())
        if annotations.published is not None:
            years.update(range(annotations.published.first.year, annotations.published.last.year + 1))
        for noted in annotations.paragraphs:
            for mention in noted.places:
                for place in mention.places:
                    for size in (2, 4, 6, 9):
                        held.setdefault(place.code[:size], set())
            for time in noted.times:
                if time.period is not None:
                    years.update(range(time.period.first.year, time.period.last.year + 1))
    return held


def main(argv: Sequence[str] | None = None) -> int:
    """Print both shares; with `--show` the failures too."""
    reader = argparse.ArgumentParser(prog="python -m evals.swaps", description=__doc__)
    reader.add_argument("--library", type=Path, default=Path("var/library"))
    reader.add_argument("--count", type=int, default=1000)
    reader.add_argument("--show", action="store_true")
    args = reader.parse_args(argv)
    with Library.open(args.library) as library:
        plain, swapped = (outcome(library, made) for made in questions(library, args.count))
    print(f"as they stand: {plain.asked} asked, {plain.refused} refused ({plain.refused / max(1, plain.asked):.3f})")
    share = swapped.named / max(1, swapped.asked)
    print(f"swapped: {swapped.asked} asked, {swapped.refused} refused, {swapped.named} with the part named ({share:.3f})")
    if args.show:
        print(*plain.failures, "---", *swapped.failures, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
