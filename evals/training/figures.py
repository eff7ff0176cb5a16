"""What the fitted weights reach on held-out questions of train/."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from evals.training.data import Case
from evals.training.rows import Group, Judged
from qa.rank import EVIDENCE, PASSAGE, SENTENCE, Linear


def report(
    passages: Sequence[tuple[str, Group]],
    sentences: Sequence[tuple[str, Group]],
    judgements: Sequence[tuple[str, Judged]],
    held: Callable[[Case], bool],
    passage: Linear,
    sentence: Linear,
    answers: Linear,
    limit: float,
) -> Iterator[str]:
    """Lines to read: the weights, MRR@10 against each BM25 alone, sentences' hit@1, the judge's rejections."""
    yield "passage " + ", ".join(f"{n} {w:.2f}" for n, w in zip(PASSAGE, passage.weights, strict=True))
    yield "sentence " + ", ".join(f"{n} {w:.2f}" for n, w in zip(SENTENCE, sentence.weights, strict=True))
    yield f"answers bias {answers.bias:.2f}, " + ", ".join(f"{n} {w:.2f}" for n, w in zip(EVIDENCE, answers.weights, strict=True))
    for library in ("big", "small"):
        groups = [g for name, g in passages if name == library and held(g.case)]
        alone = {n: Linear(tuple(float(n == m) for m in PASSAGE)) for n in ("words", "pairs", "cosine")}
        figures = ", ".join(f"{n} {mrr(groups, model):.4f}" for n, model in [*alone.items(), ("ranked", passage)])
        yield f"{library}: MRR@10 of {len(groups)} held-out questions: {figures}"
        chosen = [g for name, g in sentences if name == library and held(g.case)]
        yield f"{library}: the first sentence holds the answer: {hits(chosen, sentence):.4f} of {len(chosen)}"
        for trial in ("present", "removed", "swapped", "unanswerable"):
            rows = [j for name, j in judgements if name == library and j.trial == trial and held(j.case)]
            if not rows:
                continue  # swapped and unanswerable questions are asked of the small libraries only
            refused = sum(chance(answers, j) < limit for j in rows)
            yield f"{library}: refused {refused} of {len(rows)} {trial} ({refused / len(rows):.3f}) under {limit:.3f}"
        rows = [j for name, j in judgements if name == library and held(j.case) and j.trial != "unanswerable"]
        yield f"{library}: AUROC answerable against removed and swapped: {auroc(rows, answers):.4f}"


def chance(answers: Linear, judged: Judged) -> float:
    """The judge's probability."""
    from qa.rank import probability

    return probability(answers.score(judged.row))


def mrr(groups: Sequence[Group], model: Linear) -> float:
    """MRR@10, 0 to 1; a question whose paragraph is no candidate scores 0, of equal scores the right one counts last."""
    import numpy as np

    total = 0.0
    for group in groups:
        if group.right.any():
            scores = group.rows @ np.array(model.weights)
            rank = int((scores >= scores[group.right].max()).sum())
            total += 1 / rank if rank <= 10 else 0.0
    return total / max(1, len(groups))


def hits(groups: Sequence[Group], model: Linear) -> float:
    """Share of the questions of which the first sentence is right."""
    import numpy as np

    return sum(bool(g.right[int(np.argmax(g.rows @ np.array(model.weights)))]) for g in groups if len(g.rows)) / max(1, len(groups))


def auroc(rows: Sequence[Judged], answers: Linear) -> float:
    """Probability that an answerable question scores above an unanswerable one (0.5 is chance)."""
    good = [answers.score(j.row) for j in rows if j.answers]
    bad = [answers.score(j.row) for j in rows if not j.answers]
    wins = sum((a > b) + 0.5 * (a == b) for a in good for b in bad)
    return wins / max(1, len(good) * len(bad))
