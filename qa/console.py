"""What the commands share: exit statuses, the library opened, the progress line, JSON."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from qa import render
from qa.messages import Locale, say

if TYPE_CHECKING:
    from qa.engine import AddReport, Library

Command = Callable[[argparse.Namespace, Locale], int]
DONE, REFUSED, MISTAKE = 0, 1, 2


def open_library(args: argparse.Namespace, *, create: bool = False) -> Library:
    """The library that the options name, made first where `create` and there is none."""
    from qa.engine import Library

    return Library.open(args.library, model=args.model, reranker=args.reranker, create=create)


def give_way() -> None:
    """Let who asks go before this process, which changes the library: on a machine at rest it takes no longer for it."""
    with suppress(OSError):
        os.nice(10)


def one_thread() -> None:
    """One thread for numpy's products, unless OPENBLAS_NUM_THREADS says otherwise; before numpy is first imported. Those of one question
    are so small that a second thread mostly waits, and takes the core from another question."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def collect_rarely() -> None:
    """Python looks for objects that only hold each other after 100,000 new ones, not 700: the tables that a start reads are all kept, and
    looking through them while they grow takes 3 % of a cold question (docs/log.md)."""
    gc.set_threshold(100_000, 50, 50)


def progress(locale: Locale) -> Callable[[str, int, int], None] | None:
    """A line on standard error that counts and goes away; None where nobody looks on."""
    if not sys.stderr.isatty():
        return None

    def show(stage: str, done: int, total: int) -> None:
        line = "" if done >= total else say("progress", locale, stage=say(f"stage_{stage}", locale), done=done, total=total)
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    return show


def troubles(report: AddReport, locale: Locale) -> list[str]:
    """What an `add` or `sync` did not take, a sentence each: files refused, and pages that are pictures alone."""
    refused = [say("did_refused", locale, name=name, why=error.say(locale)) for name, error in report.refused]
    return [render.visible(line) for line in (*refused, *(render.pictures_told(name, pages, locale) for name, pages in report.pictures))]


def as_json(value: object) -> str:
    """One line, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
