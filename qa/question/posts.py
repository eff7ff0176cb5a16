"""The post that a question of who asks for: 部长 in 市委组织部部长是谁, told apart from 副部长."""

from __future__ import annotations

import re

from qa.patterns import regex
from qa.question.kinds import POST
from qa.question.people import SURNAMES

_WHO = r"(?:谁|哪一?位|(?:什么|啥)(?:名字?)?|何人)"
_BEFORE = regex(rf"(?P<vice>副?)(?P<post>{POST})(?:的?(?:名字|姓名))?(?:是|为|叫|由|系)*{_WHO}")
_BEHIND = regex(rf"{_WHO}(?:是|担任|出任|兼任|任|当|当选)[^，,]{{0,20}}?(?P<vice>副?)(?P<post>{POST})[?？]?$")
# A party secretary is called by any of its longer names (党支部书记, 党组织书记), but that of a committee of a division is told by it.
_SECRETARY = regex(r"(?:[省市县区州]委)?副?书记$")
_OWN = frozenset({"第一书记", "支书", "村支书"})
"""Secretaries that are no other secretary."""
_OF_VILLAGE = regex(r"支书|(?<!副)(?<!总)(?<!第一)(?<![省市县区州工纪]委)书记")
# Behind a post stands who holds it: a surname and what follows. The commoner surnames are those of `people`.
_HOLDER = regex(rf"(?:长|书记|主任|主席|经理|总裁|委员|代表|干部)[{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]")


def post_of(normal: str) -> str:
    """The post whose holder a normalised question asks for, with its 副; "" where it asks for none."""
    found = _BEFORE.search(normal) or _BEHIND.search(normal)
    if found is None:
        return ""
    if found["post"] in _OWN:
        return found["post"]
    secretary = _SECRETARY.search(normal, 0, found.end("post"))
    return secretary.group() if secretary else found["vice"] + found["post"]


def holds_post(sentence: str, post: str) -> bool:
    """Whether a sentence names the post itself: 副部长 is no 部长, the general secretary is no town's, and a 第一书记 is sent to a village
    whose 支书 is another."""
    if post.endswith("支书"):
        return _OF_VILLAGE.search(sentence) is not None
    first = "(?<!第一)" if post == "书记" else ""
    return re.search(rf"(?<!副)(?<!总){first}{re.escape(post)}", sentence) is not None


def names_holder(sentence: str) -> bool:
    """Whether somebody's name stands right behind a post, whichever."""
    return _HOLDER.search(sentence) is not None
