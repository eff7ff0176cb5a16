"""The file's own text as HTML, and what stands around a quote: nothing but what the bytes say, each on its line, the cited ones marked."""

from __future__ import annotations

import hashlib
import html
import re
import time
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.cite import cite
from qa.reading.lines import line_bounds
from qa.reading.offsets import char_offsets
from qa.render import Mark, article_html, original_html, visible
from qa.render.cards import meta_html
from qa.render.viewer import copy_html, quoted_text, steps_html, verified_html, view_links_html, views_html
from qa.types import Citation, Document, FrontMatter, Kind, Origin, Paragraph

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
WRAPPED = "\ufeff  村集体\r\n经济<b>收入\r十万元&\n\n    😀𠮷家说：\t“好”。\n"


class Shown(HTMLParser):
    """Each line's text, and in order the text of each mark with its class; `ids` are the elements that have one."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.lines: list[tuple[str, str]] = []
        self.marks: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self._inside = False
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        if "data-line" in given:
            self.lines.append((given["data-line"] or "", ""))
        if tag == "mark":
            self._inside = True
            self.marks.append((given["class"] or "", ""))
            self.ids += [given["id"] or ""] if "id" in given else []

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "mark"

    def handle_data(self, data: str) -> None:
        number, text = self.lines[-1]
        self.lines[-1] = number, text + data
        if self._inside:
            name, text = self.marks[-1]
            self.marks[-1] = name, text + data


def paragraph(text: str, encoding: str, keep: list[int], ordinal: int = 0) -> Paragraph:
    """The characters `keep` of the file `text`, each a span of its own."""
    offsets = char_offsets(text.encode(encoding), encoding, 0, len(text.encode(encoding)))[1]
    spans = tuple((offsets[n], offsets[n + 1]) for n in keep)
    return Paragraph("0" * 16, ordinal, Kind.BODY, (), "".join(text[n] for n in keep), spans)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_line_stands_under_its_number_and_the_quote_is_marked_over_the_line_ends(encoding: str) -> None:
    keep = [n for n, character in enumerate(WRAPPED) if not character.isspace() and character != "\ufeff"]
    held = paragraph(WRAPPED, encoding, keep)
    end = held.text.index("&") + 1
    shown = Shown(original_html(WRAPPED.encode(encoding), encoding, [held], [Mark(0, 0, end, chosen=True), Mark(0, end, end + 2)], "zh"))
    assert shown.lines == [
        ("1", "  村集体\n"), ("2", "经济<b>收入\n"), ("3", "十万元&\n"), ("4", "\n"), ("5", "    😀𠮷家说：\t“好”。\n"),
    ]  # fmt: skip
    assert shown.marks == [("chosen", "村集体"), ("chosen", "经济<b>收入"), ("chosen", "十万元&"), ("also", "😀𠮷")]
    assert shown.ids == ["hl"] and shown.tags == {"div", "mark"}


ANY = st.text(
    alphabet=st.one_of(st.sampled_from("村集体经济，。 \t\n\r\x00\x1f\x85\u202e\u2028\ufeff<>&\"'`${}\\"), st.characters(codec="utf-8")),
    min_size=1, max_size=80,
)  # fmt: skip


@given(ANY, st.sampled_from(ENCODINGS), st.data())
def test_the_file_is_there_whole_and_the_marked_text_is_the_quotes(text: str, encoding: str, data: st.DataObject) -> None:
    raw = text.encode(encoding)
    keep = sorted(data.draw(st.sets(st.integers(0, len(text) - 1), min_size=1)))
    held = paragraph(text, encoding, keep)
    slices = st.tuples(st.integers(0, len(keep) - 1), st.integers(0, len(keep) - 1)).map(lambda pair: (min(pair), max(pair) + 1))
    chosen, others = data.draw(slices), data.draw(st.lists(slices, max_size=3))
    made = original_html(raw, encoding, [held], [*(Mark(0, *each) for each in others), Mark(0, *chosen, chosen=True)], "zh")
    shown = Shown(made)
    expected = [
        (str(n), "\t".join(map(visible, text[start:end].replace("\ufeff", "").split("\t"))) + "\n")
        for n, (start, end) in enumerate(line_bounds(text), 1)
    ]
    assert shown.lines == expected
    quote = held.text[slice(*chosen)].replace("\ufeff", "")
    assert bare("".join(words for name, words in shown.marks if name == "chosen")) == bare(visible(quote))
    cited = sorted({n for low, high in (chosen, *others) for n in keep[low:high]})
    assert bare("".join(words for _, words in shown.marks)) == bare(visible("".join(text[n] for n in cited).replace("\ufeff", "")))
    assert shown.ids == (["hl"] if any(name == "chosen" for name, _ in shown.marks) else [])
    assert shown.tags <= {"div", "mark"} and "\u202e" not in made


@pytest.mark.parametrize(("line", "first"), [(0, 1), (4, 1), (20, 16), (39, 31)])
def test_of_a_very_long_file_the_lines_around_the_words_are_shown(line: int, first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.render.original.LINES", 10)
    text = "".join(f"第{n:02}行\n" for n in range(40))
    held = paragraph(text, "gb18030", [n for n in range(len(text)) if text[n] != "\n"])
    marks = [Mark(0, 4 * line, 4 * line + 4, chosen=True), Mark(0, 0, 160)]  # the other one reaches over all lines
    told, _, file = original_html(text.encode("gb18030"), "gb18030", [held], marks, "zh").partition("</p>")
    assert told == f'<p class="note">文件共 40 行，这里显示第 {first} 至 {first + 9} 行。'
    shown = Shown(file)
    assert shown.lines == [(str(n), f"第{n - 1:02}行\n") for n in range(first, first + 10)]
    assert [words for name, words in shown.marks if name == "chosen"] == [f"第{line:02}行"] and shown.ids == ["hl"]
    assert len(shown.marks) == 10


def test_a_megabyte_is_laid_out_at_once() -> None:
    line = "某镇深入推进党建引领村级集体经济发展，<b>二十个字一行\n"
    for encoding in ("utf-8", "gb18030"):
        text = line * (1_000_000 // len(line.encode(encoding)) + 1)
        raw = text.encode(encoding)
        held = paragraph(text[:20], encoding, list(range(20)))
        least = 9.0
        for _ in range(3):
            start = time.process_time()
            made = original_html(raw, encoding, [held], [Mark(0, 3, 15, chosen=True)], "zh")
            least = min(least, time.process_time() - start)
        assert made.count("data-line=") > 9_000 and least < 0.4


def test_an_articles_numbers_are_no_text() -> None:
    heading = Paragraph("0" * 16, 0, Kind.HEADING, (), "因村施策", ((0, 12),))
    body = Paragraph("0" * 16, 1, Kind.BODY, ("因村施策",), "收入十万元。", ((13, 31),))
    made = article_html([heading, body], [Mark(1, 0, 2, chosen=True)], {0: (1, 1), 1: (2, 14)})
    assert made == (
        '<div class="article" lang="zh-CN" style="--digits:2"><h3 data-line="1">因村施策</h3>'
        '<p data-line="2–14"><mark id="hl" class="chosen" tabindex="-1">收入</mark>十万元。</p></div>'
    )


def cited(quote: str = "收入“十万”元。", **front: object) -> Citation:
    raw = f"标题\n{quote}".encode()
    given = FrontMatter(**({"title": "标题", "publisher": "某某日报", "date": "2020-05-06"} | front))  # type: ignore[arg-type]
    document = Document("0" * 16, "a<b>.txt", hashlib.sha256(raw).hexdigest(), "utf-8", len(raw), given)
    return cite(3, document, Paragraph("0" * 16, 0, Kind.BODY, (), quote, ((7, len(raw)),)), 0, len(quote), raw)


def test_a_copied_quote_stands_with_its_reference_its_file_and_its_lines() -> None:
    citation = cited()
    assert quoted_text(citation, "zh") == "收入“十万”元。\n标题[N]. 某某日报，2020-05-06.\na<b>.txt，第 2 行"
    made = copy_html(citation, "zh")
    attribute = re.search(r'data-copy="([^"]*)"', made)
    assert attribute is not None and html.unescape(attribute[1]) == quoted_text(citation, "zh")
    assert "<b>" not in made and 'data-said="已复制"' in made
    assert "第" not in quoted_text(citation, "en").split("\n")[2]
    printed = cited(origins={"date": Origin.INFERRED})
    assert "2020" not in quoted_text(printed, "zh"), "a date that the file does not print is not invented into a reference"
    assert "\u202e" not in quoted_text(cited("收入\u202e十万"), "zh")


def test_a_mark_says_when_the_check_was_made() -> None:
    at = datetime(2026, 11, 26, 11, 3, 20, 5, tzinfo=timezone(timedelta(hours=8)))
    made = verified_html(at, "zh")
    assert ">已核对 <time " in made and ">11:03:20</time>" in made
    assert 'datetime="2026-11-26T11:03:20+08:00"' in made and 'title="2026年11月26日 11:03:20（+08:00）"' in made
    assert 'title="2026-11-26 11:03:20 (+00:00)"' in verified_html(at.replace(tzinfo=UTC), "en")
    assert "<time" not in verified_html(None, "en")


def test_steps_lead_to_the_neighbours_and_no_further() -> None:
    refs = ["cite-0-1-a", "cite-0-2-b", "cite-0-3-c"]
    first, second, last = (steps_html(refs, each, "zh") for each in refs)
    assert 'href="#cite-0-2-b"' in first and first.count("href=") == 1 and "1 / 3" in first
    assert 'href="#cite-0-1-a"' in second and 'href="#cite-0-3-c"' in second and "2 / 3" in second
    assert 'class="step before" href="#cite-0-2-b"' in last and last.count("href=") == 1
    assert steps_html(refs, "cite-0-9-x", "zh") == steps_html(refs[:1], refs[0], "zh") == steps_html([], "", "en") == ""


def test_the_switch_says_which_view_is_shown() -> None:
    assert re.findall(r'value="(\w+)" aria-pressed="(\w+)"', views_html("original", "cite-0-1-a", "en")) == [
        ("article", "false"), ("original", "true"),
    ]  # fmt: skip
    links = view_links_html("article", {"article": "a?x=1&y=2#hl", "original": "b"}, "zh")
    assert '<a href="a?x=1&amp;y=2#hl" aria-current="page">' in links and '<a href="b">原始文本</a>' in links


def test_places_stand_beside_publisher_and_date_where_they_are_wanted() -> None:
    document = cited(places=("江西省", "<i>")).document
    assert "江西省、&lt;i&gt;" in meta_html(document, "zh", places=True) and "江西省" not in meta_html(document, "zh")
