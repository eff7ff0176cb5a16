"""The same words in another newspaper: a reprint is cited once, and its other carriers are named beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from qa.answer.draft import Pick
from qa.patterns import regex
from qa.resemblance import ALIKE, resemblance, signature
from qa.retrieve import Shelf, paragraphs_of
from qa.types import Paragraph

if TYPE_CHECKING:
    from qa.resemblance import Signature

_RUN = regex(r"[^\W_]+")
LEAST = 8
"""Characters from which words that stand in two texts are the same report, and not the same phrase."""


def with_carriers(picks: Sequence[Pick], found: Iterable[Paragraph], shelf: Shelf) -> tuple[tuple[Pick, ...], ...]:
    """Each pick with the places in reprints of its document that hold the same words, one a document, the earliest first.

    Of several carriers the one that is cited already is cited again, so that an answer does not go from one print to the other.
    `found` are the paragraphs among which carriers are sought: those that the question found.
    """
    paragraphs = list(dict.fromkeys(found))
    out: list[tuple[Pick, ...]] = []
    cited: set[str] = set()
    for pick in picks:
        others = _carriers(pick, paragraphs, shelf)
        group = (pick, *others)
        first = next((each for each in group if each.paragraph.document_id in cited and each.text == pick.text), pick)
        cited.add(first.paragraph.document_id)
        out.append((first, *(each for each in group if each is not first)))
    return tuple(out)


def _carriers(pick: Pick, paragraphs: Sequence[Paragraph], shelf: Shelf) -> list[Pick]:
    words = "".join(character for character in pick.text if character.isalnum())
    if len(words) < LEAST:
        return []
    run = max(_RUN.findall(pick.text), key=len)  # stands in a reprint too, be its punctuation another: seen before letters are counted
    held: dict[str, Pick] = {}
    for paragraph in paragraphs:
        key = paragraph.document_id
        if key == pick.paragraph.document_id or key in held or run not in paragraph.text:
            continue
        place = _stands(pick.text, words, paragraph.text)
        if place is not None and _alike(key, pick.paragraph.document_id, shelf):
            held[key] = Pick(paragraph, *place)
    documents = shelf.documents
    return [held[key] for key in sorted(held, key=lambda key: (documents[key].front.date or "9999", documents[key].name, key))]


def _stands(quote: str, words: str, text: str) -> tuple[int, int] | None:
    """Where the quote stands in a text, be its punctuation another."""
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    places = [i for i, character in enumerate(text) if character.isalnum()]
    at = "".join(text[i] for i in places).find(words)
    return None if at < 0 else (places[at], places[at + len(words) - 1] + 1)


def _alike(one: str, other: str, shelf: Shelf) -> bool:
    """Whether two documents are nearly the same text."""
    a, b = _signature(one, shelf), _signature(other, shelf)
    return a is not None and b is not None and resemblance(a, b) >= ALIKE


def _signature(document_id: str, shelf: Shelf) -> Signature | None:
    key = ("signature", document_id)
    if key not in shelf.cache:
        shelf.cache[key] = signature("".join(paragraph.text for paragraph in paragraphs_of(document_id, shelf)))
    return cast("Signature | None", shelf.cache[key])
