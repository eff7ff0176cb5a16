"""Names and titles that would like to be run, and a page that other machines can reach."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own import ROWS, SALT, file, served
from tab import Visit

from qa.engine import Library

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAYLOADS = [
    "<script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>", "<svg onload=window.pwned=1>",
    "<svg><script>window.pwned=1</script>", '"><img src=x onerror=window.pwned=1>', "'><img src=x onerror=window.pwned=1>",
    '" onmouseover="window.pwned=1', "' onfocus='window.pwned=1' x='", '" autofocus onfocus="window.pwned=1', "${window.pwned=1}",
    "{{constructor.constructor('window.pwned=1')()}}", "`;window.pwned=1;`", "${`${window.pwned=1}`}", "\\${window.pwned=1}",
    "</ul></section><img src=x onerror=window.pwned=1>", "</option></select><img src=x onerror=window.pwned=1>",
    "</title><script>window.pwned=1</script>", "</style><script>window.pwned=1</script>", "</textarea><script>window.pwned=1</script>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'>", "<iframe src=javascript:parent.pwned=1>", "[a](javascript:window.pwned=1)",
    "![a](x)<img src=x onerror=window.pwned=1>", "<a href=javascript:window.pwned=1>x</a>", "<details open ontoggle=window.pwned=1>",
    "<video><source onerror=window.pwned=1>", "<audio src=x onerror=window.pwned=1>", "<body onload=window.pwned=1>",
    "<input autofocus onfocus=window.pwned=1>", "<marquee onstart=window.pwned=1>", "<math><mtext><script>window.pwned=1</script>",
    "<template><script>window.pwned=1</script></template>", "<object data=javascript:window.pwned=1>",
    "<embed src=javascript:window.pwned=1>", "<form action=javascript:window.pwned=1><button>x</button>",
    "<style>*{animation:x}</style><p onanimationstart=window.pwned=1>", "<link rel=stylesheet href=x onerror=window.pwned=1>",
    "<base href=javascript:window.pwned=1>", "&lt;img src=x onerror=window.pwned=1&gt;",
    "\u202e<img src=x onerror=window.pwned=1>\u2066",
]  # fmt: skip


def test_forty_hostile_names_and_titles_run_nothing(browser: Browser, tmp_path: Path) -> None:
    assert len(PAYLOADS) == 40
    Library.open(tmp_path / "library", create=True).close()
    with served(tmp_path) as address:
        made = Visit(browser, address)
        page = made.page
        page.on("dialog", lambda dialog: made.errors.append(dialog.message))
        page.wait_for_selector("#shelf .hint")
        names = [f"{n}{payload.replace('/', '').replace(chr(92), '')}.txt" for n, payload in enumerate(PAYLOADS)]
        files = [
            file(name, f"{PAYLOADS[n]}\n\n第{n}号盐田的面积达到{n + 3}万亩，{PAYLOADS[n]}，产值逐年增长。\n")
            for n, name in enumerate(names)
        ]
        page.set_input_files("#door input", [*files, file("a\\b.txt", SALT), file(f"{PAYLOADS[1]}.exe", SALT)])
        page.wait_for_function(ROWS, arg=40, timeout=20_000)
        assert page.locator("#door li.added").count() == 40 and page.locator("#door li.refused").count() == 2
        for place in (0, 9, 14, 38):
            page.locator("#shelf li input").nth(place).check()
        page.locator("#within .within", has_text="只在 40 篇中的 4 篇里找").wait_for()
        for place in (1, 15, 39):
            page.locator("#shelf .read").nth(place).click()
            title = page.locator("#shelf .read").nth(place).inner_text()
            page.locator("#source .title", has_text=title).wait_for()
        page.locator("#within .clear").click()
        page.locator("#within .within").wait_for(state="detached")
        made.ask("第7号盐田的面积是多少？")
        page.locator("#shelf .remove").first.click()
        page.locator("dialog.sure .yes").click()
        page.wait_for_function(ROWS, arg=39)
        for where in ("#left", "#source", "#chat", "#cards", "#within"):
            assert (
                page.locator(", ".join(f"{where} {tag}" for tag in ("img", "script", "iframe", "svg script", "video", "object"))).count()
                == 0
            )
        assert page.locator('a[href^="javascript"]').count() == 0 and "\u202e" not in page.locator("#left").inner_text()
        assert page.evaluate("window.pwned ?? null") is None
        made.end()


@pytest.mark.parametrize(("options", "status"), [((), 403), (("--allow-changes",), 200)])
def test_a_page_open_to_other_machines_changes_nothing_unless_it_is_told_to(options: tuple[str, ...], status: int, tmp_path: Path) -> None:
    Library.open(tmp_path / "library", create=True).close()
    part = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n' + SALT.encode("gb18030") + b"\r\n--b--\r\n"
    headers = {"X-Youju": "page", "Content-Type": "multipart/form-data; boundary=b"}
    with served(tmp_path, "--host", "0.0.0.0", *options) as address:
        request = urllib.request.Request(f"{address.replace('0.0.0.0', '127.0.0.1')}/library/add", part, headers)
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
                found = answer.status
                answer.read()
        except urllib.error.HTTPError as error:
            with error:
                found = error.code
    with Library.open(tmp_path / "library") as library:
        assert (found, len(library.documents())) == (status, 1 if options else 0)
