"""docs/quality.md and the marked part of the READMEs, made from the results files and from nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evals.figures import MEANING
from evals.measures import RETRIEVAL
from evals.modes import ALIGNED, BIGRAMS, DENSE, FUSED, MODES, RANKED, WORDS
from evals.results import FOLDER, Bounds, Result, load
from evals.runs import ROOT
from evals.sets import NAMES

MEASURED = re.compile(r"(<!-- measured -->\n).*?(<!-- end -->)", re.DOTALL)
MARKED = re.compile(r"(<!-- quality -->\n).*?(<!-- end -->)", re.DOTALL)
QUALITY, READMES = "docs/quality.md", ("README.md", "README.zh.md")
CARD = "embeddings/models/youju-static/README.md"
ORDER = {mode: place for place, mode in enumerate(MODES)}
TITLES = {
    "cmrc_dev": "CMRC 2018 dev: Chinese questions on Chinese encyclopedia paragraphs",
    "xquad_zh": "XQuAD zh",
    "xquad_en": "XQuAD en: English questions on the same Chinese paragraphs",
    "wrapped_articles": "Reconstruction of 1,000 damaged newspaper pages",
    "gold": "The five articles of `seeds/`, 40 questions",
}
NAMES_OF = {
    WORDS: ("BM25, words", "BM25，词"),
    BIGRAMS: ("BM25, character bigrams", "BM25，双字"),
    DENSE: ("static model alone, one vector a text", "仅静态模型，一文一向量"),
    ALIGNED: ("static model alone, then word by word", "仅静态模型，再逐词对齐"),
    FUSED: ("the three, equal RRF", "三者等权 RRF"),
    RANKED: ("**youju**", "**有据**"),
}
COLUMNS = (
    ("XQuAD zh", "xquad_zh", "nDCG@10"), ("XQuAD zh +50k", "xquad_zh+50k", "MRR@10"), ("CMRC dev +50k", "cmrc_dev+50k", "MRR@10"),
    ("XQuAD en→zh", "xquad_en", "nDCG@10"), ("XQuAD en→zh +50k", "xquad_en+50k", "MRR@10"),
)  # fmt: skip
LINES = (
    ("cmrc_dev+50k", WORDS, "hit@1", "first sentence answers: BM25's best of BM25's best paragraph", "首句即答案：BM25 最佳段落的最佳句"),
    ("cmrc_dev+50k", RANKED, "hit@1", "first sentence answers: youju", "首句即答案：有据"),
    ("cmrc_dev+50k", RANKED, "AUROC", "knows what it does not hold, AUROC", "能否作答的判断，AUROC"),
    ("cmrc_dev+50k", RANKED, "rejected@5%", "rejected at 5 % false refusal", "误拒 5 % 时拒答率"),
    ("cmrc_dev+50k", RANKED, "quote_integrity", "quotes that the original bytes hold word for word", "引文与原文逐字一致"),
)  # fmt: skip

HEAD = """# Quality

Made by `python -m evals --tables` from `evals/results/`, measured at commit `{commit}`. Do not edit.

`make eval` measures it again (`make eval DATA=DIR` where the data lies elsewhere); `youju eval --report out.html` adds plots and every
miss. `+50k` is with 49,630 news passages that answer nothing, which no weight has seen. Intervals are 95 %, by a bootstrap that draws
paragraphs with all their questions (which are not independent), 10,000 times; differences are paired: the same draws for both.
"""
EXPLAINED = """## What the measures mean

`words` and `bigrams`: BM25 over jieba's search-mode words and over character bigrams. `dense`: the encoder alone. `aligned`: the same
table alone, word by word: the hundred that `dense` puts first and the hundred whose words come nearest to the question's, by their
cosine and by how near they come (`evals.everywhere`, `qa.rank.align`); no lexical leg, nothing learnt from questions. `fused`: both
BM25s and `dense` by equal reciprocal rank fusion (Cormack et al. 2009, k 60). `ranked`: the product. `@NAME`: with another model. nDCG,
MRR and R are checked against ir-measures. Figures of the five articles that are not explained here are the scorer's beside the project;
shares of its questions have intervals.
"""
OWN = """
## Questions of your own

`youju eval --own QUESTIONS.jsonl --library FOLDER` measures the same on a folder of yours; one JSON object a line:

```json
{"question": "…", "evidence": ["…"], "documents": ["name.txt"], "answers": ["…"], "history": ["…"]}
```

Only `question` is needed. A paragraph answers it where it holds one of the `evidence` strings (in one of the `documents`, where those
are named), or, without evidence, where it is body text of one of the `documents`; a question with neither is one that the folder does
not answer. `answers` are what the first sentence must hold one of, the evidence where there are none; `history` are the questions asked
before it. Names are paths relative to the folder.

So are measured what we wrote ourselves and nothing learns from: 270 questions on the five articles, `youju eval --own
evals/questions/five.jsonl --library seeds`, and 252 on forty newspaper articles, which `python -m evals.written` lays out.
"""


def write_tables(folder: Path | None = None, root: Path = ROOT) -> list[str]:
    """Write the page and the marked part of each README; what was done, a line each. Raises as `load`."""
    made = rendered(load(folder or FOLDER), root)
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
    unmarked = [name for name in READMES if root / name not in made]
    return [f"wrote {path.relative_to(root)}" for path in made] + [
        f"{name} has no <!-- quality --> marks: left as it is" for name in unmarked
    ]


def rendered(results: Sequence[Result], root: Path = ROOT) -> dict[Path, str]:
    """What each file must hold: the page, and the READMEs that have marks."""
    out = {root / QUALITY: quality(results)}
    card = root / CARD
    if card.is_file():
        alone = "\n".join(_alone(results))
        out[card] = MEASURED.sub(lambda found: f"{found[1]}{alone}\n{found[2]}", card.read_text(encoding="utf-8"))
    for locale, name in enumerate(READMES):
        path = root / name
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if MARKED.search(text):
            part = "\n".join(readme(results, locale))
            out[path] = MARKED.sub(lambda found, part=part: f"{found[1]}{part}\n{found[2]}", text)  # type: ignore[misc]
    return out


def readme(results: Sequence[Result], locale: int) -> Iterator[str]:
    """The README's table: one measure a set, one mode a line; then answers and refusal. `locale` 0 is English, 1 Chinese."""
    by = {(result.set, result.mode): result for result in results}
    columns = [column for column in COLUMNS if (column[1], WORDS) in by]
    yield "| | " + " | ".join(f"{title}, {measure}" for title, _, measure in columns) + " |"
    yield "| --- " * (len(columns) + 1) + "|"
    for mode in ORDER:
        cells = [_plain(by[(of, mode)].measures.get(measure)) if (of, mode) in by else "–" for _, of, measure in columns]
        yield f"| {NAMES_OF[mode][locale]} | " + " | ".join(cells) + " |"
    held = [(names[locale], by[(of, mode)].measures[measure]) for of, mode, measure, *names in LINES if _has(by, of, mode, measure)]
    if held:
        yield "\n| CMRC dev +50k | |\n| --- | --- |"
        yield from (f"| {name} | {_plain(value)} |" for name, value in held)


def _alone(results: Sequence[Result]) -> Iterator[str]:
    """The shipped table's own figures, for its card."""
    yield "| set | one vector a text: nDCG@10 | MRR@10 | then word by word: nDCG@10 | MRR@10 |\n| --- | --- | --- | --- | --- |"
    by = {(result.set, result.mode): result.measures for result in results}
    for name in NAMES:
        found = [by[(name, mode)] for mode in (DENSE, ALIGNED) if (name, mode) in by]
        if found:
            yield f"| {name} | " + " | ".join(_shown(each.get(measure)) for each in found for measure in ("nDCG@10", "MRR@10")) + " |"


def _has(by: Mapping[tuple[str, str], Result], of: str, mode: str, measure: str) -> bool:
    return (of, mode) in by and measure in by[(of, mode)].measures


def quality(results: Sequence[Result]) -> str:
    """The whole page."""
    sections = [line for name in _sets(results) for line in _section(name, results)]
    meanings = [f"- `{name}`: {meaning}." for name, meaning in MEANING.items()]
    return "\n".join([HEAD.format(commit=results[0].commit), *sections, EXPLAINED, *meanings, OWN])


def _sets(results: Sequence[Result]) -> list[str]:
    names = dict.fromkeys(result.set for result in results)
    return sorted(names, key=lambda name: (NAMES.index(name) if name in NAMES else len(NAMES), name))


def _section(name: str, results: Sequence[Result]) -> Iterator[str]:
    rows = sorted((r for r in results if r.set == name), key=lambda r: (ORDER.get(r.mode.split("@")[0], 9), r.mode))
    base, _, crowd = name.partition("+")
    yield f"## {TITLES.get(base, base)}{', +' + crowd if crowd else ''}\n"
    if rows[0].questions:
        yield f"{rows[0].questions:,} questions, {rows[0].paragraphs:,} paragraphs.\n"
        yield "| | " + " | ".join(RETRIEVAL) + " | MRR@10 less words | of words' errors cut |"
        yield "| --- " * (len(RETRIEVAL) + 3) + "|"
        for row in rows:
            cells = [_shown(row.measures.get(measure)) for measure in RETRIEVAL]
            yield (
                f"| {row.mode} | " + " | ".join([*cells, _shown(row.against.get("MRR@10")), _percent(row.against.get("error_cut"))]) + " |"
            )
        yield ""
    yield from _more(rows)


def _more(rows: Sequence[Result]) -> Iterator[str]:
    """What is measured besides ranking, and how long a question takes."""
    for row in rows:
        more = {measure: value for measure, value in row.measures.items() if measure not in RETRIEVAL}
        if not more:
            continue
        yield f"| {row.mode} | |\n| --- | --- |"
        yield from (f"| {measure} | {_shown(value)} |" for measure, value in more.items())
        if "hit@1" in row.against:
            yield f"| hit@1 less words | {_shown(row.against['hit@1'])} |"
        if row.milliseconds:
            spent = f"{row.milliseconds['median']:.1f}, {row.milliseconds['p95']:.1f}"
            yield f"| milliseconds a question (analysis, retrieval, ranking), median and 95th percentile | {spent} |"
        yield ""


def _shown(value: Bounds | None) -> str:
    if value is None:
        return "–"
    point, low, high = value
    return f"{point:.4g}" if low is None or high is None else f"{point:.3f} ({low:.3f} to {high:.3f})"


def _plain(value: Bounds | None) -> str:
    return "–" if value is None else f"{value[0]:.3f}"


def _percent(value: Bounds | None) -> str:
    if value is None or value[1] is None or value[2] is None:
        return "–"
    return f"{value[0]:.1%} ({value[1]:.1%} to {value[2]:.1%})"
