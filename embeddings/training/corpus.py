"""What the shipped model learns from: read from the data folder, file by file, and nothing else.

Only these are ever opened: `news/news-0` to `news-3`, two files of `train/`, and `bilingual/*`. `eval/`, `news-4` and `news-5` are for
measuring.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NEWS = tuple(f"news/news-{part}.jsonl.gz" for part in range(4))
# Without train/squad2zh_dev: 172 of XQuAD's 240 paragraphs stand in it, translated by a machine, many with the same questions
# (both are cut from SQuAD's development set). Whoever learns from it has seen what XQuAD measures.
TRAIN = ("train/drcd_dev.jsonl.gz", "train/cmrc_trial.jsonl.gz")
TATOEBA = "bilingual/tatoeba-cmn-eng.jsonl.gz"
CEDICT = "bilingual/cc-cedict.jsonl.gz"

HELD_ARTICLES = 3_000  # of news-3, from its end: dev.py measures on them
HELD_SENTENCES = 1_000  # of Tatoeba, from its end

SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]?")
ASIDE = re.compile(r"\([^()]*\)")  # what a gloss says of itself: (idiom), (bound form)
POINTER = re.compile(r"^((old |erhua )?variant of|see |CL:|surname |abbr\. (of|for) |also written|used in |same as )", re.IGNORECASE)
CHINESE = re.compile(r"[\u3400-\u9fff|·，]+(\[[^\]]*\])?")  # a gloss names another entry: 赣州|赣州[Gan4 zhou1]
HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A question and a paragraph that answers it."""

    question: str
    paragraph: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A dictionary entry: simplified Chinese, pinyin as `gan1 zhou1`, and its English glosses, cleaned."""

    zh: str
    pinyin: str
    glosses: tuple[str, ...]


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of one `.jsonl.gz`, in the file's order."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def fold(title: str) -> int:
    """0 to 3 by the article's title (SHA-256), so that all paragraphs of an article fall in the same fold.

    The encoder learns from folds 0 and 1. Fold 2 chose between recipes. Folds 2 and 3 are unseen by every weight of the encoder,
    for whoever trains a ranker or a threshold on its scores: features of questions that the encoder has seen are too good.
    """
    return hashlib.sha256(title.encode("utf-8")).digest()[0] % 4


def articles(data: Path) -> list[list[str]]:
    """The sentences of each news article, in order; the last HELD_ARTICLES are never learnt from."""
    rows = [row for part in NEWS for row in lines(data / part)]
    return [[sentence for found in SENTENCE.findall(row["text"]) if (sentence := found.strip())] for row in rows]


def readings(data: Path, folds: tuple[int, ...]) -> list[Reading]:
    """Answerable questions of `train/` with their paragraphs, from the articles of these folds."""
    found = []
    for name in TRAIN:
        for row in lines(data / name):
            if fold(row["title"]) in folds:
                found += [Reading(q["question"], row["paragraph"], row["title"]) for q in row["questions"] if q["answerable"]]
    return found


def paragraphs(data: Path, folds: tuple[int, ...]) -> list[str]:
    """The paragraphs of `train/` in these folds."""
    return [row["paragraph"] for name in TRAIN for row in lines(data / name) if fold(row["title"]) in folds]


def translations(data: Path) -> list[tuple[str, str]]:
    """Tatoeba's sentence pairs, (English, Chinese)."""
    return [(row["en"], row["zh"]) for row in lines(data / TATOEBA)]


def entries(data: Path) -> list[Entry]:
    """CC-CEDICT with the glosses that translate; pointers to other entries and asides in brackets are left out."""
    found = []
    for row in lines(data / CEDICT):
        if HAN.search(row["zh"]):
            glosses = [ASIDE.sub(" ", CHINESE.sub(" ", gloss)).strip() for gloss in row["en"] if not POINTER.match(gloss)]
            glosses = [gloss for gloss in glosses if gloss and len(gloss.split()) <= 10]
            found.append(Entry(row["zh"], row["pinyin"], tuple(glosses)))
    return found
