"""One state of the library, to read; and the state that a writer is making."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qa.annotations import Annotations
from qa.errors import NotFoundError
from qa.store import extracts, history, rows
from qa.store.annotated import annotations_of, annotations_to_json
from qa.store.database import DERIVED, LASTING, DamagedRowError, make_tables
from qa.store.history import Fate, Version
from qa.store.rows import Entry, Original, Settings
from qa.types import Document, Dropped, Extract, FrontMatter, Paragraph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DOCUMENTS = """SELECT id, name, documents.sha256, encoding, size, inferred, given, extracts.format, extracts.digest
    FROM documents LEFT JOIN extracts ON extracts.sha256 = documents.sha256"""
_PARAGRAPH = "document, ordinal, kind, section, text, spans"


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
        found = self._sql.execute(f"{_DOCUMENTS} WHERE name = ?1 OR id = ?1 ORDER BY name = ?1 DESC", (name_or_id,)).fetchone()
        if found is None:
            raise NotFoundError("document_unknown", name=name_or_id)
        return rows.document_of(found)

    def paragraphs(self, document_id: str | None = None) -> list[Paragraph]:
        """Those of one document, or all, by document id and ordinal."""
        where, values = ("", ()) if document_id is None else ("WHERE document = ?", (document_id,))
        sections: dict[str, tuple[str, ...]] = {}
        found = []
        for row in self._sql.execute(f"SELECT {_PARAGRAPH} FROM paragraphs {where} ORDER BY document, ordinal", values):
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

    def given(self, document_id: str) -> FrontMatter | None:
        """What a librarian gave of a document. NotFoundError."""
        found = self._sql.execute("SELECT given FROM documents WHERE id = ?", (document_id,)).fetchone()
        if found is None:
            raise NotFoundError("document_unknown", name=document_id)
        return rows.front_of(found[0])

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


class Draft(View):
    """The state that a writer is making. Readers see it when the transaction is committed, all of it at once."""

    changed = False
    _advanced = False

    def advance(self) -> int:
        """Count the change: the next generation, for the derived indexes' stamp. The transaction is to be committed."""
        self.changed = self._advanced = True
        self._sql.execute("UPDATE settings SET value = value + 1 WHERE key = 'generation'")
        return self.generation

    def make_with(self, settings: Settings) -> None:
        """Note what the library is made with."""
        made = json.dumps({field: getattr(settings, field) for field in Settings.__slots__})
        self._sql.execute("INSERT OR REPLACE INTO settings VALUES ('made_with', ?)", (made,))

    def remember(self, folders: Sequence[Path]) -> None:
        """Note where files lie, before the folders noted already. No change of what the library holds, and so no new generation."""
        noted = self.folders()
        latest = tuple(dict.fromkeys([*folders, *noted]))
        if latest != noted:
            self._sql.execute("INSERT OR REPLACE INTO settings VALUES ('folders', ?)", (json.dumps([str(each) for each in latest]),))
            self.changed = True

    def put(self, entry: Entry) -> None:
        """A document that is not held, with all that belongs to it."""
        document, run = entry.document, self._sql.executemany
        if len(entry.vectors) != len(entry.paragraphs):
            raise ValueError(f"{len(entry.vectors)} vectors for {len(entry.paragraphs)} paragraphs")
        fronts = rows.front_to_json(entry.inferred), rows.front_to_json(entry.given)
        values = (document.id, document.name, document.sha256, document.encoding, document.size, *fronts)
        self._sql.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        self._sql.execute("INSERT INTO originals VALUES (?, ?)", (document.id, entry.raw))
        if entry.taken is not None:
            extracts.put(self._sql, document.sha256, entry.taken)
        self._sql.execute("INSERT INTO vectors VALUES (?, ?)", (document.id, entry.vectors.astype("<f2").tobytes()))
        self.note(document.id, entry.annotations)
        spans = rows.spans_to_blob
        texts = (
            (document.id, p.ordinal, str(p.kind), json.dumps(p.section, ensure_ascii=False), p.text, spans(p.spans))
            for p in entry.paragraphs
        )
        run("INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?, ?)", texts)
        left = ((document.id, n, str(d.reason), d.text, spans(d.spans)) for n, d in enumerate(entry.dropped))
        run("INSERT INTO dropped VALUES (?, ?, ?, ?, ?)", left)

    def remove(self, document_ids: Sequence[str], fate: Fate = Fate.REMOVED) -> None:
        """Documents and everything of theirs; their bytes are kept aside as versions that nothing but `version` reads."""
        history.keep(self._sql, document_ids, fate, self.generation + (not self._advanced))
        self._sql.executemany("DELETE FROM documents WHERE id = ?", [(held,) for held in document_ids])

    def rename(self, names: Mapping[str, str]) -> None:
        """New names by id; two documents may change names with each other."""
        # A null character stands in no file's name, so that no two names are the same at any step.
        self._sql.executemany("UPDATE documents SET name = char(0) || id WHERE id = ?", [(held,) for held in names])
        self._sql.executemany("UPDATE documents SET name = ? WHERE id = ?", [(name, held) for held, name in names.items()])

    def give(self, document_id: str, given: FrontMatter | None) -> None:
        """Another front matter by a librarian; `note` what follows from it."""
        self._sql.execute("UPDATE documents SET given = ? WHERE id = ?", (rows.front_to_json(given), document_id))

    def note(self, document_id: str, annotations: Annotations) -> None:
        """Other annotations of a document that is held."""
        self._sql.execute("INSERT OR REPLACE INTO annotations VALUES (?, ?)", (document_id, annotations_to_json(annotations)))

    def forget(self, versions: Sequence[tuple[str, int]] | None = None) -> None:
        """Let go of versions by name and generation, or of all. No change of what the library holds, and so no new generation."""
        history.forget(self._sql, versions)
        extracts.forget(self._sql)
        self.changed = True

    def reset(self) -> None:
        """Empty tables of today's format, the generation and the versions going on."""
        generation, folders = self.generation, self.folders()
        for table in (*DERIVED, *LASTING):
            self._sql.execute(f"DROP TABLE IF EXISTS {table}")
        make_tables(self._sql)
        self._sql.execute("UPDATE settings SET value = ? WHERE key = 'generation'", (generation,))
        self.remember(folders)
