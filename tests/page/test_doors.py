"""The doors by which the page changes the library: who is let in, what is taken, and what is left where it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

import page.changes
import page.doors
from embeddings.hashed import HashEncoder
from page.changes import CancelledError, Keeper
from page.desk import Desk
from page.doors import doors
from page.library import door_html, list_html
from qa.engine import Library
from qa.errors import UsageError

OURS = {"X-Youju": "page", "Accept-Language": "zh-CN"}
TEXT = "白河镇去年投入九百万元加固河堤，新堤全长六点五公里。\n"


@pytest.fixture()
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr("embeddings.encoder.load_encoder", lambda name=None: HashEncoder(64))
    with Library.open(tmp_path / "library", create=True) as library:
        yield Desk(library)


def client(desk: Desk, staging: Path | None) -> TestClient:
    app = FastAPI()
    doors(app, desk, staging)
    return TestClient(app)


@pytest.fixture()
def door(desk: Desk, tmp_path: Path) -> TestClient:
    return client(desk, tmp_path / "library" / "incoming")


def send(door: TestClient, *files: tuple[str, str | bytes], replace: bool = False) -> list[dict[str, object]]:
    """The lines of the answer."""
    parts = [("file", (quote(name, safe=""), raw if isinstance(raw, bytes) else raw.encode("utf-8"))) for name, raw in files]
    answer = door.post("/library/add", files=parts, data={"replace": "yes"} if replace else {}, headers=OURS)
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


def names(desk: Desk) -> list[str]:
    return [each.name for each in desk.documents()]


def test_files_are_taken_stage_by_stage_and_leave_nothing_behind(door: TestClient, desk: Desk, tmp_path: Path) -> None:
    lines = send(door, ("甲.txt", TEXT), ("乙.md", TEXT.replace("白", "黑")), ("丙.txt", ""))
    assert set(lines[0]) == {"job"}
    stages = list(dict.fromkeys(str(each["stage"]).split()[0] for each in lines[1:-1]))
    assert stages == ["读取", "重建正文", "计算向量", "建立索引"]
    assert [each["what"] for each in lines[-1]["outcome"]] == ["refused", "added", "added"]  # type: ignore[attr-defined]
    assert sorted(names(desk)) == ["乙.md", "甲.txt"] and not (tmp_path / "library" / "incoming").exists()
    assert send(door, ("甲.txt", TEXT))[-1]["outcome"] == [{"what": "unchanged", "said": "已在库中 甲.txt"}]


@pytest.mark.parametrize("path", ["add", "remove", "cancel/x"])
def test_another_sites_page_and_a_closed_door_are_turned_away(path: str, door: TestClient, desk: Desk) -> None:
    send(door, ("甲.txt", TEXT))
    body = {"json": {"documents": [desk.documents()[0].id]}} if path == "remove" else {"files": [("file", ("乙.txt", b"x"))]}
    assert door.post(f"/library/{path}", **body).status_code == 403  # a form of another site sends no such header
    closed = client(desk, None).post(f"/library/{path}", headers=OURS, **body)
    assert closed.status_code == 403 and "--allow-changes" in closed.json()["error"]
    assert names(desk) == ["甲.txt"]


def test_a_closed_page_shows_no_door_and_no_way_to_remove(door: TestClient, desk: Desk) -> None:
    from page.filters import EVERYTHING, sift

    send(door, ("甲.txt", TEXT))
    assert "<input" not in door_html(False, "zh") and "--allow-changes" in door_html(False, "zh")
    rows = [
        list_html(desk.documents(), {desk.documents()[0].id: 1}, EVERYTHING, sift(desk, EVERYTHING), each, "zh") for each in (True, False)
    ]
    assert ['class="remove"' in each for each in rows] == [True, False]


def test_of_a_great_many_documents_those_that_the_filter_looks_in_are_listed(desk: Desk) -> None:
    from page.filters import EVERYTHING, Sieve
    from page.library import LISTED
    from qa.types import Document, FrontMatter

    held = [Document(f"{n:016x}", f"{n}.txt", f"{n:064x}", "utf-8", 1, FrontMatter(title=f"第{n}篇")) for n in range(LISTED + 5)]
    rows = list_html(held, {}, EVERYTHING, Sieve(None, tuple(held[-2:]), len(held)), True, "zh")
    assert rows.count("<li") == LISTED and "另有 5 篇没有列出" in rows
    assert all(f"第{n}篇" in rows for n in (0, LISTED + 3, LISTED + 4)) and f"第{LISTED}篇" not in rows
    assert "没有列出" not in list_html(held[:LISTED], {}, EVERYTHING, Sieve(None, tuple(held), len(held)), True, "zh")


@pytest.mark.parametrize(
    "name",
    [
        "../甲.txt",
        "a/../甲.txt",
        "a//甲.txt",
        "a/",
        "./甲.txt",
        "a/.b/甲.txt",
        "a\\甲.txt",
        "/etc/甲.txt",
        "甲\0.txt",
        ".甲.txt",
        "..txt",
        "长" * 70 + ".txt",
        "长" * 70 + "/甲.txt",
        "a/" * 8 + "甲.txt",
        "metadata.toml",
        "甲.txt.exe",
        "甲",
        ".txt",
    ],
)
def test_a_name_that_is_none_is_refused_and_the_good_file_beside_it_taken(name: str, door: TestClient, desk: Desk, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*甲*"))
    outcome = send(door, (name, TEXT), ("好.txt", TEXT.replace("白", "黑")))[-1]["outcome"]
    assert [each["what"] for each in outcome] == ["refused", "added"]  # type: ignore[attr-defined]
    assert names(desk) == ["好.txt"] and sorted(tmp_path.rglob("*甲*")) == before


def test_a_file_of_a_folder_goes_by_its_path_in_it_as_the_command_names_it(door: TestClient, desk: Desk, tmp_path: Path) -> None:
    files = {"甲.txt": TEXT, "二月/乙.md": TEXT.replace("白", "黑"), "二月/下旬/丙.txt": TEXT.replace("白", "青")}
    outcome = send(door, *files.items())[-1]["outcome"]
    assert sorted(each["said"] for each in outcome) == [f"已加入 {name}" for name in sorted(files)]  # type: ignore[attr-defined]
    assert sorted(names(desk)) == sorted(files) and not (tmp_path / "library" / "incoming").exists()
    for name, text in files.items():
        (tmp_path / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "folder" / name).write_text(text, encoding="utf-8")
    assert sorted(desk.library.add([tmp_path / "folder"]).unchanged) == sorted(files)
    assert send(door, ("二月/乙.md", "另一篇。"))[-1] == {"confirm": ["二月/乙.md"]}


@pytest.mark.parametrize(("first", "second"), [("a.txt", "a.txt/b.txt"), ("a.txt/b.txt", "a.txt"), ("x/a.txt/b.txt", "x/a.txt")])
def test_a_name_that_is_a_folder_and_a_file_at_once_is_taken_once(first: str, second: str, door: TestClient, desk: Desk) -> None:
    outcome = send(door, (first, TEXT), (second, TEXT.replace("白", "黑")))[-1]["outcome"]
    assert [each["what"] for each in outcome] == ["refused", "added"]  # type: ignore[attr-defined]
    assert names(desk) == [first]


def test_a_name_that_is_no_text_is_refused(door: TestClient) -> None:
    answer = door.post("/library/add", files=[("file", ("%ff%fe.txt", TEXT.encode()))], headers=OURS)
    assert "不是有效的 UTF-8" in json.loads(answer.text)["outcome"][0]["said"]


def test_a_name_with_what_steers_a_terminal_is_shown_without_it(door: TestClient, desk: Desk) -> None:
    said = str(send(door, ("\u202e\x1b[31m甲.txt", TEXT))[-1]["outcome"])
    assert "\u202e" not in said and "\\x1b" not in said and "⟨U+202E⟩" in said
    assert names(desk) == ["\u202e\x1b[31m甲.txt"], "sanitised where it is shown and nowhere else"


def test_too_much_is_said_in_one_sentence(door: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page.changes, "LARGEST", 2**20)
    lines = send(door, ("大.txt", b"a" * (2**20 + 1)), ("小.txt", TEXT))
    assert [each["said"] for each in lines[-1]["outcome"]] == [  # type: ignore[attr-defined]
        "未收入 大.txt：“大.txt”太大，一个文件请不要超过 1 MB。", "已加入 小.txt",
    ]  # fmt: skip
    many = [("file", (f"{n}.txt", b"x")) for n in range(page.changes.FILES + 1)]
    answer = door.post("/library/add", files=many, headers=OURS)
    assert (answer.status_code, answer.json()["error"]) == (400, "一次最多加入 500 个文件，请分几次加入。")
    monkeypatch.setattr(page.doors, "BODY", 1000)
    answer = door.post("/library/add", files=[("file", ("a.txt", b"x" * 2000))], headers=OURS)
    assert answer.status_code == 413 and "太大" in answer.json()["error"]
    assert names(desk) == ["小.txt"]


def test_a_body_without_a_length_or_of_another_kind_is_refused(door: TestClient, desk: Desk) -> None:
    assert door.post("/library/add", content=iter([b"x"] * 3), headers=OURS).status_code == 413
    assert door.post("/library/add", content=b"{}", headers=OURS | {"Content-Type": "application/json"}).status_code == 400
    assert door.post("/library/add", content=b"--x", headers=OURS | {"Content-Type": "multipart/form-data"}).status_code == 400
    assert door.post("/library/add", data={"file": "text, no file"}, headers=OURS).status_code == 400
    assert names(desk) == []


def test_one_name_twice_is_taken_once(door: TestClient, desk: Desk) -> None:
    outcome = send(door, ("甲.txt", TEXT), ("甲.txt", TEXT.replace("白", "黑")))[-1]["outcome"]
    assert [each["what"] for each in outcome] == ["refused", "added"]  # type: ignore[attr-defined]


def test_nothing_is_replaced_before_it_is_confirmed(door: TestClient, desk: Desk) -> None:
    send(door, ("甲.txt", TEXT))
    other = TEXT.replace("九百", "八百")
    assert send(door, ("甲.txt", other), ("新.txt", TEXT.replace("白", "黑"))) == [{"confirm": ["甲.txt"]}]
    assert names(desk) == ["甲.txt"] and "九百" in desk.paragraphs(desk.documents()[0].id)[0].text
    assert send(door, ("甲.txt", other), replace=True)[-1]["outcome"] == [{"what": "replaced", "said": "已替换 甲.txt"}]
    assert "八百" in desk.paragraphs(desk.documents()[0].id)[0].text


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"documents": "x"}', b'{"documents": []}', b'{"documents": [1]}', b"\xff"])
def test_a_removal_that_names_nothing_removes_nothing(body: bytes, door: TestClient, desk: Desk) -> None:
    send(door, ("甲.txt", TEXT))
    assert door.post("/library/remove", content=body, headers=OURS).status_code == 400
    assert names(desk) == ["甲.txt"]


def test_all_documents_named_are_removed_or_none(door: TestClient, desk: Desk) -> None:
    send(door, ("甲.txt", TEXT), ("乙.txt", TEXT.replace("白", "黑")))
    ids = [each.id for each in desk.documents()]
    gone = door.post("/library/remove", json={"documents": [*ids, "0" * 16]}, headers=OURS)
    assert gone.status_code == 409 and "0000000000000000" in gone.json()["error"] and len(names(desk)) == 2
    assert len(door.post("/library/remove", json={"documents": ids}, headers=OURS).json()["outcome"]) == 2
    assert names(desk) == []


@pytest.mark.parametrize("stage", ["read", "reconstruct", "embed", "index"])
def test_an_upload_that_is_called_off_leaves_the_library_as_it_was(stage: str, desk: Desk, tmp_path: Path) -> None:
    keeper = Keeper(desk, tmp_path / "incoming")
    job = keeper.begin()
    with pytest.raises(UsageError, match="Other files are being added"):
        keeper.begin()
    files = {"甲.txt": TEXT.encode(), "乙.txt": TEXT.replace("白", "黑").encode()}

    def off(at: str, done: int, total: int) -> None:
        if at == stage and done == 1:
            assert keeper.cancel(job)

    with pytest.raises(CancelledError):
        keeper.add(job, files, off)
    assert names(desk) == [] and not (tmp_path / "incoming").exists() and not keeper.cancel(job)
    assert keeper.add(keeper.begin(), files, lambda *_: None).added == ("乙.txt", "甲.txt")
    assert desk.ask("白河镇投入多少加固河堤？", ()).citations
