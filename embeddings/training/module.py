"""The shipped model for sentence-transformers: what `modules.json` names, so that `SentenceTransformer(folder)` opens it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from safetensors.numpy import load_file
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer

from embeddings.quantized import CODES, SCALE, FourBit, damped


class FourBitStaticEmbedding(StaticEmbedding):
    """A StaticEmbedding that reads a table of four bits a number, and in which a token that stands n times counts `damped(n)`."""

    def forward(self, features: dict[str, torch.Tensor], **options: Any) -> dict[str, torch.Tensor]:
        """Adds `sentence_embedding`, float32 (texts, dimension), for `input_ids` (tokens,) and `offsets` (texts,)."""
        ids, offsets = features["input_ids"], features["offsets"]
        lengths = torch.diff(offsets, append=torch.tensor([len(ids)], device=offsets.device))
        text = torch.repeat_interleave(torch.arange(len(offsets), device=ids.device), lengths)
        _, place, counts = torch.unique(text * self.num_embeddings + ids, return_inverse=True, return_counts=True)
        shares = torch.from_numpy(damped(counts.cpu().numpy())).to(ids.device) / counts
        features["sentence_embedding"] = F.embedding_bag(
            ids, self.embedding.weight, offsets, mode="sum", per_sample_weights=shares[place].to(self.embedding.weight.dtype)
        )
        return features

    def save(self, output_path: str, *args: Any, **options: Any) -> None:
        """Refused with NotImplementedError: what is in memory has lost the four bits. Copy the folder instead."""
        raise NotImplementedError("copy the model's folder instead of saving it")

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", *rest: Any, **options: Any) -> Any:
        """Opens the folder. OSError where a file is missing, KeyError where the table is another kind's."""
        folder = Path(model_name_or_path) / subfolder
        tensors = load_file(folder / "model.safetensors")
        table = FourBit(tensors[CODES], tensors[SCALE]).widened()
        return cls(Tokenizer.from_file(str(folder / "tokenizer.json")), torch.from_numpy(table))
