"""Facts and comparisons as text, CSV and data."""

from __future__ import annotations

from collections.abc import Sequence

from qa.facts import CitedFact, Comparison
from qa.messages import Locale, say
from qa.render.data import citation_dict
from qa.render.noted import csv_text, figure_dict, place_dict, place_name
from qa.render.visible import visible
from qa.render.where import where
from qa.times import spoken

_INDENT = "    "
_COLUMNS = (
    "document", "place", "place_code", "from", "to", "indicator", "subject", "quantity", "value", "upto", "unit", "bound", "quote",
    "first_line", "last_line", "spans",
)  # fmt: skip


def fact_dict(cited: CitedFact) -> dict[str, object]:
    """A figure as data, with the citation that holds it."""
    fact = cited.fact
    figure = figure_dict(fact.figure, fact.paragraph.text) | {"quantity": fact.quantity, "ordinal": fact.paragraph.ordinal}
    return figure | {"citation": citation_dict(cited.citation)}


def facts_text(facts: Sequence[CitedFact], locale: Locale) -> str:
    """One figure after the other: what, how much, where and when, then its quote."""
    if not facts:
        return say("facts_none", locale)
    return "\n".join("\n".join(_fact_lines(each, locale)) for each in facts)


def facts_csv(facts: Sequence[CitedFact]) -> str:
    """A row for each figure, a header above them."""
    return csv_text([_COLUMNS, *(_row(each) for each in facts)])


def comparison_dict(table: Comparison) -> dict[str, object]:
    """Rows by place, cells by year; null where the library states none."""
    return {
        "indicator": table.indicator,
        "years": list(table.years),
        "rows": [
            {"place": place_dict(place), "cells": [None if each is None else fact_dict(each) for each in row]}
            for place, row in zip(table.places, table.cells, strict=True)
        ],
    }


def comparison_csv(table: Comparison) -> str:
    """The quantities as written, and behind them the same rows with their quotes."""
    head = ["", *table.years, *(f"{year} quote" for year in table.years)]
    rows = [
        [place_name(place), *("" if c is None else c.fact.quantity for c in row), *("" if c is None else c.citation.quote for c in row)]
        for place, row in zip(table.places, table.cells, strict=True)
    ]
    return csv_text([head, *rows])


def comparison_text(table: Comparison, locale: Locale) -> str:
    """A table of quantities with the numbers of their citations, then the quotes."""
    lines = [visible(say("compare_head", locale, indicator=table.indicator))]
    lines.append("\t".join([say("compare_place", locale), *map(str, table.years)]))
    cited = []
    for place, row in zip(table.places, table.cells, strict=True):
        cells = ["" if each is None else f"{visible(each.fact.quantity)} [{each.citation.n}]" for each in row]
        lines.append("\t".join([place_name(place), *cells]))
        cited += [each for each in row if each is not None]
    for each in cited:
        lines += ["", *_quote_lines(each, locale)]
    return "\n".join(lines)


def _fact_lines(cited: CitedFact, locale: Locale) -> list[str]:
    figure, fact = cited.fact.figure, cited.fact
    where = [] if figure.place is None else [place_name(figure.place)]
    when = [] if figure.period is None else [spoken(figure.period, locale)]
    about = say("comma", locale).join([*where, *when, *(words for words in (fact.subject, fact.indicator) if words)])
    return [visible(f"{fact.quantity}  {about}"), *_quote_lines(cited, locale)]


def _quote_lines(cited: CitedFact, locale: Locale) -> list[str]:
    head = say("comma", locale).join([visible(cited.citation.document.name), where(cited.citation, locale)])
    return [f"{_INDENT}[{cited.citation.n}] {visible(cited.citation.quote)}", f"{_INDENT}{head}"]


def _row(cited: CitedFact) -> list[object]:
    fact, figure, citation = cited.fact, cited.fact.figure, cited.citation
    place = ("", "") if figure.place is None else (place_name(figure.place), figure.place.code)
    period = ("", "") if figure.period is None else (figure.period.first.isoformat(), figure.period.last.isoformat())
    upto = "" if figure.upto is None else format(figure.upto, "f")
    spans = " ".join(f"{start}-{end}" for start, end in citation.spans)
    return [
        citation.document.name, *place, *period, fact.indicator, fact.subject, fact.quantity, format(figure.value, "f"), upto, figure.unit,
        str(figure.bound), citation.quote, *citation.lines, spans,
    ]  # fmt: skip
