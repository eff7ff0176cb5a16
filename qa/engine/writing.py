"""Changes of a library, each within the one transaction of its caller: the draft first, then the lexical index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qa import folders, lexical
from qa.engine.gather import Gathered, Progress
from qa.engine.plan import Plan, plan
from qa.engine.prepare import CHUNKING, embedding_text, note_again, prepare, prepare_again, sha256_of
from qa.errors import LibraryDamagedError, LibraryError, ReadError, SettingsMismatchError, YoujuError
from qa.store import Draft, Entry, Fate, Prepared, Settings, View
from qa.types import Document, FrontMatter, Paragraph

if TYPE_CHECKING:
    from embeddings.encoder import Encoder

LEXICAL_FOLDER = "lexical"


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of each file, by name; `replaced` also names those of which only the front matter changed.

    `gone`: names that the library held and holds no more, because the folder it is made equal to has no such file. `pictures`: by
    name, the pages from 1 of which nothing was read, because they are pictures without a word (a scan among typed pages).
    """

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]
    refused: tuple[tuple[str, YoujuError], ...]
    gone: tuple[str, ...] = ()
    pictures: tuple[tuple[str, tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What files do to a library, before anything is done: `regiven` is the front matter that a librarian changed, by id."""

    todo: Plan
    prepared: Mapping[str, Prepared]
    regiven: Mapping[str, FrontMatter | None]
    folders: tuple[Path, ...]
    report: AddReport


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
    check_settings(draft, settings_of(encoder), folder)
    change = changes(draft, gathered, encoding, progress)
    carry_out(draft, folder, change, encoder, progress)
    return change.report


def changes(view: View, gathered: Gathered, encoding: str | None, progress: Progress, *, whole: bool = False) -> Change:
    """What the files do to the library. `whole`: they are all that it is to hold, but for names that could not be read now."""
    held = {document.id: document for document in view.documents()}
    by_name = {document.name: document.id for document in held.values()}
    prepared: dict[str, Prepared] = {}
    refused = list(gathered.refused)
    good: dict[str, str] = {}
    for number, file in enumerate(gathered.files.values(), start=1):
        try:
            if file.id not in prepared and (file.id not in held or encoding is not None):
                # What readers set right stays with the bytes, and goes over to those that replace them.
                edits = view.edits(file.id) or view.edits(by_name.get(file.name, file.id))
                prepared[file.id] = prepare(file.raw, file.name, encoding, file.given, edits)
            good[file.name] = file.id
        except ReadError as error:
            refused.append((file.name, error))
        progress("reconstruct", number, len(gathered.files))
    redone = frozenset(each for each in prepared if each in held and _read_as(held[each]) != _read_as(prepared[each].document))
    names = {each: document.name for each, document in held.items()}
    gone = tuple(sorted(name for name in names.values() if not _accounted(name, good, refused))) if whole else ()
    todo = plan(names, good, redone, frozenset(gone))
    fresh = {each: gathered.files[name].given for each, name in todo.kept.items()}
    fresh |= {each: gathered.files[name].given for each, name in todo.renamed.items()}
    regiven = {each: given for each, given in fresh.items() if view.given(each) != given}
    changed = {todo.kept[each] for each in regiven if each in todo.kept}
    report = AddReport(
        todo.added,
        tuple(name for name in good if name in todo.replaced or name in changed),
        tuple(name for name in todo.unchanged if name not in changed),
        tuple(refused),
        gone,
        _pictures(good, prepared),
    )
    return Change(todo, prepared, regiven, tuple(dict.fromkeys(gathered.files[name].folder for name in good)), report)


def _pictures(good: Mapping[str, str], prepared: Mapping[str, Prepared]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """By name, the pages of the files read now that are pictures alone."""
    read = {name: prepared[each].taken for name, each in good.items() if each in prepared}
    return tuple((name, taken.pictures) for name, taken in read.items() if taken is not None and taken.pictures)


def _read_as(document: Document) -> tuple[str, str]:
    """What tells whether the same bytes are read the same: their encoding, and the text that was taken out of them."""
    return document.encoding, document.text_sha256


def _accounted(name: str, good: Mapping[str, str], refused: Sequence[tuple[str, YoujuError]]) -> bool:
    """Whether a name is among the files, or is that of one, or of something in a folder, that is there but could not be read."""
    return name in good or any(each in (name, ".") or name.startswith(f"{each}/") for each, _ in refused)


def carry_out(draft: Draft, folder: Path, change: Change, encoder: Encoder, progress: Progress) -> None:
    """Make the change; the draft advances only where there is one."""
    todo = change.todo
    if todo.put or todo.renamed or todo.removed or change.regiven:
        draft.make_with(settings_of(encoder))
        made = [change.prepared[each] for each in todo.put]
        _apply(draft, todo, change.regiven, embed(made, encoder, progress))
        put = [paragraph for each in made for paragraph in each.paragraphs]
        index_again(draft, folder, None if todo.removed else put, progress)
    draft.remember(change.folders)


def _apply(draft: Draft, todo: Plan, regiven: Mapping[str, FrontMatter | None], entries: Iterable[Entry]) -> None:
    after = {*todo.put.values(), *todo.renamed.values()}
    replaced = [each for each in todo.removed if draft.document(each).name in after]
    draft.remove(replaced, Fate.REPLACED)
    draft.remove([each for each in todo.removed if each not in replaced])
    draft.rename(todo.renamed)
    for each, given in regiven.items():
        draft.give(each, given)
        note_again(draft, each)
    now = datetime.now(UTC)
    for entry in entries:
        draft.put(replace(entry, document=replace(entry.document, name=todo.put[entry.document.id])))
        draft.arrive(entry.document.id, now)


def rebuild_all(draft: Draft, folder: Path, encoder: Encoder, progress: Progress) -> None:
    """Everything derived anew from the original bytes, decoded as they were: paragraphs, vectors, indexes.

    LibraryDamagedError where the bytes of a document are no longer those that were added: they are not to pass for another file's.
    """
    originals = draft.originals()
    prepared = []
    for number, original in enumerate(originals, start=1):
        if sha256_of(original.raw) != original.sha256:
            raise LibraryDamagedError("check_bytes", name=original.name)
        prepared.append(prepare_again(original, draft.edits(original.sha256[:16])))
        progress("reconstruct", number, len(originals))
    draft.reset()
    draft.make_with(settings_of(encoder))
    for entry in embed(prepared, encoder, progress):
        draft.put(entry)
    index_again(draft, folder, None, progress)


def embed(prepared: Sequence[Prepared], encoder: Encoder, progress: Progress) -> Iterator[Entry]:
    """With their vectors. A document at a time, so that its vectors do not depend on what it was added with, nor lie in memory with
    those of thousands."""
    for number, each in enumerate(prepared, start=1):
        vectors = encoder.encode_passages([embedding_text(each.document, paragraph) for paragraph in each.paragraphs])
        rest = each.raw, each.paragraphs, each.dropped, each.annotations, vectors
        yield Entry(each.document, each.inferred, each.given, *rest, edits=each.edits, taken=each.taken)
        progress("embed", number, len(prepared))


def index_again(draft: Draft, folder: Path, added: Sequence[Paragraph] | None, progress: Progress) -> None:
    """Advance the draft and bring the lexical index to its generation: by what was added, or (None) wholly anew.

    The index is written before SQLite commits: where the process is killed in between, the index is ahead of the library,
    which its stamp shows, and it is repaired. The transaction keeps other writers out meanwhile.
    """
    held, where = draft.generation, folder / LEXICAL_FOLDER
    generation = draft.advance()
    draft.afterwards(partial(folders.settle, where))
    try:
        if added is None:
            raise lexical.StaleIndexError(str(where))
        with _unwritable(folder):
            lexical.extend(where, _counted(added, progress), held, generation)
    except lexical.StaleIndexError:
        paragraphs = draft.paragraphs()
        with _unwritable(folder):
            lexical.build(where, _counted(paragraphs, progress), generation)


@contextmanager
def _unwritable(folder: Path) -> Iterator[None]:
    """A full disk while the lexical index is written: tantivy tells of it in a ValueError."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise LibraryError("library_unusable", path=str(folder), problem=LEXICAL_FOLDER) from error


def _counted(paragraphs: Sequence[Paragraph], progress: Progress) -> Iterator[Paragraph]:
    for number, paragraph in enumerate(paragraphs, start=1):
        yield paragraph
        progress("index", number, len(paragraphs))


def repair_lexical(draft: Draft, folder: Path) -> None:
    """Make the lexical index anew if it is not that of the library's generation. The library itself does not change."""
    where, generation = folder / LEXICAL_FOLDER, draft.generation
    try:
        lexical.check_either(where, generation)
    except lexical.StaleIndexError:
        paragraphs = draft.paragraphs()
        with _unwritable(folder):
            lexical.build(where, paragraphs, generation)
            folders.settle(where)
