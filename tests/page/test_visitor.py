"""The language that a visitor chooses, and a server that goes away and comes back, in Chromium."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desks import served
from tab import Visit
from test_server import get

from page.language import language_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AREA = "蒲江县2021年茶园面积是多少？"


def test_the_language_is_switched_and_the_conversation_and_what_is_typed_stay(visit: Visit) -> None:
    page = visit.page
    visit.ask(AREA)
    page.locator("#talks li").wait_for(state="attached")
    page.fill("#ask textarea", "还没写完")
    page.locator("#tongue .language").click()
    page.locator("#brand p", has_text="Every sentence is a quote").wait_for()
    page.locator("#new", has_text="New chat").wait_for()  # a word that the browser puts in
    page.locator("#chat p.under", has_text="checked again").wait_for()
    page.wait_for_function("document.querySelector('#ask textarea').value === '还没写完'")
    assert "31.5万亩" in page.locator("#chat .bot").inner_text()
    page.reload()
    page.locator("#tongue .language", has_text="中文").wait_for()
    page.locator("#new", has_text="New chat").wait_for()
    page.locator("#tongue .language").click()
    page.locator("#new", has_text="新对话").wait_for()


def test_the_plain_article_speaks_the_chosen_language_too(address: str) -> None:
    for cookie, tag in (("youju-language=en", "en"), ("a=b; youju-language=zh", "zh-CN"), ("youju-language=<script>", "en"), ("", "en")):
        assert f'<html lang="{tag}">' in get(f"{address}/source/0000000000000000", Cookie=cookie)[2]
    assert "Object.defineProperty(navigator" not in get(f"{address}/", Cookie="youju-language=fr")[2]
    assert "get:()=>'zh-CN'" in get(f"{address}/", Cookie="youju-language=zh", Accept_Encoding="br, gzip")[2]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"cookie": "youju-language=zh", "accept-language": "en"}, "zh"), ({"cookie": "xyouju-language=zh", "accept-language": "en"}, "en"),
        ({"cookie": "youju-language=zhx"}, "en"), ({"accept-language": "zh-CN"}, "zh"), ({}, "en"),
    ],
)  # fmt: skip
def test_what_was_chosen_comes_before_what_the_browser_prefers(headers: dict[str, str], expected: str) -> None:
    assert language_of(headers) == expected


def test_a_server_that_is_started_anew_is_waited_for_and_nothing_is_lost(browser: Browser, folder: Path) -> None:
    with served(folder) as address:
        made = Visit(browser, address)
        page = made.page
        made.ask(AREA)
        page.locator("#talks .open").wait_for(state="attached")
        page.wait_for_function("window.youju.instance")
    page.fill("#ask textarea", "那名山区呢？")
    page.locator("#tongue .lost", has_text="服务器没有应答").wait_for()
    with served(folder, int(address.rsplit(":", 1)[1])):
        page.locator("#chat p.under", has_text="重新核对").wait_for()
        page.wait_for_function("document.querySelector('#ask textarea').value === '那名山区呢？'")
        page.locator("#tongue .lost").wait_for(state="hidden")
        page.press("#ask textarea", "Enter")
        page.locator("#chat .bot mark", has_text="39.2").wait_for()
        assert page.locator("#chat .bot").count() == 2
        made.errors.clear()  # the server went away under it
        made.end()
