"""English questions for the training half, which has none: Chinese ones word by word in CC-CEDICT's glosses, names in pinyin.

Good enough for the two things that they decide: what ranks a paragraph for a question in English, and how near one must be for
the question to be answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from embeddings.training.corpus import CEDICT, entries, lines
from evals.training.data import Case
from evals.training.passages import fit_passages
from evals.training.rows import Group, ask, untrained
from qa.rank import COHORT, Linear, scale
from qa.retrieve import Shelf

REFUSED = 0.05  # of the questions whose own paragraph is the nearest, at the threshold: the rate that Chinese questions have

CANDIDATES = 150  # all that three legs bring: the sum by hand says nothing of an English question

RIDGE = 1e-2  # more than the Chinese ranker's: fewer questions, and a feature that is seldom more than 0 gets a weight of 50 (docs/log.md)


class Glossary:
    """Chinese words to English ones."""

    def __init__(self, data: Path) -> None:
        self.glosses: dict[str, str] = {}
        for entry in entries(data):
            if entry.glosses:
                self.glosses.setdefault(entry.zh, re.sub(r"^(?:to|a|an|the) ", "", entry.glosses[0].split(";")[0]))
        self.pinyin: dict[str, str] = {}
        for row in lines(data / CEDICT):
            if len(row["zh"]) == 1:
                self.pinyin.setdefault(row["zh"], re.sub(r"\d", "", row["pinyin"]).lower())

    def translate(self, question: str) -> str:
        """A question's words in English, in the order of the Chinese; what the dictionary lacks in pinyin, as a name."""
        import rjieba

        out = []
        for word in rjieba.cut(question):
            if word.isascii():
                out.append(word)
            elif word in self.glosses:
                out.append(self.glosses[word])
            else:
                out.append("".join(self.pinyin.get(character, "") for character in word).capitalize())
        return " ".join(part for part in out if part.strip())


def ranker(glossary: Glossary, asked: Sequence[tuple[str, Case, Shelf, str]]) -> Linear:
    """The ranker of passages for questions in English."""
    groups: list[Group] = []
    for library, case, shelf, key in asked:
        group = ask(library, replace(case, question=glossary.translate(case.question)), shelf, key, untrained(), keep=0).group
        groups.append(group)
    return fit_passages(groups, nearest=CANDIDATES, ridge=RIDGE)


def threshold(glossary: Glossary, asked: Sequence[tuple[str, Case, Shelf, str]]) -> float:
    """The nearness (`qa.rank.scale`) under which `REFUSED` of the English questions lie whose own paragraph is the nearest."""
    import numpy as np

    near = []
    cohort = asked[0][2].encoder.encode_passages(COHORT)  # one encoder for every library
    for _, case, shelf, key in asked:
        query = shelf.encoder.encode_queries([glossary.translate(case.question)])[0]
        scores, rows = shelf.vectors.search(query, 1)
        if shelf.paragraphs[int(rows[0])].id == key:
            near.append(scale(query, cohort).of(float(scores[0])))
    return float(np.quantile(near, REFUSED))
