"""Files in bad hands: nothing is executed, followed, unpacked past its limits or lost without a word."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from benchmarks.files import docx, html, zipped
from benchmarks.fuzz import main as fuzz
from benchmarks.prose import article
from qa.engine import Library
from qa.engine.prepare import prepare
from qa.errors import BinaryFileError, DecodeError, EmptyFileError, FormatError, LimitError, PathError
from qa.reading.extract import extract, unpack
from qa.reading.files import Source, read_bytes

SENTENCE = "云山县今年新建学校二十所，新增学位三万个。"


def names(raw: bytes) -> dict[str, str | None]:
    return {member.name: None if member.error is None else member.error.key for member in unpack(raw, "a.zip")}


def test_names_that_lead_out_of_a_zip_are_refused_one_by_one() -> None:
    bad = ("../a.txt", "b/../../c.txt", "/etc/d.txt", "C:/e.txt", "..\\f.txt", "C:\\g.txt", "//host/h.txt")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in (*bad, "好.txt", "sub/也好.txt"):
            archive.writestr(name, SENTENCE)
    found = names(out.getvalue())
    assert {name: key for name, key in found.items() if key} == {f"a.zip/{name}": "zip_name" for name in bad}
    assert [name for name, key in found.items() if key is None] == ["a.zip/好.txt", "a.zip/sub/也好.txt"]


def test_links_and_archives_in_a_zip_are_refused_by_name_and_a_locked_zip_whole() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("链接.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("内.zip", zipped({"a.txt": SENTENCE}))
        archive.writestr("好.txt", SENTENCE)
    assert names(out.getvalue()) == {"a.zip/链接.txt": "zip_link", "a.zip/内.zip": "zip_nested", "a.zip/好.txt": None}
    locked = bytearray(zipped({"a.txt": SENTENCE}))
    at = locked.rindex(b"PK\x01\x02")
    locked[at + 8] |= 1
    with pytest.raises(FormatError, match="password"):
        unpack(bytes(locked), "a.zip")


def test_a_name_in_gbk_is_read_as_what_it_is() -> None:
    raw = zipped({"abcd.txt": SENTENCE}).replace(b"abcd.txt", "云山".encode("gbk") + b".txt")
    assert names(raw) == {"a.zip/云山.txt": None}


def test_nothing_of_a_bad_zip_lands_on_the_disk_and_its_good_members_are_added(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "包.zip").write_bytes(zipped({"../逃.txt": SENTENCE, "好.txt": SENTENCE, "坏.pdf": b"%PDF-1.7 broken"}))
    before = sorted(tmp_path.rglob("*"))
    with Library.open(tmp_path / "library", create=True, model="hash") as library:
        report = library.add([tmp_path / "in"])
    assert report.added == ("包.zip/好.txt",)
    assert {name: error.key for name, error in report.refused} == {"包.zip/../逃.txt": "zip_name", "包.zip/坏.pdf": "format_damaged"}
    assert sorted(path for path in tmp_path.rglob("*") if "library" not in path.parts) == [p for p in before if "library" not in p.parts]


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.epub", "a.zip"])
@pytest.mark.parametrize("raw", [b"", b"junk", b"PK\x03\x04", b"%PDF-1.7", SENTENCE.encode()])
def test_what_is_not_what_its_name_says_is_refused(name: str, raw: bytes) -> None:
    with pytest.raises(FormatError) as caught:
        unpack(raw, name) if name.endswith(".zip") else extract(raw, name)
    assert name in caught.value.say("zh")


def test_entities_of_xml_are_not_expanded_and_no_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("机密内容", encoding="utf-8")
    lol = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    for entity in (f"<!ENTITY l0 '哈'>{lol}", f"<!ENTITY l11 SYSTEM '{(tmp_path / 'secret').as_uri()}'>"):
        with zipfile.ZipFile(io.BytesIO(docx(article(1), 1))) as archive:
            members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        body = bytes(members["word/document.xml"]).decode("utf-8").replace("<w:body>", "<w:body><w:p><w:r><w:t>&l11;</w:t></w:r></w:p>")
        declared = body.replace("<w:document ", f"<!DOCTYPE x [{entity}]><w:document ", 1)
        members["word/document.xml"] = declared
        try:
            taken = extract(zipped(members), "a.docx")
        except FormatError:
            continue
        assert taken is not None and "机密" not in taken.text and taken.text.count("哈") <= 1


def test_scripts_and_what_a_page_hides_are_no_text_and_markup_in_titles_is_words() -> None:
    page = html(article(1), 0, "utf-8").replace("</h1>", "&lt;img src=x onerror=alert(1)&gt;</h1>")
    page = page.replace("</body>", "<script>document.write('秘密')</script><style>p{秘密}</style><template>秘密</template></body>")
    taken = extract(page.encode(), "a.html")
    assert taken is not None and "秘密" not in taken.text and "alert" not in taken.text.replace("onerror=alert(1)", "")
    bad = html(article(1), 2, "utf-8").replace(article(1).title, "&lt;script&gt;alert(1)&lt;/script&gt;题")
    titled = extract(bad.encode(), "a.html")
    assert titled is not None and titled.front.title == "<script>alert(1)</script>题"  # words, escaped wherever they are shown


def test_a_page_declared_in_the_wrong_encoding_is_read_in_its_own() -> None:
    page = html(article(4), 0, "big5")
    for encoding in ("utf-8", "gb18030"):
        taken = extract(page.encode(encoding), "a.html")
        assert taken is not None and taken.front.title == article(4).title
    named = extract(page.encode("gb18030"), "a.html", "gb18030")
    assert named is not None and named.front.title == article(4).title
    with pytest.raises(DecodeError):
        extract(page.encode("gb18030"), "a.html", "utf-8")


def test_plain_text_nul_bytes_surrogates_and_bidirectional_controls() -> None:
    with pytest.raises(BinaryFileError):
        prepare(f"{SENTENCE}\0{SENTENCE}".encode(), "a.txt", None, None)
    for raw in (b"\xed\xa0\x80" + SENTENCE.encode(), "\ufeff".encode("utf-16-le") + b"\x00\xd8" + SENTENCE.encode("utf-16-le")):
        with pytest.raises((DecodeError, BinaryFileError)):
            prepare(raw, "a.txt", None, None)
    turned = "云山县\u202e今年新建学校\u202c二十所，\u2066新增学位\u2069三万个。"
    made = prepare(turned.encode(), "a.txt", None, None)
    assert "".join(paragraph.text for paragraph in made.paragraphs) == turned  # the file's very characters; shown written out


def test_a_million_empty_lines_and_one_line_that_is_too_long() -> None:
    made = prepare(b"\n" * 1_000_000 + SENTENCE.encode() + b"\n" * 1_000, "a.txt", None, None)
    assert [paragraph.text for paragraph in made.paragraphs] == [SENTENCE]
    with pytest.raises(LimitError, match="YOUJU_MAX_CHARACTERS"):
        prepare(SENTENCE.encode() * 100_000, "a.txt", None, None)
    with pytest.raises(EmptyFileError):
        prepare(b"\n" * 1_000_000, "a.txt", None, None)


def test_one_word_of_200000_characters_takes_no_longer_than_as_many_in_sentences() -> None:
    made = prepare(("赣" * 200_000).encode(), "a.txt", None, None)
    assert sum(len(paragraph.text) for paragraph in made.paragraphs) == 200_000


def test_a_file_of_100_mb_is_not_read_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("it was read"))
    with pytest.raises(LimitError, match="YOUJU_MAX_FILE_MB"):
        read_bytes(Source("大.txt", path, tmp_path))


def test_a_symlink_out_of_the_folder_is_refused_in_every_format(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "外.docx").write_bytes(docx(article(1), 1))
    (tmp_path / "in" / "链.docx").symlink_to(tmp_path / "外.docx")
    (tmp_path / "in" / "好.txt").write_text(SENTENCE, encoding="utf-8")
    with Library.open(tmp_path / "library", create=True, model="hash") as library:
        ((name, error),) = library.add([tmp_path / "in"]).refused
    assert name == "链.docx" and isinstance(error, PathError) and error.key == "link_leads_out"


def test_some_hundred_spoilt_files_end_as_text_or_as_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUJU_MAX_SECONDS", "20")
    assert fuzz(["--files", "280"]) == 0, capsys.readouterr().out


def test_what_the_fuzzer_found_once(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A walk over tables in tables that doubled with each level; pages without an element, which ended the process."""
    monkeypatch.setenv("YOUJU_MAX_SECONDS", "20")
    assert fuzz(["--only", "html:5924"]) == 0
    assert capsys.readouterr().out == "{'read': 1}\n"
    for page in (b"<!--", b"<!-- x -->", b"<?x?>"):
        with pytest.raises(EmptyFileError):
            extract(page, "a.html")
