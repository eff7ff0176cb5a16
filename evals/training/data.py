"""What the training half of ../shared/data holds: questions with their paragraphs, and news for the crowd around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from embeddings.training.corpus import lines

SETS = ("cmrc_trial", "drcd_dev", "squad2zh_dev")
PAPERS = "news"  # the source of our own questions on newspapers
NEWS = ("news-0", "news-1", "news-2", "news-3")  # never 4 and 5: they are the crowd when measuring


@dataclass(frozen=True, slots=True)
class Case:
    """A question of a training set, with the id of its paragraph; `answers` is empty where it has none."""

    source: str
    question: str
    answers: tuple[str, ...]
    paragraph_id: str

    @property
    def translated(self) -> bool:
        """Whether a machine wrote its Chinese."""
        return self.source.startswith("squad")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph or a passage before it is a qa Paragraph: its id, the title of its document, its words."""

    id: str
    title: str
    text: str


def train(data: Path) -> tuple[list[Text], list[Case]]:
    """Every paragraph and every question of train/."""
    texts: list[Text] = []
    cases: list[Case] = []
    for name in SETS:
        for row in lines(data / "train" / f"{name}.jsonl.gz"):
            texts.append(Text(str(row["paragraph_id"]), str(row["title"]), str(row["paragraph"])))
            for q in row["questions"]:
                cases.append(Case(name, q["question"], tuple(q["answers"]) if q["answerable"] else (), texts[-1].id))
    return texts, cases


def news(data: Path) -> Iterator[tuple[str, str]]:
    """(id, text) of the articles of the training half."""
    for name in NEWS:
        for row in lines(data / "news" / f"{name}.jsonl.gz"):
            yield str(row["id"]), str(row["text"])


def cut(text: str, at_least: int = 200, at_most: int = 500) -> Iterator[str]:
    """Passages of whole sentences, each of at least `at_least` characters (the last one of 50), cut off at `at_most`."""
    run = ""
    for sentence in re.findall(r"[^。！？]+[。！？]?|[。！？]", text):
        run += sentence
        if len(run) >= at_least:
            yield run[:at_most]
            run = ""
    if len(run) > 50:
        yield run[:at_most]
