"""The static encoder against its table, added up by hand."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoder import SHIPPED, load_encoder
from embeddings.errors import EmbeddingError
from embeddings.quantized import FourBit
from embeddings.static import CHUNK, StaticEncoder


def unit(vector: np.ndarray) -> np.ndarray:
    return np.asarray(vector / np.linalg.norm(vector))


def test_a_text_is_the_mean_of_its_rows_at_unit_length(tiny_static: Path, tiny_table: dict[str, np.ndarray]) -> None:
    encoder = load_encoder(str(tiny_static))
    assert isinstance(encoder, StaticEncoder)
    assert (encoder.dimension, encoder.name) == (8, str(tiny_static))
    found = encoder.encode_passages(["中国，经济！", "ＧＡＮＺＨＯＵ 2023"])
    assert found.dtype == np.float32 and found.shape == (2, 8)
    np.testing.assert_allclose(found[0], unit(tiny_table["中国"] + tiny_table["经济"]), atol=1e-6)
    np.testing.assert_allclose(found[1], unit(tiny_table["gan"] + tiny_table["zhou"] + tiny_table["2023"]), atol=1e-6)
    np.testing.assert_array_equal(encoder.encode_queries(["中国，经济！", "ＧＡＮＺＨＯＵ 2023"]), found)


def test_a_text_without_a_known_token_is_similar_to_nothing(tiny_static: Path) -> None:
    encoder = load_encoder(str(tiny_static))
    found = encoder.encode_queries(["", "  ", "！？", "龘", "中国"])
    assert not found[:4].any()
    assert np.isfinite(found).all()
    assert encoder.encode_queries([]).shape == (0, 8)


def test_many_texts_give_the_same_bits_as_one(tiny_static: Path) -> None:
    encoder = load_encoder(str(tiny_static))
    texts = [("中国经济 village gan zhou 2023 " * (1 + i % 7))[i % 5 :] for i in range(2 * CHUNK + 3)]
    together = encoder.encode_passages(texts)
    np.testing.assert_array_equal(together, np.concatenate([encoder.encode_passages([text]) for text in texts]))


def test_the_digest_follows_files_and_prompts_and_nothing_else(tiny_static: Path) -> None:
    def digest() -> str:
        return load_encoder(str(tiny_static)).digest

    seen = [digest()]
    assert len(seen[0]) == 64 and digest() == seen[0]
    (tiny_static / "README.md").write_text("a card\n", encoding="utf-8")
    assert digest() == seen[0]
    weights = bytearray((tiny_static / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (tiny_static / "model.safetensors").write_bytes(weights)
    seen.append(digest())
    config = json.loads((tiny_static / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    config["prompts"] = {"query": "中", "document": "国"}
    (tiny_static / "config_sentence_transformers.json").write_text(json.dumps(config), encoding="utf-8")
    seen.append(digest())
    tokenizer = (tiny_static / "tokenizer.json").read_text(encoding="utf-8")
    (tiny_static / "tokenizer.json").write_text(tokenizer.replace("village", "city"), encoding="utf-8")
    seen.append(digest())
    assert len(set(seen)) == 4


def test_prompts_of_a_static_model_are_put_before_the_text(tiny_static: Path) -> None:
    plain = load_encoder(str(tiny_static)).encode_queries(["中国经济", "经济"])
    config = json.loads((tiny_static / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    config["prompts"] = {"query": "中国", "document": ""}
    (tiny_static / "config_sentence_transformers.json").write_text(json.dumps(config), encoding="utf-8")
    prompted = load_encoder(str(tiny_static))
    np.testing.assert_array_equal(prompted.encode_queries(["经济"])[0], plain[0])
    np.testing.assert_array_equal(prompted.encode_passages(["经济"])[0], plain[1])


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("model.safetensors", b"\xff" * 40),
        ("model.safetensors", b"\x02\x00\x00\x00\x00\x00\x00\x00[]"),
        ("tokenizer.json", b"{}"),
        ("tokenizer.json", b"\xff"),
        ("modules.json", b"{"),
    ],
)
def test_a_damaged_file_is_named(tiny_static: Path, file: str, content: bytes) -> None:
    (tiny_static / file).write_bytes(content)
    with pytest.raises(EmbeddingError) as caught:
        load_encoder(str(tiny_static))
    assert caught.value.key == "model_damaged"
    assert caught.value.fields["file"] == file


def test_a_table_that_was_cut_short_is_named(tiny_static: Path) -> None:
    path = tiny_static / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-16])
    with pytest.raises(EmbeddingError) as caught:
        load_encoder(str(tiny_static))
    assert caught.value.fields["file"] == "model.safetensors"


def test_the_shipped_model_is_small_and_knows_both_languages() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()) <= 32 * 2**20
    encoder = load_encoder()
    assert (encoder.name, encoder.dimension) == ("youju-static", 1024)
    passages = encoder.encode_passages(["今年全国粮食再获丰收，农民收入增加。", "球队昨晚在主场以三比一取胜。", "这家银行下调了贷款利率。"])
    np.testing.assert_allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-6)
    asked = (("农业收成怎么样", "grain harvest"), ("谁赢了比赛", "who won the match"), ("利率是多少", "bank interest rate"))
    for row, questions in enumerate(asked):
        assert (encoder.encode_queries(questions) @ passages.T).argmax(axis=1).tolist() == [row, row]


def test_loading_the_shipped_model_imports_little() -> None:
    code = (
        "import sys; import embeddings.encoder, embeddings.index; early = 'numpy' in sys.modules or 'faiss' in sys.modules;"
        "embeddings.encoder.load_encoder().encode_queries(['经济']);"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'faiss', 'huggingface_hub', 'scipy', 'qa'};"
        "print(early, sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout.strip() == "False []"


def test_the_nearest_pieces_of_a_small_table_are_found_in_either_kind(tiny_static: Path, tiny_four_bit: Path) -> None:
    for folder in (tiny_static, tiny_four_bit):
        encoder = StaticEncoder(folder, "tiny")
        words = encoder.encode_queries(["village", "中国"])
        ids = [encoder.tokenizer.token_to_id(piece) for piece in ("中国", "中", "国", "经济")]
        for found, cosines in zip(encoder.nearest(words, 3), words @ encoder.rows(np.array(ids)).T, strict=True):
            assert len(found) == 3
            assert [score for _, score in found] == pytest.approx(sorted(cosines.tolist(), reverse=True)[:3], abs=1e-6)
            assert {piece for piece, _ in found} <= {"中国", "中", "国", "经济"}
        assert encoder.nearest(words, 3)[1][0] == ("中国", pytest.approx(1.0, abs=1e-6))


def test_the_cosines_of_words_with_pieces_are_those_of_their_unit_rows_in_either_kind(tiny_static: Path, tiny_four_bit: Path) -> None:
    for folder in (tiny_static, tiny_four_bit):
        encoder = StaticEncoder(folder, "tiny")
        words = encoder.encode_queries(["village", "中国", "经济"])
        ids = np.array([encoder.tokenizer.token_to_id(piece) for piece in ("国", "中国", "国", "经济", "中")])
        for asked in (ids[:2], ids, ids[:0]):  # the first two are known already the second time
            found = encoder.cosines(words, asked)
            assert found.dtype == np.float32 and found.shape == (3, len(asked))
            assert found == pytest.approx(words @ encoder.rows(asked).T, abs=1e-6)
        assert encoder.cosines(words[:0], ids).shape == (0, len(ids))


def test_a_piece_that_says_nothing_is_near_to_nothing(tiny_four_bit: Path) -> None:
    encoder = StaticEncoder(tiny_four_bit, "tiny")
    codes, scale = encoder.table.codes.copy(), encoder.table.scale.copy()
    codes[3], scale[3] = 0x88, 0
    encoder.table = FourBit(codes, scale)
    assert encoder.cosines(encoder.encode_queries(["中国"]), np.array([3, 3])).tolist() == [[0.0, 0.0]]
