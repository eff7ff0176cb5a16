"""How a Chinese follow-up is worded: its lead, a bare fragment, a correction, a plea for more."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.patterns import regex
from qa.question.followup.mentions import mentions

_LEAD = regex(
    r"^(?:(?:那么(?![多大高长远少])|那(?![么个些里儿边天时年位名项种样一座家])|还有|至于|以及|另外|此外|然后|接着|而且?|好的?|嗯|哦|谢谢|再问一下|顺便问一下|请问一下|请问|我想知道|我还想知道|再说|换成|"
    r"如果是|要是|假如是|[这那]样一来|[这那]么一来|如此一来|[这那]样的话)[,，、\s]*)+"
)
_JOINS_ON = regex(
    r"^(?:(?:好的?|嗯|哦|谢谢)[,，、\s]*)*(?:那(?![么个些里儿边天时年位名项种样一座家])|那么|还有|至于|以及|换成|如果是|要是|假如是|再说|[这那]样一来|[这那]么一来|如此一来|[这那]样的话)"
)
_TAIL = regex(
    r"(?:的?(?:情况|方面|数据|数字))?(?:又?(?:是)?(?:怎么样|怎样|如何)|也?有(?:吗|没有)|也是(?:这样|如此)?吗)?[呢吧啊呀么]*[？?。！!\s]*$"
)
_PARTICLE = regex(r"呢[？?。！!\s]*$")
_SO_HOW = regex(r"(?:怎么样|怎样|如何|有吗|有没有|也是(?:这样|如此)?吗)呢?[？?。！!\s]*$")
_SORRY = r"不对|不是的?|错了|不不不?|哦?不|抱歉|对不起|不好意思|更正(?:一下)?|(?:我)?(?:说|问|打|写)错了|你(?:理解|弄|搞)错了|等等|等一下"
_MEANT = (
    r"(?:我|咱们?|其实)*(?:想|要|是想|本来)*(?:问|说|指|知道|了解|查|看|讲)的(?:应该|其实)?是|我(?:其实)?(?:想|要|是想|是要|是|的意思是)(?:问|说|指|知道|"
    r"了解|查|看)?|我的意思是|应该(?:是|为)|改成|改为|换成|是问|(?:而)?是(?=[^不否])"
)
_CORRECTION = regex(
    rf"^(?:(?:(?:{_SORRY})[,，。！!、\s]+)+(?:(?:{_MEANT})[,，:：\s]*)*|(?:{_SORRY})(?:(?:{_MEANT})[,，:：\s]*)+)(?P<what>.+)$"
)
_MEANING = regex(
    r"^(?:我(?:想|要)?(?:问|说|指)的(?:应该|其实)?是|我(?:其实)?是(?:说|问|指|想问|想说)|我的意思是|应该是)[,，:：\s]*(?P<what>.+)$"
)
_ONLY_NO = regex(rf"(?:{_SORRY}|不行?)[。！!?？\s]*")
_NOT_BUT = regex(
    rf"^(?:(?:{_SORRY})[,，。！!\s]+)*(?:(?:我|问的|说的|指的|想)*不是(?:问|说|指)?(?P<not>[^,，。；]+?)[,，。；\s]*(?:而?是|应该是|"
    r"我(?:想|要)?(?:问|说|指)的是)(?:问|说|指)?(?P<what>.+))$"
)
_MORE = regex(
    r"(?:(?:还有|其他|别的|其它|更多|剩下|另外|除此之外|具体|详细|然后|接着|后来|结果)(?:的|情况|内容)?(?:呢|吗|有吗|有没有|说说|一点|些)?|"
    r"还有(?:没有)?(?:其他|别的|其它|更多|什么|哪些)(?:的|吗|呢)*|(?:能不能|可不可以|可否|能|可以|请)?(?:再)?(?:说|讲|介绍)?(?:得)?(?:具体|详细)(?:说说|说明|介绍|讲讲|"
    r"一?[点些]|一下|展开)*(?:吗|吧|呢)*|(?:请)?(?:继续|展开说说|再说说|举例说明|多说一点))[？?。！!\s]*"
)


@dataclass(frozen=True, slots=True)
class Correction:
    """What the asker meant; `instead` is what it stands in the place of, "" where that is not said."""

    what: str
    instead: str = ""


def without_lead(question: str) -> str:
    """The question without 那, 还有, 请问; as it is where nothing else stands in it."""
    if question.startswith("那") and any(mention.start == 1 for mention in mentions(question)):
        return question[1:]  # 那名山区呢: 名山区, and not 那名
    return _LEAD.sub("", question) or question


def joins_on(question: str) -> bool:
    """Whether it begins as one that goes on from the last (那…, 换成…)."""
    return bool(_JOINS_ON.match(question))


def asks_for_more(question: str) -> bool:
    """还有呢？ 具体呢？ 详细说说: the last question again."""
    return bool(_MORE.fullmatch(question.strip()) or _MORE.fullmatch(without_lead(question).strip()))


def correction(question: str) -> Correction | None:
    """What a correction puts right (不对，我问的是2020年; 不是抚州，是赣州); None where the question is none."""
    if _ONLY_NO.fullmatch(question):
        return None
    found = _NOT_BUT.match(question)
    if found:
        return Correction(_bare(found["what"]), found["not"].strip())
    found = _CORRECTION.match(question) or _MEANING.match(question)
    return Correction(_bare(found["what"])) if found and _bare(found["what"]) else None


def _bare(what: str) -> str:
    """What was meant, without the mark and the particle behind it; a question keeps both."""
    return re.sub(r"(?:的)?(?:才对|吧|啦|呢|啊)?[。！!，,\s]*$", "", what).strip()


def fragment(question: str) -> str | None:
    """The words that are to be put in the place of their like (那苏州呢 gives 苏州); None where the question is more than that."""
    rest = without_lead(question)
    marked = joins_on(question) or bool(_PARTICLE.search(question)) or bool(_SO_HOW.search(question) and _only_names(_TAIL.sub("", rest)))
    what = _TAIL.sub("", rest).strip()
    if not what or len(what) > 40 or re.search(r"[,，。；;？?]", what):
        return None
    return what if marked or _only_names(what) else None


def _only_names(what: str) -> bool:
    """Whether nothing but entities, and what joins them, stands in it."""
    left = list(what)
    for mention in mentions(what):
        left[mention.start : mention.end] = [""] * (mention.end - mention.start)
    return len("".join(left)) < len(what) and not re.sub(r"[和与及、的跟同\s]", "", "".join(left))
