"""The README's commands agree in both languages, run, and print what it says they print."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
READMES = {"README.md": "C.UTF-8", "README.zh.md": "zh_CN.UTF-8"}
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def transcripts(name: str) -> list[tuple[str, str]]:
    """Each command of the file's console blocks with the output that stands under it."""
    found = []
    for block in CONSOLE.findall((ROOT / name).read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("readme") / "library"
    command = [Path(sys.executable).with_name("youju"), "--library", where, "add", ROOT / "seeds"]
    subprocess.run(command, check=True, capture_output=True)
    return where


def test_both_languages_have_the_same_commands() -> None:
    english, chinese = ([command for command, _ in transcripts(name)] for name in READMES)
    assert english == chinese
    assert len(english) >= 4


@pytest.mark.parametrize("name", READMES)
def test_the_make_commands_exist(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = [shlex.split(c)[1] for c, _ in transcripts(name) if c.startswith("make ")]
    assert {"run", "test"} <= set(targets)
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("name", READMES)
def test_the_other_commands_print_what_the_readme_says(name: str, library: Path) -> None:
    ran = 0
    for command, expected in transcripts(name):
        if command.startswith("make "):
            continue
        here = command.replace(".venv/bin/youju", shlex.quote(str(Path(sys.executable).with_name("youju"))))
        environment = os.environ | {"YOUJU_LIBRARY": str(library), "LC_ALL": READMES[name]}
        done = subprocess.run(["sh", "-c", here], capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=environment)
        assert done.returncode == 0, done.stderr
        if "dd if=" in command or " ask " in command:
            assert done.stdout.rstrip("\n") == expected.rstrip("\n")
            ran += 1
        elif expected:
            assert expected.strip() in done.stdout
    assert ran >= 2


def listed_files(name: str) -> set[str]:
    """The paths of the file tree in the last section: a folder ends in a slash, what stands under it is indented by two."""
    tree = (ROOT / name).read_text(encoding="utf-8").rsplit("\n## ", 1)[1].split("```")[1]
    found: set[str] = set()
    above: list[str] = []
    for line in tree.strip("\n").splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        entry = line.split()[0]
        above[depth:] = [entry]
        found.add("".join(above))
    return found


@pytest.mark.parametrize("name", READMES)
def test_the_file_tree_is_the_tree(name: str) -> None:
    listed = listed_files(name)
    assert [path for path in sorted(listed) if not (ROOT / path).exists()] == []
    git = subprocess.run(["git", "ls-files"], capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True)
    # A folder that is named without what it holds stands for all of it.
    whole = tuple(path for path in listed if path.endswith("/") and not any(other.startswith(path) for other in listed - {path}))
    missing = [p for p in git.stdout.split() if p not in listed and not p.startswith(whole) and not p.endswith("__init__.py")]
    assert missing == []
