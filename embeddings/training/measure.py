"""Figures on the sets that nothing here may learn from: `python -m embeddings.training.measure --data ../shared/data [--model NAME]`.

Each question is asked of its set's own paragraphs. For looking at a finished model; recipes are chosen by `dev.py`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import SHIPPED, Encoder, load_encoder
from embeddings.training.card import add_measured
from embeddings.training.corpus import lines

SETS = (
    ("XQuAD zh", "nDCG@10", "eval/xquad_zh.jsonl.gz", "eval/xquad_zh.jsonl.gz"),
    ("XQuAD en->zh", "nDCG@10", "eval/xquad_en.jsonl.gz", "eval/xquad_zh.jsonl.gz"),
    ("CMRC dev", "MRR@10", "eval/cmrc_dev.jsonl.gz", "eval/cmrc_dev.jsonl.gz"),
)


def ranks(queries: NDArray[np.float32], passages: NDArray[np.float32], right: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rank from 1 of the right passage for each query; of equal scores the earlier row comes first."""
    scores = queries @ passages.T
    own = scores[np.arange(len(queries)), right][:, None]
    earlier = np.arange(len(passages))[None, :] < right[:, None]
    return np.asarray(1 + (scores > own).sum(axis=1) + ((scores == own) & earlier).sum(axis=1), dtype=np.int64)


def ndcg(found: NDArray[np.int64]) -> float:
    """nDCG@10 with one right passage (Jarvelin and Kekalainen 2002): 0 to 1, higher is better."""
    return float(np.where(found <= 10, 1 / np.log2(1 + found), 0.0).mean())


def mrr(found: NDArray[np.int64]) -> float:
    """MRR@10: 0 to 1, higher is better."""
    return float(np.where(found <= 10, 1 / found, 0.0).mean())


def measure(data: Path, encoder: Encoder) -> list[tuple[str, str, float]]:
    """(set, measure, value) for each set whose files are there."""
    figures = []
    for name, measured, asked, answered in SETS:
        questions = [(i, q["question"]) for i, row in enumerate(lines(data / asked)) for q in row["questions"]]
        passages = encoder.encode_passages([row["paragraph"] for row in lines(data / answered)])
        queries = encoder.encode_queries([question for _, question in questions])
        found = ranks(queries, passages, np.array([i for i, _ in questions]))
        figures.append((name, measured, ndcg(found) if measured == "nDCG@10" else mrr(found)))
    return figures


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints one line a set."""
    parser = argparse.ArgumentParser(prog="python -m embeddings.training.measure", description="Retrieval figures of an encoder by itself.")
    parser.add_argument("--data", type=Path, required=True, help="the folder with eval/")
    parser.add_argument("--model", help="name or folder (default: the shipped model)")
    parser.add_argument("--card", action="store_true", help="write the figures into the model's card")
    chosen = parser.parse_args(arguments)
    encoder = load_encoder(chosen.model)
    print(f"{encoder.name} {encoder.digest[:12]} dimension {encoder.dimension}")
    figures = measure(chosen.data, encoder)
    for name, measured, value in figures:
        print(f"{name}\t{measured}\t{value:.4f}")
    if chosen.card:
        add_measured(Path(chosen.model) if chosen.model else SHIPPED, figures)


if __name__ == "__main__":
    main()
