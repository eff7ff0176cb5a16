"""Which files a path means and what their names are."""

import os
from pathlib import Path

import pytest

from qa.errors import PathError
from qa.reading.files import Source, read_bytes, sources


def names(path: Path) -> list[str]:
    return [source.name for source in sources(path)]


def key_of(source: Source) -> str | None:
    return source.refusal.key if source.refusal else None


def test_a_folder_means_its_articles_by_name_and_nothing_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "C.TXT", "sub/d.txt", "sub/.e.txt", ".git/f.txt", "metadata.toml", "g.doc", ".h.md", "sub/deep/er/i.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("字", encoding="utf-8")
    assert names(tmp_path) == ["C.TXT", "a.md", "b.txt", "sub/d.txt", "sub/deep/er/i.md"]


def test_a_file_by_itself_goes_by_its_file_name(tmp_path: Path) -> None:
    file = tmp_path / "报.text"
    file.write_bytes(b"x")
    [source] = sources(file)
    assert (source.name, source.folder, read_bytes(source)) == ("报.text", tmp_path, b"x")


def test_what_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(PathError) as caught:
        sources(tmp_path / "none.txt")
    assert caught.value.key == "path_missing"


def test_a_name_that_is_too_long_is_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(PathError):
        sources(tmp_path / ("长" * 999))


def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "metadata.toml").write_text("", encoding="utf-8")
    with pytest.raises(PathError) as caught:
        sources(tmp_path)
    assert caught.value.key == "folder_without_articles"


def test_links_inside_the_folder_are_taken_and_links_out_of_it_refused(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (inside / "a.txt").write_text("字", encoding="utf-8")
    (outside / "secret.txt").write_text("密", encoding="utf-8")
    (inside / "b.txt").symlink_to("a.txt")
    (inside / "c.txt").symlink_to(outside / "secret.txt")
    (inside / "sub").symlink_to(outside, target_is_directory=True)
    (inside / "loop").symlink_to(".", target_is_directory=True)
    found = sources(inside)
    assert [(source.name, key_of(source)) for source in found] == [
        ("a.txt", None),
        ("b.txt", None),
        ("c.txt", "link_leads_out"),
        ("sub", "link_leads_out"),
    ]
    with pytest.raises(PathError):
        read_bytes(found[2])


def test_a_broken_link_and_a_pipe_do_not_hang(tmp_path: Path) -> None:
    (tmp_path / "broken.txt").symlink_to("gone.txt")
    (tmp_path / "ring.txt").symlink_to("ring.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    refusals = []
    for source in sources(tmp_path):
        with pytest.raises(PathError) as caught:
            read_bytes(source)
        refusals.append((source.name, caught.value.key))
    assert refusals == [("broken.txt", "path_missing"), ("pipe.txt", "path_not_a_file"), ("ring.txt", "path_missing")]


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(bytes(tmp_path) + b"/\xff.txt")).write_text("字", encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    [source] = sources(tmp_path)
    assert key_of(source) == "name_not_text"
    source.name.encode("utf-8")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_and_folder_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("字", encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "shut").mkdir(mode=0)
    try:
        found = sources(tmp_path)
        assert [source.name for source in found] == ["a.txt", "shut"]
        for source in found:
            with pytest.raises(PathError) as caught:
                read_bytes(source)
            assert caught.value.key == "path_unreadable"
    finally:
        (tmp_path / "shut").chmod(0o700)


def test_a_read_that_fails_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path) -> bytes:
        raise PermissionError(13, "no")

    (tmp_path / "a.txt").write_text("字", encoding="utf-8")
    [source] = sources(tmp_path)
    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(PathError) as caught:
        read_bytes(source)
    assert caught.value.key == "path_unreadable"
