"""The noun phrase before a place in a sentence, or behind it."""

from __future__ import annotations

from collections.abc import Sequence

from qa.figures.tokens import Token
from qa.figures.words import ACTS, DETERMINERS, EITHER, NOMINAL

_SINGLE = ("n", "ng", "zg", "k")  # tags of a single character that a verb makes a noun with (接驳车, 指引牌)
_OVERLAP = frozenset("的之")


def before(tokens: Sequence[Token], at: int, floor: int) -> tuple[int, int] | None:
    """Indexes `[first, last)` of the noun phrase that ends just before `at`; None where none does."""
    first = at
    while first > floor and tokens[first - 1].tag == "B":
        first -= 1
    if first == floor or not tokens[first - 1].noun or tokens[first - 1].tag == "a":
        return None
    if tokens[first - 1].word == "年":
        return None
    if tokens[first - 1].word in EITHER and (first - 1 == floor or not tokens[first - 2].noun or tokens[first - 2].tag == "a"):
        return None
    while first > floor:
        token = tokens[first - 1]
        if first == at:
            if not token.noun:
                break
        elif not token.noun or token.word in ACTS:
            rated = tokens[first].word in "率量额数值" and token.tag == "v" and len(token.word) > 1  # 办结率
            if token.word in ACTS and not rated:
                break
            if not (token.noun or rated or _compounds(token, tokens[first]) or (first - 1 > floor and _owns(token, tokens[first - 2]))):
                break
        first -= 1
    while first < at and (tokens[first].word in _OVERLAP or tokens[first].word in DETERMINERS or tokens[first].tag == "B"):
        first += 1
    return (first, at) if first < at else None


def _compounds(verb: Token, following: Token) -> bool:
    """Whether a verb makes a noun with the single character behind it (接驳车)."""
    return following.tag in _SINGLE and following.end - following.start == 1 and verb.tag == "v" and len(verb.word) == 2


def _owns(link: Token, owner: Token) -> bool:
    """Whether 的 or 之 links what is behind it to an owner that is a noun."""
    return link.word in _OVERLAP and owner.noun and owner.tag[0] not in "av"


def behind(tokens: Sequence[Token], at: int, ceiling: int) -> tuple[int, int] | None:
    """Indexes of the noun phrase that begins at `at`; None where none does."""
    last, bare = at, False  # `bare`: nothing but adjectives, adverbs and the like so far
    while last < ceiling:
        token, following = tokens[last], tokens[last + 1] if last + 1 < ceiling else None
        word, tag = token.word, token.tag
        joins = following is not None and following.tag not in ("B", "a") and following.noun
        acts = word in ACTS
        if bare and tag == "v" and joins and not acts:
            last += 1  # 大规模枪击事件
            bare = False
            continue
        if last > at and (tag in ("s", "i") or acts or (tag in ("Q", "a") and not joins)):
            break
        either = word in EITHER
        if either and tag.startswith("v") and following is not None and following.tag in ("F", "P"):
            break
        if tag == "a" and not joins:
            break
        plain = token.noun and not (either and last == at and not joins and (following is None or following.word != "、"))
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
    if following is None or following.tag in ("B", "a") or not following.noun or len(word) < 2 or word in ACTS:
        return False
    single = following.tag in _SINGLE and len(following.word) == 1
    return tag in ("d", "v", "ad", "f") and (word in NOMINAL or (tag == "v" and single))


def _links(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    """Whether a word links the noun or the adjective before it to the noun behind it."""
    word = tokens[at].word
    return (word in _OVERLAP and tokens[at - 1].tag in ("a", "b", "z")) or (word == "、" and _coordinate(tokens, at, ceiling))


def _coordinate(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    """Whether what stands behind a coordinating mark goes on with nouns and no figure: 设计、施工人员, not 书屋、农村书屋300个."""
    for token in tokens[at + 1 : ceiling]:
        if token.tag == "F":
            return False
        if not token.noun and token.word not in ("、", "和", "与", "及", "的"):
            return True
    return True
