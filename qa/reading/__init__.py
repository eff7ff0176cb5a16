"""Files in: which files, their bytes, the characters of the bytes with their decode map, and what a librarian noted of them."""

from qa.reading.decode import decode
from qa.reading.offsets import char_offsets

__all__ = ["char_offsets", "decode"]
