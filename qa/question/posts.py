"""The post that a question of who asks for: 部长 in 市委组织部部长是谁, told apart from 副部长."""

from __future__ import annotations

import re

from qa.question.shapes import SURNAMES

# Posts that a text names as the question does. One who wrote or founded something (作者, 创办人) is seldom called so in the text.
_POST = (
    r"(?P<post>(?:党总支|党支部|党委|总|支部)?书记|秘书长|董事长|理事长|参谋长|委员长|主任|主席|部长|市长|县长|区长|省长|州长|镇长|乡长|村长|"
    r"局长|厅长|处长|科长|院长|校长|会长|社长|行长|厂长|站长|所长|馆长|台长|团长|队长|司长|署长|组长|总统|总理|首相|总经理|总裁|主编)"
)
_WHO = r"(?:谁|哪一?位|什么名字?|何人)"
_BEFORE = re.compile(rf"(?P<vice>副?){_POST}(?:的?(?:名字|姓名))?(?:是|为|叫|由|系)*{_WHO}")
_BEHIND = re.compile(rf"{_WHO}(?:是|担任|出任|兼任|任|当|当选)[^，,]{{0,20}}?(?P<vice>副?){_POST}[?？]?$")
# A party secretary is called by any of its longer names (党支部书记, 党组织书记), but that of a committee of a division is told by it.
_SECRETARY = re.compile(r"(?:[省市县区州]委)?副?书记$")
# Behind a post stands who holds it: a surname and what follows. The commoner surnames are those of `shapes`.
_HOLDER = re.compile(rf"(?:长|书记|主任|主席|经理|总裁|委员|代表|干部)[{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]")


def post_of(normal: str) -> str:
    """The post whose holder a normalised question asks for, with its 副; "" where it asks for none."""
    found = _BEFORE.search(normal) or _BEHIND.search(normal)
    if found is None:
        return ""
    secretary = _SECRETARY.search(normal, 0, found.end("post"))
    return secretary.group() if secretary else found["vice"] + found["post"]


def holds_post(sentence: str, post: str) -> bool:
    """Whether a sentence names the post itself: 副部长 is no 部长, and the general secretary is no town's."""
    return re.search(rf"(?<!副)(?<!总){re.escape(post)}", sentence) is not None


def names_holder(sentence: str) -> bool:
    """Whether somebody's name stands right behind a post, whichever."""
    return _HOLDER.search(sentence) is not None
