"""The table of divisions, read once: codes, names and the forms that name them. `make.py` says where it comes from."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from qa.annotations import Naming, Place

TABLE = Path(__file__).with_name("china.tsv.gz")
LEVELS = (2, 4, 6, 9)
"""Digits of the code of a province, a city, a county and a township."""


class Grade(IntEnum):
    """How far a form is to be trusted in running text; measured on news by `make.py`."""

    CHAINED = 1  # an everyday word: a place only right behind its parent (北京朝阳)
    SUPPORTED = 2  # a place where the text names its parent or its full name elsewhere
    FREE = 3  # a place wherever it stands


class Entry(NamedTuple):
    """One thing that a form may mean. `zone` is the name of a zone that is no division, "" for a division."""

    code: str
    naming: Naming
    grade: Grade
    zone: str = ""


@dataclass(frozen=True)
class Table:
    """All divisions. `names` holds the own name of each code; `forms` what each form of a province, a city, a county or a zone may
    mean; `towns` the codes of the townships of each name; `everyday` those of them that are words; `pinyin` the codes of each Latin
    name (`ganzhou`: lower case, no level word)."""

    names: dict[str, str]
    forms: dict[str, tuple[Entry, ...]]
    towns: dict[str, str]
    everyday: frozenset[str]
    pinyin: dict[str, tuple[str, ...]]
    _meant: dict[str, tuple[Entry, ...]] = field(default_factory=dict, repr=False, compare=False)  # what was asked for, kept
    _above: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    _places: dict[str, Place] = field(default_factory=dict, repr=False, compare=False)

    def meanings(self, form: str) -> tuple[Entry, ...]:
        """What a form may mean, townships last; empty where it is none."""
        if form not in self.towns:
            return self.forms.get(form, ())
        if form not in self._meant:
            grade = Grade.CHAINED if form in self.everyday else Grade.SUPPORTED
            towns = tuple(Entry(code, Naming.FULL, grade) for code in self.towns[form].split())
            self._meant[form] = self.forms.get(form, ()) + towns
        return self._meant[form]

    def above(self, code: str) -> tuple[str, ...]:
        """The codes of the divisions that hold it, the province first, itself last; 北京市东城区 has no city between."""
        if code not in self._above:
            self._above[code] = tuple(code[:n] for n in LEVELS if n <= len(code) and code[:n] in self.names)
        return self._above[code]

    def parent(self, code: str) -> str:
        """The code of the next larger division; "" for a province."""
        chain = self.above(code)
        return chain[-2] if len(chain) > 1 else ""

    def path(self, code: str) -> str:
        """`江苏省苏州市虎丘区`."""
        return "".join(self.names[part] for part in self.above(code))

    def place(self, code: str, local: str = "") -> Place:
        """The division, or something smaller in it."""
        if code not in self._places:
            self._places[code] = Place(code, self.path(code))
        return Place(code, self._places[code].name, local) if local else self._places[code]

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """The codes directly below each code, in order; "" has the provinces."""
        found: dict[str, list[str]] = {}
        for code in self.names:
            found.setdefault(self.parent(code), []).append(code)
        return {code: tuple(sorted(below)) for code, below in found.items()}


def _forms(code: str, name: str, field: str) -> Iterator[tuple[str, Entry]]:
    """The forms of one division; the field is as `make.py` writes it: `=2,虎丘3,平江3*`, = for the name, * for an old form."""
    full = Grade.FREE
    for item in filter(None, field.split(",")):
        old = item.endswith("*")
        item = item.removesuffix("*")
        form, grade = item[:-1], Grade(int(item[-1]))
        if form == "=":
            full = grade
        else:
            yield form, Entry(code, Naming.OLD if old else Naming.SHORT, grade)
    yield name, Entry(code, Naming.FULL, full)


@cache
def readings() -> dict[str, str]:
    """For each character of GB 2312 the syllable that it is mostly read as, without tone; read on first use."""
    with gzip.open(TABLE, "rt", encoding="utf-8") as lines:
        rows = [line[1:].rstrip("\n").split("\t") for line in lines if line.startswith("~")]
    return {character: syllable for syllable, characters in rows for character in characters}


@cache
def table() -> Table:
    """The table, read on first use."""
    names: dict[str, str] = {}
    forms: dict[str, tuple[Entry, ...]] = {}
    pinyin: dict[str, tuple[str, ...]] = {}
    towns: dict[str, str] = {}
    everyday: set[str] = set()
    with gzip.open(TABLE, "rt", encoding="utf-8") as lines:
        rows = [line.split("\t") for line in lines.read().splitlines() if line[0] not in "#~"]
    for code, name, written, latin, below in rows:
        if code.startswith("@"):
            forms[name] = (*forms.get(name, ()), Entry(code[1:], Naming.LOCAL, Grade.FREE, name))
            continue
        if name:
            names[code] = name
            for form, entry in _forms(code, name, written):
                forms[form] = (*forms.get(form, ()), entry)
        if latin:
            pinyin[latin] = (*pinyin.get(latin, ()), code)
        for item in below.split(",") if below else ():
            own, town = code + item[:3], item[3:]
            if town[-1] == "!":
                town = town[:-1]
                everyday.add(town)
            names[own] = town
            towns[town] = f"{towns[town]} {own}" if town in towns else own
    return Table(names, forms, towns, frozenset(everyday), pinyin)
