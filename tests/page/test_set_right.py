"""A document's front matter set right on the page: what the door takes, and the form in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI
from own import served
from starlette.testclient import TestClient
from tab import Visit

from embeddings.hashed import HashEncoder
from page.desk import Desk
from page.doors import IDS, doors
from page.library import paragraphs_html
from qa.engine import Library
from qa.types import Origin

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OURS = {"X-Youju": "page", "Accept-Language": "zh-CN"}
NAME = "茶园.txt"
QUESTION = "蒲江县2021年茶园面积是多少？"


@pytest.fixture()
def desk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr("embeddings.encoder.load_encoder", lambda name=None: HashEncoder(64))
    with Library.open(folder / "hashed", create=True) as library:
        library.add([folder / "tea"])
        yield Desk(library)


@pytest.fixture()
def door(desk: Desk, tmp_path: Path) -> TestClient:
    app = FastAPI()
    doors(app, desk, tmp_path / "incoming")
    return TestClient(app)


def test_fields_are_set_and_taken_back(door: TestClient, desk: Desk) -> None:
    (held,) = desk.documents()
    sent = {"title": " 茶园又大了 ", "date": "2023-03", "places": "蒲江县、名山区", "author": ""}
    answer = door.post("/library/front", json={"document": held.id, "fields": sent, "clear": []}, headers=OURS)
    assert (answer.status_code, list(answer.json())) == (200, ["said"])
    (now,) = desk.documents()
    assert (now.front.title, now.front.date, now.front.places) == ("茶园又大了", "2023-03", ("蒲江县", "名山区"))
    assert now.front.origins["title"] is Origin.EDITED
    door.post("/library/front", json={"document": held.id, "fields": {}, "clear": ["title", "date", "places", "author"]}, headers=OURS)
    assert desk.documents() == (held,)


@pytest.mark.parametrize(
    ("fields", "clear", "said"),
    [
        ({"date": "去年"}, [], "去年"),
        ({"title": "长" * 501}, [], "500"),
        ({"title": "两\n行"}, [], "一行"),
        ({"sha256": "0"}, [], "sha256"),
        ({}, ["bytes"], "bytes"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence_and_changes_nothing(
    fields: dict[str, str], clear: list[str], said: str, door: TestClient, desk: Desk
) -> None:
    (held,) = desk.documents()
    answer = door.post("/library/front", json={"document": held.id, "fields": {"author": "某人"} | fields, "clear": clear}, headers=OURS)
    assert answer.status_code == 409 and said in answer.json()["error"]
    assert desk.documents() == (held,)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"null", b"{", b'{"document": "../../etc/passwd", "fields": {}, "clear": []}',
        b'{"document": "0123456789abcdef", "fields": {"title": 1}, "clear": []}',
        b'{"document": "0123456789abcdef", "fields": {"title": "x"}, "clear": "title"}',
        b'{"document": "0123456789abcdef", "fields": [], "clear": []}', b" " * (IDS + 1),
    ],
)  # fmt: skip
def test_what_is_no_request_is_turned_away(body: bytes, door: TestClient, desk: Desk) -> None:
    held = desk.documents()
    assert door.post("/library/front", content=body, headers=OURS).status_code == 400
    assert desk.documents() == held


def test_a_document_that_is_gone_is_named_as_such(door: TestClient) -> None:
    answer = door.post("/library/front", json={"document": "0" * 16, "fields": {"title": "x"}, "clear": []}, headers=OURS)
    assert answer.status_code == 409 and "0" * 16 in answer.json()["error"]


def test_another_sites_page_and_a_closed_page_set_nothing(door: TestClient, desk: Desk) -> None:
    (held,) = desk.documents()
    sent = {"document": held.id, "fields": {"title": "x"}, "clear": []}
    assert door.post("/library/front", json=sent).status_code == 403
    app = FastAPI()
    doors(app, desk, None)
    assert TestClient(app).post("/library/front", json=sent, headers=OURS).status_code == 403
    assert desk.documents() == (held,)
    shown = [paragraphs_html(held, desk.paragraphs(held.id), "zh", each) for each in (True, False)]
    assert ['class="front"' in each for each in shown] == [True, False]


def test_a_reader_sets_a_title_right_and_the_references_say_so(browser: Browser, folder: Path) -> None:
    with served(folder) as address:
        made = Visit(browser, address)
        page = made.page
        made.ask(QUESTION)
        page.locator("#shelf .read").click()
        page.locator("#source .front summary").click()
        assert page.input_value("#front-title") == "两地茶园面积继续扩大"
        page.fill("#front-date", "去年")
        page.locator("#source .front [type=submit]").click()
        page.locator("#source .front .said", has_text="去年").wait_for()
        page.fill("#front-date", "2023-02-07")
        page.fill("#front-title", "<b>两县</b>茶园 ${1+1}")
        page.fill("#front-places", "蒲江县、名山区")
        page.locator("#source .front [type=submit]").click()
        page.locator("#source .title", has_text="<b>两县</b>茶园 ${1+1}").wait_for()
        page.locator("#source .front .said", has_text="已保存").wait_for()
        assert page.evaluate("document.activeElement.type") == "submit"
        page.locator("#shelf .read", has_text="<b>两县</b>茶园 ${1+1}").wait_for()
        page.locator('#chat a[href="#export-0"]').click()
        with page.expect_download() as download:
            page.locator("#dialogs [data-form=references]:not([data-copy])").click()
        assert "<b>两县</b>茶园 ${1+1}" in Path(download.value.path()).read_text(encoding="utf-8")
        page.keyboard.press("Escape")
        page.locator("#source .front .field", has_text="标题").locator(".undo").click()
        page.locator("#source .title", has_text="两地茶园面积继续扩大").wait_for()
        assert page.input_value("#front-date") == "2023-02-07"
        made.end()
    with Library.open(folder / "library") as library:
        (held,) = library.documents()
        assert (held.title, held.front.date, held.front.places) == ("两地茶园面积继续扩大", "2023-02-07", ("蒲江县", "名山区"))
