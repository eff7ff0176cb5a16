"""What people and programs are shown of an answer: golden values, and nothing that an untrusted document could do with them."""

import dataclasses
import hashlib
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from qa import render
from qa.annotations import Annotation, Annotations, Bound, Dating, Figure, Naming, Period, Place, PlaceMention, TimeMention
from qa.cite import cite
from qa.messages import Locale
from qa.types import (
    Answer,
    Citation,
    Document,
    Dropped,
    FrontMatter,
    Kind,
    Origin,
    Paragraph,
    Passage,
    Reason,
    Refusal,
    RefusalCode,
    Statement,
)

RAW = "村集体经济\n收入十万元。他说。\n图为村口\n".encode()
SHA = hashlib.sha256(RAW).hexdigest()
FRONT = FrontMatter("标题", "日报", "记者 甲", "2022-10-09", "据正文", ("赣州",), {"title": Origin.GIVEN, "date": Origin.INFERRED})
DOCUMENT = Document(SHA[:16], "a b.txt", SHA, "utf-8", len(RAW), FRONT)
BODY = Paragraph(DOCUMENT.id, 1, Kind.BODY, ("因村施策", "提档"), "村集体经济收入十万元。他说。", ((0, 15), (16, 43)))
HEADING = Paragraph(DOCUMENT.id, 0, Kind.HEADING, (), "因村施策", ((0, 12),))
CAPTION = Paragraph(DOCUMENT.id, 2, Kind.CAPTION, (), "图为村口", ((44, 56),))
PASSAGE = Passage(1, 0.75, DOCUMENT, BODY, {"words": 1.0, "bigrams": 0.5, "cosine": 0.12345678})
EVIL = '<img src=x onerror="alert(1)">\u202e${alert(1)}{{7*7}}\x1b[31m[x](javascript:alert(1)) **b** `c` &lt; http://x.test\n\n# h'


def answered() -> Answer:
    return Answer(
        "收入多少", "村集体经济收入多少", (Statement("村集体经济收入十万元。", (1,)),), (cite(1, DOCUMENT, BODY, 0, 11, RAW),), (PASSAGE,),
        None, {"total": 2.0, "encode": 0.5},
    )  # fmt: skip


def refused(*missing: str) -> Answer:
    return Answer("火星有水吗", None, (), (), (PASSAGE,), Refusal(RefusalCode.NOT_COVERED, missing), {})


def evil_answer() -> Answer:
    raw = EVIL.encode()
    sha = hashlib.sha256(raw).hexdigest()
    document = Document(sha[:16], EVIL.replace("/", ""), sha, "utf-8", len(raw), FrontMatter(title=EVIL, publisher=EVIL, date=EVIL))
    paragraph = Paragraph(document.id, 0, Kind.BODY, (EVIL,), EVIL, ((0, len(raw)),))
    citation = cite(1, document, paragraph, 0, len(EVIL), raw)
    return Answer(EVIL, None, (Statement(EVIL, (1,)),), (citation,), (Passage(1, 1.0, document, paragraph),), None)


def test_one_answer_is_the_json_of_the_contract() -> None:
    document = {
        "id": SHA[:16], "name": "a b.txt", "sha256": SHA, "encoding": "utf-8", "size": 57, "format": "text", "extracted": None,
        "title": "标题", "publisher": "日报",
        "author": "记者 甲", "date": "2022-10-09", "date_note": "据正文", "places": ["赣州"],
        "page": None, "number": None, "dateline": None, "origins": {"date": "inferred", "title": "given"},
    }  # fmt: skip
    assert render.answer_dict(answered(), "q1", "zh") == {
        "id": "q1", "question": "收入多少", "rewritten": "村集体经济收入多少", "answerable": True,
        "reason": None, "reason_code": None, "missing": [], "nearest": None, "corrected": None, "uncovered": [],
        "statements": [{"text": "村集体经济收入十万元。", "citations": [1], "notes": [], "part": None}],
        "citations": [
            {"n": 1, "document": document, "section": ["因村施策", "提档"], "kind": "body", "quote": "村集体经济收入十万元。",
             "spans": [[0, 15], [16, 34]], "lines": [1, 2], "page": None, "verified": True, "also_in": []}
        ],
        "passages": [
            {"rank": 1, "score": 0.75, "scores": {"words": 1.0, "bigrams": 0.5, "cosine": 0.123457}, "document": document, "ordinal": 1,
             "section": ["因村施策", "提档"], "kind": "body",
             "text": "村集体经济收入十万元。他说。", "spans": [[0, 15], [16, 43]]}
        ],
        "timings_ms": {"encode": 0.5, "retrieve": 0.0, "rank": 0.0, "answer": 0.0, "total": 2.0},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("zh", "资料库里没有讲到“火星”、“水”，所以不作回答。"), ("en", "The library says nothing about “火星”, “水”, so there is no answer.")],
)
def test_a_refusal_says_why_in_the_readers_language(locale: Locale, expected: str) -> None:
    shown = render.answer_dict(refused("火星", "水"), None, locale)
    assert (shown["answerable"], shown["reason"], shown["missing"]) == (False, expected, ["火星", "水"])
    assert shown["statements"] == shown["citations"] == []


@pytest.mark.parametrize("code", list(RefusalCode))
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_refusal_has_its_words(code: RefusalCode, locale: Locale) -> None:
    assert render.reason(Refusal(code, ("甲",)), locale).endswith(("。", "."))


def test_a_document_shown_as_json() -> None:
    dropped = Dropped(Reason.REPEATED_HEADLINE, "标题", ((56, 57),))
    place, year = Place("3607", "江西省赣州市"), Period(date(2021, 1, 1), date(2021, 12, 31))
    figure = Figure(8, 11, Decimal(100000), None, "元", Bound.EXACT, (1, 7), None, place, year)
    named, dated = PlaceMention(0, 1, Naming.SHORT, (place,), topic=True), TimeMention(12, 13, Dating.VAGUE, None)
    noted = Annotations(place, year, (Annotation(0, None, (), ()), Annotation(1, place, (named,), (dated,), (figure,))))
    shown = render.show_dict(DOCUMENT, [HEADING, BODY], [dropped], noted)
    of, period = {"code": "3607", "name": "江西省赣州市", "local": None}, ["2021-01-01", "2021-12-31"]
    assert (shown["about"], shown["published"]) == (of, period)
    assert shown["paragraphs"] == [
        {"ordinal": 0, "kind": "heading", "section": [], "text": "因村施策", "spans": [[0, 12]],
         "about": None, "places": [], "times": [], "figures": []},
        {"ordinal": 1, "kind": "body", "section": ["因村施策", "提档"], "text": BODY.text, "spans": [[0, 15], [16, 43]], "about": of,
         "places": [{"start": 0, "end": 1, "text": BODY.text[0], "naming": "short", "topic": True, "place": of, "candidates": []}],
         "times": [{"start": 12, "end": 13, "text": BODY.text[12], "dating": "vague", "period": None}],
         "figures": [{"text": BODY.text[8:11], "start": 8, "end": 11, "value": "100000", "upto": None, "unit": "元", "bound": "exact",
                      "indicator": BODY.text[1:7], "subject": None, "place": of, "period": period}]},
    ]  # fmt: skip
    assert shown["dropped"] == [{"reason": "repeated headline", "text": "标题", "spans": [[56, 57]]}]


def test_an_answer_in_the_terminal() -> None:
    assert render.answer_text(answered(), "zh").splitlines() == [
        "按“村集体经济收入多少”检索",
        "",
        "村集体经济收入十万元。 [1]",
        "",
        "引用：",
        "[1] 标题，日报，2022年10月9日（推断）",
        "    因村施策 > 提档",
        "    a b.txt，第 1–2 行，字节 0-15 16-34",
        "",
        "从原文件打印引文 [1] 的原字节：",
        "    for s in 0+15 16+18; do dd if='a b.txt' bs=1 skip=${s%+*} count=${s#*+} status=none; done",
    ]


def test_a_refusal_in_the_terminal_shows_what_comes_near() -> None:
    assert render.answer_text(refused("火星"), "en").splitlines() == [
        "No answer: The library says nothing about “火星”, so there is no answer.",
        "",
        "The nearest passages (not an answer):",
        "",
        "1. 标题, 日报, 2022-10-09 (inferred), a b.txt  0.750",
        "    因村施策 > 提档",
        "    村集体经济收入十万元。他说。",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["it's a $file; 名.txt", "evil\x1b[31m`id`.txt"])
@pytest.mark.parametrize(("start", "end"), [(0, 3), (0, 11), (3, 14)])
def test_the_dd_command_prints_the_quote(tmp_path: Path, encoding: str, name: str, start: int, end: int) -> None:
    text = "村集体经济\n收入十万元。他说。\n"
    raw = text.encode(encoding)
    path = tmp_path / name
    path.write_bytes(raw)
    cut = len("村集体经济".encode(encoding)), len("村集体经济\n".encode(encoding))
    sha = hashlib.sha256(raw).hexdigest()
    document = dataclasses.replace(DOCUMENT, id=sha[:16], sha256=sha, encoding=encoding)
    paragraph = dataclasses.replace(BODY, document_id=document.id, spans=((0, cut[0]), (cut[1], len(raw) - len("\n".encode(encoding)))))
    citation = cite(1, document, paragraph, start, end, raw)
    done = subprocess.run(["sh", "-c", render.dd_command(citation, path)], capture_output=True, check=True)
    assert done.stdout.decode("utf-8") == citation.quote
    assert done.stderr == b""


def test_one_span_is_one_plain_dd() -> None:
    citation = cite(1, DOCUMENT, BODY, 5, 11, RAW)
    assert render.dd_command(citation, Path("seeds/a.txt")) == "dd if=seeds/a.txt bs=1 skip=16 count=18 status=none"


def test_an_empty_library_and_an_empty_search_have_words() -> None:
    assert render.documents_text([], "zh").startswith("资料库里还没有文档")
    assert render.passages_text([], "en") == "No passage found."


def test_an_article_in_the_terminal() -> None:
    shown = render.show_text(DOCUMENT, [HEADING, BODY, CAPTION], [Dropped(Reason.CREDIT, "甲 摄", ((0, 1),))], "zh").splitlines()
    assert shown[0] == "标题"
    assert shown[2:] == [
        "", "# 因村施策", "", BODY.text, "", "〔图注〕图为村口", "", "未收入正文的文字", "    图片署名  甲 摄",
    ]  # fmt: skip


def test_what_steers_is_written_out_and_the_rest_is_unchanged() -> None:
    assert render.visible("甲\u202e乙\x1b[0m\n丙\t丁\u2066") == "甲⟨U+202E⟩乙⟨U+001B⟩[0m 丙 丁⟨U+2066⟩"
    assert render.visible("“村”——A，①𠮷") == "“村”——A，①𠮷"
    for shown in (render.answer_text(evil_answer(), "zh"), render.documents_text([evil_answer().citations[0].document], "en")):
        assert not set("\u202e\x1b") & set(shown)


def test_markdown_is_escaped_but_for_our_own_links() -> None:
    message = render.answer_markdown(evil_answer(), 0, {1}, "zh")
    statement = message.split("\u2060")[0]
    assert statement.startswith(r"\<img src\=x onerror\=\"alert\(1\)\"\>⟨U\+202E⟩\$\{alert\(1\)\}\{\{7\*7\}\}")
    assert "\n" not in statement
    reference = f"cite-0-1-{evil_answer().citations[0].document.id}-0-{len(EVIL.encode())}"
    assert f"[1](#{reference} " in message
    assert message.endswith(r"[看 1 处引文](#cards-0)")


def test_a_statement_whose_quote_fails_now_is_not_shown() -> None:
    message = render.answer_markdown(answered(), 2, frozenset(), "en")
    assert "收入十万元" not in message
    assert "failed the check" in message
    cards = render.cards_html(answered(), 2, frozenset(), frozenset(), "en")
    assert "<blockquote" not in cards and "verified" not in cards and "failed the check" in cards


def test_a_refusal_in_the_chat_looks_like_one_and_holds_no_citation() -> None:
    message = render.answer_markdown(refused("<b>火星</b>"), 3, frozenset(), "zh")
    assert message.startswith('<div class="refusal">') and "&lt;b&gt;火星&lt;/b&gt;" in message and "\n" not in message
    assert "#cards-3" in message and "#cite-" not in message


def test_cards_hold_what_a_reader_needs() -> None:
    cards = render.cards_html(answered(), 1, {1}, {DOCUMENT.id}, "zh")
    for expected in ("标题", "日报", "2022年10月9日（推断）", "因村施策", "<blockquote", "村集体经济收入十万元。", "第 1–2 行", "已核对"):
        assert expected in cards
    assert "此后已改动" in cards
    assert cards.count(f'href="#cite-1-1-{DOCUMENT.id}-0-34"') == 2
    near = render.cards_html(refused("火星"), 1, frozenset(), frozenset(), "zh")
    assert "<blockquote" not in near and "已核对" not in near and f"#cite-1-0-{DOCUMENT.id}-0-43" in near and "但不是答案" in near


def test_no_html_of_a_document_survives() -> None:
    answer = evil_answer()
    citation: Citation = answer.citations[0]
    dropped = render.dropped_html([Dropped(Reason.FURNITURE, EVIL, ((0, 1),))], "zh")
    article = render.article_html([citation.paragraph], [render.Mark(0, 3, 20, chosen=True)])
    for html in (render.cards_html(answer, 0, {1}, frozenset(), "zh"), article, dropped):
        assert "<img" not in html and "\u202e" not in html
        assert "&lt;" in html


def test_marks_cut_the_text_and_the_chosen_one_is_whole() -> None:
    marks = [render.Mark(1, 0, 11), render.Mark(1, 5, 14, chosen=True), render.Mark(0, 0, 2)]
    assert render.article_html([HEADING, BODY, CAPTION], marks) == (
        '<div class="article" lang="zh-CN"><h3><mark class="also">因村</mark>施策</h3><p><mark class="also">村集体经济</mark>'
        '<mark id="hl" class="chosen" tabindex="-1">收入十万元。他说。</mark></p><p class="caption">图为村口</p></div>'
    )


def test_what_was_searched_is_counted_as_the_language_writes_it() -> None:
    from qa.render.under import under_html

    made = answered()
    assert "49,630" in under_html(made, 0, (1234, 49630), "zh") and "1,234 documents" in under_html(made, 0, (1234, 49630), "en")
    assert "49,630" not in under_html(made, 0, None, "zh") and "49,630" not in under_html(made, 0, (1234, 49630), "zh", narrowed=True)
