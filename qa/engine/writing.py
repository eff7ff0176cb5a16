"""Changes of a library, each within the one transaction of its caller: the draft first, then the lexical index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qa import lexical
from qa.annotate import annotate
from qa.engine.gather import Gathered, Progress
from qa.engine.plan import Plan, plan
from qa.engine.prepare import CHUNKING, embedding_text, prepare
from qa.errors import ReadError, SettingsMismatchError, YoujuError
from qa.store import Draft, Entry, Prepared, Settings, View
from qa.types import FrontMatter, Paragraph

if TYPE_CHECKING:
    from embeddings.encoder import Encoder

LEXICAL_FOLDER = "lexical"


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of each file, by name; `replaced` also names those of which only the front matter changed."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]
    refused: tuple[tuple[str, YoujuError], ...]


def settings_of(encoder: Encoder) -> Settings:
    """What a library made with this encoder, by this program, is made with."""
    return Settings(encoder.name, encoder.digest, encoder.dimension, CHUNKING)


def check_settings(view: View, wanted: Settings, path: Path) -> None:
    """SettingsMismatchError where the library's vectors or paragraphs were made otherwise. An empty one fits any."""
    held = view.settings()
    if held is None or view.is_empty():
        return
    if (held.digest, held.dimension) != (wanted.digest, wanted.dimension):
        names = [f"{each.encoder} {each.digest[:8]}" for each in (held, wanted)]
        raise SettingsMismatchError("library_encoder", path=str(path), held=names[0], wanted=names[1])
    if held.chunking != wanted.chunking:
        raise SettingsMismatchError("library_chunking", path=str(path), held=held.chunking, wanted=wanted.chunking)


def add_files(draft: Draft, folder: Path, gathered: Gathered, encoder: Encoder, encoding: str | None, progress: Progress) -> AddReport:
    """Put the new, replace the changed, rename the moved; the draft advances only where something changed."""
    settings = settings_of(encoder)
    check_settings(draft, settings, folder)
    held = {document.id: document for document in draft.documents()}
    prepared: dict[str, Prepared] = {}
    refused = list(gathered.refused)
    good: dict[str, str] = {}
    for number, file in enumerate(gathered.files.values(), start=1):
        try:
            if file.id not in prepared and (file.id not in held or encoding is not None):
                prepared[file.id] = prepare(file.raw, file.name, encoding, file.given)
            good[file.name] = file.id
        except ReadError as error:
            refused.append((file.name, error))
        progress("reconstruct", number, len(gathered.files))
    redone = frozenset(each for each in prepared if each in held and held[each].encoding != prepared[each].document.encoding)
    todo = plan({each: document.name for each, document in held.items()}, good, redone)
    fresh = {each: gathered.files[name].given for each, name in todo.kept.items()}
    fresh |= {each: gathered.files[name].given for each, name in todo.renamed.items()}
    regiven = {each: given for each, given in fresh.items() if draft.given(each) != given}
    if todo.put or todo.renamed or todo.removed or regiven:
        draft.make_with(settings)
        entries = embed([prepared[each] for each in todo.put], encoder, progress)
        _apply(draft, todo, regiven, entries)
        put = [paragraph for entry in entries for paragraph in entry.paragraphs]
        index_again(draft, folder, None if todo.removed else put, progress)
    draft.remember([gathered.files[name].folder for name in good])
    changed = {todo.kept[each] for each in regiven if each in todo.kept}
    return AddReport(
        todo.added,
        tuple(name for name in good if name in todo.replaced or name in changed),
        tuple(name for name in todo.unchanged if name not in changed),
        tuple(refused),
    )


def _apply(draft: Draft, todo: Plan, regiven: Mapping[str, FrontMatter | None], entries: Sequence[Entry]) -> None:
    draft.remove(todo.removed)
    draft.rename(todo.renamed)
    for each, given in regiven.items():
        draft.give(each, given)
        draft.note(each, annotate(draft.paragraphs(each), draft.document(each).front))
    for entry in entries:
        draft.put(replace(entry, document=replace(entry.document, name=todo.put[entry.document.id])))


def rebuild_all(draft: Draft, folder: Path, encoder: Encoder, progress: Progress) -> None:
    """Everything derived anew from the original bytes, decoded as they were: paragraphs, vectors, indexes."""
    originals = draft.originals()
    prepared = []
    for number, original in enumerate(originals, start=1):
        prepared.append(prepare(original.raw, original.name, original.encoding, original.given))
        progress("reconstruct", number, len(originals))
    entries = embed(prepared, encoder, progress)
    draft.reset()
    draft.make_with(settings_of(encoder))
    for entry in entries:
        draft.put(entry)
    index_again(draft, folder, None, progress)


def embed(prepared: Sequence[Prepared], encoder: Encoder, progress: Progress) -> list[Entry]:
    """With their vectors. A document at a time, so that its vectors do not depend on what it was added with."""
    entries = []
    for number, each in enumerate(prepared, start=1):
        vectors = encoder.encode_passages([embedding_text(each.document, paragraph) for paragraph in each.paragraphs])
        entries.append(Entry(each.document, each.inferred, each.given, each.raw, each.paragraphs, each.dropped, each.annotations, vectors))
        progress("embed", number, len(prepared))
    return entries


def index_again(draft: Draft, folder: Path, added: Sequence[Paragraph] | None, progress: Progress) -> None:
    """Advance the draft and bring the lexical index to its generation: by what was added, or (None) wholly anew.

    The index is written before SQLite commits: where the process is killed in between, the index is ahead of the library,
    which its stamp shows, and it is repaired. The transaction keeps other writers out meanwhile.
    """
    held, where = draft.generation, folder / LEXICAL_FOLDER
    generation = draft.advance()
    try:
        if added is None:
            raise lexical.StaleIndexError(str(where))
        lexical.extend(where, _counted(added, progress), held, generation)
    except lexical.StaleIndexError:
        lexical.build(where, _counted(draft.paragraphs(), progress), generation)


def _counted(paragraphs: Sequence[Paragraph], progress: Progress) -> Iterator[Paragraph]:
    for number, paragraph in enumerate(paragraphs, start=1):
        yield paragraph
        progress("index", number, len(paragraphs))


def repair_lexical(draft: Draft, folder: Path) -> None:
    """Make the lexical index anew if it is not that of the library's generation. The library itself does not change."""
    where, generation = folder / LEXICAL_FOLDER, draft.generation
    try:
        lexical.check_stamp(where, generation)
    except lexical.StaleIndexError:
        lexical.build(where, draft.paragraphs(), generation)
