"""A library opened for asking, and what is worked out of its paragraphs once."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from qa.annotate import annotate
from qa.annotations import Annotation, Annotations, Period
from qa.question import Question
from qa.rank import COHORT, Around, Prepared, plain, prepare, surround
from qa.rerank import Reranker
from qa.retrieve.parts import Encoder, Lexical, Pieces, Vectors
from qa.types import Document, Kind, Paragraph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AMPLE = 400  # characters of a paragraph that is long enough by itself (docs/log.md)
SAMPLE = 300  # paragraphs of which a term's rarity in the library is counted


@dataclass(frozen=True)
class Shelf:
    """A library opened for asking: what retrieval and answering see of it. Nothing here changes but `cache`.

    `pieces` are the shipped table's, whatever the encoder: the weights were fitted on its nearness of words. `paragraphs` are in the
    order of their documents and ordinals; `rows[paragraph.id]` is the index of a paragraph both in
    `paragraphs` and in `vectors`. `cache` keeps what is worked out of a paragraph once (its sentences, its normalised text,
    its sentences' vectors); it never changes an answer, only its speed. Make a new Shelf where the library has changed.
    """

    documents: Mapping[str, Document]
    paragraphs: Sequence[Paragraph]
    rows: Mapping[str, int]
    lexical: Lexical
    vectors: Vectors
    encoder: Encoder
    pieces: Pieces
    reranker: Reranker | None = None
    kept: Callable[[str], Annotations] | None = None  # where the annotations of a document are kept; None: worked out when asked for
    allowed: Callable[[Paragraph], bool] | None = None  # which paragraphs may be found; None: all
    cache: dict[tuple[str, str], object] = field(default_factory=dict, repr=False, compare=False)


def prepared(paragraph: Paragraph, shelf: Shelf) -> Prepared:
    """A paragraph's sentences, worked out once a shelf."""
    key = ("prepared", paragraph.id)
    if key not in shelf.cache:
        shelf.cache[key] = prepare(paragraph)
    return cast(Prepared, shelf.cache[key])


def sentence_pieces(paragraphs: Sequence[Paragraph], shelf: Shelf) -> list[list[NDArray[np.int64]]]:
    """The pieces of each paragraph's sentences, worked out once a shelf, all that are new in one call."""
    new = [paragraph for paragraph in paragraphs if ("pieces", paragraph.id) not in shelf.cache]
    _keep("pieces", new, shelf.pieces.cut(_sentences(new, shelf)), shelf)
    return [cast("list[NDArray[np.int64]]", shelf.cache["pieces", paragraph.id]) for paragraph in paragraphs]


def sentence_vectors(paragraphs: Sequence[Paragraph], shelf: Shelf) -> list[NDArray[np.float32]]:
    """Unit rows (sentences, d) of each paragraph's sentences by the shelf's encoder, worked out once a shelf, all that are new in one
    call."""
    new = [paragraph for paragraph in paragraphs if ("vectors", paragraph.id) not in shelf.cache]
    if shelf.encoder is shelf.pieces:  # they are cut already
        rows = shelf.pieces.pool([each for sentences in sentence_pieces(new, shelf) for each in sentences])
    else:
        rows = shelf.encoder.encode_passages(_sentences(new, shelf))
    _keep("vectors", new, rows, shelf)
    return [cast("NDArray[np.float32]", shelf.cache["vectors", paragraph.id]) for paragraph in paragraphs]


def _sentences(paragraphs: Sequence[Paragraph], shelf: Shelf) -> list[str]:
    return [each.text[start:end] for each in paragraphs for start, end in prepared(each, shelf).sentences]


def _keep(kind: str, paragraphs: Sequence[Paragraph], of_sentences: Sequence[object] | NDArray[np.float32], shelf: Shelf) -> None:
    begin = 0
    for paragraph in paragraphs:
        end = begin + len(prepared(paragraph, shelf).sentences)
        shelf.cache[kind, paragraph.id] = of_sentences[begin:end]
        begin = end


def normal_texts(paragraphs: Sequence[Paragraph], shelf: Shelf) -> list[str]:
    """Each paragraph's text as `qa.rank.plain` has it, worked out once a shelf."""
    for paragraph in paragraphs:
        if ("plain", paragraph.id) not in shelf.cache:
            shelf.cache["plain", paragraph.id] = plain(paragraph.text)
    return [cast(str, shelf.cache["plain", paragraph.id]) for paragraph in paragraphs]


def beside(paragraph: Paragraph, shelf: Shelf) -> str:
    """What stands right before and behind a short paragraph in its document, normalised, worked out once a shelf; "" for a long one."""
    key = ("beside", paragraph.id)
    if key not in shelf.cache:
        near = neighbours(shelf.paragraphs, shelf.rows[paragraph.id], _slices(shelf)[paragraph.document_id])
        shelf.cache[key] = plain(" ".join(each.text for each in near))
    return cast(str, shelf.cache[key])


def neighbours(paragraphs: Sequence[Paragraph], at: int, within: tuple[int, int]) -> list[Paragraph]:
    """Of the paragraphs in a slice, in order, those of its body that stand nearest to one of them and with it have `AMPLE` characters."""
    before: list[Paragraph] = []
    behind: list[Paragraph] = []
    low, high, size = at - 1, at + 1, len(paragraphs[at].text) if paragraphs[at].kind is Kind.BODY else AMPLE
    while size < AMPLE and (low >= within[0] or high < within[1]):
        back = low >= within[0] and (high >= within[1] or at - low <= high - at)
        each = paragraphs[low if back else high]
        low, high = (low - 1, high) if back else (low, high + 1)
        if each.kind is Kind.BODY:
            (before if back else behind).append(each)
            size += len(each.text)
    return [*reversed(before), *behind]


def around(document_id: str, shelf: Shelf) -> Around:
    """What a document says of itself, worked out once a shelf."""
    key = ("around", document_id)
    if key not in shelf.cache:
        start, end = _slices(shelf)[document_id]
        shelf.cache[key] = surround(shelf.documents[document_id], normal_texts(shelf.paragraphs[start:end], shelf))
    return cast(Around, shelf.cache[key])


def annotation(paragraph: Paragraph, shelf: Shelf) -> Annotation:
    """What a paragraph says of places, times and figures, read or worked out once a shelf for its whole document."""
    key = ("annotations", paragraph.document_id)
    if key not in shelf.cache:
        shelf.cache[key] = {each.ordinal: each for each in annotated(paragraph.document_id, shelf).paragraphs}
    return cast(dict[int, Annotation], shelf.cache[key])[paragraph.ordinal]


def told(document_id: str, shelf: Shelf) -> tuple[Period, ...]:
    """Every time that a document names, worked out once a shelf."""
    key = ("told", document_id)
    if key not in shelf.cache:
        named = (mention.period for noted in annotated(document_id, shelf).paragraphs for mention in noted.times)
        shelf.cache[key] = tuple(dict.fromkeys(period for period in named if period is not None))
    return cast(tuple[Period, ...], shelf.cache[key])


def annotated(document_id: str, shelf: Shelf) -> Annotations:
    """What a document says of places, times and figures."""
    if shelf.kept is not None:
        return shelf.kept(document_id)
    start, end = _slices(shelf)[document_id]
    return annotate(shelf.paragraphs[start:end], shelf.documents[document_id].front)


def cohort(shelf: Shelf) -> NDArray[np.float32]:
    """Unit rows of the cohort by the shelf's encoder."""
    key = ("cohort", "")
    if key not in shelf.cache:
        shelf.cache[key] = shelf.encoder.encode_passages(COHORT)
    return cast("NDArray[np.float32]", shelf.cache[key])


def rarity(question: Question, shelf: Shelf) -> dict[str, float]:
    """0 for a term that stands in every paragraph of the library's sample, 1 for one that stands in none."""
    sample = _sample(shelf)
    whole = math.log(len(sample) + 1)
    shares: dict[str, float] = {}
    for term in question.terms:
        shortest = min(term.forms, key=len)
        count = sum(shortest in text for text in sample)
        shares[term.text] = min(1.0, math.log((len(sample) + 1) / (count + 1)) / whole) if whole else 1.0
    return shares


def _sample(shelf: Shelf) -> list[str]:
    key = ("sample", "")
    if key not in shelf.cache:
        step = max(1, math.ceil(len(shelf.paragraphs) / SAMPLE))
        shelf.cache[key] = [plain(paragraph.text) for paragraph in shelf.paragraphs[::step]]
    return cast(list[str], shelf.cache[key])


def paragraphs_of(document_id: str, shelf: Shelf) -> Sequence[Paragraph]:
    """A document's, in its order."""
    start, end = _slices(shelf)[document_id]
    return shelf.paragraphs[start:end]


def _slices(shelf: Shelf) -> dict[str, tuple[int, int]]:
    """Where each document's paragraphs stand."""
    key = ("slices", "")
    if key not in shelf.cache:
        slices: dict[str, tuple[int, int]] = {}
        for row, paragraph in enumerate(shelf.paragraphs):
            start, _ = slices.get(paragraph.document_id, (row, row))
            slices[paragraph.document_id] = (start, row + 1)
        shelf.cache[key] = slices
    return cast(dict[str, tuple[int, int]], shelf.cache[key])
