"""A set asked in every mode, once: what was measured is kept in the work folder and read from there the next time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.answers import Judged, best_sentence, holds, idf_of, judge
from evals.libraries import counted, shelf_of
from evals.measures import places_of
from evals.modes import DENSE, FUSED, MODES, RANKED, WORDS, asked_of, places, runs_of
from evals.product import say
from evals.sets import EvalSet
from evals.without import without
from qa.answer import Pick
from qa.retrieve import Shelf

if TYPE_CHECKING:
    from embeddings.encoder import Encoder

ROOT = Path(__file__).resolve().parents[1]
# What a figure depends on besides data and model, the weights among it: a change of any of these measures anew.
SOURCES = ("qa/**/*", "embeddings/*.py")
WITHOUT = frozenset([".md", ".pyc", ".toml"])  # but for these: words for people, and what Python keeps
MEASURING = ("answers", "everywhere", "libraries", "measures", "modes", "own", "product", "runs", "sets", "without")
Places = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """The product's answer to one question, kept without words: its picks as (paragraph id, start, end)."""

    picks: tuple[tuple[str, int, int], ...]
    chance: float
    answered: bool
    judged: Judged
    gone: float | None  # the judge's probability without the paragraph; None where it cannot be taken out
    gone_answered: bool
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """One mode on one set. `mode` names another model than the shipped one behind an @; `hits` is whether the sentence that is
    the mode's answer holds an answer string (words and ranked only); `replies` are the product's."""

    mode: str
    model: str
    model_digest: str
    places: list[Places]
    hits: list[int] | None = None
    replies: list[Reply] | None = None


def measure(of: EvalSet, encoder: Encoder, modes: Sequence[str], work: Path, shipped: bool = True) -> list[Run]:
    """Every mode in `modes` on a set; of another model than the shipped one only the modes that it changes."""
    wanted = [mode for mode in MODES if mode in modes and (shipped or mode in (DENSE, FUSED, RANKED))]
    shelf: Shelf | None = None
    found: list[Run] = []
    for part in (tuple(mode for mode in wanted if mode != RANKED), tuple(mode for mode in wanted if mode == RANKED)):
        if not part:
            continue
        kept = work / "runs" / f"{of.name}-{'ranked' if RANKED in part else 'legs'}-{key(of, encoder)}.json"
        if not kept.is_file():
            shelf = shelf or shelf_of(of, encoder, work)
            runs = [_ranked(of, shelf)] if RANKED in part else _legs(of, shelf, work)
            _write(kept, runs)
        found += [run for run in _read(kept, "" if shipped else f"@{encoder.name}") if run.mode.split("@")[0] in part]
    return found


def key(of: EvalSet, encoder: Encoder) -> str:
    """What a run is kept under: the set, the model, the weights and the code that is measured and that measures."""
    return hashlib.sha256(f"{of.digest} {encoder.digest} {sources()}".encode()).hexdigest()[:20]


@cache
def sources() -> str:
    """64 hexadecimal digits over the files that a figure depends on, the ranker's weights among them."""
    whole = hashlib.sha256()
    paths = [path for pattern in SOURCES for path in ROOT.glob(pattern) if path.is_file() and path.suffix not in WITHOUT]
    paths += [ROOT / "evals" / f"{name}.py" for name in MEASURING]
    for path in sorted(paths):
        whole.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _legs(of: EvalSet, shelf: Shelf, work: Path) -> list[Run]:
    import tantivy

    encoder: Any = shelf.encoder
    runs = runs_of(of, shelf)
    index = tantivy.Index.open(str(work / "libraries" / of.library_digest[:16] / "lexical")).searcher()
    idf = idf_of(index, len(of.paragraphs))
    asked = zip(of.questions, asked_of(of), runs[WORDS], strict=True)
    hits = [
        int(holds(best_sentence(text, shelf.paragraphs[shelf.rows[run[0]]], idf), ask.answers)) if run else 0 for ask, text, run in asked
    ]
    found = places(of, runs)
    return [Run(mode, encoder.name, encoder.digest, found[mode], hits if mode == WORDS else None) for mode in runs]


def _ranked(of: EvalSet, shelf: Shelf) -> Run:
    encoder: Any = shelf.encoder
    held = {paragraph.id: paragraph for paragraph in of.paragraphs}
    crowded: dict[str, int] = {}
    for paragraph in of.paragraphs:
        crowded[paragraph.document_id] = crowded.get(paragraph.document_id, 0) + 1
    found: list[Places] = []
    replies: list[Reply] = []
    if of.questions:
        say(of.questions[0], shelf)  # what is worked out once a library is no question's time
    for i in counted(range(len(of.questions)), f"{of.name}: ranked"):
        ask = of.questions[i]
        said = say(ask, shelf)
        found.append(places_of(said.ids, ask.relevant))
        # A paragraph among others of its document is still in what the document says of itself: taking it out would be half done.
        alone = ask.relevant and all(crowded[held[key].document_id] == 1 for key in ask.relevant)
        gone = say(ask, without(shelf, ask.relevant)) if alone else None
        replies.append(
            Reply(
                picks=tuple((pick.paragraph.id, pick.start, pick.end) for pick in said.picks),
                chance=said.chance,
                answered=said.answered,
                judged=judge(of, ask, said.picks, held),
                gone=gone.chance if gone else None,
                gone_answered=gone.answered if gone else False,
                milliseconds=said.milliseconds,
            )
        )
    return Run(RANKED, encoder.name, encoder.digest, found, [reply.judged.hit for reply in replies], replies)


def picks_of(of: EvalSet, reply: Reply) -> list[Pick]:
    """A reply's picks with their words."""
    held = {paragraph.id: paragraph for paragraph in of.paragraphs}
    return [Pick(held[key], start, end) for key, start, end in reply.picks]


def _write(path: Path, runs: Sequence[Run]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps([asdict(run) for run in runs]), encoding="utf-8")
    part.replace(path)


def _read(path: Path, suffix: str) -> list[Run]:
    runs = []
    for row in json.loads(path.read_text(encoding="utf-8")):
        replies = row["replies"]
        if replies is not None:
            replies = [
                Reply(**{**r, "picks": tuple((str(k), int(a), int(b)) for k, a, b in r["picks"]), "judged": Judged(**r["judged"])})
                for r in replies
            ]
        found = [tuple(each) for each in row["places"]]
        runs.append(Run(row["mode"] + suffix, row["model"], row["model_digest"], found, row["hits"], replies))
    return runs
