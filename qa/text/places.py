"""Where a text plays: the place it names most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

PROVINCES = {
    "北京": "北京市", "天津": "天津市", "上海": "上海市", "重庆": "重庆市", "河北": "河北省", "山西": "山西省", "辽宁": "辽宁省",
    "吉林": "吉林省", "黑龙江": "黑龙江省", "江苏": "江苏省", "浙江": "浙江省", "安徽": "安徽省", "福建": "福建省", "江西": "江西省",
    "山东": "山东省", "河南": "河南省", "湖北": "湖北省", "湖南": "湖南省", "广东": "广东省", "海南": "海南省", "四川": "四川省",
    "贵州": "贵州省", "云南": "云南省", "陕西": "陕西省", "甘肃": "甘肃省", "青海": "青海省", "台湾": "台湾省", "内蒙古": "内蒙古自治区",
    "广西": "广西壮族自治区", "西藏": "西藏自治区", "宁夏": "宁夏回族自治区", "新疆": "新疆维吾尔自治区",
}  # fmt: skip
_NOT_NAMES = frozenset("全该各本我这每城某两几多此外下上省市县区乡农新老跨在从为")
_UNITS = frozenset("市县区州盟旗")
LEAST = 2
"""Times a place is named at least, once in the title counting for `TITLE`."""
TITLE = 5
LEADS = 0.3
"""Part of all namings that the most named place has where the text is about it."""


def places(texts: Sequence[str], title: str) -> tuple[str, ...]:
    """The place a text is about, with the larger one before it where they stand together in the text; empty where none leads."""
    import rjieba

    count: Counter[str] = Counter()
    whole = "\n".join([title, *texts])
    tokens = rjieba.cut(whole)
    for token, below in pairwise([*tokens, ""]):
        name = ""
        if token[-1:] in _UNITS and 3 <= len(token) <= 4:
            name = token
        elif below in _UNITS and 2 <= len(token) <= 3 and not rjieba.has_word(token):
            name = token + below
        if name and name[0] not in _NOT_NAMES and re.fullmatch(r"[\u4e00-\u9fff]+", name):
            count[name] += 1
    words = Counter(tokens)
    for name in list(count):
        count[name] += words[name[:-1]] + TITLE * (name in title) + TITLE * (name[:-1] in title)
    regions = Counter({full: whole.count(short) for short, full in PROVINCES.items() if short in whole})
    best = min(count, key=lambda name: (-count[name], name), default="")
    if best and count[best] >= LEAST and count[best] >= LEADS * count.total():
        found = re.search(rf"(?:[\u4e00-\u9fff]{{2,4}}省)(?:[\u4e00-\u9fff]{{2,3}}市)?{best}|[\u4e00-\u9fff]{{2,3}}市{best}", whole)
        larger = found.group()[: -len(best)] if found else ""
        for short, full in PROVINCES.items():
            if short in larger:
                larger = larger[larger.index(short) :] if full in larger else larger
        return (larger + best,)
    region = min(regions, key=lambda name: (-regions[name], name), default="")
    return (region,) if region and regions[region] >= LEAST else ()
