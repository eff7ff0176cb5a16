"""The page's figures: from the start of the server to the first page, from a warm browser's call to a usable page, from a question to its
first statement on the screen.

python -m benchmarks.page [--runs 15]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks.browser import ROOT, chromium, served
from benchmarks.speed import questions_of, spread
from qa.engine import Library


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "library"
        with Library.open(where, create=True) as library:
            library.add([ROOT / "seeds"])
            questions = questions_of(library)
        starts = []
        for _ in range(3):
            with served(where) as (_, seconds):
                starts.append(seconds)
        print(f"start to the first page, s        {spread(starts, 2)}")
        with served(where) as (address, _), chromium() as browser:
            context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
            page = context.new_page()
            usable = []
            for _ in range(6):
                started = time.perf_counter()
                page.goto(f"{address}/")
                page.wait_for_selector("#ask textarea")
                page.wait_for_selector("#chat .example")
                usable.append(time.perf_counter() - started)
            print(f"page usable, warm browser, s      {spread(usable[1:], 2)}")
            said = []
            for number in range(runs):
                question = f"{questions[number % len(questions)]}".replace("\n", " ")
                page.fill("#ask textarea", question)
                before = page.locator('#chat a[href^="#cards-"]').count()
                started = time.perf_counter()
                page.press("#ask textarea", "Enter")
                page.wait_for_function("n => document.querySelectorAll('#chat a[href^=\"#cards-\"]').length > n", arg=before)
                said.append((time.perf_counter() - started) * 1000)
            print(f"question to first statement, ms   {spread(said[1:], 0)}   ({len(said) - 1} questions)")
            context.close()


if __name__ == "__main__":
    main()
