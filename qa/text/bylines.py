"""Who wrote it: □本报记者 …, ■某市委宣传部, 王明/文, names under a headline. Dropped; the value goes to the front matter."""

from __future__ import annotations

from collections.abc import Sequence

from qa.patterns import regex
from qa.text.furniture import stands_alone
from qa.text.lines import Layout, Line
from qa.text.sheet import Sheet
from qa.text.typography import ends_sentence
from qa.types import Reason

LONGEST = 60
"""Characters of a byline at most."""

_MARK = "□■◇◆☐▢◎"
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_WRITER = (
    r"(?:本报|本刊|本社|本网|新华社|中新社|人民日报|特约|全媒体|融媒体|见习|实习|首席|驻\S{1,4})*"
    r"(?:记者|通讯员|撰稿人|评论员|实习生|撰文|作者)"
)
_HAS_WRITER = regex(_WRITER)
_SLASHED = regex(
    r"^[\u4e00-\u9fff·\s、]{2,24}[/／]\s*(?:文图|图文|文|整理|撰文)$"
    r"|^(?:文|图文|文图|撰文)\s*[/／|｜:：]\s*[\u4e00-\u9fff·\s、]{2,24}$"
)
_LABELLED = regex(r"^(?:作者|记者|撰文|撰稿|文)\s*[:：]\s*\S.{0,40}$")
_TAIL = regex(rf"[（(]\s*(?:{_WRITER}\s*[^（()）。，]{{2,40}}|(?:本文)?作者(?:系|单位|为|是|：|:)[^（()）]{{2,50}})\s*[）)]\s*$")
_OFFICE = regex(r"^中共|(?:部|委|局|厅|办|室|社|组|院|会|站|所|馆|队|台|校|中心|政府|集团|公司|大学|支部|总支)$")
_NOISE = regex(
    rf"{_WRITER}|[{_MARK}●]|(?:(?<=\s)|[/／|｜:：])\s*(?:文图|图文|撰文|整理|文|摄影报道|报道)(?=$|\s|[/／|｜:：])"
    r"|^(?:文图|图文|撰文|文)(?=[/／|｜:：])|作者[:：]?|[/／|｜:：（）()]"
)


def cut_bylines(sheet: Sheet, layout: Layout) -> list[str]:
    """Leave bylines out and return the authors they name, in order."""
    lines = sheet.lines()
    marks = {mark: sum(line.text[0] == mark for line in lines) for mark in _MARK}
    prose = next((i for i, line in enumerate(lines) if ends_sentence(line.text)), len(lines))
    authors: list[str] = []
    for i, line in enumerate(lines):
        if _is_byline(line.text, marks) or (
            0 < i <= prose and i + 1 < len(lines) and _names_only(line.text, lines[i - 1], i == 1 and i + 1 == prose)
        ):
            if not stands_alone(lines, i, layout):
                continue
            sheet.cut_line(line, Reason.BYLINE)
            authors.append(_value(line.text))
        elif (match := _TAIL.search(line.text)) and _closes_piece(lines, i) and match.start() > 0:
            sheet.cut(line.start + match.start(), line.start + match.end(), Reason.BYLINE)
            authors.append(_value(match.group()))
    return [author for author in authors if author]


def _closes_piece(lines: Sequence[Line], i: int) -> bool:
    return i + 1 == len(lines) or lines[i + 1].gap > 0


def _is_byline(text: str, marks: dict[str, int]) -> bool:
    if len(text) > LONGEST or ends_sentence(text) or any(c in text for c in "，；,;。“"):
        return False
    if _SLASHED.match(text) or _LABELLED.match(text):
        return True
    writer = _HAS_WRITER.search(text)
    tokens = _NOISE.sub(" ", text).replace("、", " ").split()
    if text[0] in _MARK:
        named = bool(tokens) and all(len(token) <= 4 for token in tokens)
        return bool(writer) or named or bool(_OFFICE.search(text.lstrip(_MARK).strip())) or (text[0] == "□" and marks["□"] == 1)
    if writer is None or len(text) > 40:
        return False
    return all(2 <= len(token) <= 4 for token in tokens) and (bool(tokens) or text.startswith(("本报", "本刊")))


def _names_only(text: str, above: Line, between: bool) -> bool:
    """Two names or more under a headline, each with a common surname; one will do `between` the file's first line and its text."""
    tokens = text.replace("、", " ").split()
    if len(tokens) < (1 if between else 2) or ends_sentence(above.text) or len(above.bare) < 6:
        return False
    return all(2 <= len(token) <= 3 and token[0] in _SURNAMES for token in tokens)


def _value(text: str) -> str:
    """The names alone, as printed; the words that say what they are left out."""
    return " ".join(_NOISE.sub(" ", text).split())
