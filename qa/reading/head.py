"""What an HTML page's head says of it: title, publisher, author, date. Chinese government sites first, by their own standard."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

from qa.patterns import regex
from qa.reading.blocks import flat
from qa.types import FrontMatter

# 政府网站发展指引 (国办发〔2017〕47号) prescribes ArticleTitle, PubDate, ContentSource, Author; the rest is Open Graph, schema.org
# and what newspapers' programs write.
_TITLES = ("articletitle", "og:title", "twitter:title", "dc.title", "headline")
_DATES = (
    "pubdate", "publishdate", "publish_date", "article:published_time", "og:published_time", "og:release_date", "datepublished",
    "weibo:article:create_at", "bytedance:published_time", "dc.date", "date", "firstpublishedtime", "_pubtime", "apub:time",
)  # fmt: skip
_SOURCES = ("contentsource", "source", "article:publisher", "mediaid", "dc.publisher", "publisher")
_SITES = ("og:site_name", "sitename")
_AUTHORS = ("author", "article:author", "og:article:author", "dc.creator")
_DAY = regex(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_SITE = regex(r"\s*[-_|｜—–·]+\s*")
_SOURCE = regex(r"(?:[来來]源|稿源|出[处處])\s*[:：]\s*([^\s:：|，,（()）]{2,30})")
_TIMED = regex(r"^(?:(?:发布|發布|发表|發表|更新)?(?:时间|時間|日期)\s*[:：]\s*)?(?:19|20)\d\d\s*[-/.年]")
_LINE = 100
"""Characters of such a line at most."""
_HEADLINE = 200
"""Characters of a headline at most."""


def front_of(tree: HtmlElement) -> FrontMatter:
    """What the head says, and, where it says nothing of them, the line of source and day beside the title; the text is not looked into."""
    said, linked, (source, day) = dict(_said(tree)), _linked(tree), _beside(tree)
    title = _first(said, _TITLES) or linked.get("title") or ""
    heads = [flat(head.text_content()) for head in tree.iter("h1")]
    if not title:
        title = _titled(flat(tree.findtext(".//title") or ""), heads)
    elif (shorter := next((head for head in heads if 4 <= len(head) < len(title) and title.startswith(head)), None)) is not None:
        title = shorter  # 题名-网站名, as some write og:title too
    dates = (found for key in _DATES if (found := _day(said.get(key, ""))))
    return FrontMatter(
        title=title[:_HEADLINE] or None,
        publisher=_name(_first(said, _SOURCES)) or source or _name(_first(said, _SITES)) or linked.get("publisher") or None,
        author=_name(_first(said, _AUTHORS)) or linked.get("author") or None,
        date=next(dates, None) or _day(linked.get("date", "")) or day or None,
    )


def _beside(tree: HtmlElement) -> tuple[str, str]:
    """The first source (来源：…) and the first whole day in short lines that say no sentence: those under a headline."""
    source = day = ""
    for element in tree.iter("p", "div", "span", "td", "li", "h2", "h3", "h4", "h5", "font", "em", "time", "founder-date"):
        line = flat("".join(element.itertext("p", "div", "span", "td", "font", "em", "time", "a", "b", "i", "strong", "li")))
        if not 6 <= len(line) <= _LINE or "。" in line:
            continue
        match = _SOURCE.search(line)
        source = source or ("" if match is None else match[1])
        day = day or (_day(line) if match is not None or _TIMED.match(line) else "")
    return source, day


def _said(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """The head's `meta` entries by name in lower case; of two the first."""
    seen: set[str] = set()
    for meta in tree.iter("meta"):
        key = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        content = flat(meta.get("content") or "")
        if key and content and key not in seen:
            seen.add(key)
            yield key, content


def _linked(tree: HtmlElement) -> dict[str, str]:
    """What the page's linked data (schema.org) says of an article."""
    for script in tree.iter("script"):
        if script.get("type", "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        entries = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, dict) and entry.get("headline"):
                fields = {"title": "headline", "date": "datePublished", "publisher": "publisher", "author": "author"}
                return {field: _words(entry.get(key)) for field, key in fields.items()}
    return {}


def _words(value: object) -> str:
    if isinstance(value, list):
        return _words(value[0]) if value else ""
    if isinstance(value, Mapping):
        return _words(value.get("name"))
    return flat(value) if isinstance(value, str) else ""


def _titled(title: str, heads: list[str]) -> str:
    """The page's title without the site's name: the heading that it begins with, else its first part; else a lone heading."""
    if not title:
        return heads[0] if len(heads) == 1 else ""
    parts = _SITE.split(title)
    for head in heads:
        if head and (title.startswith(head) or head.startswith(parts[0])):
            return head
    longest = max(parts, key=len)
    return parts[0] if len(parts[0]) >= 6 else longest


def _first(said: Mapping[str, str], keys: tuple[str, ...]) -> str:
    return next((said[key] for key in keys if said.get(key)), "")


def _name(words: str) -> str:
    """A name; an address is none."""
    return "" if "://" in words or words.startswith("www.") else words


def _day(words: str) -> str:
    """The first whole date, as ISO 8601; "" where there is none."""
    match = _DAY.search(words)
    if match is None or not (1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31):
        return ""
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
