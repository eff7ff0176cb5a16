"""Every test that SECURITY.md and docs/faults.md name exists, and every promise and fault names one."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = ("SECURITY.md", "docs/faults.md")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def tables(name: str) -> list[list[str]]:
    """The cells of every row of the file's tables that is no head."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    rows = [line.strip().strip("|").split(" | ") for line in lines if line.startswith("| ")]
    return [row for row in rows if not set("".join(row)) <= set("- |:")]


@pytest.mark.parametrize("name", DOCS)
def test_the_tests_that_are_named_exist(name: str) -> None:
    named = NAMED.findall((ROOT / name).read_text(encoding="utf-8"))
    assert len(named) >= 15
    missing = []
    for path, test in named:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        if test not in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}:
            missing.append(f"{path}::{test}")
    assert missing == []


@pytest.mark.parametrize("name", DOCS)
def test_every_row_names_a_test(name: str) -> None:
    rows = [row for row in tables(name) if row[0].strip() not in ("promise", "fault", "what was done")]
    assert len(rows) >= 15
    assert [row[0] for row in rows if not NAMED.search(" ".join(row)) and "python -m benchmarks" not in " ".join(row)] == []
