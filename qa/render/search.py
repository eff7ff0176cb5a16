"""Ranked passages without an answer: each with the question's words marked in it, and with what each leg and the ranker say of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qa.messages import Locale, say
from qa.question import Question, analyse
from qa.question.marked import marked
from qa.render.cards import meta_html, reference, section_html
from qa.render.visible import escape
from qa.types import Passage

LEGS = ("words", "bigrams", "cosine")
"""`Passage.scores`, in the order in which they are shown; the ranker's own comes last."""


def search_html(question: str, passages: Sequence[Passage], changed: Collection[str], searched: str, locale: Locale) -> str:
    """The passages, best first. `searched` says in what part of the library they were looked for, and is empty where that is
    everything; `changed` are documents whose file on disk has changed."""
    asked = analyse(question)
    told = f'<p class="narrowed" role="status">{escape(searched)}</p>' if searched else ""
    if not passages:
        return f'{told}<p class="note" role="status">{escape(say("no_passages", locale))}</p>'
    count = f'<p class="found" role="status">{escape(say("page_search_found", locale, question=question, count=len(passages)))}</p>'
    best = passages[0].score
    rows = "".join(_passage(each, asked, best, each.document.id in changed, locale) for each in passages)
    return f'{told}{count}{_legend(locale)}<ol class="passages">{rows}</ol>'


def _legend(locale: Locale) -> str:
    """What the scores mean, folded away: the short word beside each is enough to read on."""
    rows = "".join(
        f"<dt>{escape(say(f'page_score_{name}', locale))}</dt><dd>{escape(say(f'page_score_{name}_about', locale))}</dd>"
        for name in (*LEGS, "ranker")
    )
    return f'<details class="legend"><summary>{escape(say("page_scores", locale))}</summary><dl>{rows}</dl></details>'


def _passage(passage: Passage, asked: Question, best: float, changed: bool, locale: Locale) -> str:
    paragraph, document = passage.paragraph, passage.document
    link = reference("search", 0, document.id, paragraph.spans)
    kind = f'<span class="kind {paragraph.kind}">{escape(say(f"page_kind_{paragraph.kind}", locale))}</span>'
    number = f'<span class="n" aria-hidden="true">{passage.rank}</span>'  # the list counts as well
    head = f'<h3>{number}<a href="#{link}" lang="zh-CN">{escape(document.title)}</a>{kind}</h3>'
    warning = f'<p class="warning">{escape(say("page_changed", locale))}</p>' if changed else ""
    text = f'<p class="passage" lang="zh-CN">{_marked(paragraph.text, asked)}</p>'
    about = meta_html(document, locale) + section_html(paragraph)
    return f"<li><article>{head}{about}{text}{warning}{_scores(passage, best, locale)}</article></li>"


def _scores(passage: Passage, best: float, locale: Locale) -> str:
    """Each score with a bar: those of the legs of what is most, the ranker's of the best passage's."""
    parts = [(name, value, value) for name in LEGS if (value := passage.scores.get(name)) is not None]
    parts.append(("ranker", passage.score, passage.score / best if best > 0 else 0.0))
    rows = "".join(
        f'<div class="{name}"><dt>{escape(say(f"page_score_{name}", locale))} <small>{escape(say(f"page_score_{name}_short", locale))}'
        f"</small></dt><dd>{_number(value)}{_bar(share)}</dd></div>"
        for name, value, share in parts
    )
    return f'<dl class="scores">{rows}</dl>'


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _bar(share: float) -> str:
    """A bar of 0 to 1; the number beside it says the same."""
    width = 100 * min(1.0, max(0.0, share))
    return f'<svg class="bar" aria-hidden="true" focusable="false"><rect width="{width:.1f}%" height="100%"/></svg>'


def _marked(text: str, asked: Question) -> str:
    parts, at = [], 0
    for low, high in marked(asked, text):
        parts += [escape(text[at:low]), f"<mark>{escape(text[low:high])}</mark>"]
        at = high
    return "".join([*parts, escape(text[at:])])
