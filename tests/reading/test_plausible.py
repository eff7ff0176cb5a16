"""The right codec's characters are common ones; the wrong codec's are not."""

import random

import pytest

from qa.errors import DecodeError
from qa.reading import decode
from qa.reading.plausible import COMMON_CHARACTERS, plausibility

PROSE = (
    "昨天下午，记者来到城东社区，看到居民们正在新修的广场上跳舞。社区主任介绍，过去这里是一片空地，去年政府投入资金三百万元，"
    "建起了广场、图书室和养老服务站。“现在出门就能办事，方便多了！”一位老人笑着说。据统计，全市今年将完成四十个老旧小区的改造工作。"
)
TRADITIONAL_PROSE = (
    "昨天下午，記者來到城東社區，看到居民們正在新修的廣場上跳舞。社區主任介紹，過去這裡是一片空地，去年政府投入資金三百萬元，"
    "建起了廣場、圖書室和養老服務站。「現在出門就能辦事，方便多了！」一位老人笑著說。據統計，全市今年將完成四十個老舊小區的改造工作。"
)


def test_the_table_holds_no_character_twice() -> None:
    assert len(set(COMMON_CHARACTERS)) == len(COMMON_CHARACTERS)


def test_prose_is_plausible_and_its_misreading_is_not() -> None:
    assert plausibility("abc") == 1.0
    assert plausibility(PROSE) > 0.5
    assert plausibility(PROSE.encode().decode("gb18030", "replace")) < 0.1
    assert plausibility(TRADITIONAL_PROSE) > 0.5
    assert plausibility(TRADITIONAL_PROSE.encode("big5").decode("gb18030")) < 0.1


@pytest.mark.parametrize(("text", "codec"), [(PROSE, "gb18030"), (TRADITIONAL_PROSE, "big5"), (TRADITIONAL_PROSE, "gb18030")])
def test_passages_of_twenty_characters_are_read_right_or_refused(text: str, codec: str) -> None:
    draw = random.Random(11)
    right = 0
    for _ in range(100):
        start = draw.randrange(len(text) - 20)
        piece = text[start : start + 20]
        try:
            assert decode(piece.encode(codec), "x").text == piece
            right += 1
        except DecodeError:
            pass
    assert right >= 98
