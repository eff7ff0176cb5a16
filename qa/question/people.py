"""Where a normalised sentence names people: what the tagger takes for a name, and what it misses and its surroundings give away."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from qa.patterns import regex

Slice = tuple[int, int]

# The commoner surnames (Ministry of Public Security's report on names, 2020), and some double ones.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯"
    "江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文温古闵辜庄涂章卓俞翁申耿邢焦柳鲁裴祝柯阮凌纪单冷岳齐梅倪左安华施牛洪盛欧聂樊兰翟危饶舒"
    "吉燕甘景童柴谷祁项柏屈房岑苗关霍牟蒙蔺栾滕鲍窦晏佟佘游储靳詹幸薄蒲邰池胥闻桑桂冉尚浦敖练艾揭占迟官卞邬邸尉郁郜邝麦缪芦荆蓝蒯褚原沙"
)
# Rarer ones, most of the Hundred Family Surnames: names only where a post or a word of speech stands beside them. Left out are those
# that are everyday words as well (和, 都, 能).
_RARER = (
    "卫尤戚喻云葛奚郎昌凤酆费廉殷毕伍元卜穆萧湛狄米贝臧伏茅庞麻娄颜刁骆虞昝管裘宗贲杭诸钮嵇滑荣荀羊於惠甄曲封芮羿汲邴松井巫乌巴弓隗山车宓蓬仰秋仲伊宫宁仇厉戎祖符司韶怀索咸籍"
    "屠阴莘党贡劳逄姬扶堵宰郦雍郤璩濮寿边冀郏农阎慕连茹习宦戈庾衡匡寇广禄阙东殳沃蔚越夔隆巩厍晁勾融訾毋鞠丰巢查竺逯盖桓苟苑冼鄢粟丛帅楚敬苍银瞿隋衣矫阚仝亓褟操晋扈仉鹿虎撒扎"
)
_DOUBLE = "欧阳|上官|司马|诸葛|慕容|皇甫|司徒|令狐|夏侯|端木|尉迟|公孙|东方|南宫|独孤|轩辕|长孙|呼延|宇文"
_SURNAME = f"(?:{_DOUBLE}|[{''.join(sorted(SURNAMES | set(_RARER)))}])"
_HAN = "[\u4e00-\u9fff]"
# Somebody of whom a text gives the surname alone: 甲某, 甲某某; but not 由于某些, 于某日.
SOMEBODY = regex(rf"[{''.join(sorted(SURNAMES))}](?<!由于)某{{1,2}}(?![些个种地天日年月时家项次样处公企单品村市县区镇乡校部])")
_NO_PERSON = regex(r"(?:省|市|县|区|镇|乡|村|街|路|社区|公司|山|江|河)$")
# What somebody is called by, whose name stands right behind it.
_POST = (
    "(?:书记|支书|主席|主任|[市县区镇乡村州省局院校厂站所馆会社团队班组科处司厅署台部书事行园店警船机察谋员]长|经理|总裁|总监|总管|董事|代表|委员|教授|博士|硕士|专家|院士|医[生师]|大夫|护士|师(?![傅生范资德徒长])|师傅|记者|通讯员|[民交辅特]警|警官|法官|检察官|官员"
    "|[队党学店成会议雇教驾球职演裁察查讲导守卫管格售程驶判播究务]员|干[事部]|居民|[村市网渔牧农股]民|[责始起承头言持理伙继老证当候军病工法]人|秘书|助[理手]|同[学志]|选手|教练|导演|志愿者|学者|作者|主播|网友|游客|(?<![行企])业主|老板|店主|家属"
    "|学生|[作画术业学演]家|歌手|球星|首相|总统|总理|大使|特首|女士|先生|妻子|丈夫|儿子|(?<!妇)女儿|母亲|父亲|妈妈|爸爸)"
)
_SPEAKS = "(?:介绍|(?<![听来据传小])说(?![明法服书])|表示|告诉|认为|指出|强调|提出|坦言|透露|回忆|感慨|致辞|解释)"
# What ends a name of two characters, and what may follow one of three.
_THEN = rf"(?={_SPEAKS}|称|共同|一[同起行]|代表|等|在|与|和|及|为|是|的|对|向|将|把|也|已|就|带领|带队|率|出席|主持|参加|陪同|宣|讲|作)"
_BEHIND = (
    r"(?=$|[，,、。；;：:！？!?（）()“”\"《》「」\s/]|[说表介告认指强提称透坦回感致出主率带为在和与及等对向以是作就将把的同给从到于已也还当则又曾担宣参讲陪围深前来走赴一发被再进上下看接分随先最笑解补建呼要号总通汇授赠颁有"
    "因任兼牵负受正去用不没刚很每今昨近所经并而却便才仍都只既结开设召组检调获领夺击得打跑唱演写画做当救])"
)
_NAME = f"(?P<name>{_SURNAME}{_HAN}{_THEN}|{_SURNAME}{_HAN}{{2}}{_BEHIND}|{_SURNAME}{_HAN}{_BEHIND})"
_CALLED = (
    "(?:先生|女士|小姐|阿姨|大[爷妈娘叔伯姐哥]|奶奶|爷爷|师傅|老师|教授|医生|警官|书记|主任|老板|总(?=[^\u4e00-\u9fff])|"
    f"{_HAN}{{1,2}}(?=同志))"
)
# What begins like a name behind a post and is none (代表齐聚, 民警查获), and what no given name has in it.
_NO_NAME = regex(
    "(?:查[看询处获]|温馨|高[度效兴]|方[式法案便面]|党[员委支组建]|车[辆间]|计划|许[多可]|安[排全置养]|金额|任[务何命期]|谈[到话]|单位|关[于注心]|申[请报]|管理|齐[聚心]|盛[装赞]|连[续夜忙]|常[常务态]|东[西部]|广[大东泛]|索取|农[村民业]|祖[国籍]|戈壁"
    "|习惯|应[当该邀急对]|施[工行]|康复|单[独元]|武装|雷[锋达]|江[苏西山边]|万[元人户亩]|石[油头化]|水[平利库质电]|文[化明艺]|储[备存]|项目|司[机法]|边[境防]|巴[士黎西]|乌[黑云]|山[区东西村]|云[南集]|于[今昨前近本当同去日是]|游[客览泳]|操[作场]|戴[口上手着头帽]|晋[升级]|暴[行力雨露]|向[前后上下社全市]|余[名人])"
)
_BEFORE = r"(?:^|(?<=[^\u4e00-\u9fff])|(?<=[的是由为对向让请找给跟随像被]))"
# What gives a name away, and whether a given name follows the surname (not in 王主任, 李女士).
_GIVES_AWAY = (
    (regex(f"{_POST}[为是叫]?{_NAME}"), True),
    (regex(rf"(?:^|[。，,、；;：:！？!?“”\s])(?P<name>{_SURNAME}{_HAN}{{1,2}}?)(?={_SPEAKS})"), True),
    (regex(f"(?:{_BEFORE}|{_POST})(?P<name>{_SURNAME}{_CALLED})"), False),
)
_NEVER = frozenset("是的了在他她我你们就都也不这那有要会能可以到等个各该并而且或被将把其之与及")


@lru_cache(maxsize=20_000)
def persons(sentence: str) -> tuple[Slice, ...]:
    """Names of people, in order, apart: a surname that the tagger takes for a name with the one or two characters behind it, and what
    stands behind a post, before a word of speech, or as a surname with a title."""
    somebody = [match.span() for match in SOMEBODY.finditer(sentence)]
    found = [*somebody]
    for each in (*_given_away(sentence), *_tagged(sentence)):
        if not any(low < each[1] and each[0] < high for low, high in found):
            found.append(each)
    return tuple(sorted(found))


def _given_away(sentence: str) -> list[Slice]:
    out = []
    for pattern, given_name in _GIVES_AWAY:
        for match in pattern.finditer(sentence):
            name = match["name"]
            given = name[1:] if given_name else ""
            if not _NO_NAME.match(name) and _NEVER.isdisjoint(given):
                out.append(match.span("name"))
    return out


def _tagged(sentence: str) -> list[Slice]:
    import rjieba

    found: list[Slice] = []
    at = 0
    tagged = [*rjieba.tag(sentence), ("", "")]
    for (word, tag), (following, its) in pairwise(tagged):
        end = at + len(word)
        if following == "·" or word == "·":  # 威廉·琼斯: the parts around the dots are one name
            if found and found[-1][1] == at:
                found[-1] = (found[-1][0], end)
            elif word != "·":
                found.append((at, end))
        elif found and found[-1][1] == at and sentence[at - 1] == "·":
            found[-1] = (found[-1][0], end)
        elif word in SURNAMES and (tag == "nr" or its.startswith("nr")) and 1 <= len(following) <= 2:
            found.append((at, end + len(following)))  # 陈 + 艳霞
        elif (tag == "nrt" or (tag == "nr" and word[0] in SURNAMES and 2 <= len(word) <= 4 and not _NO_PERSON.search(word))) and not (
            found and found[-1][1] >= end
        ):
            found.append((at, end))
        at = end
    return found
