"""The library folder. SQLite is the truth: documents with their original bytes, paragraphs, vectors, settings, generation."""

from qa.store.draft import Draft
from qa.store.history import Fate, Version
from qa.store.rows import Entry, Original, Prepared, Settings
from qa.store.store import WAIT_S, Store
from qa.store.view import View

__all__ = ["WAIT_S", "Draft", "Entry", "Fate", "Original", "Prepared", "Settings", "Store", "Version", "View"]
