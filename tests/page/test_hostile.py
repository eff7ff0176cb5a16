"""Names and titles that would like to be run, and a page that other machines can reach."""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own import ROWS, SALT, file, served
from tab import Visit

from qa.engine import Library
from qa.render import visible

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

RUN = (
    "img",
    "script",
    "iframe",
    "svg script",
    "video",
    "object",
    "embed",
    "form[action]",
    "marquee",
    "link",
    "base",
    "[onload]",
    "[onerror]",
)
"""What none of them may become."""
SET = """async (sent) => Promise.all(sent.map(async (each) => (await fetch('library/front', {
  method: 'POST', headers: { 'X-Youju': 'page' }, body: JSON.stringify({ clear: [], ...each }) })).status))"""
UP = ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%252f", "....//", "..\\", "..%5c", "..;/")
PATHS = [
    *(f"/{up * depth}{name}" for up in UP for depth in (1, 6) for name in ("etc/passwd", "ui.py", "pyproject.toml")),
    "/file=/etc/passwd", "/file=ui.py", "/file=../../../../etc/passwd", "/file=/proc/self/cwd/ui.py", "/file/etc/passwd", "//etc/passwd",
    "/file=file:///etc/passwd", "/proxy=file:///etc/passwd", "/proxy=http://127.0.0.1:1/", "/%00/etc/passwd", "/etc/passwd%00.css",
    "/file=C:%5cWindows%5cwin.ini", "/custom_component/x/client/component/..%2f..%2f..%2fetc%2fpasswd", "/library/library.sqlite",
    "/ui.py", "/var/library/library.sqlite", "/.git/config", "/page.css%2f..%2f..%2fui.py",
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
        documents = page.locator("#shelf .read").evaluate_all("rows => rows.map(row => row.value)")
        front = [{"document": each, "fields": dict.fromkeys(("title", "publisher", "author", "places", "dateline"), PAYLOADS[n])}
                 for n, each in enumerate(documents)]  # fmt: skip
        assert page.evaluate(SET, front) == [200] * 40
        page.reload()
        page.wait_for_function(ROWS, arg=40)
        assert page.locator("#shelf .read").evaluate_all("rows => rows.map(row => row.textContent)") == [visible(each) for each in PAYLOADS]
        for place in range(40):
            page.locator("#shelf .read").nth(place).click()
            page.locator("#source .title", has_text=visible(PAYLOADS[place])).wait_for()
            page.locator("#source .front summary").click()
        made.ask("第7号盐田的面积是多少？")
        page.locator('#chat a[href="#export-0"]').click()
        with page.expect_download() as download:
            page.locator("#dialogs [data-form=md]").click()
        assert not re.search(r"(?<!\\)<(?:img|script|svg)", Path(download.value.path()).read_text(encoding="utf-8"))
        page.keyboard.press("Escape")
        page.locator("#shelf .remove").first.click()
        page.locator("dialog.sure .yes").click()
        page.wait_for_function(ROWS, arg=39)
        for where in ("#left", "#source", "#chat", "#cards", "#within"):
            assert page.locator(", ".join(f"{where} {tag}" for tag in RUN)).count() == 0, where
        assert page.locator('a[href^="javascript"]').count() == 0 and "\u202e" not in page.locator("#left").inner_text()
        assert page.evaluate("window.pwned ?? null") is None
        made.end()


def test_forty_hostile_questions_run_nothing(browser: Browser, address: str) -> None:
    made = Visit(browser, address)
    page = made.page
    page.on("dialog", lambda dialog: made.errors.append(dialog.message))
    page.click("#search-open")
    for payload in PAYLOADS[::4]:
        page.fill("#search-box :is(textarea, input)", f"{payload} 红岭乡的猕猴桃")
        page.press("#search-box :is(textarea, input)", "Enter")
        page.locator("#found", has_text=visible(payload)).wait_for()
    page.click("#search-open")
    for number, payload in enumerate(PAYLOADS):
        page.locator("#ask .submit-button").wait_for()
        page.fill("#ask textarea", f"{payload} 红岭乡的猕猴桃")
        page.press("#ask textarea", "Enter")
        page.locator(f'#chat a[href="#cards-{number}"]').wait_for()
        page.locator("#cards .asked", has_text=visible(payload)).wait_for(state="attached")
    page.click("#talks-open")
    for where in ("#talk", "#evidence", "#talks", "#found"):
        assert page.locator(", ".join(f"{where} {tag}" for tag in RUN)).count() == 0
    said = page.locator("#chat .user").all_text_contents()
    assert len(said) == 40 and "\u202e" not in page.content()
    page.goto(f"{address}/?{urllib.parse.urlencode({'q': PAYLOADS[1]})}")
    page.locator('#chat a[href="#cards-0"]').wait_for()
    assert page.evaluate("window.pwned ?? null") is None
    made.end()


@pytest.mark.parametrize("prefix", ["", "/gradio_api", "/static", "/assets", "/source", "/svelte"])
def test_no_file_of_the_machine_is_reached_by_any_path(prefix: str, address: str) -> None:
    host = urllib.parse.urlsplit(address).netloc
    for path in PATHS:
        line = http.client.HTTPConnection(host, timeout=30)
        line.putrequest("GET", prefix + path, skip_host=True)  # nothing is made simpler on the way
        line.putheader("Host", host)
        line.endheaders()
        with line.getresponse() as answer:
            body = answer.read()
        line.close()
        assert not any(each in body for each in (b"root:x:", b"def serve(", b"SQLite format 3", b"[project]")), path
        assert answer.status != 200 or body.lstrip().lower().startswith((b"<!doctype html", b"<html")), path  # the page itself, for no path


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
