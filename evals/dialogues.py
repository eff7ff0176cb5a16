"""Minimal pairs of a follow-up and the full question that it stands for, made of what a library's documents give."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.stock import Stock, stock_of
from qa.engine import Library

KINDS = ("place swap", "year swap", "indicator swap", "pronoun", "topic switch", "chain of three", "correction", "left out")
EACH = 40  # pairs of a kind: eight kinds give 320, and one pair more or less moves a kind's share by 0.025
_TRIES = 200  # draws for one pair before a library counts as too small for it


@dataclass(frozen=True, slots=True)
class Pair:
    """A follow-up to `history`, and the `full` question that it stands for."""

    kind: str
    history: tuple[str, ...]
    followup: str
    full: str


def pairs(library: Library, seed: int = 0, each: int = EACH) -> list[Pair]:
    """`each` pairs of every kind, none twice, fewer where the library has no more to ask about; the same for the same seed."""
    stocks = stock_of(library)
    drawn: list[Pair] = []
    for kind in KINDS:
        draw = _Draw(random.Random(f"{seed} {kind}"), stocks)
        held: dict[Pair, None] = {}
        for _ in range(each * _TRIES if stocks else 0):
            if len(held) == each:
                break
            made = _MAKERS[kind](draw)
            if made is not None and (made.followup != made.full or kind == "topic switch"):
                held[made] = None
        drawn += held
    return drawn


class _Draw:
    """Draws from the documents of a library; what a document lacks is None."""

    def __init__(self, chance: random.Random, stocks: Sequence[Stock]) -> None:
        self.chance, self.stocks = chance, stocks

    def stock(self) -> Stock:
        """A document's."""
        return self.chance.choice(self.stocks)

    def of(self, *choices: str) -> str:
        """One of them."""
        return self.chance.choice(choices)

    def two(self, choices: Sequence[str]) -> tuple[str, str] | None:
        """Two different ones, neither part of the other."""
        if len(choices) < 2:
            return None
        first, second = self.chance.sample(list(choices), 2)
        return None if first in second or second in first else (first, second)

    def places(self) -> tuple[str, str] | None:
        """The places of two documents, or two of one."""
        return self.two(sorted({stock.place for stock in self.stocks})) if self.chance.random() < 0.6 else self.two(self.stock().places)

    def years(self) -> tuple[str, str] | None:
        """Two years of the library."""
        return self.two(sorted({year for stock in self.stocks for year in stock.years}))


# What is asked of a place: {p} the place with its year, if any, {x} the thing.
_COUNTS = ("{p}有多少{x}？", "{p}的{x}有多少？", "{p}共有多少{x}？")
_SUMS = ("{p}{x}是多少？", "{p}的{x}有多少？", "{p}{x}达到多少？")
_HOWS = ("{p}如何{x}？", "{p}是怎样{x}的？", "{p}{x}有哪些做法？")
_TERMS = ("{p}的{x}是怎么做的？", "{p}怎样开展{x}？")


def _ask(draw: _Draw, stock: Stock, *, figure: bool = False) -> tuple[str, tuple[str, ...], str] | None:
    """The form, the things that may stand in it, and one of them."""
    kinds: list[tuple[tuple[str, ...], tuple[str, ...]]] = [(_COUNTS, stock.counted), (_SUMS, stock.measures)]
    if not figure:
        kinds += [(_HOWS, stock.acts), (_TERMS, stock.quoted)]
    forms, things = draw.chance.choice([kind for kind in kinds if kind[1]] or [((), ())])
    return (draw.chance.choice(forms), things, draw.chance.choice(things)) if things else None


def _place_swap(draw: _Draw) -> Pair | None:
    places, asked = draw.places(), _ask(draw, draw.stock())
    if places is None or asked is None:
        return None
    form, _, thing = asked
    followup = draw.of("那{}呢？", "{}呢？", "那么{}呢？", "换成{}呢？", "{}的情况怎么样？", "还有{}呢？").format(places[1])
    return Pair("place swap", (form.format(p=places[0], x=thing),), followup, form.format(p=places[1], x=thing))


def _year_swap(draw: _Draw) -> Pair | None:
    stock, years = draw.stock(), draw.years()
    asked = _ask(draw, stock, figure=draw.chance.random() < 0.7)
    if years is None or asked is None:
        return None
    form, _, thing = asked
    if draw.chance.random() < 0.2:
        years = (years[0], "去年")
    order = draw.of("{y}{p}", "{p}{y}")
    before = form.format(p=order.format(y=years[0], p=stock.place), x=thing)
    full = form.format(p=order.format(y=years[1], p=stock.place), x=thing)
    return Pair("year swap", (before,), draw.of("{}呢？", "那{}呢？", "{}的情况呢？", "那么{}怎么样？").format(years[1]), full)


def _indicator_swap(draw: _Draw) -> Pair | None:
    stock = draw.stock()
    asked = _ask(draw, stock)
    things = draw.two(asked[1]) if asked else None
    if asked is None or things is None:
        return None
    place = stock.place if draw.chance.random() < 0.6 or not stock.years else f"{draw.of(*stock.years)}{stock.place}"
    before, full = (asked[0].format(p=place, x=thing) for thing in things)
    return Pair("indicator swap", (before,), draw.of("那{}呢？", "{}呢？", "还有{}呢？", "那么{}呢？").format(things[1]), full)


def _pronoun(draw: _Draw) -> Pair | None:
    return draw.chance.choice((_of_place, _of_place, _of_person, _of_term, _of_part))(draw)


def _of_place(draw: _Draw) -> Pair | None:
    stock = draw.stock()
    place = draw.of(*stock.places[:4])
    first, second = _ask(draw, stock), _ask(draw, stock)
    if first is None or second is None or first[2] == second[2]:
        return None
    suffix = next((each for each in ("社区", "村", "镇", "县", "区", "市", "省") if place.endswith(each)), "")
    here = draw.of("当地", "那里", *([f"该{suffix}", f"这个{suffix}"] if suffix else []))
    before, full = first[0].format(p=place, x=first[2]), second[0].format(p=place, x=second[2])
    return Pair("pronoun", (before,), second[0].format(p=here, x=second[2]), full)


def _of_person(draw: _Draw) -> Pair | None:
    stock = draw.stock()
    if not stock.people:
        return None
    person, form = (
        draw.of(*stock.people),
        draw.of("{}说了什么？", "{}做了哪些事？", "{}是哪里人？", "{}介绍了什么情况？", "{}担任什么职务？"),
    )
    before = draw.of("{}是谁？", "{}是做什么的？", "谁是{}？").format(person)
    return Pair("pronoun", (before,), form.format(draw.of("他", "她", "这个人")), form.format(person))


def _of_term(draw: _Draw) -> Pair | None:
    stock = draw.stock()
    if not stock.quoted:
        return None
    term, form = (
        draw.of(*stock.quoted),
        draw.of("{}有什么作用？", "{}是什么时候开始的？", "{}包括哪些内容？", "{}是谁提出的？", "{}在哪里推行？"),
    )
    before = draw.of("什么是{}？", "{}是什么？", "{}指的是什么？").format(term)
    return Pair(
        "pronoun", (before,), form.format(draw.of("它", "这", "其")) if "内容" not in form else form.format("它"), form.format(term)
    )


def _of_part(draw: _Draw) -> Pair | None:
    stock = draw.stock()
    things = draw.two(stock.counted)
    if things is None:
        return None
    before = draw.of("{p}有多少{x}？", "{p}共有多少{x}？").format(p=stock.place, x=things[0])
    return Pair("pronoun", (before,), f"其中有多少{things[1]}？", f"{stock.place}的{things[0]}中有多少{things[1]}？")


def _topic_switch(draw: _Draw) -> Pair | None:
    first, other = draw.stock(), draw.stock()
    before, after = _ask(draw, first), _ask(draw, other)
    if before is None or after is None or first.place == other.place:
        return None
    whole = [after[0].format(p=other.place, x=after[2])]
    whole += [draw.of("什么是{}？", "{}是怎么做的？").format(term) for term in other.quoted[:1]]
    whole += [draw.of("{}是谁？", "{}说了什么？").format(person) for person in other.people[:1]]
    full = draw.of(*whole)
    return Pair("topic switch", (before[0].format(p=first.place, x=before[2]),), full, full)


def _chain(draw: _Draw) -> Pair | None:
    """A place, then a year, then another thing, in one of their orders; what each turn names stays until the next of its kind."""
    stock, places, years = draw.stock(), draw.places(), draw.years()
    asked = _ask(draw, stock)
    things = draw.two(asked[1]) if asked else None
    if asked is None or places is None or years is None or things is None:
        return None
    steps = draw.chance.sample([("p", places[1]), ("y", years[1]), ("x", things[1])], 3)
    first = asked[0].format(p=f"{years[0]}{places[0]}", x=things[0])
    turns = tuple(draw.of("那{}呢？", "{}呢？").format(value) for _, value in steps[: draw.chance.choice((2, 3))])
    now = {"p": places[0], "y": years[0], "x": things[0]} | dict(steps[: len(turns)])
    full = asked[0].format(p=f"{now['y']}{now['p']}", x=now["x"])
    return Pair("chain of three", (first, *turns[:-1]), turns[-1], full)


def _correction(draw: _Draw) -> Pair | None:
    stock, places, years = draw.stock(), draw.places(), draw.years()
    asked = _ask(draw, stock)
    things = draw.two(asked[1]) if asked else None
    if asked is None or places is None or years is None or things is None:
        return None
    slot = draw.of("p", "y", "x")
    before = {"p": places[0], "y": years[0], "x": things[0]}
    after = before | {slot: {"p": places[1], "y": years[1], "x": things[1]}[slot]}
    wording = draw.of("不对，我问的是{new}", "不是{old}，是{new}。", "我是说{new}。", "错了，应该是{new}", "我的意思是{new}")
    first, full = (asked[0].format(p=f"{each['y']}{each['p']}", x=each["x"]) for each in (before, after))
    return Pair("correction", (first,), wording.format(new=after[slot], old=before[slot]), full)


# What a follow-up asks that says no more than that, after {p}如何{x}, and the whole of it.
_LEFT_OUT = (
    ("为什么？", "{p}为什么{x}？"), ("谁负责？", "{p}{x}由谁负责？"), ("由谁牵头？", "{p}{x}由谁牵头？"),
    ("什么时候开始的？", "{p}从什么时候开始{x}？"), ("取得了什么成效？", "{p}{x}取得了什么成效？"),
    ("效果怎么样？", "{p}{x}的效果怎么样？"),
    ("还有呢？", "{p}如何{x}？"), ("具体有哪些做法？", "{p}{x}具体有哪些做法？"), ("怎么做的？", "{p}是怎么{x}的？"),
)  # fmt: skip


def _left_out(draw: _Draw) -> Pair | None:
    stock = draw.stock()
    if not stock.acts:
        return None
    act, (followup, full) = draw.of(*stock.acts), draw.chance.choice(_LEFT_OUT)
    before = draw.of("{p}如何{x}？", "{p}怎样{x}？", "{p}是如何{x}的？").format(p=stock.place, x=act)
    return Pair("left out", (before,), followup, full.format(p=stock.place, x=act))


_MAKERS: dict[str, Callable[[_Draw], Pair | None]] = dict(
    zip(KINDS, (_place_swap, _year_swap, _indicator_swap, _pronoun, _topic_switch, _chain, _correction, _left_out), strict=True)
)
