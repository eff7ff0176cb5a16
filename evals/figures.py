"""From what was measured to figures with intervals: every measure of every mode of a set on the same draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evals.bootstrap import Draws, Interval, error_cut, interval, intervals
from evals.measures import RETRIEVAL
from evals.modes import WORDS
from evals.refusal import auroc, rejected, risk_area
from evals.runs import Reply, Run
from evals.sets import EvalSet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Values = dict[str, "NDArray[np.float64]"]
"""By measure: its value on the set, then on each resample, (1 + resamples,)."""

MEANING = {
    "hit@1": "the sentence of the first statement (with the one before it, where the statement quotes both) holds an answer string, "
    "refusal taken out of the picture; of words: the sentence with the best BM25 in the best BM25 paragraph does",
    "hit@1_words": "the very words of the first statement hold one (a long sentence is cut to whole clauses)",
    "hit@1_shipped": "hit@1 as shipped: a refused question counts as a miss",
    "citation_precision": "share of the sentences cited that stand in the right paragraph and hold an answer string, mean over the "
    "answered questions",
    "citation_recall": "share of those sentences of the right paragraph that are cited, mean over all questions that have an answer; "
    "a refused one counts 0",
    "quote_integrity": "share of the quotes that the original bytes hold word for word, by the product's own check",
    "AUROC": "probability that the judge is surer of a question with its paragraph than of another without",
    "rejected@5%": "share of the questions refused without their paragraph where at most 5 % are refused with it (threshold from "
    "these very scores)",
    "rejected_shipped": "the same at the shipped threshold",
    "falsely_refused_shipped": "share of the answerable questions that the shipped threshold refuses",
    "AURC": "area under the risk-coverage curve, every question once with its paragraph and once without; lower is better",
}


def figures(of: EvalSet, runs: Sequence[Run]) -> list[tuple[Run, dict[str, Interval], dict[str, Interval]]]:
    """Each run with its measures, and with its differences from `words` (mode minus words; `error_cut` is of MRR@10)."""
    draws = Draws([ask.cluster for ask in of.questions])
    values = [values_of(of, run, draws) for run in runs]
    base = next((row for run, row in zip(runs, values, strict=True) if run.mode == WORDS), None)
    out = []
    for run, row in zip(runs, values, strict=True):
        against: dict[str, Interval] = {}
        if base is not None and run.mode != WORDS:
            against = intervals({name: row[name] - base[name] for name in row if name in base})
            if (cut := interval(error_cut(row["MRR@10"], base["MRR@10"]))) is not None:
                against["error_cut"] = cut
        out.append((run, intervals(row), against))
    return out


def values_of(of: EvalSet, run: Run, draws: Draws) -> Values:
    """Retrieval over the questions that the library answers; answers over those of them that have answer strings."""
    import numpy as np

    held = np.array([bool(ask.relevant) for ask in of.questions])
    rows = list(zip(run.places, of.questions, strict=True))
    values: Values = {}
    for name, measure in RETRIEVAL.items():
        values[name] = draws.means(np.array([measure(places, len(ask.relevant)) for places, ask in rows]), held)
    strings = held & np.array([bool(ask.answers) for ask in of.questions])
    if run.hits is not None and strings.any():
        values["hit@1"] = draws.means(np.array(run.hits, dtype=np.float64), strings)
    if run.replies is not None:
        if strings.any():
            values |= answers_of(run.replies, strings, draws)
        values |= refusal_of(run.replies, held, draws)
    return values


def answers_of(replies: Sequence[Reply], strings: NDArray[np.bool_], draws: Draws) -> Values:
    """Of the product's answers; `MEANING` says what each is."""
    import numpy as np

    judged = [reply.judged for reply in replies]
    answered = np.array([float(reply.answered) for reply in replies])
    hits, words = (np.array([float(getattr(j, name)) for j in judged]) for name in ("hit", "words"))
    precision = np.array([j.right / j.cited if j.cited else 0.0 for j in judged])
    recall = np.array([j.right / j.gold if j.gold else 0.0 for j in judged])
    gold = np.array([j.gold > 0 for j in judged])
    verbatim = np.array([j.verbatim / j.quotes if j.quotes else 0.0 for j in judged])
    return {
        "hit@1_words": draws.means(words, strings),
        "hit@1_shipped": draws.means(hits * answered, strings),
        "citation_precision": draws.means(precision, strings & (answered > 0)),
        "citation_recall": draws.means(recall * answered, strings & gold),
        "quote_integrity": draws.means(verbatim, np.array([j.quotes > 0 for j in judged])),
    }


def refusal_of(replies: Sequence[Reply], held: NDArray[np.bool_], draws: Draws) -> Values:
    """Of the judge: answerable questions with their paragraph against those without, and against questions without an answer."""
    import numpy as np

    present, absent, refused = trials(replies, held)
    values: Values = {"falsely_refused_shipped": draws.means(np.array([float(not r.answered) for r in replies]), held)}
    if np.isnan(absent).all() or np.isnan(present).all():
        return values
    scores, wrong = surest(replies, present, absent)
    kept = ~np.isnan(scores)
    return values | {
        "AUROC": draws.statistics(lambda weights: auroc(weights, present, absent)),
        "rejected@5%": draws.statistics(lambda weights: rejected(weights, present, absent)),
        "rejected_shipped": draws.means(refused, ~np.isnan(absent)),
        "AURC": draws.statistics(lambda weights: risk_area(np.tile(weights, 2)[:, kept], scores[kept], wrong[kept])),
    }


def trials(replies: Sequence[Reply], held: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """(scores with the paragraph, scores without, whether it is refused without), each (n,), NaN where not asked so."""
    import numpy as np

    present = np.array([r.chance if h else np.nan for r, h in zip(replies, held, strict=True)])
    absent = np.array([(np.nan if r.gone is None else r.gone) if h else r.chance for r, h in zip(replies, held, strict=True)])
    refused = np.array([float(not (r.gone_answered if h else r.answered)) for r, h in zip(replies, held, strict=True)])
    return present, absent, refused


def surest(
    replies: Sequence[Reply], present: NDArray[np.float64], absent: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(scores, 1 where the answer would be wrong) of all that is asked, with the paragraph and then without, (2n,)."""
    import numpy as np

    wrong = np.array([float(not reply.judged.hit) for reply in replies])
    return np.concatenate([present, absent]), np.concatenate([wrong, np.ones(len(replies))])
