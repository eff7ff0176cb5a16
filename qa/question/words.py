"""A question cut into words, each with its role; names that the cutter has torn are put together, and what is none is no name."""

from __future__ import annotations

import re

from qa.figures.numerals import chinese
from qa.patterns import regex
from qa.question.background import idf
from qa.question.people import SURNAMES
from qa.question.stops import GENERIC, STOPS

_CODE = regex(r"[a-z][a-z0-9+#.\-]*[a-z0-9+#]|[a-z]")
_SUFFIX = frozenset(["村", "镇", "乡", "县", "市", "区", "省", "州", "社区", "街道", "小区", "路", "岛", "山", "湖", "河"])
_VILLAGES = frozenset(["山村", "新村", "古村", "渔村"])  # everyday words that end many a village's name (坪石 + 山村)
_NAME_IDF = 4.5  # a name that stands in more than 1 % of the news (中国) says little of what a paragraph is about
_RARE_IDF = 8.5  # a tagged name rarer than this takes the village or the street behind it into itself (东岭 + 村, not 苏州 + 村)
_UNKNOWN_IDF = 11.0  # in no passage of the background, or in one
_EVERYDAY_IDF = 6.0  # of a word that stands in one of 400 passages or more. By reason
_TORN_IDF = 5.5  # what is left of a name cut in two is no word that people use (南市, not 社区)
_TORN = regex(r"[\u4e00-\u9fff]{2}[市县区镇乡村]")  # with a first character that the cutter leaves by itself
_NAMES = ("ns", "nr", "nrt", "nrfg")  # the tagger's: places and people
_LIGHT = ("r", "f", "p", "c", "d", "u", "y", "e", "o", "zg")  # the tagger's: what a question is put with, not what it is about (里头, 除了)
_INSIDE = regex("[省市县区镇乡村街][里上内外中]|[大中小]城市")
_TENTHS = regex("([一二三四五六七八九])成")
# What the cutter draws to a word beside it that it does not know: of 122 such pairs in questions of ours and of train/ 111 stand nowhere in
# what answers, of all others that it does not know a fifth.
_OPENING, _CLOSING = frozenset("那会能去来得没最给说再"), frozenset("来去到会时得出过着了要个住辆")
_NUMERAL = regex("[一二两三四五六七八九十百千零]{2,}")


def words(text: str) -> list[tuple[str, str]]:
    """(word, role) of a normalised text without question words, function words left out."""
    import rjieba

    out: list[tuple[str, str]] = []
    tagged = [(word, tag) for word, tag in rjieba.tag(text)]
    glued = False
    for i, (word, tag) in enumerate(tagged):
        if glued:
            glued = False
            continue
        following = tagged[i + 1][0] if i + 1 < len(tagged) else ""
        if re.fullmatch(r"\d[\d.,]*%?", word):
            out.append((word, "number"))
        elif _CODE.fullmatch(word):
            out.append((word, "code"))
        elif _one_name(word, tag, following) or (i + 1 < len(tagged) and _one_person(word, following, tagged[i + 1][1])):
            out.append((word + following, "name"))
            glued = True
        elif tag in _NAMES and len(word) >= 2 and not _is_no_name(word, tag) and idf(word) >= _NAME_IDF:
            out.append((word, "name"))
        elif tag[:1] in _LIGHT or tag in _LIGHT:
            out += [] if word in STOPS else [(word, "light")]
        elif tag == "m" and (digits(word) or word[0] in "一两几"):  # 一回 is as good as an article
            out.append((word, "number" if digits(word) else "light"))
        elif word.strip() and re.search(r"\w", word) and word not in STOPS:
            out += [(part, "word") for part in _parts(word) if part not in STOPS]
    return out


def digits(word: str) -> str:
    """A Chinese number of ten or more, with what it counts behind it, in digits (四千: 4000), as newspapers write it, and tenths as a share
    (八成: 80%); "" for any other."""
    tenths = _TENTHS.fullmatch(word)
    if tenths:
        return f"{'一二三四五六七八九'.index(tenths.group(1)) + 1}0%"
    numeral = _NUMERAL.match(word)
    value = chinese(numeral.group()) if numeral else None
    return f"{value:f}" if value is not None and value >= 10 else ""


def _is_no_name(word: str, tag: str) -> bool:
    """Whether the tagger takes something else for a name: a function word, a person's without a surname (那阵子, 加薪), 镇里, 山村, two
    everyday words (城镇人口), a verb with what it does (拉高)."""
    plain = word in STOPS or word in GENERIC or word in _VILLAGES or _INSIDE.fullmatch(word) is not None or _is_compound(word)
    return plain or (word[0] not in SURNAMES and (word[0] in STOPS or tag == "nr" or (tag == "nrt" and _does(word))))


def _is_compound(word: str) -> bool:
    """Whether a long word that the tagger takes for a place is two everyday ones (城镇 + 人口)."""
    parts = _parts(word)
    return len(parts) > 1 and all(len(part) > 1 and idf(part) < _EVERYDAY_IDF for part in parts)


def _does(word: str) -> bool:
    import rjieba

    return len(word) == 2 and [tag[:1] for part in word for _, tag in rjieba.tag(part)] in (["v", "a"], ["v", "v"])


def _one_person(word: str, following: str, its: str) -> bool:
    """Whether the cutter has cut a person's name behind the surname (涂 + 志远, 李 + 阿姨)."""
    surname = word in SURNAMES and word not in STOPS and following[0] not in SURNAMES
    return surname and its.startswith("nr") and 1 <= len(following) <= 2


def _one_name(word: str, tag: str, following: str) -> bool:
    """Whether the cutter has cut a name in two: before its last noun (东岭 + 村, 坪石 + 山村), or behind its first
    character (龙 + 南市)."""
    if len(word) == 1:
        whole = word + following
        apart = word in STOPS or word in _SUFFIX or not _TORN.fullmatch(whole)
        return not apart and idf(following) >= _TORN_IDF and idf(whole) >= _RARE_IDF
    if tag in _NAMES and following in _VILLAGES:
        return idf(word) >= _NAME_IDF
    least = _NAME_IDF if following in ("县", "镇", "乡") else _RARE_IDF
    named = tag in (*_NAMES, "nz") and not _is_no_name(word, tag) and word[-1] not in _SUFFIX
    return named and following in _SUFFIX and idf(word) >= least


def _parts(word: str) -> list[str]:
    """A long compound as the words it is made of (引进人才: 引进, 人才), so that it is found where they stand apart; of three characters
    that are no word, one that is (管茶园: 茶园); of two, one where the other is a function word (那批, 杜苏|芮来)."""
    import rjieba

    if len(word) == 2 and idf(word) >= _UNKNOWN_IDF and (word[0] in _OPENING or word[1] in _CLOSING):
        return [word[1] if word[0] in _OPENING else word[0]]
    if len(word) == 3 and idf(word) >= _UNKNOWN_IDF:
        known = [part for part in (word[1:], word[:2]) if idf(part) < _UNKNOWN_IDF]
        return [min(known, key=idf)] if known else [word]
    if len(word) < 4:
        return [word]
    inner = [part for part in rjieba.cut_for_search(word) if len(part) < len(word)]
    chain = []
    rest = word
    for part in inner:
        if rest.startswith(part):
            chain.append(part)
            rest = rest[len(part) :]
    return chain if not rest else [word]
