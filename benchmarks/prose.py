"""Articles made up for files of every format: a title, a publisher, a day, paragraphs. Each is another one; none is anybody's."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

PLACES = ("云山县", "临江市", "白石区", "青田镇", "南湖新区", "柳城县", "东岭市", "平湖县", "安河镇", "石桥区")
_TRADES = ("油茶产业", "家具制造", "温泉旅游", "稀土加工", "蔬菜种植", "电子信息", "城市更新", "职业教育", "数字政务", "水库移民后期扶持")
_DOINGS = ("加快推进", "稳步发展", "全面提升", "持续做大", "着力打造")
_PAPERS = ("云山日报", "临江晚报", "东岭日报", "南湖晚报")
_OFFICES = ("发展和改革委员会", "农业农村局", "教育局", "文化和旅游局", "住房和城乡建设局")
_SENTENCES = (
    "{place}{office}负责人介绍，全年{trade}完成投资{n}亿元，比上年增长百分之{m}。",
    "截至{month}月底，当地已建成标准化基地{n}个，带动{k}户农民就业增收。",
    "“过去一年，我们把{trade}作为头号工程来抓，先后出台了{m}项配套措施。”这位负责人说。",
    "记者在{place}采访时看到，新落成的服务中心里，前来办事的群众排起了队，平均等候时间不到{m}分钟。",
    "下一步，{place}将继续完善基础设施，力争三年内把{trade}的产值提高到{n}亿元以上。",
    "为了解决资金问题，当地与{m}家银行签订协议，发放贷款{n}亿元，贴息{k}万元。",
    "专家认为，{trade}要走得更远，关键在于技术、人才和市场三个环节同时发力。",
    "在{place}的一处工地上，{k}名工人正在安装设备，项目预计{month}月投入使用。",
)


@dataclass(frozen=True, slots=True)
class Article:
    """`day` is year, month, day; `sections` are headings with their paragraphs, the first of them without a heading ("")."""

    title: str
    publisher: str
    author: str
    day: tuple[int, int, int]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def date(self) -> str:
        """ISO 8601."""
        return "{:04d}-{:02d}-{:02d}".format(*self.day)

    @property
    def spoken(self) -> str:
        """2023年5月8日."""
        return "{}年{}月{}日".format(*self.day)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All of them, in order."""
        return tuple(text for _, texts in self.sections for text in texts)


def article(seed: int, paragraphs: int = 6) -> Article:
    """The article of that number: the same for the same number."""
    draw = Random(seed)
    place, trade = draw.choice(PLACES), draw.choice(_TRADES)
    day = draw.randint(2009, 2024), draw.randint(1, 12), draw.randint(1, 28)

    def paragraph() -> str:
        chosen = draw.sample(_SENTENCES, draw.randint(2, 3))
        return "".join(
            sentence.format(
                place=place, office=draw.choice(_OFFICES), trade=trade, n=draw.randint(2, 99), m=draw.randint(2, 30),
                k=draw.randint(100, 9999), month=draw.randint(1, 12),
            )
            for sentence in chosen
        )  # fmt: skip

    texts = [paragraph() for _ in range(paragraphs)]
    texts[0] = f"本报{place[:-1]}{day[1]}月{day[2]}日讯 " + texts[0]
    half = max(1, paragraphs // 3)
    sections = (
        ("", tuple(texts[:half])),
        ("一、因地制宜谋发展", tuple(texts[half : 2 * half])),
        ("二、多措并举促增收", tuple(texts[2 * half :])),
    )
    rows = (
        ("县区", "投资（亿元）", "项目（个）"),
        *((draw.choice(PLACES), str(draw.randint(2, 99)), str(draw.randint(2, 40))) for _ in range(3)),
    )
    title = f"{place}{draw.choice(_DOINGS)}{trade}"
    return Article(title, draw.choice(_PAPERS), draw.choice(("王明", "李小红", "陈建国")), day, sections, rows)
