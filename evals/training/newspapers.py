"""Questions that we wrote on articles of the training news, as people ask who have not read them (`asked.jsonl`): in other words than the
text's, where the training sets ask of an encyclopedia in its own.

A line is {"question", "article": the id of an article of news-0 to news-3, "answers": slices of its text in characters, each within one
sentence, and "library": 0 to 23}; one without answers asks for what its article comes near to
and does not tell. The words of the articles are not ours to copy.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from embeddings.encoder import shipped
from evals.training.data import PAPERS, Case, Text, news
from evals.training.judge import Judged, judged
from evals.training.rows import Group, ask
from evals.training.sentences import sentence_group
from evals.training.shelves import untitled
from evals.without import without
from qa.clean import Block, CleanText, Decoded
from qa.paragraphs import paragraphs as cut
from qa.question.kinds import is_english
from qa.rank import Ranker
from qa.retrieve import Shelf
from qa.types import FrontMatter, Kind

ASKED = Path(__file__).with_name("asked.jsonl")
HELD = (6, 7, 14, 15, 22, 23)  # libraries whose questions measure and do not train


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the library it is asked of, and the ids of the paragraphs that answer it."""

    library: int
    case: Case
    paragraphs: tuple[str, ...]


class Newspapers:
    """Libraries of sixteen articles without titles, and one of all of them; FileNotFoundError where the news is not there."""

    def __init__(self, data: Path, asked: Path = ASKED) -> None:
        rows = [json.loads(line) for line in asked.read_text(encoding="utf-8").splitlines()]
        wanted = {row["article"]: row["library"] for row in rows}
        articles = {key: text for key, text in news(data) if key in wanted}
        texts = {key: paragraphs(key, articles[key]) for key in wanted}
        encoder = shipped()
        parts = {part: [text for key in wanted if wanted[key] == part for text in texts[key]] for part in sorted(set(wanted.values()))}
        self.small = {part: untitled(held, encoder) for part, held in parts.items()}
        self.whole = untitled([text for key in wanted for text in texts[key]], encoder)
        self.asked = []
        for row in rows:
            answers = tuple(articles[row["article"]][start:end] for start, end in row["answers"])
            held = tuple(text.id for text in texts[row["article"]] if any(answer in text.text for answer in answers))
            self.asked.append(Asked(row["library"], Case(PAPERS, row["question"], answers, row["article"]), held))
        self._held = frozenset(each.case for each in self.asked if each.library in HELD)

    def held(self, case: Case) -> bool:
        """Whether a question measures and does not train."""
        return case in self._held

    def answerable(self, english: bool) -> Iterator[tuple[str, Asked, Shelf, tuple[str, ...]]]:
        """(library, question, shelf, ids of its paragraphs there) of each question with an answer, in its small library and the whole."""
        for each in self.asked:
            if each.paragraphs and is_english(each.case.question) is english:
                for name, (shelf, ids) in self._libraries(each):
                    yield name, each, shelf, tuple(ids[key] for key in each.paragraphs)

    def _libraries(self, each: Asked) -> tuple[tuple[str, tuple[Shelf, dict[str, str]]], ...]:
        return ("newspapers", self.small[each.library]), ("all newspapers", self.whole)

    def judged(self, ranker: Callable[[Case], Ranker], english: bool) -> list[tuple[bool, Judged]]:
        """(whether it measures, what the judge sees) of each, with its paragraphs and without, while the rest of their article stays, and
        of those that are not told. `ranker` is one that has not seen the question's article."""
        out = []
        for name, each, shelf, ids in self.answerable(english):
            its = ranker(each.case)
            for kind, left in (("present", shelf), ("removed", without(shelf, ids))):
                rows = judged(ask(name, each.case, left, ids[0], its), its, kind, kind == "present")
                out += [(each.library in HELD, row) for row in rows]
        for each in self.asked:
            if not each.case.answers and is_english(each.case.question) is english:
                its = ranker(each.case)
                for name, (shelf, _) in self._libraries(each):
                    rows = judged(ask(name, each.case, shelf, "", its), its, "untold", answers=False)
                    out += [(each.library in HELD, row) for row in rows]
        return out

    def groups(self, ranker: Ranker, english: bool) -> list[tuple[str, bool, Group]]:
        """(library, whether it measures, the sentences of its passages) of each. Those that do not measure are asked of
        their small library alone: learnt from twice, more is lost on the encyclopedia and no more won here (docs/log.md)."""
        out = []
        for name, each, shelf, ids in self.answerable(english):
            held = each.library in HELD
            if held or shelf is not self.whole[0]:
                trial = ask(name, each.case, shelf, ids[0], ranker)
                out.append((name, held, sentence_group(each.case, trial.found, shelf, ids, ranker)))
        return out


def paragraphs(key: str, article: str) -> list[Text]:
    """An article as the program cuts it into paragraphs: it comes as one run of text, without those that were printed."""
    clean = CleanText((Block(Kind.BODY, (), article, range(len(article))),), (), FrontMatter())
    kept, _ = cut(key, clean, Decoded(article, "utf-8", range(len(article) + 1)))
    return [Text(f"{key}-{each.ordinal}", key, each.text) for each in kept]
