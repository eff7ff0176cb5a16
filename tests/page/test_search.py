"""The search mode, the picture of the evidence, and folders at the door, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own import ROWS, SALT, served
from tab import CHIP, QUESTION, SHOWS, Visit, squeeze
from test_axe import ALLOWED, GRAVE, violations

from qa.engine import Library

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BOX = "#search-box :is(textarea, input)"
WIDE = "各地如何发展村集体经济"
"""Its answer quotes three of the five articles."""
TEA = "蒲江县茶园报告\n\n2021年，蒲江县茶园面积达到31.5万亩，带动3.2万户茶农增收。\n"
PEARS = "苍溪县雪梨报告\n\n2023年，苍溪县雪梨种植面积达到20万亩，茶园面积不到一万亩。\n"


def search(visit: Visit, words: str) -> None:
    """Search with the keyboard, and wait for what is found for these words."""
    page = visit.page
    if not page.locator("#search").is_visible():
        page.locator('#search-open[aria-pressed="false"]').press("Enter")
        page.wait_for_function("document.activeElement.closest('#search-box')")
    page.fill(BOX, words)
    page.press(BOX, "Enter")
    page.locator("#found .found", has_text=f"“{words}”").wait_for()


def test_passages_are_ranked_marked_and_explained_and_open_their_article(visit: Visit) -> None:
    page = visit.page
    search(visit, QUESTION)
    assert not page.locator("#talk").is_visible() and page.locator('#search-open[aria-pressed="true"]').count() == 1
    passages = page.locator("#found article")
    assert passages.count() == 10
    marks = set(passages.first.locator("mark").all_inner_texts())
    assert "村集体经济" in marks and not marks & {"如何", "的", "村"}
    scores = passages.first.locator(".scores")
    assert scores.locator("dt").all_inner_texts() == ["词 共有的词", "字 相连两字", "义 意思相近", "排序 综合"]
    ranker = [float(each) for each in page.locator("#found .ranker dd").all_inner_texts()]
    assert ranker == sorted(ranker, reverse=True)
    widths = page.locator("#found .ranker rect").evaluate_all("all => all.map(each => each.getBoundingClientRect().width)")
    assert widths == sorted(widths, reverse=True) and widths[0] > 0
    second = squeeze(passages.nth(1).locator(".passage").inner_text())
    passages.nth(1).locator(".passage").click()
    page.wait_for_function(SHOWS, arg=second)
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.closest('#found article')")
    passages.nth(2).locator("h3 a").press("Enter")
    page.wait_for_function(SHOWS, arg=squeeze(passages.nth(2).locator(".passage").inner_text()))


def test_a_choice_of_words_in_a_passage_opens_nothing(visit: Visit) -> None:
    page = visit.page
    search(visit, QUESTION)
    box = page.locator("#found .passage").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 14)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 14, steps=5)
    page.mouse.up()
    assert page.evaluate("getSelection().toString()") != ""
    page.locator("#found .legend summary").click()
    page.locator("#found .legend dd").first.wait_for(state="visible")
    assert page.locator("#found a.followed").count() == 0 and not page.evaluate("document.body.classList.contains('reading')")


def test_the_modes_take_turns_and_lose_nothing(visit: Visit) -> None:
    page = visit.page
    visit.ask(QUESTION)
    quote = squeeze(page.locator("#cards blockquote").first.inner_text())
    search(visit, "茶园")
    page.locator("#found h3 a").first.click()
    page.locator("#source mark.chosen").wait_for()
    page.locator("#compare-open").click()
    page.locator("#compare").wait_for(state="visible")
    assert not page.locator("#search").is_visible()
    page.locator("#search-open").click()
    page.locator("#found .found", has_text="“茶园”").wait_for()
    assert not page.locator("#compare").is_visible() and page.locator(BOX).input_value() == "茶园"
    page.locator("#search-open").click()
    page.locator(CHIP).first.click()
    page.wait_for_function(SHOWS, arg=quote)
    page.keyboard.press("Escape")
    page.locator("#cards .asked", has_text=QUESTION).wait_for(state="visible")
    page.locator("#search-open").click()
    page.locator("#new").click()
    page.locator("#ask").wait_for(state="visible")


def test_nothing_to_look_for_and_hostile_words_are_said(visit: Visit) -> None:
    page = visit.page
    page.locator("#search-open").click()
    page.press(BOX, "Enter")
    page.locator('#found [role="alert"]', has_text="请先写出").wait_for()
    search(visit, '<img src=x onerror="window.pwned=7">${window.pwned=8} 猕猴桃')
    assert page.locator("#found article").count() > 0 and page.locator("#found img").count() == 0
    assert page.evaluate("window.pwned") is None
    page.evaluate("window.youju.trigger('cite-search-0-0000000000000000-0-9')")
    page.locator("#source .warning").wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_serious_or_critical(theme: str, browser: Browser, address: str) -> None:
    made = Visit(browser, address, color_scheme=theme)
    try:
        made.ask(WIDE)
        made.page.locator("#cards .spread summary").click()
        made.page.locator("#cards .spread .ns a").first.wait_for()
        spread = violations(made)
        search(made, QUESTION)
        made.page.locator("#found .legend summary").click()
        grave = [each for each in (*spread, *violations(made)) if each["impact"] in GRAVE and each["id"] not in ALLOWED]
        assert [(each["id"], each["help"], [node["html"][:160] for node in each["nodes"]][:3]) for each in grave] == []
    finally:
        made.end()


def test_the_picture_of_the_evidence_leads_to_the_cards(visit: Visit) -> None:
    page = visit.page
    visit.ask(WIDE)
    page.locator("#cards .spread summary", has_text="3 篇文章 · 2022—2025").press("Enter")
    numbers = page.locator("#cards .spread ul").first.locator(".ns a")
    cards = page.locator("#cards .card")
    assert sorted(numbers.all_inner_texts()) == [str(n) for n in range(1, cards.count() + 1)]
    last = numbers.last.inner_text()
    numbers.last.press("Enter")
    card = page.locator("#cards .card.pointed")
    assert card.locator("h3 .n").inner_text() == last
    assert page.evaluate("document.activeElement.closest('.card') === document.querySelector('#cards .pointed')")
    assert (
        page.locator('#cards .spread svg[role="img"]').first.get_attribute("aria-label")
        == "2022年（推断）：《以高质量党建引领新时代赣南苏区发展》"
    )
    visit.ask(QUESTION)
    assert page.locator("#cards .spread").count() == 0, "two articles are no spread"


def test_a_phone_in_english_shows_passages_and_their_article_as_a_sheet(browser: Browser, address: str) -> None:
    phone = {"width": 390, "height": 844}
    made = Visit(browser, address, locale="en-GB", viewport=phone, is_mobile=True, has_touch=True, color_scheme="dark")
    page = made.page
    page.locator("#search-open").tap()
    page.fill(BOX, "蒲江县茶园面积")
    page.press(BOX, "Enter")
    page.locator("#found .found", has_text="the best passages").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("#found h3 a").first.tap()
    page.locator("#source mark.chosen").wait_for(state="visible")
    page.locator("#source .back").tap()
    page.locator("#source").wait_for(state="hidden")
    assert page.locator("#found article").first.is_visible()
    made.end()


@pytest.fixture()
def own(tmp_path: Path, browser: Browser) -> Iterator[Visit]:
    """A page over two documents."""
    (tmp_path / "in").mkdir()
    for name, text in (("茶园.txt", TEA), ("雪梨.txt", PEARS)):
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    with Library.open(tmp_path / "library", create=True) as library:
        assert library.add([tmp_path / "in"]).refused == ()
    with served(tmp_path) as address:
        made = Visit(browser, address)
        made.page.wait_for_selector("#shelf li")
        yield made
        made.end()


def test_the_filter_in_force_is_respected_and_said_and_a_removed_document_is_gone(own: Visit) -> None:
    page = own.page
    search(own, "茶园面积")
    titles = page.locator("#found h3 a")
    assert {"蒲江县茶园报告", "苍溪县雪梨报告"} <= set(titles.all_inner_texts()) and page.locator("#found .narrowed").count() == 0
    page.locator("#shelf li", has_text="雪梨").locator("input").check()
    page.locator("#found .narrowed", has_text="只在 2 篇中的 1 篇里找：《苍溪县雪梨报告》").wait_for()
    assert set(titles.all_inner_texts()) == {"苍溪县雪梨报告"}
    page.locator("#filters .clear").click()
    page.wait_for_function("!document.querySelector('#found .narrowed')")
    page.locator("#shelf li", has_text="茶园报告").locator(".remove").click()
    page.locator("dialog.sure .yes").click()
    page.wait_for_function("[...document.querySelectorAll('#found h3 a')].every(each => each.textContent !== '蒲江县茶园报告')")
    assert titles.count() > 0


def test_a_folder_is_chosen_and_each_file_says_what_became_of_it(own: Visit, tmp_path: Path) -> None:
    page = own.page
    folder = tmp_path / "盐业"
    (folder / "年报").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "年报" / "盐田.txt").write_text(SALT, encoding="gb18030")
    (folder / "空.md").write_text("", encoding="utf-8")
    (folder / "图.png").write_bytes(b"\x89PNG")
    (folder / ".git" / "藏.txt").write_text(SALT, encoding="utf-8")
    page.set_input_files("#door .folder input", folder)
    page.locator("#door li.added", has_text="已加入 年报/盐田.txt").wait_for()
    assert "“空.md”没有内容" in page.locator("#door li.refused").inner_text()
    assert "2 个文件" in page.locator("#door li.skipped").inner_text() and page.locator("#door .outcome li").count() == 3
    page.wait_for_function(ROWS, arg=3)
    page.locator("#shelf .name", has_text="年报/盐田.txt").wait_for()
    page.set_input_files("#door .folder input", folder)
    page.locator("#door li.unchanged", has_text="年报/盐田.txt").wait_for()


DROP = """async (names) => {
  // Directories of the kind that a drop gives; the browser makes real ones only of a hand's drop.
  const fileOf = (name, text) => ({ isDirectory: false, name, file: (done) => done(new File([text], name)) });
  const folderOf = (name, inside) => ({
    isDirectory: true, name,
    createReader: () => { let rest = [...inside]; return { readEntries: (done) => done(rest.splice(0, 1)) }; },
  });
  const [salt] = names;
  const deep = folderOf('深处', [fileOf('盐田.txt', salt), fileOf('图.png', ''), folderOf('.git', [fileOf('藏.txt', salt)])]);
  const entry = folderOf('盐业', [deep, fileOf('b.md', '')]);
  const plain = new File(['MZ'], '程序.exe');
  const items = [
    { kind: 'file', webkitGetAsEntry: () => entry, getAsFile: () => null },
    { kind: 'file', webkitGetAsEntry: () => fileOf('程序.exe', ''), getAsFile: () => plain },
  ];
  const event = new DragEvent('drop', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], items, files: [] } });
  document.querySelector('#chat').dispatchEvent(event);
}"""


def test_a_folder_is_dropped(own: Visit) -> None:
    page = own.page
    page.evaluate(DROP, [SALT])
    page.locator("#door li.added", has_text="已加入 深处/盐田.txt").wait_for()
    refused = page.locator("#door li.refused").all_inner_texts()
    assert len(refused) == 2 and any("程序.exe" in each for each in refused) and any("b.md" in each for each in refused)
    assert "1 个文件" in page.locator("#door li.skipped").inner_text()
    page.wait_for_function(ROWS, arg=3)


def test_a_folder_without_articles_says_so(own: Visit, tmp_path: Path) -> None:
    (tmp_path / "画").mkdir()
    (tmp_path / "画" / "图.png").write_bytes(b"\x89PNG")
    own.page.set_input_files("#door .folder input", tmp_path / "画")
    own.page.locator("#door li.refused", has_text="文件夹里没有能读的文件").wait_for()
