"""The one table of messages: both languages, the same fields, never mixed."""

import re
import string

import pytest

from qa.messages import locale_of_environment, say, table


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("key", sorted(table()))
def test_both_languages_stand_there_with_the_same_fields(key: str) -> None:
    row = table()[key]
    assert set(row) == {"zh", "en"}
    assert fields(row["zh"]) == fields(row["en"])
    plain = re.sub(r"\{[^}]*\}|`[^`]*`|“[^”]*”", "", row["en"])
    assert not re.search(r"[\u4e00-\u9fff]", plain), "Chinese in the English message"


def test_the_locale_is_read_in_the_order_of_posix(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert locale_of_environment() == "en"
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert locale_of_environment() == "zh"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert locale_of_environment() == "en"


def test_an_unknown_message_is_a_bug() -> None:
    with pytest.raises(KeyError):
        say("no_such_message", "en")
