"""What a question names is a condition of its evidence: a place, a time, a post, the thing counted. The sentences here are made up."""

from datetime import date
from decimal import Decimal

import pytest

from qa.annotations import Annotation, Bound, Dating, Figure, Naming, Period, Place, PlaceMention, TimeMention
from qa.answer.conditions import Lack, Setting, shortfall
from qa.question import analyse
from qa.question.posts import holds_post, post_of

CITY, COUNTY, OTHER = Place("3607", "江西省赣州市"), Place("360702", "江西省赣州市章贡区"), Place("3611", "江西省上饶市")
PROVINCE = Place("36", "江西省")
Y2022, Y2024 = (Period(date(year, 1, 1), date(year, 12, 31)) for year in (2022, 2024))


def setting(
    text: str,
    about: Place | None = None,
    places: tuple[tuple[str, Place], ...] = (),
    times: tuple[tuple[str, Period], ...] = (),
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
    ],
)
def test_the_post_that_is_asked_for(question: str, post: str) -> None:
    assert post_of(question) == post


def test_a_deputy_is_not_the_head() -> None:
    assert holds_post("市委组织部副部长李某说", "副部长")
    assert not holds_post("市委组织部副部长李某说", "部长")
    assert lack("赣州市市长是谁？", setting("赣州市委组织部部长李某说。", CITY)) is Lack.POST
    assert lack("赣州市委组织部部长是谁？", setting("赣州市委组织部部长李某说。", CITY)) is None
