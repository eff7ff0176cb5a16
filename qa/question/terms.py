"""A question taken apart: what is asked, and the words that its evidence must hold, each with its weight and its role."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qa import places, times
from qa.annotations import PlaceMention, TimeMention
from qa.patterns import regex
from qa.question.aliases import aliases, phrases
from qa.question.background import idf
from qa.question.gap import gap
from qa.question.kinds import UNIT, Asked, Expected, asked, expected, is_english
from qa.question.people import SOMEBODY
from qa.question.posts import post_of
from qa.question.stops import ASKING, ENGLISH_STOPS, GENERIC, STOPS
from qa.question.words import digits, words
from qa.tokens import bigrams, normalise

NAMED = frozenset({"name", "quoted", "year", "code"})
"""Roles whose absence from the evidence speaks against an answer."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question, normalised. `weight` is its background idf times what its role is worth (0 to about 16).

    `role`: name (place, person), quoted, year, number, code (Latin letters), word. `forms` are the strings that count as
    the term in a text, the term itself first; `others` are words that a text may use in its place, and count less. `written` is how
    the question writes it, for people to read.
    """

    text: str
    written: str
    role: str
    weight: float
    forms: tuple[str, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """An analysed question; `pairs` are its character bigrams with their background idf; `sides` what it compares."""

    text: str
    kind: Asked
    expected: Expected
    english: bool
    terms: tuple[Term, ...]
    pairs: tuple[tuple[str, float], ...]
    bare: str  # the normalised question without its question words and quotation marks
    sides: tuple[Term, ...] = ()
    counted: tuple[str, ...] = ()  # the terms that a number is asked of: 多少名[党员][干部]
    gap: tuple[str, str] = ("", "")  # what stands left and right of the question word; nothing in English
    characters: tuple[tuple[str, float], ...] = ()  # of what is asked of the names (出生 of 鲁迅哪年出生), with their background idf
    written: str = ""  # as it was put; `places` and `times` are slices of it
    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    post: str = ""  # whose holder is asked for: 部长, 副部长


_QUOTED = regex(r"[“\"「『《‘]([^”\"」』》’]{2,30})[”\"」』》’]")
_YEAR = regex(r"(?<!\d)((?:1[5-9]|20)\d\d)(?:年度?|(?![\d.,%万亿]))")
_NUMBER = regex(r"\d[\d.,]*%?")
# An administrative suffix that a text may leave off (苏州市: 苏州); a village's is part of its name.
_STEM = regex(r"^([\u4e00-\u9fff]{2,})(?:市|省|县|(?<!社)区|自治区|特别行政区)$")
_YEAR_WEIGHT = 6.0  # a year's idf in dated news says nothing: it is weighed like a middling name
_MARKS = regex('[“”"‘’「」『』]')
_HOW_MANY = regex(rf"(?:多少|几)[万亿]?(?:个(?=人))?(?:{UNIT})?")
# What is counted in these is the measure itself (多少人到场, 几点收摊).
_ITSELF = ("多少人", "几人", "几个人", "点", "年", "月", "天", "岁", "时", "钟", "米", "里", "度", "趟", "回", "倍", "元")
_HOW_MANY_OF = regex(
    r"how (?:many|much) ([a-z'\- ]+?)(?= (?:are|were|is|was|did|do|does|has|have|had|can|could|will|would|should|in|of|with|that|who|which|"
    r"from|to|at|on|for|under|take|takes|took|come|came|live|lives|there)\b|[?,.]|$)"
)
_GOES = ("去", "赴", "前往", "飞往", "来到")
_THERE = ("在", "到", "赴", "去", "于", "从", "往")
_AND = regex(r"和|与|跟|同|及|以及|、| ?(?:vs|VS)\.? ?")
_COMPARED = regex(r"(?:[比较]|相[比较]于|\bthan|\bcompared (?:with|to)) ?(?:in )?$", re.IGNORECASE)
_COMPARED_WITH = regex(r"[与跟同和]$"), regex(r"(?:相比|比较|比起来|对比|比(?![例重率]))")
_COPULA = regex(r"[是有为到](?=\s|$)")
_CHARACTER_IDF = 8.0  # a rare character tells no more than a word that stands in one of 3,000 passages
_SINGLE, _GENERIC, _TOPIC = 0.4, 0.15, 0.5  # shares of the idf: one character, a word of any how question, a carried topic


def analyse(question: str, focus: int = 0) -> Question:
    """Take a question apart. What stands before `focus` is the topic carried over from the conversation: it weighs half."""
    normal = normalise(question[focus:])
    topic = normalise(question[:focus])
    kind = asked(normal)
    english = is_english(normal)
    terms = _terms(normal, english, 1.0)
    if topic:
        held = {term.text for term in terms}
        terms += [term for term in _terms(topic, english, _TOPIC) if term.text not in held]
    bare = " ".join(_MARKS.sub("", ASKING.sub(" ", topic + " " + normal)).split())
    seen: dict[str, float] = {}
    for pair in bigrams(bare):
        if pair not in seen and pair not in STOPS:
            seen[pair] = idf(pair, "bigrams") if len(pair) == 2 else idf(pair)
    terms = [replace(term, written=_as_written(term.written, question)) for term in terms]
    named = _named(question)
    sides, counted = _sides(kind, terms, _joined(question, named)), _counted(normal, terms)
    parts = ("", "") if english else gap(normal)
    shape = expected(normal, kind)
    characters = _characters(bare, terms)
    post = post_of(normal) if kind is Asked.WHO and not english else ""
    return Question(
        question, kind, shape, english, tuple(terms), tuple(seen.items()), bare, sides, counted, parts, characters,
        question, named, _times(question), post,
    )  # fmt: skip


def asked_of(bare: str, terms: Sequence[Term]) -> str:
    """What is asked of the names: the bare question without them and without its years."""
    for term in terms:
        bare = bare.replace(term.text, " ") if term.role in ("name", "year") else bare
    return " ".join(bare.split())


def _characters(bare: str, terms: Sequence[Term]) -> tuple[tuple[str, float], ...]:
    """The ideographs of what is asked, in order, none twice: 出生 and 生于 have one in common where no word is."""
    kept = dict.fromkeys(character for character in asked_of(bare, terms) if not character.isascii() and character not in STOPS)
    return tuple((character, min(_CHARACTER_IDF, idf(character))) for character in kept)


def _counted(normal: str, terms: list[Term]) -> tuple[str, ...]:
    """The terms of the noun that stands behind 多少 or 几, up to the next verb; in English its words behind how many."""
    import rjieba

    asking = _HOW_MANY.search(normal)
    of = _HOW_MANY_OF.search(_MARKS.sub("", normal))
    if of:
        return tuple(word for word in of.group(1).split() if word not in ENGLISH_STOPS)
    if asking is None or asking.group().endswith(_ITSELF):
        return ()
    quoted = _QUOTED.match(normal, asking.end())
    if quoted:
        return tuple(term.text for term in terms if term.text == quoted.group(1).strip())
    noun = ""
    for word, tag in rjieba.tag(normal[asking.end() :]):
        first = not noun and tag == "d" and len(word) > 1  # 非公 + 企业
        if word not in "和与及、或的" and tag[:1] in "vpdruyxwcft" and tag != "vn" and not first:
            break
        noun += word
    return tuple(term.text for term in terms if term.role == "word" and term.text in noun.rstrip("的"))


def _times(text: str) -> tuple[TimeMention, ...]:
    """The times that a question is about: not a relative one that another is only compared with (比上年增长多少), which is told as 同比."""
    behind, before = _COMPARED_WITH

    def compared(each: TimeMention) -> bool:
        with_it = behind.search(text, 0, each.start) is not None and before.match(text, each.end) is not None
        return each.period is None and (with_it or _COMPARED.search(text, 0, each.start) is not None)

    return tuple(each for each in times.in_question(text) if not compared(each))


def _named(text: str) -> tuple[PlaceMention, ...]:
    """The places that a question is about: not one that somebody goes to (去北京开会的村支书), where another is named."""
    named = places.in_question(text)
    return tuple(each for each in named if not text[: each.start].endswith(_GOES)) or named


def _joined(question: str, named: Sequence[PlaceMention]) -> str:
    """The places that are asked of together, as written (赣州和抚州), not where something is (在北京、上海); "" if there are none."""
    pairs = [
        (one.start, two.end) for one, two in pairwise(named)
        if _AND.fullmatch(question, one.end, two.start) and not (one.start and question[: one.start].endswith(_THERE))
    ]  # fmt: skip
    return " ".join(question[start:end] for start, end in pairs)


def _sides(kind: Asked, terms: list[Term], joined: str) -> tuple[Term, ...]:
    """What a question asks of each by itself: places that are `joined`; of a comparison its names, else its quoted terms, else its years,
    where there are two or more."""
    together = tuple(term for term in terms if term.role == "name" and any(form in joined for form in term.forms))
    if len(together) >= 2:
        return together
    for role in ("name", "quoted", "year"):
        found = tuple(term for term in terms if term.role == role)
        if kind is Asked.COMPARE and len(found) >= 2:
            return found
    return ()


def _as_written(normal: str, question: str) -> str:
    """A normalised term as the question has it (GDP), where it can be found there."""
    at = normalise(question).find(normal)
    written = question[at : at + len(normal)] if at >= 0 else ""
    return written if normalise(written) == normal else normal


def _terms(normal: str, english: bool, share: float) -> list[Term]:
    """The terms of a normalised text, in order, none twice."""
    found: dict[str, Term] = {}

    def add(text: str, role: str, factor: float, forms: tuple[str, ...] = ()) -> None:
        if text and text not in found:
            found[text] = Term(text, text, role, factor * share * idf(text), forms or (text,), aliases(text) if role == "word" else ())

    rest = normal
    for match in _QUOTED.finditer(normal):
        inner = match.group(1).strip()
        add(inner, "quoted", 1.0)
        rest = rest.replace(match.group(1), " ")
    for match in _YEAR.finditer(rest):
        found.setdefault(match.group(1), Term(match.group(1), match.group(0), "year", _YEAR_WEIGHT * share, (match.group(1),)))
    for match in SOMEBODY.finditer(rest):
        add(match.group(), "name", 1.0)
    rest = _COPULA.sub(" ", ASKING.sub(" ", _YEAR.sub(" ", SOMEBODY.sub(" ", rest))))
    if english:
        for word in re.findall(r"[a-z][a-z'\-]*[a-z]|\d[\d.,]*", rest):
            if word not in ENGLISH_STOPS:
                add(word, "number" if word[0].isdigit() else "word", 1.0)
        return list(found.values())
    named = _places(rest)
    for name, forms, _ in named:
        add(name, "name", 1.0, forms)
    told = [(each.start, each.end) for each in times.in_question(rest) if each.offset is not None]  # 去年: a condition, and no word
    for start, end in sorted([*told, *(where for _, _, where in named)], reverse=True):
        rest = f"{rest[:start]} {rest[end:]}"
    for phrase in phrases(rest):
        add(phrase, "word", 1.0)
        rest = rest.replace(phrase, " ")
    for word, role in words(rest):
        factor = _GENERIC if role == "light" or word in GENERIC else _SINGLE if len(word) == 1 else 1.0
        stem = _STEM.match(word) if role == "name" else None
        figure = digits(word) if role == "number" else ""
        forms = (word, stem.group(1)) if stem else (word, figure) if figure else (word,)
        add(word, "word" if role == "light" else role, factor, forms)
    return list(found.values())


def _places(text: str) -> list[tuple[str, tuple[str, ...], tuple[int, int]]]:
    """The places of a normalised text, in order: the name of each by itself, the forms that count as it, and its slice. What it lies
    in is no term of its own (苏州市昆山市): evidence that names the county need not name the city."""
    found = []
    for mention in _named(text):
        written, own = text[mention.start : mention.end], places.own_name(mention.places[0])
        stem = _STEM.match(own)
        forms = [own, stem.group(1)] if stem else [own]
        name = next((form for form in forms if written.endswith(form)), None) or next((f for f in forms[::-1] if f in written), written)
        found.append((name, tuple(dict.fromkeys([name, *forms])), (mention.start, mention.end)))
    return found
