"""Places in questions, in Chinese and in English, and names written wrongly."""

import pytest

from qa.annotations import Naming
from qa.places import corrected, in_question


def named(question: str) -> list[tuple[str, str]]:
    return [(question[m.start : m.end], "|".join(place.code for place in m.places)) for m in in_question(question)]


def test_a_question_names_places_and_leaves_open_what_is_open() -> None:
    assert named("赣州、抚州、吉安三地各有什么成绩") == [("赣州", "3607"), ("抚州", "3610"), ("吉安", "3608")]
    assert named("信丰有多少个村") == [("信丰", "360722")]
    assert named("鼓楼区有多少人") == [("鼓楼区", "320106|320302|350102|410204")]
    assert named("什么是和平的意义") == []
    assert named("每万城镇人口有几名医生") == []
    assert named("万城镇有几名医生") == [("万城镇", "130127103|469006100")]
    assert named("金溪县带社区医生") == [("金溪县", "361027")]
    assert named("金溪县挑村书记看什么") == [("金溪县", "361027")]
    assert named("金溪县选村书记看什么") == [("金溪县", "361027")]
    assert named("抚州选派驻村工作队的规模") == [("抚州", "3610")]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What did Wang Yi say in Ganzhou?", [("Ganzhou", "3607")]),
        ("Who lives in Inner Mongolia?", [("Inner Mongolia", "15")]),
        ("What did Zhang Chaoyang say of Ganzhou?", [("Ganzhou", "3607")]),
        ("Can Zhanggong District pay? He Zhanggong can.", [("Zhanggong District", "360702")]),
        ("Which villages in Ganzhou earned more?", [("Ganzhou", "3607")]),
        ("What did Zhanggong District, Ganzhou do?", [("Zhanggong District, Ganzhou", "360702")]),
        ("Is Jiangxi Province growing?", [("Jiangxi Province", "36")]),
        ("Compare Fuzhou with Ji'an City", [("Fuzhou", "3501|3610"), ("Ji'an City", "3608")]),
        ("What is Inner Mongolia's area?", [("Inner Mongolia", "15")]),
        ("Who wrote this article for the Daily?", []),
        ("What does the Xingguo Road community in Zhanggong do?", [("Zhanggong", "360702")]),
    ],
)
def test_english_questions_name_places_by_their_latin_names(question: str, found: list[tuple[str, str]]) -> None:
    assert named(question) == found
    assert all(m.naming is Naming.PINYIN for m in in_question(question))


@pytest.mark.parametrize(
    ("question", "written", "meant"),
    [
        ("赣洲2020年的收入", "赣洲", "赣州"),
        ("江西赣洲市有多少村", "赣洲市", "赣州市"),
        ("章公区2024年做了什么", "章公区", "章贡区"),
        ("抚洲和吉安的成绩", "抚洲", "抚州"),
        ("江西掁州有哪些成绩", "掁州", "抚州"),
    ],
)
def test_one_wrong_character_is_set_right_where_one_division_fits(question: str, written: str, meant: str) -> None:
    assert corrected(question) == (written, meant)


@pytest.mark.parametrize(
    "question",
    [
        "赣州2020年的收入",
        "掁州有哪些成绩",  # 抚州 and 扬州 look alike
        "美国向西扩张是什么时候",
        "海梅是哪家公司的人物",
        "高尔的家乡在美国的哪一州",
        "于海什么时候入选国家队",
        "共和国中有哪两个地区",
        "What is Ganzhuo?",
        "",
    ],
)
def test_what_is_right_or_fits_no_one_place_is_left_alone(question: str) -> None:
    assert corrected(question) is None


@pytest.mark.parametrize("word", ["平原", "资源", "长寿", "复兴", "合作", "港口", "新城", "中原", "城中", "和平", "老城", "白银"])
def test_an_everyday_word_is_no_place_in_a_question(word: str) -> None:
    assert named(f"{word}有什么特点") == []


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("平原县有多少人", [("平原县", "371426")]),
        ("德州平原有多少人", [("德州平原", "371426")]),
        ("新北市在哪里", []),
        ("云溪县在哪里", []),
        ("会通河何时开凿", []),
        ("中英天津条约何时签订", [("天津", "12")]),
        ("去寻乌怎么走", [("寻乌", "360734")]),
        ("兴国和于都相比如何", [("兴国", "360732"), ("于都", "360731")]),
        ("吉安县级以下有多少个行政村", [("吉安", "3608")]),
        ("义乌市区有多大", [("义乌", "330782")]),
    ],
)
def test_a_short_name_needs_support_where_it_is_a_word_or_part_of_one(question: str, found: list[tuple[str, str]]) -> None:
    assert named(question) == found


@pytest.mark.parametrize(
    ("question", "written"), [("某年正月，清海澄守将来降", None), ("比较赣洲和抚州", "赣洲"), ("2021年赣洲村集体经济", "赣洲")]
)
def test_a_wrong_name_must_end_where_a_known_word_begins(question: str, written: str | None) -> None:
    found = corrected(question)
    assert (found[0] if found else None) == written
