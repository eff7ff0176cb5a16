"""Headings, captions, credits, bylines, furniture and repeated headlines are told apart, and sections follow the headings."""

import pytest
from pressroom import kinds, squeeze

from qa.text import reconstruct
from qa.types import Kind, Reason

BODY = "镇里的老木匠修好了河边的水车，村里的路因此好走多了。"
MORE = "合作社的技术员在山坡上种下了油茶，每户人家平均增收一万多元。"
THIRD = "返乡的大学生办起了夜校，老人们也常来坐坐。"


def left(text: str) -> dict[str, str]:
    """What is left out: squeezed text -> reason."""
    return {squeeze(entry.text): entry.reason.value for entry in reconstruct(text).left}


def sections(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """First characters of each body block, and its section."""
    return [(squeeze(b.text)[:4], b.section) for b in reconstruct(text).blocks if b.kind is Kind.BODY]


@pytest.mark.parametrize(
    "heading",
    [
        "水车又转起来",
        "小院落 大学问",
        "水车转起来,老街活起来",
        "A 让“老街”活起来",
        "一、让老街活起来",
        "（一）让老街活起来",
        "【老街新貌】",
        "第一章 老街",
        "## 老街新貌",
        "● 老街新貌 ●",
    ],
)
def test_headings(heading: str) -> None:
    text = f"{BODY}\n\n{heading}\n\n{MORE}\n\n{THIRD}\n"
    words = squeeze(heading).strip("#●")
    assert ("heading", words) in kinds(text)
    assert [path for _, path in sections(text)] == [(), (heading.strip("#● "),), (heading.strip("#● "),)]


def test_a_heading_of_two_lines_is_one() -> None:
    heads = ["筑牢根基\n\n让老街焕发新的光彩", "多措并举\n\n把服务送到居民身边", "守正创新\n\n古镇走出发展新路子"]
    text = "\n\n".join(part for pair in zip(heads, [BODY, MORE, THIRD], strict=True) for part in pair)
    assert sections(text) == [
        ("镇里的老", ("筑牢根基 让老街焕发新的光彩",)),
        ("合作社的", ("多措并举 把服务送到居民身边",)),
        ("返乡的大", ("守正创新 古镇走出发展新路子",)),
    ]
    assert reconstruct(text).front.title is None


def test_levels_make_a_path() -> None:
    text = f"# 云溪志\n\n引子在任何标题之前，所以没有章节。\n\n## 水\n\n一、水车\n\n{BODY}\n\n（一）木料\n\n{MORE}\n\n二、水渠\n\n{THIRD}\n"
    assert [path for _, path in sections(text)] == [(), ("水", "一、水车"), ("水", "一、水车", "（一）木料"), ("水", "二、水渠")]


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("老街一角。周小渡 摄", "老街一角。", "周小渡摄"),
        ("老街一角。本报记者 摄", "老街一角。", "本报记者摄"),
        ("老街一角（资料图片）", "老街一角", "（资料图片）"),
        ("老街的清晨（图片由镇文化站提供）", "老街的清晨", "（图片由镇文化站提供）"),
        ("↑老街的清晨。（通讯员 摄）", "↑老街的清晨。", "（通讯员摄）"),
        ("图为老街的清晨。", "图为老街的清晨。", None),
        ("▲技术员查看油茶。", "▲技术员查看油茶。", None),
    ],
)
def test_captions_and_their_credits(line: str, caption: str, credit: str | None) -> None:
    text = f"{BODY}\n\n{line}\n\n{MORE}\n"
    assert ("caption", caption) in kinds(text)
    assert [words for kind, words in kinds(text) if kind == "body"] == [BODY, MORE]
    assert left(text) == ({credit: "credit"} if credit else {})


def test_a_credit_on_its_own_line_belongs_to_the_caption_above() -> None:
    text = f"{BODY}\n\n↑居民在食堂就餐。\n周小渡 摄\n→老街的清晨。\n\n{MORE}\n"
    assert [words for kind, words in kinds(text) if kind == "caption"] == ["↑居民在食堂就餐。", "→老街的清晨。"]
    assert left(text) == {"周小渡摄": "credit"}


def test_the_credit_for_a_page_makes_no_caption_and_ends_the_section() -> None:
    text = f"老街新貌\n\n{BODY}\n\n{MORE}\n\n（本版图片由镇文化站提供）\n\n{THIRD}\n"
    assert left(text) == {"（本版图片由镇文化站提供）": "credit"}
    assert ("body", MORE) in kinds(text)
    assert sections(text)[-1] == ("返乡的大", ())


def test_captions_glued_behind_a_credit_at_the_end() -> None:
    text = f"老街新貌\n\n{BODY}\n\n{MORE}\n（图片由镇文化站提供）老街的水车重新转动。\n\n技术员查看油茶长势。\n\n■云溪镇文化站\n\n{THIRD}\n"
    blocks = reconstruct(text).blocks
    assert [(b.text, b.section) for b in blocks if b.kind is Kind.CAPTION] == [("老街的水车重新转动。", ()), ("技术员查看油茶长势。", ())]
    assert sections(text)[-1] == ("返乡的大", ())


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("□本报记者 周小渡", "周小渡"),
        ("□周小渡 陆小舟 云文轩", "周小渡 陆小舟 云文轩"),
        ("■中共云溪镇委宣传部", "中共云溪镇委宣传部"),
        ("周小渡/文", "周小渡"),
        ("文/周小渡", "周小渡"),
        ("本报全媒体记者 周小渡 通讯员 陆小舟", "周小渡 陆小舟"),
        ("周小文 本报记者 陆小舟", "周小文 陆小舟"),
        ("作者：周小渡", "周小渡"),
    ],
)
def test_bylines(line: str, author: str) -> None:
    text = f"水车旁的新鲜事传遍了古镇\n\n{line}\n\n{BODY}\n\n{MORE}\n"
    clean = reconstruct(text)
    assert (clean.front.title, clean.front.author) == ("水车旁的新鲜事传遍了古镇", author)
    assert left(text) == {squeeze(line): "byline"}
    assert [words for kind, words in kinds(text) if kind == "body"] == [BODY, MORE]


@pytest.mark.parametrize(
    "line",
    [
        "当前位置: 首页 新闻中心> 云溪时政> >正文",
        "首页 > 新闻 > 正文",
        "分享到:",
        "QQ空间 新浪微博 微信 腾讯微博",
        "关于我们 联系我们 广告服务 版权申明",
        "Copyright ©2003-2019 by example.com.",
        "云溪报社版权所有 云ICP备00000000号",
        "责任编辑：陆小舟",
        "编辑：陆小舟 校对：周小渡",
        "举报电话:0000-0000000",
        "云溪月刊 云溪镇文化站 云溪报社主办",
        "2017-12-28 10:17 来源: 云溪新闻网—云溪报",
        "字号：大 中 小",
        "版权所有，未经许可不得转载。",
        "上一篇：油茶开花了",
    ],
)
def test_furniture_at_the_end(line: str) -> None:
    text = f"{BODY}\n\n{MORE}\n\n{line}\n"
    assert left(text) == {squeeze(line): "furniture"}
    assert kinds(text) == [("body", BODY), ("body", MORE)]


def test_words_of_furniture_inside_a_sentence_are_text() -> None:
    first = "编辑部里灯火通明，大家分享了版权保护的做法，主办单位也来了人。"
    second = "关于我们的水车，还有很多故事可讲，来源也各不相同。"
    text = "\n\n".join([BODY, first, MORE, second, THIRD, BODY])
    assert left(text) == {}
    assert all(kind == "body" for kind, _ in kinds(text))


def test_a_headline_printed_again_is_left_out() -> None:
    title = "水车旁的新鲜事传遍古镇"
    text = f"{title}\n\n{BODY}\n\n{title}\n\n{MORE}\n\n{title}{title}\n\n{THIRD}\n"
    clean = reconstruct(text)
    assert [squeeze(e.text) for e in clean.left if e.reason is Reason.REPEATED_HEADLINE] == [title, title + title]
    assert clean.front.title == title


def test_a_title_behind_the_lede() -> None:
    text = f"{BODY}\n\n{MORE}\n\n水车转动\n\n——云溪古镇的新鲜事\n\n周小渡/文\n\n老街新貌\n\n{THIRD}\n"
    clean = reconstruct(text)
    assert clean.front.title == "水车转动——云溪古镇的新鲜事"
    assert [path for _, path in sections(text)] == [(), (), ("老街新貌",)]
    assert next(b for b in clean.blocks if b.kind is Kind.HEADING).text == "水车转动\n——云溪古镇的新鲜事"


def test_marks_around_headings_are_left_out() -> None:
    text = f"# 云溪志\n\n{BODY}\n\n### ● 老街新貌 ●\n\n{MORE}\n"
    assert [(kind, words) for kind, words in kinds(text) if kind == "heading"] == [("heading", "云溪志"), ("heading", "老街新貌")]
    assert set(left(text).values()) == {"furniture"}


def test_a_document_of_numbered_points_without_blank_lines() -> None:
    text = (
        "云溪镇2024年工作要点\n一、总体要求\n坚持问题导向，把水车、水渠、老街三件事办好。\n二、重点任务\n（一）修好水车\n"
        "1.请老木匠勘察河道；\n2.备齐木料，四月底前完成；\n（二）清理水渠\n全镇水渠共36公里，分三段清理。\n"
    )
    assert [(b.text[:4], b.section) for b in reconstruct(text).blocks if b.kind is Kind.BODY] == [
        ("坚持问题", ("一、总体要求",)),
        ("1.请老", ("二、重点任务", "（一）修好水车")),
        ("2.备齐", ("二、重点任务", "（一）修好水车")),
        ("全镇水渠", ("二、重点任务", "（二）清理水渠")),
    ]


def test_a_line_that_says_all_of_a_page() -> None:
    text = f"　　水车旁的新鲜事传遍古镇\n　　来源：云溪报　作者：周小渡　时间：2023-05-06\n　　{BODY}\n　　{MORE}\n"
    front = reconstruct(text).front
    assert (front.title, front.publisher, front.author, front.date) == ("水车旁的新鲜事传遍古镇", "云溪报", "周小渡", "2023-05-06")


def test_rules_and_tables_of_markdown() -> None:
    text = f"# 云溪志\n\n{BODY}\n\n---\n\n- 第一项是水车\n- 第二项是水渠\n\n| 年 | 圈 |\n| --- | --- |\n| 2020 | 36 |\n"
    assert [words for kind, words in kinds(text) if kind == "body"] == [BODY, "-第一项是水车", "-第二项是水渠", "|年|圈|", "|2020|36|"]


def test_english_keeps_its_spaces() -> None:
    text = "The old carpenter has mended the water wheel by the river, and the road\nis better now. "
    text += '"We waited long," said Mr. Lu in 12.5 years.\n'
    block = reconstruct(text).blocks[0]
    assert block.text == text.strip()


def test_a_credit_broken_across_lines() -> None:
    wrapped = "镇里的老木匠修好了河边的水车，村\n里的路因此好走多了，每户人家平均\n增收一万多元，来看展的客人比往年\n多了三成。"
    text = f"{wrapped}\n\n↑老街的清晨，赶集的人们（图片由\n镇文化站提供）\n\n{wrapped}\n"
    assert left(text) == {"（图片由镇文化站提供）": "credit"}
    assert ("caption", "↑老街的清晨，赶集的人们") in kinds(text)


def test_a_row_of_links_need_not_be_known_item_by_item() -> None:
    """Two that every site has tell the row; what else a site links to is its own."""
    text = "# 白河修堤\n\n白河镇投入九百万元加固河堤，九百人受益。\n\n关于我们 联系我们 晚霞热线 掌上白河\n微信 朋友圈 白河论坛 小铺\n"
    clean = reconstruct(text)
    assert [block.text for block in clean.blocks] == ["白河修堤", "白河镇投入九百万元加固河堤，九百人受益。"]
    dropped = "".join(left.text for left in clean.left if left.reason is Reason.FURNITURE)
    assert "晚霞热线" in dropped and "白河论坛" in dropped
