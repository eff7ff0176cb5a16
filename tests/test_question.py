"""What a question asks: kinds, shapes, terms, and follow-ups completed. All text is invented."""

import pytest

from qa.question import Asked, Expected, analyse, complete, find


@pytest.mark.parametrize(
    ("question", "kind", "form", "unit"),
    [
        ("云溪县有多少名护林员？", Asked.NUMBER, "number", "名"),
        ("云溪县的入学率同比提高了多少？", Asked.NUMBER, "percent", ""),
        ("云溪县去年的旅游收入是多少？", Asked.NUMBER, "money", ""),
        ("云溪县从哪一年开始修堤？", Asked.DATE, "year", ""),
        ("大桥是什么时候通车的？", Asked.DATE, "date", ""),
        ("护林队的队长是谁？", Asked.WHO, "person", ""),
        ("“半山书屋”是哪个社区办的？", Asked.WHERE, "place", "社区"),
        ("大会是在哪里开的？", Asked.WHERE, "place", ""),
        ("什么是“三清单”？", Asked.WHAT, "", ""),
        ("云溪县怎样保护古树？", Asked.HOW, "", ""),
        ("云溪县采取了哪些措施？", Asked.HOW, "", ""),
        ("云溪县为什么禁渔？", Asked.WHY, "", ""),
        ("古树名录包括哪些树种？", Asked.LIST, "", ""),
        ("云溪县和石门县的做法有什么不同？", Asked.COMPARE, "", ""),
        ("云溪县是否禁渔？", Asked.YESNO, "", ""),
        ("How many rangers are there in Yunxi?", Asked.NUMBER, "number", ""),
        ("When was the bridge opened?", Asked.DATE, "date", ""),
        ("How does Yunxi protect old trees?", Asked.HOW, "", ""),
    ],
)
def test_the_kind_of_a_question_and_the_shape_of_its_answer(question: str, kind: Asked, form: str, unit: str) -> None:
    found = analyse(question)
    assert (found.kind, found.expected) == (kind, Expected(form, unit))


@pytest.mark.parametrize(
    ("expected", "sentence", "said"),
    [
        (Expected("number", "名"), "2021年全县有护林员320人,防火带15公里", ["320人"]),
        (Expected("number"), "2021年3月有320处", ["320"]),  # a date is no number
        (Expected("percent"), "320人,占八成,比上年提高12.5%", ["八成", "12.5%"]),
        (Expected("money"), "320人领到1.2亿元", ["1.2亿元"]),
        (Expected("year"), "2019年开工,用了3年时间", ["2019"]),
        (Expected("place", "社区"), "半山书屋由梧桐社区所办", ["半山书屋由梧桐社区"]),
        (Expected("person"), "队长陈艳霞说", ["陈艳霞"]),
        (Expected("person"), "威廉·琼斯发现了它", ["威廉·琼斯"]),
        (Expected(), "320人", []),
    ],
)
def test_what_has_the_shape_of_an_answer(expected: Expected, sentence: str, said: list[str]) -> None:
    slices = find(sentence, expected)
    assert [sentence[a:b].removesuffix("年") for a, b in slices] == said


def test_terms_have_roles_and_question_words_are_none() -> None:
    found = analyse("2021年云溪县“三清单”的GDP怎样？")
    roles = {term.written: term.role for term in found.terms}
    assert roles == {"三清单": "quoted", "2021年": "year", "云溪县": "name", "GDP": "code"}
    assert "怎样" not in found.bare


def test_what_any_how_question_says_weighs_little() -> None:
    weights = {term.text: term.weight for term in analyse("梧桐社区养老的做法和成效怎样？").terms}
    assert weights["做法"] < 1 and weights["成效"] < 1 < weights["养老"]


def test_a_city_may_leave_off_its_suffix_but_a_village_may_not() -> None:
    forms = {term.text: term.forms for term in analyse("南昌市和杭桥村有多少人").terms}
    assert forms["南昌市"] == ("南昌市", "南昌")
    assert forms["杭桥村"] == ("杭桥村",)


@pytest.mark.parametrize(
    ("history", "question", "completed"),
    [
        (["赣州如何修堤？"], "那南昌呢？", "南昌如何修堤？"),
        (["赣州如何修堤？", "那南昌呢？"], "九江呢", "九江如何修堤？"),
        (["2021年赣州旅游收入有多少？"], "2020年呢？", "2020年赣州旅游收入有多少？"),
        (["赣州有多少护林员？"], "其中多少人有证书？", "赣州护林员，其中多少人有证书？"),
        (["赣州有多少护林员？"], "水利站呢？", "赣州有多少水利站？"),
        (["什么是“三清单”？"], "那“五张网”呢？", "“五张网”是什么？"),
        (["How does Nanchang protect trees?"], "What about Ganzhou?", "How does Ganzhou protect trees?"),
    ],
)
def test_a_follow_up_is_completed(history: list[str], question: str, completed: str) -> None:
    found = complete(question, history)
    assert found.changed and found.text == completed


@pytest.mark.parametrize("history", [[], ["赣州如何修堤？"], ["", "  "]])
def test_a_question_that_stands_by_itself_stays(history: list[str]) -> None:
    question = "南昌有多少护林员？"
    found = complete(question, history)
    assert (found.text, found.focus, found.changed) == (question, 0, False)


def test_a_carried_topic_weighs_half_and_does_not_decide_the_kind() -> None:
    completed = complete("其中多少人有证书？", ["赣州如何训练护林员？"])
    found = analyse(completed.text, completed.focus)
    assert found.kind is Asked.NUMBER
    alone = {term.text: term.weight for term in analyse("赣州").terms}["赣州"]
    assert {term.text: term.weight for term in found.terms}["赣州"] == pytest.approx(alone / 2)
