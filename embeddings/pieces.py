"""Many texts cut into the pieces of a Unigram vocabulary at once, in numpy: the same pieces as `tokenizers` cuts, some times as fast.

A run of ideographs has its likeliest cut (Kudo 2018, arXiv:1804.10959) by Viterbi's recurrence, all runs of a chunk step by step
together. Runs of letters and digits, which come back often, are cut by the tokenizer once. A text with a character that is no one
character when normalised, or that the vocabulary does not have, or with an endless run of ideographs, goes to the tokenizer whole.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

LONGEST = 4  # ideographs of a piece at most: so many make a key of 64 bits
BITS = 18  # of the hash: 37,000 of 262,144 slots are taken, so that nearly every key stands in its own
RUN = 1_000  # ideographs of a run at most: a longer one has more steps than a sentence has, and nothing to share them with
KEPT = 100_000  # runs of letters and digits whose pieces are kept
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4)
OTHER, HAN, LETTER, NUMBER, FOREIGN, UNSEEN = range(6)  # sorts of characters; a foreign one is for the tokenizer
JAMO = range(0x1160, 0x1200)  # vowels and finals of Hangul, which join what stands before them
NORMALIZER = {"type": "Sequence", "normalizers": [{"type": "NFKC"}, {"type": "Lowercase"}]}
SPLIT = {
    "type": "Split", "pattern": {"Regex": r"[\u3400-\u9fff]+|[\p{L}\p{M}]+|\p{N}+"}, "behavior": "Removed", "invert": True,
}  # fmt: skip
_HAN = re.compile("[\u3400-\u9fff]")
_ALL_HAN = re.compile(f"[\u3400-\u9fff]{{1,{LONGEST}}}")


def _unseen() -> NDArray[np.uint8]:
    return np.full(1 << 16, UNSEEN, dtype=np.uint8)


def _nothing() -> NDArray[np.uint16]:
    return np.zeros(1 << 16, dtype=np.uint16)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The ideographs of a vocabulary: `ones` int32 (65,536,) by character, and those of two to four by hash, `keys` uint64 and `ids` int32
    (2 ** BITS,); -1 where there is none. `scores` float64 (pieces + 1,), log-likelihoods, the last one for none."""

    tokenizer: Any  # tokenizers.Tokenizer, which has no types
    ones: NDArray[np.int32]
    keys: NDArray[np.uint64]
    ids: NDArray[np.int32]
    scores: NDArray[np.float64]
    sorts: NDArray[np.uint8] = field(default_factory=_unseen)  # of characters, as they are seen; what they are normalised, below
    normal: NDArray[np.uint16] = field(default_factory=_nothing)
    cut_before: dict[str, list[int]] = field(default_factory=dict)  # runs of letters and digits

    def cut(self, texts: Sequence[str]) -> list[Ids]:
        """The ids of each text's pieces, in their order (n,)."""
        lengths = np.array([len(text) for text in texts], dtype=np.int64)
        ends = np.cumsum(lengths)
        starts = ends - lengths
        normal, sorts = self._characters("".join(texts))
        at = np.full(len(sorts), -1, dtype=np.int64)  # the id of the piece that begins at a character
        change = np.ones(len(sorts), dtype=np.bool_)
        change[1:] = sorts[1:] != sorts[:-1]
        change[starts[starts < len(sorts)]] = True
        begins = np.flatnonzero(change)
        sizes = np.diff(np.append(begins, len(sorts)))
        of = sorts[begins]
        han = (of == HAN) & (sizes <= RUN)
        left_out = np.concatenate([np.flatnonzero(sorts == FOREIGN), begins[(of == HAN) & ~han]])
        self._cut_han(normal, begins[han], sizes[han], at)
        self._cut_others(normal, begins[(of == LETTER) | (of == NUMBER)], sizes[(of == LETTER) | (of == NUMBER)], at)
        kept = np.flatnonzero(at >= 0)
        out = np.split(at[kept], np.searchsorted(kept, ends[:-1])) if len(texts) else []
        for i in np.unique(np.searchsorted(ends, left_out, "right")).tolist():
            out[i] = np.array(self.tokenizer.encode(texts[i], add_special_tokens=False).ids, dtype=np.int64)
        return out

    def _characters(self, text: str) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
        """Each character as the normalizer has it, and its sort."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        far = codes > 0xFFFF
        codes = np.where(far, 0, codes)
        for code in np.unique(codes[self.sorts[codes] == UNSEEN]).tolist():
            self.normal[code], self.sorts[code] = self._look_at(chr(code))
        sorts = self.sorts[codes]
        sorts[far] = FOREIGN
        return self.normal[codes], sorts

    def _look_at(self, character: str) -> tuple[int, int]:
        """A character normalised, and its sort."""
        normal = unicodedata.normalize("NFKC", character).lower()
        kinds = {unicodedata.category(each)[0] for each in normal}
        joins = "M" in kinds or any(ord(each) in JAMO for each in normal) or character == "Σ"
        if joins or unicodedata.category(character) in ("Cn", "Cs"):
            return 0, FOREIGN  # joined with or made different by what stands beside it, or of another edition of Unicode
        if not kinds & {"L", "N"}:
            return 0, OTHER
        if len(normal) != 1 or ord(normal) > 0xFFFF:
            return 0, FOREIGN
        if _HAN.match(normal):
            return ord(normal), HAN if self.ones[ord(normal)] >= 0 else FOREIGN
        return ord(normal), LETTER if "L" in kinds else NUMBER

    def _cut_others(self, normal: NDArray[np.uint16], begins: Ids, sizes: Ids, at: Ids) -> None:
        """Runs of letters and runs of digits, the ids of each at its first characters: it has no more pieces than characters."""
        spelt = normal.astype("<u2").tobytes().decode("utf-16-le")  # none of them is a surrogate, so that places stay
        for begin, size in zip(begins.tolist(), sizes.tolist(), strict=True):
            run = spelt[begin : begin + size]
            ids = self.cut_before.get(run)
            if ids is None:
                if len(self.cut_before) >= KEPT:
                    self.cut_before.clear()
                ids = self.cut_before[run] = self.tokenizer.encode(run, add_special_tokens=False).ids
            at[begin : begin + len(ids)] = ids

    def _cut_han(self, normal: NDArray[np.uint16], begins: Ids, sizes: Ids, at: Ids) -> None:
        """The likeliest cut of each run: of two that are as likely, the one whose last piece is longer, and so on to the front."""
        if not len(begins):
            return
        order = np.argsort(-sizes, kind="stable")
        begins, sizes = begins[order], sizes[order]
        found = np.stack([self._found(normal, k) for k in range(1, LONGEST + 1)])  # by the number of characters less one
        best = np.zeros(len(normal) + len(begins), dtype=np.float64)
        last = np.zeros(len(best), dtype=np.int64)
        # Where a run stands among `best`: runs are in another order there than in the text, but each has room for itself.
        room = np.concatenate([[0], np.cumsum(sizes[:-1] + 1)])
        for j in range(1, int(sizes[0]) + 1):
            active = int(np.searchsorted(-sizes, -j, "right"))
            cut, from_ = room[:active] + j, begins[:active] + j
            lengths = np.arange(min(j, LONGEST), 0, -1)
            reached = np.stack([best[cut - k] + self.scores[found[k - 1, from_ - k]] for k in lengths.tolist()])
            which = reached.argmax(axis=0)  # the first of equals is the longest
            best[cut] = np.take_along_axis(reached, which[None], axis=0)[0]
            last[cut] = lengths[which]
        left = sizes.copy()
        while len(left):
            k = last[room + left]
            left = left - k
            at[begins + left] = found[k - 1, begins + left]
            going = left > 0
            left, room, begins = left[going], room[going], begins[going]

    def _found(self, normal: NDArray[np.uint16], k: int) -> NDArray[np.int32]:
        """The id of the piece of k ideographs that begins at each character (n,), -1 for none. It may run past a run's end: nobody asks."""
        if k == 1:
            return self.ones[normal]
        keys = np.zeros(len(normal), dtype=np.uint64)
        for i in range(min(k, len(normal))):
            keys[: len(normal) - i] |= normal[i:].astype(np.uint64) << np.uint64(16 * i)
        return lookup(self.keys, self.ids, keys)


def slots(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Where each key belongs in a hash of 2 ** BITS."""
    return ((keys * MULTIPLIER) >> np.uint64(64 - BITS)).astype(np.int64)


def lookup(table: NDArray[np.uint64], ids: NDArray[np.int32], keys: NDArray[np.uint64]) -> NDArray[np.int32]:
    """The id of each key, -1 for one that is not there: linear probing."""
    at = slots(keys)
    there = table[at]
    out = np.where(there == keys, ids[at], np.int32(-1))
    rows = np.flatnonzero((there != keys) & (there != 0))
    at = at[rows]
    while len(rows):
        at = (at + 1) & ((1 << BITS) - 1)
        there = table[at]
        same = there == keys[rows]
        out[rows[same]] = ids[at[same]]
        further = ~same & (there != 0)
        rows, at = rows[further], at[further]
    return out


def hashed(keys: NDArray[np.uint64], ids: NDArray[np.int32]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """A hash of keys (none 0, none twice) and their ids."""
    table, values = np.zeros(1 << BITS, dtype=np.uint64), np.full(1 << BITS, -1, dtype=np.int32)
    at = slots(keys)
    while len(keys):
        free = table[at] == 0
        slot, first = np.unique(np.where(free, at, -1), return_index=True)
        first = first[slot >= 0]
        table[at[first]], values[at[first]] = keys[first], ids[first]
        rest = np.ones(len(keys), dtype=np.bool_)
        rest[first] = False
        keys, ids, at = keys[rest], ids[rest], (at[rest] + ~free[rest]) & ((1 << BITS) - 1)
    return table, values


def pieces_of(tokenizer: Any) -> Pieces | None:
    """What cuts as this tokenizer does; None where it cuts by other rules than those of the models made here."""
    written = json.loads(tokenizer.to_str())
    model = written["model"]
    rules = (written["normalizer"], written["pre_tokenizer"], written["added_tokens"], model.get("byte_fallback"))
    if model["type"] != "Unigram" or rules != (NORMALIZER, SPLIT, [], False):
        return None
    vocabulary: list[tuple[str, float]] = [(piece, score) for piece, score in model["vocab"]]
    han = [(i, piece) for i, (piece, _) in enumerate(vocabulary) if i != model["unk_id"] and _HAN.search(piece)]
    if not all(_ALL_HAN.fullmatch(piece) for _, piece in han):
        return None
    ones = np.full(1 << 16, -1, dtype=np.int32)
    for i, piece in han:
        if len(piece) == 1:
            ones[ord(piece)] = i
    longer = [(i, piece) for i, piece in han if len(piece) > 1]
    keys = np.array([int.from_bytes(piece.encode("utf-16-le"), "little") for _, piece in longer], dtype=np.uint64)
    table, ids = hashed(keys, np.array([i for i, _ in longer], dtype=np.int32))
    return Pieces(tokenizer, ones, table, ids, np.array([*(score for _, score in vocabulary), -np.inf]))
