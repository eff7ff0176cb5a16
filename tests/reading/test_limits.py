"""The READMEs name every limit with its default."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from qa.reading.limits import PREFIX, Limits, setting_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_limit_stands_in_the_readme_with_its_default(name: str) -> None:
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| ([\d,]+) \|", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
    told = {setting: int(value.replace(",", "")) for setting, value in rows.items()}
    assert told == {setting_of(field.name).removeprefix(PREFIX): getattr(Limits(), field.name) for field in fields(Limits)}
