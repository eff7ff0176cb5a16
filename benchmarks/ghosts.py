"""Questions made of texts that were removed or replaced: nothing of those texts may be found any more.

python -m benchmarks.ghosts --news ../shared/data/news [--questions 1000]

They are asked in the process that made the change and in another, which had the library open and asked it before.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from benchmarks.readers import articles_of
from qa.engine import Library

SHARE = 5  # one text in so many is removed, and one is replaced


def clauses_of(texts: Sequence[str], count: int) -> list[str]:
    """So many clauses, drawn by a fixed seed."""
    found = sorted({clause for text in texts for clause in re.split(r"[，。！？；、：\s]", text) if 6 <= len(clause) <= 30})
    return Random(17).sample(found, min(count, len(found)))


def haunted(library: Library, questions: Sequence[str], gone: Sequence[str]) -> Counter[str]:
    """How many questions were asked, and of how many a passage or a quote is of a text that is held no more."""
    held = {document.id for document in library.documents()}
    there = "\0".join(library.raw(each).decode("utf-8") for each in sorted(held))
    past = "\0".join(gone)
    seen = Counter[str](asked=0, ghosts=0)
    for question in questions:
        answer = library.ask(question)
        texts = [passage.paragraph.text for passage in (*answer.passages, *library.search(question, 20))]
        texts += [citation.quote for citation in answer.citations]
        of = {passage.document.id for passage in answer.passages} | {citation.document.id for citation in answer.citations}
        seen["asked"] += 1
        seen["ghosts"] += not of <= held or any(text in past and text not in there for text in texts)
    return seen


def asked_elsewhere(where: Path, model: str | None, line: Connection) -> None:
    """Another process: asks once, and then whatever it is sent, until it is sent nothing."""
    with Library.open(where, model=model) as library:
        library.ask("有什么新闻？")
        line.send("open")
        while (sent := line.recv()) is not None:
            line.send(haunted(library, *sent))


def measure(texts: Sequence[str], count: int, model: str | None) -> dict[str, Counter[str]]:
    """Counts after `remove` and after `replace`, in the same process and in the other."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, other = Path(scratch) / "files", Path(scratch) / "other"
        folder.mkdir()
        other.mkdir()
        for n, text in enumerate(texts):
            (folder / f"{n:05}.txt").write_text(text, encoding="utf-8")
        replaced, removed = texts[::SHARE], texts[1::SHARE]
        for n in range(0, len(texts), SHARE):
            new = f"第{n}篇已由新的文章代替。\n\n" + "".join(reversed(texts[(n + 2) % len(texts)]))
            (other / f"{n:05}.txt").write_text(new, encoding="utf-8")
        found: dict[str, Counter[str]] = {}
        with Library.open(Path(scratch) / "library", model=model, create=True) as library:
            library.add([folder])
            library.ask("有什么新闻？")
            context = multiprocessing.get_context("spawn")
            here, there = context.Pipe()
            process = context.Process(target=asked_elsewhere, args=(Path(scratch) / "library", model, there))
            process.start()
            here.recv()
            for name, gone in (("remove", removed), ("replace", replaced)):
                if name == "remove":
                    library.remove([f"{n:05}.txt" for n in range(1, len(texts), SHARE)])
                else:
                    library.add([other])
                questions = clauses_of(gone, count)
                found[f"{name}, same process"] = haunted(library, questions, gone)
                here.send((questions, gone))
                found[f"{name}, another process"] = here.recv()
            here.send(None)
            process.join()
    return found


def main() -> None:
    """Measure and print; exit status 1 where anything was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--questions", type=int, default=1000)
    parser.add_argument("--model")
    options = parser.parse_args()
    found = measure(list(articles_of(options.news, options.articles)), options.questions, options.model)
    for name, seen in found.items():
        print(f"{name:<26} {seen['asked']} questions asked, of the old text found: {seen['ghosts']}")
    raise SystemExit(any(seen["ghosts"] for seen in found.values()))


if __name__ == "__main__":
    main()
