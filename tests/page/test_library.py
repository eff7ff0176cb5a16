"""The column on the left, in Chromium: filters that say what they leave out; files added, replaced and removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desks import served as slow
from own import ROWS, SALT, file, served
from tab import CHIP, Visit

from qa.engine import Library

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PEARS = "苍溪县雪梨产业报告\n\n2023年，苍溪县雪梨种植面积达到20万亩，年产量18万吨，带动4万户果农增收。\n"
TEA = "蒲江县茶园报告\n\n2021年，蒲江县茶园面积达到31.5万亩，带动3.2万户茶农增收。\n"
FISH = "海岛养殖报告\n\n青屿岛的渔民今年养殖海带一千二百亩，产值达到三千万元。\n"
FRONT = (
    '["雪梨.txt"]\ntitle = "苍溪雪梨"\npublisher = "果业报"\ndate = "2024-03-01"\n'
    '["茶园.txt"]\ntitle = "蒲江茶园"\npublisher = "茶业报"\ndate = "2022-02-06"\n'
)
SALT_QUESTION = "白盐镇盐田面积是多少？"
TICK = "#shelf li:has(.read:text-is('{}')) input"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page over three documents, one without a date. Each test leaves them as they are."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "in").mkdir()
    for name, text in (("雪梨.txt", PEARS), ("茶园.txt", TEA), ("海岛.txt", FISH), ("metadata.toml", FRONT)):
        (folder / "in" / name).write_text(text, encoding="utf-8")
    with Library.open(folder / "library", create=True) as library:
        assert library.add([folder / "in"]).refused == ()
    with served(folder) as address:
        yield address


@pytest.fixture()
def shelf(browser: Browser, own: str) -> Iterator[Visit]:
    made = Visit(browser, own)
    made.page.wait_for_selector("#shelf li")
    yield made
    made.end()


def type_in(visit: Visit, name: str, words: str) -> None:
    """Type into a filter and leave it."""
    visit.page.fill(f"#filter-{name}", words)
    visit.page.press(f"#filter-{name}", "Tab")


def in_force(visit: Visit, words: str) -> None:
    """Wait until the sentence above the box says this and no more."""
    visit.page.locator("#within .within > span", has_text=words).wait_for()
    assert visit.page.locator("#within .within > span").inner_text() == words


def test_a_chosen_document_is_the_only_one_looked_in_and_the_sentence_says_so(shelf: Visit) -> None:
    page = shelf.page
    page.locator(TICK.format("蒲江茶园")).check()
    in_force(shelf, "只在 3 篇中的 1 篇里找：《蒲江茶园》。")
    assert page.locator("#shelf li.out").count() == 2
    shelf.ask("苍溪县雪梨种植面积是多少？")
    assert page.locator("#chat .refusal").count() == 1
    assert page.locator("#chat .narrowed").inner_text() == "只在 3 篇中的 1 篇里找：《蒲江茶园》。"
    shelf.ask("蒲江县茶园面积是多少？")
    page.locator(CHIP).last.wait_for()
    assert "检索了 3 篇" not in page.locator("#chat .bot").last.inner_text()
    page.locator("#within .clear").click()
    page.locator("#within .within").wait_for(state="detached")
    assert not page.locator(TICK.format("蒲江茶园")).is_checked()
    shelf.ask("苍溪县雪梨年产量是多少？")
    assert "18万吨" in page.locator("#chat .bot").last.inner_text() and page.locator("#chat .narrowed").count() == 2


def test_boxes_ticked_at_once_are_all_in_force(shelf: Visit) -> None:
    page = shelf.page
    page.evaluate("document.querySelectorAll('#shelf input').forEach((each, n) => { if (n < 2) each.click(); })")
    page.locator("#within .within", has_text="只在 3 篇中的 2 篇里找").wait_for()
    assert [box.is_checked() for box in page.locator("#shelf input").all()] == [True, True, False]
    page.evaluate("document.querySelectorAll('#shelf input').forEach((each, n) => { if (n < 2) each.click(); })")
    page.locator("#within .within").wait_for(state="detached")
    assert page.locator("#shelf input:checked").count() == 0


def test_publisher_place_and_dates_narrow_together(shelf: Visit) -> None:
    page = shelf.page
    page.select_option("#filter-publisher", "果业报")
    in_force(shelf, "只在 3 篇中的 1 篇里找：《苍溪雪梨》。")
    page.select_option("#filter-publisher", "")
    page.locator("#within .within").wait_for(state="detached")
    type_in(shelf, "since", "2023")
    in_force(shelf, "只在 3 篇中的 1 篇里找：《苍溪雪梨》；没有日期的 1 篇不在其中。")
    shelf.ask("青屿岛的渔民养殖海带多少亩？")
    assert page.locator("#chat .refusal").count() == 1, "a document without a date is left out, and the sentence said so"
    type_in(shelf, "since", "")
    type_in(shelf, "place", "蒲江县")
    in_force(shelf, "在全部 3 篇里找；只看与“四川省成都市蒲江县”有关的段落。")
    shelf.ask("苍溪县雪梨种植面积是多少？")
    assert page.locator("#chat .refusal").count() == 2
    type_in(shelf, "until", "2020")
    in_force(shelf, "3 篇文档没有一篇符合，什么也找不到；只看与“四川省成都市蒲江县”有关的段落；没有日期的 1 篇不在其中。")


def test_words_that_mean_nothing_are_said_beside_their_field_and_nothing_is_lost(shelf: Visit) -> None:
    page = shelf.page
    shelf.ask("蒲江县茶园面积是多少？")
    page.fill("#ask textarea", "还没写完")
    page.locator(TICK.format("蒲江茶园")).check()
    type_in(shelf, "place", "无此县")
    error = page.locator("#filter-place-error")
    error.filter(has_text="认不出地名“无此县”").wait_for()
    assert page.locator("#filter-place").get_attribute("aria-invalid") == "true"
    type_in(shelf, "since", "去年")
    page.locator("#filter-since-error", has_text="“去年”不是日期").wait_for()
    assert page.locator("#filter-place").input_value() == "无此县" and page.locator("#ask textarea").input_value() == "还没写完"
    assert page.locator(TICK.format("蒲江茶园")).is_checked() and page.locator("#chat .user-row").count() == 1
    in_force(shelf, "只在 3 篇中的 1 篇里找：《蒲江茶园》。")
    type_in(shelf, "since", "2024")
    type_in(shelf, "until", "2020")
    page.locator("#filter-until-error", has_text="请把前后两个日期对调").wait_for()


@pytest.mark.parametrize("sent", [{"documents": ["../../etc"]}, {"documents": "x"}, {"place": ["a"]}, {"place": "县" * 61}, [1], None])
def test_a_forged_filter_changes_nothing(shelf: Visit, sent: object) -> None:
    page = shelf.page
    page.locator(TICK.format("蒲江茶园")).check()
    in_force(shelf, "只在 3 篇中的 1 篇里找：《蒲江茶园》。")
    page.evaluate("sent => window.youju.shelf.narrow(sent)", sent)
    shelf.ask("苍溪县雪梨种植面积是多少？")
    assert page.locator("#chat .narrowed").inner_text() == "只在 3 篇中的 1 篇里找：《蒲江茶园》。"


def test_a_gb18030_file_is_added_asked_replaced_and_removed(shelf: Visit) -> None:
    page = shelf.page
    bad = [file("空的.txt", "  \n"), file("程序.exe", "MZ"), file("图.md", "\x89PNG\r\n\0\0\xff", "latin-1")]
    page.set_input_files("#door input", [file("盐田.txt", SALT, "gb18030"), *bad])
    page.locator("#door li.added", has_text="已加入 盐田.txt").wait_for()
    refused = "\n".join(page.locator("#door li.refused").all_inner_texts())
    assert page.locator("#door li").count() == 4
    for reason in ("“空的.txt”没有内容", "“程序.exe”不是能读的文件", "“图.md”不是纯文本"):
        assert reason in refused
    page.wait_for_function(ROWS, arg=4)
    assert page.locator("#brand .library").inner_text() == "资料库：4 篇文档"
    shelf.ask(SALT_QUESTION)
    assert "九千六百亩" in page.locator("#chat .bot").last.inner_text()
    page.locator(CHIP).last.click()
    page.locator("#source .original", has_text="gb18030").wait_for()

    changed = [file("盐田.txt", SALT.replace("九千六百", "七千三百"), "gb18030")]
    page.set_input_files("#door input", changed)
    page.locator("dialog.sure li", has_text="盐田.txt").wait_for()
    page.locator("dialog.sure .no").click()
    shelf.ask("白盐镇的盐田面积有多少亩？")
    assert "九千六百亩" in page.locator("#chat .bot").last.inner_text(), "not confirmed, not replaced"
    page.set_input_files("#door input", changed)
    page.locator("dialog.sure .yes").click()
    page.locator("#door li.replaced").wait_for()
    shelf.ask("白盐镇现在的盐田面积是多少？")
    assert "七千三百亩" in page.locator("#chat .bot").last.inner_text()

    remove = page.locator("#shelf .remove[aria-label*='白盐镇']")
    remove.click()
    page.keyboard.press("Escape")
    page.locator("dialog.sure").wait_for(state="hidden")
    assert page.locator("#shelf li").count() == 4, "not confirmed, not removed"
    remove.click()
    page.locator("dialog.sure .yes").click()
    page.locator("#door li.removed", has_text="已移除 盐田.txt").wait_for()
    page.wait_for_function(ROWS, arg=3)
    shelf.ask("白盐镇盐田的面积有多大？")
    answer = page.locator("#chat .bot").last
    assert "七千三百亩" not in answer.inner_text() and answer.locator(".refusal").count() == 1


def test_an_upload_under_way_is_called_off_and_nothing_of_it_is_kept(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "茶园.txt").write_text(TEA, encoding="utf-8")
    with Library.open(tmp_path / "library", create=True) as library:
        library.add([tmp_path / "in"])
    with slow(tmp_path) as address:
        made = Visit(browser, address)
        page = made.page
        page.wait_for_selector("#shelf li")
        (tmp_path / "slow").touch()
        page.set_input_files("#door input", [file("盐田.txt", SALT)])
        page.locator("#door .stage", has_text="读取").wait_for()
        page.locator("#door .cancel").click()
        (tmp_path / "slow").unlink()
        page.locator("#door .work").wait_for(state="hidden")
        page.locator("#door .outcome li", has_text="取消").wait_for()
        assert page.locator("#shelf li").count() == 1
        made.ask(SALT_QUESTION)
        assert page.locator("#chat .refusal").count() == 1
        made.end()


def test_files_are_dropped_anywhere_on_the_page(shelf: Visit) -> None:
    page = shelf.page
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.items.add(new File([text], '落下.md', { type: 'text/markdown' }));
          const all = { dataTransfer: data, bubbles: true, cancelable: true };
          const drop = (name) => document.querySelector('#chat').dispatchEvent(new DragEvent(name, all));
          drop('dragover');
          drop('drop');
        }""",
        SALT,
    )
    page.locator("#door li.added", has_text="已加入 落下.md").wait_for()
    page.wait_for_function(ROWS, arg=4)
    page.locator("#shelf li", has_text="落下.md").locator(".remove").click()
    page.locator("dialog.sure .yes").click()
    page.wait_for_function(ROWS, arg=3)


def test_a_removed_document_that_was_chosen_is_not_replaced_by_the_whole_library(shelf: Visit) -> None:
    page = shelf.page
    page.set_input_files("#door input", [file("盐田.txt", SALT)])
    page.wait_for_function(ROWS, arg=4)
    page.locator("#shelf li", has_text="盐田.txt").locator("input").check()
    in_force(shelf, "只在 4 篇中的 1 篇里找：《白盐镇盐田报告》。")
    page.locator("#shelf li", has_text="盐田.txt").locator(".remove").click()
    page.locator("dialog.sure .yes").click()
    in_force(shelf, "3 篇文档没有一篇符合，什么也找不到。")
    page.fill("#ask textarea", "蒲江县茶园面积是多少？")
    page.press("#ask textarea", "Enter")
    page.locator("#chat .refusal").wait_for()
    assert page.locator(CHIP).count() == 0 and page.locator("#cards .card").count() == 0


def test_the_list_says_when_a_document_came(shelf: Visit) -> None:
    came = re.search(r"(\d{4})年(\d+)月(\d+)日 加入", shelf.page.locator("#shelf li").first.inner_text())
    assert came is not None and abs((date(*map(int, came.groups())) - date.today()).days) <= 1


def test_a_documents_paragraphs_are_shown_with_their_kinds(shelf: Visit) -> None:
    page = shelf.page
    page.locator("#shelf .read", has_text="蒲江茶园").click()
    page.locator("#source .paragraphs li.body", has_text="31.5万亩").wait_for()
    assert page.locator("#source .kinds span").all_inner_texts() == ["2 段", "正文 1", "标题 1"]
    page.locator("#source .back").click()
    page.locator("#shelf .read", has_text="蒲江茶园").click()
    page.locator("#source .paragraphs").wait_for(state="visible")
    page.evaluate("window.youju.shelf.read('../../etc')")
    page.locator("#source .warning", has_text="资料库里没有这篇文档").wait_for()


def test_the_column_is_put_away_and_called_back_with_the_keyboard(shelf: Visit) -> None:
    page = shelf.page
    button = page.locator("#shelf-open")
    assert button.get_attribute("aria-expanded") == "true" and page.locator("#left").is_visible()
    button.focus()
    page.keyboard.press("Enter")
    page.locator("#left").wait_for(state="hidden")
    assert button.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    page.locator("#filter-place").wait_for()


def test_a_phone_in_the_dark_opens_it_as_a_sheet(browser: Browser, own: str) -> None:
    phone = {"width": 390, "height": 844}
    made = Visit(browser, own, locale="en-GB", viewport=phone, is_mobile=True, has_touch=True, color_scheme="dark")
    page = made.page
    page.wait_for_selector("#shelf li", state="attached")
    assert not page.locator("#left").is_visible()
    page.locator("#shelf-open").tap()
    page.locator(TICK.format("蒲江茶园")).check()
    page.locator("#filters .in-force", has_text="Looking in 1 of 3 documents: “蒲江茶园”.").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("#shelf .read", has_text="蒲江茶园").tap()
    page.locator("#source .paragraphs").wait_for(state="visible")
    assert not page.locator("#left").is_visible()
    page.locator("#source .close").tap()
    page.locator("#within .within", has_text="Looking in 1 of 3 documents").wait_for()
    made.end()
