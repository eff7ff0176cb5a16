"""How plausible decoded characters are as Chinese: a wrong codec yields characters, but hardly ever the common ones."""

from __future__ import annotations

# The 300 commonest characters of 2023 news prose by count, then the traditional forms of those that have another one.
# They make up 62 % of the Chinese characters of such prose; in a wrong codec, a passage of 100 characters scores 0.02 (docs/log.md).
COMMON_CHARACTERS = (
    "的一人在中了国有大为日和是发年上不行时生月动会公市业区作出到家对地成新来工全多以部个进方法这民等开现要员能学力后通安者下们关分于展高用场务实经报前将长理事子过同自体他资合水化道主与车提机心表网海示任查"
    "元加保我建重小金文电美据可产更活面其本次交定被及也题天内期目社当警情入名记度看并台间应信司品就点外好平责政量北回持此位万强服原还之院最已受近某标相利管联队设都防性起得向所局物路运明南该共数解流制至正处"
    "东调手系案意第科医风门省消西特称息计说委女比从山基三布军导式着推项收编增续组传里源接件程视问总而因众商立办供指州如两村无京企线规今支城各打广营常老代求但集救团议辑造价治费游影气告然让创级斯护步教口预身"
    "國爲發時動會業區對來個進這開現員學後們關於場務實經報將長過體資與車機網電據產題內當記並臺間應點責萬強還標聯隊設運該數處東調醫風門稱計說從軍導項編續組傳裏視問總衆辦兩無線規廣營團議輯價費遊氣讓創級護預"
)
PUNCTUATION = "，。、；：？！“”‘’（）《》「」『』—…·　０１２３４５６７８９％"
_COMMON = frozenset(COMMON_CHARACTERS + PUNCTUATION)


def plausibility(text: str) -> float:
    """Share of the characters outside ASCII that are common in Chinese prose, 0 to 1; 1 where there are none."""
    foreign = [c for c in text if c > "\x7f"]
    return sum(c in _COMMON for c in foreign) / len(foreign) if foreign else 1.0
