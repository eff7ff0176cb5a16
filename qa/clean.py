"""The nouns of reconstruction: what lies between the bytes of a file and its paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.types import Format, FrontMatter, Kind, Reason


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file with their decode map.

    `offsets[i]` is the byte at which `text[i]` starts; it has `len(text) + 1` entries, the last being the file's length.
    `encoding` is the codec that decodes any slice at those offsets (`utf-16-le`, never `utf-16`).
    """

    text: str
    encoding: str
    offsets: Sequence[int]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of clean text that belongs together: one body paragraph as printed, one heading or one caption.

    `chars[i]` is the index in the decoded text of `text[i]`; strictly increasing, same length as `text`.
    """

    kind: Kind
    section: tuple[str, ...]
    text: str
    chars: Sequence[int]


@dataclass(frozen=True, slots=True)
class Left:
    """Characters of the decoded text that reconstruction left out; `chars` as in `Block`."""

    reason: Reason
    text: str
    chars: Sequence[int]


@dataclass(frozen=True, slots=True)
class CleanText:
    """The outcome of reconstruction: blocks in the file's order, what was left out, and the front matter found on the way."""

    blocks: tuple[Block, ...]
    left: tuple[Left, ...]
    front: FrontMatter


@dataclass(frozen=True, slots=True)
class Extract:
    """The text taken out of a file whose bytes are not its text. Spans are into its UTF-8 bytes; the library keeps both.

    `front` is what the file says of itself beside its text (origin `FILE`). `pictures` are the pages, from 1, that are pictures
    without a word; they are told when the file is read and are not kept.
    """

    format: Format
    text: str
    front: FrontMatter
    pictures: tuple[int, ...] = field(default=(), compare=False)
