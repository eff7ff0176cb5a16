"""The words of a date that stands in a calendar, as one regular expression over text with half-width digits.

A year, told or counted (2021年, 去年), then a part of it (3月5日, 上半年, 年底), or either alone. What must not be taken for one
(今年轻, 项目前年) is held off by the characters around it.
"""

from __future__ import annotations

from qa.patterns import regex

SPACE = r"[ \u00a0\u3000]{0,2}"
"""Web pages set a space between a digit and a character (8 月 16 日)."""
JOIN = rf"{SPACE}(?:至|到|[-－–—~～]{{1,2}}){SPACE}"
ONE = "一二三四五六七八九"
CLEAR = r"(?<!\d)(?<!\d\.)"
"""Not within a longer number."""
ALONE = rf"(?<![{ONE}十百千万亿])"
"""Not within a longer Chinese one."""

_YEAR = rf"(?:(?<!元前){CLEAR}(?:1\d|20)\d\d|{ALONE}[一二][〇○零Ｏ{ONE}]{{3}})"
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{ONE}元])"
_DAY = rf"(?:[12]\d|3[01]|0?[1-9]|三十一?|二?十[{ONE}]?|[{ONE}])"
_EDGE = (
    rf"(?:初(?![中级步始审稿赛试评选创心夏秋冬春生次衷{ONE}十])"
    r"|底(?![部层气薪盘板价色特蕴线数稿栋])|末(?![端班位日梢次尾]))"
)

_TOLD_YEAR = (
    rf"(?:(?P<y0>{_YEAR}){SPACE}年?度?{JOIN})?(?P<y>{_YEAR}){SPACE}(?:年(?![轻级龄薪货代均月历])度?|财年|学年|(?=半年[度报]|[上下]半年|第?[一二三四]季[度报]|Q[1-4]))"
    rf"|{CLEAR}(?P<y2>\d\d)年(?={SPACE}\d{{1,2}}{SPACE}月)"
)
_COUNTED_YEAR = (
    r"(?P<now>今年(?![轻级龄货糕味纪])|(?<![日成资基样版脚书剧课根])本年(?![轻级龄月])度?)"
    r"|(?P<last>(?<!(?<!超)过)(?<![失逝老死])去年(?![轻级龄均]))"
    r"|(?P<prior>(?<![以网线史实路岸市身])上年(?=度|同期|[末底初增的下上全同减第实，。、；）]|[ \d一二三四])度?|(?<!以)上一年(?!级)度?)"
    r"|(?P<prior2>(?:(?<![\u4e00-\u9fff])|(?<=[到至于将自比较与和是在]))大?前年(?![度均轻后龄月级产]))"
    r"|(?P<next>(?<![声说证表注写标])明年(?![轻级龄月])|(?<![年以将未从往历到月带近])来年(?![度均轻])|(?<!以)下一年(?!级)度?)"
    r"|(?P<next2>(?:(?<![\u4e00-\u9fff])|(?<=[到至在于将从自明和与]))后年(?![度均轻后龄产级]))"
    r"|(?P<same>(?<![想担应相适])当年(?![轻级龄])|(?<![合不如共相等陪])同年(?![级龄代人轻限]))"
    rf"|(?P<after>(?<![首每两多再\d{ONE}层届此单人])次年(?![轻级龄])|翌年)"
    r"|(?P<before>(?<![以之\d])前一年(?!级)度?)"
)
_MONTHS = (
    rf"{CLEAR}(?!五月天|八月十五(?!日)|三月三(?![日十])|二月二(?![日十])|九月九(?!日)|十月革命|十月怀|五月花|六月雪|七月半|二月兰|十月文艺|八月桂)(?<!闰)(?<!近)(?<!农历)(?![{ONE}十]月[{ONE}十]+(?![{ONE}十日号]))"
    rf"(?:(?P<mm>[{ONE}])(?=[{ONE}]月)|(?P<m0>{_MONTH})(?:{SPACE}月?份?{JOIN}|、{SPACE}(?={_MONTH}{SPACE}月(?!{SPACE}\d))))?"
    rf"(?P<m>{_MONTH}){SPACE}月(?![球亮薪饼光嫂饷龄壤老牙季]|期(?!间)|初[{ONE}十])份?"
)
_COUNTED_MONTH = (
    r"(?P<month0>(?<![成资日基样版])本月|这个月)|(?P<month1>(?<!以)上个?月(?![球面薪亮台经]))"
    r"|(?P<month2>(?<![以之])下个?月(?![球亮薪]))|(?P<month3>(?:当月|同月)(?![份龄球亮]))|(?P<month4>(?<![\d每首])次月)"
)
_DAYS = (
    rf"(?:{SPACE}(?:(?:(?P<d0>{_DAY})(?:{SPACE}[日号]?{JOIN}|、))?(?P<d>{_DAY}){SPACE}[日号](?![楼线店院馆文车门])"
    rf"|(?P<part>[上中下]{{1,2}}旬|{_EDGE})))?"
)
_BARE_DAY = (
    r"(?<![近第每约达满共逾超期时续历最余度为均多另留役\d])(?<!(?<!不)过)(?<!\d[.:/-])"
    rf"(?:(?P<b0>\d{{1,2}})(?:{SPACE}日?{JOIN}|、))?(?P<b>3[01]|[12]\d|0?[1-9]){SPACE}日"
    r"(?![元均游龄线内本圆程餐/年益单租]|以[内上下后]|左右|期|增|的?时间|行程|拘|新高|连)"
)
_QUARTER = (
    rf"(?:(?P<q0>[1-4一二三四])(?:{JOIN}|、))?(?P<q1>第)?{SPACE}(?P<q>[1-4一二三四首]){SPACE}季(?P<qd>[度报])?"
    rf"|Q(?P<qq>[1-4])(?![0-9A-Za-z])|前{SPACE}(?P<fq>[二三两23]){SPACE}个?季度"
)
_REST = (
    r"(?P<half>(?<!以)[上下]半年度?|半年[度报]|中报)"
    rf"|(?<![\d{ONE}十百几多两今去明前后每整半本当同次翌来历老往近财])年(?P<edge>{_EDGE})|(?P<edge2>{_EDGE})"
    rf"|(?<![\d{ONE}十百几多两每老常成壮青财])年(?P<mid>中)(?=[，。、；）]|期|旬|至|到|已|以前|之前|左右)"
    r"|(?P<season>春(?![节运晚招游耕茶播笋考联雷城糖秋风光意暖蕾华])|夏(?![令粮收训洛威邦津蒙尔奥征种播管普朝利娃]|季[奥达])"
    r"|秋(?![招粮收游冬学播种交葵拍雅瓷林分])|冬(?![奥残令训泳小青运至枣储春麦虫]|季奥))[天季日]?"
    rf"|(?<!财年)前{SPACE}(?P<fm>1[01]|[2-9]|十一?|[二两三四五六七八九]){SPACE}个?月(?![球亮])"
    rf"|(?<![\d{ONE}十个本上下当同次每几半岁])月(?P<mx>{_EDGE})"
)

DATED = regex(  # each part is tried only where a character stands that it may begin with
    rf"(?P<head>(?=[\d一二])(?:{_TOLD_YEAR})|(?=[今本去上大前明来下后当同次翌])(?:{_COUNTED_YEAR}))?"
    rf"(?P<sub>{SPACE}(?:(?:(?=[\d{ONE}十元]){_MONTHS}|(?=[本这上下当同次])(?:{_COUNTED_MONTH})){_DAYS}|(?=\d){_BARE_DAY}"
    rf"|(?=[1-4一二三四首第前Q \u00a0\u3000])(?:{_QUARTER})|(?=[上下半中年初底末春夏秋冬前月])(?:{_REST})))?"
)
"""May match nothing at all: take it at a start that `START` has found, and look at `head` and `sub`."""
_NUMERAL = f"{ONE}十"
START = regex(  # `re` passes over all that no alternative begins with at once, as long as each begins with a single character
    f"(?:{'|'.join(f'0123456789“‘「{chr(34)}{_NUMERAL}')}"
    r"|今(?=[年天日晚早晨夜春夏秋冬])|去(?=年)|上(?=[年个月一半世])|本(?=[年月世])"
    rf"|前(?=[年天晚\d \u00a0{ONE}两十])|大(?=前年)|明(?=[年天日晚早])|来(?=年)|下(?=[一个月半])|后(?=[年天])|当(?=[年月天日晚前])"
    r"|同(?=[年月日一])|翌(?=[年日])|次(?=[年月日])|这(?=个月)|年(?=[初底末中])|月(?=[初底末])|第(?=[ \u00a0\d一二三四十])|首(?=季)"
    r"|昨(?=[天日晚夜晨])|党(?=的)|中(?=[共国华])|新(?=中国)|建(?=国)|改(?=革开放)|近(?=[年几些来日])|目(?=前)|如(?=今)|日(?=前)|最(?=近)"
    r"|截(?=[至止])|未(?=来)|Q(?=[1-4])|元(?=月))"
    rf"(?:(?<![\d“‘「\"{_NUMERAL}])|(?<=[“‘「\"])(?=[{_NUMERAL}])|(?<=[{_NUMERAL}])(?=[{_NUMERAL}〇○零Ｏ月季世五大届、至到-])"
    rf"|(?<=\d)(?<!\d\d)\d{{0,3}}(?={SPACE}(?:[年月日号世季财、至到./Q~～—–－-]|半年|[上下]半|第?[{ONE}]季)))"
)
"""Where a time may begin."""
UNDATED = frozenset('中党新建改近目如日最截未“‘「"')
"""Of the characters that a time may begin with, those that begin none of `DATED`."""
