"""From a question to ranked passages, on an invented library."""

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
from conftest_library import ARTICLES

from evals.without import without
from qa.question import analyse
from qa.rank import plain
from qa.rank.match import BESIDE
from qa.retrieve import Shelf, look, retrieve
from qa.retrieve.shelf import AMPLE, beside
from qa.types import Kind


def test_the_paragraph_that_says_it_comes_first(library: Shelf) -> None:
    found = retrieve("云溪县有多少名护林员？", library)
    assert "320名" in found[0].paragraph.text
    assert [passage.rank for passage in found] == list(range(1, len(found) + 1))
    assert all(a.score >= b.score for a, b in pairwise(found))
    assert set(found[0].scores) == {"words", "bigrams", "cosine"}


def test_the_title_tells_two_counties_apart(library: Shelf) -> None:
    for county, title in (("云溪县", "云溪县护林记"), ("石门县", "石门县修路记")):
        assert retrieve(f"{county}怎样保护古树？", library)[0].document.title == title


def test_a_heading_never_stands_above_a_body_paragraph(library: Shelf) -> None:
    kinds = [passage.paragraph.kind for passage in retrieve("古树保护", library)]
    assert Kind.HEADING in kinds and Kind.HEADING not in kinds[: kinds.count(Kind.BODY)]


def test_a_caption_gives_way_to_the_body_that_says_it(library: Shelf) -> None:
    assert retrieve("青龙水库", library)[0].paragraph.kind is Kind.BODY


def test_nothing_to_ask_or_nothing_to_ask_of(library: Shelf, make: Callable[..., Shelf]) -> None:
    assert retrieve("  ", library) == ()
    assert retrieve("云溪县", replace(library, paragraphs=())) == ()


def test_k_is_kept(library: Shelf) -> None:
    assert len(retrieve("云溪县", library, 2)) == 2


def test_the_order_of_the_articles_is_no_matter(make: Callable[..., Shelf]) -> None:
    rng = random.Random(5)
    seen = set()
    for _ in range(4):
        titles = list(ARTICLES)
        rng.shuffle(titles)
        shelf = make({title: ARTICLES[title] for title in titles})
        seen.add(tuple((p.paragraph.id, p.score) for p in retrieve("古树怎样保护？", shelf)))
    assert len(seen) == 1


def test_the_cache_changes_nothing(library: Shelf) -> None:
    fresh = replace(library, cache={})
    first = retrieve("青龙水库哪一年开工？", fresh)
    assert fresh.cache
    assert retrieve("青龙水库哪一年开工？", fresh) == first == retrieve("青龙水库哪一年开工？", library)


def test_stages_are_marked_in_order(library: Shelf) -> None:
    stages: list[str] = []
    found = look(analyse("青龙水库"), library, stages.append)
    assert stages == ["encode", "retrieve", "rank"]
    assert found.vector.dtype == np.float32 and len(found.weights) == len(found.question.terms)


def test_a_short_paragraph_has_its_neighbours_around_it(make: Callable[..., Shelf]) -> None:
    texts = ["石门县的养路队来了八个人。", "他们住在山上。", "夜里也有人值班。", "路" * AMPLE + "。", "后来桥修好了。"]
    shelf = make(
        {"修路记": [(Kind.HEADING, (), "石门"), *((Kind.BODY, (), text) for text in texts)], "别的": [(Kind.BODY, (), "别的事。")]}
    )
    own = {each.text: each for each in shelf.paragraphs}
    assert beside(own[texts[1]], shelf).startswith(plain(texts[0] + " " + texts[2]))
    assert beside(own[texts[3]], shelf) == "" and beside(own["石门"], shelf) == ""  # long enough; no body
    assert "别的" not in beside(own[texts[4]], shelf) and beside(own["别的事。"], shelf) == ""
    question = analyse("石门县的养路队住在哪里？")
    found = {each.paragraph.text: each.found for each in look(question, shelf).candidates}
    around = dict(zip([term.text for term in question.terms], found[texts[1]].around, strict=True))
    assert around["养路"] == BESIDE


def test_what_was_taken_out_stands_beside_nothing(make: Callable[..., Shelf]) -> None:
    texts = ["石门县的养路队来了八个人。", "他们住在山上。", "夜里也有人值班。"]
    shelf = make({"修路记": [(Kind.BODY, (), text) for text in texts]})
    first, second, third = shelf.paragraphs
    assert beside(second, shelf) == plain(f"{texts[0]} {texts[2]}")
    left = without(shelf, [first.id])
    assert beside(second, left) == plain(texts[2]) and beside(third, left) == plain(texts[1])
