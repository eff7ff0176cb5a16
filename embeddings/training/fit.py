"""In-batch softmax on a table of token vectors, with Adam (Kingma and Ba 2015); resumes where it was broken off.

While it is trained, a Chinese piece of several characters is its own row plus the mean of its characters' rows, as fastText adds
n-grams (Bojanowski et al. 2017, arXiv:1607.04606), so that 赣州市 begins near 赣州 and rare words near their parts. The sum is what is
saved: at run time there is one table and one look-up.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.training.pairs import Pairs
from embeddings.training.ragged import Ragged


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides the run besides its data. docs/log.md has the runs that chose these."""

    steps: int = 1_000
    dimension: int = 256
    scale: float = 20.0
    rate: float = 0.15
    compose: float = 1.0
    seed: int = 0


def parts(tokenizer: Tokenizer, weight: float) -> torch.Tensor:
    """Sparse (pieces, pieces): row w holds `weight / len(w)` at each character of the Chinese piece w, nothing for a character."""
    places: list[tuple[int, int]] = []
    values: list[float] = []
    for piece, row in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1]):
        if len(piece) > 1 and all("\u3400" <= character <= "\u9fff" for character in piece):
            for character in piece:
                column = tokenizer.token_to_id(character)
                if column is not None:
                    places.append((row, column))
                    values.append(weight / len(piece))
    size = tokenizer.get_vocab_size()
    grid = torch.tensor(places, dtype=torch.long).T if places else torch.zeros((2, 0), dtype=torch.long)
    return torch.sparse_coo_tensor(grid, torch.tensor(values), (size, size), check_invariants=True).coalesce()


def pooled(table: torch.Tensor, rows: Ragged) -> torch.Tensor:
    """Unit mean vectors, float32 (rows, dimension)."""
    bag = F.embedding_bag(torch.from_numpy(rows.flat), table, torch.from_numpy(rows.bounds[:-1].astype(np.int32)), mode="mean")
    return F.normalize(bag, dim=-1)


class Trainer:
    """The table, its optimizer, and the step."""

    def __init__(self, tokenizer: Tokenizer, recipe: Recipe) -> None:
        self.recipe = recipe
        generator = torch.Generator().manual_seed(recipe.seed)
        self.weight = torch.nn.Parameter(torch.randn(tokenizer.get_vocab_size(), recipe.dimension, generator=generator))
        self.parts = parts(tokenizer, recipe.compose)
        self.optimizer = torch.optim.Adam([self.weight], lr=recipe.rate, betas=(0.9, 0.98), fused=True)
        self.step = 0

    def table(self) -> torch.Tensor:
        """The composed table, float32 (pieces, dimension)."""
        composed: torch.Tensor = self.weight + torch.sparse.mm(self.parts, self.weight)
        return composed

    def learn(self, queries: Ragged, passages: Ragged) -> float:
        """One step; the loss in nats."""
        progress = self.step / self.recipe.steps
        self.optimizer.param_groups[0]["lr"] = self.recipe.rate * min(1.0, (self.step + 1) / 20) * (1 - progress)
        table = self.table()
        scores = self.recipe.scale * pooled(table, queries) @ pooled(table, passages).T
        target = torch.arange(len(queries))
        loss = (F.cross_entropy(scores, target) + F.cross_entropy(scores.T, target)) / 2
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimizer.step()
        self.step += 1
        return float(loss.item())

    def save(self, path: Path) -> None:
        """Keeps the run so far; written beside and moved, so that a broken write leaves the last one."""
        state = self.optimizer.state[self.weight]
        beside = path.with_suffix(".new.npz")
        arrays = {"weight": self.weight.detach().numpy(), "first": state["exp_avg"].numpy(), "second": state["exp_avg_sq"].numpy()}
        np.savez(beside, step=self.step, **arrays)
        beside.replace(path)

    def resume(self, path: Path) -> None:
        """Takes up a run that `save` kept."""
        with np.load(path, allow_pickle=False) as kept:
            self.step = int(kept["step"])
            self.weight.data.copy_(torch.from_numpy(kept["weight"]))
            moments = {"exp_avg": torch.from_numpy(kept["first"]), "exp_avg_sq": torch.from_numpy(kept["second"])}
            self.optimizer.state[self.weight] = {"step": torch.tensor(float(self.step)), **moments}


def fit(pairs: Pairs, tokenizer: Tokenizer, recipe: Recipe, checkpoint: Path | None = None) -> NDArray[np.float32]:
    """The trained table, float32 (pieces, dimension). A line of progress on standard error every 20 steps."""
    torch.set_num_threads(min(2, torch.get_num_threads()))
    trainer = Trainer(tokenizer, recipe)
    if checkpoint is not None and checkpoint.exists():
        trainer.resume(checkpoint)
    while trainer.step < recipe.steps:
        loss = trainer.learn(*pairs.draw(trainer.step))
        if trainer.step % 20 == 0:
            print(f"step {trainer.step}/{recipe.steps} loss {loss:.3f}", file=sys.stderr, flush=True)
        if checkpoint is not None and trainer.step % 100 == 0:
            trainer.save(checkpoint)
    with torch.no_grad():
        table = trainer.table().numpy().copy()
    return table.astype(np.float32)


def fingerprint(tokenizer: Tokenizer, recipe: Recipe, mix: object) -> str:
    """Names a checkpoint by what decides the run, so that another recipe's is never taken up."""
    return hashlib.sha256(f"{tokenizer.to_str()}{recipe}{mix}".encode()).hexdigest()[:16]
