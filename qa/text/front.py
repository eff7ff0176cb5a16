"""What the text says of itself: title, publisher, author, date; each with where it comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.clean import Block
from qa.patterns import regex
from qa.text.dates import inferred_date, printed_date
from qa.text.furniture import PAPER, TRADITIONAL
from qa.text.headings import LINES, level, words
from qa.text.pieces import Piece
from qa.text.printed import dateline_of, number_of, page_of, without_number
from qa.text.sheet import Sheet
from qa.text.typography import letters
from qa.types import FrontMatter, Kind, Origin, Reason

_SOURCE = regex(r"(?:来源|稿源|出处)\s*[:：]\s*(\S+)")
_AUTHOR = regex(r"(?:作者|记者)\s*[:：]\s*([\u4e00-\u9fff·、]{2,20})")
_DATED = regex(rf"^[（(【\[]?\s*([\u4e00-\u9fff·]{{1,12}}{PAPER})[\s，,|｜/]*(?:19|20)\d\d\s*[-年/.]")  # 四川日报 2023年2月6日
_OWNER = regex(r"([\u4e00-\u9fff]{2,12}?(?:报|刊|网|电视台|出版社|通讯社))社?(?:主办|出版|版权所有|出品)")


def find_title(chains: Sequence[Sequence[Piece]], sheet: Sheet, doubled: str | None) -> int | None:
    """Number of the chain that is the document's title.

    It is the one its page repeats, Markdown's first level, the one above a byline or a date line, or the first line of the file where no
    other heading looks like it.
    """
    heads = [i for i, chain in enumerate(chains) if chain[0].kind is Kind.HEADING]
    if doubled is not None:
        return next((i for i in heads if letters(_name(chains[i])).startswith(letters(doubled))), None)
    for i in heads:
        if level(chains[i][0].first) == 1:
            return i
    for i in heads:
        after = sheet.after(chains[i][-1].lines[-1].end)
        if after is Reason.BYLINE or (after is Reason.FURNITURE and i == heads[0]):
            return i
    if heads and heads[0] == 0 and level(chains[0][0].first) >= 10 and chains[0][0].first[0] not in "●■◆":
        alike = [i for i in heads[1:] if len(chains[i]) == len(chains[0]) and abs(len(_name(chains[i])) - len(_name(chains[0]))) <= LINES]
        if len(alike) < 2:
            return 0
    return None


def _name(chain: Sequence[Piece]) -> str:
    """A title's lines as one: a subtitle follows its dash directly."""
    name = ""
    for piece in chain:
        for line in piece.lines:
            part = words(line.text)
            name += part if not name or part.startswith("—") else f" {part}"
    return name


def front_matter(
    chains: Sequence[Sequence[Piece]],
    title: int | None,
    doubled: str | None,
    authors: Sequence[str],
    furniture: Sequence[str],
    blocks: Sequence[Block],
    text: str = "",
) -> FrontMatter:
    """The front matter; what is concluded and not printed is marked as inferred. `text` is the whole file's."""
    origins: dict[str, Origin] = {}
    name = without_number(_name(chains[title])) if title is not None else doubled
    publisher = _publisher(furniture)
    named = (line[slice(*match.span(1))] for line in furniture if (match := _AUTHOR.search(line.translate(TRADITIONAL))))
    author = authors[0] if authors else next(named, None)
    date, note = printed_date(furniture), None
    if date is None:
        date, note = inferred_date([block.text for block in blocks])
    dateline, sent = dateline_of([block.text for block in blocks if block.kind is Kind.BODY])
    if sent and (date is None or note):
        date, note = sent, None
    page, number = page_of(furniture), number_of([line for line in text.splitlines() if line.strip()])
    printed = ("title", name), ("publisher", publisher), ("author", author), ("page", page), ("number", number), ("dateline", dateline)
    for field, value in printed:
        if value:
            origins[field] = Origin.PRINTED
    if date:
        origins["date"] = Origin.PRINTED if note is None else Origin.INFERRED
    return FrontMatter(name or None, publisher, author, date, note, (), origins, page, number, dateline)


def _publisher(furniture: Sequence[str]) -> str | None:
    """As the lines write it; the rules read it in simplified characters."""
    read = [(line, line.translate(TRADITIONAL)) for line in furniture]
    for line, simple in read:
        if match := _SOURCE.search(simple):
            return re.split(r"[—\-·|]+", line[slice(*match.span(1))])[-1].strip("（）() ") or None
    for rule in (_DATED, _OWNER):
        for line, simple in read:
            if match := rule.search(simple):
                return line[slice(*match.span(1))]
    return None
