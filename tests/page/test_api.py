"""What programs are given: a real client of Gradio's and a real MCP client ask, search, list and fetch a citation."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, get_type_hints

import pytest

from page.shapes import Answer, Citation, Document, Passage, Statement
from qa import render
from qa.engine import Library

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "赣州如何发展油茶产业？"
NAMES = ["ask", "search", "documents", "citation"]
Json = dict[str, Any]
Found = TypeVar("Found")


class Served(NamedTuple):
    address: str
    library: Path


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("api")
    command = [sys.executable, "ui.py", "--library", str(folder / "library"), "--seeds", "seeds", "--port", "0", "--mcp"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, env=os.environ | {"LC_ALL": "C.UTF-8"}, text=True, encoding="utf-8"
        )
    try:
        assert server.stdout is not None
        for line in server.stdout:
            if line.startswith("MCP"):  # the last line of all
                yield Served(line.split(": ", 1)[1].split("/gradio_api/mcp/")[0], folder / "library")
                break
        else:
            pytest.fail((folder / "log").read_text(encoding="utf-8"))
    finally:
        server.terminate()
        server.communicate(timeout=30)


class Engine:
    """The JSON that the library itself makes."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def ask(self, question: str, history: Sequence[str] = (), **part: Any) -> Json:
        return timeless(render.answer_dict(self.library.ask(question, history, self.library.within(**part)), None, "en"))

    def search(self, question: str, k: int, **part: Any) -> list[Json]:
        return [render.passage_dict(each) for each in self.library.search(question, k, self.library.within(**part))]

    def documents(self) -> list[Json]:
        return [render.document_dict(each) for each in self.library.documents()]


def timeless(answer: Mapping[str, Any]) -> Json:
    """An answer without how long it took."""
    return {name: value for name, value in answer.items() if name != "timings_ms"}


def named(citation: Json) -> Json:
    """The arguments that fetch a citation again."""
    return {"document": citation["document"]["id"], "start": citation["spans"][0][0], "end": citation["spans"][-1][1]}


@pytest.fixture(scope="module")
def engine(served: Served) -> Iterator[Engine]:
    with Library.open(served.library) as library:
        yield Engine(library)


@pytest.fixture(scope="module")
def call(served: Served) -> Callable[..., Any]:
    """An endpoint, called by Gradio's own client."""
    from gradio_client import Client

    client = Client(served.address, verbose=False, analytics_enabled=False)

    def predict(name: str, *values: object, **words: object) -> Any:
        return client.predict(*values, api_name=f"/{name}", **words)

    return predict


def post(url: str, body: str, **headers: str) -> tuple[int, str]:
    """Status and body of a POST of JSON as it stands."""
    sent = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    request = urllib.request.Request(url, data=body.encode("utf-8"), headers=sent)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode("utf-8")


def test_a_client_is_given_the_librarys_own_json(call: Callable[..., Any], engine: Engine) -> None:
    answer = call("ask", QUESTION)
    assert answer["answerable"] and timeless(answer) == engine.ask(QUESTION)
    assert set(answer["timings_ms"]) >= {"encode", "retrieve", "rank", "answer", "total"}
    assert call("search", "油茶", 3) == engine.search("油茶", 3)
    assert len(call("search", "油茶")) == 10
    assert call("documents") == engine.documents()
    for citation in answer["citations"]:
        assert call("citation", **named(citation)) == citation | {"n": 0}, "the same words by their bytes"
        assert citation["verified"] is True


def test_a_part_of_the_library_and_a_conversation_are_asked_as_the_command_asks_them(call: Callable[..., Any], engine: Engine) -> None:
    follow = {"question": "那抚州呢？", "history": ["赣州有哪些产业？"]}
    answer = call("ask", **follow)
    assert answer["rewritten"] is not None and timeless(answer) == engine.ask(**follow)
    names = [each["name"] for each in engine.documents()]
    part = {"since": "2024", "until": "2026-12-31", "documents": names[:4]}
    assert call("search", "产业", k=5, **part) == engine.search("产业", 5, **part)
    assert {each["document"]["name"] for each in call("search", "产业", k=100, documents=names[1:2])} == {names[1]}
    assert timeless(call("ask", QUESTION, place="赣州")) == engine.ask(QUESTION, place="赣州")


def test_a_refusal_is_an_answer_with_a_reason_and_not_an_error(call: Callable[..., Any], engine: Engine) -> None:
    for question in ("冥王星上有几座茶园？", ""):
        answer = call("ask", question)
        assert not answer["answerable"] and answer["reason"] and answer["statements"] == []
        assert timeless(answer) == engine.ask(question)


BAD: list[tuple[str, Json, str]] = [
    ("ask", {"question": 5}, "question must be a text of at most 1000 characters."),
    ("ask", {"question": None}, "question must be a text"),
    ("ask", {"question": {"text": "油茶"}}, "question must be a text"),
    ("ask", {"question": "油" * 1001}, "question must be a text of at most 1000 characters."),
    ("ask", {"question": "油", "history": "油"}, "history must be a list of at most 50 texts, each of at most 1000 characters."),
    ("ask", {"question": "油", "history": [1]}, "history must be a list"),
    ("ask", {"question": "油", "history": ["油"] * 51}, "history must be a list"),
    ("ask", {"question": "油", "history": ["油" * 1001]}, "history must be a text"),
    ("ask", {"question": "油", "place": "无此县"}, "“无此县” is no place in the table"),
    ("ask", {"question": "油", "place": 3}, "place must be a text of at most 100 characters."),
    ("ask", {"question": "油", "place": "\x1b[31m\u202e县"}, "⟨U+202E⟩"),
    ("ask", {"question": "油", "since": "去年"}, "“去年” is no date"),
    ("ask", {"question": "油", "since": "2025", "until": "2024"}, "2024"),
    ("ask", {"question": "油", "documents": ["no.txt"]}, "The library holds no document “no.txt”"),
    ("search", {"question": "油", "documents": "a.txt"}, "documents must be a list of at most 200 texts"),
    ("search", {"question": "油", "k": 0}, "k must be a whole number from 1 to 100."),
    ("search", {"question": "油", "k": 101}, "k must be a whole number from 1 to 100."),
    ("search", {"question": "油", "k": True}, "k must be a whole number"),
    ("search", {"question": "油", "k": "3"}, "k must be a whole number"),
    ("search", {"question": "油", "k": 2.5}, "k must be a whole number"),
    ("citation", {"document": "no", "start": 0, "end": 3}, "The library holds no document “no”"),
    ("citation", {"document": "660202696bc9ae82", "start": -1, "end": 3}, "start must be a whole number from 0"),
    ("citation", {"document": "660202696bc9ae82", "start": 0, "end": 10**13}, "end must be a whole number from 0"),
    ("citation", {"document": "660202696bc9ae82", "start": 1, "end": 2}, "Bytes 1 to 2 of “000_"),
    ("citation", {"document": "660202696bc9ae82", "start": 9, "end": 3}, "not whole characters of one paragraph"),
]


@pytest.mark.parametrize(("name", "words", "says"), BAD)
def test_what_is_off_is_refused_in_one_sentence(call: Callable[..., Any], name: str, words: Json, says: str) -> None:
    from gradio_client.exceptions import AppError

    with pytest.raises(AppError) as error:
        call(name, **words)
    said = str(error.value)
    assert says in said and "\n" not in said and "Traceback" not in said
    assert "\x1b" not in said and "\u202e" not in said


def test_half_a_character_is_refused_at_each_door(served: Served) -> None:
    """Neither client can even send one: it comes as an escape of JSON."""
    says = "question holds half a character"
    status, body = post(f"{served.address}/gradio_api/run/search", '{"data": ["\\ud800", 3, null, null, null, null]}')
    assert status == 500 and says in json.loads(body)["error"]
    request = '{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "search", "arguments": {"question": "\\ud800"}}}'
    status, body = post(f"{served.address}/gradio_api/mcp/", request)
    assert status == 200 and says in body and '"isError":true' in body


def test_an_error_is_said_in_the_language_of_the_request(served: Served) -> None:
    _, body = post(f"{served.address}/gradio_api/run/search", '{"data": ["油", 0, null, null, null, null]}', Accept_Language="zh-CN")
    assert json.loads(body)["error"] == "k 应为 1 到 100 的整数。"


@pytest.mark.parametrize("body", ['{"data": []}', '{"data": ["油"]}', '{"data": {}}', '"x"', "{", '{"data": [[], 1, 1, 1, 1, 1]}'])
@pytest.mark.parametrize("door", ["run/search", "call/search", "call/v2/search"])
def test_a_malformed_call_is_told_nothing_of_the_program(served: Served, door: str, body: str) -> None:
    status, said = post(f"{served.address}/gradio_api/{door}", body)
    if status == 200:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{served.address}/gradio_api/{door}/{json.loads(said)['event_id']}", timeout=30) as answer:
            said = answer.read().decode("utf-8")
        assert "event: error" in said
    assert "Traceback" not in said and ".py" not in said and "handler" not in said


def test_only_the_four_are_public(served: Served, call: Callable[..., Any]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{served.address}/gradio_api/info", timeout=30) as answer:
        info = json.loads(answer.read())
    assert list(info["named_endpoints"]) == [f"/{name}" for name in NAMES] and info["unnamed_endpoints"] == {}
    question = info["named_endpoints"]["/ask"]["parameters"][0]
    assert question["parameter_name"] == "question" and question["type"] == {"type": "string"}
    returned = info["named_endpoints"]["/ask"]["returns"][0]["type"]
    assert returned["properties"]["citations"]["items"]["properties"]["quote"] == {"type": "string"}


def test_the_types_say_what_is_sent(call: Callable[..., Any]) -> None:
    answer = call("ask", QUESTION)
    samples: list[tuple[type, Json]] = [
        (Answer, answer), (Statement, answer["statements"][0]), (Citation, answer["citations"][0]), (Passage, answer["passages"][0]),
        (Document, call("documents")[0]),
    ]  # fmt: skip
    for shape, sample in samples:
        assert list(get_type_hints(shape)) == list(sample), f"page.shapes.{shape.__name__} is not what qa.render.data makes"


def test_the_manual_is_what_the_code_says() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "page.manual"], cwd=ROOT, capture_output=True, check=True, env=os.environ | {"PYTHONUTF8": "1"}
    )
    assert made.stdout.decode("utf-8") == (ROOT / "docs" / "api.md").read_text(encoding="utf-8"), "run: python -m page.manual > docs/api.md"


def in_session(address: str, work: Callable[[Any], Awaitable[Found]]) -> Found:
    """What `work` does in a session of the MCP package's own client."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def main() -> Found:
        async with streamable_http_client(f"{address}/gradio_api/mcp/") as (read, write, _), ClientSession(read, write) as session:
            await session.initialize()
            return await work(session)

    return asyncio.run(main())


def tool(address: str, name: str, **words: object) -> tuple[bool, Any]:
    """Whether the tool refuses, and its only text."""

    async def work(session: Any) -> tuple[bool, Any]:
        result = await session.call_tool(name, words)
        (content,) = result.content
        return result.isError, content.text

    return in_session(address, work)


def test_an_mcp_client_is_told_of_four_tools_and_how_to_use_them(served: Served) -> None:
    async def work(session: Any) -> tuple[Any, Any, Any]:
        return (await session.list_tools()).tools, (await session.list_resources()).resources, (await session.list_prompts()).prompts

    tools, resources, prompts = in_session(served.address, work)
    assert [each.name for each in tools] == NAMES and resources == [] and prompts == []
    needed = {each.name: each.inputSchema.get("required", []) for each in tools}
    assert needed == {"ask": ["question"], "search": ["question"], "documents": [], "citation": ["document", "start", "end"]}
    for each in tools:
        assert len(each.description) > 40 and "request" not in each.inputSchema["properties"]
        assert all(argument["description"] for argument in each.inputSchema["properties"].values())
    assert tools[1].inputSchema["properties"]["k"] == {"type": "integer", "default": 10, "description": "How many passages, 1 to 100."}


def test_an_mcp_client_is_given_the_librarys_own_json(served: Served, engine: Engine) -> None:
    refused, text = tool(served.address, "ask", question=QUESTION)
    answer = json.loads(text)
    assert not refused and timeless(answer) == engine.ask(QUESTION)
    assert json.loads(tool(served.address, "search", question="油茶", k=3)[1]) == engine.search("油茶", 3)
    assert json.loads(tool(served.address, "documents")[1]) == engine.documents()
    first = answer["citations"][0]
    assert json.loads(tool(served.address, "citation", **named(first))[1]) == first | {"n": 0}


@pytest.mark.parametrize(("name", "words", "says"), [each for each in BAD if each[2].startswith(("k must be", "“", "The", "Bytes"))])
def test_an_mcp_client_is_refused_in_one_sentence(served: Served, name: str, words: Json, says: str) -> None:
    refused, text = tool(served.address, name, **words)
    assert refused and "\n" not in text and "Traceback" not in text
    assert says in text or text.startswith("Input validation error: ")


def test_mcp_is_for_this_machine_alone_and_only_by_its_newer_way(served: Served, address: str) -> None:
    listing = '{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}'
    assert post(f"{served.address}/gradio_api/mcp/", listing)[0] == 200
    assert post(f"{served.address}/gradio_api/mcp/", listing, Host="evil.test")[0] == 400, "another site's name that points here"
    for door in ("sse", "sse/", "messages/?session_id=x"):
        assert post(f"{served.address}/gradio_api/mcp/{door}", listing)[0] == 404
    assert post(f"{address}/gradio_api/mcp/", listing)[0] in (404, 405), "not without --mcp"


def test_no_page_of_another_site_may_read_the_tools_answers(served: Served) -> None:
    asks = {"Origin": "http://evil.test", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    request = urllib.request.Request(f"{served.address}/gradio_api/mcp/", headers=asks, method="OPTIONS")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as answer:
        assert "access-control-allow-origin" not in {name.lower() for name in answer.headers}
        assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_mcp_that_is_not_installed_is_one_sentence(tmp_path: Path) -> None:
    code = "import sys; sys.modules['mcp'] = None; from ui import main; sys.exit(main(sys.argv[1:]))"
    words = ["--library", str(tmp_path / "library"), "--seeds", str(tmp_path / "none"), "--port", "0", "--mcp"]
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8",
        env=os.environ | {"LC_ALL": "C.UTF-8"}, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "MCP is not installed: run `pip install mcp`, or leave --mcp out.\n"
