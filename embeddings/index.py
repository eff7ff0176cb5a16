"""The rows of a matrix that are nearest to a vector: exact, by FAISS (Johnson, Douze and Jegou 2019, arXiv:1702.08734)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ADDED = 4_096  # rows widened at once
SLACK = 16  # rows asked for beyond k, so that ties at the k-th place are seen and broken by row


class VectorIndex:
    """Exact inner product over unit vectors, held in memory in float16: half the room and half the time of float32."""

    def __init__(self, vectors: NDArray[np.float32] | NDArray[np.float16]) -> None:
        """`vectors`: float32 or float16 (n, d), unit rows (or zeros, similar to nothing); n may be 0. ValueError for another shape or type.

        A float32 row is rounded to float16, which moves a cosine by 0.0005 at most.
        """
        import faiss
        import numpy as np

        if vectors.ndim != 2 or vectors.dtype not in (np.float32, np.float16):
            raise ValueError(f"vectors must be float32 or float16 (n, d), not {vectors.dtype} {vectors.shape}")
        faiss.omp_set_num_threads(1)  # it parts the queries among threads, not the rows: of one question all but one would only wait
        kind = faiss.ScalarQuantizer.QT_fp16
        self._index = faiss.IndexScalarQuantizer(vectors.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
        self._index.is_trained = True  # float16 has nothing to learn
        for start in range(0, len(vectors), ADDED):
            self._index.add(np.ascontiguousarray(vectors[start : start + ADDED], dtype=np.float32))

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
            found, places = self._index.search(np.ascontiguousarray(query, dtype=np.float32)[None, :], asked)
            scores, rows = found[0], places[0].astype(np.int64)
            if asked == len(self) or scores[asked - 1] < scores[wanted - 1]:
                break
            asked = min(asked * 4, len(self))
        order = np.lexsort((rows, -scores))[:wanted]
        return scores[order], rows[order]
