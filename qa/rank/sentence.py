"""What the ranker of sentences sees of one: pure functions of question and text, for all sentences of a question's passages at once.

Each name in `SENTENCE` says in its comment why it is there; the values are 0 to 1 where nothing else is said. `weights.json`
holds one weight for each, and the trees that correct their sum.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.question import NAMED, Asked, Question
from qa.rank.match import Match
from qa.rank.shape import counted, longest_run, nearness, overlap

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SENTENCE = (
    "passage",  # its passage's score less the best passage's (0 and below)
    "place",  # 1 over its passage's place: the first is right far more often than its score alone says
    "held",  # weighted share of the terms that stand in the sentence
    "held_margin",  # the same less the best sentence's of all passages (0 and below)
    "held_pairs",  # as `held`, of bigrams: half a word is half a match
    "run",  # longest run of the question's characters that stands there as it is, over the question's length
    "before",  # what the sentence before adds to `held`: its subject often stands there
    "rest",  # what the rest of the paragraph adds
    "context",  # what title, headings and document add to all of that
    "astray",  # share of the names, quoted terms and years that stand nowhere around
    "local",  # as `held`, a term weighed besides by how few of its paragraph's sentences hold it: their topic tells none apart
    "local_margin",  # the same less the paragraph's best (0 and below)
    "characters",  # weighted share of the characters of what is asked of the names: 出生 and 生于 share no word
    "asked_before",  # what the sentence before adds of the terms but names and years
    "left", "right",  # how much of what stands right before and behind the question word stands there as it is: 由谁执导, 由…执导
    "left_term", "right_term",  # whether the terms nearest to the question word do; 0.5 where there is none
    "new",  # characters that are not the question's, 1 at forty: a sentence that only repeats it says nothing
    "shape",  # something of the expected shape stands in it
    "near",  # how near to the question's terms
    "near_number", "near_date",  # the same by kind: a number needs nearness more than a place does
    "counted",  # a number stands right beside the noun that is counted: 32万名学生 for 多少名学生
    "cosine",  # of the encoder, on its scale
    "cosine_lead",  # the same less the best sentence's of all passages (0 and below)
    "cosine_margin",  # and less the best sentence's of its paragraph (0 and below)
    "aligned",  # share of the question's words that it holds or comes near to (`qa.rank.align`): synonyms, and other languages
    "aligned_lead", "aligned_margin",  # the same less the best sentence's of all passages, and of its paragraph (0 and below)
    "asked_cosine",  # of the question without its names: these make all sentences of their article alike
    "asked_margin",
    "position",  # 0 for the first of its paragraph, 1 for the last: the first says what it is about
    "brief",  # 1 for a fragment, 0 from 20 characters
    "long",  # 0 up to 60 characters, 1 at 240: a long sentence holds more by chance
    "lists",  # holds enumeration marks, for a question that asks for several things
    "fresh",  # as `held`, of the terms that the document's opening does not say: what it is about, its later sentences seldom name again
    "fresh_margin",  # the same less the best sentence's of its document (0 and below)
    "aligned_fresh",  # as `aligned`, each word weighed besides by how far the opening is from it
    "aligned_before",  # what the sentence before adds to `aligned`
)  # fmt: skip
_EACH = ("run", "left", "right", "new", "shape", "near", "counted", "characters", "brief", "long", "lists")  # read from one sentence
_NEXT = 8  # characters on either side of the question word that are looked for
_SEVERAL = (Asked.LIST, Asked.WHAT, Asked.HOW, Asked.COMPARE)


@dataclass(frozen=True, slots=True)
class Seen:
    """A passage whose sentences are weighed: the question laid on it, its score, and of each of its sentences the cosine with the
    question and with what is asked of the names (n,), both on their scale, the share of its words that it holds (n,), and, in English, how
    near what a number stands beside comes to what is counted (n,). `given` (t,) is 1 for a term that the opening of its document says;
    `fresh` (n,) is the share of what the opening does not say of the words, and `before` (n,) what the sentence before adds to them."""

    found: Match
    score: float
    cosines: NDArray[np.float64]
    asked: NDArray[np.float64]
    aligned: NDArray[np.float64]
    counted: NDArray[np.float64]
    given: NDArray[np.float64]
    fresh: NDArray[np.float64]
    before: NDArray[np.float64]


def sentence_table(question: Question, weights: Sequence[float], passages: Sequence[Seen]) -> NDArray[np.float64]:
    """The values of `SENTENCE` (n, f), n the sentences of all passages in their order, best passage first; one of them at least
    has a sentence."""
    import numpy as np

    counts = np.array([len(passage.found.prepared.normal) for passage in passages])
    home = np.repeat(np.arange(len(passages)), counts)
    columns = _each(question, weights, passages)
    columns |= _held(question, np.array(weights, dtype=np.float64), passages, home)
    columns |= _fresh(np.array(weights, dtype=np.float64), passages)
    scores = np.array([passage.score for passage in passages])
    cosine, asked, aligned, near = (
        np.concatenate([getattr(each, name) for each in passages]) for name in ("cosines", "asked", "aligned", "counted")
    )
    columns |= {
        "passage": (scores - scores.max())[home], "place": (1 / (1 + np.arange(len(passages))))[home],
        "counted": np.maximum(columns["counted"], near),
        "cosine": cosine, "cosine_lead": cosine - cosine.max(), "cosine_margin": cosine - _best(cosine, home)[home],
        "aligned": aligned, "aligned_lead": aligned - aligned.max(), "aligned_margin": aligned - _best(aligned, home)[home],
        "asked_cosine": asked, "asked_margin": asked - _best(asked, home)[home],
        "near_number": columns["near"] * (question.kind is Asked.NUMBER), "near_date": columns["near"] * (question.kind is Asked.DATE),
        "aligned_fresh": np.concatenate([each.fresh for each in passages]),
        "aligned_before": np.concatenate([each.before for each in passages]),
        "position": np.concatenate([np.arange(n) / max(1, n - 1) for n in counts.tolist()]),
    }  # fmt: skip
    return np.stack([columns[name] for name in SENTENCE], axis=1)


def _best(values: NDArray[np.float64], home: NDArray[np.int64]) -> NDArray[np.float64]:
    """The greatest value (s,) of each passage; 0 for one without any."""
    import numpy as np

    best = np.full(int(home[-1]) + 1, -np.inf)
    np.maximum.at(best, home, values)
    return np.where(np.isinf(best), 0.0, best)


def _each(question: Question, weights: Sequence[float], passages: Sequence[Seen]) -> dict[str, NDArray[np.float64]]:
    """What is read from one sentence after the other."""
    import numpy as np

    known = frozenset(question.bare)
    left, right = question.gap
    total = sum(weight for _, weight in question.characters) or 1.0
    length = max(1, len(question.bare.replace(" ", "")))
    several = question.kind in _SEVERAL and not question.english
    rows = []
    for passage in passages:
        for s, sentence in enumerate(passage.found.prepared.normal):
            shape, near = nearness(question, passage.found, weights, s) if question.expected.form else (0.0, 0.0)
            size = len(sentence)
            rows.append((
                longest_run(question.bare, sentence) / length, overlap(left[::-1], sentence[::-1], _NEXT) / _NEXT,
                overlap(right, sentence, _NEXT) / _NEXT, min(1.0, sum(c not in known for c in sentence if c.isalnum()) / 40),
                shape, near, counted(question, sentence), sum(weight for c, weight in question.characters if c in sentence) / total,
                max(0.0, 1.0 - size / 20), 0.0 if question.english else min(1.0, max(0.0, (size - 60) / 180)),
                min(1.0, sentence.count("、") / 4) if several else 0.0,
            ))  # fmt: skip
    return dict(zip(_EACH, np.array(rows, dtype=np.float64).reshape(-1, len(_EACH)).T, strict=True))


def _held(
    question: Question, weights: NDArray[np.float64], passages: Sequence[Seen], home: NDArray[np.int64]
) -> dict[str, NDArray[np.float64]]:
    """Shares of the question's weight in each sentence and around it."""
    import numpy as np

    terms = np.concatenate([_matrix(passage.found) for passage in passages], axis=1)
    around = np.array([passage.found.around for passage in passages], dtype=np.float64).reshape(len(passages), -1).T[:, home]
    best = np.zeros((len(weights), len(passages)))
    np.maximum.at(best.T, home, terms.T)
    last = np.zeros_like(terms)
    last[:, 1:] = terms[:, :-1] * (home[1:] == home[:-1])
    before = np.maximum(last, terms)
    rest = np.maximum(best[:, home], before)
    whole = np.maximum(around, rest)
    here, with_before, with_rest, with_all = (_share(weights, rows) for rows in (terms, before, rest, whole))
    roles = [term.role for term in question.terms]
    asked = np.where([role in ("name", "year") for role in roles], 0.0, weights)
    named = np.where([role in NAMED for role in roles], weights, 0.0)
    local = _local(weights, terms, home, len(passages))
    columns = {
        "held": here, "held_margin": here - here.max(), "before": with_before - here, "rest": with_rest - with_before,
        "context": with_all - with_rest, "astray": _share(named, 1.0 - whole) if named.any() else np.zeros(len(home)),
        "local": local, "local_margin": local - _best(local, home)[home], "asked_before": _share(asked, before) - _share(asked, terms),
        "held_pairs": _pairs(question, passages),
    }  # fmt: skip
    for name, term in zip(("left_term", "right_term"), _nearest(question), strict=True):
        columns[name] = np.full(len(home), 0.5) if term is None else terms[term]
    return columns


def _fresh(weights: NDArray[np.float64], passages: Sequence[Seen]) -> dict[str, NDArray[np.float64]]:
    """Shares of the weight that the opening of a passage's document leaves, in each sentence, and less the best of the document."""
    import numpy as np

    held = [_share(weights * (1 - passage.given), _matrix(passage.found)) for passage in passages]
    best: dict[str, float] = {}
    keys = [passage.found.prepared.paragraph.document_id for passage in passages]
    for key, each in zip(keys, held, strict=True):
        best[key] = max(best.get(key, 0.0), float(each.max(initial=0.0)))
    margins = [each - best[key] for key, each in zip(keys, held, strict=True)]
    return {"fresh": np.concatenate(held), "fresh_margin": np.concatenate(margins)}


def _matrix(found: Match) -> NDArray[np.float64]:
    """How far each sentence holds each term (t, s)."""
    import numpy as np

    return np.array(found.terms, dtype=np.float64).reshape(len(found.terms), len(found.prepared.normal))


def _share(weights: NDArray[np.float64], held: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much of the weights (t,) is held (t, s): (s,)."""
    whole: NDArray[np.float64] = weights @ held / (float(weights.sum()) or 1.0)
    return whole


def _local(weights: NDArray[np.float64], terms: NDArray[np.float64], home: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """`held` with each weight times ln((n + 1) / (df + 0.5)) over ln(n + 1.5), n the sentences of the paragraph and df those of them
    that hold the term: 1 for a term that stands nowhere, near 0 for one that stands in all (Sparck Jones 1972, a paragraph deep)."""
    import numpy as np

    sizes = np.bincount(home, minlength=count)
    held = np.zeros((len(weights), count))
    np.add.at(held.T, home, (terms >= 0.5).T.astype(np.float64))
    rare = np.where(sizes > 1, np.log((sizes + 1) / (held + 0.5)) / np.log(sizes + 1.5), 1.0)
    scaled = weights[:, None] * rare
    whole = np.maximum(scaled.sum(axis=0), 1e-9)
    share: NDArray[np.float64] = (scaled[:, home] * terms).sum(axis=0) / whole[home]
    return share


def _pairs(question: Question, passages: Sequence[Seen]) -> NDArray[np.float64]:
    import numpy as np

    gains = [weight for _, weight in question.pairs]
    total = math.fsum(gains) or 1.0
    return np.array([math.fsum(gains[i] for i in sorted(held)) / total for passage in passages for held in passage.found.pairs])


def _nearest(question: Question) -> tuple[int | None, int | None]:
    """The terms that stand nearest to the question word, left and right of it."""
    left, right = question.gap
    before = [(len(left) - at - len(term.text), i) for i, term in enumerate(question.terms) if (at := left.rfind(term.text)) >= 0]
    behind = [(at, i) for i, term in enumerate(question.terms) if (at := right.find(term.text)) >= 0]
    return min(before, default=(0, None))[1], min(behind, default=(0, None))[1]
