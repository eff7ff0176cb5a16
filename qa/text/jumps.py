"""Page jumps: （下转四版） … （上接一版）, wherever they stand, even broken across lines."""

from __future__ import annotations

from qa.patterns import regex
from qa.text.sheet import Sheet
from qa.types import Reason

_GAP = r"\s*"


def _spread(words: str) -> str:
    """The word as a pattern that lets white space stand between its characters: a hard wrap may fall inside."""
    return _GAP.join(words)


_VERB = "(?:" + "|".join(_spread(w) for w in ("下转", "上接", "紧接", "续接", "转接", "接上", "转下", "转至", "转", "接", "续", "见")) + ")"
_NUMBER = rf"(?:[0-9０-９一二三四五六七八九十]{_GAP}){{0,3}}"
_PAGE = rf"{_GAP}第?{_GAP}[A-Za-zＡ-Ｚ]?{_GAP}{_NUMBER}(?:[^（()）【】\[\]。，！？]{{0,6}}){_GAP}[版页]"
_NOTE = r"(?:[^（()）【】\[\]。！？]{0,10})"
_BRACKETED = regex(rf"[（(【\[〔〈]{_GAP}[▶►▷→]*{_GAP}{_VERB}{_PAGE}{_NOTE}[）)】\]〕〉]")
_ALONE = regex(rf"(?m)^[ \t\u3000]*[▶►▷▲→★●■]*[ \t\u3000]*(?:下转|上接|紧接|续接){_PAGE}[^。，！？\n]{{0,10}}$")


def cut_jumps(sheet: Sheet) -> None:
    """Leave page jumps out."""
    for pattern in (_BRACKETED, _ALONE):
        for match in pattern.finditer(sheet.work):
            sheet.cut(match.start(), match.end(), Reason.JUMP)
