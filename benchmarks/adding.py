"""How fast a large folder is added, and how much memory that takes: printed as figures, never asserted.

python -m benchmarks.adding [--articles 5000 --data ../shared/data]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.news import drawn, held
from benchmarks.speed import PROBE, ROOT


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=ROOT / ".." / "shared" / "data")
    parser.add_argument("--articles", type=int, default=5000)
    args = parser.parse_args()
    if not held(args.data):
        print(f"add of news: not measured, there is no {args.data / 'news'}")
        return
    with tempfile.TemporaryDirectory() as made:
        folder, library = Path(made) / "news", Path(made) / "library"
        size = drawn(args.data, args.articles, folder)
        count = len(list(folder.iterdir()))
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", PROBE, "--library", str(library), "add", str(folder)],
            check=True, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=os.environ,
        )  # fmt: skip
        wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        seen = json.loads(done.stderr.splitlines()[-1])
        held_mb = sum(path.stat().st_size for path in library.rglob("*") if path.is_file()) / 1e6
        print(f"{f'youju add, {count} articles':<33} {count / wall:.0f} articles a second, {size / 1e6 / wall:.2f} MB a second")
        print(f"  the whole process, s            {wall:.1f} ({cpu:.1f} of a processor)")
        print(f"  peak memory, MB                 {seen['peak_mb']}")
        print(f"  library on disk, MB             {held_mb:.0f} for {size / 1e6:.1f} of text")


if __name__ == "__main__":
    main()
