"""Patterns are compiled when they are first used, and behave as compiled ones do."""

import re
from pathlib import Path

import pytest

from qa.patterns import regex

ROOT = Path(__file__).resolve().parents[1]


def test_it_does_what_a_compiled_pattern_does(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    really = re.compile
    monkeypatch.setattr(re, "compile", lambda source, flags=0: compiled.append(source) or really(source, flags))
    late = regex(r"(?P<year>\d{4})年", re.IGNORECASE)
    assert compiled == [] and late.pattern == r"(?P<year>\d{4})年"
    assert [match["year"] for match in late.finditer("2021年和2022年")] == ["2021", "2022"]
    assert late.sub("某年", "2021年底") == "某年底" and late.fullmatch("2021年底") is None
    assert late.groupindex == {"year": 1} and late.flags & re.IGNORECASE
    assert late.search("一二〇二一年") is None
    assert compiled == [r"(?P<year>\d{4})年"], "once, however often it is used"


def test_bytes_and_mistakes() -> None:
    assert regex(rb"\x81.", re.DOTALL).findall(b"\x81\n") == [b"\x81\n"]
    mistaken = regex("(")
    with pytest.raises(re.error):
        mistaken.search("")


def test_no_module_of_qa_compiles_while_it_is_imported() -> None:
    found = [path for path in (ROOT / "qa").rglob("*.py") if "re.compile(" in path.read_text(encoding="utf-8")]
    assert found == [ROOT / "qa" / "patterns.py"], "use qa.patterns.regex: the program has hundreds, a question needs a third of them"
