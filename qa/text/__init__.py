"""Characters -> clean text: unwrapped, joined, headings, captions and furniture told apart. Pure.

Each character but white space comes out in exactly one block or one `Left`; nothing is changed, added or moved.
"""

from __future__ import annotations

from qa.clean import CleanText
from qa.text.sentences import clauses, is_complete, sentences

__all__ = ["clauses", "is_complete", "reconstruct", "sentences"]


def reconstruct(text: str) -> CleanText:
    """Clean text out of a file's characters, with the text map; raises nothing."""
    from qa.text.steps import take  # late: who asks a question reads no file

    return take(text)
