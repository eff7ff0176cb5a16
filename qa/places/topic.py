"""Whether a place stands where the topic of its clause stands: what is before it in the clause (`opens`) and behind it (`holds`)."""

from __future__ import annotations

from qa.patterns import regex

_CLAUSE = frozenset("。！？!?；;，,：:\n…—")
_LIGHT = regex(
    r"(?:[\s“”‘’「『\"'《〈（(【\[●○■□◆◇▲△▼★☆※◎►▶↗→↑↓←•·|#*>~-]|\d+|[〇一二三四五六七八九十]+(?=年|月|日)|年|月|日|上半年|下半年|[一二三四]季度|年初|年底|年末"
    r"|今年|去年|前年|明年|当年|同年|昨日|昨天|今日|今天|近日|日前|目前|当前|如今|现在|近年|近几年|年来|近|以来|来|期间|当天|当日|随后|之后|后|前|底|初|起|末"
    r"|在|仅|其中|据|而|但|同时|此外|另外|因此|为此|对此|那|则|又|也|还|再|比如|例如|譬如|像|如|特别是|尤其是|于是|于|对|对于|截至|截止|自|过去|连日|多年|这些"
    r"|通过|围绕|针对|第[一二三四五\d]+|首先|其次|最后|只有|不仅|不只是|正是|是|即|至此|到|到了|走进|来到|步入|当|所以|然而|不过|与此同时)*"
)
_LIST = regex(r"[、和与及]")
_NOT_BEHIND = regex(
    r"等(?:地|市|省|县|区|多|[一二三四五六七八九十\d])|籍|[、和与及]|(?:举行|召开|举办|开幕|闭幕)的|以[东南西北]|出发|到|至|飞往"
)


_RANKS = regex(
    r"(?:范围内|各[^，。；]{1,6}中)?"
    r"(?:率先|首[个家次批例]|前列|排[名第]|[名位][列居]|居|领先|唯一|第[一二三四五六七八九十\d]|前[三五十])"
)
"""What only ranks a place among those of a larger one: 在全县率先, 全县首个."""
_WHOLE = regex("全(?:省|市|县|区|州|镇|乡)")


def opens(text: str, start: int, end: int) -> bool:
    """Whether `[start, end)` opens its clause, but for adverbs and times, and does not only rank something (在全县率先)."""
    opened = start
    while opened and text[opened - 1] not in _CLAUSE:
        opened -= 1
    if opened < start and not _LIGHT.fullmatch(text, opened, start):
        return False
    return not ((text[start - 1 : start] == "在" or _WHOLE.fullmatch(text, start, end)) and _RANKS.match(text, end))


def holds(text: str, end: int, after: int) -> bool:
    """Whether what stands behind a place makes it neither part of a list (北京、上海等地) nor a stop on the way; `after` is where the
    next place begins (the text's length where there is none)."""
    behind = _NOT_BEHIND.match(text, end)
    if behind is None:
        return True
    return bool(_LIST.match(text, end)) and after != end + 1 and text[end] != "、"
