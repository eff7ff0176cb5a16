"""The doors by which the page changes the library: files in, with progress, and documents out.

Gradio's own door for files stays shut: it takes files of any kind and name from anyone and keeps them.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from page.changes import BODY, FILES, CancelledError, Keeper, Sent, ids_of, received
from page.desk import Desk
from page.front import wanted_of
from page.language import language_of
from qa.engine import AddReport, Progress
from qa.errors import UsageError, YoujuError
from qa.messages import Locale, say
from qa.render import pictures_told, visible

IDS = 1_000_000
"""Bytes of a request to remove documents or to set one right."""
Line = dict[str, object]


def doors(app: FastAPI, desk: Desk, staging: Path | None) -> None:
    """The routes; without `staging` each refuses, for then the library is not changed from the page."""
    keeper = None if staging is None else Keeper(desk, staging)

    @app.post("/library/add")
    async def add(request: Request) -> Response:
        locale = language_of(request.headers)
        if keeper is None or not _is_ours(request):
            return _no(403, "page_changes_closed", locale)
        size = request.headers.get("content-length", "")
        if not size.isdigit() or int(size) > BODY:
            return _no(413, "page_add_too_large", locale, limit=BODY // 1024**2)
        try:
            async with request.form(max_files=FILES, max_fields=1, max_part_size=16) as form:
                parts = [each for each in form.getlist("file") if isinstance(each, UploadFile)]
                sent = await received(parts)
                replace = form.get("replace") == "yes"
        except HTTPException as error:
            too_many = "Too many files" in str(error.detail)
            return _no(400, "page_add_too_many" if too_many else "page_add_unread", locale, limit=FILES)
        if not parts:
            return _no(400, "page_add_unread", locale, limit=FILES)
        if not replace and (names := await asyncio.to_thread(keeper.overwritten, sent.files)):
            return _lines([{"confirm": [visible(name) for name in names]}])
        if not sent.files:
            return _lines([{"outcome": _outcome(AddReport((), (), (), tuple(sent.refused)), locale)}])
        try:
            job = keeper.begin()
        except UsageError as error:
            return JSONResponse({"error": error.say(locale)}, status_code=409)
        return StreamingResponse(_begun(keeper, job, sent, locale), media_type="application/x-ndjson")

    @app.post("/library/cancel/{job}")
    def cancel(request: Request, job: str) -> Response:
        locale = language_of(request.headers)
        if keeper is None or not _is_ours(request):
            return _no(403, "page_changes_closed", locale)
        return JSONResponse({"cancelled": keeper.cancel(job)})

    @app.post("/library/remove")
    async def remove(request: Request) -> Response:
        locale = language_of(request.headers)
        if keeper is None or not _is_ours(request):
            return _no(403, "page_changes_closed", locale)
        ids = ids_of(await _body(request))
        if ids is None:
            return _no(400, "page_not_found", locale)
        try:
            removed = await asyncio.to_thread(desk.remove, ids)
        except YoujuError as error:
            return JSONResponse({"error": visible(error.say(locale))}, status_code=409)
        rows = [{"what": "removed", "said": say("did_removed", locale, name=visible(each.name))} for each in removed]
        return JSONResponse({"outcome": rows})

    @app.post("/library/front")
    async def front(request: Request) -> Response:
        locale = language_of(request.headers)
        if keeper is None or not _is_ours(request):
            return _no(403, "page_changes_closed", locale)
        wanted = wanted_of(await _body(request))
        if wanted is None:
            return _no(400, "page_not_found", locale)
        try:
            await asyncio.to_thread(desk.amend, wanted)
        except YoujuError as error:
            return JSONResponse({"error": visible(error.say(locale))}, status_code=409)
        return JSONResponse({"said": say("page_front_saved", locale)})


async def _body(request: Request) -> bytes:
    """What a request says; nothing where it says too much, or not how much."""
    size = request.headers.get("content-length", "")
    return await request.body() if size.isdigit() and int(size) <= IDS else b""


def _begun(keeper: Keeper, job: str, sent: Sent, locale: Locale) -> AsyncIterator[str]:
    """Begin the upload now, whether or not anyone stays to read what becomes of it."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[Line] = asyncio.Queue()

    def put(line: Line) -> None:
        loop.call_soon_threadsafe(queue.put_nowait, line)

    def work() -> None:
        try:
            report = keeper.add(job, sent.files, _thinned(put, locale))
            put({"outcome": _outcome(replace(report, refused=(*sent.refused, *report.refused)), locale)})
        except CancelledError:
            put({"error": say("page_add_cancelled", locale)})
        except YoujuError as error:
            put({"error": visible(error.say(locale))})
        except Exception:
            put({"error": say("page_add_failed", locale)})
            raise

    return _told(job, queue, loop.run_in_executor(None, work))


async def _told(job: str, queue: asyncio.Queue[Line], work: asyncio.Future[None]) -> AsyncIterator[str]:
    """The upload's name, its progress, and at last what became of each file, or why of none: one JSON object a line."""
    yield json.dumps({"job": job}) + "\n"
    while True:
        line = await queue.get()
        yield json.dumps(line) + "\n"
        if "outcome" in line or "error" in line:
            break
    await work


def _thinned(put: Callable[[Line], None], locale: Locale) -> Progress:
    """Says a stage's progress in at most twenty steps: the index counts paragraphs."""
    before: list[object] = []

    def show(stage: str, done: int, total: int) -> None:
        step = [stage, done * 20 // max(total, 1)]
        if step != before:
            before[:] = step
            words = say("progress", locale, stage=say(f"stage_{stage}", locale), done=done, total=total)
            put({"stage": words, "done": done, "total": total})

    return show


def _outcome(report: AddReport, locale: Locale) -> list[dict[str, str]]:
    """What became of each file, in words that can be shown: those refused first."""
    rows = [
        {"what": "refused", "said": visible(say("did_refused", locale, name=name, why=error.say(locale)))} for name, error in report.refused
    ]
    rows += [{"what": "refused", "said": visible(pictures_told(*each, locale))} for each in report.pictures]
    for what in ("replaced", "added", "unchanged"):
        rows += [{"what": what, "said": visible(say(f"did_{what}", locale, name=name))} for name in getattr(report, what)]
    return rows


def _is_ours(request: Request) -> bool:
    """Whether a page of this address sends it: another site's may not set this header without asking, and is not allowed to."""
    return request.headers.get("x-youju") == "page"


def _lines(lines: Sequence[Line]) -> Response:
    return Response("".join(json.dumps(line) + "\n" for line in lines), media_type="application/x-ndjson")


def _no(status: int, key: str, locale: Locale, **fields: object) -> Response:
    return JSONResponse({"error": say(key, locale, **fields)}, status_code=status)
