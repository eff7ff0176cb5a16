"""Who is let in: a password before every route, nothing shared with other sites' pages, nothing taken from them."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from own import served
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from page.gate import Gate, password_of
from qa.errors import PathError, UsageError

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PASSWORD = "九亩九分地 9:9"
ROUTES = (
    "/",
    "/healthz",
    "/config",
    "/source/0000000000000000",
    "/compare.csv",
    "/static/page.css",
    "/gradio_api/info",
    "/gradio_api/mcp/",
    "/nothing",
)


def basic(password: str, name: str = "reader") -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def gate(password: str | None = None) -> TestClient:
    async def inside(request: Request) -> PlainTextResponse:
        shared = {"Access-Control-Allow-Origin": "http://evil.test", "Access-Control-Allow-Credentials": "true", "X-Ours": "1"}
        return PlainTextResponse("in", headers=shared)

    return TestClient(Gate(Starlette(routes=[Route("/", inside, methods=["GET", "POST"])]), password))


@pytest.mark.parametrize(
    "sent",
    [
        {}, basic(""), basic(PASSWORD[:-1]), basic(PASSWORD + "9"), {"Authorization": "Basic"}, {"Authorization": "Basic !!!"},
        {"Authorization": basic(PASSWORD)["Authorization"].replace("Basic", "Bearer")}, {"Authorization": "Basic é"},
        {"Authorization": "Basic " + base64.b64encode(PASSWORD.encode()).decode()},
    ],
)  # fmt: skip
def test_whoever_brings_no_password_or_another_is_asked_for_it(sent: dict[str, str]) -> None:
    answer = gate(PASSWORD).get("/", headers={name: value.encode("utf-8") for name, value in sent.items()})
    assert answer.status_code == 401 and answer.headers["www-authenticate"].startswith("Basic ") and answer.text != "in"


def test_whoever_knows_it_is_let_in_under_any_name() -> None:
    for name in ("reader", "", "读者"):
        assert gate(PASSWORD).get("/", headers=basic(PASSWORD, name)).text == "in"
    assert gate().get("/").text == "in"


def test_nothing_is_shared_with_pages_of_other_origins() -> None:
    answer = gate().get("/", headers={"Origin": "http://evil.test"})
    assert answer.headers["x-ours"] == "1" and not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200), ("", 200)])
def test_nothing_is_taken_from_pages_of_other_sites(site: str, status: int) -> None:
    headers = {"Sec-Fetch-Site": site} if site else {}
    assert gate().post("/", headers=headers).status_code == status
    assert gate().get("/", headers=headers).status_code == 200  # a link from another site may lead here


def test_a_web_socket_is_closed() -> None:
    with pytest.raises(WebSocketDisconnect), gate().websocket_connect("/"):
        pass


def test_the_password_is_the_first_line_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    for text in (f"{PASSWORD}\n", f"{PASSWORD}\r\nmore", PASSWORD, f"\ufeff{PASSWORD}\n"):
        file.write_text(text, encoding="utf-8", newline="")
        assert password_of(file) == PASSWORD
    for short in ("", "\nlong enough in the second line", "1234567"):
        file.write_text(short, encoding="utf-8")
        with pytest.raises(UsageError):
            password_of(file)
    file.write_bytes(b"\xff" * 20)
    with pytest.raises(PathError):
        password_of(file)
    with pytest.raises(PathError):
        password_of(tmp_path / "none")


@pytest.fixture()
def locked(folder: Path) -> Iterator[str]:
    """A page behind a password, for other machines too and with tools for programs."""
    (folder / "password").write_text(PASSWORD + "\n", encoding="utf-8")
    with served(folder, "--host", "0.0.0.0", "--mcp", "--allow-changes", "--password-file", str(folder / "password")) as address:
        yield address.replace("0.0.0.0", "127.0.0.1")


def test_no_route_opens_without_it_and_the_page_works_with_it(locked: str, folder: Path, browser: Browser) -> None:
    with httpx.Client(trust_env=False, timeout=30) as client:
        for route in ROUTES:
            assert client.get(locked + route).status_code == 401, route
        for route in ("/library/add", "/library/remove", "/library/front", "/gradio_api/run/ask", "/gradio_api/mcp/"):
            assert client.post(locked + route, headers={"X-Youju": "page"}, json={}).status_code == 401, route
        known = basic(PASSWORD)
        assert client.get(locked + "/healthz", headers=known).json()["documents"] == 1
        shared = client.get(locked + "/config", headers=known | {"Origin": "http://evil.test", "Host": "192.168.0.9"})
        assert shared.status_code == 200 and not [name for name in shared.headers if name.startswith("access-control")]
    context = browser.new_context(locale="zh-CN", http_credentials={"username": "reader", "password": PASSWORD})
    page = context.new_page()
    page.goto(f"{locked}/")
    page.fill("#ask textarea", "蒲江县2021年茶园面积是多少？")
    page.press("#ask textarea", "Enter")
    page.locator("#cards .asked").wait_for(state="attached")
    assert "31.5万亩" in page.locator("#cards").inner_text()
    context.close()
    log = (folder / "log").read_text(encoding="utf-8")
    assert PASSWORD not in log and basic(PASSWORD)["Authorization"].split()[1] not in log
