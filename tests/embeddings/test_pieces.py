"""Texts cut many at once are cut as the tokenizer cuts them one by one."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from embeddings.encoder import shipped
from embeddings.pieces import BITS, RUN, Pieces, hashed, lookup, pieces_of
from embeddings.static import BULK, CHUNK, StaticEncoder

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
Ids = NDArray[np.int64]
# Ideographs known and unknown, of one edition and beyond the first plane; letters that other letters join; what is more than one character
# when normalised; digits of other scripts.
ODD = (
    "中国村集体经济㐀㐁龥\U00020000的了GDPgdp１２3٣①½Ⅷ℃㎡ﬁＡｂ…。，“”《》 \t\n\x00"
    "é\u0301\u3099か\uff76\uff9e한\u1112\u1161\u11ab\uffbe\uffc2ΣσςİßЖя😀"
)


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    found = pieces_of(shipped().tokenizer)
    assert found is not None
    return found


def one_by_one(tokenizer: Tokenizer, texts: list[str]) -> list[list[int]]:
    return [tokenizer.encode(text, add_special_tokens=False).ids for text in texts]


def test_the_articles_are_cut_alike_in_every_run_of_lines(pieces: Pieces) -> None:
    texts = []
    for path in sorted(SEEDS.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").split("\n")
        texts += [*lines, *(line[i : i + 23] for line in lines for i in range(0, len(line), 7)), "\n".join(lines)]
    assert len(texts) > 1_000
    assert [ids.tolist() for ids in pieces.cut(texts)] == one_by_one(shipped().tokenizer, texts)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(st.sampled_from(ODD) | st.characters(exclude_categories=["Cs"]), max_size=40), max_size=8))
@example(["", "中国", "", ""])
@example(["中国\u0301村", "a中国b12村", "12中3a", "㐀㐁㐀", "ΑΣ Σ"])
def test_any_text_is_cut_alike_whatever_stands_beside_it(pieces: Pieces, texts: list[str]) -> None:
    found = pieces.cut(texts)
    assert [ids.tolist() for ids in found] == one_by_one(shipped().tokenizer, texts)
    assert all(ids.dtype == np.int64 for ids in found)


def test_an_endless_run_is_left_to_the_tokenizer(pieces: Pieces, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["村集体经济" * (RUN // 5), "村集体经济" * (RUN // 5) + "村", "村，村"]
    longest = []
    of_runs = Pieces._cut_han

    def watched(self: Pieces, normal: NDArray[np.uint16], begins: Ids, sizes: Ids, at: Ids) -> None:
        longest.append(int(sizes.max()))
        of_runs(self, normal, begins, sizes, at)

    monkeypatch.setattr(Pieces, "_cut_han", watched)
    assert [ids.tolist() for ids in pieces.cut(texts)] == one_by_one(shipped().tokenizer, texts)
    assert longest == [RUN]


def made(tokens: list[tuple[str, float]], **rules: object) -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram([("[UNK]", 0.0), *tokens], unk_id=0))
    tokenizer.normalizer = rules.get("normalizer") or normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    regex = Regex(r"[\u3400-\u9fff]+|[\p{L}\p{M}]+|\p{N}+")
    tokenizer.pre_tokenizer = rules.get("splitter") or pre_tokenizers.Split(regex, behavior="removed", invert=True)
    return tokenizer


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_the_pieces_are_worth_the_cut_is_the_same(data: st.DataObject) -> None:
    longer = data.draw(st.lists(st.text("甲乙丙", min_size=2, max_size=4), unique=True, max_size=12))
    worth = st.integers(-9, -1).map(float)  # whole numbers, so that many cuts are as likely
    tokenizer = made([(piece, data.draw(worth)) for piece in ["甲", "乙", *longer]])
    texts = data.draw(st.lists(st.text("甲乙丙，", max_size=14), max_size=5))
    found = pieces_of(tokenizer)
    assert found is not None
    assert [ids.tolist() for ids in found.cut(texts)] == one_by_one(tokenizer, texts)


@pytest.mark.parametrize(
    "other",
    [
        lambda: made([("中国人民万", -1.0)]),
        lambda: made([("卡拉ok", -1.0)]),
        lambda: made([("中", -1.0)], normalizer=normalizers.NFC()),
        lambda: made([("中", -1.0)], splitter=pre_tokenizers.WhitespaceSplit()),
        lambda: Tokenizer(models.WordLevel({"[UNK]": 0, "中": 1}, unk_token="[UNK]")),
    ],
)
def test_a_tokenizer_of_other_rules_is_left_to_itself(other: Callable[[], Tokenizer]) -> None:
    assert pieces_of(other()) is None


def test_many_texts_have_the_vectors_that_each_has_alone() -> None:
    encoder = shipped()
    texts = [f"第{i}个村的集体经济收入{i * 37}万元，GDP增长{i % 9}.{i % 7}%" + "，村民满意" * (i % 5) for i in range(BULK + 100)] + [
        "",
        "㐀",
        "👍",
    ]
    assert len(texts) > CHUNK
    together = encoder.encode_passages(texts)
    alone = np.concatenate([encoder.encode_passages([text]) for text in texts])
    assert (together == alone).all() and not together[-1].any()


def test_few_texts_do_not_wait_for_the_tables(tmp_path: Path, tiny_static: Path) -> None:
    encoder = StaticEncoder(tiny_static, "tiny")
    few = encoder.encode_passages(["中国经济"] * (BULK - 1))
    assert "_pieces" not in vars(encoder)
    many = encoder.encode_passages(["中国经济"] * BULK)
    assert "_pieces" in vars(encoder) and (many[: len(few)] == few).all()


@settings(max_examples=50, deadline=None)
@given(st.sets(st.integers(1, 2**64 - 1), max_size=60), st.sets(st.integers(1, 2**64 - 1), max_size=20))
def test_every_key_is_found_and_no_other(keys: set[int], others: set[int]) -> None:
    held = np.array(sorted(keys), dtype=np.uint64)
    table, ids = hashed(held, np.arange(len(held), dtype=np.int32))
    assert lookup(table, ids, held).tolist() == list(range(len(held)))
    assert (lookup(table, ids, np.array(sorted(others - keys), dtype=np.uint64)) == -1).all()


def test_keys_that_belong_in_one_slot_stand_behind_each_other_and_past_the_end() -> None:
    wanted = (1 << BITS) - 1  # the last slot: the next one is the first
    inverse = pow(0x9E3779B97F4A7C15, -1, 2**64)
    keys = np.array([((wanted << (64 - BITS)) + i) * inverse % 2**64 for i in range(9)], dtype=np.uint64)
    table, ids = hashed(keys, np.arange(9, dtype=np.int32))
    assert lookup(table, ids, keys).tolist() == list(range(9))
    assert np.flatnonzero(table).tolist() == [*range(8), wanted]
    missing = np.array([((wanted << (64 - BITS)) + 99) * inverse % 2**64], dtype=np.uint64)
    assert lookup(table, ids, missing).tolist() == [-1]
