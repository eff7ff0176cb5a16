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
        ("大桥几时通车？", Asked.DATE, "date", ""),
        ("每月发给护林员多少补助？", Asked.NUMBER, "money", ""),
        ("有多少补助人员？", Asked.NUMBER, "number", ""),
        ("大桥啥时候通的车？", Asked.DATE, "date", ""),
        ("大桥多会儿通车？", Asked.DATE, "date", ""),
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
        ("云溪县护住了哪几个树种？", Asked.LIST, "", ""),
        ("云溪县和石门县各怎样护林？", Asked.COMPARE, "", ""),
        ("云溪县和石门县各派了多少名护林员？", Asked.COMPARE, "number", "名"),
        ("全县各派出所有多少名民警？", Asked.NUMBER, "number", "名"),
        ("云溪县县长叫什么？", Asked.WHO, "person", ""),
        ("河东村的村支书叫啥名字？", Asked.WHO, "person", ""),
        ("这种做法叫什么？", Asked.WHAT, "", ""),
        ("云溪县2019年和2020年的护林重点有什么不一样？", Asked.COMPARE, "", ""),
        ("云溪县和石门县，哪边的护林员更多？", Asked.COMPARE, "number", ""),
        ("护林员云溪县有多少，石门县又有多少？", Asked.COMPARE, "number", ""),
        ("云溪县和石门县的集市各定在每月哪一天？", Asked.COMPARE, "", ""),
        ("新桥把客流拉高了多少？", Asked.NUMBER, "percent", ""),
        ("全县投了多少护林资金？", Asked.NUMBER, "money", ""),
        ("托管班每个月收费多少？", Asked.NUMBER, "money", ""),
        ("得奖的那个村叫什么名字？", Asked.WHERE, "place", "村"),
        ("得奖的那家企业叫什么名字？", Asked.WHAT, "", ""),
        ("村里请老人喝茶的活动叫什么名字？", Asked.WHAT, "", ""),
        ("教孩子游泳的小伙叫啥？", Asked.WHO, "person", ""),
        ("酒店的负责人姓什么？", Asked.WHO, "person", ""),
        ("查出了几处隐患？", Asked.NUMBER, "number", "处"),
        ("这几家企业怎么分工？", Asked.HOW, "", ""),
        ("好几个部门都管不了，咋办？", Asked.HOW, "", ""),
        ("几个部门管这件事？", Asked.NUMBER, "number", "个"),
        ("这座桥建于哪个朝代？", Asked.DATE, "date", ""),
        ("多少年轻人来参加？", Asked.NUMBER, "number", ""),
        ("小区的物业费是多少？", Asked.NUMBER, "money", ""),
        ("改造了75幅地块，总投资是多少？", Asked.NUMBER, "money", ""),
        ("花费多少力气？", Asked.NUMBER, "number", ""),
        ("In which big cities do people who left the county live?", Asked.WHERE, "place", ""),
        ("Which village do rangers live in when the river rises?", Asked.WHERE, "place", ""),
        ("护林队那个老队长叫啥名儿来着？", Asked.WHO, "person", ""),
        ("护林队的钱都从哪儿来？", Asked.HOW, "", ""),
        ("护林：云溪县 vs 石门县", Asked.COMPARE, "", ""),
        ("云溪县与石门县护林的做法比较", Asked.COMPARE, "", ""),
        ("这座山又被称为什么？", Asked.WHAT, "", ""),
        ("What did the rangers do when the river rose?", Asked.WHAT, "", ""),
        ("In the county, when did the river rise?", Asked.DATE, "date", ""),
        ("How many rangers are there in Yunxi?", Asked.NUMBER, "number", ""),
        ("When was the bridge opened?", Asked.DATE, "date", ""),
        ("How does Yunxi protect old trees?", Asked.HOW, "", ""),
        ("来护林的学生有几个人？", Asked.NUMBER, "number", "人"),
        ("云溪县和石门县谁捐得多？", Asked.COMPARE, "", ""),
        ("把云溪县和石门县的山塘放在一起比一比。", Asked.COMPARE, "", ""),
        ("孩子们收到的是哪本书？", Asked.WHAT, "title", ""),
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
        (Expected("number", "个"), "菜摊多的时候有十几个", ["十几个"]),
        (Expected("number"), "托管为期半个月", ["半"]),
        (Expected("title"), "送上绘本《二十四节气》", ["《二十四节气》"]),
        (Expected("place"), "走在路上,到了定远服务区", ["到了定远服务区"]),
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


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("云溪县法院判白某某赔多少钱？", "白某某"),
        ("刘某用了哪些说法？", "刘某"),
        ("涂志远最后去了哪里？", "涂志远"),
        ("李阿姨说了什么？", "李阿姨"),
    ],
)
def test_a_name_that_the_cutter_cuts_is_one(question: str, name: str) -> None:
    assert name in [term.text for term in analyse(question).terms if term.role == "name"]


def test_somebody_is_no_day_and_no_firm() -> None:
    for question in ("方案于某日公布了吗？", "由于某些原因停了什么？", "某公司在哪里？"):
        assert not [term.text for term in analyse(question).terms if "某" in term.text and term.role == "name"], question


def test_somebody_of_whom_the_surname_is_told_is_a_person() -> None:
    assert [("法院判处刘某某和陈某有期徒刑。"[a:b]) for a, b in find("法院判处刘某某和陈某有期徒刑。", Expected("person"))] == [
        "刘某某",
        "陈某",
    ]


def test_what_is_counted_may_begin_with_what_looks_like_an_adverb() -> None:
    assert analyse("有多少家非公企业参加了？").counted == ("非公", "企业")
    assert analyse("How many rangers were sent?").counted == ("rangers",)


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


def weights_of(question: str) -> dict[str, float]:
    return {term.text: term.weight for term in analyse(question).terms}


def test_what_a_question_is_put_with_weighs_little() -> None:
    found = analyse("旱灾那阵子，除了护林员里头的老手，谁守水库？")
    assert all(term.role != "name" for term in found.terms), "那阵子 is nobody"
    weighed = weights_of("除了护林员里头的老手，谁守水库？")
    assert max(weighed.get("除了", 0.0), weighed["里头"]) < 2.0 < min(weighed["护林员"], weighed["水库"])


def test_a_word_without_a_surname_is_nobodys_name() -> None:
    assert {term.role for term in analyse("云溪县怎样给护林员加薪？").terms if term.text == "加薪"} == {"word"}


def test_an_everyday_word_may_stand_as_the_official_one_in_a_text() -> None:
    held = {term.text: term.others for term in analyse("老百姓遇到难题找谁？").terms}
    assert "群众" in held["老百姓"] and "困难" in held["难题"]
    assert {term.others for term in analyse("云溪县有多少名护林员？").terms} == {()}


def test_a_number_in_characters_stands_in_digits_in_a_text() -> None:
    assert {term.forms for term in analyse("云溪县的产值哪一年过了四千亿？").terms if term.role == "number"} == {("四千", "4000")}
    assert [term.role for term in analyse("云溪县头一回办灯会是哪年？").terms if term.text == "一回"] in ([], ["word"])


def test_the_year_of_a_year_book_leaves_nothing_behind() -> None:
    assert "度" not in "".join(term.text for term in analyse("2023年度市县考核中哪些单位得了奖？").terms)


def test_places_asked_of_together_are_asked_one_by_one() -> None:
    assert [side.text for side in analyse("赣州和抚州都怎样护林？").sides] == ["赣州", "抚州"]
    assert analyse("赣州怎样和抚州的企业一起护林？").sides == ()


def test_a_place_that_somebody_goes_to_is_not_what_is_asked_about() -> None:
    found = analyse("上饶市去北京开会的护林员叫什么名字？")
    assert [found.written[each.start : each.end] for each in found.places] == ["上饶市"]
    assert [each.start for each in analyse("去北京开会的护林员叫什么名字？").places] == [1]


def test_what_counts_villages_is_no_part_of_ones_name() -> None:
    assert [term.text for term in analyse("上饶市规定一个村最多挂几块牌子？").terms if term.role == "name"] == ["上饶市"]


def test_everyday_words_that_the_tagger_takes_for_places_are_none() -> None:
    roles = {term.text: term.role for term in analyse("上饶市的城镇人口比那个山村多几个？").terms}
    assert roles["上饶市"] == "name" and roles["城镇"] == roles["人口"] == roles["山村"] == "word"


@pytest.mark.parametrize(
    ("before", "question", "completed"),
    [
        ("河东社区报到的在职党员多吗？", "他们帮居民修了多少条路？", "河东社区报到的在职党员帮居民修了多少条路？"),
        ("“三清单”办得好不好？", "它是哪年开始的？", "“三清单”"),
        ("上饶市广丰区河东村以前是个什么样的村？", "后来它得过什么奖？", "后来上饶市广丰区河东村得过什么奖？"),
    ],
)
def test_what_a_question_says_of_a_thing_is_not_the_thing(before: str, question: str, completed: str) -> None:
    assert complete(question, [before]).text.startswith(completed)


def test_what_the_cutter_takes_for_a_name_and_is_none() -> None:
    roles = {term.text: term.role for term in analyse("新桥把镇里和大城市的客流拉高了八成以上").terms}
    assert "name" not in (roles["镇里"], roles["拉高"], roles["大城市"])
    share = next(term for term in analyse("八成以上的茶农入社").terms if term.text == "八成")
    assert (share.role, share.forms) == ("number", ("八成", "80%"))


def test_small_talk_is_no_word_of_a_question() -> None:
    for question in ("想问一下护林员有多少？", "麻烦问下，护林员有多少？", "哎，护林员有多少？", "帮我查一下护林员有多少"):
        assert [term.text for term in analyse(question).terms] == ["护林员"], question
    assert "学问" in [term.text for term in analyse("护林员的学问有多少？").terms]


def test_a_long_word_that_a_text_says_otherwise_is_one_term() -> None:
    found = {term.text: term.others for term in analyse("云溪县的地区生产总值和国有企业").terms}
    assert found["地区生产总值"] == ("gdp", "生产总值")
    assert found["国有企业"] == ("国企",)
    assert "总值" not in found


def test_where_something_is_are_no_sides() -> None:
    assert [term.text for term in analyse("北京、上海的护林员有多少？").sides] == ["北京", "上海"]
    assert analyse("吉安在北京、上海招了多少护林员？").sides == ()


@pytest.mark.parametrize(
    ("question", "times"),
    [
        ("石桥县收入比上一年增长多少？", []),
        ("石桥县收入较去年增长多少？", []),
        ("石桥县收入与上年相比增长多少？", []),
        ("Did incomes grow compared with last year?", []),
        ("石桥县去年收入比前年增长多少？", ["去年"]),
        ("石桥县2021年收入比2016年增长多少？", ["2021年", "2016年"]),  # a year that is named may be told
        ("石桥县去年的收入是多少？", ["去年"]),
        ("石桥县和去年一样吗？", ["去年"]),
    ],
)
def test_a_time_that_is_only_compared_with_is_no_condition(question: str, times: list[str]) -> None:
    asked = analyse(question)
    assert [question[each.start : each.end] for each in asked.times] == times


def test_what_is_counted_may_stand_in_quotation_marks() -> None:
    assert analyse("石桥县选了多少名“护林专员”？").counted == ("护林专员",)


def test_each_can_is_no_word_and_compares() -> None:
    asked = analyse("“红果驿站”和“绿叶驿站”各能给路人提供什么？")
    assert asked.kind is Asked.COMPARE and [term.text for term in asked.sides] == ["红果驿站", "绿叶驿站"]
    assert "各能" not in [term.text for term in asked.terms]


def test_words_for_when_are_no_words_to_look_for() -> None:
    for question in ("大桥几时通车？", "大桥啥时候通车？", "大桥多会儿通车？"):
        assert [term.text for term in analyse(question).terms] == ["大桥", "通车"]
