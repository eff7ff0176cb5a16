"""A clock that jumps, and files that change while they are read."""

import os
import time
from collections.abc import Callable
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest

from qa.engine import Library
from qa.engine.changing import watch
from qa.engine.checking import check
from qa.errors import PathError, YoujuError
from qa.reading import files
from qa.reading.files import Source, read_bytes
from qa.types import Answer

TEXT = "白河镇修堤\n\n白河镇去年投入{}万元加固河堤，新堤全长六点五公里，可以抵御五十年一遇的洪水。\n"
QUESTION = "白河镇投入多少万元加固河堤？"


def said(answer: Answer) -> tuple[object, ...]:
    return answer.statements, answer.citations, answer.refusal


def test_a_clock_that_jumps_changes_no_answer_and_no_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "files" / "河堤.txt"
    file.parent.mkdir()
    file.write_text(TEXT.format("九百"), encoding="utf-8")

    def run(where: str) -> tuple[object, ...]:
        with Library.open(tmp_path / where, model="hash", create=True) as library:
            library.add([file])
            first = said(library.ask(QUESTION))
            library.amend("河堤.txt", {"title": ["修堤"]})
            library.remove(["河堤.txt"])
            library.revert(library.versions()[0].label)
            return first, said(library.ask(QUESTION)), library.versions(), check(tmp_path / where).problems

    steady = run("steady")
    jumps = cycle((0.0, 4e9, 1e9, -5.0, 2e9))
    monkeypatch.setattr(time, "time", lambda: next(jumps))
    monkeypatch.setattr(time, "perf_counter", lambda: next(jumps))
    monkeypatch.setattr(time, "monotonic", lambda: next(jumps))
    assert run("jumping") == steady
    assert steady[-1] == ()


def test_times_of_files_that_jump_hide_no_change(tmp_path: Path) -> None:
    """A file is looked at again where its time is another one, be it an earlier one."""
    file = tmp_path / "files" / "河堤.txt"
    file.parent.mkdir()

    def written(words: str, at: int) -> None:
        file.write_text(TEXT.format(words), encoding="utf-8")
        os.utime(file, (at, at))

    written("九百", 2_000_000_000)
    acts: list[Callable[[], None]] = [partial(written, "八百", 1), partial(written, "七百", 4_000_000_000), partial(written, "六百", 0)]
    with Library.open(tmp_path / "lib", model="hash", create=True) as library:
        pauses = 0

        def pause() -> None:
            nonlocal pauses
            pauses += 1
            if pauses % 3 == 0:
                if not acts:
                    raise KeyboardInterrupt
                acts.pop(0)()

        held = []
        with pytest.raises(KeyboardInterrupt):
            for each in watch(file.parent, partial(library.sync, file.parent), pause):
                assert not isinstance(each, YoujuError)
                held.append(library.raw("河堤.txt").decode())
        assert held == [TEXT.format(words) for words in ("九百", "八百", "七百", "六百")]


def source(path: Path) -> Source:
    return Source(path.name, path, path.parent)


def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("旧" * 5000, encoding="utf-8")
    original, left = Path.read_bytes, 2

    def torn(self: Path) -> bytes:
        nonlocal left
        old = original(self)
        if left:
            left -= 1
            self.write_text("新" * (5000 + left), encoding="utf-8")
            return old[: len(old) // 2] + original(self)[len(old) // 2 :]  # as a reader sees it who is half through
        return old

    monkeypatch.setattr(Path, "read_bytes", torn)
    assert read_bytes(source(path)).decode() == "新" * 5000


def test_a_file_that_is_written_to_all_the_while_is_refused_and_the_others_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "files").mkdir()
    busy, calm = tmp_path / "files" / "a.txt", tmp_path / "files" / "b.txt"
    for path in (busy, calm):
        path.write_text(TEXT.format(path.stem), encoding="utf-8")
    original, looks = Path.read_bytes, 0

    def growing(self: Path) -> bytes:
        nonlocal looks
        raw = original(self)
        if self == busy:
            looks += 1
            with self.open("ab") as file:
                file.write(b"\n")
        return raw

    monkeypatch.setattr(Path, "read_bytes", growing)
    with Library.open(tmp_path / "lib", model="hash", create=True) as library:
        report = library.add([tmp_path / "files"])
        assert report.added == ("b.txt",)
        [(name, error)] = report.refused
    assert (name, looks) == ("a.txt", files.LOOKS)
    assert isinstance(error, PathError) and "is being written to" in str(error)
