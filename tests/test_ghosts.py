"""What was removed or replaced is found no more: `benchmarks.ghosts` in small, with the stand-in encoder."""

from pathlib import Path
from random import Random

from benchmarks.faults import article
from benchmarks.ghosts import clauses_of, haunted, measure
from qa.engine import Library


def texts(count: int) -> list[str]:
    draw = Random(23)
    return [f"第{n}号纪事\n\n" + article(draw) for n in range(count)]


def test_nothing_of_it_is_found_in_this_process_or_another() -> None:
    found = measure(texts(30), 60, "hash")
    assert {name: (seen["asked"], seen["ghosts"]) for name, seen in found.items()} == {
        f"{name}, {process} process": (60, 0) for name in ("remove", "replace") for process in ("same", "another")
    }


def test_a_ghost_would_be_seen(tmp_path: Path) -> None:
    made = texts(6)
    for n, text in enumerate(made):
        (tmp_path / f"{n}.txt").write_text(text, encoding="utf-8")
    with Library.open(tmp_path / "lib", model="hash", create=True) as library:
        library.add([tmp_path])
        questions = clauses_of(made[:1], 5)
        assert haunted(library, questions, [])["ghosts"] == 0
        answer = library.ask(questions[0])
        library.ask = lambda *_: answer  # type: ignore[method-assign,assignment]
        library.remove([answer.passages[0].document.name])
        assert haunted(library, questions, [made[0]])["ghosts"] == len(questions)
