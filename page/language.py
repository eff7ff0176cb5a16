"""In which of the two languages a visitor is spoken to: the one chosen on the page, else the one that the browser asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qa.messages import Locale

COOKIE = "youju-language"
"""Holds the language chosen on the page, `zh` or `en`; `language.js` writes it."""
_CHOSEN = re.compile(rf"(?:^|;\s*){COOKIE}=(zh|en)(?=;|$)")
TAGS: dict[Locale, str] = {"zh": "zh-CN", "en": "en"}
"""The languages as browsers name them."""
NAMES: dict[Locale, str] = {"zh": "中文", "en": "English"}
"""The languages as they call themselves."""


def language_of(headers: Mapping[str, str]) -> Locale:
    """The language for a request with these headers, whose names are in small letters."""
    return chosen(headers) or language(headers.get("accept-language"))


def chosen(headers: Mapping[str, str]) -> Locale | None:
    """The language chosen on the page, None where none was."""
    found = _CHOSEN.search(headers.get("cookie") or "")
    return None if found is None else "zh" if found[1] == "zh" else "en"


def language(accept: str | None) -> Locale:
    """`zh` where `Accept-Language` prefers a Chinese to English, else `en`; quality values as in RFC 9110, section 12.5.4."""
    best: dict[str, float] = {}
    for part in (accept or "").split(","):
        tag, _, quality = part.strip().lower().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        primary = tag.split("-")[0]
        best[primary] = max(best.get(primary, 0.0), weight)
    return "zh" if best.get("zh", 0.0) > best.get("en", 0.0) else "en"


def spoken_script(locale: Locale) -> str:
    """A script for the top of the page that makes the browser's own words (`gr.I18n`) those of the chosen language."""
    own = {"language": f"'{TAGS[locale]}'", "languages": f"['{TAGS[locale]}']"}
    lines = (f"Object.defineProperty(navigator,'{name}',{{get:()=>{value}}});" for name, value in own.items())
    return f"<script>{''.join(lines)}</script>"
