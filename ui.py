"""The web page: `python ui.py` builds the library from `seeds/` where there is none, and serves the page on this machine alone."""

from __future__ import annotations

import inspect
import os
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from qa.console import one_thread
from qa.errors import SettingsMismatchError, UsageError, YoujuError
from qa.messages import Locale, locale_of_environment, say
from qa.render.usage import Parser

EXAMPLES = 4
"""Questions to begin with, made from headings of the library's own documents."""
INCOMING = "incoming"
"""The folder of the library that files added on the page pass through."""


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until interrupted; the exit status is 0, or 2 for a user's error."""
    one_thread()
    locale = locale_of_environment()
    try:
        args = _parser(locale).parse_args(argv)
        return serve(
            args.library, model=args.model, reranker=args.reranker, host=args.host, port=args.port, seeds=args.seeds, mcp=args.mcp,
            allow_changes=args.allow_changes, password_file=args.password_file,
        )  # fmt: skip
    except YoujuError as error:
        print(error.say(locale), file=sys.stderr)
        return 2


def serve(
    library: Path,
    *,
    model: str | None = None,
    reranker: str | None = None,
    host: str = "127.0.0.1",
    port: int = 7860,
    seeds: Path | None = None,
    mcp: bool = False,
    allow_changes: bool = False,
    password_file: Path | None = None,
) -> int:
    """Serve the page over the library in that folder, made from `seeds` or rebuilt first where it must be. Returns when stopped."""
    # Before the first import of gradio: it asks its own service for news and tells it about every start otherwise.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    locale = locale_of_environment()
    from page.gate import Gate, password_of

    password = None if password_file is None else password_of(password_file)
    with _listen(host, port) as listening:
        prepare(library, model, seeds, locale)
        import uvicorn

        with _without_stubs():
            from page.app import application, is_loopback
        from page.desk import Desk
        from qa.engine import Library

        with Library.open(library, model=model) as plain:
            # Without the reranker: a dozen questions are tried, and on a slow machine it takes minutes over each.
            examples = Desk(plain).examples(EXAMPLES)
        with Library.open(library, model=model, reranker=reranker) as opened:
            opened.search("", 1)  # loads every model now: a reranker that cannot be had is said before the page is there
            app = application(Desk(opened), examples, host, mcp, library / INCOMING if allow_changes or is_loopback(host) else None)
            name = f"[{host}]" if ":" in host else host
            address = f"http://{name}:{listening.getsockname()[1]}"
            print(say("page_address", locale, address=address), flush=True)
            if mcp:
                print(say("page_mcp", locale, address=f"{address}/gradio_api/mcp/"), flush=True)
            # A browser's open connection must not hold up the end for longer than this.
            server = uvicorn.Server(uvicorn.Config(Gate(app, password), log_level="warning", timeout_graceful_shutdown=2))
            with suppress(KeyboardInterrupt):
                server.run(sockets=[listening])
    return 0


def prepare(folder: Path, model: str | None, seeds: Path | None, locale: Locale) -> None:
    """Make the library where there is none, fill it from `seeds` where it is empty, rebuild it where model or settings changed."""
    from qa.engine import Library

    progress = _progress(locale)
    with Library.open(folder, model=model, create=True) as library:
        try:
            held = library.documents()
            library.search(say("page_title", "zh"), 1)  # the settings are compared when the indexes are first used
        except SettingsMismatchError:
            print(say("page_rebuilding", locale), flush=True)
            library.rebuild(progress=progress)
            return
        if not held and seeds is not None and seeds.is_dir():
            print(say("page_building", locale, seeds=seeds), flush=True)
            for name, error in library.add([seeds], progress=progress).refused:
                print(say("did_refused", locale, name=name, why=error.say(locale)), file=sys.stderr)


def _progress(locale: Locale) -> Callable[[str, int, int], None]:
    """Prints each stage when it is done: the page's start is read in a log as often as on a terminal."""

    def show(stage: str, done: int, total: int) -> None:
        if done >= total:
            print("  " + say("progress", locale, stage=say(f"stage_{stage}", locale), done=done, total=total), flush=True)

    return show


@contextmanager
def _without_stubs() -> Iterator[None]:
    """Gradio imported here does not read its components' sources to write type stubs beside them, which it does at each import, though
    its package brings the stubs along: half of its import. Where a component has no file it goes without, as `inspect` says here."""
    real = inspect.getfile

    def getfile(object: Any) -> str:
        if type(object).__name__ == "ComponentMeta":
            raise OSError
        return real(object)

    inspect.getfile = getfile
    try:
        yield
    finally:
        inspect.getfile = real


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens there, so that the address is ours before any work is done. UsageError where it is taken."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise UsageError("page_port_taken", host=host, port=port) from error


def _parser(locale: Locale) -> Parser:
    parser = Parser(locale=locale, prog="ui.py", description=say("help_serve", locale))
    parser.options.add_argument("--library", metavar="DIR", type=Path, default=Path("var/library"), help=say("help_library", locale))
    parser.options.add_argument("--model", metavar="NAME", help=say("help_model", locale))
    parser.options.add_argument("--reranker", metavar="NAME", help=say("help_reranker", locale))
    parser.options.add_argument("--host", default="127.0.0.1", help=say("help_host", locale))
    parser.options.add_argument("--port", type=int, default=7860, help=say("help_port", locale))
    parser.options.add_argument("--mcp", action="store_true", help=say("help_mcp", locale))
    parser.options.add_argument("--allow-changes", action="store_true", help=say("help_allow_changes", locale))
    parser.options.add_argument("--password-file", metavar="FILE", type=Path, help=say("help_password_file", locale))
    parser.options.add_argument("--seeds", metavar="DIR", type=Path, default=Path("seeds"), help=say("help_seeds", locale))
    return parser


if __name__ == "__main__":
    sys.exit(main())
