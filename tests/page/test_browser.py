"""The page as a reader meets it, in Chromium: ask, follow a number, see the very words; and nothing runs that a document brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tab import CHIP, QUESTION, SHOWS, Visit, squeeze

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUESTIONS = "count => document.querySelectorAll('#chat .user-row').length === count"


def test_a_number_opens_the_article_at_the_very_words(visit: Visit) -> None:
    visit.ask(QUESTION)
    page = visit.page
    quotes = [squeeze(quote) for quote in page.locator("#cards blockquote").all_inner_texts()]
    answer = squeeze(page.locator("#chat .bot").last.inner_text())
    assert len(quotes) >= 2 and quotes[0] in answer
    assert page.locator("#cards .verified").count() == len(quotes)
    for number in (0, 1):
        chip = page.locator(CHIP).nth(number)
        n = int(chip.inner_text())
        chip.click()
        mark = page.locator("#source mark.chosen")
        page.wait_for_function(SHOWS, arg=quotes[n - 1])
        assert squeeze(mark.inner_text()) == quotes[n - 1]
        box, frame = mark.bounding_box(), page.locator("#source .reader").bounding_box()
        assert box is not None and frame is not None
        assert frame["y"] <= box["y"] < frame["y"] + frame["height"], "the mark is scrolled to"
        page.wait_for_function("document.activeElement.id === 'hl'")
        page.keyboard.press("Escape")
        page.locator("#cards").wait_for(state="visible")
        assert page.evaluate("document.activeElement.getAttribute('href')") == chip.get_attribute("href")


def test_an_example_is_a_question_that_is_answered(visit: Visit) -> None:
    page = visit.page
    examples = page.locator("#chat .example")
    assert examples.count() >= 2
    question = examples.last.inner_text().strip()
    examples.last.click()
    page.locator("#cards .asked", has_text=question).wait_for(state="attached")
    page.locator(CHIP).first.wait_for()
    assert page.locator("#chat .user").last.inner_text().strip() == question


def test_a_card_opens_the_article_too_and_the_way_back(visit: Visit) -> None:
    visit.ask(QUESTION)
    page = visit.page
    page.locator("#cards .open").first.click()
    page.locator("#source mark.chosen").wait_for()
    page.locator("#source .back").click()
    page.locator("#cards .card").first.wait_for()
    assert not page.locator("#source .reader").is_visible()


def test_the_plain_article_needs_no_script(visit: Visit, browser: Browser) -> None:
    visit.ask(QUESTION)
    page = visit.page
    page.locator(CHIP).first.click()
    page.locator("#source mark.chosen").wait_for()
    words = page.locator("#source mark.chosen").inner_text()
    link = page.locator("#source .tab").get_attribute("href")
    plain = browser.new_context(java_script_enabled=False, locale="zh-CN")
    tab = plain.new_page()
    tab.goto(f"{visit.address}/{link}")
    assert tab.locator("mark#hl").inner_text() == words
    assert tab.locator("html").get_attribute("lang") == "zh-CN"
    plain.close()


def test_a_refusal_looks_like_one(visit: Visit) -> None:
    visit.ask("火星基地的氧气产量是多少？")
    page = visit.page
    refusal = page.locator("#chat .refusal")
    refusal.wait_for()
    assert "资料库不能回答这个问题" in refusal.inner_text()
    assert page.locator(CHIP).count() == 0 and page.locator("#cards blockquote").count() == 0
    assert page.locator("#cards .verified").count() == 0
    assert "但不是答案" in page.locator("#cards").inner_text()


def test_a_completed_question_is_shown_and_can_be_dropped_with_the_keyboard(visit: Visit) -> None:
    visit.ask("蒲江县2021年茶园面积是多少？")
    page = visit.page
    assert page.locator('#chat a[href^="#asis-"]').count() == 0
    visit.ask("那名山区呢？")
    again = page.locator('#chat a[href="#asis-1"]')
    assert "名山区2021年" in page.locator("#chat .rewritten").inner_text() and again.inner_text() == "按原话重问"
    page.fill("#ask textarea", "还没写完")
    again.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(QUESTIONS, arg=3)
    last = page.locator("#chat .bot").last
    last.locator('a[href="#cards-2"]').wait_for()
    assert page.locator("#chat .user").last.inner_text().strip() == "那名山区呢？"
    assert last.locator(".rewritten").inner_text() == "按原话检索，没有用上文" and page.locator('#chat a[href^="#asis-"]').count() == 1
    assert page.locator("#ask textarea").input_value() == "还没写完"
    assert page.locator("#chat .bot").count() == 3, "the answer before it stays"


@pytest.mark.parametrize("ref", ["asis-0", "asis-7", "asis-../0", {"a": [1]}, "cards-0"])
def test_a_forged_link_asks_nothing(visit: Visit, ref: object) -> None:
    visit.ask("蒲江县2021年茶园面积是多少？")  # was not completed: there is nothing to drop
    page = visit.page
    page.evaluate("ref => window.youju.again(ref)", ref)
    page.locator("#chat .bot", has_text="找不到那次提问").wait_for()
    assert page.locator("#chat .user-row").count() == 1 and page.locator("#cards .card").count() >= 1


def test_a_refusal_leads_to_the_nearest_quote_and_says_that_it_is_no_answer(visit: Visit) -> None:
    visit.ask("名山区2019年茶园面积是多少？")
    page = visit.page
    first = page.locator("#cards .card").first
    quote = squeeze(first.locator("blockquote").inner_text())
    assert "最接近，但不是答案" in first.inner_text() and "2019年" in page.locator("#chat .refusal").inner_text()
    assert quote in squeeze(page.locator("#chat .refusal blockquote").inner_text())
    assert page.locator("#cards blockquote").count() == page.locator(CHIP).count() == 1
    page.locator(CHIP).click()
    page.wait_for_function(SHOWS, arg=quote)
    page.keyboard.press("Escape")
    page.locator("#cards .instead").wait_for(state="visible")


def test_what_a_relative_time_means_stands_beside_the_quote_and_not_in_it(visit: Visit) -> None:
    visit.ask("蒲江县建成了多少座茶叶加工厂？")
    page = visit.page
    assert page.locator("#chat .beside").inner_text() == "“去年”指2022年"
    assert "2022" not in page.locator("#cards blockquote").first.inner_text()


def test_a_comparison_in_the_chat_names_what_it_does_not_cover(visit: Visit) -> None:
    visit.ask("蒲江县、名山区、眉山市的茶园面积各是多少？")
    page = visit.page
    assert "眉山市" in page.locator("#chat .uncovered").inner_text()
    assert page.locator(CHIP).count() >= 1


def test_a_conversation_keeps_its_answers_apart(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.ask("火星基地的氧气产量是多少？")
    page = visit.page
    page.locator(CHIP).first.click()
    page.locator("#source mark.chosen").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#cards .asked").inner_text() == QUESTION  # the cards of the answer whose number was followed
    page.locator("#new").click()
    page.wait_for_function("!document.querySelector('#cards .panel-head') && !document.querySelector('#chat .bot')")


def test_nothing_that_a_document_brings_is_run_or_fetched(visit: Visit) -> None:
    visit.ask("红岭乡的猕猴桃基地收获了多少吨")
    page = visit.page
    assert "<img src=" in page.locator("#cards").inner_text()
    page.locator("#cards .open").first.click()
    page.locator("#source mark.chosen").wait_for()
    assert "<script>window.pwned=3</script>" in page.locator("#source").inner_text()
    assert page.locator("#evidence img, #evidence script, #chat img, #chat script").count() == 0
    assert page.locator('a[href^="javascript"]').count() == 0
    assert "\u202e" not in page.content()
    link = page.locator("#source .tab").get_attribute("href")
    page.goto(f"{visit.address}/{link}")
    assert page.locator("img, script").count() == 0
    assert page.evaluate("window.pwned ?? null") is None


def test_nothing_that_a_visitor_types_is_run(visit: Visit) -> None:
    visit.ask("<img src=x onerror=window.pwned=1>**粗** ${window.pwned=2} [a](javascript:window.pwned=3)")
    page = visit.page
    assert page.locator("#chat .user").last.inner_text().strip().startswith("<img src=x onerror=window.pwned=1>**粗**")
    assert page.locator("#chat img, #evidence img").count() == 0
    assert page.evaluate("window.pwned ?? null") is None


@pytest.mark.parametrize("ref", ["cite-0-1-../../etc-0-9", "cite-table-1-0000000000000000-0-9", "asis-0", {"a": [1]}])
def test_a_forged_reference_is_refused(visit: Visit, ref: object) -> None:
    page = visit.page
    page.evaluate("ref => window.youju.trigger(ref)", ref)
    page.locator("#source .warning").wait_for()
    assert page.locator("#source mark").count() == 0


def test_a_question_in_english_is_told_that_the_quotes_are_chinese(browser: Browser, address: str) -> None:
    made = Visit(browser, address, locale="en-GB")
    made.ask("How large were the tea gardens of Pujiang County in 2021?")
    answer = made.page.locator("#chat .bot").last
    assert answer.inner_text().count("The articles are in Chinese") == 1 and "31.5万亩" in answer.inner_text()
    made.ask("蒲江县2021年茶园面积是多少？")
    made.page.locator('#chat a[href="#cards-1"]').wait_for()
    assert "in Chinese" not in made.page.locator("#chat .bot").last.inner_text()
    made.end()


def test_english_and_a_phone(browser: Browser, address: str) -> None:
    phone = {"width": 390, "height": 844}
    made = Visit(browser, address, locale="en-GB", viewport=phone, is_mobile=True, has_touch=True, color_scheme="dark")
    page = made.page
    assert page.locator("#ask textarea").get_attribute("placeholder") == "Ask the library a question"
    assert page.evaluate("document.body.classList.contains('dark')")
    made.ask(QUESTION)
    assert not page.locator("#cards .card").first.is_visible()
    page.locator('#chat a[href^="#cards-"]').last.tap()
    page.locator("#cards .card").first.wait_for()
    page.locator("#cards .open").first.tap()
    page.locator("#source mark.chosen").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("#source .close").tap()
    page.wait_for_function("!document.body.classList.contains('sheet')")
    made.end()
