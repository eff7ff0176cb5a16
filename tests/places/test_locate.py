"""What documents name and are about. Every sentence here is made up."""

from itertools import pairwise
from typing import NamedTuple

import pytest

from qa.annotations import Naming, PlaceMention
from qa.places import Located, locate
from qa.types import FrontMatter, Kind, Paragraph


class Found(NamedTuple):
    text: str
    codes: tuple[str, ...]
    local: str


def paragraphs(*texts: str, sections: dict[int, tuple[str, ...]] | None = None) -> list[Paragraph]:
    return [Paragraph("d", i, Kind.BODY, (sections or {}).get(i, ()), text, ()) for i, text in enumerate(texts)]


def mentions(*texts: str, front: FrontMatter | None = None) -> list[Found]:
    _, located = locate(paragraphs(*texts), front or FrontMatter())
    return [
        Found(text[m.start : m.end], tuple(place.code for place in m.places), m.places[0].local)
        for text, row in zip(texts, located, strict=True)
        for m in row.places
    ]


def codes(*texts: str, front: FrontMatter | None = None) -> list[tuple[str, str]]:
    return [(found.text, "|".join(found.codes)) for found in mentions(*texts, front=front)]


def only(text: str) -> tuple[Located, tuple[PlaceMention, ...]]:
    _, located = locate(paragraphs(text), FrontMatter())
    return located[0], located[0].places


def test_a_chain_is_one_mention_of_the_deepest_division() -> None:
    assert mentions("记者来到江西省赣州市章贡区水西镇永安村。") == [Found("江西省赣州市章贡区水西镇永安村", ("360702105",), "永安村")]
    assert codes("他在赣州章贡区工作。") == [("赣州章贡区", "360702")]
    assert codes("湖南岳阳一名女孩获奖。") == [("湖南岳阳", "4306")]


def test_places_side_by_side_that_are_not_nested_are_two() -> None:
    assert codes("北京上海两地联动。") == [("北京", "11"), ("上海", "31")]


@pytest.mark.parametrize(
    "text",
    [
        "他毕业于中山大学和北京大学。",
        "维护世界和平，深化合作，共享资源。",
        "利比亚和圣马力诺代表出席会议。",
        "公安机关依法处理，比如罚款。",
        "他在上海证券交易所上班。",
        "黄山说，何山也同意，陈朝阳没有来。",
        "全国各地，我国西部，中方表示欢迎。",
        "农村、行政村和空壳村都在变化，全面推进乡村振兴。",
        "口碑好的产品有广阔市场，全市场都欢迎。",
    ],
)
def test_what_only_looks_like_a_place_is_none(text: str) -> None:
    assert codes(text) == []


def test_the_longest_name_wins_but_words_stay_whole() -> None:
    assert codes("成都市民和北京市场。") == [("成都", "5101"), ("北京", "11")]
    assert codes("赣州市民政局发布通知。") == [("赣州市", "3607")]
    assert codes("吉林省延边朝鲜族自治州的客人。") == [("吉林省延边朝鲜族自治州", "2224")]


def test_an_organ_names_its_division_and_committees_alone_do_not() -> None:
    assert codes("赣州市委和章贡区统计局召开会议，市委、省委作出部署。") == [("赣州市", "3607"), ("章贡区", "360702")]


def test_ambiguous_names_are_decided_by_the_places_around_them() -> None:
    assert codes("南京的鼓楼区发布公告。") == [("南京", "3201"), ("鼓楼区", "320106")]
    assert codes("福州举行比赛。", "鼓楼区的选手获胜。") == [("福州", "3501"), ("鼓楼区", "350102")]


def test_an_ambiguous_name_without_context_stays_open() -> None:
    found = mentions("鼓楼区发布公告。")
    assert found[0].codes == ("320106", "320302", "350102", "410204")
    _, (mention,) = only("鼓楼区发布公告。")
    assert mention.place is None


def test_an_everyday_word_is_a_place_only_behind_its_parent() -> None:
    assert codes("北京朝阳的居民热爱和平。") == [("北京朝阳", "110105")]


def test_a_county_by_its_short_name_needs_its_city_in_the_text() -> None:
    assert codes("赣州各县竞相发展。", "信丰的脐橙熟了。") == [("赣州", "3607"), ("信丰", "360722")]


def test_a_township_that_the_table_lacks_is_a_place_within_its_county() -> None:
    assert mentions("章贡区新桥湾镇的果园。") == [Found("章贡区新桥湾镇", ("360702",), "新桥湾镇")]


def test_relative_names_mean_what_the_text_is_about_there() -> None:
    front = FrontMatter(title="赣州市抓党建促发展")
    found = codes("近年来，我市稳步发展，全省领先。章贡区率先行动，该区收入增长，带动全市。", front=front)
    assert found == [("我市", "3607"), ("全省", "36"), ("章贡区", "360702"), ("该区", "360702"), ("全市", "3607")]
    other = codes("抚州市召开会议。全市上下行动起来。")
    assert other == [("抚州市", "3610"), ("全市", "3610")]


def test_a_relative_name_without_a_place_of_its_level_is_left_out() -> None:
    assert codes("全市上下行动起来，该县也不例外。") == []
    assert codes("江西省下发通知，全市行动。") == [("江西省", "36")]


def test_a_county_level_city_is_the_whole_city_where_the_text_is_about_it() -> None:
    assert codes("樟树市公布数据。全市增长，全省第一。") == [("樟树市", "360982"), ("全市", "360982"), ("全省", "36")]


def test_a_village_is_the_same_place_when_it_comes_back() -> None:
    found = mentions("章贡区水西镇永安村种上了脐橙。", "如今，永安村面貌一新，该村收入翻番。")
    assert [(one.text, one.codes, one.local) for one in found] == [
        ("章贡区水西镇永安村", ("360702105",), "永安村"),
        ("永安村", ("360702105",), "永安村"),
        ("该村", ("360702105",), "永安村"),
    ]


def test_zones_communities_and_sub_districts_are_within_the_division_named() -> None:
    assert mentions("赣州经开区和章贡区大公路社区。") == [
        Found("赣州经开区", ("3607",), "赣州经开区"),
        Found("章贡区大公路社区", ("360702",), "大公路社区"),
    ]


def test_front_matter_says_what_the_document_is_about() -> None:
    about, located = locate(paragraphs("北京、上海、深圳都来了人。"), FrontMatter(places=("江西省抚州市",)))
    assert about is not None and about.code == "3610"
    assert located[0].about == about


def test_a_document_is_about_what_holds_most_of_its_places() -> None:
    about, _ = locate(paragraphs("赣州市召开会议。", "章贡区发言，信丰县跟进。", "赣州市还介绍了北京的经验。"), FrontMatter())
    assert about is not None and about.code == "3607"
    about, _ = locate(paragraphs("公司与重庆方面接洽，没有与重庆方面签约。"), FrontMatter())
    assert about is None


@pytest.mark.parametrize(
    ("text", "place", "topic"),
    [
        ("2024年，章贡区把党建摆在首位。", "章贡区", True),
        ("去年，仅章贡区就有多个部门报到。", "章贡区", True),
        ("在章贡区，收入增长很快。", "章贡区", True),
        ("这项工作借鉴北京等地经验。", "北京", False),
        ("与深圳市南山区共建合作。", "深圳市南山区", False),
        ("在北京、上海等地建立支部。", "北京", False),
    ],
)
def test_the_topic_stands_at_the_head_of_its_clause(text: str, place: str, topic: bool) -> None:
    _, found = only(text)
    assert {text[m.start : m.end]: m.topic for m in found}[place] is topic


def test_a_mention_says_how_it_names_the_place() -> None:
    text = "赣州市与抚州，庐陵大地，全市永安村。"
    _, found = only("赣州市介绍经验。" + text)
    kinds = [m.naming for m in found[1:]]
    assert kinds == [Naming.FULL, Naming.SHORT, Naming.OLD, Naming.RELATIVE]


def test_slices_are_in_order_and_never_overlap() -> None:
    _, found = only("江西省赣州市章贡区、信丰县新田镇坪地山村，全市共有鼓楼区和城关镇，赣州经开区沙河镇。")
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_an_empty_document_is_about_nothing() -> None:
    assert locate([], FrontMatter()) == (None, ())
    assert only("")[1] == ()


def test_the_whole_of_a_place_is_one_mention_with_its_name() -> None:
    assert codes("赣州全市有脐橙，江西全省推广。") == [("赣州全市", "3607"), ("江西全省", "36")]
    assert codes("章贡区全区动员，吉林全市推进。") == [("章贡区全区", "360702"), ("吉林全市", "2202")]
    assert codes("章贡区表示，全市正在推广。") == [("章贡区", "360702"), ("全市", "3607")]


def test_all_of_a_city_is_named_before_the_word_city() -> None:
    assert codes("赣州市总结体系。全市城市社区网格增加。") == [("赣州市", "3607"), ("全市", "3607")]


def test_a_kind_of_village_is_no_village_unless_a_township_has_one_of_that_name() -> None:
    assert codes("章贡区建设宜居美村、经济富村、文明新村、治理强村和示范村。") == [("章贡区", "360702")]
    assert [one.local for one in mentions("信丰县新田镇文明新村的茶叶。")] == ["文明新村"]
    assert [one.local for one in mentions("永新县龙田乡向荣村无村部、无收入。")] == ["向荣村"]


def test_a_village_keeps_the_division_that_it_was_named_with() -> None:
    found = codes("福建省石桥村紧邻章贡区水西镇永安村。章贡区永安村与石桥村共建。")
    assert found == [("福建省石桥村", "35"), ("章贡区水西镇永安村", "360702105"), ("章贡区永安村", "360702105"), ("石桥村", "35")]


@pytest.mark.parametrize(
    ("text", "name", "local"),
    [
        ("宁都县田头镇向阳回族村来了客人。", "宁都县田头镇向阳回族村", "向阳回族村"),
        ("宁都县田头镇新月回族村党支部换届。", "宁都县田头镇新月回族村", "新月回族村"),
        ("宁都县田头镇南边村晚霞满天。", "宁都县田头镇南边村", "南边村"),
        ("宁都县城市社区红石社区换届。", "红石社区", "红石社区"),
    ],
)
def test_everyday_words_may_be_in_the_name_of_a_village_behind_a_chain(text: str, name: str, local: str) -> None:
    assert (name, local) in [(one.text, one.local) for one in mentions(text)]


@pytest.mark.parametrize("words", ["大力发展村集体经济", "有三个村", "怎样建设村", "今年帮扶村", "在哪个村"])
def test_no_village_is_made_of_verbs_prepositions_or_questions(words: str) -> None:
    assert codes(f"宁都县{words}。") == [("宁都县", "360730")]


def test_offices_and_lists_tell_a_village() -> None:
    front = FrontMatter(places=("江西省赣州市宁都县",))
    assert codes("会上对金丰村党总支书记提出表扬。", front=front) == [("金丰村", "360730")]
    assert codes("会上对贫困村党支部书记、对驻村党支部开展培训。", front=front) == []
    assert codes("宁都县田头镇新布村、宦境村均有收成。") == [("宁都县田头镇新布村", "360730111"), ("宦境村", "360730111")]


@pytest.mark.parametrize(
    ("text", "relative", "code", "local"),
    [
        ("樟树市洲上乡的果园连片。该市种植黄栀子。", "该市", "360982", ""),
        ("赣州市章贡区率先行动，该市推广。", "该市", "3607", ""),
        ("赣州市介绍情况，樟树市跟进。该市提出目标。", "该市", "360982", ""),
        ("南昌经开区下蕉村建起驿站。该区上线小程序。", "该区", "3601", "南昌经开区"),
        ("章贡区与深圳市南山区共建，该区获益。", "该区", "360702", ""),
        ("宁都县田头镇新布村有茶，该镇又种橙。", "该镇", "360730111", ""),
        ("樟树市洲上乡的果园连片。全市种植黄栀子。", "全市", "3609", ""),
    ],
)
def test_that_city_is_the_last_one_named(text: str, relative: str, code: str, local: str) -> None:
    (found,) = [one for one in mentions(text) if one.text == relative]
    assert (found.codes, found.local) == ((code,), local)


def test_a_level_is_no_part_of_the_name_before_it() -> None:
    assert codes("吉安县级以下有多少个行政村。") == [("吉安", "3608")]
    assert codes("江西省级、赣州市级两级联动。") == [("江西", "36"), ("赣州", "3607")]


def test_parts_of_a_province_are_the_province() -> None:
    assert codes("四川省南部有雨。") == [("四川省", "51")]


@pytest.mark.parametrize(
    ("text", "place", "topic"),
    [
        ("↗沙石镇新路村开发的大棚。", "沙石镇新路村", True),
        ("●信丰县的橙子红了。", "信丰县", True),
        ("「宁都县」的鸡出栏。", "宁都县", True),
        ("赣州市行动，在全省率先出台办法。", "全省", False),
        ("赣州市行动，全省首个平台上线。", "全省", False),
        ("赣州市行动，是全省唯一试点。", "全省", False),
        ("赣州市行动，全省增长一成。", "全省", True),
        ("乐山市位于四川省中部。", "四川省", False),
        ("乐山市风景好，地处四川省中部。", "四川省", False),
        ("乐山市风景好，隶属四川省。", "四川省", False),
        ("乐山市位于四川省中部。", "乐山市", True),
    ],
)
def test_what_ranks_or_locates_a_place_is_no_topic_but_marks_before_one_do_no_harm(text: str, place: str, topic: bool) -> None:
    _, found = only(text)
    assert {text[m.start : m.end]: m.topic for m in found}[place] is topic


def test_a_paragraph_that_opens_with_words_said_is_about_the_county_named_behind_them() -> None:
    front = FrontMatter(places=("江西省",))
    told = "“家里建了26年了。”上犹县的罗女士说。"
    _, located = locate(paragraphs(told, "家里建了26年了。上犹县的罗女士说。", "“建了26年。”全省都这样，上犹县也是。"), front)
    assert [row.about.code if row.about else None for row in located] == ["360724", "36", "36"]


def test_a_sub_district_that_the_table_has_elsewhere_stays_where_it_was_named() -> None:
    found = codes("徐汇区天平街道举办活动。孩子们来到天平街道的活动室。")
    assert found == [("徐汇区天平街道", "310104"), ("天平街道", "310104")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("宁都县田头镇大坪村村民来电。", "宁都县田头镇大坪村"),
        ("宁都县田头镇大坪村村南的果园。", "宁都县田头镇大坪村"),
        ("宁都县田头镇大坪村村委会换届。", "宁都县田头镇大坪村"),
        ("安亭镇拾村村的果园。", "安亭镇拾村村"),
    ],
)
def test_a_village_ends_before_its_people_and_its_edges(text: str, name: str) -> None:
    assert mentions(text)[0].text == name


@pytest.mark.parametrize(
    "text",
    [
        "上海首家社区亮相。",
        "上海第二社区亮相。",
        "上海社区发布消息。",
        "上海部分城镇有雨。",
        "上海重点社区义诊。",
        "上海充分利用社区力量。",
    ],
)
def test_what_stands_between_a_city_and_a_suffix_need_not_be_a_name(text: str) -> None:
    assert codes(text) == [("上海", "31")]
