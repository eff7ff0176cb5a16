"""The recipe on a toy corpus that the test writes: what it reads, that it repeats, that a broken run goes on, that it learns."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from embeddings.encoder import load_encoder
from embeddings.training import corpus, fit, vocabulary
from embeddings.training.card import write_card
from embeddings.training.dev import Held, reciprocal_rank
from embeddings.training.fit import Pooled, Recipe, Trainer, bags, fingerprint, parts
from embeddings.training.pairs import Mix, Pairs
from embeddings.training.ragged import encode
from embeddings.training.save import save_folder

SMALL = Mix(news=16, questions=4, sentences=4, glosses=4, names=2)
TOPICS = (
    "粮食 丰收 农民 田地 小麦 水稻",
    "比赛 球队 主场 冠军 教练 进球",
    "银行 利率 贷款 存款 市场 债券",
    "医院 医生 患者 药品 手术 疫苗",
)


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """48 articles on four topics, ten entries, twenty sentences; and an `eval/` that must stay shut."""
    root = tmp_path_factory.mktemp("data")
    rng = np.random.default_rng(0)

    def article(topic: int, sentences: int) -> str:
        words = TOPICS[topic % 4].split()
        return "".join("".join(rng.choice(words, size=12)) + f"{2000 + topic}年。" for _ in range(sentences))

    for part in range(6):
        write(root / f"news/news-{part}.jsonl.gz", [{"id": str(i), "date": "", "text": article(i, 14)} for i in range(12)])
    for name in corpus.TRAIN:
        asked = [[{"question": TOPICS[i % 4].split()[0] + "如何", "answerable": True}] for i in range(12)]
        write(root / name, [{"title": f"{name}{i}", "paragraph": article(i, 4), "questions": asked[i]} for i in range(12)])
    glosses = {"粮食": "grain", "丰收": "harvest", "农民": "farmer", "球队": "team", "银行": "bank", "医院": "hospital"}
    entries = [{"zh": zh, "pinyin": "a1 b2", "en": [f"{en} (noun)", "CL:個|个[ge4]"]} for zh, en in glosses.items()]
    write(root / corpus.CEDICT, [*entries, {"zh": "赣州", "pinyin": "Gan4 zhou1", "en": ["Ganzhou city in Jiangxi 江西[Jiang1 xi1]"]}])
    write(root / corpus.TATOEBA, [{"en": f"The farmer {i} harvests grain.", "zh": f"农民{i}丰收粮食。"} for i in range(20)])
    for name in ("cmrc_dev", "xquad_zh", "xquad_en"):
        asked = [[{"question": topic.split()[1]}] for topic in TOPICS]
        write(root / f"eval/{name}.jsonl.gz", [{"paragraph": article(i, 3), "questions": asked[i]} for i in range(4)])
    return root


@pytest.fixture(scope="module", autouse=True)
def small_holdouts() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus, "HELD_ARTICLES", 6)
        patch.setattr(corpus, "HELD_SENTENCES", 4)
        yield


@pytest.fixture(scope="module")
def tokenizer(data: Path, small_holdouts: None) -> Tokenizer:
    return vocabulary.build(data)


def test_training_opens_no_file_that_is_for_measuring(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    real = gzip.open

    def record(path: Path, *rest: Any, **more: Any) -> Any:
        opened.append(Path(path).relative_to(data).as_posix())
        return real(path, *rest, **more)

    monkeypatch.setattr("gzip.open", record)
    tokenizer = vocabulary.build(data)
    Held(data, tokenizer, Pairs(data, tokenizer, 0, SMALL))
    assert set(opened) == {*corpus.NEWS, *corpus.TRAIN, corpus.CEDICT, corpus.TATOEBA}
    assert {"news/news-4.jsonl.gz", "news/news-5.jsonl.gz"}.isdisjoint(opened)


def test_the_encoder_learns_from_folds_0_and_1_alone(data: Path, tokenizer: Tokenizer) -> None:
    everything = corpus.readings(data, (0, 1, 2, 3))
    kept = {reading.paragraph for reading in everything if corpus.fold(reading.title) < 2}
    pairs = Pairs(data, tokenizer, 0, SMALL)
    assert 0 < len(kept) < len(everything)
    assert len(pairs.paragraphs) == len(kept)
    # whoever trains on folds 2 and 3 leans on this never changing
    assert [corpus.fold(title) for title in ("梵文", "诺曼人", "松平康忠")] == [0, 3, 2]


def test_pieces_are_words_and_every_character(tokenizer: Tokenizer) -> None:
    assert tokenizer.token_to_id("[UNK]") == 0
    cut = tokenizer.encode("农民，丰收！ＧＲＡＩＮ 2003年", add_special_tokens=False).tokens
    assert cut[:2] == ["农民", "丰收"] and cut[-2:] == ["2003", "年"]
    assert "".join(cut[2:-2]) == "grain"
    assert all(tokenizer.token_to_id(character) for character in "粮食球队银行医院")


def test_the_vocabulary_is_the_same_for_the_same_data(data: Path, tokenizer: Tokenizer) -> None:
    for _ in range(3):
        assert vocabulary.build(data).to_str() == tokenizer.to_str()


def test_glosses_are_cleaned(data: Path) -> None:
    found = {entry.zh: entry for entry in corpus.entries(data)}
    assert found["粮食"].glosses == ("grain",)
    assert found["赣州"].glosses == ("Ganzhou city in Jiangxi",)
    assert vocabulary.syllables(found["赣州"].pinyin) == "gan zhou"


def test_a_step_draws_the_same_pairs_again_and_no_empty_row(data: Path, tokenizer: Tokenizer) -> None:
    pairs = Pairs(data, tokenizer, 0, SMALL)
    first, again, other = pairs.draw(3), pairs.draw(3), pairs.draw(4)
    np.testing.assert_array_equal(first[0].flat, again[0].flat)
    np.testing.assert_array_equal(first[1].flat, again[1].flat)
    assert first[0].flat.tolist() != other[0].flat.tolist()
    assert len(first[0]) == len(first[1]) > 20
    assert np.diff(first[0].bounds).min() > 0 and np.diff(first[1].bounds).min() > 0
    assert 0 not in first[1].flat  # the unknown piece is never learnt


def test_a_word_is_its_row_and_the_mean_of_its_characters(tokenizer: Tokenizer) -> None:
    trainer = Trainer(tokenizer, Recipe(dimension=4, compose=1.0), np.ones(tokenizer.get_vocab_size(), np.float32))
    row = trainer.weight.detach().numpy()
    word, *characters = (tokenizer.get_vocab()[piece] for piece in ("农民", "农", "民"))
    composed = trainer.table()
    np.testing.assert_allclose(composed[word], row[word] + row[characters].mean(axis=0), atol=1e-6)
    np.testing.assert_allclose(composed[characters], row[characters])
    assert (parts(tokenizer, 0.0).toarray() == np.eye(tokenizer.get_vocab_size())).all()


def test_a_step_goes_down_the_slope_of_the_loss(data: Path, tokenizer: Tokenizer) -> None:
    """The gradient through the sparse sums, against differences of the loss."""
    size = tokenizer.get_vocab_size()
    plain, rooted = (bags(encode(tokenizer, ["农民丰收，农民", "银行利率"]), size, power) for power in (1.0, 0.5))
    farmer = tokenizer.token_to_id("农民")
    assert (plain[0, farmer], rooted[0, farmer]) == (2.0, pytest.approx(2**0.5))
    counts = plain @ parts(tokenizer, 1.0)
    weight = torch.randn(size, 3, generator=torch.Generator().manual_seed(0), requires_grad=True)
    direction = torch.randn(2, 3, generator=torch.Generator().manual_seed(1))
    (Pooled.apply(weight, counts) * direction).sum().backward()
    np.testing.assert_allclose(weight.grad, counts.toarray().T @ direction.numpy(), atol=1e-5)
    np.testing.assert_allclose(Pooled.apply(weight, counts).detach(), counts.toarray() @ weight.detach().numpy(), atol=1e-5)


def test_rows_start_smaller_the_more_often_their_piece_stands_in_the_corpus(data: Path, tokenizer: Tokenizer) -> None:
    pairs = Pairs(data, tokenizer, 0, SMALL)
    counts = np.bincount(pairs.sentences.flat, minlength=tokenizer.get_vocab_size())
    counts += 20 * np.bincount(pairs.bilingual.english.flat, minlength=len(counts))
    rarity = pairs.rarity()
    np.testing.assert_allclose(rarity, 1e-4 / (1e-4 + counts / counts.sum()), rtol=1e-5)
    assert (rarity[counts == 0] == 1).all() and rarity.argmin() == counts.argmax()


def test_a_broken_run_goes_on_to_the_same_table(data: Path, tokenizer: Tokenizer, tmp_path: Path) -> None:
    pairs = Pairs(data, tokenizer, 0, SMALL)
    recipe = Recipe(steps=8, dimension=8)
    whole = fit.fit(pairs, tokenizer, recipe)
    broken = Trainer(tokenizer, recipe, pairs.rarity())
    for step in range(5):
        broken.learn(*pairs.draw(step))
    broken.save(tmp_path / "run.npz")
    np.testing.assert_allclose(fit.fit(pairs, tokenizer, recipe, tmp_path / "run.npz"), whole, atol=1e-5)
    assert fingerprint(tokenizer, recipe, SMALL) != fingerprint(tokenizer, Recipe(steps=9, dimension=8), SMALL)


def test_it_learns_and_saves_a_model_that_loads(data: Path, tokenizer: Tokenizer, tmp_path: Path) -> None:
    pairs = Pairs(data, tokenizer, 0, SMALL)
    held = Held(data, tokenizer, pairs)
    recipe = Recipe(steps=60, dimension=16)
    table = fit.fit(pairs, tokenizer, recipe)
    save_folder(tmp_path, tokenizer, table)
    write_card(tmp_path, tokenizer.get_vocab_size(), recipe, SMALL, held.figures(table))
    encoder = load_encoder(str(tmp_path))
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "<!-- measured -->\n<!-- end -->" in card and f"{tokenizer.get_vocab_size()} token rows of 16 numbers" in card
    passages = encoder.encode_passages(["丰收田地小麦", "主场冠军进球", "存款债券市场"])
    assert (encoder.encode_queries(["农民水稻粮食", "球队比赛教练", "银行利率贷款"]) @ passages.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_the_reciprocal_rank_by_hand() -> None:
    passages = np.eye(4, dtype=np.float32)
    queries = np.array([[1, 0, 0, 0], [0.5, 0.4, 0.3, 0.2], [0.5, 0.5, 0.5, 0.5]], np.float32)
    assert reciprocal_rank(queries, passages, np.array([0, 2, 1])) == pytest.approx((1 + 1 / 3 + 1 / 4) / 3)
