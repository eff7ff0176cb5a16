"""Halves of a sentence find each other across wraps, blank lines, captions, headlines and page jumps."""

import pytest
from pressroom import TITLE, bodies, kinds

WRAPPED = """水车又转起来了，镇里的老木匠修好
了河边的水车，村里的路因此好走多
了，每户人家平均增收一万多元，来看
展的客人比往年多了三成，大伙都说
日子有了盼头，老人们也常来坐坐。"""


def test_hard_wrapped_lines_are_one_block() -> None:
    assert bodies(WRAPPED) == [WRAPPED.replace("\n", "")]


def test_windows_line_ends_make_no_difference() -> None:
    assert bodies(WRAPPED.replace("\n", "\r\n")) == [WRAPPED.replace("\n", "")]


@pytest.mark.parametrize(
    "between",
    [
        "\n\n",
        "\n\n\n",
        "\n\n图为河边的水车。\n\n",
        "\n\n↑老街一角。周小渡 摄\n\n",
        "\n\n老街一角（资料图片）\n\n",
        f"\n\n{TITLE}{TITLE}\n",
        "\n（下转第四版）\n\n（上接第一版）\n",
        "(下转四版)\n\n(上接一版)",
        "\n【下转Ａ2版】\n\n【上接Ａ1版】\n",
        "\n（下转\n二版）\n\n（紧接第一版）\n",
    ],
)
def test_a_wrapped_sentence_goes_on_behind_what_cuts_it(between: str) -> None:
    text = f"{TITLE}\n\n" + WRAPPED.replace("客人比往年", "客人比往年", 1).replace("来看\n展的", f"来看{between}展的")
    assert WRAPPED.replace("\n", "") in bodies(text)


LONG = "从去年秋天开始，镇里的老木匠带着年轻人修好了河边的水车，又把旧粮仓改成阅览室，每逢赶集的日子都有人来，老人们围坐在一起谈论"
REST = "收成和天气，孩子们在一旁翻看图画书。"


@pytest.mark.parametrize(
    ("between", "captions"),
    [
        ("\n\n", []),
        ("\n\n\n\n孩子们在阅览室看书\n\n", ["孩子们在阅览室看书"]),
        ("\n\n\n\n孩子们在阅览室里看书。\n\n\n\n技术员查看油茶长势。\n\n", ["孩子们在阅览室里看书。", "技术员查看油茶长势。"]),
        ("\n\n→老街一角。\n\n", ["→老街一角。"]),
    ],
)
def test_a_paragraph_goes_on_behind_photos(between: str, captions: list[str]) -> None:
    text = f"第一段讲的是水车。\n\n{LONG}{between}{REST}\n\n最后一段讲的是油茶，也很短。\n"
    found = kinds(text)
    assert ("body", LONG + REST) in found
    assert [words for kind, words in found if kind == "caption"] == captions


def test_a_quotation_that_is_cut_finds_its_end() -> None:
    text = "镇里办起了“水车议\n\n事亭”“河边茶座”等五处地方，大家有话在这里说，有事在这里商量。\n\n另一段话，也完整。\n"
    assert "镇里办起了“水车议事亭”“河边茶座”等五处地方，大家有话在这里说，有事在这里商量。" in bodies(text)


def test_paragraphs_that_end_are_not_joined() -> None:
    assert bodies("第一段讲的是水车转动的事。\n\n第二段讲的是油茶开花的事。\n") == [
        "第一段讲的是水车转动的事。",
        "第二段讲的是油茶开花的事。",
    ]


def test_indented_lines_begin_paragraphs_without_blank_lines() -> None:
    first = "　　水车又转起来了，镇里的老木匠修好了\n河边的水车，村里的路因此好走多了，每户\n人家都笑。\n"
    second = "　　油茶开花了，山坡一片白，来看的客人比\n往年多了三成，大伙都说好得很，真的好\n得很。\n"
    text = first + second
    assert len(bodies(text)) == 2


def test_an_unfinished_last_sentence_stays() -> None:
    assert bodies("水车又转起来了，大家都很高兴。老街的人们正\n") == ["水车又转起来了，大家都很高兴。老街的人们正"]
