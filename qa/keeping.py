"""The commands that keep a library whole and up to date: what was, what a folder holds now, checks and backups."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qa import render
from qa.console import DONE, MISTAKE, Command, as_json, open_library, progress, troubles
from qa.messages import Locale, say
from qa.render.usage import Parser, positive

if TYPE_CHECKING:
    from qa.engine import AddReport

# Two seconds: a changed file is in the library within four, and looking at 10,000 names takes a twentieth of it.
INTERVAL_S = 2


ONE_VALUE = ("title", "publisher", "author", "date", "page", "number", "dateline")
"""The fields of a document's front matter that hold one value, each an option of `meta`."""


def add_commands(command: Callable[..., Parser], text: Callable[[str], str]) -> None:
    """The words of these commands. `command` makes one by its name, `text` gives a row of the help."""
    sync = command("sync")
    sync.arguments.add_argument("folder", metavar="FOLDER", type=Path, help=text("sync_folder"))
    how = sync.options.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help=text("dry_run"))
    how.add_argument("--watch", action="store_true", help=text("watch"))
    sync.options.add_argument("--interval", metavar="S", type=positive, default=INTERVAL_S, help=text("interval"))
    command("revert").arguments.add_argument("version", metavar="NAME@NUMBER", help=text("version"))
    command("vacuum")
    meta = command("meta", json_too=True)
    meta.arguments.add_argument("name", metavar="NAME", help=text("name"))
    for field in ONE_VALUE:
        meta.options.add_argument(f"--{field}", metavar="TEXT" if field != "date" else "DATE", help=text(f"meta_{field}"))
    meta.options.add_argument("--place", metavar="P", action="append", dest="places", help=text("meta_place"))
    meta.options.add_argument("--clear", metavar="FIELD", action="append", default=[], help=text("meta_clear"))
    doctor = command("doctor", json_too=True)
    doctor.arguments.add_argument("path", metavar="PATH", type=Path, help=text("doctor_path"))
    command("check", json_too=True)
    backup = command("backup")
    backup.arguments.add_argument("file", metavar="FILE", type=Path, help=text("backup_file"))
    backup.options.add_argument("--force", action="store_true", help=text("backup_force"))
    command("restore").arguments.add_argument("file", metavar="FILE", type=Path, help=text("restore_file"))


def history(args: argparse.Namespace, locale: Locale) -> int:
    """`list --history`."""
    with open_library(args) as library:
        versions = library.versions()
    print(as_json([render.version_dict(each) for each in versions]) if args.json else render.versions_text(versions, locale))
    return DONE


def _revert(args: argparse.Namespace, locale: Locale) -> int:
    with open_library(args) as library:
        document = library.revert(args.version, progress=progress(locale))
    print(say("did_revert", locale, name=render.visible(document.name), version=render.visible(args.version)))
    return DONE


def _meta(args: argparse.Namespace, locale: Locale) -> int:
    fields: dict[str, Sequence[str]] = {field: [value] for field in ONE_VALUE if (value := getattr(args, field)) is not None}
    if args.places is not None:
        fields["places"] = args.places
    clear = ["places" if field == "place" else field for field in args.clear]
    with open_library(args) as library:
        document = library.amend(args.name, fields, clear) if fields or clear else library.document(args.name)
    print(as_json(render.document_dict(document)) if args.json else render.front_text(document, locale))
    return DONE


def _vacuum(args: argparse.Namespace, locale: Locale) -> int:
    with open_library(args) as library:
        print(say("did_vacuum", locale, count=library.vacuum()))
    return DONE


def _doctor(args: argparse.Namespace, locale: Locale) -> int:
    from qa.doctor.examine import examine

    files = examine(args.path)
    print(as_json([render.examined_dict(each, locale) for each in files]) if args.json else render.examined_text(files, locale))
    return DONE


def _check(args: argparse.Namespace, locale: Locale) -> int:
    from qa.engine.checking import check

    report = check(args.library)
    told = [render.visible(problem.say(locale)) for problem in report.problems]
    if args.json:
        print(as_json({"documents": report.documents, "paragraphs": report.paragraphs, "problems": told}))
    elif told:
        print("\n".join(told), file=sys.stderr)
    else:
        print(say("check_whole", locale, documents=report.documents, paragraphs=report.paragraphs))
    return MISTAKE if told else DONE


def _backup(args: argparse.Namespace, locale: Locale) -> int:
    from qa.engine.backup import backup

    size = backup(args.library, args.file, force=args.force)
    print(say("did_backup", locale, path=render.visible(str(args.file)), size=size))
    return DONE


def _restore(args: argparse.Namespace, locale: Locale) -> int:
    from qa.engine.backup import restore

    print(say("did_restore", locale, count=restore(args.library, args.file), path=render.visible(str(args.file))))
    return DONE


def _sync(args: argparse.Namespace, locale: Locale) -> int:
    from qa.engine.changing import watch
    from qa.errors import YoujuError

    with open_library(args, create=not args.dry_run) as library:
        if not args.watch:
            return _told(library.sync(args.folder, dry_run=args.dry_run, progress=progress(locale)), locale, args.dry_run)
        print(say("watching", locale, folder=render.visible(str(args.folder)), seconds=args.interval), flush=True)
        try:
            for outcome in watch(args.folder, partial(library.sync, args.folder), partial(time.sleep, args.interval)):
                if isinstance(outcome, YoujuError):
                    print(render.visible(outcome.say(locale)), file=sys.stderr, flush=True)
                else:
                    _told(outcome, locale)
                    sys.stdout.flush()
        except KeyboardInterrupt:
            print(say("watched", locale))
    return DONE


def _told(report: AddReport, locale: Locale, dry_run: bool = False) -> int:
    """Print what was, or would be, added, replaced and gone, and what was refused."""
    kinds: Sequence[tuple[str, Sequence[str]]] = (("added", report.added), ("replaced", report.replaced), ("gone", report.gone))
    for kind, names in kinds:
        for name in names:
            print(say(f"{'would' if dry_run else 'did'}_{kind}", locale, name=render.visible(name)))
    for line in troubles(report, locale):
        print(line, file=sys.stderr)
    if not any(names for _, names in kinds):
        print(say("synced_already", locale, count=len(report.unchanged)))
    return MISTAKE if report.refused else DONE


COMMANDS: dict[str, Command] = {
    "sync": _sync,
    "revert": _revert,
    "vacuum": _vacuum,
    "meta": _meta,
    "doctor": _doctor,
    "check": _check,
    "backup": _backup,
    "restore": _restore,
}
"""By name, what `add_commands` names."""
