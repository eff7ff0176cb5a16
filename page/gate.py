"""Who is let in: everything passes here before any route of ours or of Gradio's, a page for people and the tools for programs alike."""

from __future__ import annotations

import base64
import binascii
import secrets
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.errors import PathError, UsageError

SHORTEST = 8
"""Characters of a password at least."""
_ASKS = {"WWW-Authenticate": 'Basic realm="youju", charset="UTF-8"'}


class Gate:
    """ASGI, around the whole application: refuses what pages of other sites send, shares nothing with them, and asks for the password
    where there is one (HTTP Basic, RFC 7617; the name is not looked at)."""

    def __init__(self, app: ASGIApp, password: str | None = None) -> None:
        self._app = app
        self._password = None if password is None else password.encode("utf-8")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it through, or answer in its place; what is neither HTTP nor the server's own start and end is closed."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no route of the page is a web socket
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = Headers(scope=scope)
        if self._password is not None and not secrets.compare_digest(_given(headers), self._password):
            await PlainTextResponse("401", 401, _ASKS)(scope, receive, send)
        elif scope["method"] not in ("GET", "HEAD") and headers.get("sec-fetch-site") in ("cross-site", "same-site"):
            await PlainTextResponse("403", 403)(scope, receive, send)
        else:
            await self._app(scope, receive, lambda message: send(_unshared(message)))


def password_of(file: Path) -> str:
    """The first line of a file. PathError where it cannot be read, UsageError where it is too short for a password."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PathError("password_unreadable", path=str(file)) from error
    password = text.partition("\n")[0].removesuffix("\r")
    if len(password) < SHORTEST:
        raise UsageError("password_short", path=str(file), shortest=SHORTEST)
    return password


def _given(headers: Headers) -> bytes:
    """The password of a request; empty where it brings none."""
    scheme, _, sent = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return b""
    try:
        return base64.b64decode(sent, validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return b""


def _unshared(message: Message) -> Message:
    """The start of a response without Gradio's headers that let other origins read it: behind any name but localhost it lets every
    origin."""
    if message["type"] == "http.response.start":
        message["headers"] = [each for each in message.get("headers", ()) if not each[0].lower().startswith(b"access-control-")]
    return message
