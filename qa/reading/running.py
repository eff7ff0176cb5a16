"""Running heads, feet and page numbers: what stands at the edge of many pages, or counts them. They are no part of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qa.patterns import regex
from qa.reading.fragments import Fragment

EDGE = 0.12
"""Part of the page's height, above and below, in which a running line stands."""
OFTEN = 0.3
"""Part of the pages on which it stands at least: left and right pages may have other ones."""
LEAST = 3
"""Pages on which it stands at least; on both of a file of two."""
_NUMBER = regex(
    r"[-—–·.\s]*(?:第\s*)?\d{1,4}\s*页?(?:\s*[/／|,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–·.\s]*"
    r"|第\s*[\d一二三四五六七八九十百]{1,5}\s*页(?:\s*[/／,，]?\s*共\s*[\d一二三四五六七八九十百]{1,5}\s*页)?"
    r"|[Pp]age\s*\d+(?:\s*of\s*\d+)?"
)
_PAPER = regex(r"^\s*([\u4e00-\u9fff·]{1,12}(?:报|刊|社|杂志))(?![\u4e00-\u9fff])")
_DAY = regex(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_DIGITS = regex(r"\d+")


def without_running(pages: Sequence[Sequence[Fragment]]) -> tuple[list[list[Fragment]], list[str]]:
    """The pages without them, and what they say, each once, as it stands on the first page that has it."""
    keys = [[(_key(run) if _at_edge(run) else None) for run in page] for page in pages]
    count = Counter(key for page in keys for key in {each for each in page if each is not None})
    enough = min(len(pages), max(LEAST, OFTEN * len(pages)))
    running = {key for key, pages_with in count.items() if len(pages) > 1 and pages_with >= enough}
    kept: list[list[Fragment]] = []
    said: dict[tuple[str, int], str] = {}
    for page, found in zip(pages, keys, strict=True):
        kept.append([])
        for run, key in zip(page, found, strict=True):
            if key is not None and (key in running or _counts(run)):
                said.setdefault(key, run.text)
            else:
                kept[-1].append(run)
    return kept, list(said.values())


def told(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Who published the pages and when, as running heads of newspapers and journals say it; the date in ISO 8601."""
    publisher = next((match[1] for line in lines if (match := _PAPER.search(line))), None)
    dates = (match for line in lines if (match := _DAY.search(line)) and 1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31)
    day = next((f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" for match in dates), None)
    return publisher, day


def _at_edge(run: Fragment) -> bool:
    return run.bottom < EDGE * run.page_height or run.top > (1 - EDGE) * run.page_height


def _key(run: Fragment) -> tuple[str, int]:
    """Its words, whatever they count, and how far down it stands, in steps of 6 points."""
    return _DIGITS.sub("#", "".join(run.text.split())), round(run.middle / 6)


def _counts(run: Fragment) -> bool:
    """Whether it is a page's number; one in the text stands in a line with other words, one in a table not at the edge."""
    return _NUMBER.fullmatch(run.text.strip()) is not None
