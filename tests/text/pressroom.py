"""Newspaper pages of invented text, laid out and damaged as PDF and web text are, with what must come back."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass, field

from qa.clean import CleanText, Decoded
from qa.paragraphs import paragraphs
from qa.text import reconstruct
from qa.types import Dropped, Kind, Paragraph

WHO = [
    "镇里的老木匠",
    "渡口村的年轻人",
    "青石桥小学的孩子们",
    "县文化馆的讲解员",
    "云溪镇党委",
    "返乡的大学生",
    "合作社的技术员",
    "退休教师周老伯",
]
WHEN = ["去年秋天", "每到赶集的日子", "从2019年起", "今年4月", "这几年", "入冬以来", "第3季度", "清晨六点半"]
DOES = [
    "修好了河边的水车",
    "把旧粮仓改成了阅览室",
    "在山坡上种下了油茶",
    "带着大家清理了老街的沟渠",
    "办起了夜校和识字班",
    "沿着古道立起了路牌",
]
RESULT = [
    "村里的路因此好走多了",
    "每户人家平均增收1.25万元",
    "来看展的客人比往年多了三成",
    "大伙都说“日子有了盼头”",
    "一共用去了36天和12.8万元",
    "老人们（大多过了七十岁）也常来坐坐",
    "还编成了《云溪风物志》",
]
HEADS = ["水车又转起来", "老街有了新模样", "山坡变成聚宝盆", "夜校灯火亮", "小院落 大学问"]
CAPTIONS = ["志愿者在河边清理淤泥", "孩子们在阅览室看书", "老街一角", "技术员查看油茶长势"]
TITLE = "云溪镇水车旁的新鲜事"


def sentence(dice: random.Random) -> str:
    """One invented sentence, unlike others by its number."""
    body = f"{dice.choice(WHEN)}，{dice.choice(WHO)}{dice.choice(DOES)}，编号{dice.randint(1000, 9999)}的那一处最受欢迎"
    return f"{body}，{dice.choice(RESULT)}{dice.choice('。。。。！？')}"


def cells(text: str) -> float:
    """Width in full-width cells."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def wrap(text: str, width: int) -> list[str]:
    """Hard-wrapped in mid-word; closing marks hang."""
    lines = [""]
    for character in text:
        if cells(lines[-1] + character) > width and character not in "。，、；：！？”’）》":
            lines.append("")
        lines[-1] += character
    return lines


@dataclass
class Page:
    """A damaged page and what was put into it."""

    text: str = ""
    sentences: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)


def cut(lines: list[str], dice: random.Random, page: Page, wrapped: bool) -> list[str]:
    """The lines of a paragraph with something between two halves of a sentence."""
    places = [i for i in range(1, len(lines)) if lines[i - 1][-1] not in "。！？”"]
    if not places or dice.random() < 0.5:
        return lines
    at = dice.choice(places)
    what = dice.choice(["blank", "jump", "headline", "marked", "bare"])
    between: list[str] = [""]
    if what == "jump":
        between = ["（下转第三版）", "", "（上接第一版）"]
        page.furniture += ["（下转第三版）", "（上接第一版）"]
    elif what == "headline" and wrapped:
        between = ["", TITLE + TITLE]
        page.furniture.append(TITLE + TITLE)
    elif what == "marked":
        caption = dice.choice(CAPTIONS)
        line = dice.choice(["↑{}。", "图为{}。", "{}（资料图片）", "{} 周小渡 摄", "{}。（通讯员 摄）"]).format(caption)
        between = ["", line, ""]
        page.captions.append(caption)
    elif what == "bare" and not wrapped:
        caption = dice.choice(CAPTIONS)
        between = ["", "", "", caption, ""]
        page.captions.append(caption)
    return [*lines[:at], *between, *lines[at:]]


def make(seed: int, wrapped: bool) -> Page:
    """A page: wrapped at one width, or a paragraph a line."""
    dice = random.Random(seed)
    page = Page(furniture=["责任编辑：陆小舟", "版权所有 云溪报社"])
    width = dice.randint(11, 34)
    out = [TITLE, "", "□本报记者 周小渡", ""]
    for _ in range(dice.randint(3, 8)):
        if dice.random() < 0.4:
            head = dice.choice([h for h in HEADS if h not in page.headings] or [HEADS[0]])
            page.headings.append(head)
            out += [head, ""]
        own = [sentence(dice) for _ in range(dice.randint(1, 4))]
        page.sentences += own
        text = "".join(own)
        if wrapped:
            lines = wrap(text, width)
        else:
            at = dice.randint(len(text) // 3, len(text) * 2 // 3)
            lines = [text[:at], text[at:]] if cells(text[:at]) > 42 and text[at - 1] not in "。！？”，" and dice.random() < 0.5 else [text]
        page_lines = cut(lines, dice, page, wrapped) if wrapped or len(lines) > 1 else lines
        if not wrapped and page_lines == lines and len(lines) > 1:
            page_lines = [lines[0], "", lines[1]]
        out += [*page_lines, ""]
    out += ["责任编辑：陆小舟", "", "版权所有 云溪报社", ""]
    page.text = "\n".join(out)
    return page


def squeeze(text: str) -> str:
    """Without any white space."""
    return "".join(text.split())


def decoded(text: str) -> Decoded:
    """As reading would give it for UTF-8."""
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + len(character.encode("utf-8")))
    return Decoded(text, "utf-8", offsets)


def read(text: str) -> tuple[CleanText, tuple[Paragraph, ...], tuple[Dropped, ...]]:
    """Reconstruction and paragraphs of a text."""
    clean = reconstruct(text)
    return (clean, *paragraphs("d", clean, decoded(text)))


def kinds(text: str) -> list[tuple[str, str]]:
    """Kind and text of each block, white space squeezed."""
    return [(block.kind.value, squeeze(block.text)) for block in reconstruct(text).blocks]


def bodies(text: str) -> list[str]:
    """The body blocks' texts, white space squeezed."""
    return [squeeze(block.text) for block in reconstruct(text).blocks if block.kind is Kind.BODY]
