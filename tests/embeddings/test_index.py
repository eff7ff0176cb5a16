"""FAISS against brute-force numpy."""

import numpy as np
import pytest

from embeddings import index as module
from embeddings.index import ADDED, SIFTED, SLACK, WIDE, VectorIndex


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


def near_and_far(n: int) -> np.ndarray:
    """Unit rows in crowds, as texts on one matter are: what is nearest is nearer than chance would have it."""
    rng = np.random.default_rng(5)
    drawn = rng.normal(size=(n // 50, WIDE))[rng.integers(0, n // 50, size=n)] + rng.normal(size=(n, WIDE))
    return np.asarray((drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float16))


def test_of_many_rows_the_nearest_are_found_with_their_exact_scores_although_most_are_not_looked_at() -> None:
    vectors = near_and_far(SIFTED)
    index = VectorIndex(vectors)
    whole = vectors.astype(np.float32)
    for query in whole[:: SIFTED // 20]:
        exact = whole @ query
        expected = np.argsort(-exact, kind="stable")
        for k in (1, 50):
            scores, found = index.search(query, k)
            assert found.tolist() == expected[:k].tolist()
            np.testing.assert_allclose(scores, exact[expected[:k]], atol=1e-6)
        scores, found = index.search(query, 1_000)
        np.testing.assert_allclose(scores, exact[found], atol=1e-6)
        assert len(set(found.tolist()) & set(expected[:1_000].tolist())) > 900
        every = index.search(query, SIFTED)[1]  # all are asked for: nothing is sifted
        np.testing.assert_allclose(exact[every], exact[expected], atol=1e-6)


def test_few_rows_and_narrow_ones_are_never_sifted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SIFTED", 300)
    monkeypatch.setattr(module, "LEAST", 1)
    monkeypatch.setattr(module, "KEPT", 1)  # so little is left that a sifted index must miss some
    vectors = near_and_far(3_000)
    queries = vectors[::100].astype(np.float32)

    def missed(rows: np.ndarray) -> int:
        index, wide = VectorIndex(rows), rows.astype(np.float32)
        near = [np.argsort(-(wide @ query[: rows.shape[1]]), kind="stable")[:9].tolist() for query in queries]
        return sum(index.search(query[: rows.shape[1]], 9)[1].tolist() != each for query, each in zip(queries, near, strict=True))

    assert missed(vectors) > 0
    assert missed(vectors[:299]) == missed(np.ascontiguousarray(vectors[:, : WIDE - 1])) == 0


def test_a_search_leaves_the_threads_of_faiss_as_they_were() -> None:
    import faiss

    before = faiss.omp_get_max_threads()
    try:
        faiss.omp_set_num_threads(3)
        VectorIndex(rows(5, 4, 2)).search(rows(1, 4, 3)[0], 2)
        assert faiss.omp_get_max_threads() == 3
    finally:
        faiss.omp_set_num_threads(before)
