"""What a figure measures, of whom, where and when. The sentences are made up."""

from datetime import date

import pytest

from qa.annotations import Dating, Figure, Naming, Period, Place, PlaceMention, TimeMention
from qa.figures import indicator_of, locate, same_indicator
from qa.types import Kind, Paragraph

HERE, TOWN, OTHER = Place("3607", "甲省乙市"), Place("360702", "甲省乙市丙区"), Place("3608", "甲省丁市")
NAMES = {"乙市": HERE, "丙区": TOWN, "丁市": OTHER}


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))


def find(text: str, *years: int, topics: bool = True) -> list[Figure]:
    """The figures of a text about 乙市; the years and the places named in it are mentions."""
    times, places = [], []
    for number in years:
        word = f"{number}年"
        times.append(TimeMention(text.index(word), text.index(word) + len(word), Dating.ABSOLUTE, year(number)))
    if "目前" in text:
        times.append(TimeMention(text.index("目前"), text.index("目前") + 2, Dating.VAGUE, None))
    for name, place in NAMES.items():
        at = text.find(name)
        if at >= 0:
            places.append(PlaceMention(at, at + len(name), Naming.FULL, (place,), topics))
    times.sort(key=lambda mention: mention.start)
    places.sort(key=lambda mention: mention.start)
    return list(locate([Paragraph("d", 0, Kind.BODY, (), text, ())], [tuple(places)], [HERE], [tuple(times)])[0])


def words(text: str, *years: int) -> list[str | None]:
    return [None if one.indicator is None else text[one.indicator[0] : one.indicator[1]] for one in find(text, *years)]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("该村集体经济经营性收入达1.03亿元。", ["集体经济经营性收入"]),
        ("选派300名优秀干部到村任职。", ["优秀干部"]),
        ("培训了百余名有大专以上学历、有管理经验的专职指导员。", ["专职指导员"]),
        ("累计解决实际问题913件，配备网格员20名。", ["实际问题", "网格员"]),
        ("投入帮扶资金12亿元。", ["帮扶资金"]),
        ("为群众办结事项10件，办结率达99%。", ["事项", "办结率"]),
        ("68%的村超20万元。", ["村", "村"]),
        ("村集体经营性收入超110万元，同比增长38%。", ["村集体经营性收入", "村集体经营性收入"]),
        ("规上工业增加值增长3.7%。", ["规上工业增加值增长"]),
        ("80个、87%的党支部开展活动。", ["党支部", "党支部"]),
        ("形成5大类30种发展模式。", ["发展模式", "发展模式"]),
        ("申报了46个创新项目，其中23个被选为重点。", ["创新项目", "创新项目"]),
        ("发放不少于200元的服务资金。", ["服务资金"]),
        ("全市480余户居民的问题得以解决。", ["居民"]),
        ("造成2人遇难。", ["遇难"]), ("入围的有银行（9家）、保险公司（7家）。", ["银行", "保险公司"]),
    ],
)  # fmt: skip
def test_a_figure_measures_the_noun_that_the_clause_gives_it(text: str, indicators: list[str]) -> None:
    assert words(text) == indicators


def test_a_count_and_the_amount_behind_it_measure_two_things() -> None:
    text = "全区53个村集体经济经营性收入在20万元以上。"
    assert words(text) == ["村", "村集体经济经营性收入"]


def test_an_average_goes_on_with_the_amount_before_it() -> None:
    text = "所有村经营性收入保持在10万元，村均34.57万元。"
    first, second = words(text)
    assert first == second
    assert first is not None
    assert first.endswith("经营性收入")


def test_short_quotations_names_and_dates_hold_no_figures() -> None:
    assert find("2021年实施“百名博士进百家企业”和“1+N+1”行动，读《五年规划纲要》。", 2021) == []


def test_spoken_sentences_in_quotes_do() -> None:
    assert len(find("“我们小区建了有26年了，停车位少。”居民说。")) == 1


def test_the_nearest_topic_before_the_figure_is_its_place() -> None:
    assert [one.place for one in find("建成驿站130家。丙区建成驿站20家。")] == [HERE, TOWN]
    assert [one.place for one in find("借鉴丁市经验，建成驿站20家。", topics=False)] == [HERE]


def test_a_list_that_the_figure_sums_up_does_not_govern_it() -> None:
    assert [one.place for one in find("丙区、丁市等2个地方获奖。")] == [HERE]


def test_a_figure_of_the_whole_country_has_no_place_of_the_article() -> None:
    assert [one.place for one in find("丙区获奖，全国仅10个城市入选。")] == [None]


def test_rows_of_figures_go_with_rows_of_years_and_places() -> None:
    both = find("2021年、2022年丙区收入分别为5万元、6万元。", 2021, 2022)
    assert [one.period for one in both] == [year(2021), year(2022)]
    assert [one.place for one in find("丙区、丁市收入分别为5万元、6万元。")] == [TOWN, OTHER]


def test_the_nearest_time_before_it_in_the_sentence_is_its_period() -> None:
    found = find("2020年收入5万元，2023年收入9万元，后来建房20座。", 2020, 2023)
    assert [one.period for one in found] == [year(2020), year(2023), year(2023)]


def test_a_time_that_is_compared_with_or_that_a_noun_owns_is_not_its_period() -> None:
    assert [one.period for one in find("2023年收入比2020年增长5%。", 2023, 2020)] == [year(2023)]
    assert [one.period for one in find("先后获得2021年度示范村称号，年收入增长到137万元。", 2021)] == [None]
    assert [one.period for one in find("网格由2022年的50个优化为20个。", 2022)] == [year(2022), None]


def test_a_later_time_does_not_govern_and_now_ends_what_was() -> None:
    assert [one.period for one in find("收入5万元，2023年获奖。", 2023)] == [None]
    assert [one.period for one in find("2020年开始建设，目前已建成20座。", 2020)] == [None]


def test_a_sentence_that_goes_on_keeps_the_period_and_one_with_a_topic_of_its_own_does_not() -> None:
    assert [one.period for one in find("2023年，全年收入5万元。其中工资性收入2万元。", 2023)] == [year(2023), year(2023)]
    assert [one.period for one in find("2023年，全年收入5万元。丙区建成20座。", 2023)] == [year(2023), None]


def test_slices_lie_within_the_text_and_paragraphs_keep_step() -> None:
    text = "2023年，丙区1124家企业结对帮扶275个村，投入资金12.57亿元，实施项目3224个，惠及5.4万户。"
    found = find(text, 2023)
    assert len(found) == 5
    for one in found:
        for part in ((one.start, one.end), one.indicator, one.subject):
            assert part is None or 0 <= part[0] < part[1] <= len(text)
    with pytest.raises(ValueError, match="zip"):
        locate([Paragraph("d", 0, Kind.BODY, (), "5个", ())], [], [], [])


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("村集体经济经营性收入有多少", "村集体经济经营性收入"), ("有多少名党员", "党员"), ("村均经营性收入是多少？", "村均经营性收入"),
        ("2021年选派了多少名优秀干部", "优秀干部"), ("办结率是多少", "办结率"), ("帮扶资金多少万元", "帮扶资金"),
        ("一共有多少家非公企业参与帮扶", "非公企业"), ("浔阳区面积多大", "面积"),
        ("全市集体经济总量增长了多少", "集体经济总量增长"),
    ],
)  # fmt: skip
def test_what_a_question_asks_a_number_of(question: str, asked: str) -> None:
    assert indicator_of(question) == asked


def test_the_same_words_are_one_indicator_and_other_heads_are_none() -> None:
    assert same_indicator("经营性收入", "经营性收入") == 1.0
    assert same_indicator("GDP", "地区生产总值") == 1.0
    assert same_indicator("收入", "支出") == same_indicator("社会组织", "行业协会") == same_indicator("收入", "收入增长") == 0.0
    assert same_indicator("", "收入") == 0.0


def test_an_average_is_hardly_the_total_and_the_likelier_phrase_ranks_higher() -> None:
    assert same_indicator("村均经营性收入", "经营性收入") < 0.5
    near, far = same_indicator("村集体经济收入", "村集体经济经营性收入"), same_indicator("村集体经济收入", "居民收入")
    assert 1.0 > near > 0.6 > far
    assert same_indicator("党员", "在职党员") > same_indicator("在职党员", "党员")
