"""What programs may ask the page: four endpoints that answer with the command's own JSON, which are MCP tools as well.

The docstrings of `ask`, `search`, `documents` and `citation` are what programs read: descriptions of endpoints, of tools, and of
their arguments. Whatever arrives may have been sent by anyone: every argument is checked, and what is off is one sentence.

No `from __future__ import annotations` here: Gradio reads the return annotation as it stands, and of a string it makes no type.
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

import anyio.to_thread
import gradio as gr
from gradio.events import api as endpoint

from page.desk import LONGEST_QUESTION
from page.language import language_of
from page.shapes import Answer, Citation, Document, Passage
from qa import cite, render
from qa.engine import Library
from qa.errors import UsageError, YoujuError

if TYPE_CHECKING:
    from qa.engine import Within

NAMES = ("ask", "search", "documents", "citation")
"""The endpoints, and the tools."""
MOST_PASSAGES = 100
"""As many as anyone reads; more is the library's whole text, which `documents` and the files give better."""
MOST_QUESTIONS = 50
"""Questions of a conversation; the page itself sends eight."""
MOST_NAMES = 200
LONGEST_NAME = 1000
"""Characters; four times what file systems allow of one name, as a name is a path."""
LONGEST_WORDS = 100
"""Characters of a place or a date."""
LARGEST = 10**12
"""Bytes; no file is larger."""
AT_ONCE = 2
"""Requests of programs that are worked on at a time, as many as of the page's visitors; the others wait, without a thread."""

Made = TypeVar("Made")


class ApiError(gr.Error):
    """A user's error, as one sentence; Gradio's own would put it in quotes for an MCP client, and a traceback into the log."""

    def __init__(self, message: str) -> None:
        super().__init__(message, print_exception=False)

    def __str__(self) -> str:
        return str(self.message)


class Programs:
    """The endpoints over one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def ask(
        self,
        request: gr.Request,
        question: str,
        history: list[str] | None = None,
        place: str | None = None,
        since: str | None = None,
        until: str | None = None,
        documents: list[str] | None = None,
    ) -> Answer:
        """Ask the library a question. The answer is made of verbatim quotes of its Chinese articles, each with the bytes and lines of the
        file it stands in; where the library holds no evidence there is no answer but a reason.

        Args:
            question: One question, in Chinese; at most 1000 characters.
            history: The questions asked before it, the oldest first, for a question that takes something from them (那抚州呢？).
            place: Answer only from what is about this place, such as 赣州 or 江西省.
            since: Answer only from articles of this date or later: 2024, 2024-06 or 2024-06-30.
            until: Answer only from articles of this date or earlier, written the same way.
            documents: Answer only from these documents, by name or id; at most 200.

        Returns:
            the answer: statements, the citations that hold them, and the passages found.
        """

        def work() -> Answer:
            asked, before = _question(question), _texts("history", history, MOST_QUESTIONS, LONGEST_QUESTION)
            within = self._within(place, since, until, documents)
            locale = language_of(request.headers)
            return cast(Answer, render.answer_dict(self._library.ask(asked, before, within), None, locale))

        return await self._answered(request, work)

    async def search(
        self,
        request: gr.Request,
        question: str,
        k: int = 10,
        place: str | None = None,
        since: str | None = None,
        until: str | None = None,
        documents: list[str] | None = None,
    ) -> list[Passage]:
        """Find the passages of the library that have most to do with a question, best first, without an answer.

        Args:
            question: A question or words, in Chinese; at most 1000 characters.
            k: How many passages, 1 to 100.
            place: Search only what is about this place, such as 赣州 or 江西省.
            since: Search only articles of this date or later: 2024, 2024-06 or 2024-06-30.
            until: Search only articles of this date or earlier, written the same way.
            documents: Search only these documents, by name or id; at most 200.

        Returns:
            the passages, best first.
        """

        def work() -> list[Passage]:
            asked, count = _question(question), _number("k", k, 1, MOST_PASSAGES)
            found = self._library.search(asked, count, self._within(place, since, until, documents))
            return [cast(Passage, render.passage_dict(each)) for each in found]

        return await self._answered(request, work)

    async def documents(self, request: gr.Request) -> list[Document]:
        """List the documents of the library, by name, without their text.

        Returns:
            the documents.
        """
        return await self._answered(request, lambda: [cast(Document, render.document_dict(each)) for each in self._library.documents()])

    async def citation(self, request: gr.Request, document: str, start: int, end: int) -> Citation:
        """Fetch the words that stand in a document between two bytes, compared with the file's bytes at this moment: for checking a quote
        again later. What an earlier citation names is its document's id, the start of its first span and the end of its last.

        Args:
            document: A document's id or name.
            start: The byte of the file at which the quote's first character starts, from 0.
            end: The byte behind the quote's last character.

        Returns:
            the quote with its document, section, spans, lines and whether it was verified.
        """

        def work() -> Citation:
            name = _text("document", document, LONGEST_NAME)
            first, last = _number("start", start, 0, LARGEST), _number("end", end, 0, LARGEST)
            held = self._library.document(name)
            raw = self._library.text(held.id)
            try:
                found = cite.locate(raw, held, self._library.paragraphs(held.id), first, last)
                return cast(Citation, render.citation_dict(cite.cite(0, held, *found, raw)))
            except cite.UnverifiedError as error:
                raise UsageError("api_citation", start=first, end=last, name=held.name) from error

        return await self._answered(request, work)

    def _within(self, place: object, since: object, until: object, documents: object) -> "Within":
        """The part of the library that is asked; the whole where nothing is said."""
        where, first, last = (None if each is None else _text(name, each, LONGEST_WORDS) for name, each in
                              (("place", place), ("since", since), ("until", until)))  # fmt: skip
        return self._library.within(where, first, last, _texts("documents", documents, MOST_NAMES, LONGEST_NAME))

    async def _answered(self, request: gr.Request, work: Callable[[], Made]) -> Made:
        """What `work` makes, on another thread; a user's error in the language of the request."""
        try:
            async with self._turns:
                return await anyio.to_thread.run_sync(work)
        except YoujuError as error:
            raise ApiError(render.visible(error.say(language_of(request.headers)))) from error


def add_endpoints(library: Library) -> None:
    """Give the page that is being built its four endpoints. Call within its blocks.

    `queue=False`: an MCP call of a queued endpoint goes through an HTTP client to the address that the request itself names.
    """
    programs = Programs(library)
    for name in NAMES:
        endpoint(getattr(programs, name), api_name=name, queue=False)


def speak_json(page: gr.Blocks) -> None:
    """Have the page's MCP server answer with JSON: Gradio's sends Python's spelling of it. UsageError where it is not there."""
    server = page.mcp_server_obj
    if server is None:
        raise UsageError("mcp_missing")
    from mcp.types import TextContent

    def content(data: Sequence[object], root_url: str) -> list[TextContent]:
        return [TextContent(type="text", text=json.dumps(each, ensure_ascii=False, allow_nan=False)) for each in data]

    setattr(server, "postprocess_output_data", content)  # noqa: B010 - its type is that of a method


def _question(value: object) -> str:
    return _text("question", value, LONGEST_QUESTION)


def _text(name: str, value: object, limit: int) -> str:
    if not isinstance(value, str) or len(value) > limit:
        raise UsageError("api_text", name=name, limit=limit)
    if not render.is_unicode(value):
        raise UsageError("api_unicode", name=name)
    return value


def _texts(name: str, value: object, most: int, limit: int) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > most or not all(isinstance(each, str) for each in value):
        raise UsageError("api_texts", name=name, most=most, limit=limit)
    return tuple(_text(name, each, limit) for each in value)


def _number(name: str, value: object, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise UsageError("api_number", name=name, low=low, high=high)
    return value
