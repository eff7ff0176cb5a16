"""A folder of 200 made files with planted defects of each kind: every defect is found, no clean file is flagged."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from benchmarks import prose
from benchmarks.pdfs import joined, pdf, scanned
from qa.cli import main
from qa.doctor import Examined, Flag
from qa.doctor.debris import debris
from qa.doctor.examine import examine
from qa.doctor.mojibake import mojibake
from qa.reading.plausible import COMMON_CHARACTERS
from qa.resemblance import SHINGLE, alike
from qa.text.typography import letters

ROOT = Path(__file__).resolve().parents[1]
SIMPLIFIED = COMMON_CHARACTERS[:300]
ENDS = "。。。。？！；"


def article(draw: Random, sentences: int = 24, dated: bool = True) -> str:
    """Made prose of common characters, with a headline and the line of a newspaper page above it."""

    def words(least: int, most: int) -> str:
        return "".join(draw.choice(SIMPLIFIED) for _ in range(draw.randint(least, most)))

    said = ["，".join(words(4, 14) for _ in range(draw.randint(1, 3))) + draw.choice(ENDS) for _ in range(sentences)]
    paragraphs = ["".join(said[i : i + 4]) for i in range(0, sentences, 4)]
    line = f"2023年{draw.randint(1, 12)}月{draw.randint(1, 28)}日  来源：{words(2, 3)}日报\n\n" if dated else ""
    return f"{words(8, 14)}\n\n{line}" + "\n\n".join(paragraphs) + "\n"


def wrapped(text: str, width: int = 30) -> str:
    return "\n".join(line[i : i + width] for line in text.split("\n") for i in range(0, max(1, len(line)), width))


def spoilt(text: str, pieces: dict[str, str]) -> str:
    for old, new in pieces.items():
        text = text.replace(old, new)
    return text


def misread(written: str, read: str) -> Callable[[str, Random], bytes]:
    """As if the bytes of one codec had been read in another and saved."""
    return lambda text, draw: text.encode(written).decode(read, "replace").encode("utf-8")


def in_place(make: Callable[[str, int, Random], str]) -> Callable[[str, Random], bytes]:
    """Damage at eight places of the body."""

    def act(text: str, draw: Random) -> bytes:
        head, _, body = text.partition("报\n\n")
        for _ in range(8):
            at = draw.randrange(5, len(body) - 12)
            body = make(body, at, draw)
        return f"{head}报\n\n{body}".encode()

    return act


SPECKS = in_place(lambda body, at, draw: body[:at] + "中" + draw.choice("|^_¦") + "国" + body[at:])
FIGURES = in_place(lambda body, at, draw: body[:at] + draw.choice(("2O21年", "l5日", "1O0万", "3I个")) + body[at:])
RADICALS = in_place(lambda body, at, draw: body[:at] + draw.choice("⼈⼤⼯⽣⾦⻔⻋") + body[at:])
MARKS = in_place(lambda body, at, draw: body[:at] + draw.choice(("，。", "、，", "。，")) + body[at:])
LOST = in_place(lambda body, at, draw: body[:at] + "\ufffd\ufffd" + body[at + 2 :])
FILLED = in_place(lambda body, at, draw: body[:at] + "锟斤拷" + body[at:])
ASKED = in_place(lambda body, at, draw: body[:at] + "中" + "?" * draw.randint(2, 5) + "国" + body[at:])


def apart(text: str, draw: Random) -> bytes:
    head, _, body = text.partition("报\n\n")
    return f"{head}报\n\n{' '.join(body)}".encode()


def furnished(text: str, draw: Random) -> bytes:
    head, _, body = text.partition("报\n\n")
    links = [f"{name} | {name}频道" for name in ("首页", "新闻", "财经", "体育", "教育", "房产", "汽车", "旅游")]
    rows = [f"版权所有 未经授权不得转载 第{n}栏 ICP备{n}号" for n in range(1, 9)]
    return f"{head}报\n\n{body[:80]}。\n\n".encode() + "\n".join(links + rows).encode()


# kind of defect: the flag it must raise, and how the bytes are made of an article
PLANTED: dict[str, tuple[Flag, Callable[[str, Random], bytes]]] = {
    "utf8-as-latin": (Flag.MOJIBAKE, misread("utf-8", "latin-1")),
    "utf8-as-windows": (Flag.MOJIBAKE, lambda text, draw: text.encode().decode("cp1252", "ignore").encode()),
    "utf8-as-gbk": (Flag.MOJIBAKE, misread("utf-8", "gbk")),
    "gbk-as-latin": (Flag.MOJIBAKE, misread("gbk", "latin-1")),
    "gbk-as-big5": (Flag.MOJIBAKE, misread("gbk", "big5")),
    "replaced": (Flag.MOJIBAKE, LOST),
    "filled": (Flag.MOJIBAKE, FILLED),
    "asked": (Flag.MOJIBAKE, ASKED),
    "specks": (Flag.OCR, SPECKS),
    "figures": (Flag.OCR, FIGURES),
    "radicals": (Flag.OCR, RADICALS),
    "marks": (Flag.OCR, MARKS),
    "apart": (Flag.OCR, apart),
    "furniture": (Flag.FURNITURE, furnished),
    "empty": (Flag.REFUSED, lambda text, draw: b" \n\xef\xbb\xbf\n" if draw.random() < 0.5 else b""),
    "binary": (Flag.REFUSED, lambda text, draw: b"\x89PNG\r\n" + bytes(draw.randrange(256) for _ in range(200))),
    "torn": (Flag.REFUSED, lambda text, draw: b"\xff" + text.encode("gb18030")[:300] + b"\xff\xff" + text.encode("utf-8")[:300]),
}
EACH, CLEAN, FAMILIES = 5, 70, 10


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Flag]]:
    """The folder, and by name the flag that each file must raise; the other files must raise none."""
    folder, draw, expected = tmp_path_factory.mktemp("planted"), Random(200), {}

    def put(name: str, raw: bytes, flag: Flag | None = None) -> None:
        (folder / name).write_bytes(raw)
        if flag is not None:
            expected[name] = flag

    for n in range(CLEAN):
        text = article(draw)
        codec = ("utf-8", "gb18030", "utf-8-sig", "utf-16")[n % 4]
        put(f"clean-{n}.txt", (wrapped(text) if n % 3 == 0 else text).encode(codec))
    for kind, (flag, make) in PLANTED.items():
        for n in range(EACH):
            put(f"{kind}-{n}.txt", make(article(draw), draw), flag)
    for n in range(FAMILIES):
        text = article(draw)
        put(f"twin-{n}-a.txt", text.encode())
        put(f"twin-{n}-b.txt", text.encode(), Flag.DUPLICATE)
        text = article(draw)
        put(f"reprint-{n}-a.txt", text.encode(), Flag.NEAR)
        put(f"reprint-{n}-b.md", ("另一家报纸的大标题\n\n" + text.replace(text[150], "其", 3)[60:-40]).encode("gb18030"), Flag.NEAR)
    for n in range(EACH):
        put(f"undated-{n}.txt", article(draw, dated=False).replace("年", "天").encode(), Flag.UNDATED)
    for n in range(EACH):
        put(f"pictures-{n}.pdf", joined([pdf(prose.article(70 + n, 5)), scanned(), pdf(prose.article(80 + n, 5))]), Flag.PICTURES)
    for n, suffix in enumerate(("docx", "pdf", "jpg", "zip")):
        put(f"other-{n}.{suffix}", b"PK", Flag.REFUSED)
    (folder / "leads-out.md").symlink_to(ROOT / "README.md")
    expected["leads-out.md"] = Flag.REFUSED
    return folder, expected


@pytest.fixture(scope="module")
def files(planted: tuple[Path, dict[str, Flag]]) -> dict[str, Examined]:
    return {each.name: each for each in examine(planted[0])}


def test_every_file_is_told_of(planted: tuple[Path, dict[str, Flag]], files: dict[str, Examined]) -> None:
    assert len(files) >= 200
    assert sorted(files) == sorted(path.name for path in planted[0].iterdir())


@pytest.mark.parametrize("flag", [flag for flag in Flag if flag is not Flag.UNSURE])
def test_every_planted_defect_is_found(planted: tuple[Path, dict[str, Flag]], files: dict[str, Examined], flag: Flag) -> None:
    names = [name for name, planted_flag in planted[1].items() if planted_flag is flag]
    assert len(names) >= EACH
    assert [name for name in names if flag not in files[name].flags] == []


def test_no_clean_file_is_flagged(planted: tuple[Path, dict[str, Flag]], files: dict[str, Examined]) -> None:
    clean = [name for name in files if name not in planted[1]]
    assert len(clean) >= CLEAN
    assert {name: files[name].flags for name in clean if files[name].flags} == {}
    assert {name: f for name in planted[1] for f in files[name].flags if f is Flag.DUPLICATE and not name.startswith("twin")} == {}
    near = {name: files[name].near for name in files if files[name].near and not name.startswith("reprint")}
    assert near == {}, "no two articles that have nothing in common are alike"


def test_what_is_told_is_right(files: dict[str, Examined]) -> None:
    clean = files["clean-0.txt"]
    assert (clean.encoding, clean.sure, clean.date is not None, clean.date_inferred) == ("utf-8", 1.0, True, False)
    assert 28 <= clean.width <= 31 and files["clean-1.txt"].width == 0
    assert files["clean-1.txt"].encoding == "gb18030" and 0.3 < files["clean-1.txt"].sure <= 1
    assert files["clean-3.txt"].encoding == "utf-16-le"
    assert files["twin-3-b.txt"].same_as == "twin-3-a.txt"
    assert files["reprint-4-a.txt"].near[0][0] == "reprint-4-b.md"


def test_an_encoding_that_is_nearly_too_close_to_call_is_named(tmp_path: Path) -> None:
    """Such a file is short: passages are drawn until some are neither refused nor sure."""
    draw = Random(9)
    for n in range(1000):
        text = "".join(draw.choice(SIMPLIFIED + "鑫淼焱垚犇骉羴猋" * 90) for _ in range(8))
        (tmp_path / f"{n}.txt").write_bytes(text.encode("gb18030"))
    doubtful = [each for each in examine(tmp_path) if each.refused is None and each.sure < 0.3]
    assert len(doubtful) >= 5
    assert all(Flag.UNSURE in each.flags for each in doubtful)


def test_real_articles_are_clean() -> None:
    for each in examine(ROOT / "seeds"):
        assert not set(each.flags) & {Flag.MOJIBAKE, Flag.OCR, Flag.REFUSED, Flag.NEAR, Flag.DUPLICATE, Flag.UNSURE}, each


def test_resemblance_is_that_of_the_shingles() -> None:
    draw = Random(1)
    texts = ["".join(draw.choice(SIMPLIFIED) for _ in range(900))]
    texts += [texts[0][:keep] + "".join(draw.choice(SIMPLIFIED) for _ in range(900 - keep)) for keep in (880, 780, 700, 300, 0)]

    def true(one: str, other: str) -> float:
        a, b = ({letters(text)[i : i + SHINGLE] for i in range(len(letters(text)) - SHINGLE + 1)} for text in (one, other))
        return len(a & b) / len(a | b)

    found = {(i, j): score for i, j, score in alike(texts)}
    for i in range(len(texts)):
        for j in range(i + 1, len(texts)):
            exact = true(texts[i], texts[j])
            if exact > 0.65 or (i, j) in found:
                assert found[i, j] == pytest.approx(exact, abs=0.13)
    assert (0, 1) in found and (0, 4) not in found and (0, 5) not in found
    assert alike(["", "短", "短"]) == []


SPACED = "题 目 字 间 有 空\n\n" + "正文没有空格，照常写到句号为止。" * 9


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ASCII only ~ ^ _",
        "Müller、Škoda、São Paulo访问北京",
        "价格为5×3㎡，约±2℃",
        SPACED,
    ],
)
def test_what_is_unusual_is_not_damaged(text: str) -> None:
    assert mojibake(text) == debris(text) == ()


def test_the_command(planted: tuple[Path, dict[str, Flag]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert main(["doctor", str(planted[0]), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) >= 200 and {row["name"] for row in rows if row["refused"]} >= {"other-0.docx", "binary-0.txt", "leads-out.md"}
    for locale, words in (("C.UTF-8", "would be refused: "), ("zh_CN.UTF-8", "不会收入：")):
        monkeypatch.setenv("LC_ALL", locale)
        assert main(["doctor", str(planted[0])]) == 0
        out = capsys.readouterr().out
        assert words in out and "reprint-4-b.md (" in out
    assert main(["doctor", str(planted[0] / "none")]) == 2
