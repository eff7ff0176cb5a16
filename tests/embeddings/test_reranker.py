"""Rerankers against CrossEncoder itself, and folders that are none."""

import json
import shutil
import threading
import warnings
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embeddings.errors import EmbeddingError
from embeddings.reranker import BATCH, Reranker, load_reranker
from qa.engine import Library
from qa.rerank import passage_text
from qa.types import Kind

with warnings.catch_warnings():
    # torch and transformers deprecate parts of themselves while they are imported; nothing of ours can mend that.
    warnings.simplefilter("ignore", DeprecationWarning)
    import sentence_transformers
    import torch
    import transformers
    from safetensors.torch import load_file, save_file

LETTERS = "中国经济村集体赣州如何发展新圩特色产业水稻蔬菜abcdefghij，。？"
QUESTION = "赣州如何发展村集体经济？"
# More than two batches, of lengths that the model has to pad, and the last one longer than it reads.
PASSAGES = [("中国经济" + letter) * (1 + i % 7) for i, letter in enumerate(LETTERS)] + ["赣州" * 400]

pytestmark = pytest.mark.usefixtures("no_network")


def make(folder: Path, labels: int = 1, kind: Any = transformers.BertForSequenceClassification) -> Path:
    """A BERT of two layers over single characters, its weights random and so large that its scores differ."""
    torch.manual_seed(0)
    folder.mkdir(parents=True)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(LETTERS)]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    tokenizer = transformers.BertTokenizer(str(folder / "vocab.txt"))
    sizes: dict[str, Any] = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    config = transformers.BertConfig(
        vocab_size=len(tokenizer), num_labels=labels, max_position_embeddings=64, initializer_range=0.5, **sizes
    )
    kind(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("rerankers") / "tiny")


def predicted(folder: Path, passages: list[str], **more: Any) -> np.ndarray:
    """What CrossEncoder says of these very pairs, one at a time."""
    model = sentence_transformers.CrossEncoder(str(folder), device="cpu", local_files_only=True, **more)
    scores: np.ndarray = model.predict([(QUESTION, passage) for passage in passages], batch_size=1, show_progress_bar=False)
    return scores


def test_scores_are_cross_encoder_s(tiny: Path) -> None:
    assert len(PASSAGES) > 2 * BATCH
    scores = load_reranker(str(tiny)).score(QUESTION, PASSAGES)
    assert scores.dtype == np.float32 and scores.shape == (len(PASSAGES),)
    np.testing.assert_allclose(scores, predicted(tiny, PASSAGES, activation_fn=torch.nn.Identity()), atol=1e-4)
    assert len(set(scores.tolist())) > len(PASSAGES) // 2
    clear = np.flatnonzero(np.abs(np.subtract.outer(scores, scores))[0] > 1e-3)
    first = predicted(tiny, PASSAGES)  # as probabilities
    assert ((first[clear] > first[0]) == (scores[clear] > scores[0])).all(), "logits stand in the order of the probabilities"


def test_nothing_to_score_and_one_thing(tiny: Path) -> None:
    model = load_reranker(str(tiny))
    assert model.score(QUESTION, []).shape == (0,)
    np.testing.assert_allclose(model.score(QUESTION, PASSAGES[:1]), model.score(QUESTION, PASSAGES)[:1], atol=1e-4)


def test_large_logits_are_told_apart(tiny: Path, tmp_path: Path) -> None:
    sure = shutil.copytree(tiny, tmp_path / "sure")
    weights = load_file(sure / "model.safetensors")
    weights["classifier.bias"] += 60  # where a sigmoid in float32 says 1.0 of everything
    save_file(weights, sure / "model.safetensors", metadata={"format": "pt"})
    assert set(predicted(sure, PASSAGES[:9]).tolist()) == {1.0}
    higher = load_reranker(str(sure)).score(QUESTION, PASSAGES[:9])
    np.testing.assert_allclose(higher - 60, load_reranker(str(tiny)).score(QUESTION, PASSAGES[:9]), atol=1e-4)


def test_a_folder_as_sentence_transformers_saves_it(tiny: Path, tmp_path: Path) -> None:
    sentence_transformers.CrossEncoder(str(tiny), device="cpu").save_pretrained(str(tmp_path / "again"))
    again = load_reranker(str(tmp_path / "again")).score(QUESTION, PASSAGES)
    np.testing.assert_array_equal(again, load_reranker(str(tiny)).score(QUESTION, PASSAGES))


@pytest.mark.parametrize("name", ["tiny", "cross-encoder/tiny"])
def test_a_name_in_the_hub_s_cache(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.chdir(tmp_path)
    kept = tmp_path / "hub" / "models--cross-encoder--tiny"
    shutil.copytree(tiny, kept / "snapshots" / ("0" * 40))
    (kept / "refs").mkdir()
    (kept / "refs" / "main").write_text("0" * 40, encoding="utf-8")
    model = load_reranker(name)
    assert model.name == name
    np.testing.assert_array_equal(model.score(QUESTION, PASSAGES), load_reranker(str(tiny)).score(QUESTION, PASSAGES))


def test_several_threads(tiny: Path) -> None:
    model = load_reranker(str(tiny))
    expected = model.score(QUESTION, PASSAGES)
    found: list[np.ndarray] = []

    def work(size: int) -> None:
        found.extend(model.score(QUESTION, PASSAGES[:size])[:1] for _ in range(5))

    threads = [threading.Thread(target=work, args=(size,)) for size in (1, 9, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 15
    np.testing.assert_allclose(np.concatenate(found), expected[0], atol=1e-4)


def notes(folder: Path) -> None:
    folder.mkdir()
    (folder / "notes.txt").write_text("not a model\n", encoding="utf-8")


def damaged(folder: Path) -> None:
    make(folder)
    (folder / "config.json").write_text("{", encoding="utf-8")


def embedder(folder: Path) -> None:
    make(folder, kind=transformers.BertModel)


def headless(folder: Path) -> None:
    """Says that it classifies, and lacks the weights that do: transformers would make them up."""
    make(folder)
    weights = load_file(folder / "model.safetensors")
    save_file({k: v for k, v in weights.items() if k != "classifier.weight"}, folder / "model.safetensors", metadata={"format": "pt"})


def pickled(folder: Path) -> None:
    make(folder)
    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()


def two_labels(folder: Path) -> None:
    make(folder, labels=2)


def own_code(folder: Path) -> None:
    make(folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    own = {"AutoConfig": "own.Config", "AutoModelForSequenceClassification": "own.Model"}
    (folder / "config.json").write_text(json.dumps(config | {"model_type": "own", "auto_map": own}), encoding="utf-8")
    (folder / "own.py").write_text("raise SystemExit('foreign code ran')\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("make_it", "key"),
    [
        (notes, "reranker_unsupported"),
        (damaged, "reranker_damaged"),
        (embedder, "reranker_unsupported"),
        (headless, "reranker_unsupported"),
        (pickled, "reranker_unsupported"),
        (own_code, "reranker_unsupported"),
        (two_labels, "reranker_labels"),
    ],
)
def test_a_folder_that_is_no_reranker_is_refused_in_one_sentence(
    tmp_path: Path, make_it: Callable[[Path], None], key: str, capfd: pytest.CaptureFixture[str]
) -> None:
    make_it(tmp_path / "it")
    capfd.readouterr()
    with pytest.raises(EmbeddingError) as caught:
        load_reranker(str(tmp_path / "it"))
    assert caught.value.key == key
    assert str(tmp_path / "it") in str(caught.value) and "--reranker" in str(caught.value) and "\n" not in str(caught.value)
    assert capfd.readouterr() == ("", ""), "its loaders say nothing beside that sentence"


@pytest.mark.parametrize(
    ("name", "key", "part"),
    [
        ("BAAI/bge-reranker-v2-m3", "reranker_not_found", "hf download BAAI/bge-reranker-v2-m3 --local-dir FOLDER"),
        ("no-such-model", "reranker_not_found", "hf download cross-encoder/no-such-model"),
        ("./no/such/folder", "reranker_folder_missing", "./no/such/folder"),
        ("two words", "reranker_folder_missing", "two words"),
        ("", "reranker_folder_missing", "''"),
    ],
)
def test_a_name_that_is_not_here_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, key: str, part: str
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EmbeddingError) as caught:
        load_reranker(name)
    assert caught.value.key == key
    assert part in str(caught.value) and "--reranker" in str(caught.value) and "--model" not in str(caught.value)


def test_scores_that_are_no_numbers_order_nothing(tiny: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(tiny, tmp_path / "broken")
    weights = load_file(broken / "model.safetensors")
    weights["classifier.weight"][0, 0] = float("nan")
    save_file(weights, broken / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(EmbeddingError) as caught:
        load_reranker(str(broken)).score(QUESTION, PASSAGES)
    assert caught.value.key == "reranker_not_finite"


def test_a_library_with_a_reranker_stands_in_its_order(tiny: Path, tmp_path: Path) -> None:
    seeds = Path(__file__).resolve().parents[2] / "seeds"
    with Library.open(tmp_path / "library", model="hash", create=True) as library:
        library.add([seeds])
        before = library.search(QUESTION, 40)
    with Library.open(tmp_path / "library", model="hash", reranker=str(tiny)) as library:
        after = library.search(QUESTION, 40)
        assert library.search(QUESTION, 40) == after
        answer = library.ask(QUESTION)
    assert isinstance(library._models.reranker(), Reranker)
    documents = {passage.document.id: passage.document for passage in before}
    bodies = [passage.paragraph for passage in before if passage.paragraph.kind is not Kind.HEADING]
    scores = predicted(tiny, [passage_text(paragraph, documents) for paragraph in bodies]).tolist()
    scored = {paragraph.id: score for paragraph, score in zip(bodies, scores, strict=True)}
    known = [scored[passage.paragraph.id] for passage in after if passage.paragraph.id in scored]
    assert len(known) > 20 and all(here >= below - 1e-4 for here, below in pairwise(known))
    assert [passage.score for passage in after] == [passage.score for passage in before]
    assert answer.passages[0].paragraph == after[0].paragraph
