"""What a library's own documents give to ask about: places, people, quoted terms, headings, measures and counted things.

Found by general patterns, document by document, in the order of the text; nothing is known of any one library.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.engine import Library
from qa.question.followup.mentions import Slot, mentions
from qa.types import Kind, Paragraph

_QUOTED = re.compile(r"“[\u4e00-\u9fff·]{3,10}”")
_PERSON = re.compile(
    r"(?:书记|主任|部长|局长|镇长|校长|院长|经理|村民|居民|党员|负责人|业主|职工|教师|医生)(?P<name>[王李张刘陈杨黄赵吴周徐孙朱胡郭何林高罗郑谢宋唐许邓冯曹彭曾肖田潘袁蔡蒋余叶程魏吕丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦"
    r"阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚温华][\u4e00-\u9fff]{2})(?=说|表示|介绍|告诉|是|在|的|，|。|和|带|为|率)"
)
_MEASURE = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{2,14}?(?:收入|产值|投资|资金|面积|占比|比例|总量|总额|规模))(?:达到?|为|约|超过?|突破|共|有)?\d"
)
_COUNTED = re.compile(r"\d[\d.,]*[余多]?万?(?:余|多)?(?:个|名|户|家|件|项|座|处|条)(?P<what>[\u4e00-\u9fff]{2,10})")
_HEADING = re.compile(r"[\u4e00-\u9fff、]{6,20}")
_YEAR = re.compile(r"(?<!\d)20[0-2]\d年")
_ACT = re.compile(
    r"(?P<act>(?:推进|发展|建设|加强|开展|推动|提升|保护|培养|健全|完善|抓好|创新|解决|建立|培育|壮大|加快|强化|激发|优化)"
    r"(?P<what>[\u4e00-\u9fff]{3,10}))(?=[，。；、])"
)


@dataclass(frozen=True, slots=True)
class Stock:
    """What one document gives. `place` is what it is most about; `acts` are a verb and its object, `counted` and `measures` nouns."""

    place: str
    places: tuple[str, ...]
    people: tuple[str, ...]
    quoted: tuple[str, ...]
    headings: tuple[str, ...]
    acts: tuple[str, ...]
    measures: tuple[str, ...]
    counted: tuple[str, ...]
    years: tuple[str, ...]


def stock_of(library: Library) -> list[Stock]:
    """Every document's, by name; one that names no place is left out."""
    found = [_stock(document.front.title or "", library.paragraphs(document.id)) for document in library.documents()]
    return [stock for stock in found if stock.place]


def _stock(title: str, paragraphs: Sequence[Paragraph]) -> Stock:
    body = [paragraph.text for paragraph in paragraphs if paragraph.kind is Kind.BODY]
    text = "\n".join(body)
    places = Counter(mention.text for part in [title, *body] for mention in mentions(part) if mention.slot is Slot.PLACE)
    ranked = sorted(places, key=lambda place: (-places[place], place))
    return Stock(
        ranked[0] if ranked else "",
        tuple(ranked[:6]),
        _once(match["name"] for match in _PERSON.finditer(text)),
        _once(_QUOTED.findall(text)),
        _once(heading for paragraph in paragraphs for heading in paragraph.section if _HEADING.fullmatch(heading)),
        _once(match["act"] for match in _ACT.finditer(text) if _noun(match["what"], last=False) == match["what"]),
        _once(noun for match in _MEASURE.finditer(text) if (noun := _noun(match["what"], last=True))),
        _once(noun for match in _COUNTED.finditer(text) if (noun := _noun(match["what"], last=False))),
        _once(_YEAR.findall(text)),
    )


def _once(found: Iterator[str] | Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))


def _tagged(text: str) -> list[tuple[str, str]]:
    import rjieba

    return [(word, tag) for word, tag in rjieba.tag(text)]


def _noun(text: str, *, last: bool) -> str:
    """The unbroken run of nouns at its beginning, or at its end, of at least three characters."""
    words = _tagged(text)
    kept: list[str] = []
    for i, (word, tag) in enumerate(reversed(words) if last else words):
        if not ((tag.startswith(("n", "j", "b", "l")) and not tag.startswith(("nr", "ns"))) or tag == "vn" or (last and i == 0)):
            break
        kept.append(word)
    noun = "".join(reversed(kept) if last else kept)
    return noun if 3 <= len(noun) <= 10 else ""
