"""One state of the library, to read."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qa.annotations import Annotations
from qa.clean import Extract
from qa.errors import NotFoundError
from qa.reading.edited import Edits
from qa.store import extracts, fronts, history, rows
from qa.store.annotated import annotations_of
from qa.store.database import DamagedRowError
from qa.store.history import Version
from qa.store.rows import Original, Settings
from qa.types import Document, Dropped, FrontMatter, Paragraph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DOCUMENTS = """SELECT id, name, documents.sha256, encoding, size, inferred, given, fields, extracts.format, extracts.digest
    FROM documents LEFT JOIN edits ON document = id LEFT JOIN extracts ON extracts.sha256 = documents.sha256"""
PARAGRAPH = "document, ordinal, kind, section, text, spans"
"""The columns of a paragraph."""


class View:
    """One state of the library: everything read through it belongs together."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    @property
    def generation(self) -> int:
        """Counts the changes of the library."""
        return int(self._setting("generation"))

    def settings(self) -> Settings | None:
        """What the library was made with; None where nothing was ever added."""
        made = self._sql.execute("SELECT value FROM settings WHERE key = 'made_with'").fetchone()
        if made is None:
            return None
        try:
            return Settings(**json.loads(made[0]))
        except (ValueError, TypeError) as error:
            raise DamagedRowError("settings") from error

    def folders(self) -> tuple[Path, ...]:
        """Where the documents' files lay when they were added, the latest folder first. Only to look there: nothing depends on it."""
        found = self._sql.execute("SELECT value FROM settings WHERE key = 'folders'").fetchone()
        try:
            return () if found is None else tuple(map(Path, json.loads(found[0])))
        except (ValueError, TypeError) as error:
            raise DamagedRowError("folders") from error

    def is_empty(self) -> bool:
        """Whether no document is held."""
        return self._sql.execute("SELECT 1 FROM documents LIMIT 1").fetchone() is None

    def documents(self) -> tuple[Document, ...]:
        """All, by name."""
        return tuple(rows.document_of(row) for row in self._sql.execute(f"{_DOCUMENTS} ORDER BY name"))

    def document(self, name_or_id: str) -> Document:
        """By name, else by id. NotFoundError."""
        query = f"{_DOCUMENTS} WHERE name = ?1 OR id = ?1 ORDER BY name = ?1 DESC"
        found = self._sql.execute(query, (name_or_id,)).fetchone()
        if found is None:
            raise NotFoundError("document_unknown", name=name_or_id)
        return rows.document_of(found)

    def paragraphs(self, document_id: str | None = None) -> list[Paragraph]:
        """Those of one document, or all, by document id and ordinal."""
        where, values = ("", ()) if document_id is None else ("WHERE document = ?", (document_id,))
        sections: dict[str, tuple[str, ...]] = {}
        found = []
        for row in self._sql.execute(f"SELECT {PARAGRAPH} FROM paragraphs {where} ORDER BY document, ordinal", values):
            found.append(rows.paragraph_of(row, sections))
            sections[row[3]] = found[-1].section
        return found

    def dropped(self, document_id: str) -> tuple[Dropped, ...]:
        """What reconstruction left out of a document, in the order of the file."""
        query = "SELECT reason, text, spans FROM dropped WHERE document = ? ORDER BY ordinal"
        return tuple(rows.dropped_of(row) for row in self._sql.execute(query, (document_id,)))

    def raw(self, document_id: str) -> bytes:
        """The original bytes. NotFoundError."""
        found = self._sql.execute("SELECT raw FROM originals WHERE document = ?", (document_id,)).fetchone()
        if found is None:
            raise NotFoundError("document_unknown", name=document_id)
        rows.typed(found, bytes)
        return bytes(found[0])

    def text(self, document_id: str) -> bytes:
        """The bytes that spans are into: the extracted text's, else the original ones. NotFoundError."""
        found = self._sql.execute("SELECT sha256 FROM documents WHERE id = ?", (document_id,)).fetchone()
        taken = None if found is None else extracts.text(self._sql, found[0])
        return self.raw(document_id) if taken is None else taken

    def taken(self, sha256: str) -> Extract | None:
        """The text taken out of the file of that digest; None where there is none, or it is damaged."""
        return extracts.taken(self._sql, sha256)

    def vectors(self, dimension: int, document_id: str | None = None) -> NDArray[np.float16]:
        """float16 (paragraphs, dimension), those of one document, or all, in the order of `paragraphs()`."""
        where, values = ("", ()) if document_id is None else ("WHERE document = ?", (document_id,))
        found = self._sql.execute(f"SELECT rows FROM vectors {where} ORDER BY document", values)
        return rows.vectors_of([row[0] for row in found], dimension)

    def faults(self) -> tuple[str, ...]:
        """What SQLite finds wrong with its own file, a line each; nothing where it is sound."""
        found = [str(row[0]) for row in self._sql.execute("PRAGMA integrity_check")]
        lost = [f"{row[0]}: foreign key" for row in self._sql.execute("PRAGMA foreign_key_check")]
        return (*(() if found == ["ok"] else found), *lost)

    def annotations(self, document_id: str) -> Annotations:
        """The places, times and figures of a document. NotFoundError."""
        found = self._sql.execute("SELECT rows FROM annotations WHERE document = ?", (document_id,)).fetchone()
        if found is None:
            raise NotFoundError("document_unknown", name=document_id)
        return annotations_of(found[0])

    def inferred(self, document_id: str) -> FrontMatter:
        """What was concluded from a document's text. NotFoundError."""
        return fronts.inferred(self._sql, document_id)

    def given(self, document_id: str) -> FrontMatter | None:
        """What a librarian gave of a document. NotFoundError."""
        return fronts.given(self._sql, document_id)

    def edits(self, document_id: str) -> Edits:
        """What readers set right of a document, or of one that is held no more; readable in every format of the library."""
        return fronts.edits(self._sql, document_id)

    def arrivals(self) -> dict[str, datetime]:
        """When each document came, by its id, as far as that was noted."""
        try:
            return {held: datetime.fromisoformat(added) for held, added in self._sql.execute("SELECT document, added FROM arrivals")}
        except (TypeError, ValueError) as error:
            raise DamagedRowError("arrivals") from error

    def counts(self) -> dict[str, int]:
        """How many paragraphs each document has, by its id."""
        return dict(self._sql.execute("SELECT document, COUNT(*) FROM paragraphs GROUP BY document"))

    def originals(self) -> list[Original]:
        """What to rebuild from, by name; readable in every format of the library."""
        query = "SELECT name, sha256, encoding, given, raw FROM documents JOIN originals ON document = id ORDER BY name"
        return [rows.original_of(row, self.taken(row[1])) for row in self._sql.execute(query).fetchall()]

    def versions(self) -> tuple[Version, ...]:
        """What documents were before they were replaced or removed, by name, the latest first; gone with `youju vacuum`."""
        return history.versions(self._sql)

    def version(self, name: str, generation: int) -> tuple[Version, Original]:
        """A replaced or removed document with its bytes. NotFoundError."""
        found, original = history.version(self._sql, name, generation)
        return found, replace(original, taken=self.taken(original.sha256))

    def _setting(self, key: str) -> int:
        found = self._sql.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        if found is None or not isinstance(found[0], int):
            raise DamagedRowError(key)
        return found[0]
