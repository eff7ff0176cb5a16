"""The five articles of seeds/: the sentences and the furniture that people marked in them, and what an editor would see at a glance."""

import json
from functools import lru_cache
from pathlib import Path

import pytest
from pressroom import read, squeeze

from qa.types import Kind, Paragraph

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / ".." / "shared" / "gold"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
marked = pytest.mark.skipif(not GOLD.is_dir(), reason="../shared/gold is not here")


def rows(name: str) -> list[dict[str, str]]:
    path = GOLD / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


@lru_cache
def shown(name: str) -> tuple[Paragraph, ...]:
    return read((ROOT / "seeds" / name).read_bytes().decode("utf-8"))[1]


@marked
def test_cut_sentences_come_back_whole() -> None:
    joins = rows("joins_dev.jsonl")
    assert len(joins) >= 9
    for row in joins:
        assert any(squeeze(row["sentence"]) in squeeze(p.text) for p in shown(row["doc"]) if p.kind is Kind.BODY), row["sentence"]


@marked
def test_furniture_stands_in_no_paragraph_and_captions_in_no_body() -> None:
    furniture = rows("furniture_dev.jsonl")
    assert len(furniture) >= 8
    for row in furniture:
        within = [p for p in shown(row["doc"]) if row["kind"] != "caption" or p.kind is Kind.BODY]
        assert not any(squeeze(row["text"]) in squeeze(p.text) for p in within), row["text"]


def test_little_is_dropped_and_paragraphs_are_of_a_size() -> None:
    assert len(SEEDS) == 5
    total = dropped = 0
    for path in SEEDS:
        text = path.read_bytes().decode("utf-8")
        _, paragraphs, left = read(text)
        total += len(squeeze(text))
        dropped += sum(len(squeeze(d.text)) for d in left)
        sizes = [len(p.text) for p in paragraphs if p.kind is Kind.BODY]
        assert max(sizes) <= 500
        assert sum(180 <= size <= 400 for size in sizes) >= 0.8 * len(sizes)
        assert len({p.section for p in paragraphs}) >= 3
    assert dropped <= 0.05 * total
