"""Articles drawn from the news that the figures of adding are measured on; none of their text is kept here."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

SEED = 20261126
"""Of the draw: the same articles on every machine."""


def held(data: Path) -> bool:
    """Whether the news are there."""
    return (data / "news" / "news-0.jsonl.gz").is_file()


def drawn(data: Path, count: int, folder: Path) -> int:
    """`count` articles, or as many as there are, as text files in a folder that is made; how many bytes they have."""
    folder.mkdir(parents=True)
    with gzip.open(data / "news" / "news-0.jsonl.gz", "rt", encoding="utf-8") as file:
        lines = file.readlines()
    size = 0
    for line in random.Random(SEED).sample(lines, min(count, len(lines))):
        row = json.loads(line)
        raw = row["text"].encode("utf-8")
        (folder / f"{row['id']}.txt").write_bytes(raw)
        size += len(raw)
    return size
