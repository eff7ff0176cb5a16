"""The short forms of a division's name: 赣州 of 赣州市, 恩施 and 恩施州 of 恩施土家族苗族自治州."""

from __future__ import annotations

from qa.patterns import regex

_PEOPLES = [
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "京",
    "塔塔尔",
    "独龙",
    "鄂伦春",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
]
_PEOPLE = "(?:" + "|".join(f"{name}族" for name in _PEOPLES) + "|各族|蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯)"
_AUTONOMOUS = regex(rf"(.{{2,}}?){_PEOPLE}*自治([区州县旗])")
_LEVEL = regex(r"(.+?)(?:特别行政区|地区|林区|特区|新区|省|市|盟|区|县|旗)")
_LEAST = 2  # characters; one character (赣, 吉) is no name by itself


def shorts(name: str) -> tuple[str, ...]:
    """The short forms, the barest first; empty where the name has none (赵县)."""
    found = _AUTONOMOUS.fullmatch(name)
    if found is not None:
        base, level = found.groups()
        forms = [base]
        if level in "州县" and not base.endswith(level):
            forms.append(base + level)
        if level in "县旗":
            forms.append(f"{base}自治{level}")
    else:
        plain = _LEVEL.fullmatch(name)
        forms = [plain.group(1)] if plain else []
    return tuple(form for form in forms if len(form) >= _LEAST and form != name)
