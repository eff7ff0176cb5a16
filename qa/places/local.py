"""Villages, communities, sub-districts and zones by the pattern of their names: they stand in no table."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from qa.patterns import regex
from qa.places.lists import listed
from qa.places.table import table
from qa.places.words import Words, known

_VILLAGES = (
    "(?!村(?![东西南北口委头两支党中里内外民])|[A-Z]|民|庄|级|支书|干部|集体|两委|务|委|史|落|口|组|道|规|里|域|容|医|妇|官|内|外|民|超|晚"
    "|部(?!分))"
)
_TOWNS = "(?!村|建|创|长|亲|镇|土|间|情|域|愁|音)"
_SUFFIX = regex(  # each branch begins with a character of its own: then `re` passes over all the others at once
    rf"村(?<!村村){_VILLAGES}|村(?![东西南北口委头两支党中里内外民])村{_VILLAGES}|社区(?!民警|群众)|街道(?!办事|社区)|镇{_TOWNS}|乡{_TOWNS}"
    r"|经济技术开发区|高新技术产业开发区|高新技术开发区|经济开发区|旅游开发区|开发区|经开区|高新区|新区|工业园区?|产业园区?|保税区|度假区|自贸区"
)
_CLOSE = regex("村(?=[口里内外晚超])")
"""What ends a village right behind a chain only, and a name at that: 河东镇河西村口, but no 村口 by itself and no 规定村里."""
_OFFICE = regex(r"村(?<=[对向在由与和把被从给为到][\u4e00-\u9fff]{2}村)(?=村?委会|党总支|党支部|党委|“?两委)")
"""The end of a village of two characters behind a preposition, by its offices: 对柳湾村党总支书记."""
_LISTED = regex(r"[、和与及](?<=村.)([\u4e00-\u9fff]{2,6}?)村(?=[、，。；和与及等均都两三（(]|$)")
"""A village in a list behind another, with what divides them: 柳湾村、石桥村均."""
_PRAISE = regex(r"([\u4e00-\u9fff]{2,})[美富强新名大]")
"""A word and what is good about such a village (产业强村, 历史名村): a kind of village, no name of one."""
_ZONE = regex(
    r"(?:国家级?)?(经济技术开发区|经济开发区|经开区|高新技术产业开发区|高新技术开发区|高新区|综合保税区|保税区|工业园区|工业园|产业园区|新区|开发区|自贸区)"
)
_ALIKE = {"经济技术开发区": "经开区", "经济开发区": "经开区", "高新技术产业开发区": "高新区", "高新技术开发区": "高新区"}
_GENERIC = listed("generic")
_NO_HEAD = listed("no_head")
_HEADS = tuple(sorted(listed("heads")))
_NO_NAME = regex(
    r"\W|[\d的在和与及为内外各等局院委办会厅司队所辖属多到至]|居民|片区|政府|中心|全体|所有|下属|周边|附近|第|公安"
    r"|医院|学校|大学|重点|部分|首[家个批次]"
)
_NO_VILLAGE = listed("no_village")
_NOT_IN_NAMES = ("v", "d", "ad", "p", "c", "u", "r", "l", "i", "t")
_NOT_BEHIND = ("v", "d", "ad", "p", "c", "u", "r", "l", "i")
_BODIES = ("局", "公司", "学校", "大学", "医院")
_COUNTED = frozenset("个各每")
"""What counts places and names none: 规定一个村, 各社区."""
_NO_TAIL = ("家乡", "故乡", "农村", "乡村", "城镇", "小镇", "古镇", "乡镇", "村镇", "集镇")
_DIVISIONS = ("县", "区", "市", "旗", "镇", "乡", "街道")
_LED = frozenset("受自在从到于由向把被为是以与和及")
_ARRIVING = listed("arriving")
_NUMERAL = regex(r"[一二三四五六七八九十百千万两几\d]+个?")
_NAME_TAGS = ("ns", "nr", "nz", "nt", "zg", "ng")
_FUNCTION = ("u", "p", "c", "d", "r", "m", "q", "x", "y", "e", "o", "w", "k", "h", "t", "l", "i")
LONGEST = 7
"""Characters of the longest name before its suffix."""


@dataclass(frozen=True, slots=True)
class Named:
    """A village, a community, a sub-district or a zone: its slice, and its name as it is remembered."""

    start: int
    end: int
    name: str


def zone_behind(words: Words, offset: int) -> tuple[str, str] | None:
    """(as written, as remembered) of the zone that stands right behind a place (苏州 + 经开区); None where none does."""
    match = _ZONE.match(words.text, offset)
    if match is None or (match.group(1) == "新区" and words.at(match.end() - 1)[1] != match.end()):
        return None
    return match.group(), _ALIKE.get(match.group(1), match.group(1))


def find(words: Words, taken: Sequence[tuple[int, int, bool]]) -> list[Named]:
    """The local names of a text, in order; `taken` are the slices of divisions, in order, with whether each is named in full: a short
    name right before the suffix is the village's own (北城社区)."""
    text = words.text
    close = {match.start() for match in _CLOSE.finditer(text)}
    signs = sorted({match.span() for match in _SUFFIX.finditer(text)} | {(at, at + 1) for at in close})
    return sorted(_signed(words, signs, close, taken), key=lambda named: named.start) if signs or "村" in text else []


def _signed(words: Words, signs: Sequence[tuple[int, int]], close: Container[int], taken: Sequence[tuple[int, int, bool]]) -> list[Named]:
    """The local names that end with the `signs`, slices of suffixes in order, of which those at `close` only do right behind a place."""
    text = words.text
    found: list[Named] = []
    whole = {end for _, end, full in taken if full and text.endswith(_DIVISIONS, 0, end)}
    taken = [one for one in taken if one[2] or one[0] not in whole]  # 向阳 of 田头镇向阳回族村 is part of the village's name
    open_ends = {end for _, end, _ in taken}  # behind which a village of theirs may stand
    ends = list(open_ends)
    for at, end in signs:
        if any(start < end <= last for start, last, _ in taken):
            continue
        own = next((start for start, last, full in taken if last == at and not full), None)
        before = at if own is None else own
        left = max((last for last in ends if last <= before), default=0)
        follows = left in open_ends and 0 < at - left <= LONGEST - (1 if left in whole else 2)
        if own is not None and end - at < 4 and at not in close:
            start: int | None = own if _own(text[own:at]) else None
        elif follows and _follows(words, left, at, end, left in whole) and not (at in close and _says(text[left:at])):
            start = left
        else:
            start = None if at in close else _start(words, at, end, left)
        if start is not None and text[at - 1] in _COUNTED:
            start = None
        if start is not None and not text[start:end].endswith(_NO_TAIL) and not (text[at] == "村" and _praises(text, start, at)):
            found.append(Named(start, end, text[start:end]))
            ends.append(end)
            if text[at] != "村":
                open_ends.add(end)
    return [*found, *_offices(words, [*found, *taken])]


def _says(stem: str) -> bool:
    """Whether a stem is an everyday noun or verb (规定), and so no name by itself."""
    return known(stem) and _tag(stem) in ("n", "v", "vn")


def _own(stem: str) -> bool:
    """Whether the short name of a county right before a suffix is a village's own (北城社区), which one of a city is not (上海社区)."""
    return _proper(stem) and all(len(entry.code) > 4 for entry in table().meanings(stem))


def _offices(words: Words, held: Sequence[Named | tuple[int, int, bool]]) -> list[Named]:
    """The villages that only their offices tell (对柳湾村党总支书记), or another village before them, where nothing was found."""
    spans = [(one.start, one.end) if isinstance(one, Named) else one[:2] for one in held]
    told = [(match.end() - 3, match.end()) for match in _OFFICE.finditer(words.text)]
    ends = {last for _, last in spans}
    told += [(match.start(1), match.end()) for match in _LISTED.finditer(words.text) if match.start() in ends]
    found = []
    for start, end in told:
        stem = words.text[start : end - 1]
        free = all(end <= first or start >= last for first, last in spans) and not _NO_NAME.search(stem)
        if free and _proper(stem) and stem + "村" not in _NO_VILLAGE and not (known(stem) and not _tag(stem).startswith(("n", "zg"))):
            found.append(Named(start, end, stem + "村"))
    return found


def _praises(text: str, start: int, at: int) -> bool:
    """Whether what stands before 村 only says what kind it is (宜居美), not behind a township, which may have one of that name."""
    match = _PRAISE.fullmatch(text, start, at)
    return match is not None and known(match.group(1)) and not text[:start].endswith(("镇", "乡", "街道"))


def _tag(word: str) -> str:
    import rjieba

    return str(rjieba.tag(word)[0][1])


def _start(words: Words, at: int, end: int, left: int) -> int | None:
    """Where the name before a suffix `[at, end)` begins, not before `left`, the end of the last place; None where it is none."""
    first, last, word, tag = words.at(end - 1)
    if last != end:
        return None
    if first < at:  # one word: 太平村
        if known(word) and (len(word) - (end - at) < 2 or not tag.startswith(_NAME_TAGS)):
            return None
        start: int | None = max(first, left)
        if start is not None and at - start == 1:  # 庄村 of 田庄村
            start = _back(words, start, left)
    else:
        start = _back(words, at, left)
    if start is None or not _opens(words, start, left):
        return None
    while words.text[start] in _LED and at - start > 2:
        start += 1
    stem = words.text[start:at]
    return start if len(stem) >= 2 and _proper(stem) and not _acts(stem) else None


def _acts(stem: str) -> bool:
    """Whether a name found by itself begins with a verb, an adverb or an adjective (打造特色社区, 产业强村)."""
    head = stem[:2]
    acts = known(head) and _tag(head).startswith(("v", "d", "a", "p"))
    return acts or (len(stem) > 3 and known(stem) and _tag(stem[2:]).startswith("v")) or stem.endswith(_BODIES)


def _follows(words: Words, left: int, at: int, end: int, whole: bool) -> bool:
    """Whether what stands between a place and the suffix is a name: no verb or other word of the dictionary that names nothing;
    behind a full name (`whole`) everyday words may be in it (河湾回族村)."""
    behind = words.text[left:at]
    if not _proper(behind) or _NO_NAME.search(behind) or "社区" in behind or _leads(behind, words.text[at:end]):
        return False
    offset = left
    while offset < end:
        first, last, word, tag = words.at(offset)
        bars = _NOT_BEHIND if whole and not word.endswith(("年", "月底", "日", "天")) else _NOT_IN_NAMES
        if word in _NO_VILLAGE and first >= left:
            return False
        other = tag.startswith(bars) and first < at
        other = other or (len(word) > 3 and (_tag(word[2:]).startswith("v") or _tag(word[:2]).startswith(("d", "ad", "v"))))  # 大力发展
        if other and first >= left and len(word) > 1 and known(word):
            return False
        offset = last
    return True


def _leads(behind: str, suffix: str) -> bool:
    """Whether the one character between a place and the suffix is no name: none is so short of a community, and of a village a verb is
    none (挑村书记)."""
    return len(behind) == 1 and (suffix == "社区" or (suffix == "村" and _tag(behind).startswith("v")))


def _opens(words: Words, start: int, left: int) -> bool:
    """Whether a name may begin there: at the start, behind a place, a mark, or a word that is no noun."""
    if start in (0, left):
        return True
    _, _, word, tag = words.at(start - 1)
    return not "\u4e00" <= word[-1] <= "\u9fff" or tag.startswith(("p", "c", "u")) or word in _ARRIVING or word == "社区"


def _back(words: Words, at: int, left: int) -> int | None:
    """Where the word before an offset begins, with a single character before it that belongs to it (大 + 公路)."""
    if at <= left:
        return None
    first, _, word, tag = words.at(at - 1)
    if first < left or not "\u4e00" <= word[0] <= "\u9fff" or len(word) > 4:
        return None
    if tag.startswith(_FUNCTION) or (len(word) > 1 and not tag.startswith(_NAME_TAGS)):
        return None
    if len(word) > 1 or first <= left:
        return first if len(word) > 1 else None
    before, _, head, kind = words.at(first - 1)
    if before >= left and len(head) == 1 and "\u4e00" <= head <= "\u9fff" and head not in _NO_HEAD and not kind.startswith(("p", "c", "u")):
        return before
    return None


def _proper(stem: str) -> bool:
    """Whether what stands before the suffix may be a name."""
    return stem not in _GENERIC and (stem[0] not in _NO_HEAD or stem.startswith(_HEADS)) and not _NUMERAL.fullmatch(stem)
