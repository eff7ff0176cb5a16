"""Layout spaces go, spaces that mean something stay."""

import pytest

from qa.text import reconstruct
from qa.text.spaces import settle
from qa.types import Kind


def settled(text: str, phrases: bool = False, lines: bool = False) -> str:
    return settle(text, [i for i, c in enumerate(text) if not c.isspace()], phrases, lines)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("换 届 前 分 别 提 高 了 16.1% 和", "换届前分别提高了16.1%和"),
        ("今年 3\n月，投入 12.57 亿元", "今年3月，投入12.57亿元"),
        ("共 59 , 799 辆", "共59,799辆"),
        ("到20\n23年", "到2023年"),
        ("the water wheel of Yunxi", "the water wheel of Yunxi"),
        ("the water\nwheel", "the water\nwheel"),
        ("the water\r\nwheel", "the water\nwheel"),
        ("装机298 KW的电站", "装机298 KW的电站"),
        ("用手机 APP 点单", "用手机APP点单"),
        ("Hello, world. It turns.", "Hello, world. It turns."),
        ("办“共建水车 共享清泉”活动", "办“共建水车 共享清泉”活动"),
        ("水车　转了\u3000路通了", "水车转了路通了"),
        ("😀 水车", "😀水车"),
    ],
)
def test_in_running_text(text: str, expected: str) -> None:
    assert settled(text) == expected


def test_the_phrases_of_a_heading_stay_apart() -> None:
    assert settled("小院落 大学问", phrases=True) == "小院落 大学问"
    assert settled("小院落\n大学问", phrases=True, lines=True) == "小院落\n大学问"
    assert settled("小院落\n大学问", phrases=True) == "小院落大学问"
    assert settled("老 街 新 貌", phrases=True) == "老街新貌"
    assert settled("A 老街新貌", phrases=True) == "A 老街新貌"


def test_the_map_names_the_white_space_that_is_kept() -> None:
    text = "Yunxi  town\n与水车"
    clean, chars = settle(text, [i for i, c in enumerate(text) if not c.isspace()], False)
    assert clean == "Yunxi town与水车"
    assert clean == "".join(text[i] for i in chars)


def test_reconstruction_uses_it() -> None:
    block = reconstruct("水车 转 了 3 年，the wheel turns，收入 1.5 万元。\n").blocks[0]
    assert (block.kind, block.text) == (Kind.BODY, "水车转了3年，the wheel turns，收入1.5万元。")
