"""The library folder. SQLite is the truth: documents with their original bytes, paragraphs, vectors, settings, generation."""

from qa.store.rows import Entry, Original, Prepared, Settings
from qa.store.store import WAIT_S, Draft, Store, View

__all__ = ["WAIT_S", "Draft", "Entry", "Original", "Prepared", "Settings", "Store", "View"]
