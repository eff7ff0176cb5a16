"""What the server says to any program that asks: headers, the plain article, and no door for others."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from own import ROOT

from qa.errors import UsageError
from ui import main, prepare, serve

Answer = tuple[int, dict[str, str], str]


def get(url: str, **headers: str) -> Answer:
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read().decode("utf-8")


def test_every_answer_forbids_what_is_not_this_machines(address: str) -> None:
    for path in ("/", "/healthz", "/source/0000000000000000", "/config"):
        _, headers, _ = get(address + path)
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy and "object-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert not {"*", "http:", "https:"} & set(policy.replace(";", " ").split())
        assert headers["x-content-type-options"] == "nosniff"
    _, headers, _ = get(address + "/source/0000000000000000")
    assert "script-src 'none'" in headers["content-security-policy"]


def test_no_event_goes_through_the_queue(address: str) -> None:
    """The queue's stream can end just as an event is sent, which is then never heard of again (docs/log.md)."""
    events = json.loads(get(address + "/config")[2])["dependencies"]
    assert len(events) > 20 and [each["api_name"] for each in events if each["queue"] is not False] == []


def test_health_and_strangers(address: str) -> None:
    status, _, body = get(address + "/healthz")
    assert (status, json.loads(body) | {"instance": ""}) == (200, {"status": "ok", "documents": 7, "instance": ""})
    assert get(address + "/healthz", Host="evil.test")[0] == 400  # another site's name that points here
    for path in ("/gradio_api/upload", "/gradio_api/upload_progress?upload_id=x"):
        assert get(address + path)[0] == 404
    for path in ("/docs", "/gradio_api/file=/etc/passwd", "/gradio_api/file=ui.py", "/static/../ui.py"):
        assert get(address + path)[0] in (403, 404)


def test_the_plain_article_checks_what_it_is_asked(address: str) -> None:
    assert get(address + "/source/nothing")[0] == 404
    assert get(address + "/source/660202696bc9ae82?start=x&end=9")[0] == 422
    assert get(address + "/source/660202696bc9ae82?start=-3&end=9")[0] == 422
    status, _, page = get(address + "/source/660202696bc9ae82?start=1&end=2", Accept_Language="zh-CN,zh;q=0.9,en;q=0.8")
    assert status == 200 and "<mark" not in page and "找不到这处引文" in page
    status, _, page = get(address + "/source/660202696bc9ae82", Accept_Language="en")
    assert status == 200 and "<mark" not in page and 'class="warning"' not in page and "Original file: 000_" in page


TABLE = {"places": "蒲江县、名山区", "years": "2020-2021", "indicator": "茶园面积"}


def csv_of(address: str, fields: dict[str, str], language: str = "en") -> Answer:
    return get(f"{address}/compare.csv?{urllib.parse.urlencode(fields)}", Accept_Language=language)


def test_the_table_as_a_file_opens_as_text_in_a_spreadsheet(address: str) -> None:
    status, headers, body = csv_of(address, TABLE)
    assert status == 200 and headers["content-type"] == "text/csv; charset=utf-8"
    assert headers["content-disposition"] == 'attachment; filename="compare.csv"'
    assert "script-src 'none'" in headers["content-security-policy"]
    assert body[0] == "\ufeff"
    head, pujiang, mingshan = csv.reader(io.StringIO(body[1:]))
    assert head[1:3] == ["2020", "2021"]
    assert pujiang[:3] == ["四川省成都市蒲江县", "", "31.5万亩"] and mingshan[:3] == ["四川省雅安市名山区", "38万亩", "约39.2万亩"]
    assert mingshan[3].startswith("'=2020年，名山区茶园面积"), "a quote that begins like a formula is kept from being one"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"places": "无此县"}, "“无此县”"), ({"places": ""}, "Name the places"), ({"places": "、，"}, "Name the places"),
        ({"places": " ".join(f"地{n}" for n in range(21))}, "at most 20 places"), ({"places": "赣" * 401}, "to 400 characters"),
        ({"years": ""}, "names no years"), ({"years": "去年"}, "“去年” names no years"), ({"years": "2024-2020"}, "names no years"),
        ({"years": "1990-2020"}, "at most 30 years"), ({"years": "99999999999-0"}, "names no years"), ({"years": "0000"}, "names no years"),
        ({"indicator": " "}, "Name the indicator"), ({"indicator": "x" * 401}, "to 400 characters"),
        ({"places": "\x1b[31m\u202e县"}, "⟨U+202E⟩"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_made_is_one_sentence(address: str, change: dict[str, str], says: str) -> None:
    status, headers, body = csv_of(address, TABLE | change)
    assert status == 400 and headers["content-type"] == "text/plain; charset=utf-8"
    assert says in body and "\n" not in body and "\x1b" not in body and "\u202e" not in body


def test_a_table_that_nothing_is_said_of_is_asked_for_in_the_readers_language(address: str) -> None:
    status, _, body = get(address + "/compare.csv", Accept_Language="zh-CN")
    assert (status, body) == (400, "请写出要对比的地方，例如 赣州、抚州。")


def test_a_reranker_that_is_not_there_is_said_before_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--library", str(tmp_path / "library"), "--seeds", str(tmp_path / "none"), "--port", "0", "--reranker", "./none"]
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert "http://" not in out
    assert err.count("\n") == 1 and "--reranker" in err


def test_a_taken_port_is_one_sentence(tmp_path: Path, address: str) -> None:
    with pytest.raises(UsageError, match="choose others with --host and --port"):
        serve(tmp_path, port=int(address.rsplit(":", 1)[1]))


def test_the_library_is_made_once_and_rebuilt_for_another_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from embeddings.hashed import HashEncoder

    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("白河镇去年投入九百万元加固河堤，新堤全长六点五公里。\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("embeddings.encoder.load_encoder", lambda name=None: HashEncoder(64))
        prepare(tmp_path / "library", None, seeds, "zh")
        assert "正在建立资料库" in capsys.readouterr().out
        prepare(tmp_path / "library", None, seeds, "zh")
        assert capsys.readouterr().out == ""
    prepare(tmp_path / "library", None, seeds, "zh")
    assert "正在重建索引" in capsys.readouterr().out
    prepare(tmp_path / "library", None, seeds, "zh")
    assert capsys.readouterr().out == ""


def test_the_page_starts_without_reading_gradios_sources_and_inspect_is_as_before() -> None:
    """A component made inside has all that one made outside has; only the stubs beside the sources are not written again."""
    code = (
        "import inspect, ui\nbefore = inspect.getfile\n"
        "with ui._without_stubs():\n"
        "    import gradio\n"
        "    try:\n        inspect.getfile(gradio.HTML)\n        raise SystemExit('read')\n    except OSError:\n        pass\n"
        "assert inspect.getfile is before and inspect.getfile(gradio.HTML).endswith('html.py')\n"
        "assert callable(gradio.HTML.change) and callable(gradio.Chatbot.edit) and gradio.Textbox.EVENTS\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
