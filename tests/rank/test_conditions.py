"""What a question names is a condition of its evidence: a place, a time, a post, the thing counted. The sentences here are made up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from qa.annotations import Annotation, Bound, Dating, Figure, Naming, Period, Place, PlaceMention, TimeMention
from qa.answer.conditions import is_about, shortfall
from qa.answer.measured import unmeasured
from qa.answer.setting import Lack, Setting
from qa.figures import only_grown
from qa.question import analyse
from qa.question.posts import holds_post, post_of
from qa.tokens import normalise

CITY, COUNTY, OTHER = Place("3607", "江西省赣州市"), Place("360702", "江西省赣州市章贡区"), Place("3611", "江西省上饶市")
PROVINCE = Place("36", "江西省")
Y2022, Y2024 = (Period(date(year, 1, 1), date(year, 12, 31)) for year in (2022, 2024))


def setting(
    text: str,
    about: Place | None = None,
    places: tuple[tuple[str, Place], ...] = (),
    times: tuple[tuple[str, Period | None], ...] = (),
    numbers: tuple[str, ...] = (),
    published: Period | None = None,
) -> Setting:
    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    named = tuple(PlaceMention(*at(words), Naming.FULL, (place,), topic=True) for words, place in places)
    dated = tuple(TimeMention(*at(words), Dating.ABSOLUTE, period) for words, period in times)
    counted = tuple(Figure(*at(words), Decimal(1), None, "个", Bound.EXACT) for words in numbers)
    start = text.index("|") if "|" in text else 0
    return Setting(text, (start, len(text)), Annotation(0, about, named, dated, counted), published)


def lack(question: str, where: Setting) -> Lack | None:
    found = shortfall(analyse(question), where)
    return None if found is None else found.lack


def test_a_sentence_about_another_place_does_not_answer() -> None:
    where = setting("上饶市新建水库三座。", places=(("上饶市", OTHER),), numbers=("三座",))
    assert lack("赣州市新建了几座水库？", where) is Lack.PLACE
    assert lack("上饶市新建了几座水库？", where) is None


def test_a_part_of_the_place_answers_and_what_it_is_a_part_of_does_not() -> None:
    question = "章贡区新建了几座水库？"
    assert lack("赣州市新建了几座水库？", setting("章贡区新建水库三座。", places=(("章贡区", COUNTY),), numbers=("三座",))) is None
    assert lack(question, setting("全省新建水库三座。", places=(("全省", PROVINCE),), numbers=("三座",))) is Lack.PLACE
    assert lack(question, setting("新建水库三座。", about=CITY, numbers=("三座",))) is Lack.PLACE
    assert lack(question, setting("新建水库三座。", about=None, numbers=("三座",))) is None, "nothing says otherwise"


def test_what_is_lacking_is_named_as_the_question_writes_it() -> None:
    found = shortfall(analyse("上饶市新建了几座水库？"), setting("新建水库三座。", about=CITY, numbers=("三座",)))
    assert found is not None and (found.words, found.place) == ("上饶市", CITY)
    found = shortfall(analyse("2022年赣州新建了几座水库？"), setting("2024年新建水库三座。", CITY, (), (("2024年", Y2024),), ("三座",)))
    assert found is not None and (found.words, found.period) == ("2022年", Y2024)


def test_the_time_of_a_sentence_is_its_own_then_the_one_before_then_publication() -> None:
    question = "2022年赣州新建了几座水库？"
    assert lack(question, setting("2022年新建水库三座。", CITY, (), (("2022年", Y2022),), ("三座",), Y2024)) is None
    assert lack(question, setting("2022年动工。|新建水库三座。", CITY, (), (("2022年", Y2022),), ("三座",), Y2024)) is None
    assert lack(question, setting("2024年动工。|新建水库三座。", CITY, (), (("2024年", Y2024),), ("三座",), Y2022)) is Lack.TIME
    assert lack(question, setting("新建水库三座。", CITY, numbers=("三座",), published=Y2024)) is Lack.TIME
    assert lack(question, setting("新建水库三座。", CITY, numbers=("三座",))) is None, "nothing says otherwise"


def test_a_relative_time_of_the_question_is_counted_from_the_document() -> None:
    where = setting("2024年新建水库三座。", CITY, (), (("2024年", Y2024),), ("三座",), Period(date(2025, 3, 1), date(2025, 3, 1)))
    assert lack("去年赣州新建了几座水库？", where) is None
    assert lack("前年赣州新建了几座水库？", where) is Lack.TIME
    assert lack("前年赣州新建了几座水库？", setting("新建水库三座。", CITY, numbers=("三座",))) is None, "counted from nothing known"


def test_a_number_is_answered_where_one_stands_with_what_is_counted() -> None:
    question = "赣州有多少所小学？"
    assert lack(question, setting("小学的课堂热闹非凡。", CITY)) is Lack.FIGURE
    assert lack(question, setting("全市有水库12座，课堂热闹非凡。", CITY, numbers=("12座",))) is Lack.FIGURE
    assert lack(question, setting("全市有小学12所。", CITY, numbers=("12所",))) is None


@pytest.mark.parametrize(
    ("question", "post"),
    [
        ("临江市委组织部副部长是谁？", "副部长"),
        ("临江市委组织部部长是谁？", "部长"),
        ("谁是临江市市长？", "市长"),
        ("河东村的党组织书记叫什么名字？", "书记"),
        ("临江市委书记是谁？", "市委书记"),
        ("谁是临江县委副书记？", "县委副书记"),
        ("《河边》的作者是谁？", ""),
        ("谁修了这座桥？", ""),
        ("临江市委书记叫什么？", "市委书记"),
        ("河东村的村支书是谁？", "村支书"),
        ("河东村的驻村第一书记叫啥？", "第一书记"),
        ("谁当河东村村主任？", "主任"),
    ],
)
def test_the_post_that_is_asked_for(question: str, post: str) -> None:
    assert post_of(question) == post


def test_a_deputy_is_not_the_head() -> None:
    assert holds_post("市委组织部副部长李某说", "副部长")
    assert not holds_post("市委组织部副部长李某说", "部长")
    assert lack("赣州市市长是谁？", setting("赣州市委组织部部长李某说。", CITY)) is Lack.POST
    assert lack("赣州市委组织部部长是谁？", setting("赣州市委组织部部长李某说。", CITY)) is None


def test_a_villages_secretary_is_called_by_many_names_and_the_one_sent_there_is_another() -> None:
    for said in ("村党支部书记李大山说", "党总支书记李大山说", "村支书李大山说", "村党委书记李大山说"):
        assert holds_post(said, "村支书"), said
    for said in ("驻村第一书记李大山说", "市委书记李大山说", "总书记强调", "县纪委书记李大山说", "村党支部副书记李大山说"):
        assert not holds_post(said, "村支书"), said
    assert holds_post("驻村第一书记李大山说", "第一书记") and not holds_post("驻村第一书记李大山说", "书记")


def test_who_is_asked_for_is_named_in_the_sentence() -> None:
    assert lack("赣州市委书记叫什么？", setting("赣州市委建立学习日制度，书记每月上一堂课。", CITY)) is Lack.POST
    assert lack("赣州市的村支书是谁？", setting("村党支部书记李大山说，路修好了。", CITY)) is None


def test_a_day_is_told_as_a_day() -> None:
    question = "赣州市是哪一天通车的？"
    assert lack(question, setting("大桥在2023年通车。", CITY)) is Lack.DATE
    assert lack(question, setting("大桥在9月19日通车。", CITY)) is None
    assert lack(question, setting("9月19日，鼓乐齐鸣。|大桥通车了。", CITY)) is None, "the sentence before tells it"
    assert lack("赣州市是几月通车的？", setting("大桥在9月通车。", CITY)) is None
    assert lack("赣州市是几月通车的？", setting("大桥在2023年通车。", CITY)) is Lack.DATE
    assert lack("赣州市是哪一年通车的？", setting("大桥在2023年通车。", CITY)) is None
    found = shortfall(analyse(question), setting("大桥在2023年通车。", CITY))
    assert found is not None and found.words == "哪一天"


def test_an_area_is_told_in_a_unit_of_area() -> None:
    question = "赣州市的新馆有多少平方米？"
    assert lack(question, setting("新馆里有展柜三十个，很是热闹。", CITY, numbers=("三十个",))) is Lack.FIGURE
    found = shortfall(analyse(question), setting("新馆里很是热闹。", CITY))
    assert found is not None and found.words == "多少平方米"


def test_a_numeral_in_a_name_or_a_word_is_no_number() -> None:
    jiujiang = Place("3604", "江西省九江市")
    assert lack("九江市有多少名护林员？", setting("九江市的护林员很忙。", places=(("九江市", jiujiang),))) is Lack.FIGURE
    assert lack("赣州市有多少名护林员？", setting("护林员和群众零距离。", CITY)) is Lack.FIGURE
    assert lack("赣州市有多少名护林员？", setting("护林员三百多名。", CITY)) is None


def test_so_many_each_is_no_total() -> None:
    each = setting("每个网格安排3名护林员。", CITY, numbers=("3名",))
    assert lack("赣州市一共有多少名护林员？", each) is Lack.FIGURE
    assert lack("赣州市每个网格有多少名护林员？", each) is None
    assert lack("赣州市一共有多少名护林员？", setting("共有护林员300名。", CITY, numbers=("300名",))) is None


def test_a_village_that_no_table_knows_is_the_one_that_the_paragraph_names() -> None:
    question = "河东村的护林员是谁？"
    east, west = Place("360702", "江西省赣州市章贡区", "河东村"), Place("360702", "江西省赣州市章贡区", "河西村")
    assert lack(question, setting("护林员李大山说。", west)) is Lack.PLACE
    assert lack(question, setting("护林员李大山说。", east)) is Lack.PLACE, "the paragraph does not name it"
    assert lack(question, setting("在河东村，护林员李大山说。", west)) is None
    assert lack(question, setting("护林员李大山说。", CITY)) is None, "no other village is spoken of"


def test_a_number_asked_for_in_english_is_one_in_the_sentence() -> None:
    assert lack("How many rangers does Ganzhou have?", setting("赣州市的护林员很忙。", CITY)) is Lack.FIGURE
    assert lack("How many rangers does Ganzhou have?", setting("赣州市有护林员300名。", CITY, numbers=("300名",))) is None


def test_how_a_thing_grew_is_not_how_much_it_is() -> None:
    grown = setting("赣州市GDP增长0.8%，游客很多。", CITY, numbers=("0.8%",))
    assert lack("赣州市的GDP总量是多少？", grown) is Lack.FIGURE
    assert lack("赣州市的GDP增长了多少？", grown) is None
    assert only_grown("财政收入", "财政收入同比增长8%") and not only_grown("财政收入", "财政收入增长8%,达到30亿元")
    assert not only_grown("财政收入增速", "财政收入增速为8%") and not only_grown("财政收入", "财政支出增长8%")


def test_when_is_answered_by_a_sentence_that_tells_a_time() -> None:
    for question in ("大桥是哪一年建成的？", "大桥什么时候建成？", "When was the bridge built?"):
        assert lack(question, setting("大桥每年为全县增收二十万元。")) is Lack.DATE, question
        assert lack(question, setting("大桥于宋代末年建成。")) is None, question
        assert lack(question, setting("1998年动工。|大桥三年后建成。")) is None, question
    found = shortfall(analyse("大桥是哪一年建成的？"), setting("大桥十分壮观。"))
    assert found is not None and found.words == "哪一年"
    assert lack("大桥是哪年哪月建成的？", setting("大桥在1998年建成。")) is Lack.DATE


def test_people_are_counted_in_people() -> None:
    question = "全市有多少名党员？"
    assert lack(question, setting("2023年，全市党员交出一份答卷。", times=(("2023年", Y2022),), numbers=("2023年",))) is Lack.FIGURE
    assert lack(question, setting("全市有党员42.7万名。", numbers=("42.7万名",))) is None
    assert lack("该市有多少人？", setting("全市人口达二百万。", numbers=("二百万",))) is None
    assert lack("他是第几名？", setting("他名列第三。")) is None


def test_how_much_it_costs_in_english_is_told_in_money() -> None:
    question = "How much does a meal cost?"
    assert lack(question, setting("73岁的徐阿姨是食堂的常客。", numbers=("73岁",))) is Lack.FIGURE
    paid = setting("老人吃一餐5元。")
    money = Figure(5, 7, Decimal(5), None, "元", Bound.EXACT)
    assert lack(question, replace(paid, noted=replace(paid.noted, figures=(money,)))) is None
    assert lack("How much rain fell?", setting("全年降雨1500毫米。", numbers=("1500毫米",))) is None


def test_what_is_told_of_a_whole_city_is_not_told_of_a_village() -> None:
    question = "河东村的护林员有多少名？"
    whole = setting("赣州市有护林员300名。", CITY, places=(("赣州市", CITY),), numbers=("300名",))
    assert lack(question, whole) is Lack.PLACE
    assert lack(question, replace(whole, above="河东村护林记")) is None


def test_who_holds_a_post_is_asked_in_english_and_is_a_person() -> None:
    question = "Who is the mayor of Ganzhou?"
    assert lack(question, setting("赣州市针对难题打出组合拳。", CITY)) is Lack.POST
    assert lack(question, setting("赣州市市长李大山说，路修好了。", CITY)) is None
    assert lack("Who planted the trees in Ganzhou?", setting("赣州市的学生种下了树。", CITY)) is None


def test_so_many_of_a_part_is_no_answer_for_the_whole() -> None:
    part = setting("章贡区选派党员26名。", CITY, places=(("章贡区", COUNTY),), numbers=("26名",))
    found = shortfall(analyse("赣州全市共有多少名党员？"), part)
    assert found is not None and (found.lack, found.place) == (Lack.PLACE, COUNTY)
    assert lack("赣州选派了多少名党员？", part) is None
    assert lack("赣州全市共有多少名党员？", setting("赣州市有党员26名。", CITY, places=(("赣州市", CITY),), numbers=("26名",))) is None


def test_vehicles_are_counted_in_vehicles() -> None:
    assert lack("全年生产多少辆汽车？", setting("汽车项目年产值突破300亿元。", numbers=("300亿元",))) is Lack.FIGURE
    assert lack("全年生产多少辆汽车？", setting("全年生产汽车300余台。", numbers=("300余台",))) is None


def test_a_sentence_about_the_city_is_none_about_a_village_that_the_paragraph_names() -> None:
    text = "河东村的书记这样说。|赣州市有护林员300名。"
    whole = setting(text, CITY, places=(("赣州市", CITY),), numbers=("300名",))
    assert lack("河东村的护林员有多少名？", whole) is Lack.PLACE
    assert lack("护林员有多少名？", whole) is None


def test_a_total_is_of_what_its_own_clause_counts() -> None:
    told = setting("全市近300名书记下村，走遍街巷，向党员宣讲。", CITY, numbers=("300名",))
    assert lack("赣州全市共有多少名党员？", told) is Lack.FIGURE
    assert lack("赣州有多少名党员听了宣讲？", told) is None
    assert lack("赣州全市共有多少名护林员？", setting("像李大山这样的护林员，全市共有300名。", CITY, numbers=("300名",))) is None


def test_a_year_is_told_by_a_year() -> None:
    question = "大桥是哪一年建成的？"
    day = setting("12月1日，大桥通车。", times=(("12月1日", Y2022),))
    assert lack(question, day) is Lack.DATE
    assert lack("大桥什么时候建成？", day) is None
    assert lack(question, setting("2022年，大桥通车。", times=(("2022年", Y2022),))) is None
    assert lack("大桥什么时候建成？", setting("新时代的大桥十分壮观。")) is Lack.DATE
    assert lack(question, setting("大桥短短2年时间就建成了。")) is Lack.DATE
    assert lack("大桥是哪一年建成的？", setting("近年来，大桥建成通车。", times=(("近年来", None),))) is Lack.DATE
    assert lack("大桥是哪一年建成的？", setting("大桥连续七年建设，终于建成。")) is Lack.DATE
    assert lack("大桥是哪一年建成的？", setting("大桥率先建成，为全县2020年通高速打下基础。")) is Lack.DATE
    assert lack("大桥是哪一年建成的？", setting("大桥2020年建成，为全县通高速打下基础。")) is None
    assert lack("集市定在每月哪一天？", setting("集市定在每月第一个周五。")) is None


def test_a_year_or_a_slogan_is_no_number_of_things() -> None:
    question = "2022年全县提出了多少项任务？"
    dated = (("2022年", Y2022),)
    assert lack(question, setting("2022年，全县推进“三改”行动，提出更高任务。", times=dated)) is Lack.FIGURE
    assert lack(question, setting("2022年，全县提出任务12项。", times=dated, numbers=("12项",))) is None
    assert lack("工程用了多少年？", setting("工程用了三年。", times=(("三年", Y2022),))) is None


def test_a_limit_is_no_total() -> None:
    limit = setting("规定标牌不超过6块。", numbers=("6块",))
    assert lack("一共摘了多少块标牌？", limit) is Lack.FIGURE
    assert lack("规定标牌是多少块？", limit) is None


def test_what_all_places_together_have_is_a_total_and_what_each_has_is_none() -> None:
    question = "全县一共有多少面锦旗？"
    assert lack(question, setting("全县各村得到锦旗49面。", numbers=("49面",))) is None
    assert lack(question, setting("各有锦旗2面。", numbers=("2面",))) is Lack.FIGURE


def test_how_many_years_is_told_in_years_or_months_that_are_no_date() -> None:
    for text in ("他被判了5年9个月。", "他判刑十年。", "他蹲了半年。", "这座城已有八百余年。"):
        assert lack("他在那里住了几年？", setting(text)) is None, text
    for text in ("他在2019年被判。", "他年满14周岁，被罚8万元。", "近三年来，他被罚8万元。"):
        assert lack("他在那里住了几年？", setting(text, numbers=("8万元",) if "8" in text else ())) is Lack.FIGURE, text
    assert lack("这几年他罚了多少款？", setting("这几年他罚了8万元。", numbers=("8万元",))) is None


def test_a_book_that_is_asked_for_has_a_title() -> None:
    assert lack("孩子们收到的是一本什么书？", setting("孩子们收到一本书。")) is Lack.NAME
    assert lack("孩子们收到的是一本什么书？", setting("孩子们收到图书《二十四节气》。")) is None
    assert lack("这是什么书写体？", setting("这是瘦金体。")) is None


def test_a_population_in_english_is_one_of_people() -> None:
    def counted(text: str, words: str, unit: str) -> Setting:
        where = setting(text)
        at = text.index(words)
        return replace(where, noted=replace(where.noted, figures=(Figure(at, at + len(words), Decimal(1), None, unit, Bound.EXACT),)))

    question = "What is the total population of Ruijin?"
    assert lack(question, counted("全县生产总值突破400亿元。", "400亿元", "元")) is Lack.FIGURE
    assert lack(question, counted("全县常住人口60万人。", "60万人", "人")) is None


def test_what_is_counted_may_be_called_by_a_word_that_comes_near() -> None:
    def near(word: str, text: str) -> float:
        return 0.23 if (word, "小朋友" in text) == ("孩子", True) else 0.0

    told = replace(setting("20名小朋友来看了山。", numbers=("20名",)), near=near)
    assert lack("有多少个孩子来看山？", told) is None
    assert lack("有多少个老师来看山？", told) is Lack.FIGURE
    assert lack("有多少个孩子来看山？", replace(told, near=lambda word, text: 0.1)) is Lack.FIGURE
    far = replace(setting("20名老师看了一整天的山，后来才等到了小朋友。", numbers=("20名",)), near=near)
    assert lack("有多少个孩子来看山？", far) is Lack.FIGURE
    paid = setting("花了20元，小朋友来看山。")
    money = Figure(2, 5, Decimal(20), None, "元", Bound.EXACT)
    paid = replace(paid, noted=replace(paid.noted, figures=(money,)), near=near)
    assert lack("有多少个孩子来看山？", paid) is Lack.FIGURE


def test_what_an_article_begins_with_it_speaks_of_where_it_names_no_place() -> None:
    question = "章贡区怎样护林？"
    wider = setting("护林员夜里两人一班。", about=CITY)
    assert lack(question, wider) is Lack.PLACE
    assert lack(question, replace(wider, lead="章贡区护林记 山上的树都挂了牌。")) is None
    assert lack(question, replace(setting("护林员夜里两人一班。", about=OTHER), lead="章贡区护林记")) is Lack.PLACE
    named = setting("赣州市的护林员夜里两人一班。", about=CITY, places=(("赣州市", CITY),))
    assert lack(question, replace(named, lead="章贡区护林记")) is Lack.PLACE


def test_visitors_are_counted_in_visitors() -> None:
    assert lack("景区一年接待多少人次？", setting("景区一年收入超150万元。", numbers=("150万元",))) is Lack.FIGURE
    assert lack("景区一年接待多少人次？", setting("景区一年接待15万人次。", numbers=("15万人次",))) is None


def test_what_a_list_of_places_says_of_one_is_not_said_of_another() -> None:
    text = "甲县松林村修了路；乙县柏树村种果树，卖果收入30万元；丙县竹园村办食堂，一餐5元。"
    table = (("甲县松林村", "360702", "松林村"), ("乙县柏树村", "360704", "柏树村"), ("丙县竹园村", "360703", "竹园村"))
    named = tuple((words, Place(code, "", local)) for words, code, local in table)
    where = setting(text, places=named)
    money = tuple(Figure(text.index(said), text.index(said) + len(said), Decimal(1), None, "元", Bound.EXACT) for said in ("30万元", "5元"))
    where = replace(where, noted=replace(where.noted, figures=money))
    assert lack("松林村的路花了多少钱？", where) is Lack.FIGURE
    assert lack("柏树村卖果收入多少？", where) is None
    assert lack("竹园村一餐多少钱？", where) is None


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("全县为什么封山？", "全县封山三个月。", Lack.REASON),
        ("全县为什么封山？", "全县封山三个月，以保护幼苗。", None),
        ("全县为什么封山？", "山上水土流失，缺少树木。|全县封山三个月。", None),
        ("全县为什么封山？", "这里被确定为封山的地方，封了三个月。", Lack.REASON),
        ("这座山被称为什么？", "这座山又叫笔架山。", None),
        ("李大山当站长之前是什么职务？", "站长李大山说，路修好了。", Lack.EARLIER),
        ("李大山当站长之前是什么职务？", "站长李大山原是乡村教师。", None),
        ("开会之前大家看了什么？", "大家看了一部短片。", None),
        ("“四到”工作法是哪四到？", "县里推行“四到”工作法，群众满意。", Lack.PARTS),
        ("“四到”工作法指什么？", "县里以人到、心到、话到、事到为内容，推行“四到”工作法。", None),
        ("“四到”工作法指什么？", "县里推行“四到”工作法，让“近邻、远亲”都满意。", Lack.PARTS),  # a slogan is no list
        ("“四到”工作法指什么？", "县里推行“人到、心到、话到、事到”的“四到”工作法。", None),
        ("“四到”工作法指什么？", "县里推行“四到”工作法。|护林员要人到、心到、话到、事到。", None),
        ("“四到”工作法指什么？", "护林员陈艳霞、李大山都来了。", Lack.PARTS),
        ("“三进”活动里的“四到”包括什么？", "“三进”活动进林、进田、进户；护林员做好“四到”。", Lack.PARTS),
        ("“四到”工作法是哪一年推行的？", "县里在2019年推行“四到”工作法。", None),
        ("“四到”工作法的效果怎么样？", "县里推行“四到”工作法，群众满意。", None),
    ],
)
def test_a_reason_what_was_before_and_parts_are_told(question: str, text: str, found: Lack | None) -> None:
    assert lack(question, setting(text)) is found


def test_what_is_in_a_zone_is_of_the_zone() -> None:
    zone = Place("3601", "江西省南昌市", "南昌高新区")
    told = setting("南昌高新区河东村开了食堂。", places=(("南昌高新区河东村", Place("3601", "江西省南昌市", "河东村")),))
    mention = PlaceMention(0, 5, Naming.LOCAL, (zone,), topic=True)
    asked = replace(analyse("南昌高新区开了什么？"), places=(mention,))
    assert shortfall(asked, told) is None
    assert shortfall(asked, setting("河西村开了食堂。", places=(("河西村", Place("3601", "江西省南昌市", "河西村")),))) is not None


def test_in_english_a_name_in_another_name_is_enough() -> None:
    told = setting("章贡饼厂连夜开工。", CITY)
    assert lack("What did the Zhanggong bakery do?", told) is None
    assert lack("What did the Zhanggong bakery do?", setting("饼厂连夜开工。", CITY)) is Lack.PLACE
    assert lack("What did the bakery of Longnan do?", setting("龙南市的饼厂开工。", CITY)) is None, "陇南 is written so too"
    assert lack("What did the bakery of Longnan do?", setting("上饶市的饼厂开工。", places=(("上饶市", OTHER),))) is Lack.PLACE


def test_what_a_sentence_is_about() -> None:
    assert is_about([CITY], setting("章贡区有护林员26名。", places=(("章贡区", COUNTY),)))
    assert is_about([CITY], setting("有护林员300名。", CITY))
    assert not is_about([CITY], setting("有护林员3000名。", PROVINCE))
    assert not is_about([COUNTY], setting("赣州市有护林员300名。", COUNTY, places=(("赣州市", CITY),)))


def test_a_village_that_is_asked_for_is_named() -> None:
    village = Place("360702", "江西省赣州市章贡区", "松林村")
    assert lack("哪个村办了食堂？", setting("自从村里办了食堂，老人都来吃饭。")) is Lack.NAME
    assert lack("哪个村办了食堂？", setting("松林村办了食堂。", places=(("松林村", village),))) is None
    assert lack("办食堂的那个村叫什么名字？", setting("村里办了食堂。")) is Lack.NAME
    assert lack("哪家医院办了食堂？", setting("村里办了食堂。")) is None


def test_a_firm_that_is_asked_for_is_named() -> None:
    question = "李大山指导的那家企业叫什么名字？"
    assert lack(question, setting("李大山说，公司的产品卖得好，他们公司得了奖，企业很高兴。")) is Lack.NAME
    assert lack(question, setting("李大山说，江滨酒业得了奖。")) is None
    assert lack("企业怎样得奖？", setting("公司得了奖。")) is None


def test_an_age_is_told_in_years() -> None:
    assert lack("李大山今年多大年纪？", setting("李大山等300名护林员受到表彰。", numbers=("300名",))) is Lack.FIGURE
    told = setting("李大山今年56岁。")
    age = Figure(5, 8, Decimal(56), None, "岁", Bound.EXACT)
    assert lack("李大山今年多大年纪？", replace(told, noted=replace(told.noted, figures=(age,)))) is None


@pytest.mark.parametrize(
    ("question", "lacking", "told"),
    [
        ("松林村那天平均下了多少毫米雨？", "松林村平均下了三场雨。", "松林村平均下了30毫米雨。"),
        ("河东队和河西队的比分是多少？", "河东队今天迎战河西队，两队各有5名新人。", "河东队以3:1胜河西队。"),
        ("食堂晚上开到几点？", "食堂晚上开门，共有3名厨师。", "食堂晚上开到9点。"),
        ("护林员多久巡山一次？", "30名护林员巡山一次。", "护林员巡山每周一次。"),
        ("修路花了多长时间？", "修路用了20名工人。", "修路用了一个多小时。"),
        ("松林村救起过几艘船？", "松林村有3名救生员。", "松林村救起过3条船。"),
        ("松林村种了多少棵桂花？", "松林村派出3名工人。", "松林村种了桂花20多株。"),
        ("茶农每个月挣多少元？", "茶农得到补助500元。", "茶农月收入500元。"),
        ("茶叶产量同比上升百分之几？", "茶叶产量占三成。", "茶叶产量增长8%。"),
    ],
)
def test_a_number_is_told_in_the_measure_that_is_asked_for(question: str, lacking: str, told: str) -> None:
    asked = analyse(question)
    assert unmeasured(asked, normalise(lacking)), lacking
    assert unmeasured(asked, normalise(told)) == "", told


def test_few_in_passing_asks_for_no_measure() -> None:
    assert unmeasured(analyse("松林村这几年一共种了多少棵树？"), "松林村种了30棵树。") == ""
    assert unmeasured(analyse("松林村有多少个合作社？"), "松林村有三家合作社。") == "", "the commonest measure words stand for each other"


def test_a_person_who_is_asked_for_by_name_is_named() -> None:
    question = "救起孩子的那位老人叫什么名字？"
    assert lack(question, setting("救起孩子的是一位老人。")) is Lack.NAME
    assert lack(question, setting("救起孩子的是村民罗桂禾。")) is None
    assert lack(question, setting("救起孩子的是Tom Brown。")) is None
    assert lack("罗桂禾救起的孩子叫什么名字？", setting("村民罗桂禾救起一个孩子。")) is Lack.NAME, "the one of the question"
    assert lack("救起孩子的是谁？", setting("救起孩子的是一位老人。")) is None, "an office may answer who"


def test_a_province_or_a_road_that_is_asked_for_is_named() -> None:
    assert lack("这批书捐给了哪个省？", setting("这批书捐给了山区。")) is Lack.NAME
    assert lack("这批书捐给了哪个省？", setting("这批书捐给了江西的山区。", places=(("江西", PROVINCE),))) is None
    assert lack("食堂开在哪条路上？", setting("食堂今天开张。")) is Lack.NAME
    assert lack("食堂开在哪条路上？", setting("食堂开在松林大道。")) is None


def test_a_year_stands_in_the_sentence_that_is_quoted() -> None:
    before = setting("2022年办了食堂。|合作社是一家老社。", times=(("2022年", Y2022),))
    before = replace(before, sentence=(before.text.index("|") + 1, len(before.text)))
    assert lack("合作社是哪一年创办的？", before) is Lack.DATE
    assert lack("合作社是哪一年创办的？", setting("合作社2022年创办。", times=(("2022年", Y2022),))) is None
    assert lack("合作社是哪一年创办的？", setting("合作社创办于嘉靖九年。")) is None


def test_a_place_that_the_sentence_names_as_the_question_does_is_that_place() -> None:
    where = setting("信访件交给石桥县三次。", about=OTHER, places=(("石桥县", OTHER),), numbers=("三次",))
    named = analyse("信访件交给章贡区几次？")
    assert lack("信访件交给章贡区几次？", where) is Lack.PLACE
    said = setting("上饶市把信访件交给章贡区三次。", about=OTHER, places=(("上饶市", OTHER),), numbers=("三次",))
    assert named.places and lack("信访件交给章贡区几次？", said) is None


def test_what_is_counted_may_end_with_a_character_of_its_name() -> None:
    def near(word: str, text: str) -> float:
        return 0.17 if text in ("民房", "旧党委") else 0.0

    told = replace(setting("全村有20处民房受损。", numbers=("20处",)), near=near)
    assert lack("全村有多少处房屋受损？", told) is None
    other = replace(setting("全村有20名旧党委受奖。", numbers=("20名",)), near=near)
    assert lack("全村有多少名党员受奖？", other) is Lack.FIGURE


def test_people_of_a_kind_are_counted_by_what_they_do() -> None:
    told = setting("合作社请来40余名种植、养护人才。", numbers=("40余名",))
    assert lack("合作社请来多少名种植和养护人员？", told) is None
    assert lack("合作社请来多少名种植和养护人员？", setting("合作社有40家邻居。", numbers=("40家",))) is Lack.FIGURE


def test_a_number_in_a_name_is_not_counted() -> None:
    told = setting("已有12家世界500强企业落户石桥。", numbers=("12家",))
    assert lack("有多少家世界五百强落户石桥？", told) is None


def test_a_sentence_is_told_by_its_years_in_prison() -> None:
    assert lack("罗桂禾被判了几年？", setting("罗桂禾做了4年会计。", numbers=("4年",))) is Lack.FIGURE
    assert lack("罗桂禾被判了几年？", setting("罗桂禾获刑4年。", numbers=("4年",))) is None


@pytest.mark.parametrize(("text", "found"), [("这门手艺近日开课。", Lack.DATE), ("这门手艺起于唐朝。", None), ("这门手艺北宋就有。", None)])
def test_a_dynasty_that_is_asked_for_is_told(text: str, found: Lack | None) -> None:
    assert lack("这门手艺出自哪个朝代？", setting(text, times=(("近日", None),) if "近日" in text else ())) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [("石桥公司经理罗桂禾受到处分。", Lack.NAME), ("罗桂禾，女，江西赣州人，高中学历。", None), ("罗桂禾生于赣州。", None)],
)
def test_where_somebody_is_from_is_told(text: str, found: Lack | None) -> None:
    assert lack("罗桂禾是哪里人？", setting(text)) is found


def test_a_person_of_a_county_may_be_told_of_by_the_city() -> None:
    told = setting("5月17日，赣州市纪委通报，罗桂禾接受调查。", places=(("赣州市", CITY),))
    assert lack("章贡区的罗桂禾接受了什么？", told) is None
    assert lack("章贡区的学校接受了什么？", told) is Lack.PLACE
    assert lack("上饶市的罗桂禾接受了什么？", told) is Lack.PLACE, "another city knows another"


def test_in_english_too_who_is_asked_for_is_named() -> None:
    assert lack("Who runs the canteen?", setting("食堂由村里照看。")) is Lack.NAME
    assert lack("Who runs the canteen?", setting("食堂由村民罗桂禾照看。")) is None
    assert lack("Who can eat in the canteen?", setting("六十岁以上的老人可以来吃。")) is None, "anybody of a kind"
    assert lack("What is the name of the canteen?", setting("村里开了一家食堂。")) is Lack.NAME
    assert lack("What is the name of the canteen?", setting("村里的食堂叫“石榴红”。")) is None


def test_a_figure_that_the_question_names_is_the_one_that_is_told_of() -> None:
    def told(text: str, *figures: tuple[str, int]) -> Setting:
        found = tuple(Figure(text.index(a), text.index(a) + len(a), Decimal(n), None, "岁", Bound.EXACT) for a, n in figures)
        where = setting(text)
        return replace(where, noted=replace(where.noted, figures=found))

    question = "那位115岁的老人叫什么名字？"
    assert lack(question, told("103岁的罗桂禾住在石桥。", ("103岁", 103))) is Lack.FIGURE
    assert lack(question, told("115岁的罗桂禾住在石桥。", ("115岁", 115))) is None
    assert lack(question, told("罗桂禾住在石桥。")) is None, "it tells no age"
    before = told("石桥有一位115岁的老人、|罗桂禾103岁。", ("115岁", 115), ("103岁", 103))
    assert lack(question, replace(before, sentence=(before.text.index("|") + 1, len(before.text)))) is None, "it may be of both"


def test_in_english_the_holder_of_a_post_may_stand_before_it() -> None:
    question = "Who is the Party secretary of the village?"
    assert lack(question, setting("罗桂禾是石桥村党组织书记，也种茶。")) is None
    assert lack(question, setting("石桥村党组织书记罗桂禾也种茶。")) is None
    assert lack(question, setting("石桥村党组织书记去开会，罗桂禾种茶。")) is Lack.POST
