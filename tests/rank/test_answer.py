"""From a question to statements or a refusal, on an invented library."""

import random
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest_library import ARTICLES

from qa.answer import Draft, answer_question, consider
from qa.answer.choose import choose, same
from qa.answer.quote import LONGEST, behind, cut, size
from qa.question import analyse
from qa.retrieve import Shelf, look
from qa.types import Kind, RefusalCode


def said(draft: Draft) -> list[str]:
    return [picks[0].text for picks in draft.statements]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("云溪县有多少名护林员？", "320名"),
        ("青龙水库是哪一年开工的？", "2019年"),
        ("云溪县护林员的队长是谁？", "陈艳霞"),
        ("“半山书屋”是哪个社区办的？", "梧桐社区"),
        ("石门县有多少名养路工？", "85名"),
    ],
)
def test_a_fact_is_answered_by_its_sentence_first(library: Shelf, question: str, answer: str) -> None:
    draft = answer_question(question, (), library)
    assert draft.refusal is None and draft.rewritten is None
    assert answer in said(draft)[0]
    assert 1 <= len(draft.statements) <= 3 and sum(map(size, said(draft))) <= 350


def test_a_how_question_stays_in_its_article(library: Shelf) -> None:
    draft = answer_question("云溪县怎样保护古树？", (), library)
    titles = {library.documents[picks[0].paragraph.document_id].title for picks in draft.statements}
    assert titles == {"云溪县护林记"} and any("一树一策" in text for text in said(draft))


def test_a_comparison_speaks_of_both_sides(library: Shelf) -> None:
    draft = answer_question("云溪县和石门县在保护古树上有什么不同？", (), library)
    assert {library.documents[picks[0].paragraph.document_id].title for picks in draft.statements} == set(ARTICLES)


def test_a_follow_up_asks_of_the_other(library: Shelf) -> None:
    draft = answer_question("那石门县呢？", ("云溪县怎样保护古树？",), library)
    assert draft.rewritten == "石门县怎样保护古树？"
    assert "学生每月测量树围" in said(draft)[0]


@pytest.mark.parametrize(
    ("question", "code", "missing"),
    [
        ("枫林县有多少名护林员？", RefusalCode.NOT_COVERED, ("枫林县",)),
        ("石门县1998年有多少名养路工？", RefusalCode.NOT_COVERED, ("1998年",)),
        ("“三清单”是什么？", RefusalCode.NOTHING_FOUND, ("三清单",)),
        ("怎样用Rust写网页？", RefusalCode.NOTHING_FOUND, ("Rust",)),
        ("", RefusalCode.EMPTY_QUESTION, ()),
        ("？！", RefusalCode.EMPTY_QUESTION, ()),
    ],
)
def test_what_the_library_does_not_hold_is_refused_with_the_words(
    library: Shelf, question: str, code: RefusalCode, missing: tuple[str, ...]
) -> None:
    draft = answer_question(question, (), library)
    assert draft.statements == () and draft.refusal is not None
    assert (draft.refusal.code, draft.refusal.missing) == (code, missing)


def test_an_empty_library_is_refused_as_such(library: Shelf) -> None:
    draft = answer_question("云溪县", (), replace(library, paragraphs=()))
    assert draft.refusal is not None and draft.refusal.code is RefusalCode.EMPTY_LIBRARY


def test_every_pick_is_among_the_passages_and_no_two_say_the_same(library: Shelf) -> None:
    for question in ("云溪县怎样保护古树？", "云溪县和石门县的古树各有什么做法？", "石门县有多少名养路工？"):
        draft = answer_question(question, (), library)
        shown = {passage.paragraph.id for passage in draft.passages}
        picks = [pick for statement in draft.statements for pick in statement]
        assert picks and all(pick.paragraph.id in shown for pick in picks)
        assert all(pick.paragraph.kind is not Kind.HEADING for pick in picks)
        texts = said(draft)
        assert not any(same(a, b) for i, a in enumerate(texts) for b in texts[i + 1 :])


def test_a_sentence_printed_twice_is_stated_once(make: Callable[..., Shelf]) -> None:
    text = "云溪县选聘护林员320名，每人看护五公里山路。"
    shelf = make({"甲报": [(Kind.BODY, (), text)], "乙报": [(Kind.BODY, (), text)]})
    assert said(answer_question("云溪县有多少名护林员？", (), shelf)) == [text]


def test_a_sentence_that_is_cut_off_is_not_quoted(make: Callable[..., Shelf]) -> None:
    shelf = make({"云溪县护林记": [(Kind.BODY, (), "云溪县山多林密。云溪县选聘护林员320名，每人看护")]})
    assert all("320名" not in text for text in said(answer_question("云溪县有多少名护林员？", (), shelf)))


def test_shuffled_articles_give_the_same_answer(make: Callable[..., Shelf]) -> None:
    rng = random.Random(3)
    drafts = []
    for _ in range(4):
        titles = list(ARTICLES)
        rng.shuffle(titles)
        drafts.append(answer_question("云溪县怎样保护古树？", (), make({title: ARTICLES[title] for title in titles})))
    assert all(draft == drafts[0] for draft in drafts)


def test_all_stages_are_marked_also_on_a_refusal(library: Shelf) -> None:
    for question in ("云溪县有多少名护林员？", "", "怎样用Rust写网页？"):
        stages: list[str] = []
        answer_question(question, (), library, stages.append)
        assert list(dict.fromkeys(stages)) == ["encode", "retrieve", "rank", "answer"]


ROADS = "一是修路，" + "铺设沥青路面，" * 20 + "“边修边种，边种边养”；"
LONG = ROADS + "二是养树，请来专家会诊，共救活古树46棵，" + "定期浇水施肥，" * 20 + "三是建档。"


def test_a_long_sentence_is_cut_to_the_clauses_that_are_worth_most() -> None:
    piece = cut(LONG, lambda run: float("46棵" in run), ample=40)
    assert piece is not None
    text = LONG[piece[0] : piece[1]]
    assert "46棵" in text and size(text) <= 40 and LONG[piece[0] - 1] in "；，" and text[-1] in "，；。"


def test_a_run_grows_to_the_semicolons_but_not_over_them_nor_over_the_limit() -> None:
    piece = cut(LONG, lambda run: float("二是养树" in run))
    assert piece is not None
    text = LONG[piece[0] : piece[1]]
    assert text.startswith("二是养树，请来专家会诊") and size(text) <= LONGEST


def test_what_stands_behind_a_run_goes_up_to_the_next_semicolon() -> None:
    text = "甲乡修路，乙乡架桥，丙乡通水；丁乡植树，戊乡护林。"
    assert text[slice(*(behind(text, text.index("乙"), len(text)) or (0, 0)))] == "乙乡架桥，丙乡通水；"
    assert behind(text, text.index("丁"), len(text)) is None  # closed by a semicolon
    assert behind(text, len(text), len(text)) is None
    assert text[slice(*(behind(text, text.index("乙"), len(text), longest=6) or (0, 0)))] == "乙乡架桥，"
    assert behind(text, text.index("乙"), len(text), longest=3) is None


def test_quotations_are_never_cut_and_a_short_sentence_is_left_whole() -> None:
    assert cut("修路，种树。", lambda run: 0.0) == (0, 6)
    assert cut(" 修路。 ", lambda run: 0.0) == (1, 4)
    quoted = "“" + "边修边种，" * 60 + "”。"
    assert cut(quoted, lambda run: 1.0) is None


def test_the_same_is_most_of_the_shorter() -> None:
    assert same("护林员320名。", "全县选聘护林员320名，每人看护五公里。")
    assert not same("护林员320名。", "养路工85名。")


def test_who_is_answered_by_a_sentence_that_names_somebody(make: Callable[..., Shelf]) -> None:
    """The first sentence holds more of the question's words; the second one names the secretary."""
    text = "入秋以来，石桥县河口镇东岭村的果园里游客渐渐多了起来。见此情景，村党支部书记陈明华很高兴。"
    library = make({"果园见闻": [(Kind.BODY, (), text)]})
    first = said(answer_question("石桥县东岭村党支部书记是谁？", (), library))[0]
    assert "陈明华" in first


def test_an_article_is_no_count(make: Callable[..., Shelf]) -> None:
    text = "石桥县把每个村分成六片，每片配备了一名护林员。全县共配备护林员2306名，巡山有人管。"
    library = make({"石桥县护林": [(Kind.BODY, (), text)]})
    assert "2306名" in said(answer_question("石桥县有多少名护林员？", (), library))[0]


def test_what_points_back_is_quoted_with_what_it_points_at(make: Callable[..., Shelf]) -> None:
    text = "“巡了三十年山，我舍不得这片林子。”这是石桥县护林队队长陈明华退休时说的话。"
    library = make({"石桥县护林": [(Kind.BODY, (), text)]})
    assert said(answer_question("石桥县护林队队长是谁？", (), library)) == [text]


def test_a_reason_that_is_only_named_is_quoted_with_what_tells_it(make: Callable[..., Shelf]) -> None:
    text = "石桥县的水渠年久失修，田里缺水。为解决这一问题，石桥县开展“清渠”行动。"
    library = make({"石桥县修渠": [(Kind.BODY, (), text)]})
    assert said(answer_question("石桥县为什么开展“清渠”行动？", (), library))[0] == text
    assert said(answer_question("石桥县开展了什么行动？", (), library))[0].startswith("为解决这一问题")


def test_who_is_quoted_with_the_sentence_that_names_it(make: Callable[..., Shelf]) -> None:
    text = "石桥县林业局办起了夜校。该局为护林员制定积分制度。"
    library = make({"石桥县护林": [(Kind.BODY, (), text)]})
    assert said(answer_question("哪个单位为护林员制定积分制度？", (), library)) == [text]


def test_where_is_quoted_with_the_sentence_that_names_the_place(make: Callable[..., Shelf]) -> None:
    text = "秋天，石桥县松林村的枫叶红了。游客拿着相机赶来，这里也被叫作“石桥的小香山”。"
    library = make({"石桥县秋色": [(Kind.BODY, (), text)]})
    assert said(answer_question("游客拿着相机赶来、被叫作“石桥的小香山”的地方在哪里？", (), library))[0] == text
    assert said(answer_question("什么被叫作“石桥的小香山”？", (), library))[0].startswith("游客拿着相机")


def test_what_points_back_does_not_open_the_answer_to_how(make: Callable[..., Shelf]) -> None:
    text = "东岭村办起了果园。这只是石桥县发展果业的一个缩影。石桥县请专家上门教技术，统一品牌，帮助果农把果子卖到外地。"
    library = make({"石桥县果业": [(Kind.BODY, (), text)]})
    first = said(answer_question("石桥县如何发展果业？", (), library))[0]
    assert first.startswith("石桥县请专家")


def test_a_sentence_too_long_for_one_quote_is_gone_on_with(make: Callable[..., Shelf]) -> None:
    ways = [f"第{n}队巡{n}号山，每月逢{n}上山，带水带粮，见火就报" for n in "一二三四五六七八九十"]
    text = f"石桥县护林的办法是分队包山：{'，'.join(ways)}。"
    assert size(text) > LONGEST
    library = make({"石桥县护林": [(Kind.BODY, (), text)]})
    quoted = said(answer_question("石桥县护林的办法有哪些？", (), library))
    assert len(quoted) == 2 and all(size(each) <= LONGEST for each in quoted)
    assert "".join(quoted) in text


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("石桥县的面貌慢慢改变。该县把荒坡分给农户，三年种下松树九万株。", True),  # 该县 is the one before
        ("石桥县的面貌慢慢改变。农户把松苗背上荒坡，三年种下九万株。", False),
        ("昔日，石桥县穷，田少，路远。农户把松苗背上荒坡，三年种下九万株。", True),  # the first only names it
    ],
)
def test_the_next_sentence_belongs_where_it_goes_on_about_the_first(
    text: str, added: bool, make: Callable[..., Shelf], monkeypatch: pytest.MonkeyPatch
) -> None:
    chooser = sys.modules[choose.__module__]
    monkeypatch.setattr(chooser, "OPEN_REACH", 0.0)  # so that it is not added for its score
    monkeypatch.setattr(chooser, "MOST", 2.0)
    library = make({"石桥县见闻": [(Kind.BODY, (), text)]})
    found = look(analyse("石桥县是怎样改变面貌的？"), library)
    part = consider(found, library).parts[0]
    first = min(part.ranked, key=lambda each: each.s)
    quoted = [pick.text for pick in choose(found, [first, *(each for each in part.ranked if each is not first)])]
    assert any("九万株" in each for each in quoted) is added
    asked = look(analyse("How did Shiqiao County change its looks?"), library)
    ranked = [replace(each, score=-each.s) for each in consider(asked, library).parts[0].ranked]
    assert len(choose(asked, sorted(ranked, key=lambda each: each.s))) == 1 + text.count("该县")  # no word of it stands in the text


def test_another_article_says_it_of_another_place(make: Callable[..., Shelf]) -> None:
    one, two = "石桥县始终重视山林，扎实开展“护林先锋”行动，巡山有人管。", "河口县还全面开展“护林先锋”行动。"
    library = make({"石桥县护林": [(Kind.BODY, (), one)], "河口县护林": [(Kind.BODY, (), two)]})
    assert set(said(answer_question("哪些地方开展了“护林先锋”行动？", (), library))) == {one, two}


def test_what_two_articles_say_word_for_word_is_said_once(make: Callable[..., Shelf]) -> None:
    text = "石桥县扎实开展“护林先锋”行动，巡山有人管。"
    library = make({"甲报": [(Kind.BODY, (), text)], "乙报": [(Kind.BODY, (), text)]})
    assert said(answer_question("哪些地方开展了“护林先锋”行动？", (), library)) == [text]
