"""Four bits a number, against the table that went in."""

import numpy as np
import pytest

from embeddings.quantized import LARGEST, SHORT, TOGETHER, FourBit, damped, quantize


@pytest.fixture(scope="module")
def table() -> np.ndarray:
    """Rows of very different sizes, as trained ones are; row 0 says nothing."""
    rng = np.random.default_rng(0)
    drawn = rng.normal(size=(300, 64)) * rng.lognormal(0, 0.7, size=(300, 1))
    drawn[0] = 0
    return drawn.astype(np.float32)


def cosines(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    return np.asarray((left * right).sum(axis=1) / np.linalg.norm(left, axis=1) / np.linalg.norm(right, axis=1))


def test_a_number_takes_half_a_byte(table: np.ndarray) -> None:
    small = quantize(table)
    assert (small.codes.shape, small.codes.dtype, small.scale.dtype) == ((300, 32), np.uint8, np.uint8)
    assert (len(small), small.dimension) == (300, 64)


def test_rows_and_texts_keep_their_direction_and_rows_their_size(table: np.ndarray) -> None:
    wide = quantize(table).widened()
    assert not wide[0].any()
    assert cosines(wide[1:], table[1:]).min() > 0.98
    sizes = np.linalg.norm(wide[1:], axis=1) / np.linalg.norm(table[1:], axis=1)
    assert sizes.max() / sizes.min() < 1.15
    texts = np.random.default_rng(1).integers(1, 300, size=(50, 40))
    assert cosines(wide[texts].sum(axis=1), table[texts].sum(axis=1)).min() > 0.99


def test_sums_are_whole_numbers_the_same_in_any_order(table: np.ndarray) -> None:
    small = quantize(table)
    wide = small.widened().astype(np.float64)
    ids = np.random.default_rng(2).integers(0, 300, size=2_000)
    total = small.total(ids.tolist())
    assert total.dtype == np.float32
    np.testing.assert_array_equal(total, small.total(ids[::-1].tolist()))
    counts = np.bincount(ids, minlength=300)
    np.testing.assert_array_equal(total, sum(np.rint(8 * n**0.75) * row for n, row in zip(counts, wide, strict=True)))


def test_the_halves_of_a_byte_and_repeats_by_hand() -> None:
    small = FourBit(np.array([[0x1F, 0x98]], np.uint8), np.array([3], np.uint8))
    assert small.widened().tolist() == [[3 * 7, 0, 3 * -7, 3 * 1]]
    assert damped(np.array([1, 2, 3, 16])).tolist() == [8, 13, 18, 64]
    assert small.total([0, 0]).tolist() == [13 * 21, 0, 13 * -21, 13 * 3]


def test_a_lonely_large_number_is_clipped_where_that_costs_less() -> None:
    rows = np.zeros((2, 64), np.float32)
    rows[:, 1:] = np.linspace(-0.2, 0.2, 63)
    rows[:, 0] = 0.2, 1.0
    plain, clipped = quantize(rows).widened()
    step = clipped[clipped > 0].min()
    assert plain.max() == LARGEST * plain[plain > 0].min()
    assert clipped.max() == clipped[0] == LARGEST * step
    assert step < 1.0 / LARGEST * plain[0] / 0.2  # finer than the largest number alone would have it


def test_the_heads_of_rows_are_those_of_unit_rows(table: np.ndarray) -> None:
    small = quantize(table)
    ids = np.array([0, 3, 1, 3])
    rows = small.rows(ids)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit = rows / np.where(lengths > 0, lengths, 1)
    for count in (1, 4, table.shape[1] // 2):
        assert small.heads(ids, count) == pytest.approx(unit[:, :count], abs=1e-6)
    assert small.heads(ids[:0], 4).shape == (0, 4)


@pytest.mark.parametrize("longest", [1, 12, SHORT - 1, 3 * SHORT])
def test_texts_added_up_together_have_the_sums_that_each_has_alone(longest: int) -> None:
    rng = np.random.default_rng(longest)
    table = quantize(rng.normal(size=(300, 64)).astype(np.float32))
    texts = [rng.integers(0, 300, size=int(rng.integers(0, longest + 1))) for _ in range(TOGETHER + 9)]
    texts += [np.zeros(0, dtype=np.int64), np.array([7, 7, 7])]
    together = table.totals(texts)
    assert together.dtype == np.float32 and together.shape == (len(texts), 64)
    for text, total in zip(texts, together, strict=True):
        assert (total == (table.total(text) if len(text) else 0)).all()


def test_no_texts_have_no_sums() -> None:
    table = quantize(np.eye(8, dtype=np.float32))
    empty = np.zeros(0, dtype=np.int64)
    assert table.totals([]).shape == (0, 8) and not table.totals([empty, empty]).any()
