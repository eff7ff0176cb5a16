"""FAISS against brute-force numpy."""

import numpy as np
import pytest

from embeddings.index import ADDED, SLACK, VectorIndex


def rows(n: int, d: int, seed: int) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(size=(n, d)).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)


@pytest.mark.parametrize(("n", "k"), [(1, 1), (5, 10), (300, 1), (300, 17), (300, 300)])
def test_the_nearest_are_those_that_brute_force_finds(n: int, k: int) -> None:
    vectors = rows(n, 16, seed=n)
    index = VectorIndex(vectors)
    assert len(index) == n
    for query in rows(20, 16, seed=7):
        expected = np.argsort(-(vectors @ query), kind="stable")[:k]
        scores, found = index.search(query, k)
        assert scores.dtype == np.float32 and found.dtype == np.int64
        assert found.tolist() == expected.tolist()
        np.testing.assert_allclose(scores, (vectors @ query)[expected], atol=1e-6)


@pytest.mark.parametrize("k", [1, 3, SLACK, 40])
def test_ties_are_broken_by_row_also_where_k_cuts_them(k: int) -> None:
    near, far = np.eye(4, dtype=np.float32)[:2]
    vectors = np.stack([far, near, near, far] * 60)  # 120 equal best rows, more than the slack
    scores, found = VectorIndex(vectors).search(near, k)
    assert found.tolist() == [row for row in range(240) if row % 4 in (1, 2)][:k]
    assert scores.tolist() == [1.0] * k


def test_rows_in_float16_and_float32_are_the_same_and_many_are_added_in_parts() -> None:
    vectors = rows(ADDED + 5, 4, 3)
    query = rows(1, 4, 4)[0]
    for given in (vectors, vectors.astype(np.float16)):
        scores, found = VectorIndex(given).search(query, 9)
        assert found.tolist() == np.argsort(-(vectors @ query), kind="stable")[:9].tolist()
        np.testing.assert_allclose(scores, (vectors @ query)[found], atol=1e-6)


def test_a_float32_row_is_rounded_to_float16() -> None:
    drawn = np.random.default_rng(0).normal(size=(500, 64)).astype(np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    scores, found = VectorIndex(drawn).search(drawn[7], 500)
    assert np.abs(scores - (drawn @ drawn[7])[found]).max() < 5e-4


def test_an_empty_index_finds_nothing() -> None:
    scores, found = VectorIndex(np.zeros((0, 4), np.float32)).search(np.ones(4, np.float32), 5)
    assert (scores.shape, found.shape) == ((0,), (0,))
    assert VectorIndex(rows(3, 4, 0)).search(np.ones(4, np.float32), 0)[1].shape == (0,)


def test_the_vectors_are_copied() -> None:
    vectors = rows(4, 4, 1)
    index = VectorIndex(vectors)
    kept = vectors[2].copy()
    vectors[:] = 0
    assert index.search(kept, 1)[1].tolist() == [2]


def test_other_shapes_and_types_are_a_bug() -> None:
    with pytest.raises(ValueError, match="not float64"):
        VectorIndex(np.zeros((2, 4)))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="float32"):
        VectorIndex(np.zeros(4, np.float32))
