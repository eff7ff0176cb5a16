"""What the server says to any program that asks: headers, the plain article, and no door for others."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest

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


def test_health_and_strangers(address: str) -> None:
    status, _, body = get(address + "/healthz")
    assert (status, json.loads(body)) == (200, {"status": "ok", "documents": 6})
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
