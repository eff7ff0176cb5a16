"""What the judge sees of each question asked, and the judge fitted on it with its threshold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evals.training.data import Case
from evals.training.fit import logistic
from evals.training.libraries import Libraries
from evals.training.rows import Trial, ask, part
from evals.training.sentences import holds_answer, in_print
from evals.without import without
from qa.answer.consider import meeting
from qa.answer.weigh import evidence, weigh
from qa.question import Term, analyse
from qa.rank import EVIDENCE, Linear, Ranker
from qa.tokens import normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAMES, WORDS = ("name", "quoted", "year"), ("word",)  # roles of terms that are put in the place of each other
# What a question with another's term counts: near misses are what a folder on one matter meets. At 0.7 fewer of them are refused and hardly
# more of the removed (docs/log.md).
SWAPPED = 1.5
# What a question on newspapers counts beside one on the encyclopedia. At 0.1, 0.2, 0.4, 1 (0: not at all) AUROC there 0.831, 0.837, 0.839,
# 0.844 (0.817) and here 0.9626, 0.9620, 0.9611, 0.9587 (0.9639): docs/log.md.
PRINTED = 0.2
# Share of the answerable training questions, each counting as it does in the fit and judged by weights that have not seen its article, that
# lie below the shipped threshold. At 3 % of the encyclopedia's alone, 16 of 300 questions made of the five articles' own figures were
# refused, where 15 may be; at 5 % of them no more of the unanswerable on newspapers are, since the conditions refuse there (docs/log.md).
FALSE_REFUSALS, FALSE_REFUSALS_ENGLISH = 0.04, 0.03
PARTS = 5  # of the articles, each judged by what is fitted on the other four


@dataclass(frozen=True, slots=True)
class Judged:
    """What the judge sees of the best sentence, whether the library answers, and which kind of trial it was."""

    library: str
    case: Case
    row: tuple[float, ...]
    answers: bool
    trial: str  # present, removed, swapped, reworded; of newspapers also untold; of the translated SQuAD 2.0 answerable, unanswerable


def swapped(cases: Sequence[Case], roles: Sequence[str]) -> list[Case]:
    """Questions with a term of these roles in the place of their own, taken from a question further on: nobody answers them, though
    all the rest stands there. Those that have none are left out."""
    theirs = [(case, exchanged(case, roles)) for case in cases]
    out = []
    for i, (case, terms) in enumerate(theirs):
        for j in range(1, len(theirs)):
            other, others = theirs[(i + 7 * j) % len(theirs)]
            pair = next(((a, b) for a in terms for b in others if a.role == b.role and a.text != b.text), None)
            if not terms or (pair and other.paragraph_id != case.paragraph_id):
                break
        if terms and pair:
            out.append(replace(case, question=normalise(case.question).replace(pair[0].text, pair[1].text), answers=()))
    return out


def exchanged(case: Case, roles: Sequence[str]) -> list[Term]:
    """The terms of a question that another's may stand for: its names and years; or, where it has such, the heaviest other word,
    which is what is asked of them."""
    terms = analyse(case.question).terms
    if roles is NAMES:
        return [term for term in terms if term.role in NAMES]
    named = any(term.role in NAMES for term in terms)
    return sorted((term for term in terms if term.role in roles and named), key=lambda term: (-term.weight, term.text))[:1]


def judged(trial: Trial, ranker: Ranker, kind: str, answers: bool) -> list[Judged]:
    """The best sentence there is that meets the question's conditions, as the judge sees it; none where there is no such sentence, or
    where a question that is to have no answer finds one all the same."""
    ranked, _ = meeting(trial.found.question, weigh(trial.found, trial.shelf, ranker), trial.shelf)
    if not ranked or (not answers and holds_answer(ranked[0], trial.case.answers)):
        return []
    return [Judged(trial.library, trial.case, tuple(evidence(trial.found, ranked[0])), answers, kind)]


def evidence_rows(libraries: Libraries, trials: Sequence[Trial], ranker: Callable[[Case], Ranker]) -> list[Judged]:
    """What the judge sees: each question with its paragraph and without, and with another's name or another's word.

    `ranker` is the one that has not seen the question's article, so that the best sentence is found as it is in use."""
    out = [row for trial in trials for row in judged(trial, ranker(trial.case), "present", True)]
    for trial in trials:
        if (trial.library == "small") != (part(trial.case.question, 2, "judge") > 0):
            continue  # without its paragraph in one of the two libraries: looking is what takes the time
        its = ranker(trial.case)
        left = ask(trial.library, trial.case, without(trial.shelf, [trial.paragraph_id]), trial.paragraph_id, its)
        out += judged(left, its, "removed", False)
    cases = list(dict.fromkeys(trial.case for trial in trials))
    for kind, roles in (("swapped", NAMES), ("reworded", WORDS)):
        for library, case, shelf, key in libraries.asked(swapped(cases, roles)):
            # Two in three of the small libraries: those hold what is alike.
            if (library == "small") == (part(case.question, 3, "judge") > 0):
                out += judged(ask(library, case, shelf, key, ranker(case)), ranker(case), kind, False)
    return out


def judge_of(
    rows: Sequence[Judged], title: Callable[[Case], str], names: Sequence[str] = EVIDENCE, rate: float = FALSE_REFUSALS
) -> tuple[Linear, float]:
    """The judge over the named features, and the probability under which this rate of the answerable questions lies when each is judged
    by weights that have not seen its article."""
    import numpy as np

    chances = out_of_part(rows, title, names)
    present = np.array([row.answers for row in rows])
    counts = np.array([PRINTED if in_print(row.case) else 1.0 for row in rows])[present]
    limit = np.quantile(chances[present], rate, weights=counts, method="inverted_cdf")
    return fit_judge(rows, names), float(limit)


def fit_judge(rows: Sequence[Judged], names: Sequence[str] = EVIDENCE) -> Linear:
    """The logistic weights of the named features, each with the sign of its reason (Platt 1999: its output is a probability). Not learnt
    from reworded questions, which keep nearly everything that is asked and only measure."""
    import numpy as np

    kept = [EVIDENCE.index(name) for name in names]
    learnt = [row for row in rows if row.trial != "reworded"]
    importance = np.array([PRINTED if in_print(row.case) else SWAPPED if row.trial == "swapped" else 1.0 for row in learnt])
    table = np.array([row.row for row in learnt])[:, kept]
    weights, bias = logistic(table, np.array([row.answers for row in learnt]), importance, names)
    fitted = dict(zip(kept, weights.tolist(), strict=True))
    return Linear(tuple(fitted.get(i, 0.0) for i in range(len(EVIDENCE))), bias)


def out_of_part(rows: Sequence[Judged], title: Callable[[Case], str], names: Sequence[str] = EVIDENCE) -> NDArray[np.float64]:
    """The probability (n,) of each row by a judge fitted on the other parts of the articles."""
    import numpy as np

    parts = np.array([part(title(row.case), PARTS, "judge") for row in rows])
    table = np.array([row.row for row in rows])
    out = np.zeros(len(rows))
    for i in range(PARTS):
        model = fit_judge([row for row, its in zip(rows, parts, strict=True) if its != i], names)
        out[parts == i] = 1 / (1 + np.exp(-model.scores(table[parts == i])))
    return out


def translated_rows(libraries: Libraries, ranker: Ranker) -> list[Judged]:
    """What the judge sees of the translated SQuAD 2.0: its answerable and its unanswerable questions, each with its paragraph."""
    out = []
    for kind, cases in (("answerable", libraries.translated), ("unanswerable", libraries.unanswerable)):
        for row in libraries.asked(cases):
            out += judged(ask(*row, ranker), ranker, kind, kind == "answerable")
    return out
