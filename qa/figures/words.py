"""Single words of a sentence with a figure in it: which end a clause, which may stand in a noun phrase. The lists stand in words.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

MARKS = frozenset("，,；;：:。！？!?…\n—|")
"""What ends a clause. 、 does not: it stands within one."""

_FILE = Path(__file__).with_name("words.toml")
_WORDS = {key: frozenset(words.split()) for key, words in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}
NOMINAL, EITHER, ACTS, DETERMINERS = _WORDS["nominal"], _WORDS["either"], _WORDS["acts"], _WORDS["determiners"]
# Measures: what ends so is what an amount measures.
_MEASURES = tuple(sorted(_WORDS["measures"]))
_NOUNISH = ("n", "vn", "j", "an", "eng", "l", "i", "s", "ng", "zg", "b", "a", "k")
_NEVER = _WORDS["never"]
_PEOPLE_END = frozenset("员者人手师生长民众工属童友客兵干部记士星医迷学主官警农商夫妇女男孩儿")


@lru_cache(maxsize=16384)
def nominal(word: str, tag: str) -> bool:
    """Whether a word may stand in a noun phrase."""
    if tag in ("Q", "B"):
        return True
    if word in NOMINAL:
        return True
    passive = word[0] == "被" and word[:2] not in ("被告", "被害", "被子")
    if passive or word in _NEVER or word in MARKS or word in ACTS:
        return False
    return tag.startswith("n") or tag in _NOUNISH


def measure(phrase: str) -> bool:
    """Whether a noun phrase ends with a measure (收入, 办结率), which an amount is of."""
    return phrase.endswith(_MEASURES) or phrase[-1:] in "率量额值费款价数"


def people(phrase: str) -> bool:
    """Whether a noun phrase ends like one of people (党员, 志愿者, 干部)."""
    return phrase[-1:] in _PEOPLE_END or phrase.endswith(("专家", "干部", "群众", "人才", "患者", "力量", "代表", "院士", "博士"))
