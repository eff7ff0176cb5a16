"""Spoilt files through every reader: `python -m benchmarks.fuzz --files 21000`, or one again: `--only pdf:123`.

Each is read as `add` reads it, up to its paragraphs, and what comes out is checked: every span says what its paragraph says, and a
text that was decoded encodes to the very bytes again. What a reader says no to is fine; an error that is no user's, a process that
died, one that ran out of time or of memory, and a loss are counted and named. Exit status 1 where there is any.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter

from benchmarks.mutate import FORMATS, spoilt
from qa.cite import verify
from qa.errors import ReadError
from qa.paragraphs import paragraphs
from qa.reading import decode
from qa.reading.decode import MARKS
from qa.reading.extract import decoded, extract, is_archive, text_bytes, unpack
from qa.reading.limits import MB, limits
from qa.text import reconstruct

WORSE = ("crash", "died", "hang", "memory", "loss")
_NAMED = {"reader_ended": "died", "limit_seconds": "hang", "limit_memory_mb": "memory"}


def outcome(name: str, raw: bytes) -> Counter[str]:
    """What becomes of one file, or of each member of a ZIP: `read`, `refused`, or one of `WORSE`."""
    try:
        members = [(each.name, each.raw, each.error) for each in unpack(raw, name)] if is_archive(name) else [(name, raw, None)]
    except ReadError as error:
        return Counter([_NAMED.get(error.key, "refused")])
    found = Counter[str]()
    for member, content, wrong in members:
        found[_NAMED.get(wrong.key, "refused") if wrong is not None else _read(member, content)] += 1
    return found


def _read(name: str, raw: bytes) -> str:
    try:
        taken = extract(raw, name)
        text = decode(raw, name) if taken is None else decoded(taken)
    except ReadError as error:
        return _NAMED.get(error.key, "refused")
    source = raw if taken is None else text_bytes(taken)
    if taken is None:
        mark = next((mark for mark, _ in MARKS if raw.startswith(mark)), b"")
        again = text.text.encode(text.encoding)
        exact = raw in (again, mark + again) or raw[text.offsets[0] :].decode(text.encoding) == text.text  # Big5 has doubled codes
    else:
        exact = source.decode("utf-8") == taken.text
    kept, dropped = paragraphs("d", reconstruct(text.text), text)
    said = [(each.text, each.spans) for each in kept] + [(each.text, each.spans) for each in dropped]
    held = all(verify(source, text.encoding, words, spans) for words, spans in said)
    return "read" if exact and held else "loss"


def main(argv: list[str] | None = None) -> int:
    """Run the files; print the counts, and each that is worse than refused with the number that makes it again."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=21_000)
    options.add_argument("--only", metavar="FORMAT:NUMBER")
    args = options.parse_args(argv)
    os.environ.setdefault("YOUJU_MAX_SECONDS", "20")
    if args.only:
        kind, _, number = args.only.partition(":")
        print(dict(outcome(f"a.{kind}", spoilt(kind, int(number)))))
        return 0
    found: dict[str, Counter[str]] = {kind: Counter() for kind in FORMATS}
    slowest, bad = (0.0, ""), 0
    started = time.monotonic()
    for number in range(args.files):
        kind = FORMATS[number % len(FORMATS)]
        before = time.monotonic()
        try:
            seen = outcome(f"a.{kind}", spoilt(kind, number))
        except Exception as error:  # noqa: BLE001  what this is to find
            print(f"{kind}:{number}: {type(error).__name__}: {error}", flush=True)
            seen = Counter(crash=1)
        slowest = max(slowest, (time.monotonic() - before, f"{kind}:{number}"))
        found[kind] += seen
        if worse := [each for each in WORSE if seen[each]]:
            bad += 1
            print(f"{kind}:{number}: {', '.join(worse)}", flush=True)
    total: Counter[str] = sum(found.values(), Counter())
    for kind, counts in [*found.items(), ("all", total)]:
        print(f"{kind:5} " + "  ".join(f"{name} {counts[name]}" for name in ("read", "refused", *WORSE)))
    print(f"{args.files} files, {bad} of them bad, {time.monotonic() - started:.0f} s; slowest {slowest[0]:.2f} s, {slowest[1]}")
    print(f"at most {_children_mb()} MB in a reading process, of {limits().memory_mb} allowed")
    return 1 if bad else 0


def _children_mb() -> int:
    """The most memory of any process that was ended."""
    from qa.reading.worker import WORKER

    WORKER.stop()
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 // MB


if __name__ == "__main__":
    sys.exit(main())
