"""`docs/api.md`, made from the code: `python -m page.manual > docs/api.md`. A test holds that the file is what this prints."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Iterator
from types import GenericAlias, NoneType, UnionType
from typing import Annotated, get_args, get_origin, get_type_hints

from page.shapes import SHAPES

_HEAD = """\
# For programs: the API and the MCP tools

Made from the code by `python -m page.manual`; a test checks that it is what the code says.

`youju serve` (and `python ui.py`) answers programs at four endpoints with the JSON of the command (`youju ask --json`,
`search --json`, `list --json`). With `--mcp` the same four are tools of an MCP server (streamable HTTP) at `/gradio_api/mcp/`; their
results are that JSON as text. Nothing else of the page is meant for programs.

With Gradio's client, positional or by name:

```python
from gradio_client import Client

page = Client("http://127.0.0.1:7860")
answer = page.predict("赣州如何发展油茶产业？", place="赣州", api_name="/ask")
first = answer["citations"][0]
page.predict(first["document"]["id"], first["spans"][0][0], first["spans"][-1][1], api_name="/citation")
```

With any HTTP client, in two steps (what is left out takes its default):

```
curl -s http://127.0.0.1:7860/gradio_api/call/v2/search -H 'Content-Type: application/json' -d '{"question": "油茶", "k": 3}'
{"event_id":"…"}
curl -sN http://127.0.0.1:7860/gradio_api/call/v2/search/…
event: complete
data: [[{"rank": 1, …}]]
```

With an MCP client: connect to `http://127.0.0.1:7860/gradio_api/mcp/`.

What is off in a request is refused with one sentence, in Chinese or English by `Accept-Language`: `AppError` of Gradio's client, an
`event: error` over HTTP, a result marked `isError` over MCP. A call with arguments that the endpoint does not have, or without one
that it needs, gets no further than Gradio: an error without our sentence. At most {at_once} requests of programs are worked on at a time;
the others wait. Where the page listens on this machine alone, requests under another host name are refused, and no page of another
site can read the answers. Whoever can reach the port can ask: put a proxy with a login before it where that must not be.
"""


def manual() -> Iterator[str]:
    """The lines."""
    from gradio.utils import get_function_description

    from page import api

    yield from _HEAD.replace("{at_once}", str(api.AT_ONCE)).split("\n")
    for name in api.NAMES:
        function = getattr(api.Programs, name)
        description, told, returns = get_function_description(function)
        hints = get_type_hints(function)
        yield from (f"## /{name}", "", description, "")
        taken = [each for each in inspect.signature(function).parameters.values() if each.name not in ("self", "request")]
        if taken:
            yield from ("| argument | type | default | what it is |", "| --- | --- | --- | --- |")
        for each in taken:
            default = "needed" if each.default is inspect.Parameter.empty else _default(each.default)
            yield f"| `{each.name}` | {_spelled(hints[each.name])} | {default} | {told[each.name]} |"
        yield from ([""] if taken else [])
        yield from (f"Returns {_spelled(hints['return'])}: {' '.join(returns)}", "")
    yield from ("## The JSON", "", "Fields may be added in later versions; none is renamed.", "")
    for shape in SHAPES:
        yield from (f"### {shape.__name__}", "", inspect.getdoc(shape) or "", "")
        yield from ("| field | type | what it is |", "| --- | --- | --- |")
        for field, hint in get_type_hints(shape, include_extras=True).items():
            says = get_args(hint)[1] if get_origin(hint) is Annotated else "see there"
            yield f"| `{field}` | {_spelled(hint)} | {says} |"
        yield ""


def _spelled(hint: object) -> str:
    """A type in JSON's words."""
    if get_origin(hint) is Annotated:
        return _spelled(get_args(hint)[0])
    if isinstance(hint, UnionType):
        return " or ".join(_spelled(each) for each in get_args(hint))
    if isinstance(hint, GenericAlias):
        inner = _spelled(get_args(hint)[-1])
        return f"list of {inner}" if get_origin(hint) is list else f"object of {inner}"
    names = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
    if isinstance(hint, type):
        return names.get(hint) or f"[{hint.__name__}](#{hint.__name__.lower()})"
    raise TypeError(f"no word for {hint}")


def _default(value: object) -> str:
    return "null" if value is None else str(value)


if __name__ == "__main__":
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before Gradio is imported: it would ask its own service for news
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print("\n".join(manual()).rstrip("\n"))
