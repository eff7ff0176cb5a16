"""When a document came is noted for people to read, and no answer depends on it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from qa.engine import Library


def test_a_document_came_when_it_was_added_and_a_rebuild_does_not_change_that(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("红岭乡的猕猴桃基地在2023年收获了八百吨。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("白盐镇盐田面积达到九千六百亩。\n", encoding="utf-8")
    before = datetime.now(UTC) - timedelta(seconds=1)
    with Library.open(tmp_path / "library", model="hash", create=True) as library:
        library.add([tmp_path / "a.txt"])
        first = dict(library.arrivals())
        (a,) = library.documents()
        assert before <= first[a.id] <= datetime.now(UTC)
        library.add([tmp_path / "a.txt", tmp_path / "b.txt"])
        assert library.arrivals()[a.id] == first[a.id] and len(library.arrivals()) == 2
        library.rebuild()
        assert library.arrivals()[a.id] == first[a.id]
