"""What a page carries besides the article: where one is, how to share it, who owns it, who edited it; and headlines printed again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qa.patterns import regex
from qa.text.lines import Layout, Line
from qa.text.sheet import Sheet
from qa.text.typography import ends_sentence
from qa.types import Reason

REPEATED = 6
"""Characters from which a line that says the same thing twice is a headline printed twice and not a reduplication of speech."""
HEADLINE = 60
"""Characters of a headline at most."""
AGAIN = 8
"""Characters from which a line found again elsewhere is a headline printed again."""

_ROLE = "(?:编辑|责编|校对|校检|编审|审核|审校|监制|美编|排版|制图|制作|策划|统筹|终审|初审|复审|主编|总编|编校|图编|视觉)"
PAPER = "(?:报|刊|网|社|台|客户端|杂志|公众号)"
"""What the name of one who publishes ends with."""
_LINK = (
    "(?:关于我们|联系我们|版权声明|网站地图|友情链接|法律声明|诚聘英才|招聘信息|帮助中心|网站声明|隐私政策|本网动态|会员注册|"
    "设为首页|加入收藏)"
)
_RULES = [
    # where one is
    r"^(?:您|你|当前)?(?:现在|当前|所在|的)*(?:的)?位置\s*[:：]",
    r"^(?:首页|主页)\s*[>＞»›|｜/→-]",
    r"^\S{2,10}(?:\s*[>＞»›]\s*\S{0,12}){2,}$",
    # what to do with it
    r"^(?:分享到|分享至|分享|转发到|收藏本文|打印本页|打印|字号|字体|我要评论|网友评论|扫一扫|扫码|微信扫|关注我们|返回顶部|返回首页|上一篇|下一篇|上一版|下一版|相关阅读|相关新闻|"
    r"相关链接|推荐阅读|延伸阅读|热门推荐|阅读原文|点击查看|查看更多)(?:[\s:：【\[（(>＞]|$)",
    r"^(?:(?:QQ空间|新浪微博|微信好友|微信|朋友圈|微博|复制链接|人人网|开心网|豆瓣|邮件|打印|收藏|Facebook|Twitter)[\s|｜、]*){2,}",
    rf"^{_LINK}[\s|｜/·-]*(?:{_LINK}|$)",  # one alone, or a row that begins with two: what else it links to need not be known
    # whose it is
    r"(?i:copyright)|©|\([cC]\)\s*\d{4}|(?i:all rights reserved)",
    r"版权(?:所有|归)|ICP[备证]|公网安备|许可证(?:号|编号)?\s*[:：]|法律顾问\s*[:：]|未经.{0,12}(?:授权|许可|允许).{0,20}(?:转载|使用|复制|镜像)",
    r"^(?:违法|不良信息|违法和不良信息)*(?:举报|投稿|监督|新闻|热线|联系|客服|报料|广告|发行)*(?:电话|邮箱|热线|信箱)\s*[:：]",
    r"^(?:主办|承办|协办|主管|技术支持)(?:单位)?\s*[:：]",
    # who edited it, and when it appeared
    rf"^[（(【\[]?\s*(?:本版|本期|责任|执行|值班|图片|图文|文字|版式|美术|见习|实习|新媒体|网络|全媒体|栏目|流程)*{_ROLE}\s*[:：丨|｜/／]",
    r"^[（(【\[]?\s*(?:责任编辑|责编|本版编辑|本版责编)\s+\S{1,12}",
    r"^[（(]?(?:稿件|文章|新闻|信息)?(?:来源|出处|稿源)\s*[:：]\s*\S{1,30}$",
    r"^(?:发布|发表|更新|刊发|出版)?(?:时间|日期)\s*[:：]\s*\d",
    r"^(?=(?:.*?(?:来源|稿源|作者|时间|日期|编辑|责编|浏览|阅读|点击|字号|记者)\s*[:：]){2})[^。]{4,120}$",
    r"^(?:浏览|阅读|点击)(?:次数|量|数)?\s*[:：]\s*\d*",
    r"^\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?(?:\s*(?:星期|周)[一二三四五六日天])?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?(?:\s*[（(]?\s*(?:来源|稿源|作者|编辑|出处|浏览|字号).*)?$",
    r"^第?\s*[A-Z]?\d{1,3}\s*版(?:\s*[:：·]?\s*\S{0,8})?$",
    # which paper it stood in, and when: 四川日报 2023年2月6日 第3版
    rf"^[（(【\[]?\s*(?:来源|稿源)?\s*[:：]?\s*[\u4e00-\u9fff·]{{1,12}}{PAPER}[\s，,|｜/]*(?:19|20)\d\d\s*[-年/.]\s*\d{{1,2}}\s*[-月/.]\s*\d{{1,2}}\s*日?"
    rf"(?:\s*(?:星期|周)[一二三四五六日天])?(?:\s*\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?)?[\s，,|｜]*(?:第?\s*[A-Z]?\d{{1,3}}\s*版)?"
    rf"(?:\s*(?:作者|记者|编辑|责编)[\s:：].{{1,20}})?\s*[）)】\]]?$",
]
TRADITIONAL = str.maketrans(
    "來報網臺電視記編輯責時間發權處轉載許違舉監審圖攝頁現當經關於們聯繫絡誠隱會員設為說見習實務執號體評論熱門閱讀點擊樣製總劃統籌終廣線單話郵東陽雜誌眾訊",
    "来报网台电视记编辑责时间发权处转载许违举监审图摄页现当经关于们联系络诚隐会员设为说见习实务执号体评论热门阅读点击样制总划统筹终广线单话邮东阳杂志众讯",
)
"""The rules' characters in traditional writing; one for one, so that places stay what they are."""
_CERTAIN = regex(
    r"^(?:您|你|当前)?(?:现在|当前|所在|的)*位置\s*[:：]\s*首页"
    r"|^\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?\s*(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\s*)?(?:来源|稿源)\s*[:：]"
)
"""What is furniture even where a wrapped line touches it."""
_RULE = regex(r"^[-*_=~—#|:\s■□◆◇★☆●○]{3,}$")
"""A line that only parts others."""
_OWNER = regex(r"^[^。！？]{2,60}(?:主办|承办|协办|主管|编印|联合出品|出品)(?:单位)?$")
_FURNITURE = regex("|".join(f"(?:{rule})" for rule in _RULES))
_TAIL = regex(
    rf"[（(【\[]\s*(?:本文|本版|责任|执行|值班|图文|见习|实习)*(?:{_ROLE}|来源|稿源)\s*[:：]\s*[^（()）【】\[\]]{{1,30}}[）)】\]]\s*$"
)
SENTENCE, WORDS = 12, 20
"""Characters of a line that ends a sentence, and words of one that does not, from which it is text."""
SHORT = 40
"""Characters of a furniture line that holds a sentence, at most."""
FOOT = 4
"""Lines at the file's end among which a sentence may be furniture: 版权所有，未经许可不得转载。"""


def stands_alone(lines: Sequence[Line], i: int, layout: Layout) -> bool:
    """Whether line i is no piece of a wrapped paragraph: what it touches above has ended, and it does not run on below."""
    line = lines[i]
    above = line.gap > 0 or i == 0 or ends_sentence(lines[i - 1].text) or layout.short(lines[i - 1]) or not layout.width
    touched = i + 1 < len(lines) and lines[i + 1].gap == 0 and not lines[i + 1].indented
    return above and not (touched and layout.full(line) and not ends_sentence(line.text))


def cut_furniture(sheet: Sheet, layout: Layout) -> list[str]:
    """Leave furniture lines out, and return their texts (the front matter reads them)."""
    printed = sheet.lines()
    simple = [line.text.translate(TRADITIONAL) for line in printed]
    lines = [line if text == line.text else replace(line, text=text) for line, text in zip(printed, simple, strict=True)]
    found: list[str] = []
    prose = [i for i, line in enumerate(lines) if _is_prose(line)]
    first, last = (prose[0], prose[-1]) if prose else (0, len(lines))
    closing = False
    for i, line in enumerate(lines):
        outside = i < first or i > last
        foot = closing or i >= len(lines) - FOOT
        hit = _is_furniture(line, outside, foot) and (
            stands_alone(lines, i, layout) or (closing and line.gap == 0) or _CERTAIN.search(line.text) is not None
        )
        if hit or (closing and i > last):
            found.append(printed[i].text)
            sheet.cut_line(line, Reason.FURNITURE)
            closing = closing or _RULE.match(line.text) is None  # behind the text, what follows a furniture line is furniture
        elif match := _TAIL.search(line.text):
            if i + 1 == len(lines) or lines[i + 1].gap or not layout.full(line):
                found.append(printed[i].text[slice(*match.span())].strip("（）()【】[] "))
                sheet.cut(line.start + match.start(), line.start + match.end(), Reason.FURNITURE)
        elif not outside:
            closing = False
    return found


def _is_furniture(line: Line, outside: bool, foot: bool) -> bool:
    """Whether the line's words are a page's. `outside`: it stands above or below all text; `foot`: near the file's end."""
    if outside and _OWNER.search(line.text):
        return True
    found = _RULE.match(line.text) or _FURNITURE.search(line.text)
    return found is not None and (not _is_prose(line) or (foot and len(line.bare) <= SHORT))


def _is_prose(line: Line) -> bool:
    """Whether the line holds a sentence: a full stop, or enough words before another mark, or many words with spaces."""
    return "。" in line.text or (len(line.bare) >= SENTENCE and ends_sentence(line.text)) or len(line.text.split()) > WORDS


def cut_repeated(sheet: Sheet, layout: Layout) -> str | None:
    """Leave out headlines that stand twice on one line or once more elsewhere; return the one that stood twice on a line."""
    lines = sheet.lines()
    doubled: str | None = None
    for line in lines:
        text = line.bare
        half = len(text) // 2
        if len(text) % 2 == 0 and REPEATED <= half <= HEADLINE and text[:half] == text[half:] and len(set(text)) > 3 and "。" not in text:
            doubled = doubled or text[:half]
            sheet.cut_line(line, Reason.REPEATED_HEADLINE)
    lines = sheet.lines()
    alone = [i for i, line in enumerate(lines) if _may_repeat(lines, i, layout)]
    count = Counter(lines[i].bare for i in alone)
    seen: set[str] = set()
    for i in alone:
        text = lines[i].bare
        if text in seen and count[text] > 1:
            sheet.cut_line(lines[i], Reason.REPEATED_HEADLINE)
        seen.add(text)
    return doubled


def _may_repeat(lines: Sequence[Line], i: int, layout: Layout) -> bool:
    """Whether line i could be a headline: it stands alone, or at an edge of a run that it is too short or too wide to belong to."""
    line = lines[i]
    text = line.bare
    if len(text) < AGAIN or ends_sentence(text) or text[-1] in "，、；：,;:":
        return False
    above = i == 0 or line.gap > 0
    below = i + 1 == len(lines) or lines[i + 1].gap > 0
    return (above and below) or ((above or below) and (layout.short(line) or layout.wide(line)))
