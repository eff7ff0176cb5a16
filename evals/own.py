"""A folder of the user's own and questions on it, one JSON object a line:

    {"question": "...", "evidence": ["..."], "documents": ["name.txt"], "answers": ["..."], "history": ["..."]}

Only `question` is needed. `evidence` are strings, or lists of alternatives; a paragraph that holds one of them (white space
aside) answers the question. `documents` are names in the folder: they narrow the evidence down, or, without any, every body
paragraph of them answers. A question with neither is one that the folder does not answer. `answers` are what the first sentence
of an answer must hold one of (the evidence, where there are none); `history` are the questions before it.
The gold of the project's five articles is read the same way; its `docs` and `short` are `documents` and `answers`.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.answers import holds
from evals.sets import Ask, EvalSet
from qa.engine import Library
from qa.errors import PathError, UsageError
from qa.types import Document, Kind, Paragraph


def read_own(name: str, questions: Path, folder: Path) -> EvalSet:
    """The set of a folder of files and of questions on it. PathError where either is missing; UsageError for a line that cannot
    be read, that names no document of the folder, or whose evidence stands nowhere in it."""
    if not questions.is_file():
        raise PathError("path_missing", path=str(questions))
    with tempfile.TemporaryDirectory() as where, Library.open(Path(where) / "library", model="hash", create=True) as library:
        for _, error in library.add([folder]).refused:
            raise error
        held = whole(name, library)
    asked = []
    for number, line in enumerate(questions.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            asked.append(ask_of(number, line, held.documents, held.paragraphs))
    if not asked:
        raise UsageError("eval_own_line", line=1)
    return replace(held, questions=tuple(asked))


def whole(name: str, library: Library) -> EvalSet:
    """All that a library holds, as a set of which nothing is asked yet."""
    documents: dict[str, Document] = {}
    paragraphs: list[Paragraph] = []
    raw: dict[str, bytes] = {}
    for document in library.documents():
        documents[document.id] = document
        paragraphs += library.paragraphs(document.id)
        raw[document.id] = library.text(document.id)
    paragraphs.sort(key=lambda paragraph: (paragraph.document_id, paragraph.ordinal))
    return EvalSet(name, documents, tuple(paragraphs), raw, ())


def ask_of(number: int, line: str, documents: Mapping[str, Document], paragraphs: Sequence[Paragraph]) -> Ask:
    """The question of one line. UsageError for a line that cannot be read, a document not held, evidence that stands nowhere."""
    row = _row(number, line)
    names = _strings(row.get("documents", row.get("docs", [])))
    evidence = _strings(row.get("evidence", []))
    answers = _strings(row.get("answers", row.get("short", []))) or evidence
    known = {document.name: key for key, document in documents.items()}
    if missing := [name for name in names if name not in known]:
        raise UsageError("eval_own_document", line=number, name=missing[0])
    among = {known[name] for name in names} or set(documents)
    if evidence:
        relevant = [p.id for p in paragraphs if p.document_id in among and holds(p.text, evidence)]
    else:
        relevant = [p.id for p in paragraphs if names and p.document_id in among and p.kind is Kind.BODY]
    if evidence and not relevant:
        raise UsageError("eval_own_evidence", line=number)
    return Ask(row["question"], tuple(relevant), answers, " ".join(relevant) or f"line {number}", _strings(row.get("history", [])))


def _row(number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UsageError("eval_own_line", line=number) from error
    if not isinstance(row, dict) or not isinstance(row.get("question"), str) or not row["question"].strip():
        raise UsageError("eval_own_line", line=number)
    return row


def _strings(value: object) -> tuple[str, ...]:
    """Strings out of strings, lists and lists of lists; what is empty is left out."""
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    return tuple(text for each in value for text in _strings(each)) if isinstance(value, list) else ()
