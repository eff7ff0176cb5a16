"""How rare a word is in Chinese news at large: a table of document frequencies that ships with the package.

`background.npz` holds, for words and for character bigrams, the sorted CRC-32 of each entry (uint32) and its frequency
(uint16, in documents of `total` passages, scaled to 65535). A hash instead of the word keeps it small and quick to load;
a foreign word that falls on a taken hash (one in 70,000) is merely thought commoner than it is.
"""

from __future__ import annotations

import math
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TABLE = Path(__file__).with_name("background.npz")
UNSEEN = 0.5  # frequency of what the table lacks: half a document


@cache
def _tables() -> tuple[float, dict[str, tuple[NDArray[np.uint32], NDArray[np.uint32]]]]:
    import numpy as np

    with np.load(TABLE, allow_pickle=False) as table:
        kinds = {kind: (table[f"{kind}_hashes"], table[f"{kind}_counts"]) for kind in ("words", "bigrams")}
        return float(table["total"]), kinds


def idf(token: str, kind: str = "words") -> float:
    """ln((N + 1) / (df + 0.5)) of a normalised word or bigram in the background news; higher is rarer, 0.3 to 12."""
    total, tables = _tables()
    hashes, counts = tables[kind]
    key = zlib.crc32(token.encode("utf-8"))
    row = int(hashes.searchsorted(key))
    count = float(counts[row]) if row < len(hashes) and int(hashes[row]) == key else UNSEEN
    return max(0.3, math.log((total + 1) / (count + 0.5)))
