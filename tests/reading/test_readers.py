"""What each reader makes of what real files hold: headings, tables, notes, what was deleted, columns, running heads, heads of pages."""

import io

import docx as python_docx
import pytest
from docx.oxml import parse_xml
from lxml.html import document_fromstring

from benchmarks.files import zipped
from qa.errors import FormatError
from qa.reading.blocks import Piece, written
from qa.reading.columns import laid_out
from qa.reading.epub import read_epub
from qa.reading.fragments import Fragment, Glyph, fragments
from qa.reading.head import front_of
from qa.reading.html import read_html
from qa.reading.limits import Limits
from qa.reading.printed import body_size
from qa.reading.printed import written as printed
from qa.reading.running import told, without_running
from qa.reading.word import read_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx_of(*bodies: str) -> str:
    """The text of a DOCX whose body holds these elements."""
    document = python_docx.Document()
    for body in bodies:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(body.replace(">", f" {W}>", 1)))
    out = io.BytesIO()
    document.save(out)
    return read_docx(out.getvalue(), "a.docx", None, Limits()).text


def p(words: str, style: str = "") -> str:
    settings = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{settings}<w:r><w:t>{words}</w:t></w:r></w:p>"


def test_a_docx_has_headings_by_their_styles_and_tables_row_by_row() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = "".join(f"<w:tr>{cell.format(a)}{cell.format(b)}</w:tr>" for a, b in (("县区", "投资"), ("云山县", "九亿元")))
    text = docx_of(p("题名", "Title"), p("一、总论", "Heading1"), p("正文一句。"), f"<w:tbl>{rows}</w:tbl>", p("（一）分论", "Heading2"))
    assert text == "# 题名\n\n## 一、总论\n\n正文一句。\n\n| 县区 | 投资 |\n| 云山县 | 九亿元 |\n\n### （一）分论"


def test_a_docx_says_what_was_inserted_and_not_what_was_deleted_and_a_table_in_a_cell_once() -> None:
    deleted = "<w:del><w:r><w:delText>旧的</w:delText></w:r></w:del>"
    changed = f"<w:p><w:ins><w:r><w:t>新增</w:t></w:r></w:ins>{deleted}<w:r><w:t>学校。</w:t></w:r></w:p>"
    control = "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件里的话。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>内表</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>外表</w:t></w:r></w:p>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    merged = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>合并</w:t></w:r></w:p></w:tc></w:tr>'
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>重复</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert docx_of(changed, control, outer, merged) == "新增学校。\n\n控件里的话。\n\n| 外表 内表 |\n| 合并 |"


def test_text_boxes_breaks_and_tabs_of_a_docx() -> None:
    box = (
        "<w:p><w:r><w:t>前</w:t><w:tab/><w:t>后</w:t><w:br/><w:t>次行</w:t></w:r><w:r><w:pict><w:txbxContent>"
        "<w:p><w:r><w:t>框中话</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    assert docx_of(box) == "前 后\n次行\n\n框中话"


def test_pieces_are_written_on_lines_of_their_own_and_controls_are_no_text() -> None:
    assert written([Piece("题\n目", 1), Piece("\u3000\u3000一\x00段\x0c。"), Piece(""), Piece("", cells=("a|b", ""))]) == (
        "# 题 目\n\n\u3000\u3000一 段 。\n\n| a|b |  |"
    )


@pytest.mark.parametrize(
    ("head", "body", "title", "publisher", "date"),
    [
        (
            '<meta name="ArticleTitle" content="题"><meta name="PubDate" content="2023-05-08 10:30">'
            '<meta name="ContentSource" content="某报">',
            "",
            "题",
            "某报",
            "2023-05-08",
        ),
        (
            '<meta property="og:title" content="长长的题名 - 某网"><meta property="article:published_time" content="2023/5/8">',
            "<h1>长长的题名</h1>",
            "长长的题名",
            None,
            "2023-05-08",
        ),
        (
            "<title>某县发展油茶产业_某县人民政府网</title>",
            "<p>发布时间：2023年5月8日　来源：某某日报　浏览次数：3</p>",
            "某县发展油茶产业",
            "某某日报",
            "2023-05-08",
        ),
        (
            '<script type="application/ld+json">{"@graph": [{"headline": "题", "datePublished": "2023-05-08T01:02:03Z",'
            ' "publisher": {"name": "某社"}}]}</script>',
            "",
            "题",
            "某社",
            "2023-05-08",
        ),
        (
            '<script type="application/ld+json">[1, {"headline"</script><meta name="PubDate" content="2023-13-45">',
            "<h1>唯一的题</h1>",
            "唯一的题",
            None,
            None,
        ),
        ("<title>首页</title>", "<p>来源：https://a.test 2023年5月8日，县里召开会议。</p>", "首页", None, None),
    ],
)
def test_what_a_page_says_of_itself(head: str, body: str, title: str, publisher: str | None, date: str | None) -> None:
    front = front_of(document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"))
    assert (front.title, front.publisher, front.date) == (title, publisher, date)


def test_an_html_table_in_a_cell_is_read_once_and_a_page_without_an_article_whole() -> None:
    page = "<table><tr><td>外<table><tr><td>内</td></tr></table></td><td>右</td></tr></table>"
    text = read_html(f"<html><body>{page}</body></html>".encode(), "a.html", None, Limits()).text
    assert text.count("内") == text.count("外") == text.count("右") == 1


def test_an_epub_without_what_it_must_have_is_refused() -> None:
    for members in ({"mimetype": "application/epub+zip"}, {"META-INF/container.xml": "<a/>"}, {"META-INF/container.xml": "no"}):
        with pytest.raises(FormatError):
            read_epub(zipped(dict(members)), "a.epub", None, Limits())


def line(text: str, left: float, top: float, size: float = 10.0) -> Fragment:
    return Fragment(text, left, top, left + size * len(text), top + size, size, 800.0)


def test_glyphs_become_runs_with_a_space_between_latin_words_alone() -> None:
    glyphs = [Glyph(c, 10 * i, 0, 10 * i + 9.5, 10) for i, c in enumerate("云山县")]
    glyphs += [Glyph(c, 31 + x, 0, 36 + x, 10) for c, x in zip("GDPup", (0, 5, 10, 20, 25), strict=True)]
    glyphs += [Glyph("右", 300, 0, 310, 10), Glyph("右", 300.2, 0, 310.2, 10)]
    assert [run.text for run in fragments(glyphs, 100)] == ["云山县GDP up", "右"]


def test_columns_under_a_headline_are_read_one_after_the_other() -> None:
    left = [line(f"左{n}一二三四五六七八", 50, 100 + 16 * n) for n in range(5)]
    right = [line(f"右{n}一二三四五六七八", 170, 100 + 16 * n) for n in range(5)]
    over, under = line("横跨两栏的标题文字", 90, 60), line("横跨两栏的脚注文字", 90, 200)
    mixed = [run for pair in zip(left, right, strict=True) for run in pair]
    parts = laid_out([under, *mixed, over])
    assert [each.text[:2] for part in parts for each in part] == [
        "横跨",
        *(f"左{n}" for n in range(5)),
        *(f"右{n}" for n in range(5)),
        "横跨",
    ]


def test_a_table_is_read_row_by_row_and_a_paragraph_runs_on_into_the_next_column() -> None:
    cells = [line(text, left, 300 + 16 * row) for row, texts in enumerate((("县区", "投资"), ("云山", "九亿"))) for left, text in
             zip((50, 200), texts, strict=True)]  # fmt: skip
    page = laid_out(cells)
    assert printed(page, body_size([page])) == "| 县区 | 投资 |\n| 云山 | 九亿 |"
    left = [line("一二三四五六七八九十", 50, 100 + 16 * n) for n in range(4)]
    right = [line("甲乙丙丁戊己庚辛壬癸", 170, 100 + 16 * n) for n in range(3)] + [line("完了。", 170, 148)]
    page = laid_out([*left, *right])
    assert printed(page, body_size([page])) == "一二三四五六七八九十" * 4 + "甲乙丙丁戊己庚辛壬癸" * 3 + "完了。"


def test_running_heads_and_page_numbers_go_and_a_line_of_the_text_stays() -> None:
    pages = [[line(f"云山日报 2023年5月8日 第{n}版", 50, 20), line("正文", 50, 400), line(f"- {n} -", 300, 780)] for n in range(1, 4)]
    pages[0].append(line("只此一行的题", 50, 60))
    kept, said = without_running(pages)
    assert [[run.text for run in page] for page in kept] == [["正文", "只此一行的题"], ["正文"], ["正文"]]
    assert told(said) == ("云山日报", "2023-05-08")
    alone, _ = without_running([[line("一页的题", 50, 20), line("12", 300, 780)]])
    assert [run.text for run in alone[0]] == ["一页的题"]
