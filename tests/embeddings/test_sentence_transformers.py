"""Against sentence-transformers itself. The one place in the tests that imports it (10 s), so everything that needs it stands here."""

import json
import shutil
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embeddings.encoder import SHIPPED, TransformerEncoder, load_encoder
from embeddings.errors import EmbeddingError

with warnings.catch_warnings():
    # torch and transformers deprecate parts of themselves while they are imported; nothing of ours can mend that.
    warnings.simplefilter("ignore", DeprecationWarning)
    import sentence_transformers
    import transformers
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

TEXTS = ["赣州如何发展村集体经济？", "Where is the village in 2023", "ＧＤＰ 增长 5.2%，中国经济", "经济", "龘国 unknownword 经济" * 40]
BGE = "为这个句子生成表示以用于检索相关文章："
LETTERS = ["query", "passage", "ask", "find", "abc", *":，。？", *"中国经济村集体赣州如何发展为这个句子生成表示以用于检索相关文章："]

pytestmark = pytest.mark.usefixtures("no_network")


def make_transformer(folder: Path, prompts: dict[str, str] | None = None) -> Path:
    """A BERT of two layers with random weights, over single characters."""
    import torch

    torch.manual_seed(0)
    body = folder.parent / "body"
    body.mkdir(parents=True, exist_ok=True)
    (body / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(LETTERS)]), encoding="utf-8")
    tokenizer = transformers.BertTokenizer(str(body / "vocab.txt"))
    sizes: dict[str, Any] = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    sizes["max_position_embeddings"] = 64
    transformers.BertModel(transformers.BertConfig(vocab_size=len(tokenizer), **sizes)).save_pretrained(body)
    tokenizer.save_pretrained(body)
    words = Transformer(str(body), max_seq_length=64)
    model = sentence_transformers.SentenceTransformer(modules=[words, Pooling(16)], prompts=prompts, device="cpu")
    model.save(str(folder))
    shutil.rmtree(body)
    return folder


def plain(folder: Path, texts: list[str]) -> np.ndarray:
    """What the model says of these very texts, no prompt added."""
    # Our own module class counts as foreign code there, although it is this package's.
    model = sentence_transformers.SentenceTransformer(str(folder), device="cpu", local_files_only=True, trust_remote_code=True)
    vectors: np.ndarray = model.encode(texts, prompt="", normalize_embeddings=True, show_progress_bar=False)
    return vectors


@pytest.mark.parametrize("which", ["shipped", "tiny", "four bits"])
def test_static_vectors_are_those_of_sentence_transformers(which: str, tiny_static: Path, tiny_four_bit: Path) -> None:
    folder = {"shipped": SHIPPED, "tiny": tiny_static, "four bits": tiny_four_bit}[which]
    ours = load_encoder(str(folder)).encode_passages(TEXTS)
    theirs = plain(folder, TEXTS).astype(np.float32)
    theirs /= np.linalg.norm(theirs, axis=1, keepdims=True)
    assert (ours * theirs).sum(axis=1).min() >= 0.9999


def test_a_model_of_four_bits_is_copied_and_not_saved_again(tiny_four_bit: Path, tmp_path: Path) -> None:
    opened = sentence_transformers.SentenceTransformer(str(tiny_four_bit), device="cpu", local_files_only=True, trust_remote_code=True)
    with pytest.raises(NotImplementedError, match="copy"):
        opened.save(str(tmp_path / "again"))


def test_static_folders_as_sentence_transformers_saves_them(tiny_static: Path, tmp_path: Path) -> None:
    sentence_transformers.SentenceTransformer(str(tiny_static), device="cpu").save(str(tmp_path / "again"))
    again, first = load_encoder(str(tmp_path / "again")), load_encoder(str(tiny_static))
    np.testing.assert_array_equal(again.encode_queries(TEXTS), first.encode_queries(TEXTS))


@pytest.mark.parametrize(
    ("name", "prompts", "query", "passage"),
    [
        ("multilingual-e5-tiny", None, "query: ", "passage: "),
        ("bge-small-zh-tiny", None, BGE, ""),
        ("tiny", {"query": "ask: ", "document": "find: "}, "ask: ", "find: "),
        ("tiny", None, "", ""),
    ],
)
def test_a_transformer_gets_the_prompts_of_its_family(
    tmp_path: Path, name: str, prompts: dict[str, str] | None, query: str, passage: str
) -> None:
    folder = make_transformer(tmp_path / name, prompts)
    encoder = load_encoder(str(folder))
    assert isinstance(encoder, TransformerEncoder)
    assert encoder.dimension == 16
    texts = ["中国经济", "赣州村如何发展", "abc"]
    asked, answered = encoder.encode_queries(texts), encoder.encode_passages(texts)
    assert asked.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(asked, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(asked, plain(folder, [query + text for text in texts]), atol=1e-5)
    np.testing.assert_allclose(answered, plain(folder, [passage + text for text in texts]), atol=1e-5)
    assert (query == passage) == bool(np.allclose(asked, answered, atol=1e-4))
    assert encoder.encode_queries([]).shape == (0, 16)


def test_the_digest_of_a_transformer_follows_weights_and_prompts(tmp_path: Path) -> None:
    folder = make_transformer(tmp_path / "tiny")
    seen = [load_encoder(str(folder)).digest]
    (folder / "README.md").write_text("another card\n", encoding="utf-8")
    assert load_encoder(str(folder)).digest == seen[0]
    moved = folder.rename(tmp_path / "e5-tiny")  # another family, other prompts, the same files
    seen.append(load_encoder(str(moved)).digest)
    config: dict[str, Any] = json.loads((moved / "config.json").read_text(encoding="utf-8"))
    (moved / "config.json").write_text(json.dumps(config | {"layer_norm_eps": 1e-5}), encoding="utf-8")
    seen.append(load_encoder(str(moved)).digest)
    assert len(set(seen)) == 3


def test_a_folder_that_is_no_model_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a model\n", encoding="utf-8")
    with pytest.raises(EmbeddingError) as caught:
        load_encoder(str(tmp_path))
    assert caught.value.key == "model_unsupported"
