"""The folder of a derived index, changed without its readers noticing: a new one is made beside it and put in its place.

The one before it lies beside until the library's change is committed, for those who still read the library as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path


def before(folder: Path) -> Path:
    """Where the one before it lies, where there is one."""
    return folder.with_name(folder.name + ".old")


def fresh(folder: Path) -> Path:
    """An empty folder beside it, in the place of what a killed writer left there."""
    made = folder.with_name(folder.name + ".new")
    if made.exists():
        shutil.rmtree(made)
    made.mkdir(parents=True)
    return made


def like(folder: Path, rewritten: Collection[str]) -> Path:
    """A fresh folder with the same files: under a second name, or as copies where they are `rewritten` or the disk has no links."""
    made = fresh(folder)
    for path in folder.iterdir():
        if path.name in rewritten or not _linked(path, made / path.name):
            shutil.copy2(path, made / path.name)
    return made


def exchange(made: Path, folder: Path) -> None:
    """The new one in place, the old one beside it until `settle`."""
    if folder.is_dir():
        settle(folder)
        folder.rename(before(folder))
    else:
        folder.unlink(missing_ok=True)
    made.rename(folder)


def bring_back(folder: Path) -> None:
    """The one before it in place again."""
    shutil.rmtree(folder, ignore_errors=True)
    before(folder).rename(folder)


def settle(folder: Path) -> None:
    """Erase the one before it."""
    shutil.rmtree(before(folder), ignore_errors=True)


def _linked(path: Path, other: Path) -> bool:
    """Whether a second name for the file could be made."""
    try:
        other.hardlink_to(path)
    except OSError:
        return False
    return True
