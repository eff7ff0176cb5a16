"""What is worked out of a paragraph and of a document once, for every question after: normalised sentences, front matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.text import is_complete, sentences
from qa.tokens import normalise
from qa.types import Document, Paragraph, Span

_QUOTES = '“”"‘’「」『』'


def plain(text: str) -> str:
    """Normalised, without quotation marks: “四步”工作法 and “四步工作法” are the same to a reader."""
    text = normalise(text)
    for mark in _QUOTES:
        text = text.replace(mark, "")
    return text


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paragraph cut into sentences. `sentences[i]` is a slice of the paragraph's text, `normal[i]` the same normalised;
    `text` is all of `normal` in one string, in which sentence i starts at `starts[i]` (one entry more: the end)."""

    paragraph: Paragraph
    sentences: tuple[Span, ...]
    normal: tuple[str, ...]
    text: str
    starts: tuple[int, ...]
    whole: tuple[bool, ...]  # whether sentence i ends where it should: one that is cut off is never quoted
    section: str  # the headings above it, normalised


@dataclass(frozen=True, slots=True)
class Around:
    """What a document says of itself: its title, places and publisher in one normalised string; its year; all its text."""

    front: str
    year: int | None
    text: str


def prepare(paragraph: Paragraph) -> Prepared:
    """Cut and normalise a paragraph."""
    slices = tuple(sentences(paragraph.text))
    normal = tuple(plain(paragraph.text[start:end]) for start, end in slices)
    starts = [0]
    for sentence in normal:
        starts.append(starts[-1] + len(sentence))
    whole = tuple(is_complete(paragraph.text[start:end]) for start, end in slices)
    section = plain(" ".join(paragraph.section))
    return Prepared(paragraph, slices, normal, "".join(normal), tuple(starts), whole, section)


def surround(document: Document, texts: Sequence[str]) -> Around:
    """A document's context; `texts` are its paragraphs', normalised (`plain`)."""
    front = document.front
    said = " ".join(part for part in (front.title, front.publisher, front.author, *front.places) if part)
    year = re.match(r"\d{4}", front.date or "")
    return Around(plain(said), int(year.group(0)) if year else None, "\n".join(texts))
