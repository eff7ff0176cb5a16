"""Clean text becomes paragraphs of whole sentences, of a size, that stand at their bytes."""

from __future__ import annotations

import pytest

from qa.clean import Decoded
from qa.paragraphs import paragraphs, spans
from qa.text import reconstruct, sentences
from qa.types import Kind, Paragraph

SENTENCE = "镇里的老木匠带着年轻人修好了河边的水车，村里的路因此好走多了。"


def made(text: str, encoding: str = "utf-8") -> tuple[Paragraph, ...]:
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + len(character.encode(encoding)))
    found, _ = paragraphs("d", reconstruct(text), Decoded(text, encoding, offsets))
    raw = text.encode(encoding)
    for paragraph in found:
        assert "".join(raw[a:b].decode(encoding) for a, b in paragraph.spans) == paragraph.text
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_long_block_is_cut_at_sentences(encoding: str) -> None:
    found = made(SENTENCE * 40 + "\n", encoding)
    assert "".join(p.text for p in found) == SENTENCE * 40
    assert all(200 <= len(p.text) <= 400 for p in found)
    assert all(p.text.endswith("。") for p in found)
    assert [p.id for p in found] == [f"d:{i}" for i in range(len(found))]


def test_short_blocks_of_one_section_go_together() -> None:
    found = made("\n\n".join([SENTENCE, SENTENCE * 2, SENTENCE * 2, SENTENCE * 3]) + "\n")
    assert [len(p.text) for p in found] == [len(SENTENCE) * 8]
    assert len(found[0].spans) == 4


def test_nothing_goes_across_a_heading() -> None:
    found = made(f"{SENTENCE}\n\n老街新貌\n\n{SENTENCE}\n\n水车转动\n\n{SENTENCE}\n")
    assert [(p.kind.value, p.section) for p in found] == [
        ("body", ()),
        ("heading", ()),
        ("body", ("老街新貌",)),
        ("heading", ()),
        ("body", ("水车转动",)),
    ]


def test_a_sentence_longer_than_a_paragraph_is_cut_at_a_clause_or_hard() -> None:
    clause = "修好了河边的水车又清理了老街的沟渠，"
    found = made(clause * 40 + "真好。\n")
    assert "".join(p.text for p in found) == clause * 40 + "真好。"
    assert all(len(p.text) <= 500 for p in found) and all(p.text.endswith("，") for p in found[:-1])
    found = made("水" * 1200 + "。\n")
    assert [len(p.text) for p in found] == [500, 500, 201]


def test_a_sentence_around_a_caption_jumps_over_it() -> None:
    half, rest = SENTENCE * 6 + "夜校的灯光照亮了孩子们的课本，老街上的人都说日子一天比一天", "好，明年还要再修一座桥。"
    found = made(f"{half}\n\n图为老街。\n\n{rest}\n")
    assert [p.kind for p in found] == [Kind.BODY, Kind.CAPTION]
    assert found[0].text == half + rest
    assert len(found[0].spans) == 2 and found[0].spans[0][1] < found[1].spans[0][0] < found[0].spans[1][0]


def test_a_text_that_breaks_off_does_not_run_into_the_next() -> None:
    found = made("第一段讲的是水车转动的事，讲到一半就没有了，因为后面的纸被水打湿\n\n■ 第二段从这里开始，讲的是油茶。\n")
    assert all("打湿" not in p.text or p.text.endswith("打湿") for p in found)


def test_every_sentence_stands_whole_in_one_paragraph() -> None:
    text = "".join(f"第{i}年，老人说：“水车转了{i}圈。”孩子们（共{i}个）笑了！" for i in range(60))
    found = made(text + "\n")
    for start, end in sentences(text):
        assert any(text[start:end] in p.text for p in found)


def test_spans_are_runs_of_bytes() -> None:
    assert spans([0, 1, 3, 4, 6], [0, 3, 6, 7, 10, 13, 14, 17]) == ((0, 6), (7, 13), (14, 17))
    assert spans([], [0]) == ()
