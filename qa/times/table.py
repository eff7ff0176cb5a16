"""The table of named times, `named.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from qa.annotations import Period


@dataclass(frozen=True, slots=True)
class Named:
    """Congresses and five-year plans by number, sessions by congress and number, and two beginnings."""

    congress: Mapping[int, Period]
    session: Mapping[tuple[int, int], Period]
    plan: Mapping[int, Period]
    founding: Period
    reform: Period


@cache
def named() -> Named:
    """The table. It is the program's own, so what is wrong in it is a bug."""
    raw = tomllib.loads(files("qa.times").joinpath("named.toml").read_text(encoding="utf-8"))
    tables = {name: {key: Period(*days) for key, days in table.items() if key != "source"} for name, table in raw.items()}
    return Named(
        congress={int(key): period for key, period in tables["congress"].items()},
        session={_pair(key): period for key, period in tables["session"].items()},
        plan={int(key): period for key, period in tables["plan"].items()},
        founding=tables["founding"]["days"],
        reform=tables["reform"]["days"],
    )


def _pair(key: str) -> tuple[int, int]:
    term, _, session = key.partition("-")
    return int(term), int(session)
