"""Which sentences make the answer: the one that answers first, then what covers the rest of the question, none twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa.answer.draft import Pick
from qa.answer.quote import LONGEST, behind, cut, size
from qa.answer.series import series
from qa.answer.weigh import Weighed
from qa.patterns import regex
from qa.places import own_name
from qa.question import FACTS, Asked, Question, find
from qa.rank import PLACED, SENTENCE, named_shares, plain
from qa.retrieve import Found
from qa.tokens import bigrams

FACT_MOST, OPEN_MOST = 3, 8  # statements of a fact's answer and of any other (the design's limits)
FACT_CHARACTERS = 350
SAME = 0.6  # share of a sentence's bigrams that another may hold before they say the same
SAME_ELSEWHERE = 0.9  # the same of a sentence of another article, which may say it of another place. By reason; reprints have all
# How far below the best sentence's score another may lie, in units of the sentence ranker (a softmax: 1 is e times less likely).
# A fact's second sentence is nearly as good as its first; what else an open question gets is what covers it, the first few readily.
FACT_MARGIN, OPEN_MARGIN, OPEN_FEW, OPEN_REACH = 1.2, 2.5, 3.5, 4.5
OTHER_ARTICLE = 1.5  # a sentence of another article must be nearly as good as the first, unless it has the whole question around it
WHOLE = 0.9  # share of the question's weight that is the whole question
OPEN_LEAST = 3  # statements of an open question's answer, where as many are on the matter
MOST = 0.5  # share of what is asked, names aside, that a sentence far below the first must hold to be on the matter. By reason
SHORTEST = 8  # characters: a shorter one says nothing by itself
FACT_AMPLE = 140  # characters to which a fact's run of clauses is grown
SHAPE_WORTH = 0.5  # of a question in English: a number where one is asked for is worth half of all its words. By reason
# 这只是一个缩影: what points back at the sentence before says nothing without it.
_POINTS_BACK = regex(r"这(?:只是|是|就是|正是|些|种|一|样|不)")
_NAMED_REASON = regex("[^，,。]{0,6}[这此上](?:一|些|类|种|个|述)?(?:问题|难题|现象|情况|困境|局面|短板|困难|矛盾)")
_THAT_ONE = regex("(?:该|这个|这家)[\u4e00-\u9fff]{1,2}|[他她其](?!他|它|中|余)")
_HERE = regex("[这那]里|[这那]儿|此[地处]")
_ON = regex("[该这][县市区镇乡村省街社][道区]?|自从|为此|对此|在[他她其]的?")  # what begins so goes on about what was just named
PER_PARAGRAPH = 3  # statements from one paragraph


def choose(found: Found, ranked: Sequence[Weighed], most: int = OPEN_MOST) -> list[Pick]:
    """The statements of an answer, `most` at most, the most direct first, then by article and in reading order; [] where nothing can be
    quoted."""
    fact = found.question.kind in FACTS
    most = min(most, FACT_MOST) if fact else most
    pool = ranked if fact else [weighed for weighed in ranked if not points_back(weighed)] or ranked
    kept: list[tuple[Weighed, Pick]] = []
    for weighed in pool:
        if len(kept) == most or (kept and weighed.score < kept[0][0].score - OPEN_REACH):
            break
        if not kept or _belongs(found, weighed, kept):
            _keep(found, weighed, kept)
    for weighed in [] if fact else pool:
        if not kept or len(kept) >= min(most, OPEN_LEAST):
            break
        if _says_what_is_asked(found, weighed, kept[0][0]):
            _keep(found, weighed, kept)
    if kept and not fact:
        _go_on(found, pool, kept, most)
    return in_order(kept)


def _go_on(found: Found, pool: Sequence[Weighed], kept: list[tuple[Weighed, Pick]], most: int) -> None:
    """Put with those kept what goes on from the first: the rest of its part of a sentence too long for one quote, up to a semicolon;
    the other items of a list that one of them announces or is of (`qa.answer.series`); the next sentence, however far below, where it
    speaks of the first's (该区……), or the first only names what is asked about."""
    first, pick = kept[0]
    sentence = first.candidate.found.prepared.sentences[first.s]
    rest = behind(pick.paragraph.text, pick.end, sentence[1])
    if rest is not None and len(kept) < most:
        added = Pick(pick.paragraph, *rest)
        if not any(_again(added, other) for _, other in kept):
            kept.append((first, added))
    items = (series(found.question.kind, weighed, pool) for weighed, _ in [*kept])
    for item in next((each for each in items if each), []):
        if len(kept) < most:
            _keep(found, item, kept)
    following = next((w for w in pool if w.candidate.paragraph.id == first.candidate.paragraph.id and w.s == first.s + 1), None)
    if following is not None and len(kept) < most and (_goes_on(following) or not _says_anything_asked(found, first)):
        _keep(found, following, kept)


def _goes_on(weighed: Weighed) -> bool:
    return _ON.match(weighed.candidate.found.prepared.normal[weighed.s]) is not None


def _says_anything_asked(found: Found, weighed: Weighed) -> bool:
    """Whether a sentence holds some of what is asked of the names; true where nothing but names is asked, and in English, of which no word
    stands in the text."""
    if found.question.english:
        return True
    rows = zip(found.question.terms, weighed.candidate.found.terms, strict=True)
    asked = [row[weighed.s] for term, row in rows if term.role not in PLACED]
    return not asked or any(asked)


def _keep(found: Found, weighed: Weighed, kept: list[tuple[Weighed, Pick]]) -> None:
    """Put a sentence's quote with those kept, unless it is a fragment, says what another says, or makes a fact's answer too long."""
    if size(weighed.candidate.found.prepared.normal[weighed.s]) < SHORTEST:
        return
    pick = quote(found, weighed)
    if pick is None or any(_again(pick, other) for _, other in kept):
        return
    characters = sum(size(other.text) for _, other in kept)
    if kept and found.question.kind in FACTS and characters + size(pick.text) > FACT_CHARACTERS:
        return
    kept.append((weighed, pick))


def _again(pick: Pick, other: Pick) -> bool:
    """Whether a quote says what another says: in another article nearly word for word, for there it may be of another place."""
    elsewhere = pick.paragraph.document_id != other.paragraph.document_id
    return same(pick.text, other.text, SAME_ELSEWHERE if elsewhere else SAME)


def _says_what_is_asked(found: Found, weighed: Weighed, first: Weighed) -> bool:
    """Whether a sentence further down is still on the matter: it holds most of what is asked of the names, and misses none of
    the names that the first sentence has around it."""
    rows = zip(found.question.terms, found.weights, weighed.candidate.found.terms, strict=True)
    asked = [(weight, row[weighed.s]) for term, weight, row in rows if term.role not in PLACED]
    held = sum(weight * share for weight, share in asked)
    return held >= MOST * sum(weight for weight, _ in asked) > 0 and astray(found, weighed) <= astray(found, first) + 1e-9


def in_order(kept: Sequence[tuple[Weighed, Pick]]) -> list[Pick]:
    """The first pick, then the others: its article's before those of the next best, in reading order within an article."""
    articles: dict[str, int] = {}
    for _, pick in kept:
        articles.setdefault(pick.paragraph.document_id, len(articles))
    rest = sorted(kept[1:], key=lambda k: (articles[k[1].paragraph.document_id], k[1].paragraph.ordinal, k[1].start))
    return [pick for _, pick in [*kept[:1], *rest]]


def _belongs(found: Found, weighed: Weighed, kept: Sequence[tuple[Weighed, Pick]]) -> bool:
    """Whether a further sentence belongs: close enough to the best one's score, its paragraph not drawn on enough yet, and no
    name of the question left out that the first one has around it."""
    first = kept[0][0]
    beside = weighed.candidate.paragraph.id == first.candidate.paragraph.id
    if found.question.kind in FACTS:
        reach = FACT_MARGIN
    elif weighed.candidate.paragraph.document_id != first.candidate.paragraph.document_id:
        reach = OPEN_MARGIN if coverage(weighed) >= WHOLE else OTHER_ARTICLE
    elif beside and weighed.s >= first.s - 1:
        reach = OPEN_REACH  # what follows the best sentence goes on about it, and what stands right before it led there
    else:
        reach = OPEN_MARGIN if len(kept) >= OPEN_LEAST else OPEN_FEW
    if points_back(weighed):
        return False
    drawn = sum(w.candidate.paragraph.id == weighed.candidate.paragraph.id for w, _ in kept)
    return weighed.score >= first.score - reach and drawn < PER_PARAGRAPH and astray(found, weighed) <= astray(found, first) + 1e-9


def coverage(weighed: Weighed) -> float:
    """Share of the question's weight that stands in the sentence, its paragraph, its title and headings."""
    return sum(weighed.features[SENTENCE.index(name)] for name in ("held", "before", "rest", "context"))


def astray(found: Found, weighed: Weighed) -> float:
    """Share of the question's names that stand neither in the sentence's paragraph nor around it."""
    here = [max(row) for row in weighed.candidate.found.terms]
    return named_shares(found.question, found.weights, here, weighed.candidate.found.around)[1]


def points_back(weighed: Weighed) -> bool:
    """Whether the sentence speaks of the one before it, and says little without it."""
    return _POINTS_BACK.match(weighed.candidate.found.prepared.normal[weighed.s]) is not None


def _leans(found: Found, weighed: Weighed) -> bool:
    """Whether a reason is asked for that the sentence has only named (为补上这一短板), or who or where by one that points at it (该局):
    the one before it tells it."""
    sentence = weighed.candidate.found.prepared.normal[weighed.s]
    if found.question.kind is Asked.WHY:
        return _NAMED_REASON.match(sentence) is not None
    asks = found.question.kind in (Asked.WHO, Asked.WHERE)
    pointing = _THAT_ONE.match(sentence) or (_HERE.search(sentence) if found.question.kind is Asked.WHERE else None)
    if not asks or pointing is None:
        return False
    for given in (pointing.group(), *(term.text for term in found.question.terms if term.role == "quoted")):
        sentence = sentence.replace(given, " ")  # what the question names is not what it asks for
    return not find(sentence, found.question.expected)


def quote(found: Found, weighed: Weighed) -> Pick | None:
    """The sentence, with the one before it where it points back at that and both fit; or the run of its clauses that is worth most.

    None where no clause is short enough.
    """
    candidate = weighed.candidate
    start, end = candidate.found.prepared.sentences[weighed.s]
    if weighed.s and (points_back(weighed) or _leans(found, weighed)) and candidate.found.prepared.whole[weighed.s - 1]:
        before = candidate.found.prepared.sentences[weighed.s - 1][0]
        start = before if size(candidate.paragraph.text[before:end]) <= LONGEST else start
    text = candidate.paragraph.text[start:end]
    ample = FACT_AMPLE if found.question.kind in FACTS else LONGEST
    piece = cut(text, worth_in_english(found) if found.question.english else worth_of(found.question, found.weights), ample)
    return None if piece is None else Pick(candidate.paragraph, start + piece[0], start + piece[1])


def worth_of(question: Question, weights: Sequence[float]) -> Callable[[str], float]:
    """What a run of clauses is worth: the weight of the terms it holds, and a name's worth for the shape asked for and for a place that is
    asked about and no term (of a side of a comparison)."""
    bonus = max(weights, default=0.0)
    names = {own_name(place) for mention in question.places for place in mention.places} - {
        form for t in question.terms for form in t.forms
    }

    def worth(run: str) -> float:
        text = plain(run)
        held = sum(w for term, w in zip(question.terms, weights, strict=True) if any(form in text for form in (*term.forms, *term.others)))
        return held + (bonus if find(text, question.expected) else 0.0) + (bonus if any(name in text for name in names) else 0.0)

    return worth


def worth_in_english(found: Found) -> Callable[[str], float]:
    """The same for a question in English: what its words find in the run, and half of that again for the shape asked for."""

    def worth(run: str) -> float:
        return round(found.held(run) + (SHAPE_WORTH if find(plain(run), found.question.expected) else 0.0), 6)

    return worth


def same(a: str, b: str, share: float = SAME) -> bool:
    """Whether two quotes say the same: this share of the shorter one's bigrams stand in the other."""
    one, other = sorted((frozenset(bigrams(a)), frozenset(bigrams(b))), key=len)
    return not one or len(one & other) / len(one) >= share
