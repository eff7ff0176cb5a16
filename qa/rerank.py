"""The best candidates in the order of a cross-encoder, for those who have one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import Field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from qa.types import Document, Kind, Paragraph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Candidates that are read: a cross-encoder costs a forward pass each. Every leg hands on its 50 best (qa.retrieve.LEG), among
# which the right passage stands for 99 % of the questions of train/.
TOP = 50


class Reranker(Protocol):
    """A model that reads question and passage together."""

    @property
    def name(self) -> str:
        """What the user called it."""

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """float32 (n,), finite, higher is better; comparable among the passages of one question only."""


class Scored(Protocol):
    """A candidate, which is a frozen dataclass: its paragraph, and the ranker's score, higher is better."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def paragraph(self) -> Paragraph:
        """What was found."""

    @property
    def score(self) -> float:
        """By which the candidates stand, best first."""


Candidate = TypeVar("Candidate", bound=Scored)


def rerank(
    question: str, candidates: Sequence[Candidate], documents: Mapping[str, Document], reranker: Reranker | None
) -> tuple[Candidate, ...]:
    """The candidates (best first), the best `TOP` of them in the reranker's order; all as they were where there is none.

    The reranker's order replaces the ranker's: it has read both texts, and what a mixture would gain depends on the model.
    Ties stand as before. A place keeps its score, whoever stands there now: so scores still fall, and the step from the best
    passage to another, which the ranker of sentences was trained on, keeps its unit. A heading keeps its place as well: it is
    never quoted, it goes with the passages below it, and one that repeats the question would be taken for an answer.
    """
    places = [place for place, each in enumerate(candidates) if each.paragraph.kind is not Kind.HEADING][:TOP]
    if reranker is None or not places:
        return tuple(candidates)
    scores = reranker.score(question, [passage_text(candidates[place].paragraph, documents) for place in places]).tolist()
    order = sorted(range(len(places)), key=lambda i: (-scores[i], i))
    out = list(candidates)
    for place, i in zip(places, order, strict=True):
        out[place] = replace(candidates[places[i]], score=candidates[place].score)
    return tuple(out)


def passage_text(paragraph: Paragraph, documents: Mapping[str, Document]) -> str:
    """What the reranker reads of a paragraph: title and headings on lines of their own, since they often name what the text only
    points back to, then the text."""
    title = documents[paragraph.document_id].front.title
    return "\n".join([*([title] if title else []), *paragraph.section, paragraph.text])
