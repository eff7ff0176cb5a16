"""A library while it is written to: all of it is kept in one transaction, or nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from qa.annotations import Annotations
from qa.reading.edited import Edits
from qa.store import extracts, fronts, history, rows
from qa.store.annotated import annotations_to_json
from qa.store.database import DERIVED, LASTING, make_tables
from qa.store.history import Fate
from qa.store.rows import Entry, Settings
from qa.store.view import View
from qa.types import FrontMatter


class Draft(View):
    """The state that a writer is making. Readers see it when the transaction is committed, all of it at once."""

    changed = False
    _advanced = False

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._afterwards: list[Callable[[], None]] = []

    def afterwards(self, work: Callable[[], None]) -> None:
        """What is to be done once the transaction is committed; not done where it is undone or the process is killed."""
        self._afterwards.append(work)

    def settle(self) -> None:
        """Do it."""
        for work in self._afterwards:
            work()

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
        if entry.edits:
            self.edit(document.id, entry.edits)
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

    def arrive(self, document_id: str, added: datetime) -> None:
        """Note when a document came, to the second."""
        when = added.astimezone(UTC).isoformat(timespec="seconds")
        self._sql.execute("INSERT OR REPLACE INTO arrivals VALUES (?, ?)", (document_id, when))

    def rename(self, names: Mapping[str, str]) -> None:
        """New names by id; two documents may change names with each other."""
        # A null character stands in no file's name, so that no two names are the same at any step.
        self._sql.executemany("UPDATE documents SET name = char(0) || id WHERE id = ?", [(held,) for held in names])
        self._sql.executemany("UPDATE documents SET name = ? WHERE id = ?", [(name, held) for held, name in names.items()])

    def give(self, document_id: str, given: FrontMatter | None) -> None:
        """Another front matter by a librarian; `note` what follows from it."""
        self._sql.execute("UPDATE documents SET given = ? WHERE id = ?", (rows.front_to_json(given), document_id))

    def edit(self, document_id: str, edits: Edits) -> None:
        """What readers set right of a document, in the place of what they had; `note` what follows from it."""
        fronts.edit(self._sql, document_id, edits)

    def infer(self, document_id: str, inferred: FrontMatter) -> None:
        """Another front matter concluded from the text, since other things are given now."""
        self._sql.execute("UPDATE documents SET inferred = ? WHERE id = ?", (rows.front_to_json(inferred), document_id))

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
