"""Which of the two languages a browser asks for."""

from __future__ import annotations

from qa.messages import Locale


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
