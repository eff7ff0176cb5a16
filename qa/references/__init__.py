"""References to documents in the styles that readers hand in: GB/T 7714 of 2025 and 2015, BibTeX, RIS, CSL-JSON. Pure."""

from __future__ import annotations

from qa.references.source import Source, SourceKind, authors_in, source_of
from qa.references.styles import READ_BY_PEOPLE, Style, reference, reference_of, references

__all__ = [
    "READ_BY_PEOPLE",
    "Source",
    "SourceKind",
    "Style",
    "authors_in",
    "reference",
    "reference_of",
    "references",
    "source_of",
]
