"""Readers who ask without pause while one writes: `benchmarks.readers` in small, with the stand-in encoder."""

import threading
import time
from pathlib import Path
from random import Random

import pytest

from benchmarks.readers import EACH, SETTINGS, lay_out, measure
from qa.store.turns import Turns

THINGS, PLACES = ("码头", "脐橙园", "图书馆", "冷链通道", "养老院"), ("东港镇", "西山村", "北门社区", "南塘乡")


def articles(count: int) -> list[str]:
    draw = Random(6)
    return [
        "\n\n".join(
            f"{draw.choice(PLACES)}今年建成第{draw.randrange(2, 90)}个{draw.choice(THINGS)}，{draw.randrange(100, 900)}名群众从中受益。"
            for _ in range(6)
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_answer_while_one_writes_is_whole(setting: str) -> None:
    phases = measure(setting, articles(4 * EACH), "hash", 2, 2 * EACH, 0.5)
    assert len(phases) == 3 and all(phase.asked for phase in phases)
    assert [each.wrong for phase in phases for each in phase.asked if each.wrong] == []


def test_what_is_wrong_would_be_told(tmp_path: Path) -> None:
    from benchmarks.readers import Checked, questions_of
    from qa.engine import Library

    lay_out(articles(4), tmp_path)
    with Library.open(tmp_path / "lib", model="hash", create=True) as library:
        library.add([tmp_path / "base"])
        answer = library.ask("建成了什么？")
        assert answer.citations and Checked(tmp_path).wrong(answer) == ""
        for path in (tmp_path / "base").iterdir():
            path.write_bytes(path.read_bytes().replace("建成".encode(), "拆除".encode()))
        assert "no file of" in Checked(tmp_path).wrong(answer), "other bytes are another file"
        checked = Checked(tmp_path)
        checked._files = {document.sha256: tmp_path / "base" / document.name for document in library.documents()}
        assert "is not" in checked.wrong(answer)
    assert len(questions_of(tmp_path)) == 2


def test_turns_are_taken_in_the_order_of_asking() -> None:
    turns, order = Turns(), []

    def one(n: int) -> None:
        with turns:
            order.append(n)

    threads = [threading.Thread(target=one, args=(n,)) for n in range(6)]
    with turns:
        for n, thread in enumerate(threads, start=1):
            thread.start()
            while len(turns._waiting) < n:
                time.sleep(0.001)
    for thread in threads:
        thread.join(10)
    assert order == list(range(6))


def test_a_turn_that_is_given_up_goes_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted:
        def __init__(self) -> None:
            self.first = True

        def acquire(self) -> None:
            if not self.first:
                raise KeyboardInterrupt
            self.first = False

        def release(self) -> None:
            pass

    turns = Turns()
    with turns:
        with monkeypatch.context() as patched:
            patched.setattr("qa.store.turns.Lock", Interrupted)
            with pytest.raises(KeyboardInterrupt):
                turns.__enter__()
        assert not turns._waiting
    with turns:
        pass
