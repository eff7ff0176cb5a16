"""The words of the command `youju`: every command with its arguments, options and help."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from qa import exporting, keeping
from qa.messages import Locale, say
from qa.render.usage import Parser, listed, positive, years


def parser(locale: Locale) -> Parser:
    """What reads the words: `command` is the command's name, and every other name that of an option or argument.

    Options of the program stand before the command; `--reranker` may also stand behind a command that asks.
    """

    def text(key: str) -> str:
        return say(f"help_{key}", locale).replace("%", "%%")

    program = Parser(locale=locale, prog="youju", description=text("program"), epilog=text("exit"))
    folder = Path(os.environ.get("YOUJU_LIBRARY") or "var/library")
    program.options.add_argument("--library", metavar="DIR", type=Path, default=folder, help=text("library"))
    program.options.add_argument("--model", metavar="NAME", help=text("model"))
    program.options.add_argument("--reranker", metavar="NAME", help=text("reranker"))
    commands = program.add_subparsers(title=text("commands"), metavar="COMMAND", dest="command", required=True)

    def command(name: str, *, json_too: bool = False, asks: bool = False) -> Parser:
        made = commands.add_parser(name, locale=locale, prog=f"youju {name}", description=text(name), help=text(name))
        if json_too:
            made.options.add_argument("--json", action="store_true", help=text("json"))
        if asks:  # left alone where it is not given here: what stands before the command counts then
            made.options.add_argument("--reranker", metavar="NAME", default=argparse.SUPPRESS, help=text("reranker"))
        return made

    add = command("add")
    add.arguments.add_argument("path", metavar="PATH", nargs="+", help=text("add_path"))
    add.options.add_argument("--encoding", metavar="ENC", help=text("add_encoding"))
    command("remove").arguments.add_argument("name", metavar="NAME", nargs="+", help=text("name"))
    command("list", json_too=True).options.add_argument("--history", action="store_true", help=text("list_history"))
    facts = command("facts")
    facts.options.add_argument("--place", metavar="P", help=text("facts_place"))
    facts.options.add_argument("--year", metavar="Y", type=positive, help=text("facts_year"))
    facts.options.add_argument("--indicator", metavar="WORDS", default="", help=text("facts_indicator"))
    compare = command("compare")
    compare.arguments.add_argument("indicator", metavar="INDICATOR", help=text("facts_indicator"))
    compare.options.add_argument("--places", metavar="P,P", type=listed, required=True, help=text("compare_places"))
    compare.options.add_argument("--years", metavar="Y,Y", type=years, required=True, help=text("compare_years"))
    for table in (facts, compare):
        formats = table.options.add_mutually_exclusive_group()
        formats.add_argument("--csv", action="store_true", help=text("csv"))
        formats.add_argument("--json", action="store_true", help=text("json"))
    show = command("show", json_too=True)
    show.arguments.add_argument("name", metavar="NAME", help=text("name"))
    show.options.add_argument("--text", action="store_true", help=text("show_text"))
    command("rebuild")
    keeping.add_commands(command, text)
    ask = command("ask", json_too=True, asks=True)
    ask.arguments.add_argument("question", metavar="QUESTION", nargs="?", help=text("question"))
    ask.options.add_argument("--history", metavar="Q", action="append", default=[], help=text("history"))
    ask.options.add_argument("--jsonl", action="store_true", help=text("jsonl"))
    exporting.add_options(ask, text)
    search = command("search", json_too=True, asks=True)
    for asking in (ask, search):
        asking.options.add_argument("--place", metavar="P", help=text("within_place"))
        asking.options.add_argument("--from", metavar="DATE", dest="since", help=text("within_from"))
        asking.options.add_argument("--to", metavar="DATE", dest="until", help=text("within_to"))
        asking.options.add_argument("--document", metavar="NAME", action="append", default=[], help=text("within_document"))
    search.arguments.add_argument("question", metavar="QUESTION", help=text("question"))
    search.options.add_argument("-k", metavar="N", type=positive, default=10, help=text("k"))
    command("eval")
    serve = command("serve", asks=True)
    serve.options.add_argument("--host", default="127.0.0.1", help=text("host"))
    serve.options.add_argument("--port", type=positive, default=7860, help=text("port"))
    serve.options.add_argument("--mcp", action="store_true", help=text("mcp"))
    serve.options.add_argument("--allow-changes", action="store_true", help=text("allow_changes"))
    serve.options.add_argument("--password-file", metavar="FILE", type=Path, help=text("password_file"))
    return program
