"""axe-core finds nothing serious or critical on the page, in eight states, light and dark, by WCAG's rules and its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from tab import CHIP, QUESTION, Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ALLOWED = frozenset({"label-content-name-mismatch"})
"""Of Gradio's own upload zone, whose label is not ours."""
GRAVE = ("serious", "critical")


def _nothing(visit: Visit) -> None:
    visit.page.locator('#chat .examples[role="group"] .example').first.wait_for()


def _answer(visit: Visit) -> None:
    visit.ask(QUESTION)


def _article(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.locator(CHIP).first.click()
    visit.page.locator("#source mark.chosen").wait_for()


def _original(visit: Visit) -> None:
    _article(visit)
    visit.page.locator('#source .views button[value="original"]').click()
    visit.page.locator("#source .file mark.chosen").first.wait_for()


def _refusal(visit: Visit) -> None:
    visit.ask("章贡区2020年村集体经济经营性收入是多少？")
    visit.page.locator("#chat .refusal").last.wait_for()


def _follow_up(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.ask("那抚州呢？")


def _document(visit: Visit) -> None:
    visit.page.locator("#shelf .read").first.click()
    visit.page.locator("#source .front summary").click()
    visit.page.locator("#front-title").wait_for()


def _export(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.locator('#chat a[href^="#export-"]').click()
    visit.page.locator("#dialogs dialog.export").wait_for()


STATES: tuple[Callable[[Visit], None], ...] = (_nothing, _answer, _article, _original, _refusal, _follow_up, _document, _export)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES, ids=[each.__name__.strip("_") for each in STATES])
def test_nothing_serious_or_critical(state: Callable[[Visit], None], theme: str, browser: Browser, address: str) -> None:
    visit = Visit(browser, address, color_scheme=theme)
    try:
        state(visit)
        grave = [each for each in violations(visit) if each["impact"] in GRAVE and each["id"] not in ALLOWED]
        assert [(each["id"], each["help"], [node["html"][:160] for node in each["nodes"]][:3]) for each in grave] == []
    finally:
        visit.end()


def test_what_is_wrong_is_found(visit: Visit) -> None:
    _nothing(visit)
    visit.page.evaluate("document.querySelector('#brand').insertAdjacentHTML('beforeend', '<img src=\"data:,\"><button></button>')")
    assert {"image-alt", "button-name"} <= {each["id"] for each in violations(visit)}


def violations(visit: Visit) -> list[dict[str, Any]]:
    """What axe-core finds wrong with the page as it stands."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    found: list[dict[str, Any]] = axe.Axe().run(visit.page).response["violations"]
    return found
