"""What `youju ask` gives to take along: references behind the answer, and the answer as a file."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path

from qa.errors import UsageError
from qa.messages import Locale, say
from qa.references import READ_BY_PEOPLE, Style, references
from qa.render import Form, answer_export, documents_of, visible
from qa.render.usage import Parser
from qa.types import Answer


def add_options(ask: Parser, text: Callable[[str], str]) -> None:
    """The words of these options. `text` gives a row of the help."""
    ask.options.add_argument("--references", metavar="STYLE", choices=list(Style), help=text("references"))
    ask.options.add_argument("--export", metavar="FILE", type=Path, help=text("export"))
    ask.options.add_argument("--force", action="store_true", help=text("force"))


def check(args: argparse.Namespace) -> None:
    """UsageError where these options do not go together or the file could not be written: told before the question is asked."""
    path: Path | None = args.export
    if args.jsonl and (path is not None or args.references or args.force):
        raise UsageError("usage_export_and_jsonl")
    if path is None:
        if args.force:
            raise UsageError("usage_force")
        return
    _form(path)
    if (style := _style(args)) not in READ_BY_PEOPLE:
        raise UsageError("export_style", style=style, styles=", ".join(READ_BY_PEOPLE))
    if path.is_dir() or not path.parent.is_dir():
        raise _unwritable(path, errno.EISDIR if path.is_dir() else errno.ENOENT)
    if _is_there(path) and not args.force:
        raise UsageError("export_exists", path=visible(str(path)))


def references_of(answer: Answer, args: argparse.Namespace) -> str | None:
    """The references of the documents that the answer cites, in the style asked for; None where none is asked for or none cited."""
    cited = documents_of(answer)
    return references(cited, Style(args.references)) if args.references and cited else None


def below(listed: str | None, args: argparse.Namespace, locale: Locale) -> str:
    """What stands under the answer in the terminal: the references, with a heading where people read them; "" without any."""
    if listed is None:
        return ""
    heading = say("export_references", locale) + "\n" if args.references in READ_BY_PEOPLE else ""
    return f"\n{heading}{listed}" + ("" if listed.endswith("\n") else "\n")


def export(answer: Answer, args: argparse.Namespace, locale: Locale) -> Path | None:
    """Write the file that `--export` names, whole or not at all; its path, None where none is named."""
    path: Path | None = args.export
    if path is None:
        return None
    made = answer_export(answer, locale, _form(path), _style(args))
    try:
        _write(path, made if isinstance(made, bytes) else made.encode(), force=args.force)
    except FileExistsError as error:
        raise UsageError("export_exists", path=visible(str(path))) from error
    except OSError as error:
        raise _unwritable(path, error.errno or errno.EIO) from error
    return path


def _form(path: Path) -> Form:
    ending = path.suffix.lower().removeprefix(".")
    if ending not in list(Form):
        raise UsageError("export_ending", path=visible(str(path)))
    return Form(ending)


def _style(args: argparse.Namespace) -> Style:
    return Style(args.references or Style.GBT7714_2025)


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _unwritable(path: Path, number: int) -> UsageError:
    return UsageError("export_unwritable", path=visible(str(path)), problem=os.strerror(number))


def _write(path: Path, content: bytes, *, force: bool) -> None:
    """A file beside it, then its name: whoever looks sees the file as it was or as it is. FileExistsError where it came to be
    meanwhile and there is no `force`."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if force:
            beside.replace(path)
        else:
            _name(beside, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()


def _name(beside: Path, path: Path) -> None:
    """Give the file its name unless that is taken: a second link does both in one step, where the file system has links."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        if _is_there(path):
            raise FileExistsError(path) from None
        beside.rename(path)
