"""Versions of documents, for the terminal and as plain data."""

from __future__ import annotations

from collections.abc import Sequence

from qa.messages import Locale, say
from qa.render.visible import visible
from qa.store import Version


def version_dict(version: Version) -> dict[str, object]:
    """`version` is what `youju revert` takes."""
    return {
        "version": version.label,
        "name": version.name,
        "number": version.generation,
        "fate": str(version.fate),
        "sha256": version.sha256,
        "encoding": version.encoding,
        "size": version.size,
    }


def versions_text(versions: Sequence[Version], locale: Locale) -> str:
    """One a line: how to name it, what became of it, what it is."""
    if not versions:
        return say("history_empty", locale)
    comma = say("comma", locale)
    return "\n".join(
        f"{visible(each.label)}  "
        + comma.join([say(f"fate_{each.fate}", locale), each.encoding, say("size", locale, size=each.size), each.sha256[:16]])
        for each in versions
    )
