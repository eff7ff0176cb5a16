"""Times that are told without a calendar's words: 昨日, 2021-03-05, 上世纪三十年代, “十四五”, 党的二十大, 近年来."""

from __future__ import annotations

from qa.patterns import regex
from qa.times.grammar import ALONE, CLEAR, ONE, SPACE

_DAYS = (
    r"(?P<today>今[天日](?![头俄说])|今[晚早晨夜](?![报会]))"
    r"|(?<!如)今(?P<season>[春夏秋冬])(?![节装茶麦风雨])|(?<!如)(?P<day1>昨[天日晚夜晨])|(?P<day2>(?<![此以之目日月先年午])前[天晚](?!后))"
    r"|(?P<day3>(?<![声说证表好的明手])明[天日晚早](?![气然堂亮珠”]))|(?P<day4>(?<![以之此最先今往])后天(?![性形的免努]))"
    rf"|(?P<sameday>(?<![担应含])(?<!案发)(?<!事发)(?<!生日)(?<!结婚)(?<!到期)当[天日晚](?!然|地)|同日|(?<!合)同一天)|(?P<nextday>(?<![\d首每两层{ONE}])次日|翌日)"
)
_WHOLE = r"(?<![\d.\-/])(?P<iy>(?:19|20)\d\d)(?P<sep>[-/.])(?P<im>0?[1-9]|1[0-2])(?P=sep)(?P<id>3[01]|[12]\d|0?[1-9])(?!\d|[-/.]\d)"
_LONG = (
    rf"(?P<century>上个?世纪|本世纪|{CLEAR}{ALONE}(?:1\d|20|21|十[{ONE}]|二十一?)世纪){SPACE}"
    rf"(?:(?P<decade>[1-9]0|[{ONE}]十){SPACE}年代|(?=[初末中以的，、]))"
    rf"|{CLEAR}(?P<ten>(?:1[89]|20)\d0){SPACE}年代|{CLEAR}{ALONE}(?P<lone>[3-9]0|[三四五六七八九]十){SPACE}年代"
)
_NAMED = (
    rf"(?:党的|中共|中国共产党)?第?(?P<term>二十|十[{ONE}]|十)届(?:(?P<session>[{ONE}])中全会|中央委员会第(?P<session2>[{ONE}])次全体会议)"
    rf"|(?:党的|中共|中国共产党)?第(?P<full>二十|十[{ONE}]|[{ONE}十])次全国代表大会"
    rf"|(?:党的|中共)(?P<short>二十|十[{ONE}]|[{ONE}十])大|{ALONE}(?P<bare>二十|十[六七八九])大(?=以来|召开|闭幕|开幕|胜利|之?后|之?前|提出)"
    rf"|(?P<open>[“‘「\"])(?P<plan>十[{ONE}]?|[{ONE}])五[”’」\"](?:规划|计划)?(?:期间|时期)?"
    rf"|{ALONE}(?P<plan2>十[一二三四五]|[六七八九])五(?:规划|计划)?(?:期间|时期|(?=以来))"
    rf"|{ALONE}(?P<plan3>十[一二三四])五(?![\d{ONE}百十千万亿年月日天个名人分点多余岁米斤公、至到号条届次级时位家户亩元])"
    r"|(?P<founding>(?:新中国|中华人民共和国)成立(?=以来|后|之后|初|前|之前|之初|时)|建国(?=以来|后|初期|之初|前))"
    r"|(?P<reform>改革开放(?=以来|后|之后|初|之初|前))"
)
_VAGUE = (
    r"(?P<vague>近年来?|近来|近几年来?|近些年来?"
    r"|截[至止](?:到)?(?:目前|当前|现在|发稿)|(?<![项题数科名栏条书篇节品剧曲盲夺瞩炫账醒])目前|(?<![担应勇])当前(?![往锋卫来])|如今(?![年天日晚夏春])"
    r"|(?<![接靠邻临最])近日(?![本元益常均点夜])|(?<![作易生节期止布假息整当次同翌末明昨周念考结算记夏冬春秋烈抗终今日业行\d十])日前"
    r"|(?<![^，。；！？：“\s])最近(?=[，几这一两些]|[^的]{0,6}[天周月年])"
    rf"|(?<![^，。；！？：“\s])未来(?=[，几一两三五十{ONE}\d将会]))"
)
FIXED = regex(rf"{_DAYS}|{_WHOLE}|{_LONG}|{_NAMED}|{_VAGUE}")
BY_DIGITS = regex(r"\d{2,4}(?:[-/.]|世纪|[ \u00a0\u3000]{0,2}年代)")
"""How one of them may begin that begins with a digit, which most times of `DATED` do."""
SINCE = regex(rf"{SPACE}(?:以来|至今(?![年天日春夏秋冬晨早晚])|迄今|到现在|[^，。；：、！？,;\n“”《》年月日]{{1,14}}?(?<!一直)以来)")
"""After a time: it runs to the day of publication. Of 2015年组建护林队以来 the time is the first word, and since it."""
COME = regex(r"来(?![自到说看的临访了华沪京宁此源电宾函得年])")
"""今年来 is 今年以来, where no word begins with 来."""
