"""A page in a process of its own, over a library whose questions can be made to wait or to fail by files that a test puts down."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from page.desk import Desk  # noqa: E402 - started as a script it has to find it first
from qa.engine import AddReport, Library, Progress  # noqa: E402

if TYPE_CHECKING:
    from qa.engine import Within
    from qa.types import Answer


class Trouble(Desk):
    """A desk that says `entered` and waits while there is a file `slow`, and fails while there is one `broken`."""

    def __init__(self, library: Library, flags: Path) -> None:
        super().__init__(library)
        self._flags = flags

    def ask(self, question: str, history: Sequence[str], within: Within | None = None) -> Answer:
        if (self._flags / "broken").exists():
            raise RuntimeError("the disk is on fire")
        self._wait()
        return super().ask(question, history, within)

    def add(self, paths: Sequence[Path], progress: Progress) -> AddReport:
        def slowly(stage: str, done: int, total: int) -> None:
            progress(stage, done, total)
            self._wait()

        return super().add(paths, slowly)

    def _wait(self) -> None:
        while (self._flags / "slow").exists():
            (self._flags / "entered").touch()
            time.sleep(0.02)


@contextmanager
def served(folder: Path, port: int = 0) -> Iterator[str]:
    """The address of the page over `folder/library`, as long as the block lasts; the files are looked for in `folder`."""
    command = [sys.executable, __file__, str(folder), str(port)]
    with (folder / "log").open("ab") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, env=os.environ | {"LC_ALL": "C.UTF-8"}, text=True, encoding="utf-8"
        )
    try:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
    finally:
        (folder / "slow").unlink(missing_ok=True)
        server.terminate()
        server.communicate(timeout=30)


def main(folder: Path, port: int) -> None:
    """Serve until ended; the first line on standard output is the address."""
    import uvicorn

    from page.app import application

    with Library.open(folder / "library") as library, socket.create_server(("127.0.0.1", port)) as listening:
        app = application(Trouble(library, folder), (), "127.0.0.1", staging=folder / "incoming")
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)).run(sockets=[listening])


if __name__ == "__main__":
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    main(Path(sys.argv[1]), int(sys.argv[2]))
