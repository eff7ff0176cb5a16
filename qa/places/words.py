"""Where words begin and end in a paragraph, so that no place is found inside one (中山大学, 海口碑, 成都市民)."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from qa.patterns import regex
from qa.places.lists import listed
from qa.places.table import table

_SPLIT = regex(
    r"市(?:民(?!政|族|宗|办|营|革|建|盟|委)|场|区|值|面|容|郊|域|况|井|县|花|级)|区(?:域|间|块|位|划|别|县|级)|县(?:域|市|区|级)|省(?:份|域|会|市|区|级)|[镇乡](?:域|区|级)|州(?:域|府|级)"
)
"""A level character that belongs to the word behind it: 成都市民 is 成都 and 市民, 淮安县级 is 淮安 and 县级, 苏州市民政局 is not."""
_INSTITUTION = regex(
    r"大学(?!生)|学院|师范|中学(?!生)|小学(?!生)|[一二三四五六七八九十]中(?!心)|附[中小属]|中医|医院|医大|银行|日报|晚报|晨报|商报|早报|时报|卫视|电视台|广电"
    r"|证券|证交所|交易所|股份|集团|农商|[东南西北中]?路(?!径|线|演|段|过|人)|大街|[东南西北]街|大道|大桥|长江大桥|高速(?!发展|增长|推进|成长)"
    r"|[东南西北]?站(?!在|点|台|上|起|到|稳)|国际机场|机场|港(?:集团|股份)|队(?!伍|员|列)|男篮|女篮|男排|女排|国安|申花|泰山队|精神|时间|话(?!题|语)|牌(?!照)|杯|菜(?!市)"
    r"|烤鸭|火锅|炒饭|火腿|小吃|啤酒|汽车(?!产业|工业|制造|市场|下乡)|石化|钢铁|实业|控股|科技股|电子股|说(?!法|明)|坦言|告诉记者|公司|法院|新闻网|舰|山体|动物园|公园|故宫|岸(?!上)|保险|人寿|铁路局"
)
"""What makes the name before it part of a longer one."""
_LED = listed("led")
_KEEPS = listed("keeps")


_LEVELS = frozenset(["省", "市", "区", "县", "州", "盟", "旗", "镇", "乡", "街道", "苏木", "地区", "自治区", "自治州", "自治县"])
_SURNAMES = listed("surnames")


_MARKS = frozenset("，。；！？：、“”《》（）")
_MARK = regex(f"[{''.join(sorted(_MARKS))}]")
"""The cutter cuts at each of these whatever stands around it, so that what lies between two of them can be cut by itself."""


class _Piece(NamedTuple):
    """What lies between two marks: the edges of its words, the first one's start before all, and the words with their tags."""

    edges: list[int]
    words: tuple[str, ...]
    tags: tuple[str, ...]


class Words:
    """The words of a text as jieba cuts them, with their tags; found by character offset."""

    __slots__ = ("_edges", "_pieces", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._pieces: dict[int, _Piece] = {}  # only where they are asked for: most of a text names nothing
        self._edges: list[int] = []

    def at(self, offset: int) -> tuple[int, int, str, str]:
        """(start, end, word, tag) of the word that covers an offset."""
        k = bisect_right(self._edges, offset)
        piece = self._pieces.get(k) or self._cut(offset)
        i = bisect_right(piece.edges, offset)
        return piece.edges[i - 1], piece.edges[i], piece.words[i - 1], piece.tags[i - 1]

    def _cut(self, offset: int) -> _Piece:
        """What lies around an offset between two marks, cut into words."""
        import rjieba

        if not self._edges:
            self._edges = [0, *(mark.end() for mark in _MARK.finditer(self.text)), len(self.text)]
        k = bisect_right(self._edges, offset)
        start, end = self._edges[k - 1], self._edges[k]
        words, tags = zip(*rjieba.tag(self.text[start:end]), strict=True)
        piece = self._pieces[k] = _Piece(list(accumulate(map(len, words), initial=start)), words, tags)
        return piece

    def cut_at(self, offset: int) -> bool:
        """Whether a word begins there, or the text ends."""
        return offset >= len(self.text) or self._bounded(offset) or self.at(offset)[0] == offset

    def _bounded(self, offset: int) -> bool:
        """Whether a mark or an end of the text parts what stands before from what stands behind, however it is cut."""
        return not 0 < offset < len(self.text) or self.text[offset - 1] in _MARKS or self.text[offset] in _MARKS

    def stands(self, start: int, end: int, full: bool) -> bool:
        """Whether `[start, end)` may be a name by itself: no word of the dictionary runs over its edges, and what follows makes
        no longer name of it. `full` says that it ends with the word for its level, which is trusted over a guessed word."""
        if (full and _SPLIT.match(self.text, end - 1)) or (not full and (self._longer(end) or self.institution(end))):
            return False
        if not full and self.text[end - 1 : end + 1] == "州市" and not _SPLIT.match(self.text, end):
            return False
        return self._left(start, end, full) and self._right(start, end, full)

    def institution(self, end: int) -> bool:
        """Whether what stands there makes the name before it part of that of a school, a road, a company (思明南路)."""
        return _INSTITUTION.match(self.text, end) is not None

    def _longer(self, end: int) -> bool:
        """Whether the word of another level stands behind a short name (新北市 is no 新北区, 云溪县 no 云溪区); not 市民, 县级."""
        if self.text[end : end + 1] not in ("市", "县", "区") or _SPLIT.match(self.text, end):
            return False
        _, last, word, _ = self.at(end - 1)
        return last == end + 1 and word not in table().forms

    def _left(self, start: int, end: int, full: bool) -> bool:
        if self._bounded(start):
            return True
        first, last, word, tag = self.at(start)
        if first == start:
            return full or not self._surname(start)
        if word[: start - first] == "中国" or (word[: start - first] in table().forms and word[start - first :] in table().forms):
            return True
        if known(word):
            return False
        if full and end - start >= 3:
            return last <= end or not tag.startswith("nr") or last == end
        return set(word[: start - first]) <= _LED

    def _surname(self, start: int) -> bool:
        """Whether a surname by itself stands before a name, and nothing before that (、何远山、)."""
        if not start or self.text[start - 1] not in _SURNAMES or self.at(start - 1)[2] != self.text[start - 1]:
            return False
        return start == 1 or not "\u4e00" <= self.text[start - 2] <= "\u9fff"

    def _right(self, start: int, end: int, full: bool) -> bool:
        if self._bounded(end):
            return True
        first, last, word, tag = self.at(end - 1)
        if last == end:
            return True
        if first == start and known(word):
            tail = word[end - start :]
            return full or tail in _KEEPS or tail in table().forms
        if first > start and known(word):
            return full and self.text[first:end] in _LEVELS
        return full or not tag.startswith("nr")


def known(word: str) -> bool:
    """Whether the cutter's dictionary holds the word."""
    import rjieba

    return bool(rjieba.has_word(word))
