"""A document's places, times and figures, from its paragraphs and its front matter; pure."""

from __future__ import annotations

from collections.abc import Sequence

from qa import figures, places, times
from qa.annotations import Annotation, Annotations
from qa.types import FrontMatter, Paragraph


def annotate(paragraphs: Sequence[Paragraph], front: FrontMatter) -> Annotations:
    """What each paragraph says, in the document's order; `front` tells what the document is about and when it was published."""
    published = times.published(front)
    about, located = places.locate(paragraphs, front)
    dated = times.locate([paragraph.text for paragraph in paragraphs], published)
    named = [each.places for each in located]
    counted = figures.locate(paragraphs, named, [each.about for each in located], dated, published)
    rows = zip(paragraphs, located, dated, counted, strict=True)
    return Annotations(
        about,
        published,
        tuple(Annotation(paragraph.ordinal, where.about, where.places, when, much) for paragraph, where, when, much in rows),
    )
