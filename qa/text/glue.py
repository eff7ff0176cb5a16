"""Whether a word runs across a break: what the segmenter says."""

from __future__ import annotations

AROUND = 8
"""Characters on either side of a break that the segmenter is shown."""


def glued(before: str, after: str) -> bool:
    """Whether the segmenter makes one word of characters on both sides of the break."""
    import rjieba

    head = before[-AROUND:]
    at = 0
    for word in rjieba.cut(head + after[:AROUND]):
        if at < len(head) < at + len(word):
            return True
        at += len(word)
        if at >= len(head):
            return False
    return False
