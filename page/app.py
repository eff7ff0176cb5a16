"""The server: the chat at `/`, an article at `/source/{id}`, a table at `/compare.csv`; headers let no page reach beyond this machine."""

from __future__ import annotations

import ipaddress
from collections.abc import AsyncIterable, Awaitable, Callable
from pathlib import Path
from secrets import token_hex
from typing import Literal

import gradio as gr
from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

from page.api import speak_json
from page.blocks import chat, head, theme, translations
from page.desk import Desk
from page.doors import doors
from page.language import chosen, language_of, spoken_script
from page.source import source_page
from page.table import Fields, wanted
from qa import render
from qa.errors import YoujuError
from qa.messages import Locale
from qa.render.viewer import View

STATIC = Path(__file__).with_name("static")
# Gradio's own scripts stand inline in its page, and gr.HTML compiles its template: both need the two 'unsafe' words. What they
# may fetch, show or send is this server's alone.
_SCRIPTED = "script-src 'self' 'unsafe-inline' 'unsafe-eval'; connect-src 'self'"
_PLAIN = "script-src 'none'; connect-src 'none'"
_COMMON = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


def application(desk: Desk, examples: tuple[str, ...], host: str, mcp: bool = False, staging: Path | None = None) -> FastAPI:
    """The whole page over one library; `host` is the address it listens on, `mcp` whether programs may use it as MCP tools (UsageError
    where the `mcp` package is not installed). Files added on the page pass through `staging`; without it the page changes nothing."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.middleware("http")
    async def guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        # The page has doors of its own for files, and Gradio's would take anything; of MCP's two ways one is kept, not the older.
        closed = request.url.path.startswith(("/gradio_api/upload", "/gradio_api/mcp/sse", "/gradio_api/mcp/messages"))
        locale = chosen(request.headers) if request.url.path == "/" else None
        if locale is not None:  # what comes compressed cannot be written into
            request.scope["headers"] = [each for each in request.scope["headers"] if each[0] != b"accept-encoding"]
        response = Response(status_code=404) if closed else await call_next(request)
        if locale is not None:
            response = await _spoken(response, locale)
        plain = request.url.path.startswith(("/source/", "/compare.csv"))
        response.headers["Content-Security-Policy"] = f"{_COMMON}; {_PLAIN if plain else _SCRIPTED}"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    if is_loopback(host):  # another site's name that points here is not us (DNS rebinding)
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]", host])

    instance = token_hex(8)  # tells a tab that the server behind it is another

    @app.get("/healthz")
    def health() -> dict[str, object]:
        return {"status": "ok", "documents": len(desk.documents()), "instance": instance}

    @app.get("/source/{document_id}")
    def source(
        request: Request, document_id: str, start: int | None = Query(None, ge=0), end: int | None = Query(None, ge=0),
        view: View = "article",
    ) -> HTMLResponse:  # fmt: skip
        status, page = source_page(desk, document_id, start, end, language_of(request.headers), view)
        return HTMLResponse(page, status_code=status)

    @app.get("/compare.csv")
    def compare_csv(request: Request, places: str = "", years: str = "", indicator: str = "") -> Response:
        locale = language_of(request.headers)
        try:
            table = desk.compare(wanted(Fields(places, years, indicator), locale))
        except YoujuError as error:
            return PlainTextResponse(render.visible(error.say(locale)), status_code=400)
        # The mark in front tells spreadsheet programs that it is UTF-8.
        body = ("\ufeff" + render.comparison_csv(table)).encode("utf-8")
        return Response(body, media_type="text/csv", headers={"Content-Disposition": 'attachment; filename="compare.csv"'})

    @app.get("/static/{sheet}.css")
    def css(sheet: Literal["page", "viewer"]) -> FileResponse:
        return FileResponse(STATIC / f"{sheet}.css", media_type="text/css")

    doors(app, desk, staging)
    blocks = chat(desk, examples, staging is not None)
    mounted: FastAPI = gr.mount_gradio_app(
        app, blocks, path="/", theme=theme(), head=head(), i18n=translations(), footer_links=[], run_history=False,
        max_file_size="1mb", allowed_paths=[], show_error=False, mcp_server=mcp, pwa=False, ssr_mode=False, enable_monitoring=False,
    )  # fmt: skip
    if mcp:
        speak_json(blocks)
    return mounted


async def _spoken(response: Response, locale: Locale) -> Response:
    """The page with the script of the chosen language before its own."""
    parts: AsyncIterable[bytes] = response.body_iterator  # type: ignore[attr-defined] # what a middleware is given streams
    body = b"".join([part async for part in parts])
    kept = {name: value for name, value in response.headers.items() if name != "content-length"}
    return Response(body.replace(b"<head>", b"<head>" + spoken_script(locale).encode(), 1), response.status_code, kept)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches that address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
