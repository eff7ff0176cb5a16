"""The sets that are measured, as they lie in the data folder beside the project (none of it is part of the project)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from embeddings.training.corpus import lines


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Paragraphs by id, and questions each with the id of the one paragraph that is relevant."""

    name: str
    paragraphs: dict[str, str]
    questions: tuple[tuple[str, str], ...]


def retrieval_set(data: Path, name: str, paragraphs_of: str | None = None) -> RetrievalSet:
    """The set `name` of `data/eval`; its questions are asked of the paragraphs of `paragraphs_of` where that is given.

    Raises FileNotFoundError where the data is not there, ValueError where the two files do not run in parallel.
    """
    asked = list(lines(data / "eval" / f"{name}.jsonl.gz"))
    held = list(lines(data / "eval" / f"{paragraphs_of}.jsonl.gz")) if paragraphs_of else asked
    if len(held) != len(asked):
        raise ValueError(f"{name} and {paragraphs_of} differ in length: {len(asked)} and {len(held)}")
    questions = tuple(
        (question["question"], there["paragraph_id"]) for here, there in zip(asked, held, strict=True) for question in here["questions"]
    )
    return RetrievalSet(name, {row["paragraph_id"]: row["paragraph"] for row in held}, questions)
