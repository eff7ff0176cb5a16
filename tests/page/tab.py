"""One browser tab on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUESTION = "赣州如何发展村集体经济"
SHOWS = "words => document.querySelector('#source mark.chosen')?.textContent.replace(/\\s/g, '') === words"
CHIP = '#chat a[href^="#cite-"]'


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


class Visit:
    """One browser tab on the page, which notes what it asks of any other address and every error on it."""

    def __init__(self, browser: Browser, address: str, **context: object) -> None:
        self.address = address
        self.strangers: list[str] = []
        self.errors: list[str] = []
        options: dict[str, object] = {"locale": "zh-CN", "reduced_motion": "reduce", "viewport": {"width": 1280, "height": 800}} | context
        self.context = browser.new_context(**options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.context.on("request", lambda request: self._note(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{address}/")
        self.page.wait_for_selector("#brand .seal")

    def _note(self, url: str) -> None:
        if not url.startswith((self.address + "/", "data:", "blob:")):
            self.strangers.append(url)

    def ask(self, question: str) -> None:
        """Ask, when it is the reader's turn, and wait for the cards of this question and for the next turn."""
        self.page.locator("#ask .submit-button").wait_for()
        self.page.fill("#ask textarea", question)
        self.page.press("#ask textarea", "Enter")
        self.page.locator("#cards .asked", has_text=question).wait_for(state="attached")
        self.page.locator('#chat a[href^="#cards-"]').last.wait_for()
        self.page.locator("#ask .submit-button").wait_for()

    def end(self) -> None:
        self.context.close()
        assert self.strangers == [], "the page asked for something outside this machine"
        assert self.errors == []
