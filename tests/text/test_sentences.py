"""Where a sentence ends, and that nothing is lost in cutting."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.text import clauses, is_complete, sentences


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


def parts(text: str) -> list[str]:
    return [text[a:b] for a, b in clauses(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("水车转了。路修好了！真的吗？", ["水车转了。", "路修好了！", "真的吗？"]),
        ("他说：“水车转了。”大家都笑了。", ["他说：“水车转了。”", "大家都笑了。"]),
        ("（详见附录。图也在那里。）下一句。", ["（详见附录。图也在那里。）", "下一句。"]),
        ("老人（七十岁。独居）来了。走了。", ["老人（七十岁。独居）来了。", "走了。"]),
        ("读了《去哪儿？回家！》之后。完。", ["读了《去哪儿？回家！》之后。", "完。"]),
        ("增长3.5%，见https://a.example/x?b=1!c。共12.8万元。", ["增长3.5%，见https://a.example/x?b=1!c。", "共12.8万元。"]),
        ("真的？！太好了。。。走吧。", ["真的？！", "太好了。。。", "走吧。"]),
        ("修了路、通了水、亮了灯，老街有了新模样……镇里的人都说好。", ["修了路、通了水、亮了灯，老街有了新模样……", "镇里的人都说好。"]),
        ("我……我不知道。", ["我……我不知道。"]),
        ("修了路、通了水、亮了灯，办了夜校……等等，都算数。", ["修了路、通了水、亮了灯，办了夜校……等等，都算数。"]),
        ("一年又一年……", ["一年又一年……"]),
        ("他喊了声“好！”就走了。", ["他喊了声“好！”", "就走了。"]),
        ("面对“值不值？”的疑问，他笑了。", ["面对“值不值？”的疑问，他笑了。"]),
        ("He left at 3.15 p.m. today. Then she came.", ["He left at 3.15 p.m. today. ", "Then she came."]),
        ("没有标点的一段", ["没有标点的一段"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_short_quotation_stays_whole_and_a_long_speech_is_cut() -> None:
    short = "“路通了。车来了。大家笑了。”"
    assert cut(short + "村长说。") == [short, "村长说。"]
    long = "“" + "这一句有十二个字上下。" * 20 + "”"
    assert len(cut(long)) == 20
    assert cut(long)[-1].endswith("。”")


def test_a_forgotten_quotation_mark_does_not_swallow_the_rest() -> None:
    assert cut("他说“好。第二句。第三句。") == ["他说“好。", "第二句。", "第三句。"]
    assert cut("多出来的”。第二句。") == ["多出来的”。", "第二句。"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("完了。", True),
        ("完了。”", True),
        ("完了……", True),
        ("一项；", True),
        ("It ended.", True),
        ("干部正", False),
        ("如下：", False),
        ("走，", False),
        ("", False),
    ],
)
def test_is_complete(text: str, whole: bool) -> None:
    assert is_complete(text) is whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修了路，通了水；亮了灯。", ["修了路，", "通了水；", "亮了灯。"]),
        ("他说“先修路，再通水；最后亮灯”，大家同意。", ["他说“先修路，再通水；最后亮灯”，", "大家同意。"]),
        ("共1,250元（含税，含运费），已付。", ["共1,250元（含税，含运费），", "已付。"]),
        ("路,水;灯。", ["路,", "水;", "灯。"]),
        ("没有逗号。", ["没有逗号。"]),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="甲乙丙。！？…，；“”‘’（）《》\"'abA1.,;!? \n𠀀😀　", max_size=120))
def test_sentences_and_clauses_concatenate(text: str) -> None:
    assert "".join(cut(text)) == text
    assert "".join(parts(text)) == text
    assert all(a < b for a, b in sentences(text))
    assert all(a < b for a, b in clauses(text))
