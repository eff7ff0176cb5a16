"""English questions for the training half, which has none: Chinese ones word by word in CC-CEDICT's glosses, names in pinyin.

Good enough for the two things that they decide: what ranks a paragraph for a question in English, and how near one must be for
the question to be answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

from embeddings.training.corpus import CEDICT, entries, lines
from evals.training.data import Case
from evals.training.passages import fit_passages
from evals.training.rows import Group, ask, untrained
from qa.rank import Linear
from qa.retrieve import Shelf

CANDIDATES = 150  # all that three legs bring: the sum by hand says nothing of an English question

# What a Chinese question asks with, and how an English one begins that asks the same; the first that stands in it is taken out.
ASKS = (
    (r"(?:多少|几)(?:[万亿]|\s)*(?:[个名位户人项件次家所座辆条]|(?=\w))", "how many"),
    (r"哪一?年|何年", "in which year"),
    (r"什么时候|何时|哪一?[天日]|什么时间", "when"),
    (r"谁|哪一?位|何人", "who"),
    (r"为什么|为何", "why"),
    (r"哪里|何处|何地|什么地方", "where"),
    (r"哪些|哪几[个种项]", "which"),
    (r"哪一?[个座家所条种项]", "which"),
    (r"如何|怎样|怎么样?", "how"),
    (r"是?什么|何", "what"),
)

SENSES = 3  # of a word, of which one is drawn. By reason, without a run of its own

RIDGE = 1e-2  # more than the Chinese ranker's: fewer questions, and a feature that is seldom more than 0 gets a weight of 50 (docs/log.md)


class Glossary:
    """Chinese words to English ones."""

    def __init__(self, data: Path) -> None:
        self.glosses: dict[str, list[str]] = {}
        for entry in entries(data):
            if entry.glosses:
                first = [re.sub(r"^(?:to|a|an|the) ", "", gloss.split(";")[0]) for gloss in entry.glosses[:SENSES]]
                self.glosses.setdefault(entry.zh, first)
        self.pinyin: dict[str, str] = {}
        for row in lines(data / CEDICT):
            if len(row["zh"]) == 1:
                self.pinyin.setdefault(row["zh"], re.sub(r"\d", "", row["pinyin"]).lower())

    def translate(self, question: str) -> str:
        """A question's words in English, what it asks with and what stands behind that first (how many schools), each in one of its first
        senses, since people do not always put it as the dictionary does first; what the dictionary lacks in pinyin, as a name."""
        import rjieba

        out = []
        asking = next(((match, words) for pattern, words in ASKS if (match := re.search(pattern, question))), None)
        if asking:
            match, words = asking
            out, question = [words], f"{question[match.end() :]} {question[: match.start()]}"
        for word in rjieba.cut(question):
            if word.isascii():
                out.append(word)
            elif word in self.glosses:
                found = self.glosses[word]
                out.append(found[crc32(f"{question} {word}".encode()) % len(found)])
            else:
                out.append("".join(self.pinyin.get(character, "") for character in word).capitalize())
        return " ".join(part for part in out if part.strip())

    def put(self, case: Case) -> Case:
        """A case with its question in English."""
        return replace(case, question=self.translate(case.question))


def ranker(glossary: Glossary, asked: Sequence[tuple[str, Case, Shelf, str]]) -> Linear:
    """The ranker of passages for questions in English. The Chinese words that come near to theirs find its candidates and get no weight:
    these questions are made of the dictionary that the table has learnt from, and so find their own words far too well."""
    groups: list[Group] = []
    for library, case, shelf, key in asked:
        group = ask(library, glossary.put(case), shelf, key, untrained(), keep=0).group
        groups.append(group)
    return fit_passages(groups, ("words",), nearest=CANDIDATES, ridge=RIDGE)
