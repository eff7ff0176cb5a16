"""Files as people have them, made of made-up articles: seven encodings, six formats, several shapes of each; PDFs by reportlab."""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from typing import Any

from benchmarks.pdfs import pdf, wrap
from benchmarks.prose import Article, article

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5")
READ_AS = {"utf-8-sig": "utf-8", "gbk": "gb18030"}
"""What `document.encoding` says of a text in these."""
_MARKS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
_DECLARED = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16", "gb18030": "gb2312"}


@dataclass(frozen=True, slots=True)
class Made:
    """A file and what a library should say of it; `encoding` is that of a plain text, else None."""

    name: str
    raw: bytes
    article: Article
    encoding: str | None = None


def encoded(text: str, encoding: str) -> bytes:
    """The text with the mark that its encoding has; in Big5 in traditional characters, for it has no others."""
    return _MARKS.get(encoding, b"") + (_traditional().convert(text) if encoding == "big5" else text).encode(encoding)


@cache
def _traditional() -> Any:
    import opencc

    return opencc.OpenCC("s2tw")


def traditional(each: Article) -> Article:
    """What the article says of itself, in traditional characters."""
    turn: Callable[[str], str] = _traditional().convert
    return replace(each, title=turn(each.title), publisher=turn(each.publisher), author=turn(each.author))


def text(each: Article, shape: int) -> str:
    """Plain text: as a newspaper's site prints it, hard-wrapped as out of a PDF, or pasted from a page with what stands around it."""
    line = f"{each.spoken}  来源：{each.publisher}"
    if shape % 3 == 0:
        return "\n".join([each.title, line, "", *(f"　　{p}" for p in each.paragraphs)]) + "\n"
    if shape % 3 == 1:
        wrapped = [piece for p in each.paragraphs for piece in wrap(f"　　{p}", 28)]
        return "\r\n".join([each.title, f"□本报记者 {each.author}", "", *wrapped, "", f"（{each.publisher} {each.spoken}）"]) + "\r\n"
    head = ["您现在的位置：首页 > 新闻 > 正文", each.title, f"{each.date} 10:21 来源：{each.publisher} 作者：{each.author}", ""]
    return "\n\n".join([*head, *each.paragraphs, f"责任编辑：{each.author}", "版权所有，未经许可不得转载。"]) + "\n"


def markdown(each: Article, shape: int) -> str:
    """Markdown with headings, a line of source and day, and a table."""
    lines = [f"# {each.title}", "", f"来源：{each.publisher} 时间：{each.date}", ""]
    for head, texts in each.sections:
        lines += [f"## {head}", ""] if head else []
        lines += [line for p in texts for line in (p, "")]
    if shape % 2:
        lines += ["| " + " | ".join(row) + " |" for row in (each.rows[0], ("---",) * 3, *each.rows[1:])]
    return "\n".join(lines) + "\n"


def html(each: Article, shape: int, charset: str) -> str:
    """A page: of a government by its standard, of a newspaper with an empty head, or of a portal with Open Graph and much around it."""
    body = ""
    for head, texts in each.sections:
        body += f"<h2>{escape(head)}</h2>\n" if head else ""
        body += "".join(f"<p>　　{escape(p)}</p>\n" for p in texts)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in each.rows)
    links = "".join(f'<li><a href="/n/{i}.html">{escape(article(900 + i).title)}</a></li>' for i in range(6))
    meta = f'<meta charset="{charset}">'
    nav = '<div class="nav"><a href="/">首页</a> | <a href="/n">新闻</a> | <a href="/z">政务公开</a> | <a href="/f">办事服务</a></div>'
    foot = '<div class="footer"><p>版权所有：某某网　ICP备12345678号　联系电话：0797-1234567</p></div><script>alert("不是正文")</script>'
    title = escape(each.title)
    if shape % 3 == 0:
        meta += (
            f'<meta name="SiteName" content="某县人民政府"><meta name="ArticleTitle" content="{title}">'
            f'<meta name="PubDate" content="{each.date} 09:30"><meta name="ContentSource" content="{escape(each.publisher)}">'
            f"<title>{title}_某县人民政府网</title>"
        )
        info = f"发布时间：{each.date} 来源：{escape(each.publisher)} 浏览次数：123"
        inner = f'<div class="article"><h1>{title}</h1><div class="info">{info}</div>'
        inner += f'<div class="TRS_Editor">{body}<table>{rows}</table></div></div>'
    elif shape % 3 == 1:
        meta += f"<title>{escape(each.publisher)}-{title}</title>"
        inner = f'<div id="page"><h1>{title}</h1><p class="date">{each.spoken} 星期一 第03版　来源：{escape(each.publisher)}</p>'
        paragraphs = "<br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(p)}" for p in each.paragraphs)
        inner += f'<div id="ozoom"><founder-content>{paragraphs}</founder-content></div></div>'
    else:
        meta += (
            f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{escape(each.publisher)}">'
            f'<meta property="article:published_time" content="{each.date}T08:00:00+08:00"><title>{title} - 某某门户</title>'
        )
        inner = f"<main><article><h1>{title}</h1>{body}</article><aside><h3>热门推荐</h3><ul>{links}</ul></aside></main>"
    return f"<!DOCTYPE html>\n<html lang='zh'><head>{meta}</head><body>{nav}{inner}{foot}</body></html>\n"


def docx(each: Article, shape: int) -> bytes:
    """A DOCX file by python-docx, with Word's heading styles or with none."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    made = Document()
    if shape % 2:
        made.add_heading(each.title, 0)
    else:
        made.add_paragraph(each.title).alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_paragraph(f"{each.spoken}　来源：{each.publisher}")
    for head, texts in each.sections:
        if head:
            made.add_heading(head, 1) if shape % 2 else made.add_paragraph(head)
        for p in texts:
            made.add_paragraph(f"　　{p}")
    table = made.add_table(len(each.rows), len(each.rows[0]))
    for i, row in enumerate(each.rows):
        for j, cell in enumerate(row):
            table.cell(i, j).text = cell
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def epub(each: Article, shape: int) -> bytes:
    """An EPUB book of a chapter for each section."""
    chapters = []
    for head, texts in each.sections:
        first = f"<h2>{escape(head)}</h2>" if head else f"<h1>{escape(each.title)}</h1>"
        words = "".join(f"<p>{escape(p)}</p>" for p in texts)
        chapters.append(
            "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'>"
            f"<head><title>{escape(head or each.title)}</title></head><body>{first}{words}</body></html>"
        )
    items = "".join(f"<item id='c{i}' href='c%20{i}.xhtml' media-type='application/xhtml+xml'/>" for i in range(len(chapters)))
    spine = "".join(f"<itemref idref='c{i}'/>" for i in range(len(chapters)))
    package = (
        "<package xmlns='http://www.idpf.org/2007/opf' version='3.0'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<dc:title>{escape(each.title)}</dc:title><dc:creator>{each.author}</dc:creator><dc:publisher>{each.publisher}</dc:publisher>"
        f"<dc:date>{each.date}</dc:date></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container' version='1.0'><rootfiles>"
        "<rootfile full-path='OEBPS/content.opf' media-type='application/oebps-package+xml'/></rootfiles></container>"
    )
    members = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/content.opf": package}
    return zipped({**members, **{f"OEBPS/c {i}.xhtml": chapter for i, chapter in enumerate(chapters)}})


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A ZIP of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2023, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def everything() -> Iterator[Made]:
    """The set: every encoding and format, in several shapes; 67 files."""
    seed = 0
    for encoding in ENCODINGS:
        for shape in range(2 if encoding in ("utf-16-be", "gbk") else 3):
            for ending in ("txt", "md", "html"):
                seed += 1
                each = article(seed)
                said = traditional(each) if encoding == "big5" else each
                if ending == "html":
                    raw = encoded(html(each, shape, _DECLARED.get(encoding, encoding)), encoding)
                    yield Made(f"网页/{encoding}-{shape}.html", raw, said)
                else:
                    raw = encoded(text(each, shape) if ending == "txt" else markdown(each, shape), encoding)
                    yield Made(f"{ending}/{encoding}-{shape}.{ending}", raw, said, READ_AS.get(encoding, encoding))
    for shape in range(4):
        yield Made(f"docx/{shape}.docx", docx(one := article(500 + shape), shape), one)
        yield Made(f"pdf/{shape}.pdf", pdf(two := article(600 + shape, 9), 1 + shape % 2, repeat=1 + shape), two)
        yield Made(f"epub/{shape}.epub", epub(three := article(700 + shape), shape), three)
