"""The lexical index against a reference of ten lines, and its stamp."""

import math
import shutil
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from evals.training.bm25 import MemoryBM25
from qa import folders, lexical
from qa.lexical import LexicalIndex, StaleIndexError
from qa.tokens import bigrams, words
from qa.types import Kind, Paragraph

SYLLABLES = "党建经济发展项目产业园区村民集体收入生态旅游教育医疗改革创新服务治理干部群众"


def paragraphs(count: int, seed: int = 3) -> list[Paragraph]:
    """Texts of very different lengths, in documents of seven paragraphs."""
    draw = Random(seed)
    texts = ["".join(draw.choice(SYLLABLES) for _ in range(draw.choice((3, 20, 60, 200, 450)))) for _ in range(count)]
    return [Paragraph(f"{n // 7 * 977:016x}", n % 7, Kind.BODY, (), text, ((0, 1),)) for n, text in enumerate(texts)]


def one_byte_length(length: int) -> int:
    """tantivy keeps a length in one byte, as Lucene's SmallFloat does: exact to 40, then three bits of mantissa."""
    steps = [*range(40), *(24 + ((n & 7 | 8) << (n >> 3) - 1) for n in range(16, 232))]
    return steps[bisect_right(steps, length) - 1]


def bm25(query: Sequence[str], texts: Sequence[Sequence[str]]) -> list[float]:
    """Robertson and Zaragoza 2009, with k1 1.2 and b 0.75; the mean is of the exact lengths."""
    counts, mean = [Counter(text) for text in texts], sum(map(len, texts)) / len(texts)
    scores = []
    for count, text in zip(counts, texts, strict=True):
        norm = 1.2 * (1 - 0.75 + 0.75 * one_byte_length(len(text)) / mean)
        holding = {token: sum(token in other for other in counts) for token in query}
        idf = {token: math.log(1 + (len(texts) - n + 0.5) / (n + 0.5)) for token, n in holding.items()}
        scores.append(sum(idf[token] * 2.2 * count[token] / (count[token] + norm) for token in query))
    return scores


def test_lengths_round_down_as_in_lucene() -> None:
    assert [one_byte_length(n) for n in (0, 7, 39, 40, 41, 55, 56, 57, 58, 152, 167, 168)] == [
        0,
        7,
        39,
        40,
        40,
        54,
        56,
        56,
        56,
        152,
        152,
        168,
    ]


@pytest.mark.parametrize("tokenise", [words, bigrams])
def test_scores_and_order_are_those_of_the_reference(tmp_path: Path, tokenise: Callable[[str], list[str]]) -> None:
    held = paragraphs(60)
    lexical.build(tmp_path / "x", held, 1)
    index = LexicalIndex.open(tmp_path / "x", 1)
    search = index.search_words if tokenise is words else index.search_bigrams
    texts = [tokenise(paragraph.text) for paragraph in held]
    for number in (0, 7, 23, 41):
        query = [*tokenise(held[number].text[:12]), "无此词"]
        scored = zip(bm25(query, texts), (paragraph.id for paragraph in held), strict=True)
        expected = sorted(((score, name) for score, name in scored if score > 0), key=lambda hit: (-round(hit[0], 4), hit[1]))
        found = search(query, 60)
        assert [name for name, _ in found] == [name for _, name in expected]
        assert [score for _, score in found] == pytest.approx([score for score, _ in expected], rel=2e-6)  # float32


def test_a_group_of_words_counts_as_its_best_does(tmp_path: Path) -> None:
    held = paragraphs(60)
    lexical.build(tmp_path / "x", held, 1)
    index = LexicalIndex.open(tmp_path / "x", 1)
    groups = [[("经济", 1.0), ("收入", 0.4)], [("教育", 0.7), ("无此词", 2.0)], []]
    one = [dict(index.search_words([word], 60)) for word in ("经济", "收入", "教育")]
    scores = {
        p.id: max(one[0].get(p.id, 0.0), 0.4 * one[1].get(p.id, 0.0)) + 0.7 * one[2].get(p.id, 0.0)
        for p in held
        if any(p.id in w for w in one)
    }
    found = index.search_near(groups, 60)
    assert dict(found) == pytest.approx(scores, rel=2e-6)
    assert found == sorted(found, key=lambda hit: (-hit[1], hit[0]))
    assert index.search_near(groups, 3) == found[:3]
    assert index.search_near([[], []], 5) == index.search_near([], 5) == []
    memory = MemoryBM25([p.id for p in held], [p.text for p in held])
    best = dict(memory.search_near(groups, 60))
    assert best.keys() == scores.keys()
    assert best == pytest.approx(scores, rel=0.1)  # lengths are not rounded there


def test_no_token_or_no_paragraph_is_no_result(tmp_path: Path) -> None:
    lexical.build(tmp_path / "x", paragraphs(3), 1)
    index = LexicalIndex.open(tmp_path / "x", 1)
    assert index.search_words([], 5) == []
    assert index.search_bigrams(["经济"], 0) == []
    assert index.search_words(["无此词"], 5) == []
    lexical.build(tmp_path / "y", [], 1)
    empty = LexicalIndex.open(tmp_path / "y", 1)
    assert (len(empty), empty.search_words(["经济"], 5)) == (0, [])


def test_ties_are_ordered_by_id_at_every_cut(tmp_path: Path) -> None:
    same = [Paragraph(f"{n * 7919 % 200:016x}", 0, Kind.BODY, (), "经济发展", ((0, 1),)) for n in range(200)]
    lexical.build(tmp_path / "x", same, 1)
    index = LexicalIndex.open(tmp_path / "x", 1)
    for k in (1, 17, 100, 500):
        assert [name for name, _ in index.search_words(["经济"], k)] == sorted(p.id for p in same)[:k]


def test_adding_by_parts_scores_as_adding_at_once(tmp_path: Path) -> None:
    held = paragraphs(90)
    lexical.build(tmp_path / "once", held, 1)
    lexical.build(tmp_path / "parts", held[80:], 1)
    for generation, start in enumerate((60, 35, 10, 3, 0), start=1):
        end = {60: 80, 35: 60, 10: 35, 3: 10, 0: 3}[start]
        lexical.extend(tmp_path / "parts", held[start:end], generation, generation + 1)
    once, parts = LexicalIndex.open(tmp_path / "once", 1), LexicalIndex.open(tmp_path / "parts", 6)
    assert parts.generation == 6
    for paragraph in held:
        for query in (words(paragraph.text[:15]), words(paragraph.text[-9:])):
            assert once.search_words(query, 12) == parts.search_words(query, 12)
        assert once.search_bigrams(bigrams(paragraph.text), 12) == parts.search_bigrams(bigrams(paragraph.text), 12)


def test_an_index_that_is_open_does_not_change(tmp_path: Path) -> None:
    held = paragraphs(20)
    lexical.build(tmp_path / "x", held[:10], 1)
    first = LexicalIndex.open(tmp_path / "x", 1)
    before = first.search_words(words(held[3].text), 20)
    lexical.extend(tmp_path / "x", held[10:], 1, 2)
    second = LexicalIndex.open(tmp_path / "x", 2)
    lexical.build(tmp_path / "x", [], 3)
    assert (len(first), len(second)) == (10, 20)
    assert first.search_words(words(held[3].text), 20) == before


def test_another_generation_is_stale_and_cannot_be_extended(tmp_path: Path) -> None:
    lexical.build(tmp_path / "x", paragraphs(5), 4)
    for generation in (3, 5):
        with pytest.raises(StaleIndexError):
            LexicalIndex.open(tmp_path / "x", generation)
        with pytest.raises(StaleIndexError):
            lexical.extend(tmp_path / "x", paragraphs(2), generation, 9)
    lexical.check_stamp(tmp_path / "x", 4)
    with pytest.raises(StaleIndexError):
        LexicalIndex.open(tmp_path / "none", 0)


@pytest.mark.parametrize("anew", [False, True])
def test_a_writer_that_comes_between_the_check_and_the_opening_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, anew: bool) -> None:
    held, check = paragraphs(10), lexical.check_stamp
    lexical.build(tmp_path / "x", held[:5], 1)

    def overtaken(folder: Path, generation: int) -> None:
        check(folder, generation)
        monkeypatch.undo()
        if anew:
            lexical.build(folder, held[:5], 2)
        else:
            lexical.extend(folder, held[5:], 1, 2)

    monkeypatch.setattr(lexical, "check_stamp", overtaken)
    index = LexicalIndex.open(tmp_path / "x", 1)
    assert (index.generation, len(index)) == (1, 5), "the one before, which lies beside until the library is committed"
    assert len(LexicalIndex.open(tmp_path / "x", 2)) == (5 if anew else 10)


def test_stamping_another_generation_needs_no_paragraphs(tmp_path: Path) -> None:
    lexical.build(tmp_path / "x", paragraphs(5), 1)
    lexical.extend(tmp_path / "x", [], 1, 2)
    assert len(LexicalIndex.open(tmp_path / "x", 2)) == 5


def test_a_write_that_was_killed_before_its_stamp_leaves_the_index_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = paragraphs(10)
    lexical.build(tmp_path / "x", held[:5], 1)

    def killed(folder: Path, generation: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(lexical, "_put_stamp", killed)
    with pytest.raises(KeyboardInterrupt):
        lexical.extend(tmp_path / "x", held[5:], 1, 2)
    with pytest.raises(KeyboardInterrupt):
        lexical.build(tmp_path / "y", held, 1)
    monkeypatch.undo()
    with pytest.raises(StaleIndexError):
        LexicalIndex.open(tmp_path / "x", 2)
    assert len(LexicalIndex.open(tmp_path / "x", 1)) == 5
    lexical.extend(tmp_path / "x", held[5:], 1, 2)
    assert len(LexicalIndex.open(tmp_path / "x", 2)) == 10
    lexical.build(tmp_path / "y", held, 1)
    assert len(LexicalIndex.open(tmp_path / "y", 1)) == 10


def test_until_it_is_settled_the_index_before_is_there_for_its_readers_and_comes_back(tmp_path: Path) -> None:
    held = paragraphs(10)
    lexical.build(tmp_path / "x", held[:5], 1)
    lexical.extend(tmp_path / "x", held[5:], 1, 2)
    assert [len(LexicalIndex.open(tmp_path / "x", generation)) for generation in (1, 2)] == [5, 10]
    lexical.extend(tmp_path / "x", held[5:7], 1, 2)  # the change of the library was not committed: it is at 1 still
    assert [len(LexicalIndex.open(tmp_path / "x", generation)) for generation in (1, 2)] == [5, 7]
    folders.settle(tmp_path / "x")
    with pytest.raises(StaleIndexError):
        LexicalIndex.open(tmp_path / "x", 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x"]


def test_without_links_the_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, target: Path) -> None:
        raise OSError(1, "Operation not permitted")

    lexical.build(tmp_path / "x", paragraphs(5), 1)
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    lexical.extend(tmp_path / "x", paragraphs(10)[5:], 1, 2)
    assert [len(LexicalIndex.open(tmp_path / "x", generation)) for generation in (1, 2)] == [5, 10]


@pytest.mark.parametrize("suffix", [".idx", ".term", ".fieldnorm", ".fast", ".store", "meta.json", "stamp.json"])
def test_a_byte_changed_in_any_file_is_seen(tmp_path: Path, suffix: str) -> None:
    folder = tmp_path / "x"
    lexical.build(folder, paragraphs(30), 1)
    [path] = [path for path in folder.iterdir() if path.name.endswith(suffix) and not path.name.startswith(".")]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x55
    path.write_bytes(content)
    with pytest.raises(StaleIndexError):
        LexicalIndex.open(folder, 1)
    lexical.build(folder, paragraphs(30), 1)
    assert len(LexicalIndex.open(folder, 1)) == 30


def test_a_file_where_the_folder_belongs_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("no folder", encoding="utf-8")
    with pytest.raises(StaleIndexError):
        LexicalIndex.open(tmp_path / "x", 1)
    lexical.build(tmp_path / "x", paragraphs(3), 1)
    assert len(LexicalIndex.open(tmp_path / "x", 1)) == 3


def test_reading_takes_no_writer_s_lock(tmp_path: Path) -> None:
    import tantivy

    lexical.build(tmp_path / "x", paragraphs(5), 1)
    writer = tantivy.Index.open(str(tmp_path / "x")).writer(heap_size=15_000_000, num_threads=1)
    assert len(LexicalIndex.open(tmp_path / "x", 1)) == 5
    del writer
    shutil.rmtree(tmp_path / "x")
