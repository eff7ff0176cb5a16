"""The report as one page that needs nothing else: tables, plots, and every miss with its question, for a person to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from evals.answers import sentences_of
from evals.measures import RETRIEVAL, reciprocal_rank
from evals.plots import bars, curves
from evals.runs import Reply, Run, picks_of
from evals.sets import Ask, EvalSet
from qa.question import Asked, analyse

Rows = Sequence[Mapping[str, Any]]
Groups = dict[str, dict[str, float]]
MISSES = 400  # of a set at most, evenly spread: a page is to be opened
BINS = (("1", 1, 1), ("2", 2, 2), ("3", 3, 3), ("4–5", 4, 5), ("6–10", 6, 10), ("11–20", 11, 20), ("21–100", 21, 100), ("none", 0, 0))
STYLE = """
:root { color-scheme: light dark; --ink: #1d2126; --paper: #fff; --soft: #5c6670; --rule: #d9dee3;
  --c0: #8a94a0; --c1: #b08a3e; --c2: #3f7fb5; --c3: #7d5ba6; --c4: #b5373c; --c5: #2f8f6b; --c6: #c7663f; --c7: #4a4f9c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7ea; --paper: #15181b; --soft: #9aa4ad; --rule: #343b42;
  --c0: #8f9aa5; --c1: #d0ab5f; --c2: #68a8de; --c3: #aa88d6; --c4: #e8696d; --c5: #55bd95; --c6: #eb9670; --c7: #8f95e6; } }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; font: 15px/1.55 system-ui, "Noto Sans CJK SC", sans-serif;
  color: var(--ink); background: var(--paper); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; display: block; overflow-x: auto; }
th, td { padding: .2rem .7rem; border-bottom: 1px solid var(--rule); text-align: left; white-space: nowrap; }
td small { color: var(--soft); }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(28rem, 100%), 1fr)); gap: 1rem; }
figure { margin: 1rem 0; } table { margin: .8rem 0; }
figcaption { font-weight: 600; } svg { width: 100%; height: auto; }
.grid { stroke: var(--rule); } .tick { fill: var(--soft); font-size: 11px; }
.line { fill: none; stroke-width: 2; } .c0 { --c: var(--c0); } .c1 { --c: var(--c1); } .c2 { --c: var(--c2); } .c3 { --c: var(--c3); }
.c4 { --c: var(--c4); } .c5 { --c: var(--c5); } .c6 { --c: var(--c6); }
.c7 { --c: var(--c7); } .line { stroke: var(--c); } .bar { fill: var(--c); }
.miss { border-top: 1px solid var(--rule); padding: .5rem 0; } .miss p { margin: .15rem 0; } .what { color: var(--soft); }
"""


def page(measured: Sequence[tuple[EvalSet, Sequence[Run], Rows]]) -> str:
    """The page of all sets, each with its runs and the rows of its results. Everything that is not ours is escaped."""
    body = "".join(part for of, runs, rows in measured for part in _section(of, runs, rows))
    made_of = escape(str(measured[0][2][0]["commit"])) if measured else ""
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>youju: quality</title>'
    about = f"<p>Commit <code>{made_of}</code>. Values with 95 % intervals by a paired bootstrap over paragraphs.</p>"
    start = f'<!doctype html>\n<html lang="en"><head>{head}<style>{STYLE}</style></head><body><h1>youju: quality</h1>{about}'
    return f"{start}{body}</body></html>\n"


def _section(of: EvalSet, runs: Sequence[Run], rows: Rows) -> Iterator[str]:
    yield f"<h2>{escape(of.name)}</h2><p>{len(of.questions):,} questions, {len(of.paragraphs):,} paragraphs.</p>"
    yield _table(list(RETRIEVAL), rows)
    yield _turned([row for row in rows if set(row["measures"]) - set(RETRIEVAL)])
    palette = [run.mode for run in runs]
    yield '<div class="plots">'
    risks = {row["mode"]: row["risk_coverage"] for row in rows if row.get("risk_coverage")}
    if risks:
        yield curves("Risk by coverage: the surest answers, and how many of them are wrong", "coverage", "risk", risks, palette)
    yield bars("Where the first relevant paragraph stands", "share of the questions", histogram(of, runs), palette)
    yield bars("MRR@10 by kind of question", "MRR@10", by_kind(of, runs), palette)
    answered = hits_by_kind(of, [run for run in runs if run.hits is not None])
    if answered:
        yield bars("The first sentence answers, by kind of question", "hit@1", answered, palette)
    yield "</div>"
    for run in runs:
        if run.replies is not None:
            yield from _misses(of, run, run.replies)


def _table(names: Sequence[str], rows: Rows) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    lines = "".join(
        f"<tr><th>{escape(row['mode'])}</th>" + "".join(f"<td>{_cell(row['measures'].get(name))}</td>" for name in names) + "</tr>"
        for row in rows
    )
    return f"<table><tr><th></th>{head}</tr>{lines}</table>"


def _turned(rows: Rows) -> str:
    """What is measured besides ranking: a measure a line, a mode a column."""
    names = dict.fromkeys(name for row in rows for name in row["measures"] if name not in RETRIEVAL)
    head = "".join(f"<th>{escape(row['mode'])}</th>" for row in rows)
    lines = "".join(
        f"<tr><th>{escape(name)}</th>" + "".join(f"<td>{_cell(row['measures'].get(name))}</td>" for row in rows) + "</tr>" for name in names
    )
    return f"<table><tr><th></th>{head}</tr>{lines}</table>" if rows else ""


def _cell(value: Sequence[float | None] | None) -> str:
    if value is None:
        return "–"
    point, low, high = value
    return f"{point:.4g}" if low is None or high is None else f"{point:.3f} <small>{low:.3f} to {high:.3f}</small>"


def histogram(of: EvalSet, runs: Sequence[Run]) -> Groups:
    """By bin of ranks and by mode, the share of the questions that the library answers."""
    asked = [i for i, ask in enumerate(of.questions) if ask.relevant]
    ranks = {run.mode: [run.places[i][0] if run.places[i] else 0 for i in asked] for run in runs}
    return {
        name: {mode: sum(low <= r <= high for r in each) / max(1, len(each)) for mode, each in ranks.items()} for name, low, high in BINS
    }


def by_kind(of: EvalSet, runs: Sequence[Run]) -> Groups:
    """By kind of question (with how many there are) and by mode, MRR@10."""
    kinds = _kinds(of, lambda ask: bool(ask.relevant))
    return {
        kind: {run.mode: sum(reciprocal_rank(run.places[i], 10) for i in asked) / len(asked) for run in runs}
        for kind, asked in kinds.items()
    }


def hits_by_kind(of: EvalSet, runs: Sequence[Run]) -> Groups:
    """The same of hit@1, over the questions that have answer strings; of runs that have hits."""
    kinds = _kinds(of, lambda ask: bool(ask.relevant and ask.answers))
    return {kind: {run.mode: sum((run.hits or [])[i] for i in asked) / len(asked) for run in runs} for kind, asked in kinds.items() if runs}


def _kinds(of: EvalSet, kept: Callable[[Ask], bool]) -> dict[str, list[int]]:
    """The places of the questions that are kept, by kind; `qa.question` says which kind a question is."""
    found: dict[Asked, list[int]] = {kind: [] for kind in Asked}
    for i, ask in enumerate(of.questions):
        if kept(ask):
            found[analyse(ask.question).kind].append(i)
    return {f"{kind} {len(places)}": places for kind, places in found.items() if places}


def _misses(of: EvalSet, run: Run, replies: Sequence[Reply]) -> Iterator[str]:
    found = [(i, what) for i in range(len(replies)) if (what := _what(of, run, replies[i], i))]
    shown = [found[int(i * len(found) / MISSES)] for i in range(MISSES)] if len(found) > MISSES else found
    yield f"<details><summary>{escape(run.mode)}: {len(found):,} questions with a miss, {len(shown)} of them here</summary>"
    held = {paragraph.id: paragraph.text for paragraph in of.paragraphs}
    for i, what in shown:
        ask = of.questions[i]
        said = picks_of(of, replies[i])
        why = escape("; ".join(what))
        yield f'<div class="miss"><p><b>{escape(ask.question)}</b></p><p class="what">{why}; {replies[i].chance:.3f} sure</p>'
        if ask.answers:
            yield f"<p>right: {escape(' / '.join(ask.answers[:4]))}</p>"
        if said:
            first = said[0]
            yield f"<p>said: {escape(''.join(first.paragraph.text[a:b] for a, b in sentences_of(first)))}</p>"
        for key in ask.relevant[:1]:
            yield f"<details><summary>the paragraph</summary><p>{escape(held[key])}</p></details>"
        yield "</div>"
    yield "</details>"


def _what(of: EvalSet, run: Run, reply: Reply, i: int) -> list[str]:
    """What went wrong with a question, in words; nothing where all is well."""
    ask = of.questions[i]
    if not ask.relevant:
        return ["answered, though the library does not hold it"] if reply.answered else []
    rank = run.places[i][0] if run.places[i] else 0
    what = [] if rank == 1 else [f"its paragraph is at rank {rank}" if rank else "its paragraph is not found"]
    if not reply.answered:
        what.append("refused")
    if ask.answers and not reply.judged.hit:
        what.append("the first sentence does not answer")
    if reply.gone_answered:
        what.append("answered without its paragraph")
    if reply.judged.verbatim < reply.judged.quotes:
        what.append("a quote is not verbatim")
    return what
