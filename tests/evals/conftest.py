"""A set of invented paragraphs, small enough to know every answer, and its shelf."""

from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.encoder import load_encoder
from evals.libraries import shelf_of
from evals.sets import EvalSet, shelved
from qa.retrieve import Shelf

TEXTS = {
    "a": "云溪县去年新造林三万亩。护林员增加到一百二十名，队长是陈艳霞。树苗由县苗圃供应。",
    "b": "白河镇投入九百万元加固河堤，九百人受益。工程由镇水利站负责，工期八个月。",
    "c": "青石小学的图书馆藏书两万册，周末也开放。管理员由家长轮流担任。",
    "d": "石门县修通了到每个村的公路，里程共1200公里。养路工由各村推选，共有85名。",
}
QUESTIONS = (
    ("云溪县的护林员增加到多少名？", "a", ("一百二十名",)),
    ("白河镇投入多少资金加固河堤？", "b", ("九百万元",)),
    ("青石小学的图书馆藏书多少册？", "c", ("两万册",)),
    ("石门县的养路工共有多少名？", "d", ("85名", "85")),
    ("白河镇的工程由谁负责？", "b", ("镇水利站",)),
)


@pytest.fixture(scope="session")
def tiny() -> EvalSet:
    return shelved("tiny", TEXTS.items(), QUESTIONS)


@pytest.fixture(scope="session")
def shelf(tiny: EvalSet, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf_of(tiny, load_encoder(), tmp_path_factory.mktemp("work"))


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str], Path]:
    """A file of that name and text."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write
