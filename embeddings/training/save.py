"""The model folder, in sentence-transformers' own format: `SentenceTransformer(folder)` opens it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save
from tokenizers import Tokenizer

from embeddings.quantized import CODES, SCALE, quantize

STATIC = "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"
FOUR_BIT = "embeddings.training.module.FourBitStaticEmbedding"
NORMALIZE = "sentence_transformers.base.modules.normalize.Normalize"
SENTENCE = "sentence_embedding"  # what sentence-transformers calls a text's vector between modules


def save_folder(folder: Path, tokenizer: Tokenizer, table: NDArray[np.float32], four_bit: bool = True) -> None:
    """Writes tokenizer, table and the two modules (mean of token rows, unit norm).

    `table` float32 (pieces, dimension). In four bits a number, which sentence-transformers opens where this package is installed,
    or, else, in float16 as sentence-transformers itself has it, with a mean row norm of 1.
    """
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    scaled = table / np.linalg.norm(table, axis=1)[1:].mean()
    scaled[0] = 0.0  # the unknown piece says nothing
    if four_bit:
        small = quantize(scaled)
        tensors = {CODES: small.codes, SCALE: small.scale}
    else:
        tensors = {"embedding.weight": scaled.astype(np.float16)}
    (folder / "model.safetensors").write_bytes(save(tensors))
    write_json(
        folder / "modules.json",
        [
            {"idx": 0, "name": "0", "path": "", "type": FOUR_BIT if four_bit else STATIC},
            {"idx": 1, "name": "1", "path": "1_Normalize", "type": NORMALIZE},
        ],
    )
    write_json(folder / "1_Normalize" / "config.json", {"module_input_name": SENTENCE, "module_output_name": SENTENCE})
    write_json(
        folder / "config_sentence_transformers.json",
        {
            "default_prompt_name": None,
            "model_type": "SentenceTransformer",
            "prompts": {"document": "", "query": ""},
            "similarity_fn_name": "cosine",
        },
    )
    written = json.loads(tokenizer.to_str())
    (folder / "tokenizer.json").write_text(json.dumps(written, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def write_json(path: Path, value: object) -> None:
    """Indented, with a last line end."""
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
