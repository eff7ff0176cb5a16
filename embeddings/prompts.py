"""The words that a family of models expects before a query and before a passage.

The model's own `prompts` (config_sentence_transformers.json) come first. Where it has none, its family is told by name and by
`model_type` (config.json) together, since names alone mislead. Sources: the model cards of intfloat/e5 and BAAI/bge.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embeddings.errors import EmbeddingError

QUERY_KEYS = ("query", "s2p_query", "retrieval.query")
PASSAGE_KEYS = ("passage", "document", "corpus", "retrieval.passage")


@dataclass(frozen=True, slots=True)
class Prompts:
    """What stands before each query and each passage; empty where nothing does."""

    query: str = ""
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """Models whose name matches `name` and whose `model_type` is among `types`."""

    name: re.Pattern[str]
    types: frozenset[str]
    prompts: Prompts


# The first that matches counts. bge-m3, gte and text2vec take none; Qwen3-Embedding and jina carry their own.
FAMILIES = (
    Family(
        re.compile(r"(^|[-_/])e5[-_].*instruct", re.IGNORECASE),
        frozenset({"xlm-roberta", "mistral"}),
        Prompts("Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: "),
    ),
    Family(re.compile(r"(^|[-_/])e5([-_]|$)", re.IGNORECASE), frozenset({"bert", "xlm-roberta"}), Prompts("query: ", "passage: ")),
    Family(re.compile(r"bge-(small|base|large)-zh", re.IGNORECASE), frozenset({"bert"}), Prompts("为这个句子生成表示以用于检索相关文章：")),
    Family(
        re.compile(r"bge-(small|base|large)-en", re.IGNORECASE),
        frozenset({"bert"}),
        Prompts("Represent this sentence for searching relevant passages: "),
    ),
)


def read_json(folder: Path, file: str) -> Any:
    """The JSON of one file of a model; an empty object where there is no such file. EmbeddingError where it is damaged."""
    path = folder / file
    try:
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, ValueError) as error:
        raise EmbeddingError("model_damaged", folder=folder, file=file) from error


def first(prompts: dict[str, Any], keys: tuple[str, ...]) -> str:
    """The first prompt among these keys that says anything."""
    return next((str(prompts[key]) for key in keys if prompts.get(key)), "")


def names(folder: Path, name: str, config: dict[str, Any]) -> list[str]:
    """What the model is called: as the user says, its folder (in a hub cache the repository's), and what its makers called it."""
    own = folder.parent.parent.name.replace("--", "/") if folder.parent.name == "snapshots" else folder.name
    given = [] if Path(name).exists() else [name]
    return [*given, own, str(config.get("_name_or_path") or "").rstrip("/").split("/")[-1]]


def prompts_of(folder: Path, name: str) -> Prompts:
    """The prompts that the model in this folder needs; `name` is what the user called it."""
    own = read_json(folder, "config_sentence_transformers.json").get("prompts") or {}
    query, passage = first(own, QUERY_KEYS), first(own, PASSAGE_KEYS)
    if query or passage:
        return Prompts(query, passage)
    config: dict[str, Any] = next((found for place in (".", "0_Transformer") if (found := read_json(folder / place, "config.json"))), {})
    called = names(folder, name, config)
    for family in FAMILIES:
        if config.get("model_type") in family.types and any(family.name.search(each) for each in called):
            return family.prompts
    return Prompts()
