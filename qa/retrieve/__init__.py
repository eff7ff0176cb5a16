"""From a question to ranked passages: candidates of both lexical legs and of the vectors, then the learned ranker."""

from __future__ import annotations

from qa.retrieve.look import Candidate, Found, look, passages, relaid, retrieve, unmarked
from qa.retrieve.parts import Encoder, Lexical, Vectors
from qa.retrieve.shelf import Shelf, annotated, annotation, cohort, paragraphs_of, prepared, sentence_vectors, told
from qa.retrieve.within import Within, narrowed

__all__ = [
    "Candidate", "Encoder", "Found", "Lexical", "Shelf", "Vectors", "Within", "annotated", "annotation", "cohort", "look", "narrowed",
    "paragraphs_of", "passages", "prepared", "relaid", "retrieve", "sentence_vectors", "told", "unmarked",
]  # fmt: skip
