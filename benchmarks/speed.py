"""Speed and size on the library of seeds/: printed as figures, never asserted, since machines are noisy.

python -m benchmarks.speed [--runs 7]

The questions are the library's own headings: no list of questions is kept here.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from qa.engine import Library
from qa.types import Kind

ROOT = Path(__file__).resolve().parents[1]
PROBE = """
import json, resource, sys
from qa.cli import main
status = main(sys.argv[1:])
heavy = [m for m in ("torch", "jieba", "gradio", "sentence_transformers") if m in sys.modules]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024  # Linux counts it in KiB
print(json.dumps({"status": status, "heavy": heavy, "peak_mb": peak}), file=sys.stderr)
"""


def seconds(command: list[str], runs: int) -> list[float]:
    """Wall clock of the whole process, sorted."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, check=False, capture_output=True, cwd=ROOT)
        taken.append(time.perf_counter() - started)
    return sorted(taken)


def spread(values: list[float], digits: int = 3) -> str:
    values = sorted(values)
    return f"min {values[0]:.{digits}f}  median {median(values):.{digits}f}  max {values[-1]:.{digits}f}"


def questions_of(library: Library) -> list[str]:
    texts = [p.text for d in library.documents() for p in library.paragraphs(d.id) if p.kind is Kind.HEADING]
    return list(dict.fromkeys(texts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "library"
        started = time.perf_counter()
        with Library.open(where, create=True) as library:
            library.add([ROOT / "seeds"])
            print(f"add seeds/, s                     {time.perf_counter() - started:.2f}")
            questions = questions_of(library)
            library.ask(questions[0])
            warm = []
            for question in questions * 3:
                started = time.perf_counter()
                library.ask(question)
                warm.append((time.perf_counter() - started) * 1000)
        size = sum(p.stat().st_size for p in where.rglob("*") if p.is_file())
        command = str(Path(sys.executable).with_name("youju"))
        ask = ["--library", str(where), "ask", questions[0]]
        print(f"library on disk, MB               {size / 1e6:.1f}")
        print(f"python that does nothing, s       {spread(seconds([sys.executable, '-c', 'pass'], runs))}")
        print(f"youju ask, cold, s                {spread(seconds([command, *ask], runs))}")
        print(f"answer in one process, ms         {spread(warm, 1)}   ({len(warm)} answers)")
        probe = subprocess.run(
            [sys.executable, "-c", PROBE, *ask], check=True, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=os.environ
        )
        seen = json.loads(probe.stderr.splitlines()[-1])
        print(f"youju ask, peak memory, MB        {seen['peak_mb']}")
        print(f"heavy modules that it imports     {', '.join(seen['heavy']) or 'none'}")


if __name__ == "__main__":
    main()
