"""The sentence rankers and the judge in turn, each fitted on what those before it give, and what they reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from evals.training import english
from evals.training.data import PAPERS, Case
from evals.training.judge import (
    FALSE_REFUSALS_ENGLISH,
    NAMES,
    Judged,
    evidence_rows,
    judge_of,
    judged,
    out_of_part,
    swapped,
    translated_rows,
)
from evals.training.libraries import Libraries
from evals.training.newspapers import Newspapers
from evals.training.rows import Group, Trial, ask, part, untrained
from evals.training.sentences import ENGLISH, crossed, fit_linear, fit_sentences, hits, part_of, sentence_group
from evals.without import without
from qa.rank import Boosted, Linear, Ranker, probability

# What the judge of a question in English sees: of how its words stand in the text only its names and years, since the others never do.
ENGLISH_EVIDENCE = (
    "missing", "lost_name", "lost_year", "numberless", "nameless", "uncounted", "fact", "cosine", "agreement", "aligned", "aligned_here",
    "aligned_lead", "words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answering:
    """What is fitted (`ranker`, whole but for English passages), and what it was fitted and is measured on: of what the judge sees, `rows`
    of the encyclopedia, those of the `papers` that measure, and all that were `learnt` from."""

    ranker: Ranker
    groups: list[tuple[str, Group]]
    printed: list[tuple[str, bool, Group]]
    crossed: list[Boosted]
    rows: list[Judged]
    papers: list[Judged]
    learnt: list[Judged]
    translated: list[Judged]


def fit_answering(
    libraries: Libraries, papers: Newspapers, trials: Sequence[Trial], passage: Linear, say: Callable[[str], None]
) -> Answering:
    """The ranker of sentences and the judge with its threshold. Held-out questions are asked too, and nothing is fitted on them."""
    say("sentences")
    first = untrained(passage)
    groups = [(t.library, sentence_group(t.case, t.found, t.shelf, [t.paragraph_id], first)) for t in trials]
    printed = papers.groups(first, english=False)
    learnt = [group for _, group in groups if not libraries.held(group.case)]
    learnt += [group for _, held, group in printed if not held]
    parts = crossed(learnt, libraries.title_of)
    ranker = replace(first, sentence=fit_sentences(learnt))
    say("evidence")
    others = [replace(first, sentence=part) for part in parts]

    # A held-out question is seen by none of the parts: the ranker fitted on all others is the one that it meets in use.
    def unseen(case: Case) -> Ranker:
        measures = papers.held(case) if case.source == PAPERS else libraries.held(case)
        return ranker if measures else others[part_of(libraries.title_of(case))]

    rows = evidence_rows(libraries, trials, unseen)
    papers_rows = papers.judged(unseen, english=False)
    learnt_rows = [row for row in rows if not libraries.held(row.case)] + [row for measures, row in papers_rows if not measures]
    answers, limit = judge_of(learnt_rows, libraries.title_of)
    ranker = replace(ranker, answers=answers, threshold=limit)
    measured = [row for measures, row in papers_rows if measures]
    return Answering(ranker, groups, printed, parts, rows, measured, learnt_rows, translated_rows(libraries, ranker))


def fit_english(glossary: english.Glossary, libraries: Libraries, papers: Newspapers, cases: Sequence[Case], ranker: Ranker) -> Ranker:
    """The ranker of sentences for questions in English, weights alone since only the vectors tell there, and their judge with its
    threshold: fitted on each question with its paragraph and without, and with another's name."""
    asked = [row for row in libraries.asked(cases) if (row[0] == "small") == (part(row[1].question, 2, "judge") > 0)]
    trials = [ask(library, glossary.put(case), shelf, key, ranker) for library, case, shelf, key in asked]
    groups = [sentence_group(t.case, t.found, t.shelf, [t.paragraph_id], ranker) for t in trials]
    groups += [group for _, held, group in papers.groups(ranker, english=True) if not held]
    ranker = replace(ranker, sentence_english=fit_linear(groups, ENGLISH))
    rows = [row for trial in trials for row in judged(trial, ranker, "present", True)]
    for t in trials:
        left = ask(t.library, t.case, without(t.shelf, [t.paragraph_id]), t.paragraph_id, ranker)
        rows += judged(left, ranker, "removed", False)
    for library, case, shelf, key in libraries.asked(swapped(cases, NAMES)):
        if (library == "small") == (part(case.question, 3, "judge") > 0):
            rows += judged(ask(library, glossary.put(case), shelf, key, ranker), ranker, "swapped", False)
    rows += [row for held, row in papers.judged(lambda case: ranker, english=True) if not held]
    answers, limit = judge_of(rows, libraries.title_of, ENGLISH_EVIDENCE, FALSE_REFUSALS_ENGLISH)
    return replace(ranker, answers_english=answers, threshold_english=limit)


def figures(of: Answering, libraries: Libraries) -> Iterator[str]:
    """Lines to read: the first sentence's share of right ones, and the judge's, crossed and held out."""
    for library in dict.fromkeys(name for name, _, _ in of.printed):
        measured = [group for name, held, group in of.printed if name == library and held]
        share = _by_source(measured, hits(measured, lambda case: of.ranker.sentence))
        yield f"{library}, held out: the first sentence holds the answer: {share}"
    for library in ("big", "small"):
        groups = [group for name, group in of.groups if name == library]
        learnt = [group for group in groups if not libraries.held(group.case)]
        held = [group for group in groups if libraries.held(group.case)]
        for name, chosen, ranker in (("crossed", learnt, _crossed(of, libraries)), ("held out", held, lambda case: of.ranker.sentence)):
            by_source = _by_source(chosen, hits(chosen, ranker))
            yield f"{library}, {name}: the first sentence holds the answer: {by_source}"
    chances = dict(zip(map(id, of.learnt), out_of_part(of.learnt, libraries.title_of).tolist(), strict=True))
    for library in ("big", "small"):
        for name, keep in (("crossed", False), ("held out", True)):
            rows = [row for row in of.rows if row.library == library and libraries.held(row.case) is keep]
            judged = [(chances.get(id(row), probability(of.ranker.answers.score(row.row))), row) for row in rows]
            yield f"{library}, {name}: " + ", ".join(_judged(judged, of.ranker.threshold))
    for library in dict.fromkeys(row.library for row in of.papers):
        judged = [(probability(of.ranker.answers.score(row.row)), row) for row in of.papers if row.library == library]
        yield f"{library}, held out: " + ", ".join(_judged(judged, of.ranker.threshold))
    rows = of.translated
    aurocs = auroc(list(zip(out_of_part(rows, libraries.title_of).tolist(), [row.answers for row in rows], strict=True)))
    shipped = auroc([(of.ranker.answers.score(row.row), row.answers) for row in rows])
    yield f"SQuAD 2.0 in Chinese, {len(rows)} questions: AUROC {aurocs:.4f} by weights of its own, crossed; {shipped:.4f} by those shipped"


def _crossed(of: Answering, libraries: Libraries) -> Callable[[Case], Boosted]:
    return lambda case: of.crossed[part_of(libraries.title_of(case))]


def _by_source(groups: Sequence[Group], right: Sequence[bool]) -> str:
    sources = sorted({group.case.source for group in groups})
    parts = {source: [hit for group, hit in zip(groups, right, strict=True) if group.case.source == source] for source in sources}
    whole = f"{sum(right) / max(1, len(right)):.4f} of {len(right)}"
    return whole + " (" + ", ".join(f"{source} {sum(of) / len(of):.4f} of {len(of)}" for source, of in parts.items()) + ")"


def _judged(judged: Sequence[tuple[float, Judged]], limit: float) -> Iterator[str]:
    present = [chance for chance, row in judged if row.trial == "present"]
    for trial in ("present", "removed", "swapped", "reworded", "untold"):
        chances = [chance for chance, row in judged if row.trial == trial]
        if chances:
            yield f"{sum(chance < limit for chance in chances) / len(chances):.3f} of {len(chances)} {trial} refused"
            if trial != "present":
                yield f"AUROC {auroc([*((chance, True) for chance in present), *((chance, False) for chance in chances)]):.4f}"


def auroc(scored: Sequence[tuple[float, bool]]) -> float:
    """Probability that an answerable question scores above an unanswerable one; of equal scores half (0.5 is chance)."""
    import numpy as np

    scores = np.array([score for score, _ in scored])
    good = np.array([answers for _, answers in scored])
    levels, where = np.unique(scores, return_inverse=True)
    wrong = np.bincount(where[~good], minlength=len(levels))
    below = np.cumsum(wrong) - wrong / 2
    return float(below[where[good]].sum() / max(1, good.sum() * (~good).sum()))
