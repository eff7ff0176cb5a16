"""Questions that we wrote and that nothing learns from, laid out for `youju eval --own`:

    python -m evals.written --data ../shared/data --out FOLDER

`evals/questions/five.jsonl` are on the five articles of `seeds/`, in the form that `--own` reads. `newspapers.jsonl` are on articles of the
training news that no other question is on; as the words of these are not ours to copy, they name what answers by its slices. What is
written into the folder is those articles as files (`articles/`) and their questions (`newspapers.jsonl`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from evals.training.data import news

QUESTIONS = Path(__file__).with_name("questions")
ARTICLES, ON_THEM = "articles", "newspapers.jsonl"


def lay_out(data: Path, out: Path) -> int:
    """Write both; how many questions there are. FileNotFoundError where the news is not there."""
    rows = [json.loads(line) for line in (QUESTIONS / ON_THEM).read_text(encoding="utf-8").splitlines()]
    wanted = {row["article"] for row in rows}
    texts = {key: text for key, text in news(data) if key in wanted}
    (out / ARTICLES).mkdir(parents=True, exist_ok=True)
    for key, text in texts.items():
        (out / ARTICLES / f"{key}.txt").write_text(text, encoding="utf-8")
    lines = []
    for row in rows:
        answers = [texts[row["article"]][start:end] for start, end in row["answers"]]
        told = {"evidence": [answers], "documents": [f"{row['article']}.txt"]} if answers else {}
        lines.append(json.dumps({"question": row["question"], **told}, ensure_ascii=False))
    (out / ON_THEM).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Lays them out and says how to measure."""
    parser = argparse.ArgumentParser(prog="python -m evals.written", description="Lays out our own questions on newspapers.")
    parser.add_argument("--data", type=Path, required=True, help="the folder with news/")
    parser.add_argument("--out", type=Path, required=True, help="where articles and questions go")
    chosen = parser.parse_args(arguments)
    count = lay_out(chosen.data, chosen.out)
    print(f"{count} questions: youju eval --own {chosen.out / ON_THEM} --library {chosen.out / ARTICLES}")


if __name__ == "__main__":
    main()
