"""Figures chosen by place, year and indicator, and quoted whole. The paragraphs are made up."""

from datetime import date
from decimal import Decimal

from qa.annotations import Annotation, Annotations, Bound, Figure, Period, Place
from qa.facts import cell, chosen, facts_of
from qa.types import Document, FrontMatter, Kind, Paragraph

CITY, COUNTY = Place("3607", "江西省赣州市"), Place("360702", "江西省赣州市章贡区")
Y2023, Y2024 = (Period(date(year, 1, 1), date(year, 12, 31)) for year in (2023, 2024))
TEXT = "赣州市2024年水果产量30万吨，比上年多。2023年全市水果产量25万吨。章贡区2024年水果产量2万吨。"


def figure(words: str, value: int, place: Place | None, period: Period | None, nth: int = 0) -> Figure:
    start = TEXT.index(words)
    part = [i for i in range(len(TEXT)) if TEXT.startswith("水果产量", i)][nth]
    return Figure(start, start + len(words), Decimal(value), None, "吨", Bound.EXACT, (part, part + 4), None, place, period)


FIGURES = (
    figure("30万吨", 300000, CITY, Y2024),
    figure("25万吨", 250000, CITY, Y2023, 1),
    figure("2万吨", 20000, COUNTY, Y2024, 2),
)
DOCUMENT = Document("0" * 16, "果.txt", "0" * 64, "utf-8", 1, FrontMatter())
PARAGRAPH = Paragraph(DOCUMENT.id, 3, Kind.BODY, (), TEXT, ((0, 1),))
FACTS = list(facts_of(DOCUMENT, [PARAGRAPH], Annotations(CITY, None, (Annotation(3, CITY, (), (), FIGURES),))))


def test_every_figure_has_its_whole_sentence_as_its_quote() -> None:
    assert [TEXT[slice(*fact.quote)] for fact in FACTS] == [each + "。" for each in TEXT.split("。")[:-1]]
    assert [(fact.quantity, fact.indicator) for fact in FACTS] == [("30万吨", "水果产量"), ("25万吨", "水果产量"), ("2万吨", "水果产量")]


def test_a_place_takes_its_parts_a_year_only_itself_and_an_indicator_only_its_like() -> None:
    assert [fact.quantity for fact in chosen(FACTS, CITY, None, "")] == ["30万吨", "25万吨", "2万吨"]
    assert [fact.quantity for fact in chosen(FACTS, COUNTY, None, "")] == ["2万吨"]
    assert [fact.quantity for fact in chosen(FACTS, CITY, 2024, "水果产量")] == ["30万吨", "2万吨"]
    assert chosen(FACTS, CITY, 2022, "水果产量") == [] and chosen(FACTS, CITY, 2024, "地区生产总值") == []


def test_a_cell_of_a_table_is_of_the_place_itself() -> None:
    found = cell(FACTS, CITY, 2024, "水果产量")
    assert found is not None and found.quantity == "30万吨"
    assert cell(FACTS, Place("36", "江西省"), 2024, "水果产量") is None
