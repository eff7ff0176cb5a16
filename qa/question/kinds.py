"""What kind of question is asked, and what its answer must look like: by the question words, Chinese and English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.patterns import regex


class Asked(StrEnum):
    """The kind of a question."""

    NUMBER = "number"
    DATE = "date"
    WHO = "who"
    WHERE = "where"
    WHAT = "what"
    HOW = "how"
    WHY = "why"
    LIST = "list"
    COMPARE = "compare"
    YESNO = "yesno"
    OTHER = "other"


FACTS = frozenset({Asked.NUMBER, Asked.DATE, Asked.WHO, Asked.WHERE})
"""Kinds with a short answer: one sentence says it."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The shape of the answer: `form` is number, percent, money, year, date, person, place, title or "" (none); `unit` the measure
    word or the noun that must follow (`个`, `社区`), "" where the question names none."""

    form: str = ""
    unit: str = ""


# Measure words and units, longest first where one begins another; none where the noun itself begins with it (多少项目, 多少人口, 多少村民).
UNIT = (
    "平方公里|平方千米|平方米|立方米|公里|千米|厘米|毫米|公顷|公斤|千克|人次|场次|个百分点|个月|小时|分钟|世纪|周年|"
    "个|名(?!称|字)|位|户(?!籍)|人(?![口民均大才力物员工类])|项(?!目)|件|次|家(?![庭长具乡])|所|座(?!谈)|辆|条(?![件例])|支(?![部持出])|场(?![所馆地])|亩|米|吨|克|年(?![轻级代龄])|岁|天|日|"
    "种(?!植)|类|倍|度|枚|颗|张|部(?![门队分])|篇|本(?!科)|册|台(?!账)|套|间|层(?!次)|届|期(?!刊)|批|组(?!织)|队(?![员伍])|面(?!积)|块|份|票(?!房)|分|点|级|代(?!表)|"
    "门(?![店诊])|只|头|匹|架|艘|幅|首|句|字|页|处(?![理于罚分在长境级])|起(?![来步码伏点源草诉到])|把(?![握关手控])|根(?![据本治])|瓶|盏|棵|株|封(?![闭控面锁])|"
    "笔(?!记|试)|宗(?![旨教])|轮(?![流换船岗])|趟|桶|箱|袋|杯|堂(?!屋)|元|美元|英镑|岛|国(?![家有企])|镇|乡(?![镇村亲])|村(?![民级干党委])|县(?![级直])|市(?![民场级直])|区(?![域级])|省(?![直级份])|州"
)
# What a question of place asks for: nouns that end a name (梧桐路社区), and nouns that do not (德国 is no 国家).
_ENDS_A_NAME = "社区|街道|小区|村|县|市|区|镇|乡|省|州|洲|岛|山|河|湖|海|港|路|街|公司|大学|学院|中学|小学|医院|银行|集团|协会|党委|党支部"
_NO_NAME = "乡镇|村庄|城市|国家|地区|地方|省份|地点|国|单位|部门|企业|学校|机构|组织|党组织|支部"

_THAT_PLACE = r"(社区|街道|村|镇|乡)(?:都|各|分别)?叫(?:什么|啥)"  # 得奖的那个村叫什么名字

# Posts that a text names as the question does. One who wrote or founded something (作者, 创办人) is seldom called so in the text.
POST = (
    r"(?:第一书记|村?支书|(?:党总支|党支部|党委|总|支部)?书记|秘书长|董事长|理事长|参谋长|委员长|主任|主席|部长|市长|县长|区长|省长|州长|镇长|乡长|"
    r"村长|局长|厅长|处长|科长|院长|校长|会长|社长|行长|厂长|站长|所长|馆长|台长|团长|队长|司长|署长|组长|总统|总理|首相|总经理|总裁|主编)"
)
# What stands before 叫什么名字 where a person is meant, and not a firm, a plan or a village.
_PERSON = (
    "(?:(?<!机器)人|[位员长师生者工民星友汉伯姨爷奶妈爸孩童娃姐妹哥弟夫妻叔婶嫂警兵徒犯臣官众医]|导游|[作画专学术业史明]家|(?:选|助|一把|凶|歌|棋|骑)手|[男女孩]子|小伙子?|姑娘|父亲|母亲|儿子|女儿|老板|书记|支书|主任|教练|导演|教授|"
    "博士|大使|总理|首相|总统|司机|经理|总裁|主席|干部|婴儿|宝宝|网红|主播|丈夫|护士|女士|小姐|太太)"
)
_CALLED = rf"{POST}(?:的?(?:名字|姓名))?(?:是|叫)(?:什么|啥)(?:名字?)?[？?]?$|{POST} *的?(?:名字|姓名)[？?]?$"

# In this order: the first that matches decides. A comparison that asks for numbers is still a comparison.
_ZH: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    (Asked.COMPARE, regex(
            r"比一比|比一下|不同(?!程度|层次|类型)|不一样|(?:哪[个边家方]|谁)[^，,]{0,8}(?:更|[做来捐得给]得[多少高低早晚重快好])|多少[^?？]*[，,][^?？]*又(?:有|是)?多少|各[\u4e00-\u9fff]{1,3}在?[^?？]{0,4}哪一?[天年日月]|区别|差异|差别|异同|相比|对比|各自|各有|各是|各(?=如何|怎|[能可会给为用靠][^，,？?]{0,8}(?:什么|哪些|多少|几|啥))|(?<!全[市县区省镇村])各[\u4e00-\u9fff]{1,4}(?:多少|几[个名户]|哪些|什么)|分别(?!在哪|是哪|为哪|由哪)|哪个更|谁更|"
            r"比较(?=.*[和与跟、]|一?下?[？?]?$)|(?<![a-z])vs(?![a-z])")),
    (Asked.WHY, regex(r"(?<![称名叫译改就之])为什么(?!样)|(?<![称名])为何|为啥|什么原因|何以|的原因(?!.*(谁|多少|哪))|因何|出于什么")),
    (Asked.DATE, regex(
            r"哪一?年|何年|[公西]元几年|[什啥]么?时候|啥时(?!代)|何时|几时|[多哪]会儿|哪一?天|哪一?日|几月|哪个?月|几号|什么时间|什么年代|哪个?世纪|(?:哪一?个?|什么)朝代|哪一?朝(?!向)|什么日期|哪个年代|"
            r"(时间|日期)是(?!多)")),
    (Asked.WHO, regex(
            r"谁|哪一?位|何人|什么人(?!才)|哪个人|"
            rf"{_PERSON}[”\"」]?(?:都|又|各|到底|究竟)?叫(?:什么|啥)(?:名[字儿]?)?(?:来着|呢|呀|啊)?[？?]?$|"
            r"姓(?:什么|啥|甚)|哪一?名(?!单)|" + _CALLED)),
    (Asked.NUMBER, regex(
            rf"多少|(?<![哪好这那近十])几(?:(?:{UNIT})(?![^，,？?]*(?:怎么|如何|怎样|咋|什么))|十|百|千|万|亿|成|分之)|第几|几多|多[大高长远久重宽深快厚](?!程度|限度|规模)|(比例|占比|数量|人数|总数|"
            rf"总量|增速|增幅|面积|收入)(是|为|有)?[？?]?$|百分之几|若干")),
    (Asked.HOW, regex(r"(?:钱|资金|经费|费用|收入)(?:都|是|主要|究竟|到底)*从(?:哪|何)")),  # a source, and no place
    (Asked.WHERE, regex(
            rf"哪里|哪儿|何处|何地|什么地方|(?:在|于|到|从)哪(?!些|几|种|一?[种项次场部篇本件届方]|个(?:方面|时|阶段|领域))|哪一?(?:个|"
            rf"座|家|所|条|支)?(?:{_NO_NAME}|{_ENDS_A_NAME})|什么(?:{_NO_NAME}|{_ENDS_A_NAME})(?!的)|由哪[个家座]|{_THAT_PLACE}")),
    (Asked.HOW, regex(
            r"如何|怎样|怎么|咋|(?:什么|哪些|哪几[个项条])(?:样的|具体|主要|创新|特色)*(?:措施|办法|做法|方式|举措|行动|手段|途径|"
            r"方法|努力|探索|经验|工作|机制|成效|成果|变化|作用)")),
    (Asked.LIST, regex(r"哪些|哪几|包括什么|包含什么|有什么|都有啥|几大?(?:方面|类型)|列举|列出|名单")),
    (Asked.YESNO, regex(r"是否|是不是|有没有|能否|能不能|可否|会不会|吗[？?]?$")),
    (Asked.WHAT, regex(r"什么|啥|何谓|何为|是何|哪一?[个种项门类]|哪|含义|意思|指的是|定义")),
)  # fmt: skip
_EN: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    (Asked.COMPARE, regex(r"\b(compare|compared|comparison|differ|different|difference|differences|versus|vs|respectively)\b")),
    (Asked.WHY, regex(r"\b(why|what reason|what caused)\b")),
    (Asked.NUMBER, regex(
            r"\bhow (many|much|large|big|long|far|old|high|tall|often)\b|\bwhat (percentage|percent|proportion|share|number|amount)\b|"
            r"\b(percentage|proportion|total number|ratio)\b|"
            r"\bwhat (?:is|was|are|were|annual|average|total)\b.*"
            r"\b(?:age|value|incomes?|revenues?|rate|area|population|cost|price|gdp|turnover)\b")),
    (Asked.DATE, regex(
            r"^(?:since |until |by |and )?when\b|\bwhen (?:did|do|does|was|were|is|are|will|has|have|had)\b|"
            r"\b(?:what|which) (?:year|date|day|month|time|century|decade)\b")),
    (Asked.WHO, regex(r"\b(who|whom|whose|(what|which) person)\b")),
    (Asked.WHERE, regex(
            r"\b(where|(what|which) "
            r"(?:big |large |small )?(?:cit(?:y|ies)|countr(?:y|ies)|places?|villages?|count(?:y|ies)|communit(?:y|ies)|"
            r"towns?|districts?|regions?|states?|provinces?|locations?))\b")),
    (Asked.LIST, regex(r"\b(list|(what|which) (are|were)|name the|which measures)\b")),
    (Asked.HOW, regex(r"\b(how|what (measures|steps|methods|efforts|practices|ways))\b")),
    (Asked.WHAT, regex(r"\b(what|which|define|meaning)\b")),
)  # fmt: skip
_PERCENT = regex(
    r"比例|占比|百分|率|[增涨降跌升减]幅|幅度|同比|几成|个百分点|(?:增长|提高|下降|上升|减少|增加|降低|提升|上涨|下跌|拉动|拉高|拉升|推高|[涨降跌])了?(?:多少|几)(?!钱|个百|"
    r"[个名位户人项件次家万亿元])"
)
_MONEY = regex(
    r"多少(?:钱|[万亿]*元|[\u4e00-\u9fff]{0,4}(?:资金|经费|补助|补贴|奖金|奖励|工资|报酬|租金)(?![\u4e00-\u9fff]*[人户员]))|(?:[\u4e00-\u9fff](?<![花浪耗免公自])费|费用|票价|收入|资金|产值|金额|投资|[罚赔退贷借]款|[房车]贷|[售单租均]价|租金|薪|价格|营收|利润|奖金|补助|补贴|报酬|工资|成本|生产总值|gdp|投入|"
    r"损失|销售额|市值)[^，,]{0,6}(?:多少|几|多[大高])"
)
_MONEY_NOT = regex(r"多少(?!钱|[万亿]*元|资金)[个名位户人项件次家]")
_TITLED = regex("(?:什么|啥|哪一?[本部首篇份])(?:图?书(?![写法面记院])|绘本|小说|教材|电影|影片|电视剧)")
_UNIT_AFTER = regex(rf"(?:多少|几)[多余来]?(?:万|亿|千|百|十)?(?:个(?=人))?({UNIT})")
_WHICH = regex(rf"(?:哪一?(?:个|座|家|所|条|支|些|几个)?|什么)(?:(?:{_NO_NAME})|({_ENDS_A_NAME}))|{_THAT_PLACE}")
_LATIN = regex(r"[a-z]")
_CJK = regex(r"[\u3400-\u9fff]")


def is_english(question: str) -> bool:
    """Whether a normalised question is asked in English: Latin words, and hardly a Chinese character."""
    return len(_CJK.findall(question)) * 5 < len(_LATIN.findall(question))


def asked(question: str) -> Asked:
    """The kind of a normalised question."""
    if is_english(question):
        return _asked_in_english(question)
    return next((kind for kind, pattern in _ZH if pattern.search(question)), Asked.OTHER)


def _asked_in_english(question: str) -> Asked:
    """By the question word that stands first (in which town … those who …), a comparison by any."""
    found = [(match.start(), i, kind) for i, (kind, pattern) in enumerate(_EN) if (match := pattern.search(question))]
    if any(kind is Asked.COMPARE for *_, kind in found):
        return Asked.COMPARE
    return min(found)[2] if found else Asked.OTHER


def expected(question: str, kind: Asked) -> Expected:
    """The shape that the answer to a normalised question of this kind must have."""
    which = _WHICH.search(question)
    if kind is Asked.DATE:
        return Expected("year" if re.search(r"哪一?年|何年|元几年|\byear\b", question) else "date")
    if kind is Asked.WHO:
        return Expected("person")
    if kind is Asked.WHERE:
        return Expected("place", next(filter(None, which.groups()), "") if which else "")
    if kind is Asked.WHAT and _TITLED.search(question):
        return Expected("title")
    if kind is Asked.NUMBER or (kind is Asked.COMPARE and re.search(r"多少|几[个名户]|更[多少高低大]", question)):
        return _number(question)
    return Expected()


def _number(question: str) -> Expected:
    unit = _UNIT_AFTER.search(question)
    share = _PERCENT.search(question) or re.search(r"\bpercent|\bproportion|\bshare\b|\brate\b", question)
    if share and not (unit and unit.group(1) != "个百分点"):
        return Expected("percent")
    if _MONEY.search(question) and not _MONEY_NOT.search(question):
        return Expected("money")
    return Expected("number", unit.group(1) if unit else "")
