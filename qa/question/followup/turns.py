"""One question of a conversation, taken apart as far as a follow-up needs it: its entities, its subject, its topic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.patterns import regex
from qa.question.followup.mentions import Mention, Slot, mentions
from qa.question.kinds import Asked, asked, is_english
from qa.question.stops import ASKING, GENERIC, STOPS
from qa.tokens import normalise


@dataclass(frozen=True, slots=True)
class Completed:
    """A question that stands by itself; what stands before `focus` is the topic it was given. `changed` says whether it was."""

    text: str
    focus: int
    changed: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """A completed question. `focus` as in `Completed`; `mentions` are the entities of the whole text."""

    text: str
    focus: int
    kind: Asked
    english: bool
    mentions: tuple[Mention, ...]

    def of(self, *slots: Slot) -> tuple[Mention, ...]:
        """Its entities of these slots."""
        return tuple(mention for mention in self.mentions if mention.slot in slots)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question that says something; `tag` is the tagger's, "entity" for a mention."""

    start: int
    end: int
    text: str
    tag: str


_GOES_ON = regex(r"[\u4e00-\u9fff](?<![是有在的突达被都参超实获完和与及率已])")
Run = tuple[Word, ...]
# Tagged as verbs, and yet what a figure measures.
_MEASURED = frozenset(["收入", "支出", "投资", "投入", "补贴", "补助", "贷款", "存款", "就业", "产出", "党建"])
# Verbs that ask of whatever was spoken of, and say nothing of their own.
_LIGHT = frozenset(
    ["负责", "开始", "做", "做到", "办", "搞", "说", "干", "提出", "启动", "完成", "结束", "发生", "起", "起来", "参加", "参与", "主要",
     "具体", "分别", "时候", "这么", "那么", "这样", "那样", "样", "到", "来", "去", "怎么", "出来", "得", "牵头", "主管", "发起", "组织",
     "落实", "是", "有",
     "后来", "之后", "后", "现在", "目前", "当时", "最后", "最终", "如今", "还", "过"]
)  # fmt: skip
_EMPTY_TAGS = ("p", "c", "u", "d", "r", "y", "x", "f", "e", "o")
# What is asked of anything: never itself what a question is about.
_RELATIONS = GENERIC | frozenset(["成绩", "好处", "用处", "益处", "安排", "要求", "困难", "收获", "区别", "关系", "优势"])
_JOINING = frozenset(["的", "和", "与", "及", "、"])
_HOW = regex(r"(?:如何|怎样|怎么)\s*$")
_COUNT = regex(r"(?:多少|几)[十百千万亿]*(?:余|多)?(?:个|名|位|户|家|项|条|座|所|处|件|次|种|类|支|场)?")


def turn_of(text: str, focus: int = 0) -> Turn:
    """The question taken apart; its kind is that of what stands behind `focus`."""
    normal = normalise(text[focus:])
    return Turn(text, focus, asked(normal), is_english(normal), mentions(text))


def words(turn: Turn) -> list[Word]:
    """The entities and the words of a question in order, without question words, particles and marks."""
    held = [Word(m.start, m.end, m.text, "entity") for m in turn.mentions]
    asking = [_without_noun(match) for match in (*ASKING.finditer(turn.text), *_COUNT.finditer(turn.text))]
    blocked = sorted([(word.start, word.end) for word in held] + asking)
    found, at = list(held), 0
    for start, end in [*blocked, (len(turn.text), len(turn.text))]:
        if at < start:
            found += _cut(turn.text[at:start], at)
        at = max(at, end)
    return sorted(found, key=lambda word: word.start)


def _without_noun(match: re.Match[str]) -> tuple[int, int]:
    """What asks, without the first character of a noun that may as well be a unit (多少村民, 多少省直机关)."""
    start, end = match.span()
    return (start, end - 1) if match.group()[-1] in "国镇乡村县市区省州" and _GOES_ON.match(match.string, end) else (start, end)


def _cut(text: str, offset: int) -> Iterator[Word]:
    import rjieba

    for word, tag in rjieba.tag(text):
        if re.search(r"\w", word) and (word in _JOINING or word in _MEASURED or not (word in STOPS or tag.startswith(_EMPTY_TAGS))):
            yield Word(offset, offset + len(word), word, tag)
        offset += len(word)


def runs(turn: Turn) -> list[Run]:
    """Unbroken runs of words that are no place and no time, trimmed of conjunctions at their ends."""
    apart = {(m.start, m.end) for m in turn.of(Slot.PLACE, Slot.TIME)}
    out: list[Run] = []
    run: list[Word] = []
    for word in [*words(turn), Word(-1, -1, "", "end")]:
        if run and (word.start != run[-1].end or (word.start, word.end) in apart):
            while run and run[-1].text in _JOINING:
                run.pop()
            while run and run[0].text in _JOINING:
                run.pop(0)
            out += [tuple(run)] if run else []
            run = []
        if word.tag != "end" and (word.start, word.end) not in apart:
            run.append(word)
    return out


def is_verb(word: Word, *, bare: bool = False) -> bool:
    """Whether the tagger takes it for a verb (`bare`: or for a noun made of one), and it measures nothing."""
    return (word.tag == "v" or (bare and word.tag == "vn")) and word.text not in _MEASURED


def is_light(word: Word) -> bool:
    """Whether it asks of whatever was spoken of, and says nothing of its own."""
    return word.text in GENERIC or word.text in _LIGHT or (len(word.text) == 1 and word.tag == "v")


def says_something(run: Run) -> bool:
    """Whether a run has a word that not any question has."""
    return any(word.text not in _RELATIONS and word.text not in _JOINING for word in run)


def thing(turn: Turn) -> tuple[int, int] | None:
    """What is asked about besides places and times, as a slice: the indicator of a number, the object of a how, the term of a what."""
    found = [run for run in runs(turn) if says_something(run) and run[0].start >= turn.focus]
    if not found:
        return None
    chosen = _trimmed(_chosen(turn, found), turn)
    return chosen[0].start, chosen[-1].end


def subject(turn: Turn) -> tuple[int, int] | None:
    """The last thing named before the question word (大桥 of 大桥是什么时候通车的), else what is asked about."""
    found = [run for run in runs(turn) if turn.focus <= run[0].start and run[-1].end <= asking_at(turn) < len(turn.text)]
    found = [run for run in found if not all(is_verb(word) or is_light(word) for word in run)]
    return (found[-1][0].start, found[-1][-1].end) if found else thing(turn)


def _chosen(turn: Turn, found: list[Run]) -> Run:
    """The run that the question word asks of: the counted noun behind 多少, else the one before it, else the last."""
    asking = asking_at(turn)
    count = _COUNT.search(turn.text, turn.focus)
    if turn.kind is Asked.NUMBER and count:
        behind = next((run for run in found if run[0].start == count.end()), None)
        if behind:
            kept = next((i for i, word in enumerate(behind) if i and is_verb(word)), len(behind))
            return behind[:kept]
    named = [run for run in found if any(word.tag == "entity" for word in run)]
    if turn.kind in (Asked.NUMBER, Asked.WHO, Asked.WHERE, Asked.DATE, Asked.WHAT):
        before = [run for run in found if run[-1].end <= asking < len(turn.text)]
        if before:
            return before[-1]
        if named:
            return named[-1]
    return found[-1]


def asking_at(turn: Turn) -> int:
    """Where its question word begins; its end where it has none."""
    found = (match.start() for match in ASKING.finditer(turn.text, turn.focus) if re.search(r"\w", match.group()))
    return next(found, len(turn.text))


def _trimmed(run: Run, turn: Turn) -> Run:
    """Without the verb that it is the object of, before it, and the verb of change, behind it."""
    if len(run) > 1 and run[0].tag == "vn" and _HOW.search(turn.text[: run[0].start]):
        run = run[1:]
    while len(run) > 1 and is_verb(run[0]):
        run = run[1:]
    ahead = run[-1].end <= asking_at(turn)
    while len(run) > 1 and is_verb(run[-1]) and (ahead or turn.kind in (Asked.NUMBER, Asked.OTHER)):
        run = run[:-1]
    while len(run) > 1 and run[0].text in _JOINING:
        run = run[1:]
    return run
