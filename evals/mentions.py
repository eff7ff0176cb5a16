"""How right the annotations are: places, times and figures against the labels in tests/data (their rules: its README).

`python -m evals.mentions --data ../shared/data` prints precision and recall, and with `--show` what was wrong.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.annotate import annotate
from qa.annotations import Annotation, Figure, Period
from qa.engine.prepare import prepare
from qa.reading.metadata import read_metadata
from qa.types import FrontMatter, Kind, Paragraph

ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT / "tests" / "data"
Label = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Counts:
    """`right` of `found` mentions, `met` of `wanted` labels; what counts neither way is in none of them. `notes` say what was wrong."""

    right: int
    found: int
    met: int
    wanted: int
    notes: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """Share of the found that are right, 0 to 1."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the wanted that were found and are right, 0 to 1."""
        return self.met / self.wanted if self.wanted else 1.0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.found + other.found, self.met + other.met, self.wanted + other.wanted, self.notes + other.notes
        )


def labels_of(name: str) -> list[Label]:
    """The rows of one file of labels."""
    return [json.loads(line) for line in (LABELS / name).read_text(encoding="utf-8").splitlines()]


Mention = tuple[int, int, object]  # start, end, what it means, as the labels write it


def places_of(noted: Annotation) -> list[Mention]:
    """The places of a paragraph; one left open means the list of its codes."""
    return [(m.start, m.end, codes[0] if len(codes := [p.code for p in m.places]) == 1 else sorted(codes)) for m in noted.places]


def times_of(noted: Annotation) -> list[Mention]:
    """The times of a paragraph."""
    return [(m.start, m.end, days(m.period)) for m in noted.times]


def days(period: Period | None) -> list[str] | None:
    """First and last day."""
    return None if period is None else [period.first.isoformat(), period.last.isoformat()]


def compared(text: str, found: Sequence[Mention], labels: Sequence[Label], where: str, *, end_too: bool) -> Counts:
    """Mentions of one kind in one text against its labels. A mention that overlaps an optional label alone counts neither way."""
    right = total = 0
    met: set[int] = set()
    notes = []
    for start, end, meaning in found:
        hits = [i for i, each in enumerate(labels) if start < each["end"] and each["start"] < end]
        firm = [i for i in hits if not labels[i].get("optional")]
        if hits and not firm:
            continue
        total += 1
        good = [i for i in firm if _same(labels[i]["label"], meaning) and (not end_too or labels[i]["end"] == end)]
        right += bool(good)
        met.update(good)
        if not good:
            wanted = [(text[labels[i]["start"] : labels[i]["end"]], labels[i]["label"]) for i in firm]
            notes.append(
                f"{where} found {text[start:end]} = {meaning}, wanted {wanted or 'nothing'}: …{text[max(0, start - 12) : end + 8]}…"
            )
    firm_labels = [i for i, each in enumerate(labels) if not each.get("optional")]
    for i in firm_labels:
        if i not in met and not any(start < labels[i]["end"] and labels[i]["start"] < end for start, end, _ in found):
            low, high = labels[i]["start"], labels[i]["end"]
            notes.append(f"{where} missed {text[low:high]} = {labels[i]['label']}: …{text[max(0, low - 12) : high + 8]}…")
    return Counts(right, total, len(met), len(firm_labels), tuple(notes))


def _same(label: object, meaning: object) -> bool:
    return sorted(label) == meaning if isinstance(label, list) and label and len(str(label[0])) != 10 else label == meaning


def news_counts(data: Path) -> dict[str, Counts]:
    """By kind, over the labelled news articles. FileNotFoundError where the news are not below `data`."""
    rows = labels_of("news_mentions.jsonl")
    texts = {key: text for key, text in _articles(data) if key in {row["article"] for row in rows}}
    out = {"place": Counts(0, 0, 0, 0), "time": Counts(0, 0, 0, 0)}
    for article in dict.fromkeys(row["article"] for row in rows):
        its = [row for row in rows if row["article"] == article]
        text = texts[article]
        paragraph = Paragraph("0" * 16, 0, Kind.BODY, (), text, ((0, len(text.encode("utf-8"))),))
        noted = annotate([paragraph], FrontMatter(date=its[0]["published"])).paragraphs[0]
        for kind, mentions in (("place", places_of(noted)), ("time", times_of(noted))):
            labels = [row for row in its if row["kind"] == kind]
            out[kind] += compared(text, mentions, labels, article, end_too=kind == "place")
    return out


def _articles(data: Path) -> Iterator[tuple[str, str]]:
    for number in (4, 5):
        with gzip.open(data / "news" / f"news-{number}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield row["id"], row["text"]


def seed_annotations() -> dict[tuple[str, int], tuple[str, Annotation]]:
    """Text and annotation of every paragraph of the five articles, by document and ordinal."""
    seeds = ROOT / "seeds"
    given = read_metadata(seeds)
    out = {}
    for path in sorted(seeds.glob("*.txt")):
        made = prepare(path.read_bytes(), path.name, None, given.get(path.name))
        for paragraph, noted in zip(made.paragraphs, made.annotations.paragraphs, strict=True):
            out[path.name, paragraph.ordinal] = (paragraph.text, noted)
    return out


def seed_counts() -> dict[str, Counts]:
    """By kind, over every paragraph of the five articles."""
    rows = labels_of("seed_mentions.jsonl")
    out = {"place": Counts(0, 0, 0, 0), "time": Counts(0, 0, 0, 0)}
    for (name, ordinal), (text, noted) in seed_annotations().items():
        its = [row for row in rows if (row["document"], row["ordinal"]) == (name, ordinal)]
        for kind, mentions in (("place", places_of(noted)), ("time", times_of(noted))):
            labels = [row for row in its if row["kind"] == kind]
            out[kind] += compared(text, mentions, labels, f"{name[:3]}:{ordinal}", end_too=kind == "place")
    return out


def figure_counts() -> Counts:
    """Figures of the five articles, right where value, unit, indicator, place and period all are."""
    rows = labels_of("seed_figures.jsonl")
    out = Counts(0, 0, 0, 0)
    for (name, ordinal), (text, noted) in seed_annotations().items():
        labels = [row for row in rows if (row["document"], row["ordinal"]) == (name, ordinal)]
        firm = [i for i, row in enumerate(labels) if not row.get("optional")]
        met: set[int] = set()
        right = total = 0
        notes = []
        for figure in noted.figures:
            hits = [i for i, row in enumerate(labels) if figure.start < row["end"] and row["start"] < figure.end]
            if hits and not set(hits) & set(firm):
                continue
            total += 1
            wrong = wrong_in(figure, text, labels[hits[0]]) if hits else ["no figure"]
            right += not wrong
            met.update(i for i in hits[:1] if not wrong)
            if wrong:
                notes.append(f"{name[:3]}:{ordinal} {text[figure.start : figure.end]}: {'; '.join(wrong)}")
        missed = [labels[i] for i in firm if not any(f.start < labels[i]["end"] and labels[i]["start"] < f.end for f in noted.figures)]
        notes += [f"{name[:3]}:{ordinal} missed {row['text']}" for row in missed]
        out += Counts(right, total, len(met), len(firm), tuple(notes))
    return out


def wrong_in(figure: Figure, text: str, label: Label) -> list[str]:
    """What is wrong in a figure, by its label."""
    part = "" if figure.indicator is None else text[slice(*figure.indicator)]
    code = None if figure.place is None else figure.place.code
    checks: tuple[tuple[str, bool, object], ...] = (
        ("value", str(figure.value.normalize()) == str(type(figure.value)(label["value"]).normalize()), figure.value),
        ("unit", figure.unit == label["unit"], figure.unit),
        ("bound", str(figure.bound) == label["bound"], figure.bound),
        ("indicator", not label["indicator"] or any(each in part or (part and part in each) for each in label["indicator"]), part),
        ("place", code == label["place"], code),
        ("period", days(figure.period) == label["period"], days(figure.period)),
    )
    names = {"indicator": "indicator"}
    return [f"{what} {seen} for {label[names.get(what, what)]}" for what, good, seen in checks if not good]


def table(counts: dict[str, Counts]) -> str:
    """A line for each kind."""
    return "\n".join(
        f"{name:14} precision {each.precision:.3f} ({each.right}/{each.found})  recall {each.recall:.3f} ({each.met}/{each.wanted})"
        for name, each in counts.items()
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables; 0, or 2 where the news are asked for and are not there."""
    reader = argparse.ArgumentParser(prog="python -m evals.mentions", description=__doc__)
    reader.add_argument("--data", type=Path, help="folder with news/; without it the seeds alone are measured")
    reader.add_argument("--show", action="store_true", help="print what was wrong, too")
    args = reader.parse_args(argv)
    measures: list[tuple[str, Callable[[], dict[str, Counts]]]] = [("seeds", seed_counts), ("seeds", lambda: {"figure": figure_counts()})]
    if args.data:
        if not (args.data / "news").is_dir():
            print(f"There is no folder news in {args.data}: name the folder that holds it.", file=sys.stderr)
            return 2
        measures.append(("news", lambda: news_counts(args.data)))
    for where, measure in measures:
        counts = {f"{where} {kind}": each for kind, each in measure().items()}
        print(table(counts))
        if args.show:
            print(*(note for each in counts.values() for note in each.notes), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
