"""The command `youju`: parse, call the library, render. Nothing is ranked, chosen or cut here."""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa import exporting, keeping, render
from qa.arguments import parser
from qa.cite import file_of, nearby
from qa.console import DONE, MISTAKE, REFUSED, Command, collect_rarely, give_way, one_thread, troubles
from qa.console import as_json as _json
from qa.console import open_library as _library
from qa.console import progress as _progress
from qa.errors import UsageError, YoujuError
from qa.jsonl import request
from qa.messages import Locale, locale_of_environment, say

if TYPE_CHECKING:
    from qa.engine import Library, Within
    from qa.types import Answer

WRITERS = ("add", "sync", "rebuild", "revert")
"""Commands that may take their time, and take it after those that ask."""
INTERRUPTED, PIPE_CLOSED = 130, 141  # what a shell reports of a program ended by SIGINT and by SIGPIPE


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 done, 1 the answer is a refusal, 2 a user's error."""
    _speak_utf8()
    one_thread()
    collect_rarely()
    locale = locale_of_environment()
    try:
        args, rest = parser(locale).parse_known_args(argv)
        if rest and args.command != "eval":
            raise UsageError("usage_unknown", words=render.visible(" ".join(rest)), program=f"youju {args.command}")
        args.rest = rest
        for words in (word for value in vars(args).values() for word in (value if isinstance(value, list) else [value])):
            if isinstance(words, str) and not render.is_unicode(words):
                raise UsageError("usage_not_utf8", words=render.visible(words))
        if argv is None and args.command in WRITERS:
            give_way()
        status = COMMANDS[args.command](args, locale)
        sys.stdout.flush()
    except YoujuError as error:
        print(render.visible(error.say(locale)), file=sys.stderr)
        return MISTAKE
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        if error.errno not in (errno.EPIPE, errno.ENOSPC):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python must not flush it again at its exit
        if error.errno == errno.EPIPE:  # `youju list | head -1`: the reader has had enough
            return PIPE_CLOSED
        print(say("output_failed", locale), file=sys.stderr)
        return MISTAKE
    return status


def _add(args: argparse.Namespace, locale: Locale) -> int:
    if "" in args.path:  # pathlib would take it for the folder we are in
        raise UsageError("usage_value", words="PATH", program="youju add")
    with _library(args, create=True) as library:
        report = library.add([Path(path) for path in args.path], encoding=args.encoding, progress=_progress(locale))
    for key, names in (("did_added", report.added), ("did_replaced", report.replaced), ("did_unchanged", report.unchanged)):
        for name in names:
            print(say(key, locale, name=render.visible(name)))
    for line in troubles(report, locale):
        print(line, file=sys.stderr)
    return MISTAKE if report.refused else DONE


def _remove(args: argparse.Namespace, locale: Locale) -> int:
    with _library(args) as library:
        for document in library.remove(args.name):
            print(say("did_removed", locale, name=render.visible(document.name)))
    return DONE


def _list(args: argparse.Namespace, locale: Locale) -> int:
    if args.history:
        return keeping.history(args, locale)
    with _library(args) as library:
        documents = library.documents()
    print(_json([render.document_dict(each) for each in documents]) if args.json else render.documents_text(documents, locale))
    return DONE


def _show(args: argparse.Namespace, locale: Locale) -> int:
    with _library(args) as library:
        document = library.document(args.name)
        if args.text:
            sys.stdout.buffer.write(library.text(document.id))
            return DONE
        parts = library.paragraphs(document.id), library.dropped(document.id)
        noted = library.annotations(document.id)
    print(_json(render.show_dict(document, *parts, noted)) if args.json else render.show_text(document, *parts, locale))
    return DONE


def _facts(args: argparse.Namespace, locale: Locale) -> int:
    with _library(args) as library:
        facts = library.facts(args.place, args.year, args.indicator)
    if args.json:
        print(_json([render.fact_dict(each) for each in facts]))
    elif args.csv:
        print(render.facts_csv(facts), end="")
    else:
        print(render.facts_text(facts, locale))
    return DONE


def _compare(args: argparse.Namespace, locale: Locale) -> int:
    with _library(args) as library:
        table = library.compare(args.places, args.years, args.indicator)
    if args.json:
        print(_json(render.comparison_dict(table)))
    elif args.csv:
        print(render.comparison_csv(table), end="")
    else:
        print(render.comparison_text(table, locale))
    return DONE


def _rebuild(args: argparse.Namespace, locale: Locale) -> int:
    with _library(args) as library:
        library.rebuild(model=args.model, progress=_progress(locale))
        print(say("did_rebuild", locale, count=len(library.documents())))
    return DONE


def _ask(args: argparse.Namespace, locale: Locale) -> int:
    exporting.check(args)
    if args.jsonl:
        if args.question is not None or args.history:
            raise UsageError("usage_question_and_jsonl")
        return _ask_lines(args, locale)
    if args.question is None:
        raise UsageError("usage_required", words="QUESTION", program="youju ask")
    with _library(args) as library:
        answer, folders = library.ask(args.question, args.history, _within(library, args)), library.folders()
    listed = exporting.references_of(answer, args)
    if args.json:
        print(_json(render.answer_dict(answer, None, locale) | ({"references": listed} if listed else {})))
    else:
        print(render.answer_text(answer, locale, _paths(answer, folders), library=args.library))
        print(exporting.below(listed, args, locale), end="")
    if written := exporting.export(answer, args, locale):
        print(say("did_exported", locale, path=render.visible(str(written))), file=sys.stderr)
    return DONE if answer.answerable else REFUSED


def _paths(answer: Answer, folders: Sequence[Path]) -> dict[str, Path]:
    """Where the files of the quotes lie with the very bytes quoted: here, one folder below, or where they were added from."""
    here = [*nearby(), *folders]
    found = ((citation.document.id, file_of(citation.document, here)) for citation in answer.citations[:1])
    return {document: file[0] for document, file in found if file is not None and file[1]}


def _ask_lines(args: argparse.Namespace, locale: Locale) -> int:
    """One answer a line, each written before the next is read; a bad line is answered with its number, and named at the end."""
    bad: list[tuple[int, str]] = []
    with _library(args) as library:
        within = _within(library, args)
        for number, line in enumerate(sys.stdin.buffer, start=1):
            if not line.strip():
                continue
            try:
                asked, question, history = request(line)
            except UsageError as error:
                bad.append((number, error.say(locale)))
                print(_json({"id": None, "line": number, "error": error.say(locale)}), flush=True)
            else:
                print(_json(render.answer_dict(library.ask(question, history, within), asked, locale)), flush=True)
    if bad:
        raise UsageError("jsonl_bad_lines", count=len(bad), line=bad[0][0], why=bad[0][1])
    return DONE


def _search(args: argparse.Namespace, locale: Locale) -> int:
    with _library(args) as library:
        passages = library.search(args.question, args.k, _within(library, args))
    print(_json([render.passage_dict(each) for each in passages]) if args.json else render.passages_text(passages, locale))
    return DONE


def _eval(args: argparse.Namespace, locale: Locale) -> int:
    from evals import report

    named = [word for option in ("model", "reranker") if (name := getattr(args, option)) for word in (f"--{option}", name)]
    if "--from-feedback" in args.rest:  # behind the command, --library names the folder of --own
        named += ["--library", str(args.library)]
    return report.main([*named, *args.rest])


def _serve(args: argparse.Namespace, locale: Locale) -> int:
    import ui

    return ui.serve(
        args.library, model=args.model, reranker=args.reranker, host=args.host, port=args.port, mcp=args.mcp,
        allow_changes=args.allow_changes,
        password_file=args.password_file,
    )  # fmt: skip


def _within(library: Library, args: argparse.Namespace) -> Within:
    return library.within(args.place, args.since, args.until, args.document)


def _speak_utf8() -> None:
    """UTF-8 whatever the locale; a file name that is none is written with escapes, which in JSON are the right ones."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


COMMANDS: dict[str, Command] = {
    "add": _add,
    "remove": _remove,
    "list": _list,
    "show": _show,
    "facts": _facts,
    "compare": _compare,
    "rebuild": _rebuild,
    "ask": _ask,
    "search": _search,
    "eval": _eval,
    "serve": _serve,
    **keeping.COMMANDS,
}
"""What `qa.arguments` names, done here."""


if __name__ == "__main__":
    sys.exit(main())
