"""A page over a library of the test's own, and files to give it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload

ROOT = Path(__file__).resolve().parents[2]
SALT = "白盐镇盐田报告\n\n2023年，白盐镇盐田面积达到九千六百亩，年产海盐十二万吨。\n"
ROWS = "count => document.querySelectorAll('#shelf li').length === count"


def file(name: str, text: str, encoding: str = "utf-8") -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode(encoding)}


@contextmanager
def served(folder: Path, *options: str) -> Iterator[str]:
    """The address of a page over `folder/library`, whose server is ended by its own process."""
    command = [sys.executable, "ui.py", "--library", str(folder / "library"), "--seeds", str(folder / "none"), "--port", "0", *options]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, env=os.environ | {"LC_ALL": "C.UTF-8"}, text=True, encoding="utf-8"
        )
    try:
        assert server.stdout is not None
        line = next((line for line in server.stdout if "http://" in line), None)
        assert line is not None, (folder / "log").read_text(encoding="utf-8")
        yield "http://" + line.split("http://")[1].split()[0]
    finally:
        server.terminate()
        server.communicate(timeout=30)
