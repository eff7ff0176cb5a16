"""Files examined before they are added, as a table and as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qa.doctor import Examined, Flag
from qa.messages import Locale, say
from qa.render.visible import visible

_GLANCE = 24
"""Characters of a damaged piece that are shown."""
_PIECES = 3
"""Damaged pieces that are shown of a file."""


def examined_dict(file: Examined, locale: Locale) -> dict[str, object]:
    """Everything found of one file; of a file that is refused, the reason alone."""
    flags = [str(flag) for flag in file.flags]
    if file.refused is not None:
        return {"name": file.name, "flags": flags, "refused": file.refused.say(locale)}
    return {
        "name": file.name,
        "flags": flags,
        "refused": None,
        "encoding": file.encoding,
        "sure": round(file.sure, 3),
        "mojibake": list(file.mojibake),
        "debris": list(file.debris),
        "width": file.width,
        "left_out": round(file.left_out, 3),
        "paragraphs": file.paragraphs,
        "date": file.date,
        "date_inferred": file.date_inferred,
        "same_as": file.same_as,
        "near": [{"name": name, "resemblance": round(score, 2)} for name, score in file.near],
        "pictures": list(file.pictures),
    }


def examined_text(files: Sequence[Examined], locale: Locale) -> str:
    """A file a line, what is off below it, and at the end how many there are of each."""
    lines: list[str] = []
    for file in files:
        lines.append(visible(file.name) if file.refused else f"{visible(file.name)}  {_found(file, locale)}")
        lines += [f"    {visible(_told(file, flag, locale))}" for flag in file.flags]
    count = Counter(flag for file in files for flag in file.flags)
    comma = say("comma", locale)
    off = comma.join(f"{say(f'doctor_{flag}', locale)} {count[flag]}" for flag in Flag if count[flag])
    clean = sum(not file.flags for file in files)
    return "\n".join([*lines, "", say("doctor_sum", locale, count=len(files), clean=clean) + (f" {off}" if off else "")])


def pictures_told(name: str, pages: Sequence[int], locale: Locale) -> str:
    """That nothing was read of these pages of a file, and what makes them readable."""
    return say("did_pictures", locale, name=name, pages=say("list_comma", locale).join(map(str, pages)))


def _found(file: Examined, locale: Locale) -> str:
    parts = [say("doctor_encoding", locale, encoding=file.encoding, sure=file.sure)]
    if file.width:
        parts.append(say("doctor_width", locale, width=file.width))
    parts.append(say("doctor_counts", locale, paragraphs=file.paragraphs, left_out=file.left_out))
    if file.date is not None:
        parts.append(say("date_inferred", locale, date=file.date) if file.date_inferred else file.date)
    return say("comma", locale).join(parts)


def _told(file: Examined, flag: Flag, locale: Locale) -> str:
    """The flag, and what it was raised for."""
    if file.refused is not None:
        return say("doctor_line", locale, flag=say("doctor_refused", locale), what=file.refused.say(locale))
    pieces = {Flag.MOJIBAKE: file.mojibake, Flag.OCR: file.debris}.get(flag, ())
    whats = [say("quoted", locale, words=piece[:_GLANCE]) for piece in pieces[:_PIECES]]
    if flag is Flag.DUPLICATE:
        whats = [str(file.same_as)]
    if flag is Flag.NEAR:
        whats = [f"{name} ({score:.0%})" for name, score in file.near[:_PIECES]]
    if flag is Flag.PICTURES:
        whats = [*map(str, file.pictures)]
    name = say(f"doctor_{flag}", locale)
    return say("doctor_line", locale, flag=name, what=say("list_comma", locale).join(whats)) if whats else name
