"""The styles, and the references of documents in one of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from qa.references.bibtex import bibtex
from qa.references.csl import csl
from qa.references.ris import ris
from qa.references.source import Source, source_of
from qa.references.standard import OF_2015, OF_2025, by_standard
from qa.types import Document


class Style(StrEnum):
    """How a reference is written; the default stands first."""

    GBT7714_2025 = "gbt7714-2025"
    GBT7714_2015 = "gbt7714-2015"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"


READ_BY_PEOPLE = (Style.GBT7714_2025, Style.GBT7714_2015)
"""The styles that stand in a text; the others are for programs."""


def references(documents: Sequence[Document], style: Style = Style.GBT7714_2025, *, inferred_dates: bool = False) -> str:
    """The documents' references in their order, each document once: for GB/T 7714 one a line and without numbers (who cites
    numbers them), for BibTeX entries, for RIS records (CR LF), for CSL-JSON one array.

    A date that the file does not print is left out, unless `inferred_dates`: then its year stands as the style marks an estimate.
    """
    once = {document.id: source_of(document) for document in reversed(documents)}
    sources = [once[key] for key in dict.fromkeys(document.id for document in documents)]
    return _written(sources, style, inferred_dates)


def reference(document: Document, style: Style = Style.GBT7714_2025, *, inferred_dates: bool = False) -> str:
    """One document's reference, as `references` writes it."""
    return references([document], style, inferred_dates=inferred_dates)


def reference_of(source: Source, style: Style = Style.GBT7714_2025, *, inferred_dates: bool = False) -> str:
    """One source's reference, as `references` writes it."""
    return _written([source], style, inferred_dates)


def _written(sources: Sequence[Source], style: Style, inferred_dates: bool) -> str:
    known = [source if inferred_dates or not source.estimated else replace(source, date=None, estimated=False) for source in sources]
    if style is Style.CSL_JSON:
        return json.dumps([csl(source) for source in known], ensure_ascii=False, indent=2)
    if style is Style.RIS:
        return "\r\n".join(ris(source) for source in known)
    if style is Style.BIBTEX:
        return "\n\n".join(bibtex(source) for source in known)
    edition = OF_2025 if style is Style.GBT7714_2025 else OF_2015
    return "\n".join(by_standard(source, edition) for source in known)
