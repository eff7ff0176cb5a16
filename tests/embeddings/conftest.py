"""Tiny models, made on the spot."""

import json
import socket
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from embeddings.training.save import save_folder


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reaches out fails."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def save_tiny(folder: Path, four_bit: bool) -> Path:
    """Nine pieces of eight numbers."""
    pieces = ["中国", "中", "国", "经济", "village", "gan", "zhou", "2023"]
    tokenizer = Tokenizer(models.Unigram([("[UNK]", 0.0), *((piece, -2.0 - i) for i, piece in enumerate(pieces))], unk_id=0))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\u3400-\u9fff]+|[\p{L}\p{M}]+|\p{N}+"), behavior="removed", invert=True)
    save_folder(folder, tokenizer, np.random.default_rng(0).normal(size=(9, 8)).astype(np.float32), four_bit)
    return folder


@pytest.fixture
def tiny_static(tmp_path: Path) -> Path:
    """A model as sentence-transformers saves them."""
    return save_tiny(tmp_path / "tiny", four_bit=False)


@pytest.fixture
def tiny_four_bit(tmp_path: Path) -> Path:
    """The same numbers as the shipped model has them."""
    return save_tiny(tmp_path / "tiny-four-bit", four_bit=True)


@pytest.fixture
def tiny_table(tiny_static: Path) -> dict[str, np.ndarray]:
    """The tiny model's rows by piece, read by the safetensors package (ours reads them by itself)."""
    from safetensors.numpy import load_file

    table = load_file(tiny_static / "model.safetensors")["embedding.weight"].astype(np.float32)
    vocabulary = json.loads((tiny_static / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return {piece: row for (piece, _), row in zip(vocabulary, table, strict=True)}
