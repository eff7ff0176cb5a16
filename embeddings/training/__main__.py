"""The shipped model, from start to finish: `python -m embeddings.training --data ../shared/data [--out FOLDER] [--steps N] [--seed 0]`.

Vocabulary, pairs, table, folder, figures on held-out data. A run that was broken off goes on from its last hundred steps when the
same command is given again; what it keeps meanwhile lies in `--work`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from embeddings.training.card import write_card
from embeddings.training.dev import Held
from embeddings.training.fit import Recipe, fingerprint, fit
from embeddings.training.pairs import Mix, Pairs
from embeddings.training.save import save_folder
from embeddings.training.vocabulary import build

SHIPPED = Path(__file__).parents[1] / "models" / "youju-static"


def say(text: str) -> None:
    """Progress, on standard error."""
    print(text, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains and saves."""
    parser = argparse.ArgumentParser(prog="python -m embeddings.training", description="Trains the static model that is shipped.")
    parser.add_argument("--data", type=Path, required=True, help="the folder with news/, train/ and bilingual/")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="the model's folder (default: the shipped one)")
    parser.add_argument("--work", type=Path, default=Path("var/training"), help="where a broken run is kept (default: var/training)")
    parser.add_argument("--steps", type=int, default=Recipe().steps)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    chosen = parser.parse_args(arguments)
    recipe, mix = Recipe(steps=chosen.steps, seed=chosen.seed), Mix()
    say("vocabulary")
    chosen.work.mkdir(parents=True, exist_ok=True)
    tokenizer = build(chosen.data)
    say(f"pairs, {tokenizer.get_vocab_size()} pieces")
    pairs = Pairs(chosen.data, tokenizer, recipe.seed, mix)
    checkpoint = chosen.work / f"{fingerprint(tokenizer, recipe, mix)}.npz"
    table = fit(pairs, tokenizer, recipe, checkpoint)
    save_folder(chosen.out, tokenizer, table)
    figures = Held(chosen.data, tokenizer, pairs).figures(table)
    write_card(chosen.out, tokenizer.get_vocab_size(), recipe, mix, figures)
    checkpoint.unlink(missing_ok=True)
    for name, value in figures.items():
        print(f"{name}\t{value:.4f}")


if __name__ == "__main__":
    main()
