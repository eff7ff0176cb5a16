"""The rows of a matrix that are nearest to a vector, by FAISS (Johnson, Douze and Jegou 2019, arXiv:1702.08734)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ADDED = 4_096  # rows widened at once
SLACK = 16  # rows asked for beyond k, so that ties at the k-th place are seen and broken by row
SIFTED = 25_000  # rows from which they are sifted first: fewer are looked through whole as fast (docs/log.md has the runs)
WIDE = 512  # dimensions from which: a code of one bit each says too little of fewer. By reason
KEPT, LEAST = 6, 2_000  # times as many rows as are asked for are left by sifting, and this many at least
QUERY_BITS = 8  # of a number of the query, while sifting (docs/log.md)


class VectorIndex:
    """Inner product over unit vectors, held in memory in float16: half the room and half the time of float32.

    Up to `SIFTED` rows it is exact. Of more, a code of one bit a dimension chooses those that are looked at (RaBitQ: Gao and Long 2024,
    arXiv:2405.12497): the whole matrix is far larger than a processor's cache, and to read it would take most of a question's time. The
    scores are exact all the same, and so are the nearest fifty rows for every one of 300 questions of train/ in a library of 50,478
    paragraphs; of a thousand, 98 % are found (docs/log.md).
    """

    def __init__(self, vectors: NDArray[np.float32] | NDArray[np.float16]) -> None:
        """`vectors`: float32 or float16 (n, d), unit rows (or zeros, similar to nothing); n may be 0. ValueError for another shape or type.

        A float32 row is rounded to float16, which moves a cosine by 0.0005 at most.
        """
        import faiss
        import numpy as np

        if vectors.ndim != 2 or vectors.dtype not in (np.float32, np.float16):
            raise ValueError(f"vectors must be float32 or float16 (n, d), not {vectors.dtype} {vectors.shape}")
        count, dimension = vectors.shape
        self._index = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        self._index.is_trained = True  # float16 has nothing to learn
        codes = faiss.IndexRaBitQ(dimension, faiss.METRIC_INNER_PRODUCT) if count >= SIFTED and dimension >= WIDE else None
        if codes is not None:
            codes.qb = QUERY_BITS
            codes.train(np.ascontiguousarray(vectors[:: max(1, count // ADDED)], dtype=np.float32))  # their mean
        for start in range(0, count, ADDED):
            rows = np.ascontiguousarray(vectors[start : start + ADDED], dtype=np.float32)
            self._index.add(rows)
            if codes is not None:
                codes.add(rows)
        self._sifted = None if codes is None else faiss.IndexRefine(codes, self._index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, query: NDArray[np.float32], k: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The min(k, n) nearest rows of `query` (d,): scores float32 (cosine, -1 to 1), higher first, ties by row; rows int64."""
        import numpy as np

        wanted = max(0, min(k, len(self)))
        if wanted == 0:
            return np.zeros(0, np.float32), np.zeros(0, np.int64)
        asked = min(wanted + SLACK, len(self))
        while True:
            found, places = self._nearest(np.ascontiguousarray(query, dtype=np.float32)[None, :], asked)
            scores, rows = found[0], places[0].astype(np.int64)
            if asked == len(self) or scores[asked - 1] < scores[wanted - 1]:
                break
            asked = min(asked * 4, len(self))
        order = np.lexsort((rows, -scores))[:wanted]
        return scores[order], rows[order]

    def _nearest(self, query: NDArray[np.float32], k: int) -> Any:
        """FAISS's answer: scores and places, (1, k) each."""
        import faiss

        kept = max(LEAST, KEPT * k)
        threads = faiss.omp_get_max_threads()
        faiss.omp_set_num_threads(1)  # of this thread. FAISS parts the queries, not the rows: of one question all but one would only wait
        try:
            if self._sifted is None or kept >= SIFTED:
                return self._index.search(query, k)
            sifting = faiss.IndexRefineSearchParameters()
            sifting.k_factor = kept / k
            return self._sifted.search(query, k, params=sifting)
        finally:
            faiss.omp_set_num_threads(threads)
