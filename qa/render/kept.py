"""What is known of documents and what they were, for the terminal and as plain data."""

from __future__ import annotations

from collections.abc import Sequence

from qa.messages import Locale, say
from qa.reading.metadata import FIELDS
from qa.render.visible import visible
from qa.store import Version
from qa.types import Document


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


def front_text(document: Document, locale: Locale) -> str:
    """The front matter, a field a line, each with where it comes from; a date that was inferred also with from what."""
    front = document.front
    lines = [document.name]
    for name in FIELDS:
        value = say("list_comma", locale).join(front.places) if name == "places" else getattr(front, name)
        if not value:
            continue
        whence = [say(f"origin_{front.origins[name]}", locale)] if name in front.origins else []
        if name == "date" and front.date_note:
            whence.append(front.date_note)
        told = say("front_whence", locale, whence=say("comma", locale).join(whence)) if whence else ""
        lines.append("    " + say("front_line", locale, field=say(f"field_{name}", locale), value=value) + told)
    return "\n".join(map(visible, lines))
