"""The comparison table as a reader meets it: made with the keyboard, every figure followed to its words, kept as a file."""

from __future__ import annotations

from tab import CHIP, QUESTION, SHOWS, Visit, squeeze


def field(name: str) -> str:
    """Where a field of the form is written into."""
    return f"#compare-{name} :is(textarea, input)"


def fill_table(visit: Visit, places: str, years: str, indicator: str) -> None:
    """Write the three fields of the comparison's form, and send them with the Enter key."""
    for name, words in (("places", places), ("years", years), ("indicator", indicator)):
        visit.page.locator(field(name)).fill(words)
    visit.page.locator(field("indicator")).press("Enter")


def test_a_comparison_table_whose_every_figure_leads_to_its_words(visit: Visit) -> None:
    page = visit.page
    page.locator('#compare-open[aria-pressed="false"]').wait_for()
    assert not page.locator("#compare").is_visible()
    page.locator("#compare-open").press("Enter")
    page.locator('#compare-open[aria-pressed="true"]').wait_for()
    page.wait_for_function("document.activeElement.closest('#compare-places')")
    fill_table(visit, "蒲江县、名山区", "2020-2022", "茶园面积")
    table = page.locator("#grid table")
    table.wait_for()
    assert table.locator("caption").inner_text().startswith("茶园面积")
    assert table.locator('th[scope="col"]').all_inner_texts() == ["地方", "2020", "2021", "2022"]
    rows = [[*row.locator("th, td").all_inner_texts()] for row in table.locator("tbody tr").all()]
    assert rows == [
        ["四川省成都市蒲江县", "未写明", "31.5万亩 1", "33万亩 2"], ["四川省雅安市名山区", "38万亩 3", "约39.2万亩 4", "未写明"],
    ]  # fmt: skip
    page.locator("#cards .asked", has_text="茶园面积").wait_for()
    quotes = [squeeze(quote) for quote in page.locator("#cards blockquote").all_inner_texts()]
    chip = table.locator("a", has_text="4")
    chip.press("Enter")
    page.wait_for_function(SHOWS, arg=quotes[3])
    page.keyboard.press("Escape")
    page.locator("#cards .card").first.wait_for(state="visible")
    assert page.evaluate("document.activeElement.getAttribute('href')") == chip.get_attribute("href")
    with page.expect_download() as download:
        page.get_by_text("下载 CSV").click()
    saved = download.value.path().read_bytes()
    assert saved.startswith(b"\xef\xbb\xbf") and "31.5万亩".encode() in saved


def test_a_table_that_cannot_be_made_loses_nothing(visit: Visit) -> None:
    page = visit.page
    visit.ask(QUESTION)
    page.locator("#compare-open").click()
    page.locator("#compare").wait_for(state="visible")
    fill_table(visit, "无此县<b>", "2020-2022", "茶园面积")
    warning = page.locator('#grid [role="alert"]')
    warning.wait_for()
    assert "“无此县<b>”" in warning.inner_text()
    assert page.locator(field("places")).input_value() == "无此县<b>" and page.locator(field("years")).input_value() == "2020-2022"
    fill_table(visit, "蒲江县", "2021", "茶园面积")
    page.locator("#grid td a").wait_for()
    page.locator("#compare-open").click()
    page.locator(CHIP).first.click()  # the conversation is as it was, and its numbers lead to its own quotes
    page.locator("#source mark.chosen").wait_for()
    page.keyboard.press("Escape")
    page.locator("#cards .asked", has_text=QUESTION).wait_for()
    page.locator("#compare-open").click()
    page.locator("#grid td a").click()
    page.locator("#source mark.chosen", has_text="31.5万亩").wait_for()
    page.keyboard.press("Escape")
    page.locator("#cards .asked", has_text="茶园面积").wait_for()
    page.locator("#new").click()
    page.locator("#ask").wait_for(state="visible")
    page.wait_for_function("!document.querySelector('#chat .bot')")
