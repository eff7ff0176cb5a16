"""The noun phrase before a place in a sentence, or behind it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from qa.figures.tokens import MARKS, Token

_FILE = Path(__file__).with_name("words.toml")
_WORDS = {key: frozenset(words.split()) for key, words in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}
_NOMINAL, _EITHER, _ACTS = _WORDS["nominal"], _WORDS["either"], _WORDS["acts"]
# Measures: what ends so is what an amount measures.
_MEASURES = tuple(sorted(_WORDS["measures"]))
_NOUNISH = ("n", "vn", "j", "an", "eng", "l", "i", "s", "ng", "zg", "b", "a", "k")
_DETERMINERS, _NEVER = _WORDS["determiners"], _WORDS["never"]
_SINGLE = ("n", "ng", "zg", "k")  # tags of a single character that a verb makes a noun with (接驳车, 指引牌)
_PEOPLE_END = frozenset("员者人手师生长民众工属童友客兵干部记士星医迷学主官警农商夫妇女男孩儿")
_OVERLAP = frozenset("的之")


def nominal(token: Token) -> bool:
    """Whether a word may stand in a noun phrase."""
    return _nominal(token.word, token.tag)


@lru_cache(maxsize=16384)
def _nominal(word: str, tag: str) -> bool:
    if tag in ("Q", "B"):
        return True
    if word in _NOMINAL:
        return True
    passive = word[0] == "被" and word[:2] not in ("被告", "被害", "被子")
    if passive or word in _NEVER or word in MARKS or word in _ACTS:
        return False
    return tag.startswith("n") or tag in _NOUNISH


def measure(phrase: str) -> bool:
    """Whether a noun phrase ends with a measure (收入, 办结率), which an amount is of."""
    return phrase.endswith(_MEASURES) or phrase[-1:] in "率量额值费款价数"


def people(phrase: str) -> bool:
    """Whether a noun phrase ends like one of people (党员, 志愿者, 干部)."""
    return phrase[-1:] in _PEOPLE_END or phrase.endswith(("专家", "干部", "群众", "人才", "患者", "力量", "代表", "院士", "博士"))


def before(tokens: Sequence[Token], at: int, floor: int) -> tuple[int, int] | None:
    """Indexes `[first, last)` of the noun phrase that ends just before `at`; None where none does."""
    first = at
    while first > floor and tokens[first - 1].tag == "B":
        first -= 1
    if first == floor or not nominal(tokens[first - 1]) or tokens[first - 1].tag == "a":
        return None
    if tokens[first - 1].word == "年":
        return None
    if tokens[first - 1].word in _EITHER and (first - 1 == floor or not nominal(tokens[first - 2]) or tokens[first - 2].tag == "a"):
        return None
    while first > floor:
        token = tokens[first - 1]
        linked = (
            token.word in _OVERLAP
            and first - 1 > floor
            and first < at
            and nominal(tokens[first - 2])
            and tokens[first - 2].tag[0] not in "av"
        )
        rated = first < at and tokens[first].word in "率量额数值" and token.tag == "v" and len(token.word) > 1  # 办结率
        compound = (
            first < at
            and tokens[first].tag in _SINGLE
            and tokens[first].end - tokens[first].start == 1
            and token.tag == "v"
            and len(token.word) == 2
        )
        acts = token.word in _ACTS and first < at and not rated
        if acts or not (nominal(token) or linked or rated or compound):
            break
        first -= 1
    while first < at and (tokens[first].word in _OVERLAP or tokens[first].word in _DETERMINERS or tokens[first].tag == "B"):
        first += 1
    return (first, at) if first < at else None


def behind(tokens: Sequence[Token], at: int, ceiling: int) -> tuple[int, int] | None:
    """Indexes of the noun phrase that begins at `at`; None where none does."""
    last, bare = at, False  # `bare`: nothing but adjectives, adverbs and the like so far
    while last < ceiling:
        token, following = tokens[last], tokens[last + 1] if last + 1 < ceiling else None
        word, tag = token.word, token.tag
        joins = following is not None and following.tag not in ("B", "a") and nominal(following)
        acts = word in _ACTS
        if bare and tag == "v" and joins and not acts:
            last += 1  # 大规模枪击事件
            bare = False
            continue
        if last > at and (tag in ("s", "i") or acts or (tag in ("Q", "a") and not joins)):
            break
        either = word in _EITHER
        if either and tag.startswith("v") and following is not None and following.tag in ("F", "P"):
            break
        if tag == "a" and not joins:
            break
        plain = nominal(token) and not (either and last == at and not joins and (following is None or following.word != "、"))
        if not plain and not (_leads(token, following) if last == at else joins and _links(tokens, last, ceiling)):
            break
        bare = tag[0] in "abdz" and (bare or last == at)
        last += 1
    while last > at and (tokens[last - 1].word in ("的", "之", "年") or (tokens[last - 1].tag == "B" and last - 1 == at)):
        last -= 1
    return (at, last) if last > at else None


def _leads(token: Token, following: Token | None) -> bool:
    """Whether a word that is no noun begins a noun phrase all the same."""
    word, tag = token.word, token.tag
    if following is None or following.tag in ("B", "a") or not nominal(following) or len(word) < 2 or word in _ACTS:
        return False
    single = following.tag in _SINGLE and len(following.word) == 1
    return tag in ("d", "v", "ad", "f") and (word in _NOMINAL or (tag == "v" and single))


def _links(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    """Whether a word links the noun or the adjective before it to the noun behind it."""
    word = tokens[at].word
    return (word in _OVERLAP and tokens[at - 1].tag in ("a", "b", "z")) or (word == "、" and _coordinate(tokens, at, ceiling))


def _coordinate(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    """Whether what stands behind a coordinating mark goes on with nouns and no figure: 管理、技术人才, not 网格、农村网格9.7万个."""
    for token in tokens[at + 1 : ceiling]:
        if token.tag == "F":
            return False
        if not nominal(token) and token.word not in ("、", "和", "与", "及", "的"):
            return True
    return True
