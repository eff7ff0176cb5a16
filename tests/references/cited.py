"""Made-up documents and answers for the tests of references, and the hostile words that must do nothing."""

import hashlib

from qa.cite import cite
from qa.types import Answer, Citation, Document, FrontMatter, Kind, Origin, Paragraph, Passage, Refusal, RefusalCode, Statement

HOSTILE = '<script>alert(1)</script>\u202e\x1b[31m\x00\ufffe]]>&amp;"{}%\\input{x} **b** `c` [x](javascript:alert(1)) $m$ |t|'
"""Markup of five languages, a control, a turn of direction, and a character that XML forbids."""


def document(front: FrontMatter, name: str = "文章.txt", raw: bytes = "一县\n增收十万元。他说好。\n再增两成。\n".encode()) -> Document:
    sha = hashlib.sha256(raw + name.encode("utf-8", "surrogatepass") + repr(front).encode("utf-8", "backslashreplace")).hexdigest()
    return Document(sha[:16], name, hashlib.sha256(raw).hexdigest(), "utf-8", len(raw), front)


RAW = "一县\n增收十万元。他说好。\n再增两成。\n".encode()
PAPER = FrontMatter(
    "一县增收记", "云岭日报", "周远志、李明、王洋、赵青", "2021-03-05", None, (), {"date": Origin.PRINTED, "title": Origin.PRINTED}
)
ESTIMATED = FrontMatter("高山茶", None, "周远志", "2022-06", "据正文", (), {"date": Origin.INFERRED})


def quoted(n: int, of: Document, ordinal: int) -> Citation:
    """A verified quote: the first sentence, the one after the line break, or the last."""
    paragraph = Paragraph(of.id, 0, Kind.BODY, (), "一县增收十万元。他说好。再增两成。", ((0, 6), (7, 37), (38, 53)))
    start, end = ((0, 8), (8, 12), (12, 17))[ordinal]
    return cite(n, of, paragraph, start, end, RAW)


def answered(question: str = "增收多少？", first: FrontMatter = PAPER, second: FrontMatter = ESTIMATED) -> Answer:
    """Three statements out of two documents; the second citation is the other document's."""
    one, two = document(first, "甲.txt"), document(second, "乙.txt")
    citations = (quoted(1, one, 0), quoted(2, two, 1), quoted(3, one, 2))
    statements = tuple(Statement(each.quote, (each.n,)) for each in citations)
    passages = tuple(Passage(i, 1.0, each, citations[i - 1].paragraph) for i, each in enumerate((one, two), start=1))
    return Answer(question, None, statements, citations, passages, None)


def refused(nearest: bool) -> Answer:
    of = document(PAPER, "甲.txt")
    citations = (quoted(1, of, 0),) if nearest else ()
    paragraph = quoted(1, of, 0).paragraph
    refusal = Refusal(RefusalCode.NOT_COVERED, ("火星",), 1 if nearest else None)
    return Answer("火星增收多少？", None, (), citations, (Passage(1, 1.0, of, paragraph),), refusal)
