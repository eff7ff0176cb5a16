"""What headings, list items and captions begin with."""

from __future__ import annotations

from qa.patterns import regex

ARROWS = "↑→↗←↓↘↙↖▲△▼▽"
CAPTION_MARK = regex(
    rf"[{ARROWS}]|(?:[上下左右]|大|小|本|题|主)?图\s*(?:为|①|[一二三四五六七八九\d]{{0,2}}\s*[:：])|图片?说明|[（(【]?(?:左|右|上|下|题|资料)图[）)】]?[:：为]?|[①②③④⑤⑥]\S{{0,2}}图"
)
HEADING_MARK = regex(
    r"#{1,6}\s|第[一二三四五六七八九十百\d]+[章节编篇部](?:分)?[\s:：]?|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|[A-ZＡ-Ｚ][\s、.．·]+(?=[\u4e00-\u9fff“])|[●■◆◇★☆▶►▎┃◎○⚫][ \t\u3000]*(?=\S)"
    r"|(?:0?\d{1,2})[、.．]\s*(?=[\u4e00-\u9fff“])|【[^】]{2,14}】$"
)
MARKUP = regex(r"[-*+]\s|\||>")
"""Markdown's list items, tables and quotations."""
LIST_MARK = regex(rf"{MARKUP.pattern}|" r"——(?=\S)|[①-⑳]|[（(]\d{1,2}[）)]|[·•]\s*(?=\S)")
"""A body paragraph that begins so is an item of its own and continues nothing."""
DECORATION = regex(r"^(?:#{1,6}\s+)?[●■◆◇★☆▶►▎┃◎○⚫\s]*|[\s●■◆◇★☆◎○⚫]*#*$")
"""Marks around a heading that are no part of its words."""
