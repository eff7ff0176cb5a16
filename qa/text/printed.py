"""What a page prints of itself besides title, paper and day: its page number, an office's number, the line a report opens with."""

from __future__ import annotations

from collections.abc import Sequence

from qa.patterns import regex
from qa.text.furniture import PAPER

HEAD = 12
"""Lines from the file's beginning among which an office's number stands; further down it is one that the text refers to."""
_PAGE = regex(r"(?<![A-Za-z\d])第?\s*([A-Za-z]?\d{1,3})\s*版(?![本权式面])")
_NUMBER = regex(
    r"^[（(【\[]?\s*((?:[\u4e00-\u9fff]{1,10}\s*[〔\[［【（(﹝]\s*(?:19|20)\d\d\s*[〕\]］】）)﹞]\s*(?:第\s*)?\d{1,5}\s*号)"
    r"|(?:[\u4e00-\u9fff]{2,16}(?:令|公告|通告)\s*第\s*[\d一二三四五六七八九十百]{1,5}\s*号))\s*[）)】\]]?$"
)
_DATELINE = regex(
    rf"^[（(【\[]?\s*(?:据\s*)?((?:[\u4e00-\u9fff]{{0,8}}(?:{PAPER}|本报|本网))\s*[\u4e00-\u9fff·]{{0,12}}?\s*(?:(\d{{4}})年)?(?:(\d{{1,2}})月)?(\d{{1,2}})日\s*"
    r"(?:专|综合)?(?:讯|电|消息))"
)
_OPENING = 3
"""Body paragraphs among which a report's dateline stands at the beginning of one."""


def page_of(furniture: Sequence[str]) -> str | None:
    """The newspaper's page number as it is printed without its words: 3 of 第3版, A03 of A03版."""
    return next((match[1].upper() for line in furniture if (match := _PAGE.search(line))), None)


def number_of(lines: Sequence[str]) -> str | None:
    """An office's number for its document, from a line of the head that holds nothing else; spaces in it are the layout's."""
    return next(("".join(match[1].split()) for line in lines[:HEAD] if (match := _NUMBER.match(line.strip()))), None)


def without_number(title: str) -> str:
    """A title without the office's number that is printed on the line above or below it."""
    return " ".join(part for part in title.split(" ") if not _NUMBER.match(part))


def dateline_of(bodies: Sequence[str]) -> tuple[str | None, str | None]:
    """The words with which a report says where and when it was sent, and the day as ISO 8601 where they name its year.

    The year that is inferred from a text is no year for the day: of 60 news articles so dated, 23 were within three days of
    their date (docs/log.md).
    """
    for text in bodies[:_OPENING]:
        if match := _DATELINE.match(text):
            year, month, day = (int(match[n] or 0) for n in (2, 3, 4))
            told = f"{year:04d}-{month:02d}-{day:02d}" if year and 1 <= month <= 12 and 1 <= day <= 31 else None
            return "".join(match[1].split()), told
    return None, None
