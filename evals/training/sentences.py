"""The ranker of sentences: rows to fit on, the fit, and the same fitted without a part of the articles, for what is judged next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from evals.training.boost import boost
from evals.training.data import PAPERS, Case
from evals.training.fit import AGAINST, EITHER, softmax
from evals.training.rows import Group, part
from qa.answer.weigh import Weighed, weigh
from qa.question.kinds import is_english
from qa.rank import SENTENCE, Boosted, Linear, Ranker, plain
from qa.retrieve import Found, Shelf

LEARNT = 6  # passages of which the sentences are learnt from: the right one is hardly ever further down
# For a question in English: the words of it that a Chinese sentence holds are too few to learn anything else from.
ENGLISH = ("passage", "place", "shape", "counted", "cosine", "cosine_lead", "aligned", "brief", "fresh", "aligned_fresh", "aligned_before")
# What a question on newspapers counts beside one on the encyclopedia, of which the figures are: whole, the first sentence is right
# there 2 points more often and here 1.2 less (docs/log.md).
PRINTED = 0.4
PARTS = 3  # of the articles: what ranks the sentences of one part for the judge was fitted on the others
# What no tree may speak against. Lengths, places and what stands around a sentence may help or harm.
RISING = tuple(name not in AGAINST | EITHER | {"rest", "context", "new"} for name in SENTENCE)


def squeezed(text: str) -> str:
    """Normalised, without quotation marks and white space, as answers are compared with sentences."""
    return "".join(plain(text).split())


def holds_answer(weighed: Weighed, answers: Sequence[str]) -> bool:
    """Whether a sentence holds one of the answer strings, but for quotation marks, white space and an answer's full stop."""
    sentence = squeezed(weighed.candidate.found.prepared.normal[weighed.s])
    return any(answer in sentence for answer in (squeezed(text).rstrip("。.") for text in answers) if answer)


def sentence_group(case: Case, found: Found, shelf: Shelf, paragraph_ids: Collection[str], ranker: Ranker) -> Group:
    """The sentences of the best passages; right are those of a right paragraph that hold an answer."""
    import numpy as np

    ranked = weigh(found, shelf, ranker, LEARNT)
    right = [w.candidate.paragraph.id in paragraph_ids and holds_answer(w, case.answers) for w in ranked]
    return Group(case, np.array([w.features for w in ranked], dtype=np.float64).reshape(-1, len(SENTENCE)), np.array(right, dtype=bool))


def fit_linear(groups: Sequence[Group], names: Sequence[str] = SENTENCE) -> Boosted:
    """Weights alone, each with the sign of its reason; features that are not among the names get none."""
    kept = [SENTENCE.index(name) for name in names]
    learnt = [group for group in groups if group.right.any()]
    weights = softmax([(group.rows[:, kept], group.right) for group in learnt], names, importance=_importance(learnt))
    fitted = dict(zip(kept, weights.tolist(), strict=True))
    return Boosted(Linear(tuple(fitted.get(i, 0.0) for i in range(len(SENTENCE)))))


def fit_sentences(groups: Sequence[Group]) -> Boosted:
    """Weights, and trees that correct them. A question of which no sentence is right teaches nothing."""
    learnt = [group for group in groups if group.right.any()]
    return boost([(group.rows, group.right) for group in learnt], fit_linear(groups).linear, RISING, _importance(learnt))


def _importance(groups: Sequence[Group]) -> list[float]:
    return [PRINTED if in_print(group.case) else 1.0 for group in groups]


def in_print(case: Case) -> bool:
    """Whether a question is one of our own on newspapers, and in Chinese: of those in English no others are as people ask."""
    return case.source == PAPERS and not is_english(case.question)


def part_of(title: str) -> int:
    """The part of the articles to which a title belongs, 0 to `PARTS` - 1."""
    return part(title, PARTS, "sentences")


def crossed(groups: Sequence[Group], title: Callable[[Case], str]) -> list[Boosted]:
    """For each part of the articles, the ranker fitted on the others."""
    parts = [part_of(title(group.case)) for group in groups]
    return [fit_sentences([group for group, its in zip(groups, parts, strict=True) if its != part]) for part in range(PARTS)]


def hits(groups: Sequence[Group], ranker: Callable[[Case], Boosted]) -> list[bool]:
    """Of each question, whether the sentence that its ranker puts first is right; False where there is none."""
    import numpy as np

    return [bool(len(g.rows) and g.right[int(np.argmax(ranker(g.case).scores(g.rows)))]) for g in groups]
