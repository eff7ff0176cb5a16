"""A conversation in Chromium: what answers is marked, and a question is copied, asked again, edited, stopped, and survives errors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from conftest import TEA
from desks import served
from tab import CHIP, Visit, squeeze

from qa.engine import Library

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AREA = "蒲江县2021年茶园面积是多少？"
NEXT = "那名山区呢？"
ROWS = "count => document.querySelectorAll('#chat .user-row').length === count"
NOTE_COPIES = """() => {
  const write = navigator.clipboard.writeText.bind(navigator.clipboard);
  window.copies = 0;
  navigator.clipboard.writeText = async (text) => { await write(text); window.copies += 1; };
}"""
BOX = "text => document.querySelector('#ask textarea').value === text"


def test_what_answers_is_marked_and_the_quote_is_unchanged(visit: Visit) -> None:
    visit.ask(AREA)
    page = visit.page
    answer = page.locator("#chat .bot").last
    assert answer.locator("mark").all_inner_texts() == ["31.5万亩"]
    words = squeeze(page.locator("#cards blockquote").first.inner_text())
    assert words in squeeze(answer.inner_text()) and page.locator("#cards mark").count() == 0
    visit.ask("赣州如何发展村集体经济")
    assert page.locator("#chat .bot").last.locator("mark").count() == 0, "the question asks for no figure, date or name"


def test_under_an_answer_stands_what_was_searched_and_how_long_it_took(visit: Visit) -> None:
    visit.ask(AREA)
    under = visit.page.locator("#chat p.under").last.inner_text()
    numbers = [int("".join(filter(str.isdigit, part))) for part in under.split()[:4] if any(map(str.isdigit, part))]
    assert under.startswith("检索了 7 篇文档") and "毫秒" in under and all(number > 0 for number in numbers)


def test_an_answer_is_copied_with_its_references_and_without_a_command(visit: Visit) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.ask(AREA)
    link = page.locator('#chat a[href="#copy-0"]')
    page.evaluate(NOTE_COPIES)
    for times in (1, 2):  # the second time the text is the same
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("times => window.copies === times", arg=times)
    page.locator("#chat a", has_text="已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("2021年，蒲江县茶园面积达到31.5万亩，带动3.2万户茶农增收。 [1]") and "茶园.txt" in copied
    assert "dd if=" not in copied and "#cite" not in copied
    page.evaluate("window.youju.ask('copy', {ref: 'copy-9'})")
    page.locator('#copied pre[data-said="没有可以复制的引文。"]').wait_for(state="attached")


def test_a_question_asked_again_replaces_its_answer_and_what_follows(visit: Visit) -> None:
    visit.ask(AREA)
    visit.ask(NEXT)
    page = visit.page
    page.locator('#chat a[href="#retry-0"]').click()
    page.wait_for_function(ROWS, arg=1)
    page.locator("#cards .asked", has_text=AREA).wait_for(state="attached")
    assert page.locator("#chat .bot").count() == 1 and "31.5" in page.locator("#chat .bot").inner_text()
    visit.ask(NEXT)
    assert "名山区2021年" in page.locator("#chat .rewritten").inner_text(), "the conversation goes on from there"


def test_a_question_is_edited_where_it_stands(visit: Visit) -> None:
    visit.ask(AREA)
    visit.ask(NEXT)
    page = visit.page
    page.locator("#chat .message-buttons button").first.click()
    page.locator("#chat textarea").fill("蒲江县2022年茶园面积是多少？")
    page.locator("#chat .message-buttons button").first.click()
    page.locator("#cards .asked", has_text="2022年").wait_for(state="attached")
    page.wait_for_function(ROWS, arg=1)
    assert page.locator("#chat .bot mark").all_inner_texts() == ["33万亩"]


@pytest.mark.parametrize("ref", ["retry-7", "retry-x", "copy-0", 5])
def test_a_forged_retry_asks_nothing(visit: Visit, ref: object) -> None:
    visit.ask(AREA)
    visit.page.evaluate("ref => window.youju.ask('retry', {ref})", ref)
    visit.page.locator("#chat .bot", has_text="找不到那次提问").wait_for()
    assert visit.page.locator("#chat .user-row").count() == 1


def test_a_question_under_way_can_be_stopped_and_stays_in_the_box(browser: Browser, folder: Path) -> None:
    with served(folder) as address:
        made = Visit(browser, address)
        page = made.page
        made.ask(AREA)
        (folder / "slow").touch()
        page.fill("#ask textarea", NEXT)
        page.press("#ask textarea", "Enter")
        page.locator("#ask .stop-button").wait_for()
        page.wait_for_function(ROWS, arg=2)  # the question is seen before its answer
        page.locator("#ask .stop-button").click()
        page.wait_for_function(ROWS, arg=1)
        page.wait_for_function(BOX, arg=NEXT)
        (folder / "slow").unlink()
        page.locator("#ask .submit-button").wait_for()
        made.ask(NEXT)
        assert page.locator("#chat .bot").count() == 2 and "39.2" in page.locator("#chat .bot").last.inner_text()
        made.end()


def test_a_question_asked_while_another_is_under_way_takes_its_place(browser: Browser, folder: Path) -> None:
    with served(folder) as address:
        made = Visit(browser, address)
        page = made.page
        (folder / "slow").touch()
        for question in ("蒲江县建成了多少座茶叶加工厂？", AREA):
            page.fill("#ask textarea", question)
            page.press("#ask textarea", "Enter")
            page.locator("#chat .user-row", has_text=question).wait_for()
        page.wait_for_function(ROWS, arg=1)
        (folder / "slow").unlink()
        page.locator("#cards .asked", has_text=AREA).wait_for(state="attached")
        page.locator("#ask .submit-button").wait_for()
        made.ask(NEXT)
        assert page.locator("#chat .bot mark").all_inner_texts() == ["31.5万亩", "约39.2万亩"]
        made.end()


def test_a_conversation_left_while_a_question_is_under_way_stays_empty(browser: Browser, folder: Path) -> None:
    with served(folder) as address:
        made = Visit(browser, address)
        page = made.page
        (folder / "slow").touch()
        page.fill("#ask textarea", AREA)
        page.press("#ask textarea", "Enter")
        page.wait_for_function(ROWS, arg=1)
        page.locator("#new").click()
        page.wait_for_function(ROWS, arg=0)
        (folder / "slow").unlink()
        made.ask("名山区2021年茶园面积是多少？")
        assert page.locator("#chat .bot").count() == 1 and page.locator("#chat .bot mark").all_inner_texts() == ["约39.2万亩"]
        made.end()


def test_an_error_of_the_server_loses_neither_the_question_nor_the_conversation(browser: Browser, folder: Path) -> None:
    with served(folder) as address:
        made = Visit(browser, address)
        page = made.page
        made.ask(AREA)
        (folder / "broken").touch()
        page.fill("#ask textarea", NEXT)
        page.press("#ask textarea", "Enter")
        page.locator("#chat .bot", has_text="服务器出了错").wait_for()
        page.wait_for_function(BOX, arg=NEXT)
        assert "31.5" in page.locator("#chat .bot").first.inner_text()
        page.locator('#chat a[href="#retry-0"]').click()
        page.wait_for_function("document.querySelectorAll('#chat .bot').length === 3")
        assert "31.5" in page.locator("#chat .bot").first.inner_text(), "the old answer stays where a new one fails"
        (folder / "broken").unlink()
        made.ask(NEXT)
        assert "39.2" in page.locator("#chat .bot").last.inner_text()
        made.end()


def titles(page: Page) -> list[str]:
    return page.locator("#talks .open").all_text_contents()


KEPT = "localStorage.getItem('youju.talks')"


def test_a_conversation_is_kept_over_a_reload_renamed_and_deleted(visit: Visit) -> None:
    page = visit.page
    visit.ask(AREA)
    page.locator("#talks .open").wait_for(state="attached")
    kept = page.evaluate(KEPT)
    visit.ask(NEXT)
    page.wait_for_function(f"kept => {KEPT} !== kept", arg=kept)  # an answer is kept a moment after it is shown
    page.reload()  # the tab opens what it had open
    page.locator("#chat p.under", has_text="重新核对").nth(1).wait_for()
    assert "31.5" in page.locator("#chat .bot").first.inner_text() and "名山区2021年" in page.locator("#chat .rewritten").inner_text()
    assert page.locator("#chat .bot mark").all_inner_texts() == ["31.5万亩", "约39.2万亩"]
    page.locator("#new").click()
    page.wait_for_function(ROWS, arg=0)
    visit.ask("蒲江县建成了多少座茶叶加工厂？")
    page.locator("#talks .open").nth(1).wait_for(state="attached")
    assert titles(page) == ["蒲江县建成了多少座茶叶加工厂？", AREA]
    page.locator("#talks-open").click()
    page.locator("#talks .open").nth(1).click()
    page.wait_for_function(ROWS, arg=2)
    visit.ask("那2022年呢？")  # goes on where it ended, and comes first now
    page.wait_for_function("title => document.querySelector('#talks .open').textContent === title", arg=AREA)
    page.locator("#talks-open").click()
    page.locator("#talks .rename").first.click()
    page.keyboard.type("<b>茶园</b>")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#talks .open').textContent === '<b>茶园</b>'")
    page.locator("#talks .delete").nth(1).click()
    page.locator("#talks .delete.sure").click()
    page.wait_for_function("document.querySelectorAll('#talks li').length === 1")
    page.keyboard.press("Escape")
    page.locator("#talks").wait_for(state="hidden")
    page.reload()
    page.wait_for_function(ROWS, arg=3)
    assert titles(page) == ["<b>茶园</b>"]


def test_a_conversation_opens_again_after_a_restart_and_says_which_quotes_no_longer_hold(browser: Browser, folder: Path) -> None:
    with served(folder) as address:
        made = Visit(browser, address)
        made.ask(AREA)
        made.page.locator("#talks .open").wait_for(state="attached")
    (folder / "tea" / "茶园.txt").write_text(TEA.replace("31.5万亩", "31.6万亩"), encoding="utf-8")
    with Library.open(folder / "library") as library:
        assert library.add([folder / "tea"]).refused == ()
    made.errors.clear()  # the server went away under it
    with served(folder, int(address.rsplit(":", 1)[1])):
        page = made.page
        page.goto(address)
        page.locator("#chat .bot", has_text="没有通过与原文件的核对").wait_for()
        assert "31.5" not in page.locator("#chat .bot").inner_text() and page.locator(CHIP).count() == 0
        made.ask(AREA)
        page.locator("#chat .bot", has_text="31.6").wait_for()
        made.end()


def test_the_address_asks_a_question_and_a_reload_asks_it_again(browser: Browser, address: str) -> None:
    made = Visit(browser, address)
    page = made.page
    for _ in range(2):
        page.goto(f"{address}/?q={quote(AREA)}")
        page.locator("#chat .bot mark", has_text="31.5万亩").wait_for()
        page.wait_for_function(ROWS, arg=1)
        page.locator("#cards .asked", has_text=AREA).wait_for(state="attached")
    page.goto(f"{address}/?q={quote('<img src=x onerror=window.pwned=1>')}")
    page.locator('#chat a[href="#retry-0"]').wait_for()
    assert page.locator("#chat .user").last.inner_text().strip().startswith("<img src=x")
    assert page.locator("#chat img").count() == 0 and page.evaluate("window.pwned ?? null") is None
    made.end()


def test_what_to_ask_next_is_answered(visit: Visit) -> None:
    page = visit.page
    visit.ask("赣州如何发展村集体经济")
    buttons = page.locator("#next button")
    buttons.first.wait_for()
    assert 1 <= buttons.count() <= 3
    question = buttons.first.inner_text()
    buttons.first.click()
    page.locator("#cards .asked", has_text=question).wait_for(state="attached")
    page.locator("#chat .bot").nth(1).locator(CHIP.removeprefix("#chat ")).first.wait_for()
    assert page.locator("#chat .refusal").count() == 0
    page.evaluate("window.youju.ask('follow', {question: 5})")
    page.locator("#new").click()
    page.wait_for_function("document.querySelectorAll('#next button, #chat .bot').length === 0")
