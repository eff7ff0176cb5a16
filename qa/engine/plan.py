"""What adding files does to the documents that are held. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """Documents by id: `put` are to be made, with their names, `renamed` go by another name now, `kept` are as they were and
    where they were, `removed` go (before anything is put).

    `added`, `replaced` and `unchanged` say what became of each file's name, in the order of the files.
    """

    put: Mapping[str, str]
    renamed: Mapping[str, str]
    kept: Mapping[str, str]
    removed: tuple[str, ...]
    added: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]


def plan(
    held: Mapping[str, str], files: Mapping[str, str], redone: frozenset[str] = frozenset(), gone: frozenset[str] = frozenset()
) -> Plan:
    """`held`: names by id. `files`: ids by name. `redone`: held ids whose document is to be made anew. `gone`: names to go.

    The same bytes under several names are one document. It keeps its name unless the file of that name holds other bytes
    now; a new one takes the first. Other bytes under a held name replace what was held there.
    """
    by_name = {name: document for document, name in held.items()}
    first: dict[str, str] = {}
    for name, document in files.items():
        first.setdefault(document, name)
    names = {}
    for document, name in first.items():
        old = held.get(document)
        names[document] = name if old is None or old in gone or files.get(old, document) != document else old
    put = {document: name for document, name in names.items() if document not in held or document in redone}
    renamed = {document: name for document, name in names.items() if document not in put and held[document] != name}
    kept = {document: name for document, name in names.items() if document not in put and files.get(held[document]) == document}
    added, replaced, unchanged = [], [], []
    for name, document in files.items():
        if by_name.get(name, document) != document or (document in redone and first[document] == name):
            replaced.append(name)
        elif name not in by_name and names[document] == name:
            added.append(name)
        else:
            unchanged.append(name)
    superseded = [by_name[name] for name, document in files.items() if by_name.get(name, document) != document]
    superseded += [document for document, name in held.items() if name in gone]
    removed = [document for document in superseded if document not in names] + [document for document in put if document in held]
    return Plan(put, renamed, kept, tuple(removed), tuple(added), tuple(replaced), tuple(unchanged))
