"""The evidence as a reader meets it, in Chromium: cards and chips, the article and its file's own text, steps, copies, links that last."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own import SALT, served
from tab import CHIP, QUESTION, SHOWS, Visit, squeeze

from qa.engine import Library

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MARKED = "[...document.querySelectorAll('#source mark.chosen')].map(mark => mark.textContent).join('').replace(/\\s/g, '')"
SAME = f"words => {MARKED} === words"
ON_MARK = "document.activeElement.id === 'hl'"
SEEN = """() => {
  const mark = document.querySelector('#source mark.chosen').getBoundingClientRect();
  const box = document.querySelector('#source .reader').getBoundingClientRect();
  return mark.top >= box.top && mark.bottom <= box.bottom;
}"""
ORIGINAL, ARTICLE = (f'#source .views button[value="{each}"]' for each in ("original", "article"))


def quotes_of(page: Page) -> list[str]:
    return [squeeze(quote) for quote in page.locator("#cards blockquote").all_inner_texts()]


def test_a_chip_lights_its_card_and_a_card_its_chip(visit: Visit) -> None:
    visit.ask(QUESTION)
    page = visit.page
    chip, cards = page.locator(CHIP).last, page.locator("#cards .card")
    n = chip.inner_text()
    chip.hover()
    lit = page.locator("#cards .card.lit")
    assert lit.count() == 1 and lit.locator(".n").inner_text() == n
    box, frame = lit.bounding_box(), page.locator("#cards .scroll").bounding_box()
    assert box is not None and frame is not None and frame["y"] <= box["y"] < frame["y"] + frame["height"], "its card is in sight"
    page.locator("#brand").hover()
    page.locator(".lit").first.wait_for(state="detached")
    cards.first.locator("blockquote").hover()
    assert page.locator("#chat a.lit").all_inner_texts() == [cards.first.locator(".n").inner_text()]
    page.locator("#brand").hover()
    chip.focus()
    assert page.locator("#cards .card.lit .n").inner_text() == n
    cards.first.locator(".open").focus()
    assert page.locator("#chat a.lit").all_inner_texts() == ["1"] and page.locator("#cards .card.lit").count() == 1
    page.locator("#ask textarea").focus()
    assert page.locator(".lit").count() == 0


def test_a_card_says_where_it_is_about_and_when_it_was_checked(visit: Visit) -> None:
    visit.ask(QUESTION)
    card = visit.page.locator("#cards .card").first
    assert card.locator(".place").inner_text() == "江西省赣州市"
    assert re.fullmatch(r"✓?\s*已核对 \d{2}:\d{2}:\d{2}", card.locator(".verified").inner_text())
    time = card.locator("time")
    assert re.match(r"20\d\d年\d{1,2}月\d{1,2}日", time.get_attribute("title") or "")
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", time.get_attribute("datetime") or "")


def test_the_time_of_a_check_is_in_the_readers_own_format_and_zone(browser: Browser, address: str) -> None:
    made = Visit(browser, address, locale="en-US", timezone_id="America/New_York")
    made.ask(QUESTION)
    time = made.page.locator("#cards time").first
    assert re.fullmatch(r"\d{1,2}:\d{2}:\d{2}\s[AP]M", time.inner_text()), time.inner_text()
    assert re.search(r"E[SD]T", time.get_attribute("title") or "")
    made.end()


def test_the_same_words_are_marked_in_the_files_own_text(visit: Visit) -> None:
    visit.ask(QUESTION)
    page = visit.page
    for n in (1, 2):
        quote = quotes_of(page)[n - 1]
        page.locator(f'{CHIP} >> text="{n}"').click()
        page.wait_for_function(SHOWS, arg=quote)
        page.locator(ORIGINAL).click()
        page.locator("#source .file mark.chosen").first.wait_for()
        page.wait_for_function(SAME, arg=quote)
        assert page.locator("#source mark.chosen").count() > 1, "the file breaks these lines"
        page.wait_for_function(SEEN.replace("mark.bottom", "mark.top"))
        assert page.evaluate("document.activeElement.value") == "original", "the focus stays on the switch"
        rows = page.locator("#source [data-line]:has(mark.chosen)")
        numbers = [int(row.get_attribute("data-line") or "0") for row in rows.all()]
        assert f"第 {numbers[0]}–{numbers[-1]} 行" in (page.locator("#cards .card").nth(n - 1).locator("footer").text_content() or "")
        page.locator(ARTICLE).click()
        page.wait_for_function(SHOWS, arg=quote)
        page.wait_for_function(SEEN)
        page.keyboard.press("Escape")
        page.locator("#cards").wait_for(state="visible")


def test_the_view_that_was_chosen_stays_for_the_next_quote(visit: Visit) -> None:
    visit.ask(QUESTION)
    page = visit.page
    quotes = quotes_of(page)
    page.locator(CHIP).first.click()
    page.locator(ORIGINAL).click()
    page.locator("#source .file mark.chosen").first.wait_for()
    page.locator("#source .step.after").click()
    page.wait_for_function(SAME, arg=quotes[1])
    assert page.locator("#source .file").count() == 1 and page.locator(ORIGINAL).get_attribute("aria-pressed") == "true"


def test_steps_lead_through_all_quotes_of_the_answer_and_back(visit: Visit) -> None:
    visit.ask(QUESTION)
    page = visit.page
    quotes = quotes_of(page)
    page.locator(CHIP).first.click()
    titles = set()
    for n, quote in enumerate(quotes, 1):
        page.wait_for_function(SAME, arg=quote)
        page.wait_for_function(ON_MARK)
        assert page.locator("#source .at").inner_text() == f"{n} / {len(quotes)}"
        assert page.locator("#chat a.followed").first.inner_text() == str(n)
        titles.add(page.locator("#source .title").inner_text())
        if n < len(quotes):
            page.locator("#source .step.after").click()
    assert len(titles) > 1, "they lie in more than one document"
    assert page.locator("#source a.step.after").count() == 0
    page.keyboard.press("]")
    for key, quote in (("[", quotes[-2]), ("ArrowLeft", quotes[-3]), ("ArrowRight", quotes[-2]), ("]", quotes[-1])):
        page.keyboard.press(key)
        page.wait_for_function(SAME, arg=quote)
        page.wait_for_function(ON_MARK)
    page.keyboard.press("Escape")
    page.locator("#cards").wait_for(state="visible")
    assert page.evaluate("document.activeElement.textContent") == str(len(quotes)), "back at the number of the quote read last"
    page.locator("#ask textarea").focus()
    page.keyboard.type("[]")
    assert page.locator("#ask textarea").input_value() == "[]" and not page.locator("#source .reader").is_visible()


def test_a_quote_is_copied_with_its_reference_from_card_and_viewer(browser: Browser, address: str) -> None:
    made = Visit(browser, address, permissions=["clipboard-read", "clipboard-write"])
    made.ask(QUESTION)
    page = made.page
    card = page.locator("#cards .card").nth(1)
    quote = card.locator("blockquote").text_content()
    button = card.locator(".copy-quote")
    button.click()
    page.wait_for_function("() => document.querySelectorAll('#cards .copy-quote')[1].textContent === '已复制'")
    lines = page.evaluate("navigator.clipboard.readText()").split("\n")
    title, place = card.locator("h3 span").inner_text(), card.locator("footer > span").nth(1).inner_text()
    assert lines[0] == quote and title in lines[1] and lines[1].endswith(".") and lines[2].endswith(f".txt，{place}")
    page.evaluate("navigator.clipboard.writeText('')")
    card.locator(".open").click()
    page.locator("#source .copy-quote").click()
    page.wait_for_function("() => document.querySelector('#source .copy-quote').textContent === '已复制'")
    assert page.evaluate("navigator.clipboard.readText()").split("\n") == lines
    made.end()


def test_a_copy_that_fails_says_so_and_one_without_a_clipboard_goes_the_old_way(visit: Visit) -> None:
    visit.ask(QUESTION)
    page = visit.page
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.locator("#cards .copy-quote").first.click()
    page.locator("#cards .copy-quote", has_text="复制失败，请手动选取").wait_for()
    page.evaluate("() => { Object.defineProperty(navigator, 'clipboard', { value: undefined }); window.copied = ''; }")
    page.evaluate("() => { document.execCommand = () => { window.copied = document.activeElement.value; return true; }; }")
    page.locator("#cards .copy-quote").nth(1).click()
    page.locator("#cards .copy-quote", has_text="已复制").wait_for()
    assert squeeze(page.evaluate("window.copied")).startswith(quotes_of(page)[1])


@pytest.mark.parametrize("view", ["article", "original"])
def test_line_numbers_are_seen_and_are_no_text(visit: Visit, view: str) -> None:
    visit.ask(QUESTION)
    page = visit.page
    page.locator(CHIP).first.click()
    page.locator(f'#source .views button[value="{view}"][aria-pressed], #source .views').first.wait_for()
    page.locator(f'#source .views button[value="{view}"]').click()
    page.locator(f"#source .{'file' if view == 'original' else 'article'} mark.chosen").first.wait_for()
    row = page.locator("#source [data-line]:has(mark.chosen)").first
    number = row.get_attribute("data-line")
    drawn = row.evaluate("row => [getComputedStyle(row, '::before').content, getComputedStyle(row, '::before').visibility]")
    assert number and f'"{number}" / ""' in drawn[0] and drawn[1] == "visible", "drawn, with no words for a screen reader"
    assert not (row.text_content() or "").strip().startswith(number)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#source .file, #source .article'))")
    selected = page.evaluate("getSelection().toString()")
    whole = page.evaluate("document.querySelector('#source .file, #source .article').textContent")
    assert len(selected) > 1000 and squeeze(selected) == squeeze(whole)


@pytest.mark.parametrize("sent", ["../x", None, {"a": 1}, 7, "<b>"])
def test_a_forged_view_shows_the_article(visit: Visit, sent: object) -> None:
    visit.ask(QUESTION)
    page = visit.page
    page.evaluate("sent => { window.youju.view = sent; }", sent)
    page.locator(CHIP).first.click()
    page.locator("#source .article mark.chosen").wait_for()


def test_a_link_opens_the_same_words_after_a_restart_and_indexing_again(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "盐田.txt").write_bytes(SALT.replace("，年产", "，\r\n年产").encode("gb18030"))
    with Library.open(tmp_path / "library", create=True) as library:
        assert library.add([tmp_path / "盐田.txt"]).refused == ()
    with served(tmp_path) as address:
        made = Visit(browser, address)
        made.ask("白盐镇盐田面积是多少？")
        quote = quotes_of(made.page)[0]
        made.page.locator(CHIP).first.click()
        made.page.locator(ORIGINAL).click()
        made.page.locator("#source .file mark.chosen").first.wait_for()
        with made.context.expect_page() as opened:
            made.page.locator("#source .tab").click()
        opened.value.locator(".file mark.chosen").nth(1).wait_for()
        assert opened.value.evaluate("window.opener") is None
        assert squeeze("".join(opened.value.locator(".file mark.chosen").all_text_contents())) == quote
        path = opened.value.url.removeprefix(address)
        made.end()
    with Library.open(tmp_path / "library") as library:
        library.rebuild()
    with served(tmp_path) as address:
        plain = browser.new_context(java_script_enabled=False, locale="zh-CN")
        tab = plain.new_page()
        tab.goto(address + path)
        assert "view=original" in path and path.endswith("#hl")
        assert squeeze("".join(tab.locator(".file mark.chosen").all_text_contents())) == quote
        assert tab.locator("mark#hl").count() == 1 and tab.locator("mark.chosen").count() == 2
        tab.locator(".views a", has_text="重排正文").click()
        assert squeeze(tab.locator(".article mark#hl").inner_text()) == quote
        tab.locator(".views a", has_text="原始文本").click()
        tab.locator(".file mark#hl").wait_for()
        plain.close()
