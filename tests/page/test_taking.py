"""What is done with an answer, in Chromium: exported in every form and style, rated; and what is forged gives one sentence."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own import served
from tab import Visit, squeeze

from qa.engine import Library

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AREA = "蒲江县2021年茶园面积是多少？"
QUOTE = "2021年，蒲江县茶园面积达到31.5万亩，带动3.2万户茶农增收。"
NAME = "蒲江县2021年茶园面积是多少"


def exported(visit: Visit, form: str, style: str, copy: bool = False) -> tuple[str, bytes]:
    """The name and the bytes of the file that the dialog, which is open, gives."""
    which = "references" if form == "references" else "answer"
    visit.page.select_option(f"#dialogs select[name={which}]", style)
    button = visit.page.locator(f"#dialogs [data-form={form}]" + ("[data-copy]" if copy else ":not([data-copy])"))
    with visit.page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_an_answer_is_exported_in_every_form_and_its_references_in_every_style(visit: Visit) -> None:
    visit.ask(AREA)
    page = visit.page
    page.locator('#chat a[href="#export-0"]').click()
    page.locator("#dialogs dialog.export").wait_for()
    made = {}
    for form, style in [("md", "gbt7714-2025"), ("txt", "gbt7714-2015"), ("docx", "gbt7714-2025")] + [
        ("references", style) for style in ("gbt7714-2025", "gbt7714-2015", "bibtex", "ris", "csl-json")
    ]:
        made[form, style] = exported(visit, form, style)
    names = [name for name, _ in made.values()]
    assert names == [f"{NAME}.{ending}" for ending in ("md", "txt", "docx", "txt", "txt", "bib", "ris", "json")]
    assert squeeze(QUOTE) in squeeze(made["md", "gbt7714-2025"][1].decode().replace("\\", "")) and b"\n## " in made["md", "gbt7714-2025"][1]
    assert QUOTE in made["txt", "gbt7714-2015"][1].decode()
    document = zipfile.ZipFile(io.BytesIO(made["docx", "gbt7714-2025"][1]))
    assert "两地茶园面积继续扩大" in document.read("word/footnotes.xml").decode()
    assert "两地茶园面积继续扩大" in made["references", "gbt7714-2025"][1].decode()
    assert made["references", "bibtex"][1].startswith(b"@") and made["references", "ris"][1].startswith(b"TY  - ")
    assert json.loads(made["references", "csl-json"][1])[0]["title"] == "两地茶园面积继续扩大"
    page.locator("#dialogs .said", has_text="文件已下载").wait_for()
    page.keyboard.press("Escape")
    page.locator("#dialogs dialog.export").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#export-0"


def test_references_are_copied(visit: Visit) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.ask(AREA)
    page.locator('#chat a[href="#export-0"]').click()
    page.select_option("#dialogs select[name=references]", "bibtex")
    page.locator("#dialogs [data-copy]").click()
    page.locator("#dialogs .said", has_text="已复制").wait_for()
    assert "两地茶园面积继续扩大" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize(
    "sent",
    [
        {"ref": "export-7", "form": "md", "style": "ris"}, {"ref": "export-0", "form": "../x", "style": "ris"},
        {"ref": "export-0", "form": "md", "style": "ris"},
        {"ref": ["export-0"], "form": "md"}, {}, 5, None,
    ],
)  # fmt: skip
def test_a_forged_export_gives_no_file(visit: Visit, sent: object) -> None:
    visit.ask(AREA)
    visit.page.evaluate("sent => window.youju.taking.take(sent)", sent)
    visit.page.locator("#taken pre", has_text="没有可以导出的内容").wait_for(state="attached")
    assert visit.page.locator("#taken [data-body]").count() == 0


def test_an_answer_is_rated_with_a_note_that_the_library_keeps(browser: Browser, folder: Path) -> None:
    with served(folder) as address:
        made = Visit(browser, address)
        page = made.page
        made.ask(AREA)
        made.ask("那名山区呢？")
        page.locator('#chat a[href="#good-0"]').click()
        page.locator("#dialogs .send").click()
        page.locator('#chat a[href="#good-0"]', has_text="已记下").wait_for()
        page.locator('#chat a[href="#bad-1"]').click()
        assert page.locator("#dialogs #rate-title").inner_text() == "没用"
        page.locator("#dialogs textarea").fill("单位不对")
        page.locator("#dialogs .send").click()
        page.locator('#chat a[href="#bad-1"]', has_text="已记下").wait_for()
        page.evaluate("window.youju.taking.rate({ref: 'good-9', note: ''})")
        page.locator("#taken pre", has_text="找不到要评价的回答").wait_for(state="attached")
        made.end()
    with Library.open(folder / "library") as library:
        rated = library.rated()
    assert [(each.question, each.history, each.good, each.note) for each in rated] == [
        (AREA, (), True, ""), ("那名山区呢？", (AREA,), False, "单位不对"),
    ]  # fmt: skip
    assert rated[0].quotes[0] == ("茶园.txt", QUOTE)
