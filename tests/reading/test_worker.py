"""The reading process: its limits, its deaths, and that each ends in one sentence with the setting that it names."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from benchmarks.files import docx, html, zipped
from benchmarks.pdfs import pdf
from benchmarks.prose import article
from qa.errors import FormatError, LimitError, ReadError, UsageError
from qa.reading.extract import extract, unpack
from qa.reading.limits import Limits, limits, setting_of
from qa.reading.worker import WORKER, Worker

PAGE = html(article(1), 0, "utf-8").encode()
LARGE = html(article(2), 0, "utf-8").replace("</body>", "<div><p>云山县今年新建学校。</p><p>二</p></div>" * 60_000 + "</body>").encode()


def refusal(raw: bytes, name: str) -> ReadError:
    with pytest.raises(ReadError) as caught:
        unpack(raw, name) if name.endswith(".zip") else extract(raw, name)
    assert caught.value.say("zh") != caught.value.say("en")
    return caught.value


def names_its_setting(error: ReadError, limit: str, setting: object) -> None:
    assert isinstance(error, LimitError) and error.key == f"limit_{limit}"
    for language in ("zh", "en"):
        assert str(setting) in error.say(language) and setting_of(limit) in error.say(language)  # type: ignore[arg-type]


def test_one_process_reads_many_files_and_ends_with_the_program() -> None:
    extract(PAGE, "a.html")
    assert WORKER._process is not None
    first = WORKER._process.pid
    for name, raw in (("b.docx", docx(article(1), 1)), ("c.pdf", pdf(article(1))), ("d.html", PAGE)):
        taken = extract(raw, name)
        assert taken is not None and article(1).title in taken.text
        assert WORKER._process is not None and WORKER._process.pid == first
    code = "from qa.reading.extract import extract; from qa.reading.worker import WORKER\n"
    code += "extract('<p>云山县今年新建学校二十所。</p>'.encode(), 'a.html'); print(WORKER._process.pid)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    with pytest.raises(ProcessLookupError):
        for _ in range(50):
            os.kill(int(done.stdout), 0)
            time.sleep(0.1)


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_MAX_SECONDS", "1")
    started = time.monotonic()
    names_its_setting(refusal(LARGE, "慢.html"), "seconds", 1)
    assert time.monotonic() - started < 6
    monkeypatch.delenv("YOUJU_MAX_SECONDS")
    assert extract(PAGE, "a.html") is not None


def test_what_needs_too_much_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_MAX_MEMORY_MB", "160")
    error = refusal(LARGE, "大.html")
    assert error.key in ("limit_memory_mb", "reader_ended")
    assert "YOUJU_MAX_MEMORY_MB" in error.say("zh") and "160" in error.say("en")
    monkeypatch.delenv("YOUJU_MAX_MEMORY_MB")
    assert extract(PAGE, "a.html") is not None


def test_a_process_that_is_killed_fails_no_file_and_one_that_dies_of_its_first_is_told_of() -> None:
    extract(PAGE, "a.html")
    assert WORKER._process is not None
    os.kill(WORKER._process.pid, signal.SIGKILL)
    assert extract(PAGE, "a.html") is not None
    stopped = threading.Event()

    def kill() -> None:
        while not stopped.wait(0.05):
            process = WORKER._process
            if process is not None and process.returncode is None:
                os.kill(process.pid, signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        error = refusal(LARGE, "死.html")
    finally:
        stopped.set()
        thread.join()
    assert error.key == "reader_ended" and "死.html" in error.say("zh") and "YOUJU_MAX_MEMORY_MB" in error.say("en")
    assert extract(PAGE, "a.html") is not None


def test_threads_take_turns() -> None:
    found: list[str] = []

    def read(seed: int) -> None:
        taken = extract(html(article(seed), seed, "utf-8").encode(), f"{seed}.html")
        assert taken is not None and taken.text.startswith(f"# {article(seed).title}")
        found.append(taken.text)

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 8


def test_a_worker_that_was_never_needed_has_no_process() -> None:
    worker = Worker()
    worker.stop()
    assert worker._process is None


def test_it_can_write_no_file(tmp_path: Path) -> None:
    code = (
        "import os, sys; from qa.reading.child import _confine; from qa.reading.limits import Limits; _confine(Limits())\n"
        "os.write(os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY), b'x')\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a")], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode != 0 and "File too large" in done.stderr and (tmp_path / "a").read_bytes() == b""


@pytest.mark.parametrize(
    ("limit", "setting", "name", "raw"),
    [
        ("pages", 2, "多.pdf", pdf(article(3, 20), 1, repeat=3)),
        ("characters", 100, "长.pdf", pdf(article(3, 9))),
        ("characters", 100, "长.html", PAGE),
        ("characters", 100, "长.docx", docx(article(3), 1)),
        ("members", 3, "多.zip", zipped({f"{n}.txt": "字" for n in range(4)})),
        ("members", 3, "多.docx", docx(article(3), 1)),
        ("unpacked_mb", 1, "炸.zip", zipped({f"{n}.txt": bytes(600_000) for n in range(2)})),
        ("unpacked_mb", 2, "炸.docx", zipped({"word/document.xml": bytes(3_000_000)})),
        ("ratio", 200, "炸.zip", zipped({"a.txt": b"\n" * 5_000_000})),
        ("ratio", 200, "炸.docx", zipped({"word/document.xml": b" " * 5_000_000})),
        ("ratio", 200, "炸.epub", zipped({"a.xhtml": b" " * 5_000_000})),
    ],
)
def test_each_limit_names_itself_and_its_setting(limit: str, setting: int, name: str, raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(setting_of(limit), str(setting))
    names_its_setting(refusal(raw, name), limit, setting)


def test_a_zip_that_promises_less_than_it_holds_gives_no_more_than_it_promises() -> None:
    raw = bytearray(zipped({"a.txt": "字" * 1000}))
    size = (3000).to_bytes(4, "little")
    assert raw.count(size) >= 1
    short = bytes(raw).replace(size, (30).to_bytes(4, "little"))
    (member,) = unpack(short, "假.zip")
    assert isinstance(member.error, FormatError) and member.raw == b""


def test_settings_are_whole_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_MAX_PAGES", "7")
    assert limits() == Limits(pages=7)
    for bad in ("0", "-1", "many", "1.5", "²"):
        monkeypatch.setenv("YOUJU_MAX_PAGES", bad)
        with pytest.raises(UsageError, match="YOUJU_MAX_PAGES"):
            limits()
