"""What is found of a file before it is added."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qa.errors import YoujuError

UNSURE = 0.3
"""How sure an encoding must be: the refused ones lie below 0.15, real passages of 40 characters above (docs/log.md)."""
FURNISHED = 0.4
"""Part of a file's characters that is left out, from which it is more page than article."""


class Flag(StrEnum):
    """What a person should look at before the file is added."""

    REFUSED = "refused"
    UNSURE = "unsure"
    MOJIBAKE = "mojibake"
    OCR = "ocr"
    FURNITURE = "furniture"
    UNDATED = "undated"
    DUPLICATE = "duplicate"
    NEAR = "near"
    PICTURES = "pictures"


@dataclass(frozen=True, slots=True)
class Examined:
    """One file. `sure` is 0 to 1; `width` in characters, 0 where lines are not wrapped; `left_out` the part of the characters
    that reconstruction drops, 0 to 1; `near` names files nearly the same with their resemblance, 0 to 1; `pictures` are the pages,
    from 1, of which nothing would be read.
    """

    name: str
    refused: YoujuError | None = None
    encoding: str = ""
    sure: float = 0.0
    mojibake: tuple[str, ...] = ()
    debris: tuple[str, ...] = ()
    width: float = 0.0
    left_out: float = 0.0
    paragraphs: int = 0
    date: str | None = None
    date_inferred: bool = False
    same_as: str | None = None
    near: tuple[tuple[str, float], ...] = ()
    pictures: tuple[int, ...] = ()

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What is off, the gravest first; a file that is refused is not looked into."""
        if self.refused is not None:
            return (Flag.REFUSED,)
        raised = {
            Flag.UNSURE: self.sure < UNSURE,
            Flag.MOJIBAKE: bool(self.mojibake),
            Flag.OCR: bool(self.debris),
            Flag.FURNITURE: self.left_out > FURNISHED,
            Flag.UNDATED: self.date is None,
            Flag.DUPLICATE: self.same_as is not None,
            Flag.NEAR: bool(self.near),
            Flag.PICTURES: bool(self.pictures),
        }
        return tuple(flag for flag, up in raised.items() if up)
