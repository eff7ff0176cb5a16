"""The words that answer: slices of the statement, in order, that leave its text alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import TEA, TEA_FRONT

from qa.engine import Library
from qa.render import answer_markdown


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("蒲江县2021年茶园面积是多少？", ["31.5万亩"]), ("蒲江县2022年茶园面积是多少？", ["33万亩"]),
        ("蒲江县建成了多少座茶叶加工厂？", ["58座"]), ("哪一年蒲江县建成茶叶加工厂？", ["去年"]), ("蒲江县的茶园怎么样？", []),
    ],
)  # fmt: skip
def test_the_figure_or_the_time_that_is_asked_for_is_marked_whole(tmp_path: Path, question: str, marked: list[str]) -> None:
    (tmp_path / "tea").mkdir()
    (tmp_path / "tea" / "茶园.txt").write_text(TEA, encoding="utf-8")
    (tmp_path / "tea" / "metadata.toml").write_text(TEA_FRONT, encoding="utf-8")
    with Library.open(tmp_path / "library", create=True) as library:
        library.add([tmp_path / "tea"])
        answer = library.ask(question)
    first = answer.statements[0]
    assert [first.text[start:end] for start, end in first.marks] == marked
    assert first.text == answer.citations[0].quote
    shown = answer_markdown(answer, 0, {each.n for each in answer.citations}, "zh").split("\n\n")[0]
    assert shown.count("<mark>") == len(marked) and all(f"<mark>{each.replace('.', chr(92) + '.')}</mark>" in shown for each in marked)
