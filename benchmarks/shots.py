"""Pictures of the page for docs/page/: `python -m benchmarks.shots`. Look at each before you commit it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.browser import ROOT, chromium, served
from qa.engine import Library

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page

OUT = ROOT / "docs" / "page"
DESK, PHONE = {"width": 1360, "height": 860}, {"width": 390, "height": 844}
QUESTION = "章贡区怎样发展村集体经济？"


def ask(page: Page, question: str) -> None:
    """Ask, and wait for the answer's cards."""
    page.fill("#ask textarea", question)
    page.press("#ask textarea", "Enter")
    page.locator("#cards .asked", has_text=question).wait_for(state="attached")
    page.locator('#chat a[href^="#cards-"]').last.wait_for()


def answer(page: Page) -> None:
    """An answer with its cards."""
    ask(page, QUESTION)


def article(page: Page) -> None:
    """The article behind a number."""
    ask(page, QUESTION)
    page.locator('#chat a[href^="#cite-"]').first.click()
    page.locator("#source mark.chosen").wait_for()


def refusal(page: Page) -> None:
    """A refusal with what comes nearest."""
    ask(page, "章贡区2020年村集体经济经营性收入是多少？")


def original(page: Page) -> None:
    """The same words in the file as it is."""
    article(page)
    page.locator("#source .views button, #source .views a").last.click()
    page.locator("#source .file mark").first.wait_for()
    page.wait_for_function("document.querySelector('#source .reader').scrollTop > 0")


def spread(page: Page) -> None:
    """How the evidence is spread over dates and places."""
    ask(page, "赣州、抚州、吉安三地的村集体经济各有什么成绩")
    page.locator("#cards .spread summary").click()


def upload(page: Page) -> None:
    """Files added, one of them refused."""
    page.wait_for_selector("#shelf li")
    report = "白盐镇盐田报告\n\n2023年，白盐镇盐田面积达到九千六百亩，年产海盐十二万吨。\n"
    files = [("盐田报告.txt", report.encode("gb18030")), ("照片.txt", b"\x89PNG\r\n\0\0\xff")]
    sent: list[FilePayload] = [{"name": name, "mimeType": "text/plain", "buffer": body} for name, body in files]
    page.locator("#door input").first.set_input_files(sent)
    page.locator("#door li.added").wait_for()
    ask(page, "白盐镇盐田面积是多少？")


def search(page: Page) -> None:
    """Passages with their scores, and one of them in its article."""
    page.click("#search-open")
    page.fill("#search :is(textarea, input)", "村集体经济怎样增收")
    page.press("#search :is(textarea, input)", "Enter")
    page.locator("#found article").first.click()
    page.locator("#source mark.chosen").first.wait_for()


def comparison(page: Page) -> None:
    """The table of place by year."""
    page.click("#compare-open")
    page.fill("#compare-places :is(textarea, input)", "赣州、章贡区、抚州")
    page.fill("#compare-years :is(textarea, input)", "2021-2024")
    page.fill("#compare-indicator :is(textarea, input)", "村集体经济经营性收入")
    page.press("#compare-indicator :is(textarea, input)", "Enter")
    page.locator("table").first.wait_for()


def english(page: Page) -> None:
    """A question in English."""
    ask(page, "How does Ganzhou develop the village collective economy?")


SHOTS: tuple[tuple[str, Callable[[Page], None], dict[str, Any]], ...] = (
    ("answer", answer, {"viewport": DESK}),
    ("answer-dark", answer, {"viewport": DESK, "color_scheme": "dark"}),
    ("article", article, {"viewport": DESK}),
    ("refusal", refusal, {"viewport": DESK}),
    ("original", original, {"viewport": DESK}),
    ("spread", spread, {"viewport": DESK, "color_scheme": "dark"}),
    ("search", search, {"viewport": DESK}),
    ("upload", upload, {"viewport": DESK}),
    ("comparison", comparison, {"viewport": DESK}),
    ("english", english, {"viewport": DESK, "locale": "en-GB"}),
    ("phone", answer, {"viewport": PHONE}),
    ("phone-article", article, {"viewport": PHONE}),
    ("phone-dark", refusal, {"viewport": PHONE, "color_scheme": "dark"}),
)


def main() -> None:
    """Take them all."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "library"
        with Library.open(where, create=True) as library:
            library.add([ROOT / "seeds"])
        with served(where) as (address, _), chromium() as browser:
            for name, scene, options in SHOTS:
                context = browser.new_context(**({"locale": "zh-CN", "reduced_motion": "reduce"} | options))
                page = context.new_page()
                page.goto(f"{address}/")
                page.wait_for_selector("#brand .seal")
                scene(page)
                page.evaluate("document.fonts.ready")
                page.screenshot(path=OUT / f"{name}.png")
                context.close()
                print(OUT / f"{name}.png")


if __name__ == "__main__":
    main()
