"""Whose picture it is: （图片由…提供）, 王明 摄. Cut out of the line; what stands around it stays, and is marked as a caption by it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from qa.patterns import regex
from qa.text.lines import Layout, Line
from qa.text.sheet import Sheet
from qa.text.typography import bare, ends_sentence
from qa.types import Reason

LONGEST = 160
"""Characters of a line that ends in a credit without brackets, at most."""

_BRACKET = regex(r"[（(【\[]([^（()）【】\[\]]{1,60})[）)】\]]")
_INSIDE = regex(
    r"(?:图片|照片|组图|图|供图|摄影|影像).{0,30}(?:提供|供图|署名)|(?:资料|网络|视频|档案|新闻)(?:图片|照片|图|截图)$|(?:图片|照片|图|图源|视频)(?:来源|来自|/|／|：|:)"
    r"|^图源|(?:记者|通讯员|\s|/|／|^)(?:摄影报道|摄影|摄|供图|配图|图)$|^.{2,12}(?:摄|摄影|供图)$"
)
_PEOPLE = r"(?:(?:本报|本刊|本社|新华社|中新社|央视|特约|全媒体|融媒体|见习|实习|摄影|首席|图片)*(?:记者|通讯员)\s*)"
_NAME = r"[\u4e00-\u9fff·]{2,4}"
_UNBRACKETED = regex(
    rf"(?:(?<=[。！？!?”）)》])|(?<=\s)|^)\s*(?:{_PEOPLE}?{_NAME}(?:\s*[、/／]\s*{_NAME})*\s*(?:(?<=\s)|[/／])(?:摄影报道|摄影|摄|供图)"
    rf"|{_PEOPLE}(?:{_NAME}(?:[\s、]*{_NAME}){{0,3}}\s*)?(?:摄影报道|摄影|摄|供图)"
    r"|(?:图片|照片|组图)(?:均)?由\S{2,24}提供|(?:图片|照片|摄影|图)\s*[/／:：|]\s*[\u4e00-\u9fff·、\s]{2,20})\s*$"
)


def cut_credits(sheet: Sheet, layout: Layout) -> None:
    """Leave credits at a line's end or start out, where the line is not in the middle of a wrapped paragraph."""
    lines = sheet.lines()
    starts = [line.start for line in lines]
    for match in _BRACKET.finditer(sheet.work):
        if not _INSIDE.search(" ".join(match.group(1).split())):
            continue
        first, last = bisect_right(starts, match.start()) - 1, bisect_right(starts, match.end() - 1) - 1
        if last - first > 2 or not _closes_run(lines, last, layout):
            continue
        above = first == 0 or lines[first].gap > 0 or not layout.width or ends_sentence(lines[first - 1].text)
        if match.end() == lines[last].end or (match.start() == lines[first].start and above):
            sheet.cut(match.start(), match.end(), Reason.CREDIT)
    for i, line in enumerate(lines):
        if len(line.text) <= LONGEST and _closes_run(lines, i, layout):
            _cut_tail(sheet, line)


def _closes_run(lines: Sequence[Line], i: int, layout: Layout) -> bool:
    """Whether no wrapped paragraph runs on below line i."""
    return i + 1 == len(lines) or lines[i + 1].gap > 0 or not layout.full(lines[i])


def _cut_tail(sheet: Sheet, line: Line) -> None:
    """Cut the credit without brackets that ends the line."""
    text = line.text
    if text[-1] not in "摄影道图供提" and not re.search(r"[/／:：|]|提供$", text):
        return
    if (match := _UNBRACKETED.search(text)) and bare(match.group()):
        sheet.cut(line.start + match.start(), line.start + match.end(), Reason.CREDIT)
