"""The candidates' texts in one array of code points, so that a question is laid on all of them at once.

A term, a bigram or a run is looked for as characters (what the index's cutter makes of a text does not matter), by numpy over
some 40,000 characters: a hundred paragraphs take a few milliseconds where one `str.find` after the other takes seventy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_ENDS = np.array(sorted(map(ord, "。!?;\n")), dtype=np.uint32)  # where a normalised text's sentences end
_GAP = "\n"


@dataclass(frozen=True, slots=True)
class Grid:
    """n normalised texts with a line break before each and after the last. `codes` (p,) are the code points; `owner` (p,) and
    `sentence` (p,) say to which text and to which sentence, counted through all texts, each belongs; `home` (s,) is the text of
    each sentence; `starts` and `lengths` (n,) say where each text begins and how many characters it has."""

    text: str
    codes: NDArray[np.uint32]
    owner: NDArray[np.int64]
    sentence: NDArray[np.int64]
    home: NDArray[np.int64]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]


def code_points(text: str) -> NDArray[np.uint32]:
    """The code points of a text, uint32 (characters,)."""
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


def lay(texts: Sequence[str]) -> Grid:
    """The grid of one or more normalised texts (`qa.rank.evidence.plain`)."""
    whole = _GAP + "".join(text.replace(_GAP, " ") + _GAP for text in texts)
    codes = code_points(whole)
    gaps = np.flatnonzero(codes == ord(_GAP))
    lengths = np.diff(gaps) - 1
    owner = np.concatenate([[0], np.repeat(np.arange(len(texts)), lengths + 1)])
    ends = np.isin(codes, _ENDS)
    sentence: NDArray[np.int64] = np.cumsum(ends) - ends  # the mark belongs to the sentence that it ends
    home = np.zeros(int(sentence[-1]) + 1, dtype=np.int64)
    home[sentence] = owner
    return Grid(whole, codes, owner, sentence, home, gaps[:-1] + 1, lengths)


def places(grid: Grid, form: str) -> NDArray[np.int64]:
    """Where a form starts, ascending (k,); one of Latin letters or digits only as a whole word (`qa.rank.match.positions`)."""
    wanted = code_points(form)
    found = np.flatnonzero(grid.codes == wanted[0])
    for i, code in enumerate(wanted[1:].tolist(), start=1):
        found = found[found + i < len(grid.codes)]
        found = found[grid.codes[found + i] == code]
    if form[0].isascii() or form[-1].isascii():
        before, after = grid.codes[found - 1], grid.codes[found + len(wanted)]
        found = found[~(_word(before) | (before == ord("."))) & ~_word(after)]
    return found


def _word(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which are ASCII digits or small letters."""
    return ((codes >= 48) & (codes <= 57)) | ((codes >= 97) & (codes <= 122))


def tokens(grid: Grid, forms: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(position, index of the form) of every occurrence of the forms, all at once for those of two characters."""
    short = {form: i for i, form in enumerate(forms) if len(form) == 2 and not form.isascii()}
    keys = np.array([(ord(form[0]) << 32) + ord(form[1]) for form in short], dtype=np.uint64)
    which = np.array(list(short.values()), dtype=np.int64)
    order = np.argsort(keys)
    at, index = [], []
    if len(keys):
        wide = grid.codes.astype(np.uint64)
        text = (wide[:-1] << np.uint64(32)) + wide[1:]
        slot = np.minimum(np.searchsorted(keys[order], text), len(keys) - 1)
        hit = np.flatnonzero(keys[order][slot] == text)
        at.append(hit)
        index.append(which[order][slot[hit]])
    for i, form in enumerate(forms):
        if form not in short:
            found = places(grid, form)
            at.append(found)
            index.append(np.full(len(found), i, dtype=np.int64))
    if not at:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate(at), np.concatenate(index)


def present(rows: NDArray[np.int64], columns: NDArray[np.int64], shape: tuple[int, int]) -> NDArray[np.float64]:
    """How often each (row, column) occurs, float64 of the shape."""
    return np.bincount(rows * shape[1] + columns, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)


def best_of(values: NDArray[np.float64], home: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """The greatest of the values (s,) of each of `count` texts; 0 for one without any (values are 0 and up)."""
    out = np.zeros(count)
    np.maximum.at(out, home, values)
    return out


def runs(grid: Grid, question: str) -> NDArray[np.int64]:
    """int64 (n, characters of the question): the longest run of it, ending at each of its characters, that stands in each text.

    The dynamic programme of the longest common substring (Gusfield 1997), one row of the question at a time over all texts.
    """
    longest = np.zeros((len(grid.lengths), len(question)), dtype=np.int64)
    before = np.zeros(len(grid.codes), dtype=np.int32)
    for i, code in enumerate(code_points(question).tolist()):
        now = np.zeros_like(before)
        here = np.flatnonzero(grid.codes == code)
        here = here[here > 0]
        now[here] = before[here - 1] + 1
        np.maximum.at(longest[:, i], grid.owner[here], now[here])
        before = now
    return longest
