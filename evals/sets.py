"""The sets that are measured: questions, and the library of which they are asked. None of the data is part of the project."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from embeddings.training.corpus import lines
from qa.types import Document, FrontMatter, Kind, Paragraph

CROWD = "+50k"  # with the distractor passages of tools/passages.py
# name: (file of the questions, file of the paragraphs), both below data/eval and in the same order
FILES = {"cmrc_dev": ("cmrc_dev", "cmrc_dev"), "xquad_zh": ("xquad_zh", "xquad_zh"), "xquad_en": ("xquad_en", "xquad_zh")}
GOLD = "gold"
NAMES = (*(name + crowd for name in FILES for crowd in ("", CROWD)), GOLD)


class AbsentError(Exception):
    """A set cannot be measured, since its data is not there; says what is missing."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question. `relevant` are the ids of the paragraphs that answer it, none where nothing in the library does; `answers`
    the strings of which one must stand in a sentence that answers it; `cluster` groups questions that are not independent."""

    question: str
    relevant: tuple[str, ...]
    answers: tuple[str, ...]
    cluster: str
    history: tuple[str, ...] = ()


@dataclass(frozen=True)
class EvalSet:
    """A library's documents, paragraphs (in the order of their ids) and original bytes by document, and what is asked of it."""

    name: str
    documents: Mapping[str, Document]
    paragraphs: tuple[Paragraph, ...]
    raw: Mapping[str, bytes]
    questions: tuple[Ask, ...]

    @cached_property
    def library_digest(self) -> str:
        """64 hexadecimal digits over every paragraph's id and text."""
        whole = hashlib.sha256()
        for paragraph in self.paragraphs:
            whole.update(f"{paragraph.id}\0{paragraph.text}\0".encode())
        return whole.hexdigest()

    @cached_property
    def digest(self) -> str:
        """64 hexadecimal digits over the library and the questions."""
        asked = [[a.question, a.relevant, a.answers, a.cluster, a.history] for a in self.questions]
        return hashlib.sha256((self.library_digest + json.dumps(asked, ensure_ascii=False)).encode("utf-8")).hexdigest()

    def every(self, count: int | None) -> EvalSet:
        """The same set with at most `count` questions, evenly spread; all of them for None."""
        if count is None or count >= len(self.questions):
            return self
        step = len(self.questions) / count
        return EvalSet(self.name, self.documents, self.paragraphs, self.raw, tuple(self.questions[int(i * step)] for i in range(count)))


def shelved(name: str, texts: Iterable[tuple[str, str]], questions: Iterable[tuple[str, str, tuple[str, ...]]]) -> EvalSet:
    """A set in which every text is a document of its own, of one paragraph, without front matter.

    `texts` are (id, text), `questions` (question, id of the text that answers it, answers). KeyError where there is no such text.
    """
    documents: dict[str, Document] = {}
    paragraphs: dict[str, Paragraph] = {}
    raw: dict[str, bytes] = {}
    for key, text in texts:
        document = hashlib.sha256(key.encode("utf-8")).hexdigest()[:16]
        raw[document] = text.encode("utf-8")
        digest, size = hashlib.sha256(raw[document]).hexdigest(), len(raw[document])
        documents[document] = Document(document, key, digest, "utf-8", size, FrontMatter())
        paragraphs[key] = Paragraph(document, 0, Kind.BODY, (), text, ((0, size),))
    asked = tuple(Ask(question, (paragraphs[key].id,), answers, key) for question, key, answers in questions)
    return EvalSet(name, documents, tuple(sorted(paragraphs.values(), key=lambda p: p.id)), raw, asked)


def read(data: Path, name: str) -> EvalSet:
    """The set `name` of `FILES`, with `CROWD` behind it or not. AbsentError where a file is not there; ValueError where the
    questions and the paragraphs do not run in parallel. The answers are those of the paragraphs' own language."""
    base = name.removesuffix(CROWD)
    asked, held = (_rows(data / "eval" / f"{file}.jsonl.gz") for file in FILES[base])
    if [len(row["questions"]) for row in asked] != [len(row["questions"]) for row in held]:
        raise ValueError(f"the questions of {FILES[base][0]} and {FILES[base][1]} do not run in parallel")
    texts = [(str(row["paragraph_id"]), str(row["paragraph"])) for row in held]
    questions = [
        (q["question"], str(there["paragraph_id"]), tuple(a["answers"]))
        for here, there in zip(asked, held, strict=True)
        for q, a in zip(here["questions"], there["questions"], strict=True)
    ]
    return shelved(name, texts + (list(crowd(data)) if name.endswith(CROWD) else []), questions)


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        raise AbsentError(str(path))
    return list(lines(path))


def crowd(data: Path) -> Iterator[tuple[str, str]]:
    """(id, text) of the distractor passages, as the tool beside the data folder cuts them. AbsentError without tool or news."""
    tool = data.parent / "tools" / "passages.py"
    for needed in (tool, data / "news" / "news-4.jsonl.gz", data / "news" / "news-5.jsonl.gz"):
        if not needed.is_file():
            raise AbsentError(str(needed))
    module = loaded(tool)
    module.NEWS = data / "news"  # the tool looks beside itself
    yield from module.passages()


def loaded(path: Path) -> Any:
    """A module by its file's path; it is not put among the imported ones."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise AbsentError(str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
