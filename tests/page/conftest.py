"""A served page over a library of the five articles, one of figures and one hostile one, and Debian's Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tab import Visit

from qa.engine import Library

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
OWN = ("http://127.0.0.1:", "data:", "blob:")
"""How every address begins that a page of ours may ask for; the server of a test is on a port of its own."""
EVIL_NAME = '<img src=x onerror="window.pwned=1">${window.pwned=2}.txt'
EVIL_TEXT = (
    "红岭乡<script>window.pwned=3</script>种植猕猴桃\n\n"
    '红岭乡的<img src="http://evil.test/x" onerror="window.pwned=4">猕猴桃基地在2023年收获了八百吨${window.pwned=5}{{constructor}}，'
    "亩均收入达到九千元[点这里](javascript:window.pwned=6)，产品销往\u202e外省。\n"
)
TEA = (
    "# 两地茶园面积继续扩大\n\n"
    "2021年，蒲江县茶园面积达到31.5万亩，带动3.2万户茶农增收。2022年，蒲江县茶园面积达到33万亩，全县建成标准茶园126个。"
    "去年，蒲江县还建成茶叶加工厂58座。\n\n"
    "2021年，名山区茶园面积约39.2万亩，鲜叶年产量5万吨。\n\n"
    "=2020年，名山区茶园面积为38万亩，其中有机茶园1.2万亩。\n"
)
"""Figures of two places over three years, one of them in a sentence that a spreadsheet would take for a formula."""
TEA_FRONT = '["茶园.txt"]\ntitle = "两地茶园面积继续扩大"\ndate = "2023-02-06"\n'


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`-m browser` runs what opens a browser, and nothing else."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page's address, without a slash at its end. The server is ended by its own process, never by name."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "evil").mkdir()
    (folder / "evil" / EVIL_NAME).write_text(EVIL_TEXT, encoding="utf-8")
    (folder / "tea").mkdir()
    (folder / "tea" / "茶园.txt").write_text(TEA, encoding="utf-8")
    (folder / "tea" / "metadata.toml").write_text(TEA_FRONT, encoding="utf-8")
    with Library.open(folder / "library", create=True) as library:
        assert library.add([ROOT / "seeds", folder / "evil", folder / "tea"]).refused == ()
    command = [sys.executable, "ui.py", "--library", str(folder / "library"), "--seeds", "seeds", "--port", "0"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, env=os.environ | {"LC_ALL": "C.UTF-8"}, text=True, encoding="utf-8"
        )
    try:
        assert server.stdout is not None
        for line in server.stdout:
            if "http://" in line:
                yield "http://" + line.split("http://")[1].split()[0]
                break
        else:
            pytest.fail((folder / "log").read_text(encoding="utf-8"))
    finally:
        server.terminate()
        server.communicate(timeout=30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        asked: list[str] = []
        new_context = browser.new_context

        def noted(**options: Any) -> BrowserContext:
            context = new_context(**options)
            context.on("request", lambda request: asked.append(request.url))
            return context

        browser.new_context = noted  # type: ignore[method-assign]
        yield browser
        browser.close()
    assert asked, "the log of requests is empty"
    strangers = {url for url in asked if not url.startswith(OWN)}
    assert strangers == set(), "over the whole suite no page may ask for anything outside this machine"


@pytest.fixture()
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    made = Visit(browser, address)
    yield made
    made.end()


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    """A folder with a library of one article; files put there make its questions wait or fail."""
    (tmp_path / "tea").mkdir()
    (tmp_path / "tea" / "茶园.txt").write_text(TEA, encoding="utf-8")
    (tmp_path / "tea" / "metadata.toml").write_text(TEA_FRONT, encoding="utf-8")
    with Library.open(tmp_path / "library", create=True) as library:
        library.add([tmp_path / "tea"])
    return tmp_path
