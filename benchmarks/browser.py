"""A served library and Debian's Chromium, for the page's figures and its pictures."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


@contextmanager
def served(library: Path) -> Iterator[tuple[str, float]]:
    """(address without a slash, seconds from the start of the process to the first page) of a server that is ended at the end."""
    from urllib.request import urlopen

    command = [sys.executable, "ui.py", "--library", str(library), "--seeds", "seeds", "--port", "0"]
    started = time.perf_counter()
    server = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, env=os.environ | {"LC_ALL": "C.UTF-8"}, text=True, encoding="utf-8"
    )
    try:
        assert server.stdout is not None
        address = next("http://" + line.split("http://")[1].split()[0] for line in server.stdout if "http://" in line)
        with urlopen(f"{address}/", timeout=60) as page:
            page.read()
        yield address, time.perf_counter() - started
    finally:
        server.terminate()
        server.communicate(timeout=30)


@contextmanager
def chromium() -> Iterator[Browser]:
    """RuntimeError where there is none."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if path is None:
        raise RuntimeError("There is no chromium: install it (apt-get install chromium fonts-noto-cjk).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
