"""The reordering by itself, with rerankers whose scores are written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.rerank import TOP, passage_text, rerank
from qa.types import Document, FrontMatter, Kind, Paragraph


@dataclass(frozen=True, slots=True)
class Candidate:
    paragraph: Paragraph
    score: float


class Written:
    """Scores by the last line of what it reads; what it read is kept."""

    name = "written"

    def __init__(self, scores: Mapping[str, float]) -> None:
        self.scores = scores
        self.read: list[tuple[str, list[str]]] = []

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        self.read.append((question, list(passages)))
        return np.array([self.scores.get(passage.splitlines()[-1], 0.0) for passage in passages], np.float32)


def document(title: str | None = None) -> dict[str, Document]:
    return {"d": Document("d", "d.txt", "0" * 64, "utf-8", 9, FrontMatter(title=title))}


def candidates(*texts: str, headings: Sequence[str] = ()) -> list[Candidate]:
    """Best first, the scores falling by one from 0; each text in a section of its own name and a chapter."""
    kinds = [Kind.HEADING if text in headings else Kind.BODY for text in texts]
    made = [
        Paragraph("d", i, kind, ("章", f"节{text}"), text, ((i, i + 1),)) for i, (text, kind) in enumerate(zip(texts, kinds, strict=True))
    ]
    return [Candidate(paragraph, -float(i)) for i, paragraph in enumerate(made)]


def order(found: Sequence[Candidate]) -> str:
    return "".join(each.paragraph.text for each in found)


def test_none_leaves_everything() -> None:
    given = candidates("a", "b")
    assert rerank("q", given, document(), None) == tuple(given)
    model = Written({})
    assert rerank("q", [], document(), model) == ()
    assert rerank("q", candidates("h", headings="h"), document(), model) == tuple(candidates("h", headings="h"))
    assert model.read == [], "there was nothing to order"


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({"a": 1, "b": 3, "c": 2, "d": -4}, "bcad"),
        ({"a": 1, "b": 1, "c": 1, "d": 1}, "abcd"),  # ties stand as before
        ({"a": 0, "b": 5, "c": 0, "d": 5}, "bdac"),
        ({"a": -1e30, "b": -1e-30, "c": 1e-30, "d": 1e30}, "dcba"),
    ],
)
def test_the_order_is_the_reranker_s_and_the_scores_stay_in_their_places(scores: dict[str, float], expected: str) -> None:
    found = rerank("q", candidates(*"abcd"), document(), Written(scores))
    assert order(found) == expected
    assert [each.score for each in found] == [0.0, -1.0, -2.0, -3.0]


def test_a_heading_keeps_its_place_and_is_not_read() -> None:
    model = Written({"a": 1, "b": 2, "c": 3})
    assert order(rerank("q", candidates(*"aHbIc", headings="HI"), document(), model)) == "cHbIa"
    assert len(model.read[0][1]) == 3


def test_only_the_best_are_read() -> None:
    texts = [chr(0x4E00 + i) for i in range(TOP + 9)]
    model = Written({text: i for i, text in enumerate(texts)})
    found = rerank("q", candidates(*texts), document(), model)
    assert order(found) == "".join([*reversed(texts[:TOP]), *texts[TOP:]])
    assert [len(read) for _, read in model.read] == [TOP]
    headed = candidates("H", *texts, headings="H")
    assert order(rerank("q", headed, document(), model)) == "H" + order(found), "a heading takes no other passage's turn"


def test_title_and_headings_are_read_with_the_text() -> None:
    model = Written({})
    rerank("谁？", candidates("a"), document("题"), model)
    assert model.read == [("谁？", ["题\n章\n节a\na"])]
    assert passage_text(candidates("a")[0].paragraph, document()) == "章\n节a\na", "a file's name is no title"
