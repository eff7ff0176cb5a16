"""The background table of document frequencies, from the news of the training half."""

from __future__ import annotations

import zlib
from collections import Counter
from pathlib import Path

from evals.training.data import cut, news
from qa.question.background import TABLE
from qa.tokens import bigrams, words

WORDS, BIGRAMS = 70_000, 70_000  # entries kept; the rarest of them stands in some 10 of 130,000 passages


def build(data: Path, target: Path = TABLE) -> None:
    """Count words and bigrams in the passages of news-0 to news-3 and write the commonest to `target`."""
    import numpy as np

    counts: dict[str, Counter[str]] = {"words": Counter(), "bigrams": Counter()}
    total = 0
    for _, text in news(data):
        for passage in cut(text):
            total += 1
            counts["words"].update(sorted(set(words(passage))))
            counts["bigrams"].update(sorted(set(bigrams(passage))))
    arrays: dict[str, object] = {"total": np.int64(total)}
    for kind, keep in (("words", WORDS), ("bigrams", BIGRAMS)):
        top = sorted(counts[kind].items(), key=lambda item: (-item[1], item[0]))[:keep]
        held: dict[int, int] = {}
        for token, count in top:  # the commoner of two that share a hash stays
            held.setdefault(zlib.crc32(token.encode("utf-8")), count)
        keys = sorted(held)
        arrays[f"{kind}_hashes"] = np.array(keys, dtype=np.uint32)
        arrays[f"{kind}_counts"] = np.array([held[key] for key in keys], dtype=np.uint32)
    np.savez(target, **arrays)  # type: ignore[arg-type]
