"""In-batch softmax on a table of token vectors, with Adam (Kingma and Ba 2015); resumes where it was broken off.

While it is trained, a Chinese piece of several characters is its own row plus the mean of its characters' rows, as fastText adds
n-grams (Bojanowski et al. 2017, arXiv:1607.04606), so that 赣州市 begins near 赣州 and rare words near their parts. The sum is what is
saved: at run time there is one table and one look-up.
"""

from __future__ import annotations

import hashlib
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack
from tokenizers import Tokenizer

from embeddings.quantized import POWER
from embeddings.training.pairs import Pairs
from embeddings.training.ragged import Ragged


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides the run besides its data. docs/log.md has the runs that chose these."""

    steps: int = 5_000
    dimension: int = 1_024
    scale: float = 20.0  # of the cosines in the softmax, at the first step ...
    last_scale: float = 45.0  # ... and at the last
    rate: float = 0.1
    compose: float = 1.0
    plain: int = 2_000  # steps in which a piece counts as often as it stands; after them, as when it is used, to the power of POWER
    seed: int = 0


def parts(tokenizer: Tokenizer, weight: float) -> csr_array:
    """float32 (pieces, pieces): what a piece is made of. One at itself, and for a Chinese piece of several characters
    `weight / len(piece)` at each of them."""
    vocabulary = tokenizer.get_vocab()
    size = len(vocabulary)
    rows, columns, values = list(range(size)), list(range(size)), [1.0] * size
    for piece, row in sorted(vocabulary.items(), key=lambda item: item[1]):
        if len(piece) > 1 and all("\u3400" <= character <= "\u9fff" for character in piece):
            known = [column for column in map(tokenizer.token_to_id, piece) if column is not None]
            rows += [row] * len(known)
            columns += known
            values += [weight / len(piece)] * len(known)
    return csr_array((np.array(values, np.float32), (rows, columns)), shape=(size, size))


def bags(rows: Ragged, size: int, power: float) -> csr_array:
    """float32 (rows, pieces): how often each piece stands in each row, to this power."""
    values = np.ones(len(rows.flat), np.float32)
    found = csr_array((values, rows.flat, rows.bounds), shape=(len(rows), size), copy=True)
    found.sum_duplicates()
    found.data **= power
    return found


def sparse(matrix: csr_array) -> torch.Tensor:
    """The same for torch."""
    starts, columns = (torch.from_numpy(part.astype(np.int64)) for part in (matrix.indptr, matrix.indices))
    return torch.sparse_csr_tensor(starts, columns, torch.from_numpy(matrix.data), size=matrix.shape, check_invariants=False)


class Pooled(torch.autograd.Function):
    """Sums of a table's rows, float32 (texts, dimension): a sparse product, and its transpose on the way back."""

    @staticmethod
    def forward(context: Any, weight: torch.Tensor, counts: csr_array) -> torch.Tensor:
        """counts @ weight."""
        context.counts = counts
        return sparse(counts) @ weight

    @staticmethod
    def backward(context: Any, slope: torch.Tensor) -> tuple[torch.Tensor, None]:
        """counts.T @ slope."""
        return sparse(context.counts.T.tocsr()) @ slope, None


class Trainer:
    """The table, its optimizer, and the step."""

    def __init__(self, tokenizer: Tokenizer, recipe: Recipe, rarity: NDArray[np.float32]) -> None:
        """`rarity` float32 (pieces,): the size of each row at the start."""
        self.recipe = recipe
        generator = torch.Generator().manual_seed(recipe.seed)
        start = torch.randn(tokenizer.get_vocab_size(), recipe.dimension, generator=generator)
        self.weight = torch.nn.Parameter(start * torch.from_numpy(rarity)[:, None])
        self.parts = parts(tokenizer, recipe.compose)
        self.optimizer = torch.optim.Adam([self.weight], lr=recipe.rate, betas=(0.9, 0.98), fused=True)
        self.step = 0

    def table(self) -> NDArray[np.float32]:
        """The composed table, float32 (pieces, dimension)."""
        return np.asarray(self.parts @ self.weight.detach().numpy(), dtype=np.float32)

    def learn(self, queries: Ragged, passages: Ragged) -> float:
        """One step; the loss in nats."""
        progress = self.step / self.recipe.steps
        self.optimizer.param_groups[0]["lr"] = self.recipe.rate * min(1.0, (self.step + 1) / 20) * (1 - progress)
        size = len(self.weight)
        power = 1.0 if self.step < self.recipe.plain else POWER
        counts = vstack([bags(queries, size, power), bags(passages, size, power)], format="csr") @ self.parts
        # Cosines in bfloat16 are good to 0.002 of themselves, far below the noise of the draw, and take a fifth of the time.
        units = F.normalize(Pooled.apply(self.weight, counts), dim=-1).bfloat16()  # type: ignore[no-untyped-call]
        scale = self.recipe.scale + (self.recipe.last_scale - self.recipe.scale) * progress
        scores = scale * (units[: len(queries)] @ units[len(queries) :].T).float()
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
    trainer = Trainer(tokenizer, recipe, pairs.rarity())
    if checkpoint is not None and checkpoint.exists():
        trainer.resume(checkpoint)
    with ThreadPoolExecutor(1) as ahead:  # the next step is drawn while this one learns
        drawn = ahead.submit(pairs.draw, trainer.step)
        while trainer.step < recipe.steps:
            queries, passages = drawn.result()
            drawn = ahead.submit(pairs.draw, trainer.step + 1)
            loss = trainer.learn(queries, passages)
            if trainer.step % 20 == 0:
                print(f"step {trainer.step}/{recipe.steps} loss {loss:.3f}", file=sys.stderr, flush=True)
            if checkpoint is not None and trainer.step % 100 == 0:
                trainer.save(checkpoint)
    return trainer.table()


def fingerprint(tokenizer: Tokenizer, recipe: Recipe, mix: object) -> str:
    """Names a checkpoint by what decides the run, so that another recipe's is never taken up."""
    return hashlib.sha256(f"{tokenizer.to_str()}{recipe}{mix}".encode()).hexdigest()[:16]
