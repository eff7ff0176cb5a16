"""The model folder, in sentence-transformers' own format: `SentenceTransformer(folder)` opens it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save
from tokenizers import Tokenizer

STATIC = "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"
NORMALIZE = "sentence_transformers.base.modules.normalize.Normalize"
SENTENCE = "sentence_embedding"  # what sentence-transformers calls a text's vector between modules


def save_folder(folder: Path, tokenizer: Tokenizer, table: NDArray[np.float32]) -> None:
    """Writes tokenizer, float16 table and the two modules (mean of token rows, unit norm). The table's mean row norm becomes 1."""
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    scaled = table / np.linalg.norm(table, axis=1)[1:].mean()
    scaled[0] = 0.0  # the unknown piece says nothing
    (folder / "model.safetensors").write_bytes(save({"embedding.weight": scaled.astype(np.float16)}))
    write_json(
        folder / "modules.json",
        [
            {"idx": 0, "name": "0", "path": "", "type": STATIC},
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
