"""The invented library as a fixture."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the tests of this folder share conftest_library

from conftest_library import ARTICLES, build

from qa.retrieve import Shelf


@pytest.fixture(scope="session")
def make() -> Callable[..., Shelf]:
    return build


@pytest.fixture(scope="session")
def library() -> Shelf:
    return build(ARTICLES, {"云溪县护林记": "2022-05-01"})
